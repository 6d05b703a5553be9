// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/**
 * a time in UTC, such as 2026-11-24T13:00:00Z
 */
export type TimeValue = string;
/**
 * a text
 */
export type TextValue = string;
/**
 * an id: 1 to 64 letters, digits, hyphens or underscores
 */
export type IdValue = string;
/**
 * a compartment of the citizen: identity, card, social, health, visits, case-1, case-2 or case-3
 */
export type CompartmentValue = "identity" | "card" | "social" | "health" | "visits" | "case-1" | "case-2" | "case-3";
/**
 * Level: immutable
 */
export type AccessBlockLevel = "provider" | "unit" | "team";
/**
 * State: stateMachine
 */
export type AccessBlockState = "active" | "temporarilyOpened" | "lifted";
/**
 * Basis for disclosure: safeSide
 */
export type AgendaItemDisclosureBasis = "none" | "emergency" | "harmTest" | "consent" | "sameBranch" | "svod";
/**
 * yes or no
 */
export type FlagValue = boolean;
/**
 * Came in time: derived
 */
export type AgendaItemInTime = "onTime" | "lateByOffline" | "late";
/**
 * a line of text
 */
export type LineValue = string;
/**
 * a role
 */
export type RoleValue =
  | "citizen"
  | "representative"
  | "assistantNurse"
  | "careAssistant"
  | "housingSupportWorker"
  | "nurse"
  | "occupationalTherapist"
  | "physiotherapist"
  | "needsAssessor"
  | "coordinator"
  | "unitManager"
  | "chiefMedicalNurse"
  | "chiefRehab"
  | "changeLead"
  | "projectLead"
  | "projectOwner"
  | "projectCoordinator"
  | "steeringMember"
  | "regionClinician"
  | "auditReviewer"
  | "systemAdmin";
/**
 * @maxItems 500
 */
export type IdsValue = IdValue[];
/**
 * Priority: safeSide
 */
export type AgendaItemPriority = "normal" | "high" | "urgent";
/**
 * State: stateMachine
 */
export type AgendaItemState =
  | "withdrawnByCitizen"
  | "decided"
  | "discussed"
  | "withdrawnByRaiser"
  | "parked"
  | "postponed"
  | "prepared"
  | "accepted"
  | "proposed";
/**
 * State: stateMachine
 */
export type AidQuestionState =
  | "closed"
  | "evaluated"
  | "fitted"
  | "delivered"
  | "declinedByCitizen"
  | "notNeeded"
  | "prescribed"
  | "assessing"
  | "acknowledged"
  | "raised";
/**
 * Urgency: safeSide
 */
export type AidQuestionUrgency = "canWait" | "soon" | "urgent";
/**
 * Names a document, an item, an actor, a tenant, a device.
 */
export type Id = string;
/**
 * @maxItems 8
 */
export type CompartmentsValue = CompartmentValue[];
/**
 * Level: lastWriter
 */
export type BlockRuleLevel = "provider" | "unit" | "team";
/**
 * State: stateMachine
 */
export type BlockRuleState = "active" | "temporarilyOpened" | "lifted";
/**
 * What staff do, as they say themselves. There is no sixth.
 */
export type PresenceState = "online" | "atVisit" | "travelling" | "inMeeting" | "offDuty";
/**
 * A code of errors.json. There will be others: follow the duty.
 */
export type Code = string;
/**
 * What the phone does about a code, also about one it does not know.
 */
export type Duty = "fix" | "retry" | "refresh" | "resync" | "upgrade";
/**
 * A ULID. Made by the phone, once, for ever.
 */
export type EditId = string;
/**
 * a short text
 */
export type CardTextValue = string;
/**
 * Basis: serverAuthoritative
 */
export type CareAssignmentReason =
  "plannedVisit" | "teamMember" | "responsibility" | "substitution" | "emergencyOpening";
/**
 * State: stateMachine
 */
export type CareAssignmentState = "revoked" | "expired" | "active" | "planned";
/**
 * State: stateMachine
 */
export type CareTeamState = "merged" | "closed" | "paused" | "active" | "forming";
/**
 * What became of an edit. There is no sixth.
 */
export type VerdictKind = "applied" | "merged" | "proposed" | "parked" | "refused";
/**
 * Kind of thread: immutable
 */
export type CaseThreadKind = "citizenCase" | "peerSupport" | "openForum";
/**
 * kind/id/compartment/controller, or tenant/compartment.
 */
export type Scope = string;
/**
 * 12 hex digits of milliseconds, 4 of a counter, a dash, the replica. Stamps compare as texts.
 */
export type Stamp = string;
/**
 * Class: lastWriter
 */
export type ChainLinkClass = "urgent" | "visit" | "meeting" | "sync";
/**
 * One login's store on one device. Never used again.
 */
export type ReplicaId = string;
/**
 * A sum mod 2^64, in hex.
 */
export type Checksum = string;
/**
 * a date, such as 2026-12-01
 */
export type DateValue = string;
/**
 * State: stateMachine
 */
export type CitizenState = "deceased" | "ended" | "paused" | "active" | "prospective";
/**
 * What is in conflict: immutable
 */
export type ConflictKind =
  | "disputed"
  | "possibleDoubleDelivery"
  | "heldAfterDecline"
  | "contradictoryOutcomes"
  | "onlyWith"
  | "withdrawnAfterDecision";
/**
 * State: stateMachine
 */
export type ConflictState = "resolved" | "overdue" | "open";
/**
 * What the consent covers: immutable
 */
export type ConsentCovers =
  "teamMeetingPart2" | "sharedPlan" | "otherProvidersData" | "relatives" | "welfareTechnology";
/**
 * Given by: immutable
 */
export type ConsentGivenBy = "citizen" | "representative";
/**
 * How it was given: immutable
 */
export type ConsentGivenHow = "spoken" | "written" | "eid";
/**
 * a list of recipients, each with kind (org, team or staff) and id
 *
 * @maxItems 50
 */
export type RecipientsValue = {
  id: IdValue;
  kind: "org" | "team" | "staff";
}[];
/**
 * State: stateMachine
 */
export type ConsentState = "withdrawn" | "refused" | "expired" | "limited" | "given" | "asked";
/**
 * State: stateMachine
 */
export type ConsentRuleState = "withdrawn" | "refused" | "expired" | "limited" | "given" | "asked";
/**
 * Legal domain: lastWriter
 */
export type DeviationDraftKind = "sol" | "hsl";
/**
 * State: stateMachine
 */
export type DeviationDraftState = "receivedBySystem" | "submitted" | "draft";
/**
 * State: stateMachine
 */
export type DeviceSessionState = "revoked" | "ended" | "active";
/**
 * Kind of dialogue: immutable
 */
export type DialogueKind = "firstConversation" | "goalDialogue" | "followUp" | "assessmentInterview";
/**
 * State: stateMachine
 */
export type DialogueState = "confirmedByCitizen" | "summarised" | "held" | "declined" | "cancelled" | "planned";
/**
 * Basis: immutable
 */
export type DisclosureBasis = "consent" | "harmTest" | "sameBranch" | "svod" | "emergency";
/**
 * State: stateMachine
 */
export type DisclosureState = "refused" | "copied" | "asked";
/**
 * State: stateMachine
 */
export type FollowUpTaskState = "done" | "cancelled" | "handedOver" | "inProgress" | "accepted" | "open";
/**
 * Any frame that a phone sends.
 */
export type FromPhone =
  | HelloFrame
  | SubmitFrame
  | CatchupFrame
  | PurgedFrame
  | RenewFrame
  | EndFrame
  | SealedFrame
  | ReadsFrame
  | PresenceFrame
  | LockFrame
  | UnlockFrame
  | PushTokenFrame;
/**
 * 32 bytes in standard base64.
 */
export type PublicKey = string;
/**
 * A place in a chain: SHA-256 in hex.
 */
export type Link = string;
/**
 * An Ed25519 signature, 64 bytes in standard base64.
 */
export type Signature = string;
/**
 * Any frame that the server sends.
 */
export type FromServer =
  | WelcomeFrame
  | DocumentsFrame
  | CommitFrame
  | VerdictsFrame
  | SealedVerdictsFrame
  | CaughtUpFrame
  | GrantFrame
  | RevokeFrame
  | ReadsWantedFrame
  | ReadsTakenFrame
  | BoardFrame
  | LocksFrame
  | ErrorFrame
  | ByeFrame;
/**
 * How a field merges.
 */
export type Policy = string;
/**
 * an ICF qualifier: 0 to 4, 8 or 9
 */
export type QualifierValue = 0 | 1 | 2 | 3 | 4 | 8 | 9;
/**
 * Strengthen or maintain: proposal
 */
export type GoalDirection = "strengthen" | "maintain";
/**
 * Who put it into words: citizenOwned
 */
export type GoalExpressedBy = "citizen" | "representative" | "staff";
/**
 * a number from 0 to 3
 */
export type RatingValue = number;
/**
 * Life area: proposal
 */
export type GoalLifeArea =
  | "learning"
  | "generalTasks"
  | "communication"
  | "mobility"
  | "selfCare"
  | "domesticLife"
  | "relations"
  | "education"
  | "community"
  | "safety"
  | "supportForRelatives";
/**
 * State: stateMachine
 */
export type GoalState =
  | "withdrawnByCitizen"
  | "enteredInError"
  | "changed"
  | "achieved"
  | "maintained"
  | "partlyAchieved"
  | "notAchieved"
  | "paused"
  | "active"
  | "agreed"
  | "drafted"
  | "voiced";
/**
 * Scale: immutable
 */
export type GoalFollowUpScale = "icf" | "gas";
/**
 * a level of support: none, encouragement, little, much or full
 */
export type SupportValue = "none" | "encouragement" | "little" | "much" | "full";
/**
 * State: stateMachine
 */
export type HandoverState = "handedOver" | "notNeeded" | "asked";
/**
 * State: stateMachine
 */
export type ImprovementIdeaState = "merged" | "selected" | "parked" | "raised";
/**
 * State: stateMachine
 */
export type JointVisitState =
  | "summarised"
  | "held"
  | "declinedByCitizen"
  | "cancelled"
  | "notHeld"
  | "underway"
  | "confirmed"
  | "scheduled"
  | "accepted"
  | "citizenAsked"
  | "suggested";
/**
 * Legal domain: immutable
 */
export type JointVisitFindingLegalDomain = "sol" | "lss" | "hsl";
/**
 * Life area: immutable
 */
export type JointVisitFindingLifeArea =
  | "learning"
  | "generalTasks"
  | "communication"
  | "mobility"
  | "selfCare"
  | "domesticLife"
  | "relations"
  | "education"
  | "community"
  | "safety"
  | "supportForRelatives";
/**
 * a legal domain: sol, lss, hsl, shared or admin
 */
export type LegalDomainValue = "sol" | "lss" | "hsl" | "shared" | "admin";
/**
 * a list of compartments: identity, card, social, health, visits or rights
 *
 * @maxItems 6
 */
export type MandatedValue = ("identity" | "card" | "social" | "health" | "visits" | "rights")[];
/**
 * State: stateMachine
 */
export type MandateState = "revoked" | "active";
/**
 * State: stateMachine
 */
export type MedicationQuestionState =
  "closed" | "confirmedByStaff" | "answered" | "awaitingPhysician" | "assessing" | "received" | "raised";
/**
 * Urgency: safeSide
 */
export type MedicationQuestionUrgency = "beforeNextMeeting" | "today" | "now";
/**
 * Kind of decision: immutable
 */
export type MeetingDecisionKind =
  "jointVisit" | "task" | "goalChange" | "newAssessmentRequested" | "referral" | "noAction" | "sipNeeded";
/**
 * Reach: strictBundle
 */
export type MethodAdoptionReach = "unit" | "provider" | "municipality";
/**
 * State: stateMachine
 */
export type MethodAdoptionState = "revoked" | "replaced" | "inForce" | "decided" | "proposed";
/**
 * State: stateMachine
 */
export type MethodTestState =
  "stopped" | "obsolete" | "discarded" | "adopted" | "adjusting" | "evaluating" | "running" | "planned";
/**
 * Whose acknowledgement is needed: immutable
 */
export type NoticeAck = "each" | "any";
/**
 * Class: immutable
 */
export type NoticeClass = "urgent" | "visit" | "meeting" | "sync";
/**
 * State: stateMachine
 */
export type NoticeState = "acknowledged" | "seen" | "new";
/**
 * Kind: immutable
 */
export type OpeningKind = "outside" | "emergency";
/**
 * State: stateMachine
 */
export type OpeningState = "closed" | "open";
/**
 * Kind: lastWriter
 */
export type OpeningRuleKind = "outside" | "emergency";
/**
 * State: stateMachine
 */
export type OpeningRuleState = "closed" | "open";
/**
 * sol or lss; health care does not belong in the social case file
 */
export type SocialDomainValue = "sol" | "lss";
/**
 * State: stateMachine
 */
export type PlanActivityState = "refused" | "ended" | "paused" | "active" | "planned";
/**
 * State: stateMachine
 */
export type ProfileState = "retired" | "active" | "draft";
/**
 * State: stateMachine
 */
export type ProfileMatchState = "ended" | "rejected" | "confirmed" | "suggested";
/**
 * State: stateMachine
 */
export type ProtectedPersonState = "active" | "ended";
/**
 * Whose acknowledgement is enough: lastWriter
 */
export type ReachingAck = "each" | "any";
/**
 * Class: lastWriter
 */
export type ReachingClass = "urgent" | "visit" | "meeting" | "sync";
export type TimeOrNoneValue = null | TimeValue;
/**
 * State: stateMachine
 */
export type ReachingState = "call" | "unreached" | "waiting" | "answered";
/**
 * State: stateMachine
 */
export type RehabPlanState =
  "withdrawnByCitizen" | "concluded" | "underReview" | "active" | "agreed" | "proposed" | "draft";
/**
 * State: stateMachine
 */
export type RoutineState = "replaced" | "inForce" | "approved" | "draft";
/**
 * Phase: strictBundle
 */
export type RoutineStepPhase = "before" | "during" | "after";
/**
 * State: stateMachine
 */
export type ServiceOrderState = "ended" | "started" | "acknowledged" | "sent";
/**
 * Kind of employment: strictBundle
 */
export type StaffMemberEmploymentKind = "permanent" | "temporary" | "substitute";
/**
 * State: stateMachine
 */
export type StaffMemberState = "left" | "onLeave" | "active";
export type SupportDecisionLifeAreas =
  | "learning"
  | "generalTasks"
  | "communication"
  | "mobility"
  | "selfCare"
  | "domesticLife"
  | "relations"
  | "education"
  | "community"
  | "safety"
  | "supportForRelatives";
/**
 * State: stateMachine
 */
export type SupportDecisionState =
  "ended" | "revised" | "granted" | "partlyGranted" | "denied" | "investigating" | "applied";
/**
 * State on the citizen card: lastWriter
 */
export type SupportStatusSupport = "prospective" | "active" | "paused" | "ended" | "deceased";
/**
 * State: stateMachine
 */
export type TeamMeetingState = "confirmed" | "closed" | "running" | "cancelled" | "prepared" | "called" | "draft";
/**
 * Decision: strictBundle
 */
export type TestCycleDecision = "retest" | "adjust" | "adopt" | "discard";
/**
 * What it is based on: immutable
 */
export type VisitAssertionBasis = "noSignal" | "noAnswer" | "callWithCitizen" | "callWithStaff";
/**
 * Assertion: immutable
 */
export type VisitAssertionKind = "suspectedMissed" | "confirmedMissed" | "replacementSent" | "allWell";
/**
 * those who come, with name and role
 *
 * @maxItems 500
 */
export type VisitorsValue = {
  name: LineValue;
  role?: RoleValue;
  staffId: IdValue;
}[];
/**
 * Category: lastWriter
 */
export type VisitNoteCategory = "observation" | "conversation" | "event" | "agreement" | "other";
/**
 * May the visit be moved: safeSide
 */
export type VisitPlanCriticality = "canMove" | "cannotFail";
/**
 * State: stateMachine
 */
export type VisitPlanState = "cancelled" | "changed" | "planned";
/**
 * What became of it: derived
 */
export type VisitPlanVisitStatus =
  | "performed"
  | "partly"
  | "interrupted"
  | "alreadyVisited"
  | "declinedByCitizen"
  | "notHome"
  | "notAdmitted"
  | "replacementSent"
  | "confirmedMissed"
  | "suspectedMissed"
  | "cancelled"
  | "planned";
/**
 * Evidence: immutable
 */
export type VisitRecordEvidence = "lock" | "nfc" | "manual";
/**
 * Outcome: immutable
 */
export type VisitRecordOutcome =
  "performed" | "partly" | "declinedByCitizen" | "notHome" | "notAdmitted" | "interrupted" | "alreadyVisited";
/**
 * a role, or the server
 */
export type WriterValue =
  | "citizen"
  | "representative"
  | "assistantNurse"
  | "careAssistant"
  | "housingSupportWorker"
  | "nurse"
  | "occupationalTherapist"
  | "physiotherapist"
  | "needsAssessor"
  | "coordinator"
  | "unitManager"
  | "chiefMedicalNurse"
  | "chiefRehab"
  | "changeLead"
  | "projectLead"
  | "projectOwner"
  | "projectCoordinator"
  | "steeringMember"
  | "regionClinician"
  | "auditReviewer"
  | "systemAdmin"
  | "server";

export interface Contract {
  AccessBlockEmergencyOpenings?: AccessBlockEmergencyOpenings;
  AccessBlockFields?: AccessBlockFields;
  AccessBlockLevel?: AccessBlockLevel;
  AccessBlockState?: AccessBlockState;
  AgendaItemDisclosureBasis?: AgendaItemDisclosureBasis;
  AgendaItemFields?: AgendaItemFields;
  AgendaItemInTime?: AgendaItemInTime;
  AgendaItemPreparations?: AgendaItemPreparations;
  AgendaItemPrepared?: AgendaItemPrepared;
  AgendaItemPriority?: AgendaItemPriority;
  AgendaItemState?: AgendaItemState;
  AidQuestionFields?: AidQuestionFields;
  AidQuestionState?: AidQuestionState;
  AidQuestionUrgency?: AidQuestionUrgency;
  AnyFrame?: AnyFrame;
  AnyValue?: AnyValue;
  Base?: Base;
  BlockRuleFields?: BlockRuleFields;
  BlockRuleLevel?: BlockRuleLevel;
  BlockRuleState?: BlockRuleState;
  BoardFrame?: BoardFrame;
  ByeFrame?: ByeFrame;
  Candidate?: Candidate;
  CardTextValue?: CardTextValue;
  CareAssignmentFields?: CareAssignmentFields;
  CareAssignmentReason?: CareAssignmentReason;
  CareAssignmentState?: CareAssignmentState;
  CareTeamFields?: CareTeamFields;
  CareTeamMembers?: CareTeamMembers;
  CareTeamState?: CareTeamState;
  CarriedVerdict?: CarriedVerdict;
  CaseThreadFields?: CaseThreadFields;
  CaseThreadKind?: CaseThreadKind;
  CatchupFrame?: CatchupFrame;
  CaughtUpFrame?: CaughtUpFrame;
  Cell?: Cell;
  ChainLinkClass?: ChainLinkClass;
  ChainLinkFields?: ChainLinkFields;
  Change?: Change;
  Checksum?: Checksum;
  CitizenFields?: CitizenFields;
  CitizenIdentityFields?: CitizenIdentityFields;
  CitizenRepresentatives?: CitizenRepresentatives;
  CitizenState?: CitizenState;
  Code?: Code;
  CommitFrame?: CommitFrame;
  CompartmentValue?: CompartmentValue;
  CompartmentsValue?: CompartmentsValue;
  ConflictCandidates?: ConflictCandidates;
  ConflictFields?: ConflictFields;
  ConflictKind?: ConflictKind;
  ConflictResolution?: ConflictResolution;
  ConflictState?: ConflictState;
  ConsentCovers?: ConsentCovers;
  ConsentFields?: ConsentFields;
  ConsentGivenBy?: ConsentGivenBy;
  ConsentGivenHow?: ConsentGivenHow;
  ConsentRuleFields?: ConsentRuleFields;
  ConsentRuleState?: ConsentRuleState;
  ConsentState?: ConsentState;
  Cursor?: Cursor;
  DateValue?: DateValue;
  DeviationDraftFields?: DeviationDraftFields;
  DeviationDraftKind?: DeviationDraftKind;
  DeviationDraftState?: DeviationDraftState;
  DeviceSessionCarried?: DeviceSessionCarried;
  DeviceSessionFields?: DeviceSessionFields;
  DeviceSessionState?: DeviceSessionState;
  DialogueFields?: DialogueFields;
  DialogueKind?: DialogueKind;
  DialogueNeedsByLifeArea?: DialogueNeedsByLifeArea;
  DialogueParticipants?: DialogueParticipants;
  DialogueState?: DialogueState;
  DisclosureBasis?: DisclosureBasis;
  DisclosureFields?: DisclosureFields;
  DisclosureState?: DisclosureState;
  Document?: Document;
  DocumentsFrame?: DocumentsFrame;
  Duty?: Duty;
  Edit?: Edit;
  EditId?: EditId;
  EndFrame?: EndFrame;
  EntryValue?: EntryValue;
  ErrorFrame?: ErrorFrame;
  Field?: Field;
  FlagValue?: FlagValue;
  FollowUpTaskFields?: FollowUpTaskFields;
  FollowUpTaskState?: FollowUpTaskState;
  FromPhone?: FromPhone;
  FromServer?: FromServer;
  GoalBaseline?: GoalBaseline;
  GoalDirection?: GoalDirection;
  GoalExpressedBy?: GoalExpressedBy;
  GoalFields?: GoalFields;
  GoalFollowUpFields?: GoalFollowUpFields;
  GoalFollowUpScale?: GoalFollowUpScale;
  GoalLifeArea?: GoalLifeArea;
  GoalOutdatedProposals?: GoalOutdatedProposals;
  GoalState?: GoalState;
  GoalTarget?: GoalTarget;
  GrantFrame?: GrantFrame;
  HandoverFields?: HandoverFields;
  HandoverState?: HandoverState;
  Held?: Held;
  HelloFrame?: HelloFrame;
  Id?: Id;
  IdValue?: IdValue;
  IdsValue?: IdsValue;
  ImprovementIdeaFields?: ImprovementIdeaFields;
  ImprovementIdeaState?: ImprovementIdeaState;
  JointVisitCitizenStance?: JointVisitCitizenStance;
  JointVisitFields?: JointVisitFields;
  JointVisitFindingFields?: JointVisitFindingFields;
  JointVisitFindingLegalDomain?: JointVisitFindingLegalDomain;
  JointVisitFindingLifeArea?: JointVisitFindingLifeArea;
  JointVisitParticipants?: JointVisitParticipants;
  JointVisitPreparations?: JointVisitPreparations;
  JointVisitPrepared?: JointVisitPrepared;
  JointVisitResponses?: JointVisitResponses;
  JointVisitState?: JointVisitState;
  Labels?: Labels;
  LegalDomainValue?: LegalDomainValue;
  LineValue?: LineValue;
  Link?: Link;
  LinkedFromValue?: LinkedFromValue;
  LockFrame?: LockFrame;
  LocksFrame?: LocksFrame;
  MandateFields?: MandateFields;
  MandateState?: MandateState;
  MandatedValue?: MandatedValue;
  MedicationQuestionConfirmations?: MedicationQuestionConfirmations;
  MedicationQuestionFields?: MedicationQuestionFields;
  MedicationQuestionState?: MedicationQuestionState;
  MedicationQuestionUrgency?: MedicationQuestionUrgency;
  MeetingDecisionFields?: MeetingDecisionFields;
  MeetingDecisionKind?: MeetingDecisionKind;
  MeetingDecisionParticipants?: MeetingDecisionParticipants;
  MeetingPartFields?: MeetingPartFields;
  MethodAdoptionFields?: MethodAdoptionFields;
  MethodAdoptionReach?: MethodAdoptionReach;
  MethodAdoptionState?: MethodAdoptionState;
  MethodTestFields?: MethodTestFields;
  MethodTestState?: MethodTestState;
  Note?: Note;
  NoticeAck?: NoticeAck;
  NoticeClass?: NoticeClass;
  NoticeFields?: NoticeFields;
  NoticeState?: NoticeState;
  Op?: Op;
  OpeningFields?: OpeningFields;
  OpeningKind?: OpeningKind;
  OpeningRuleFields?: OpeningRuleFields;
  OpeningRuleKind?: OpeningRuleKind;
  OpeningRuleState?: OpeningRuleState;
  OpeningState?: OpeningState;
  Origin?: Origin;
  PhoneLimits?: PhoneLimits;
  PlanActivityFields?: PlanActivityFields;
  PlanActivityState?: PlanActivityState;
  Policy?: Policy;
  PresenceFrame?: PresenceFrame;
  PresenceState?: PresenceState;
  Present?: Present;
  ProfileFields?: ProfileFields;
  ProfileMatchFields?: ProfileMatchFields;
  ProfileMatchState?: ProfileMatchState;
  ProfileState?: ProfileState;
  Proof?: Proof;
  ProtectedPersonFields?: ProtectedPersonFields;
  ProtectedPersonState?: ProtectedPersonState;
  ProtectionRuleFields?: ProtectionRuleFields;
  PublicKey?: PublicKey;
  PurgedFrame?: PurgedFrame;
  PushData?: PushData;
  PushToken?: PushToken;
  PushTokenFrame?: PushTokenFrame;
  QualifierValue?: QualifierValue;
  RatingValue?: RatingValue;
  ReachedValue?: ReachedValue;
  ReachingAck?: ReachingAck;
  ReachingClass?: ReachingClass;
  ReachingFields?: ReachingFields;
  ReachingOral?: ReachingOral;
  ReachingState?: ReachingState;
  Read?: Read;
  Reads?: Reads;
  ReadsFrame?: ReadsFrame;
  ReadsTakenFrame?: ReadsTakenFrame;
  ReadsWantedFrame?: ReadsWantedFrame;
  RecipientsValue?: RecipientsValue;
  RehabPlanCitizenApproval?: RehabPlanCitizenApproval;
  RehabPlanFields?: RehabPlanFields;
  RehabPlanParticipants?: RehabPlanParticipants;
  RehabPlanState?: RehabPlanState;
  RenewFrame?: RenewFrame;
  ReplicaId?: ReplicaId;
  RevokeFrame?: RevokeFrame;
  RoleCardFields?: RoleCardFields;
  RoleValue?: RoleValue;
  RoutineCheckDone?: RoutineCheckDone;
  RoutineCheckFields?: RoutineCheckFields;
  RoutineFields?: RoutineFields;
  RoutineState?: RoutineState;
  RoutineStepFields?: RoutineStepFields;
  RoutineStepPhase?: RoutineStepPhase;
  Scope?: Scope;
  SealedFrame?: SealedFrame;
  SealedText?: SealedText;
  SealedVerdictsFrame?: SealedVerdictsFrame;
  Seen?: Seen;
  ServiceOrderFields?: ServiceOrderFields;
  ServiceOrderState?: ServiceOrderState;
  ShownCardFields?: ShownCardFields;
  Signature?: Signature;
  SocialDomainValue?: SocialDomainValue;
  StaffMemberEmploymentKind?: StaffMemberEmploymentKind;
  StaffMemberFields?: StaffMemberFields;
  StaffMemberState?: StaffMemberState;
  Stamp?: Stamp;
  SubmitFrame?: SubmitFrame;
  SupportDecisionFields?: SupportDecisionFields;
  SupportDecisionLifeAreas?: SupportDecisionLifeAreas;
  SupportDecisionState?: SupportDecisionState;
  SupportStatusFields?: SupportStatusFields;
  SupportStatusSupport?: SupportStatusSupport;
  SupportValue?: SupportValue;
  SyncAnswer?: SyncAnswer;
  SyncRequest?: SyncRequest;
  TeamMeetingAttendance?: TeamMeetingAttendance;
  TeamMeetingFields?: TeamMeetingFields;
  TeamMeetingOralNotices?: TeamMeetingOralNotices;
  TeamMeetingState?: TeamMeetingState;
  TeamRosterCards?: TeamRosterCards;
  TeamRosterFields?: TeamRosterFields;
  TeamRosterMembers?: TeamRosterMembers;
  TeamRosterReach?: TeamRosterReach;
  TestCycleDecision?: TestCycleDecision;
  TestCycleFields?: TestCycleFields;
  TestCycleReadings?: TestCycleReadings;
  TextValue?: TextValue;
  ThreadMessageFields?: ThreadMessageFields;
  TimeOrNoneValue?: TimeOrNoneValue;
  TimeValue?: TimeValue;
  UnlockFrame?: UnlockFrame;
  Verdict?: Verdict;
  VerdictKind?: VerdictKind;
  VerdictsFrame?: VerdictsFrame;
  VisitAssertionBasis?: VisitAssertionBasis;
  VisitAssertionFields?: VisitAssertionFields;
  VisitAssertionKind?: VisitAssertionKind;
  VisitDayAssertions?: VisitDayAssertions;
  VisitDayFacts?: VisitDayFacts;
  VisitDayFields?: VisitDayFields;
  VisitDayPlans?: VisitDayPlans;
  VisitDayVisitors?: VisitDayVisitors;
  VisitInvitationCitizenStance?: VisitInvitationCitizenStance;
  VisitInvitationFields?: VisitInvitationFields;
  VisitInvitationParticipants?: VisitInvitationParticipants;
  VisitNoteCategory?: VisitNoteCategory;
  VisitNoteFields?: VisitNoteFields;
  VisitPlanCriticality?: VisitPlanCriticality;
  VisitPlanFields?: VisitPlanFields;
  VisitPlanState?: VisitPlanState;
  VisitPlanVisitStatus?: VisitPlanVisitStatus;
  VisitRecordActivityOutcomes?: VisitRecordActivityOutcomes;
  VisitRecordEvidence?: VisitRecordEvidence;
  VisitRecordFields?: VisitRecordFields;
  VisitRecordOutcome?: VisitRecordOutcome;
  VisitorsValue?: VisitorsValue;
  WelcomeFrame?: WelcomeFrame;
  WorkingMethodFields?: WorkingMethodFields;
  WriterValue?: WriterValue;
}
export interface AccessBlockEmergencyOpenings {
  at: TimeValue;
  reason: TextValue;
  staffId: IdValue;
  until?: TimeValue;
}
/**
 * Access block: what its fields say.
 */
export interface AccessBlockFields {
  /**
   * Blocked compartments: restrictive
   */
  compartments?: {
    [k: string]: CompartmentValue;
  };
  /**
   * Emergency openings: journal
   */
  emergencyOpenings?: {
    [k: string]: AccessBlockEmergencyOpenings;
  };
  level?: AccessBlockLevel;
  liftedAt?: TimeValue;
  orgUnitId?: IdValue;
  /**
   * Reasons: journal
   */
  reasons?: {
    [k: string]: EntryValue;
  };
  setAt?: TimeValue;
  setBy?: IdValue;
  state?: AccessBlockState;
}
export interface EntryValue {
  at: TimeValue;
  corrects?: IdValue;
  text: string;
}
/**
 * Agenda item: what its fields say.
 */
export interface AgendaItemFields {
  /**
   * Additions: journal
   */
  additions?: {
    [k: string]: EntryValue;
  };
  anonymous?: FlagValue;
  background?: TextValue;
  citizenInformed?: FlagValue;
  citizenVoice?: TextValue;
  disclosureBasis?: AgendaItemDisclosureBasis;
  inTime?: AgendaItemInTime;
  linkedFrom?: LinkedFromValue;
  /**
   * Linked to: addWins
   */
  linkedIds?: {
    [k: string]: IdValue;
  };
  meetingId?: IdValue;
  /**
   * Led to: addWins
   */
  outcomeIds?: {
    [k: string]: IdValue;
  };
  /**
   * Part: immutable
   */
  part?: number;
  /**
   * Preparations: addWins
   */
  preparations?: {
    [k: string]: AgendaItemPreparations;
  };
  /**
   * Has prepared: ownKey
   */
  prepared?: {
    [k: string]: AgendaItemPrepared;
  };
  priority?: AgendaItemPriority;
  question?: TextValue;
  requiresNewAssessment?: FlagValue;
  state?: AgendaItemState;
  stateReason?: TextValue;
}
export interface LinkedFromValue {
  basis: "consent" | "harmTest" | "sameBranch" | "svod" | "emergency";
  disclosureId: IdValue;
  id: IdValue;
  scope: LineValue;
}
export interface AgendaItemPreparations {
  done?: FlagValue;
  role: RoleValue;
  staffId?: IdValue;
  task: LineValue;
}
export interface AgendaItemPrepared {
  at?: TimeValue;
  done: IdsValue;
}
/**
 * Question about an aid: what its fields say.
 */
export interface AidQuestionFields {
  activity?: LineValue;
  /**
   * Additions: journal
   */
  additions?: {
    [k: string]: EntryValue;
  };
  /**
   * Assessment: journal
   */
  assessment?: {
    [k: string]: EntryValue;
  };
  /**
   * Aids today: addWins
   */
  currentAids?: {
    [k: string]: LineValue;
  };
  delivery?: LineValue;
  /**
   * Same question as: addWins
   */
  duplicateOf?: {
    [k: string]: IdValue;
  };
  need?: TextValue;
  occurredAt?: TimeValue;
  ownerId?: IdValue;
  /**
   * Prescribed: journal
   */
  prescribed?: {
    [k: string]: EntryValue;
  };
  raisedAtVisitId?: IdValue;
  /**
   * Result: journal
   */
  result?: {
    [k: string]: EntryValue;
  };
  state?: AidQuestionState;
  stateReason?: TextValue;
  trialPeriod?: LineValue;
  /**
   * Times tried: counter
   */
  trialUses?: {
    [k: string]: number;
  };
  urgency?: AidQuestionUrgency;
}
/**
 * A frame; one of an unknown kind is ignored.
 */
export interface AnyFrame {
  frame: string;
  [k: string]: unknown;
}
/**
 * a value
 */
export interface AnyValue {
  [k: string]: unknown;
}
/**
 * How much of a scope's log an author had seen, or where a history forked.
 */
export interface Base {
  epoch?: Id;
  seq: number;
}
/**
 * Block in force: what its fields say.
 */
export interface BlockRuleFields {
  citizenId?: IdValue;
  compartments?: CompartmentsValue;
  level?: BlockRuleLevel;
  orgUnitId?: IdValue;
  state?: BlockRuleState;
}
/**
 * Who of a team is there.
 */
export interface BoardFrame {
  entries?: Present[];
  frame: "board";
  team: Id;
  unknown?: true;
}
/**
 * One member of staff on a board.
 */
export interface Present {
  lastSyncAt?: number;
  offlineSince?: number;
  pendingCount?: number;
  staffId: Id;
  state: PresenceState;
}
/**
 * The last frame before the server closes the socket.
 */
export interface ByeFrame {
  code: Code;
  duty: Duty;
  frame: "bye";
  /**
   * How long to wait.
   */
  retryMillis?: number;
}
/**
 * A value somebody wrote.
 */
export interface Candidate {
  /**
   * Agreed.
   */
  a?: true;
  e: EditId;
  v: unknown;
}
/**
 * Care assignment: what its fields say.
 */
export interface CareAssignmentFields {
  citizenId?: IdValue;
  endedAt?: TimeValue;
  providerOrgId?: IdValue;
  reason?: CareAssignmentReason;
  staffId?: IdValue;
  state?: CareAssignmentState;
  teamId?: IdValue;
  validFrom?: TimeValue;
  validTo?: TimeValue;
}
/**
 * Cross-professional team: what its fields say.
 */
export interface CareTeamFields {
  areaId?: IdValue;
  convenerRole?: RoleValue;
  formedAroundNeeds?: TextValue;
  meetingRhythm?: LineValue;
  memberOrgIds?: IdsValue;
  /**
   * Members and their parts: serverAuthoritative
   *
   * @maxItems 200
   */
  members?: CareTeamMembers[];
  municipalityOrgId?: IdValue;
  name?: LineValue;
  onCallIds?: IdsValue;
  providerOrgId?: IdValue;
  routineId?: IdValue;
  state?: CareTeamState;
  successorTeamId?: IdValue;
}
export interface CareTeamMembers {
  name?: LineValue;
  /**
   * @maxItems 3
   */
  parts: number[];
  role?: RoleValue;
  staffId: IdValue;
}
/**
 * What a carrier learns of a verdict.
 */
export interface CarriedVerdict {
  code?: Code;
  edit: EditId;
  verdict: VerdictKind;
}
/**
 * Case thread: what its fields say.
 */
export interface CaseThreadFields {
  kind?: CaseThreadKind;
  participants?: IdsValue;
  title?: LineValue;
}
/**
 * Asks for a scope again; without a cursor, from nothing.
 */
export interface CatchupFrame {
  cursor?: Cursor;
  frame: "catchup";
  scope: Scope;
}
/**
 * How far a replica has read a scope. Epoch and chain are empty only for a scope that a restored server does not have.
 */
export interface Cursor {
  chain: string;
  epoch: string;
  seq: number;
}
/**
 * Every granted scope has been sent.
 */
export interface CaughtUpFrame {
  frame: "caughtUp";
}
/**
 * One item's candidates.
 */
export interface Cell {
  /**
   * Candidates that nobody has overruled, sorted by edit id.
   */
  c?: Candidate[];
  /**
   * What is remembered of overruled edits, sorted by replica.
   */
  s?: Seen[];
}
/**
 * A replica's latest overruled edit of a cell.
 */
export interface Seen {
  after?: Stamp;
  /**
   * author/replica
   */
  replica: string;
  stamp: Stamp;
}
/**
 * The next in the chain: what its fields say.
 */
export interface ChainLinkFields {
  causeDoc?: IdValue;
  /**
   * Where it happened: immutable
   */
  causeScope?: string;
  /**
   * The change of the document: safeSide
   */
  causeSeq?: number;
  /**
   * Type of the document: immutable
   */
  causeType?: string;
  class?: ChainLinkClass;
  /**
   * What happened: lastWriter
   */
  code?: string;
  escalatedAt?: TimeValue;
  nextIds?: IdsValue;
  since?: TimeValue;
}
/**
 * What a commit does to one document: whole, or the fields that changed.
 */
export interface Change {
  doc: Document;
  /**
   * The document's seq before; 0 when it was not there.
   */
  prev: number;
  whole?: true;
}
/**
 * A document as it comes: by field, the candidates that nobody has overruled. What people see is read from it by each field's policy.
 */
export interface Document {
  cold?: true;
  /**
   * The edit that created it; empty while that edit is still to come.
   */
  created: string;
  fields?: {
    [k: string]: Field;
  };
  id: Id;
  /**
   * Where the candidates came from, by edit id.
   */
  origins?: {
    [k: string]: Origin;
  };
  scope: Scope;
  /**
   * The commit that changed it last.
   */
  seq: number;
  type: Id;
}
/**
 * A field's candidates; of lists, by item.
 */
export interface Field {
  /**
   * Candidates that nobody has overruled, sorted by edit id.
   */
  c?: Candidate[];
  /**
   * Of lists: by item id.
   */
  i?: {
    [k: string]: Cell;
  };
  /**
   * What is remembered of overruled edits, sorted by replica.
   */
  s?: Seen[];
}
/**
 * Where a value came from.
 */
export interface Origin {
  after?: Stamp;
  ahead?: true;
  /**
   * When the server got it.
   */
  at: number;
  author: Id;
  late?: true;
  onBehalfOf?: "citizen";
  replica: ReplicaId;
  /**
   * The author's role then.
   */
  role: string;
  seq: number;
  stamp: Stamp;
}
/**
 * Citizen: what its fields say.
 */
export interface CitizenFields {
  /**
   * Communication support: addWins
   */
  communicationSupport?: {
    [k: string]: LineValue;
  };
  homeTeamId?: IdValue;
  /**
   * Language and interpreter: addWins
   */
  languageNeeds?: {
    [k: string]: LineValue;
  };
  permanentCareContactId?: IdValue;
  preferredInformingWay?: LineValue;
  /**
   * Profiles: addWins
   */
  profileIds?: {
    [k: string]: IdValue;
  };
  providerOrgId?: IdValue;
  rehabContactIds?: IdsValue;
  /**
   * Representatives and relatives: serverAuthoritative
   *
   * @maxItems 20
   */
  representatives?: CitizenRepresentatives[];
  responsibleAssessorId?: IdValue;
  responsibleNurseId?: IdValue;
  /**
   * Reasons for lifting an alert: journal
   */
  safetyAlertReasons?: {
    [k: string]: EntryValue;
  };
  /**
   * Safety alerts: restrictive
   */
  safetyAlerts?: {
    [k: string]: LineValue;
  };
  state?: CitizenState;
  stateReason?: TextValue;
  /**
   * Strengths: addWins
   */
  strengths?: {
    [k: string]: LineValue;
  };
  whatMattersToMe?: TextValue;
}
export interface CitizenRepresentatives {
  actorId?: IdValue;
  kind: "guardian" | "administrator" | "agent" | "relative";
  name: LineValue;
  phone?: LineValue;
  validTo?: DateValue;
}
/**
 * Citizen's name and address: what its fields say.
 */
export interface CitizenIdentityFields {
  address?: LineValue;
  displayName?: LineValue;
  homeAccess?: LineValue;
  phone?: LineValue;
  preferredName?: LineValue;
  protectedIdentity?: FlagValue;
}
/**
 * The changes of one commit, live.
 */
export interface CommitFrame {
  changes: Change[];
  checksum: Checksum;
  cursor: Cursor;
  frame: "commit";
  /**
   * What no restore loses any more.
   */
  safeSeq: number;
  scope: Scope;
}
export interface ConflictCandidates {
  at?: TimeValue;
  author?: IdValue;
  edit: IdValue;
  role?: string;
  value?: AnyValue;
}
/**
 * Conflict: what its fields say.
 */
export interface ConflictFields {
  /**
   * Candidates: addWins
   */
  candidates?: {
    [k: string]: ConflictCandidates;
  };
  doc?: IdValue;
  /**
   * Type of the document: immutable
   */
  docType?: string;
  dueBy?: TimeValue;
  effectiveNow?: IdValue;
  /**
   * Field: immutable
   */
  field?: string;
  item?: IdValue;
  kind?: ConflictKind;
  ownerRole?: RoleValue;
  ownerStaffId?: IdValue;
  resolution?: ConflictResolution;
  resolvedAt?: TimeValue;
  since?: TimeValue;
  state?: ConflictState;
}
/**
 * How it was resolved: strictBundle
 */
export interface ConflictResolution {
  edit?: IdValue;
  kind: "chosen" | "checked" | "agreed" | "withdrawn" | "lapsed";
  note?: TextValue;
}
/**
 * Consent: what its fields say.
 */
export interface ConsentFields {
  /**
   * How the wish was established: journal
   */
  capacityNote?: {
    [k: string]: EntryValue;
  };
  compartments?: CompartmentsValue;
  covers?: ConsentCovers;
  givenAt?: TimeValue;
  givenBy?: ConsentGivenBy;
  givenHow?: ConsentGivenHow;
  /**
   * Limits: journal
   */
  limits?: {
    [k: string]: EntryValue;
  };
  recipients?: RecipientsValue;
  replacesConsentId?: IdValue;
  state?: ConsentState;
  validFrom?: TimeValue;
  validTo?: TimeValue;
  witnessedBy?: IdValue;
}
/**
 * Consent in force: what its fields say.
 */
export interface ConsentRuleFields {
  citizenId?: IdValue;
  compartments?: CompartmentsValue;
  recipients?: RecipientsValue;
  state?: ConsentRuleState;
  validFrom?: TimeValue;
  validTo?: TimeValue;
}
/**
 * Draft of a deviation report: what its fields say.
 */
export interface DeviationDraftFields {
  /**
   * Additions: journal
   */
  additions?: {
    [k: string]: EntryValue;
  };
  citizenId?: IdValue;
  consequence?: TextValue;
  immediateAction?: TextValue;
  kind?: DeviationDraftKind;
  receivedRef?: LineValue;
  state?: DeviationDraftState;
  visitRecordId?: IdValue;
  what?: TextValue;
  when?: TimeValue;
}
export interface DeviceSessionCarried {
  actor: IdValue;
  at: TimeValue;
  deviceId?: IdValue;
  edits: number;
}
/**
 * Login on a device: what its fields say.
 */
export interface DeviceSessionFields {
  /**
   * Sent under somebody else's login: journal
   */
  carried?: {
    [k: string]: DeviceSessionCarried;
  };
  /**
   * The clock's error, in milliseconds: lastWriter
   */
  clockOffset?: number;
  deviceId?: IdValue;
  endedAt?: TimeValue;
  key?: LineValue;
  reason?: TextValue;
  revokedAt?: TimeValue;
  revokedForCause?: FlagValue;
  startedAt?: TimeValue;
  state?: DeviceSessionState;
}
/**
 * Dialogue: what its fields say.
 */
export interface DialogueFields {
  /**
   * Additions: journal
   */
  additions?: {
    [k: string]: EntryValue;
  };
  /**
   * Agreements: addWins
   */
  agreements?: {
    [k: string]: TextValue;
  };
  citizenVoice?: TextValue;
  kind?: DialogueKind;
  /**
   * Needs by life area: addWins
   */
  needsByLifeArea?: {
    [k: string]: DialogueNeedsByLifeArea;
  };
  /**
   * Participants: addWins
   */
  participants?: {
    [k: string]: DialogueParticipants;
  };
  place?: LineValue;
  plannedAt?: TimeValue;
  state?: DialogueState;
  stateReason?: TextValue;
  /**
   * Strengths seen: addWins
   */
  strengthsSeen?: {
    [k: string]: LineValue;
  };
  summary?: TextValue;
  whatMatters?: TextValue;
}
export interface DialogueNeedsByLifeArea {
  lifeArea:
    | "learning"
    | "generalTasks"
    | "communication"
    | "mobility"
    | "selfCare"
    | "domesticLife"
    | "relations"
    | "education"
    | "community"
    | "safety"
    | "supportForRelatives";
  text: TextValue;
}
export interface DialogueParticipants {
  name?: LineValue;
  role: RoleValue;
  staffId?: IdValue;
}
/**
 * Disclosure: what its fields say.
 */
export interface DisclosureFields {
  basis?: DisclosureBasis;
  copyId?: IdValue;
  refusedCode?: IdValue;
  sourceId?: IdValue;
  /**
   * Type of the document: immutable
   */
  sourceType?: string;
  state?: DisclosureState;
  toScope?: LineValue;
  /**
   * Why: immutable
   */
  why?: string;
}
/**
 * A page of a scope's documents, by ascending seq.
 */
export interface DocumentsFrame {
  checksum: Checksum;
  cursor: Cursor;
  documents: Document[];
  /**
   * Cursor, checksum and safeSeq count.
   */
  done: boolean;
  frame: "documents";
  parent?: Base;
  /**
   * Forget what you hold of the scope first.
   */
  reset: boolean;
  /**
   * What no restore loses any more.
   */
  safeSeq: number;
  scope: Scope;
}
/**
 * What one replica did to one document.
 */
export interface Edit {
  after?: Stamp;
  base: Base;
  /**
   * By field.
   */
  changes?: {
    [k: string]: Op;
  };
  /**
   * The document is new.
   */
  create?: true;
  doc: Id;
  id: EditId;
  /**
   * Staff record the citizen's own statement.
   */
  onBehalfOf?: "citizen";
  scope: Scope;
  stamp: Stamp;
  type: Id;
  /**
   * The reason to void the document; at most 2000 bytes.
   */
  void?: string;
}
/**
 * What an edit does to one field: set, agree, or add with or without remove.
 */
export interface Op {
  /**
   * Item id → item.
   */
  add?: {
    [k: string]: unknown;
  };
  agree?: unknown;
  /**
   * Item ids.
   *
   * @minItems 1
   * @maxItems 1000
   */
  remove?: Id[];
  set?: unknown;
}
/**
 * The person logged out.
 */
export interface EndFrame {
  frame: "end";
}
/**
 * Something went wrong; the socket stays open.
 */
export interface ErrorFrame {
  /**
   * The kind of the phone's frame that it answers; left out: it answers none, and is about the login or the connection.
   */
  about?: string;
  code: Code;
  duty: Duty;
  frame: "error";
  /**
   * The place in the submit of an edit without a readable id.
   */
  index?: number;
  message: Labels;
  /**
   * How long to wait.
   */
  retryMillis?: number;
}
/**
 * A text for the person.
 */
export interface Labels {
  en: string;
  sv: string;
}
/**
 * Task: what its fields say.
 */
export interface FollowUpTaskFields {
  citizenId?: IdValue;
  due?: TimeValue;
  fromDecisionId?: IdValue;
  linkedFrom?: LinkedFromValue;
  /**
   * Notes: journal
   */
  notes?: {
    [k: string]: EntryValue;
  };
  overdueSince?: TimeValue;
  responsibleId?: IdValue;
  state?: FollowUpTaskState;
  stateReason?: TextValue;
  text?: TextValue;
  title?: LineValue;
}
/**
 * A phone's first frame.
 */
export interface HelloFrame {
  /**
   * The phone's time.
   */
  clock?: number;
  /**
   * The version of the contract that the phone speaks.
   */
  contract: number;
  /**
   * How far the phone has each scope.
   */
  cursors?: {
    [k: string]: Cursor;
  };
  device?: Id;
  frame: "hello";
  key?: PublicKey;
  /**
   * The number of the last read on the phone, when some wait to be handed in.
   */
  readsAt?: number;
  replica: ReplicaId;
  token: string;
}
/**
 * Edits, in the order they were written.
 */
export interface SubmitFrame {
  /**
   * @maxItems 256
   */
  edits: Edit[];
  frame: "submit";
  proof?: Proof;
}
/**
 * The link before the first edit, and the signature of the last.
 */
export interface Proof {
  link: Link;
  sig: Signature;
}
/**
 * The phone holds nothing of the scope any more.
 */
export interface PurgedFrame {
  frame: "purged";
  scope: Scope;
}
/**
 * A new token of the same actor.
 */
export interface RenewFrame {
  frame: "renew";
  token: string;
}
/**
 * Another login's outbox, which this one carries and cannot read.
 */
export interface SealedFrame {
  author: Id;
  box: string;
  enc: PublicKey;
  frame: "sealed";
  kind: "staff" | "citizen" | "representative";
  replica: ReplicaId;
}
/**
 * What was read on the phone, in the order of its chain.
 */
export interface ReadsFrame {
  /**
   * @minItems 1
   * @maxItems 500
   */
  events: Read[];
  frame: "reads";
  /**
   * The number of the first event; the first of all is 1.
   */
  from: number;
  prev: Link;
  sig?: Signature;
}
/**
 * Something a person saw on the phone.
 */
export interface Read {
  action: Id;
  /**
   * The phone's clock.
   */
  at: number;
  doc?: Id;
  n: number;
  online?: boolean;
  scope: Scope;
}
/**
 * What a member of staff's phone says of itself.
 */
export interface PresenceFrame {
  frame: "presence";
  /**
   * Edits without verdict.
   */
  pending: number;
  state: PresenceState;
}
/**
 * Somebody begins to write, or still writes, in a document.
 */
export interface LockFrame {
  doc: Id;
  frame: "lock";
  scope: Scope;
}
/**
 * Somebody stopped writing.
 */
export interface UnlockFrame {
  doc: Id;
  frame: "unlock";
  scope: Scope;
}
/**
 * Where a push service finds the device.
 */
export interface PushTokenFrame {
  frame: "pushToken";
  platform?: "android" | "ios" | "web";
  /**
   * The push service's own; empty: this login is not to be rung.
   */
  token: string;
}
/**
 * Answers a hello.
 */
export interface WelcomeFrame {
  actor: Id;
  /**
   * The server's; it may be one more than the phone's.
   */
  contract: number;
  frame: "welcome";
  /**
   * How long acknowledged edits are kept, at least.
   */
  keepDays: number;
  /**
   * How long the phone may show what it holds without contact.
   */
  leaseHours?: number;
  limits: PhoneLimits;
  /**
   * The server's time.
   */
  now: number;
  /**
   * Whether this device can be rung; left out: this server rings nobody.
   */
  push?: "on" | "renew";
  roles: string[];
  /**
   * All that the actor may hold now, sorted.
   */
  scopes: Scope[];
  sealKey?: PublicKey;
}
/**
 * What a phone should keep within.
 */
export interface PhoneLimits {
  batchEdits: number;
  editsPerMinute: number;
  frameBytes: number;
}
/**
 * Answers edits.
 */
export interface VerdictsFrame {
  frame: "verdicts";
  verdicts: Verdict[];
}
/**
 * The answer to one edit: codes and references, never values.
 */
export interface Verdict {
  again?: true;
  code?: Code;
  edit: EditId;
  field?: string;
  late?: true;
  notes?: Note[];
  scope: Scope;
  seq: number;
  verdict: VerdictKind;
}
/**
 * A field was merged: which edit is shown and which are not.
 */
export interface Note {
  field: string;
  item?: Id;
  overruled?: EditId[];
  policy: Policy;
  shown?: EditId;
  waiting?: EditId[];
}
/**
 * Answers a sealed box to whoever carried it.
 */
export interface SealedVerdictsFrame {
  code?: Code;
  duty?: Duty;
  frame: "sealedVerdicts";
  replica: ReplicaId;
  verdicts: CarriedVerdict[];
}
/**
 * The phone may hold these from now.
 */
export interface GrantFrame {
  frame: "grant";
  /**
   * Their pages follow.
   */
  scopes: Scope[];
}
/**
 * The phone may hold these no longer.
 */
export interface RevokeFrame {
  frame: "revoke";
  /**
   * Outbox first, then purge.
   */
  scopes: Scope[];
}
/**
 * Nothing new comes before these reads are handed in.
 */
export interface ReadsWantedFrame {
  frame: "readsWanted";
  from: number;
}
/**
 * The server has the reads up to this number.
 */
export interface ReadsTakenFrame {
  frame: "readsTaken";
  upTo: number;
}
/**
 * Who writes in a scope.
 */
export interface LocksFrame {
  frame: "locks";
  locks?: Held[];
  scope: Scope;
  unknown?: true;
}
/**
 * One lock.
 */
export interface Held {
  doc: Id;
  replica: ReplicaId;
  staffId: Id;
  /**
   * The server's time; show no lock after it.
   */
  until: number;
}
/**
 * Baseline: proposal
 */
export interface GoalBaseline {
  date: DateValue;
  note?: TextValue;
  qualifier?: QualifierValue;
}
/**
 * Goal: what its fields say.
 */
export interface GoalFields {
  /**
   * Everyday activities: addWins
   */
  activities?: {
    [k: string]: LineValue;
  };
  agreedAt?: TimeValue;
  agreedByStaffId?: IdValue;
  agreedHow?: LineValue;
  /**
   * Number of the agreement: strictBundle
   */
  agreedVersion?: number;
  baseline?: GoalBaseline;
  citizenWords?: TextValue;
  /**
   * Contributors: addWins
   */
  contributorIds?: {
    [k: string]: IdValue;
  };
  difficulty?: RatingValue;
  direction?: GoalDirection;
  expressedBy?: GoalExpressedBy;
  expressedHow?: LineValue;
  /**
   * Scale −2 to +2: proposal
   *
   * @minItems 5
   * @maxItems 5
   */
  gasLevels?: LineValue[];
  /**
   * ICF code: lastWriterNotice
   */
  icfCode?: string;
  importance?: RatingValue;
  lifeArea?: GoalLifeArea;
  linkedFrom?: LinkedFromValue;
  nextReview?: DateValue;
  /**
   * The citizen has changed her goal since you read it: addWins
   */
  outdatedProposals?: {
    [k: string]: GoalOutdatedProposals;
  };
  professionalWording?: TextValue;
  responsibleId?: IdValue;
  state?: GoalState;
  stateReason?: TextValue;
  successorGoalId?: IdValue;
  target?: GoalTarget;
}
export interface GoalOutdatedProposals {
  author: IdValue;
  edits: IdsValue;
}
/**
 * Target: proposal
 */
export interface GoalTarget {
  description: TextValue;
  qualifier?: QualifierValue;
}
/**
 * Goal follow-up: what its fields say.
 */
export interface GoalFollowUpFields {
  citizenRating?: RatingValue;
  citizenWords?: TextValue;
  /**
   * Corrections: journal
   */
  corrections?: {
    [k: string]: EntryValue;
  };
  /**
   * Number of the agreement: immutable
   */
  goalAgreedVersion?: number;
  goalId?: IdValue;
  /**
   * Level: immutable
   */
  level?: number;
  next?: TextValue;
  observation?: TextValue;
  occurredAt?: TimeValue;
  scale?: GoalFollowUpScale;
  supportGiven?: SupportValue;
  visitRecordId?: IdValue;
}
/**
 * Information after a change of provider: what its fields say.
 */
export interface HandoverFields {
  citizenId?: IdValue;
  since?: TimeValue;
  state?: HandoverState;
  stateReason?: TextValue;
}
/**
 * Idea: what its fields say.
 */
export interface ImprovementIdeaFields {
  hypothesis?: TextValue;
  mergedInto?: IdValue;
  /**
   * Principles: addWins
   */
  principleIds?: {
    [k: string]: IdValue;
  };
  problem?: TextValue;
  state?: ImprovementIdeaState;
  stateReason?: TextValue;
  /**
   * Supporters: addWins
   */
  supporters?: {
    [k: string]: IdValue;
  };
  title?: LineValue;
}
export interface JointVisitCitizenStance {
  answer: "yes" | "no" | "laterDate" | "onlyWith";
  asked?: FlagValue;
  at?: TimeValue;
  staffId?: IdValue;
  words?: TextValue;
}
/**
 * Joint home visit: what its fields say.
 */
export interface JointVisitFields {
  /**
   * What the citizen says about each participant: citizenOwned
   */
  citizenStance?: {
    [k: string]: JointVisitCitizenStance;
  };
  citizenSummaryGiven?: FlagValue;
  decidedInItemId?: IdValue;
  end?: TimeValue;
  /**
   * Findings: addWins
   */
  findingIds?: {
    [k: string]: IdValue;
  };
  fromDecisionId?: IdValue;
  outcomeSummary?: TextValue;
  /**
   * Participants: strictBundle
   *
   * @maxItems 30
   */
  participants?: JointVisitParticipants[];
  place?: LineValue;
  /**
   * Preparations: addWins
   */
  preparations?: {
    [k: string]: JointVisitPreparations;
  };
  /**
   * Prepared: ownKey
   */
  prepared?: {
    [k: string]: JointVisitPrepared;
  };
  /**
   * Proposed times: addWins
   */
  proposedTimes?: {
    [k: string]: TimeValue;
  };
  purpose?: TextValue;
  questionToAnswer?: TextValue;
  /**
   * Participants' answers: ownKey
   */
  responses?: {
    [k: string]: JointVisitResponses;
  };
  /**
   * Number of changes: strictBundle
   */
  sequence?: number;
  start?: TimeValue;
  state?: JointVisitState;
  stateReason?: TextValue;
  /**
   * Performed visits: addWins
   */
  visitRecordIds?: {
    [k: string]: IdValue;
  };
}
export interface JointVisitParticipants {
  mandatory?: FlagValue;
  role?: RoleValue;
  staffId: IdValue;
}
export interface JointVisitPreparations {
  role?: RoleValue;
  staffId?: IdValue;
  task: LineValue;
}
export interface JointVisitPrepared {
  at?: TimeValue;
  done: IdsValue;
}
export interface JointVisitResponses {
  respondedToSequence: number;
  response: "yes" | "no" | "maybe";
  staffId?: IdValue;
}
/**
 * Finding from a joint visit: what its fields say.
 */
export interface JointVisitFindingFields {
  byRole?: RoleValue;
  citizenWords?: TextValue;
  jointVisitId?: IdValue;
  legalDomain?: JointVisitFindingLegalDomain;
  lifeArea?: JointVisitFindingLifeArea;
  /**
   * Observation: journal
   */
  observation?: {
    [k: string]: EntryValue;
  };
  occurredAt?: TimeValue;
  /**
   * Suggestion: journal
   */
  suggestion?: {
    [k: string]: EntryValue;
  };
}
/**
 * Mandate to represent: what its fields say.
 */
export interface MandateFields {
  citizenId?: IdValue;
  compartments?: MandatedValue;
  representativeId?: IdValue;
  state?: MandateState;
  validFrom?: TimeValue;
  validTo?: TimeValue;
}
export interface MedicationQuestionConfirmations {
  answerId: IdValue;
  at: TimeValue;
  note?: LineValue;
}
/**
 * Medication question: what its fields say.
 */
export interface MedicationQuestionFields {
  /**
   * Additions: journal
   */
  additions?: {
    [k: string]: EntryValue;
  };
  alreadyPhoned?: FlagValue;
  /**
   * Answer: journal
   */
  answer?: {
    [k: string]: EntryValue;
  };
  /**
   * Has read the answer: ownKey
   */
  confirmations?: {
    [k: string]: MedicationQuestionConfirmations;
  };
  /**
   * Same question as: addWins
   */
  duplicateOf?: {
    [k: string]: IdValue;
  };
  /**
   * Instruction to staff: journal
   */
  instructionToStaff?: {
    [k: string]: EntryValue;
  };
  linkedItemId?: IdValue;
  linkedVisitId?: IdValue;
  maybeSameAs?: IdsValue;
  /**
   * Must confirm: addWins
   */
  mustConfirmIds?: {
    [k: string]: IdValue;
  };
  nurseId?: IdValue;
  observation?: TextValue;
  occurredAt?: TimeValue;
  /**
   * Physician contacted: journal
   */
  physicianContacted?: {
    [k: string]: EntryValue;
  };
  question?: TextValue;
  state?: MedicationQuestionState;
  urgency?: MedicationQuestionUrgency;
}
/**
 * Decision or agreement: what its fields say.
 */
export interface MeetingDecisionFields {
  condition?: TextValue;
  due?: TimeValue;
  howCitizenIsTold?: TextValue;
  itemId?: IdValue;
  kind?: MeetingDecisionKind;
  meetingId?: IdValue;
  /**
   * Participants in the joint visit: immutable
   *
   * @maxItems 30
   */
  participants?: MeetingDecisionParticipants[];
  /**
   * Reservation: journal
   */
  reservation?: {
    [k: string]: EntryValue;
  };
  responsibleId?: IdValue;
  supersedes?: IdValue;
  text?: TextValue;
}
export interface MeetingDecisionParticipants {
  mandatory?: FlagValue;
  role?: RoleValue;
  staffId: IdValue;
}
/**
 * Part of a team meeting: what its fields say.
 */
export interface MeetingPartFields {
  /**
   * Items: addWins
   */
  itemIds?: {
    [k: string]: IdValue;
  };
  itemOrder?: IdsValue;
  meetingId?: IdValue;
  /**
   * Notes: journal
   */
  notes?: {
    [k: string]: EntryValue;
  };
  /**
   * Parked questions: addWins
   */
  parkingLot?: {
    [k: string]: LineValue;
  };
  /**
   * Part: immutable
   */
  part?: number;
  /**
   * Who must be there: addWins
   */
  quorum?: {
    [k: string]: RoleValue;
  };
  /**
   * Time in minutes: lastWriter
   */
  timeboxMinutes?: number;
}
/**
 * Adoption of a method: what its fields say.
 */
export interface MethodAdoptionFields {
  basisTestIds?: IdsValue;
  decidedBy?: IdValue;
  from?: DateValue;
  methodId?: IdValue;
  /**
   * Version: strictBundle
   */
  methodVersion?: number;
  reach?: MethodAdoptionReach;
  state?: MethodAdoptionState;
  stateReason?: TextValue;
}
/**
 * Test of a working method: what its fields say.
 */
export interface MethodTestFields {
  area?: LineValue;
  changeLeadId?: IdValue;
  eligibleProfileIds?: IdsValue;
  ideaId?: IdValue;
  /**
   * Measures: addWins
   */
  measureIds?: {
    [k: string]: IdValue;
  };
  methodId?: IdValue;
  name?: LineValue;
  participantStaffIds?: IdsValue;
  plannedEnd?: DateValue;
  plannedStart?: DateValue;
  responsibleManagerId?: IdValue;
  state?: MethodTestState;
  stateReason?: TextValue;
  supportFloorConfirmed?: FlagValue;
  unitIds?: IdsValue;
}
/**
 * Notice: what its fields say.
 */
export interface NoticeFields {
  ack?: NoticeAck;
  acknowledgedAt?: TimeValue;
  /**
   * The change that was acknowledged: safeSide
   */
  acknowledgedSeq?: number;
  causeDoc?: IdValue;
  /**
   * Where it happened: immutable
   */
  causeScope?: string;
  /**
   * The change of the document: safeSide
   */
  causeSeq?: number;
  /**
   * Type of the document: immutable
   */
  causeType?: string;
  changedAt?: TimeValue;
  class?: NoticeClass;
  /**
   * What happened: immutable
   */
  code?: string;
  createdAt?: TimeValue;
  fetchedAt?: TimeValue;
  /**
   * The change that was fetched: safeSide
   */
  fetchedSeq?: number;
  seenAt?: TimeValue;
  state?: NoticeState;
  teamId?: IdValue;
}
/**
 * Opening outside the assignment: what its fields say.
 */
export interface OpeningFields {
  citizenId?: IdValue;
  kind?: OpeningKind;
  /**
   * Reason: immutable
   */
  reason?: string;
  state?: OpeningState;
}
/**
 * Opening in force: what its fields say.
 */
export interface OpeningRuleFields {
  citizenId?: IdValue;
  kind?: OpeningRuleKind;
  openingId?: IdValue;
  staffId?: IdValue;
  state?: OpeningRuleState;
  until?: TimeValue;
}
/**
 * Everyday activity: what its fields say.
 */
export interface PlanActivityFields {
  citizenDoesSelf?: TextValue;
  frequency?: LineValue;
  /**
   * Goals: addWins
   */
  goalIds?: {
    [k: string]: IdValue;
  };
  how?: TextValue;
  instructionBy?: IdValue;
  /**
   * KSI code: lastWriter
   */
  ksiCode?: string;
  legalDomain?: SocialDomainValue;
  linkedFrom?: LinkedFromValue;
  responsibleId?: IdValue;
  /**
   * Reasons for lifting a restriction: journal
   */
  restrictionReasons?: {
    [k: string]: EntryValue;
  };
  /**
   * Restrictions: restrictive
   */
  restrictions?: {
    [k: string]: LineValue;
  };
  staffDoes?: TextValue;
  state?: PlanActivityState;
  stateReason?: TextValue;
  supportLevel?: SupportValue;
  timeOfDay?: LineValue;
  title?: LineValue;
}
/**
 * Profile: what its fields say.
 */
export interface ProfileFields {
  /**
   * Criteria: strictBundle
   *
   * @maxItems 30
   */
  criteria?: LineValue[];
  description?: TextValue;
  /**
   * Exclusions: strictBundle
   *
   * @maxItems 30
   */
  exclusions?: LineValue[];
  name?: LineValue;
  state?: ProfileState;
  /**
   * Version: strictBundle
   */
  version?: number;
}
/**
 * Profile match: what its fields say.
 */
export interface ProfileMatchFields {
  citizenInformed?: FlagValue;
  matchedBy?: IdValue;
  profileId?: IdValue;
  /**
   * Version of the profile: immutable
   */
  profileVersion?: number;
  /**
   * Why: journal
   */
  rationale?: {
    [k: string]: EntryValue;
  };
  state?: ProfileMatchState;
  stateReason?: TextValue;
}
/**
 * Protected identity: who may work: what its fields say.
 */
export interface ProtectedPersonFields {
  citizenId?: IdValue;
  staffIds?: IdsValue;
  state?: ProtectedPersonState;
}
/**
 * Protected identity in force: what its fields say.
 */
export interface ProtectionRuleFields {
  citizenId?: IdValue;
  protectedIdentity?: FlagValue;
}
/**
 * What comes with a push.
 */
export interface PushData {
  class: "urgent" | "visit" | "meeting" | "sync";
  /**
   * Opaque: equal to that of the push before, it is the same news.
   */
  inboxCursor: string;
  tenant: string;
  v: "1";
}
/**
 * Where a push service finds the device.
 */
export interface PushToken {
  platform?: "android" | "ios" | "web";
  /**
   * The push service's own; empty: this login is not to be rung.
   */
  token: string;
}
export interface ReachedValue {
  at: TimeValue;
  change: IdValue;
  staffId: IdValue;
}
/**
 * Who has been reached?: what its fields say.
 */
export interface ReachingFields {
  ack?: ReachingAck;
  /**
   * Acknowledged: addWins
   */
  acknowledged?: {
    [k: string]: ReachedValue;
  };
  answeredAt?: TimeOrNoneValue;
  callBy?: TimeOrNoneValue;
  change?: IdValue;
  class?: ReachingClass;
  escalatedAt?: TimeOrNoneValue;
  /**
   * Fetched by the phone: addWins
   */
  fetched?: {
    [k: string]: ReachedValue;
  };
  nextBy?: TimeOrNoneValue;
  /**
   * Told by word of mouth: journal
   */
  oral?: {
    [k: string]: ReachingOral;
  };
  reachBy?: TimeValue;
  since?: TimeValue;
  state?: ReachingState;
  toldIds?: IdsValue;
}
export interface ReachingOral {
  at: TimeValue;
  change: IdValue;
  staffId: IdValue;
  words?: TextValue;
}
/**
 * What was read on the phone, in the order of its chain.
 */
export interface Reads {
  /**
   * @minItems 1
   * @maxItems 500
   */
  events: Read[];
  /**
   * The number of the first event; the first of all is 1.
   */
  from: number;
  prev: Link;
  sig?: Signature;
}
/**
 * The citizen's approval: strictBundle
 */
export interface RehabPlanCitizenApproval {
  answer: "yes" | "no" | "partly";
  how: "spoken" | "written" | "eid";
  words?: TextValue;
}
/**
 * Shared rehabilitation plan: what its fields say.
 */
export interface RehabPlanFields {
  /**
   * Activities: addWins
   */
  activityIds?: {
    [k: string]: IdValue;
  };
  agreedAt?: TimeValue;
  /**
   * Number of the agreement: strictBundle
   */
  agreedVersion?: number;
  citizenApproval?: RehabPlanCitizenApproval;
  /**
   * Goals: addWins
   */
  goalIds?: {
    [k: string]: IdValue;
  };
  /**
   * Participants: addWins
   */
  participants?: {
    [k: string]: RehabPlanParticipants;
  };
  reviewDate?: DateValue;
  sharedWithRegion?: FlagValue;
  startDate?: DateValue;
  state?: RehabPlanState;
  /**
   * Granted support that is not reduced: restrictive
   */
  supportFloorNotes?: {
    [k: string]: TextValue;
  };
  /**
   * Reasons for changing granted support: journal
   */
  supportFloorReasons?: {
    [k: string]: EntryValue;
  };
}
export interface RehabPlanParticipants {
  name?: LineValue;
  role: RoleValue;
  staffId?: IdValue;
}
/**
 * Role card: what its fields say.
 */
export interface RoleCardFields {
  askMeAbout?: CardTextValue;
  iDecide?: CardTextValue;
  myMission?: CardTextValue;
  notMyRole?: CardTextValue;
  reachMe?: LineValue;
}
export interface RoutineCheckDone {
  at: TimeValue;
  done: FlagValue;
  note?: LineValue;
}
/**
 * Check of a step: what its fields say.
 */
export interface RoutineCheckFields {
  /**
   * Done: ownKey
   */
  done?: {
    [k: string]: RoutineCheckDone;
  };
  meetingId?: IdValue;
  /**
   * Version of the routine: immutable
   */
  routineVersion?: number;
  stepId?: IdValue;
}
/**
 * Routine for team meetings: what its fields say.
 */
export interface RoutineFields {
  name?: LineValue;
  purpose?: TextValue;
  replacesRoutineId?: IdValue;
  state?: RoutineState;
  stepIds?: IdsValue;
  /**
   * Version: strictBundle
   */
  version?: number;
}
/**
 * Step of a routine: what its fields say.
 */
export interface RoutineStepFields {
  deadlineRule?: LineValue;
  /**
   * Order: strictBundle
   */
  order?: number;
  phase?: RoutineStepPhase;
  role?: RoleValue;
  routineId?: IdValue;
  /**
   * Version of the routine: strictBundle
   */
  routineVersion?: number;
  what?: TextValue;
  why?: TextValue;
}
/**
 * The text of a sealed box.
 */
export interface SealedText {
  /**
   * @maxItems 64
   */
  frames: SubmitFrame[];
  /**
   * @maxItems 64
   */
  reads?: Reads[];
}
/**
 * Service order: what its fields say.
 */
export interface ServiceOrderFields {
  acknowledgedAt?: TimeValue;
  firstVisitAt?: TimeValue;
  overdueSince?: TimeValue;
  providerOrgId?: IdValue;
  sentAt?: TimeValue;
  startBy?: TimeValue;
  state?: ServiceOrderState;
  supportDecisionId?: IdValue;
}
/**
 * Role card as shown: what its fields say.
 */
export interface ShownCardFields {
  askMeAbout?: CardTextValue;
  iDecide?: CardTextValue;
  myMission?: CardTextValue;
  notMyRole?: CardTextValue;
  reachMe?: LineValue;
  staffId?: IdValue;
}
/**
 * Staff member: what its fields say.
 */
export interface StaffMemberFields {
  askMeAbout?: TextValue;
  employerOrgId?: IdValue;
  employmentKind?: StaffMemberEmploymentKind;
  hsaId?: LineValue;
  iDecide?: TextValue;
  /**
   * Languages: addWins
   */
  languages?: {
    [k: string]: LineValue;
  };
  licence?: LineValue;
  myMission?: TextValue;
  name?: LineValue;
  notMyRole?: TextValue;
  reachMe?: LineValue;
  /**
   * Roles: serverAuthoritative
   *
   * @minItems 1
   * @maxItems 10
   */
  roles?: RoleValue[];
  state?: StaffMemberState;
}
/**
 * Support decision: what its fields say.
 */
export interface SupportDecisionFields {
  appealInfo?: TextValue;
  citizenStance?: TextValue;
  decidedBy?: IdValue;
  decisionRef?: LineValue;
  /**
   * Hours a month: serverAuthoritative
   */
  hours?: number;
  insats?: LineValue;
  /**
   * Life areas: serverAuthoritative
   *
   * @maxItems 11
   */
  lifeAreas?: SupportDecisionLifeAreas[];
  purpose?: TextValue;
  state?: SupportDecisionState;
  validFrom?: DateValue;
  validTo?: DateValue;
}
/**
 * Whether support goes on: what its fields say.
 */
export interface SupportStatusFields {
  support?: SupportStatusSupport;
}
/**
 * The answer of POST /v1/sync: the frames that a socket would have sent.
 */
export interface SyncAnswer {
  frames: AnyFrame[];
}
/**
 * The body of POST /v1/sync: a hello without its token, which goes into the header, and what there is to hand in.
 */
export interface SyncRequest {
  /**
   * The phone's time.
   */
  clock?: number;
  /**
   * The version of the contract that the phone speaks.
   */
  contract: number;
  /**
   * How far the phone has each scope.
   */
  cursors?: {
    [k: string]: Cursor;
  };
  device?: Id;
  /**
   * @maxItems 256
   */
  edits?: Edit[];
  /**
   * The person logged out: all the rest is taken first.
   */
  end?: boolean;
  frame: "hello";
  key?: PublicKey;
  proof?: Proof;
  /**
   * @maxItems 2000
   */
  purged?: Scope[];
  pushToken?: PushToken;
  reads?: Reads;
  /**
   * The number of the last read on the phone, when some wait to be handed in.
   */
  readsAt?: number;
  replica: ReplicaId;
  /**
   * @maxItems 16
   */
  sealed?: SealedFrame[];
}
export interface TeamMeetingAttendance {
  /**
   * @maxItems 3
   */
  parts?: number[];
  respondedToSequence: number;
  response: "yes" | "no" | "maybe";
  staffId: IdValue;
}
/**
 * Team meeting: what its fields say.
 */
export interface TeamMeetingFields {
  /**
   * Answers: ownKey
   */
  attendance?: {
    [k: string]: TeamMeetingAttendance;
  };
  chairId?: IdValue;
  confirmBy?: TimeValue;
  cutoffAt?: TimeValue;
  end?: TimeValue;
  /**
   * Open part: strictBundle
   */
  openPart?: number;
  /**
   * Told in person: journal
   */
  oralNotices?: {
    [k: string]: TeamMeetingOralNotices;
  };
  place?: LineValue;
  presentIds?: IdsValue;
  routineId?: IdValue;
  /**
   * Version of the routine: lastWriter
   */
  routineVersion?: number;
  secretaryId?: IdValue;
  /**
   * Number of changes: strictBundle
   */
  sequence?: number;
  start?: TimeValue;
  state?: TeamMeetingState;
  stateReason?: TextValue;
  unconfirmedSince?: TimeValue;
}
export interface TeamMeetingOralNotices {
  at: TimeValue;
  note?: LineValue;
  sequence?: number;
  staffId: IdValue;
}
export interface TeamRosterCards {
  askMeAbout?: CardTextValue;
  iDecide?: CardTextValue;
  myMission?: CardTextValue;
  notMyRole?: CardTextValue;
  staffId: IdValue;
}
/**
 * Team roster: what its fields say.
 */
export interface TeamRosterFields {
  /**
   * Role cards: lastWriter
   *
   * @maxItems 200
   */
  cards?: TeamRosterCards[];
  convenerRole?: RoleValue;
  meetingRhythm?: LineValue;
  /**
   * Members and their parts: lastWriter
   *
   * @maxItems 200
   */
  members?: TeamRosterMembers[];
  municipalityOrgId?: IdValue;
  name?: LineValue;
  providerOrgId?: IdValue;
  /**
   * How to reach each other: lastWriter
   *
   * @maxItems 200
   */
  reach?: TeamRosterReach[];
  routineId?: IdValue;
}
export interface TeamRosterMembers {
  name?: LineValue;
  /**
   * @maxItems 3
   */
  parts: number[];
  role?: RoleValue;
  staffId: IdValue;
}
export interface TeamRosterReach {
  reachMe: LineValue;
  staffId: IdValue;
}
/**
 * Test cycle: what its fields say.
 */
export interface TestCycleFields {
  changeForNext?: TextValue;
  /**
   * Citizens' views: journal
   */
  citizenViews?: {
    [k: string]: EntryValue;
  };
  decidedAt?: TimeValue;
  decision?: TestCycleDecision;
  /**
   * How it went: journal
   */
  howItWent?: {
    [k: string]: EntryValue;
  };
  /**
   * Version of the method: immutable
   */
  methodVersion?: number;
  /**
   * Cycle: immutable
   */
  number?: number;
  /**
   * Readings: journal
   */
  readings?: {
    [k: string]: TestCycleReadings;
  };
  /**
   * Staff's views: journal
   */
  staffViews?: {
    [k: string]: EntryValue;
  };
  testId?: IdValue;
  /**
   * Number of tries: counter
   */
  tries?: {
    [k: string]: number;
  };
  /**
   * What we tried: journal
   */
  whatWeTried?: {
    [k: string]: EntryValue;
  };
}
export interface TestCycleReadings {
  at: TimeValue;
  corrects?: IdValue;
  measureId: IdValue;
  n?: number;
  value: number;
}
/**
 * Message: what its fields say.
 */
export interface ThreadMessageFields {
  /**
   * Mentioned: addWins
   */
  mentions?: {
    [k: string]: IdValue;
  };
  /**
   * Message: journal
   */
  text?: {
    [k: string]: EntryValue;
  };
  threadId?: IdValue;
}
/**
 * Assertion about a visit: what its fields say.
 */
export interface VisitAssertionFields {
  at?: TimeValue;
  basis?: VisitAssertionBasis;
  by?: IdValue;
  /**
   * Corrections: journal
   */
  corrections?: {
    [k: string]: EntryValue;
  };
  kind?: VisitAssertionKind;
  note?: TextValue;
  replacementPlanId?: IdValue;
  visitPlanId?: IdValue;
}
export interface VisitDayAssertions {
  assertionId?: IdValue;
  at?: TimeValue;
  basis?: "noSignal" | "noAnswer" | "callWithCitizen" | "callWithStaff";
  by?: IdValue;
  kind?: "suspectedMissed" | "confirmedMissed" | "replacementSent" | "allWell";
  replacementPlanId?: IdValue;
  visitPlanId?: IdValue;
  voided?: FlagValue;
}
export interface VisitDayFacts {
  arrivedAt?: TimeValue;
  cannotFail?: FlagValue;
  leftAt?: TimeValue;
  outcome?: "performed" | "partly" | "declinedByCitizen" | "notHome" | "notAdmitted" | "interrupted" | "alreadyVisited";
  receivedAt?: TimeValue;
  recordId?: IdValue;
  role?: string;
  staffId?: IdValue;
  visitPlanId?: IdValue;
  voided?: FlagValue;
}
/**
 * Visits of a day: what its fields say.
 */
export interface VisitDayFields {
  /**
   * Assertions: addWins
   */
  assertions?: {
    [k: string]: VisitDayAssertions;
  };
  date?: DateValue;
  /**
   * Performed: addWins
   */
  facts?: {
    [k: string]: VisitDayFacts;
  };
  /**
   * Planned: addWins
   */
  plans?: {
    [k: string]: VisitDayPlans;
  };
  /**
   * Who comes: addWins
   */
  visitors?: {
    [k: string]: VisitDayVisitors;
  };
}
export interface VisitDayPlans {
  criticality?: "canMove" | "cannotFail";
  doubleStaffing?: FlagValue;
  end?: TimeValue;
  jointVisitId?: IdValue;
  planId?: IdValue;
  replacesPlanId?: IdValue;
  staffIds?: IdsValue;
  start?: TimeValue;
  state?: "planned" | "changed" | "cancelled";
  voided?: FlagValue;
}
export interface VisitDayVisitors {
  people: VisitorsValue;
}
export interface VisitInvitationCitizenStance {
  answer: "yes" | "no" | "laterDate" | "onlyWith";
  at?: TimeValue;
  respondedToSequence: number;
  staffId?: IdValue;
  words?: TextValue;
}
/**
 * Invitation to a joint home visit: what its fields say.
 */
export interface VisitInvitationFields {
  /**
   * What the citizen answers about each participant: citizenOwned
   */
  citizenStance?: {
    [k: string]: VisitInvitationCitizenStance;
  };
  end?: TimeValue;
  jointVisitId?: IdValue;
  /**
   * Participants: lastWriter
   *
   * @maxItems 30
   */
  participants?: VisitInvitationParticipants[];
  place?: LineValue;
  purpose?: TextValue;
  /**
   * Number of changes: lastWriter
   */
  sequence?: number;
  start?: TimeValue;
  teamId?: IdValue;
  visitState?: IdValue;
  visitors?: VisitorsValue;
}
export interface VisitInvitationParticipants {
  mandatory?: FlagValue;
  role?: RoleValue;
  staffId: IdValue;
}
/**
 * Note: what its fields say.
 */
export interface VisitNoteFields {
  category?: VisitNoteCategory;
  /**
   * For: addWins
   */
  forProfessions?: {
    [k: string]: RoleValue;
  };
  legalDomain?: SocialDomainValue;
  linkedFrom?: LinkedFromValue;
  needsAction?: FlagValue;
  occurredAt?: TimeValue;
  /**
   * Note: journal
   */
  text?: {
    [k: string]: EntryValue;
  };
  visitRecordId?: IdValue;
}
/**
 * Planned visit: what its fields say.
 */
export interface VisitPlanFields {
  /**
   * Activities: addWins
   */
  activityIds?: {
    [k: string]: IdValue;
  };
  criticality?: VisitPlanCriticality;
  doubleStaffing?: FlagValue;
  end?: TimeValue;
  jointVisitId?: IdValue;
  originalCameAt?: TimeOrNoneValue;
  place?: LineValue;
  refutedAt?: TimeOrNoneValue;
  replacesPlanId?: IdValue;
  /**
   * Number of changes: strictBundle
   */
  sequence?: number;
  staffIds?: IdsValue;
  start?: TimeValue;
  state?: VisitPlanState;
  stateReason?: LineValue;
  visitStatus?: VisitPlanVisitStatus;
}
export interface VisitRecordActivityOutcomes {
  activityId: IdValue;
  at: TimeValue;
  corrects?: IdValue;
  outcome: "done" | "partly" | "notDone" | "declined";
  reason?: TextValue;
  supportGiven?: SupportValue;
}
/**
 * Performed visit: what its fields say.
 */
export interface VisitRecordFields {
  /**
   * Activities: journal
   */
  activityOutcomes?: {
    [k: string]: VisitRecordActivityOutcomes;
  };
  arrivedAt?: TimeValue;
  citizenToldNext?: FlagValue;
  citizenWords?: TextValue;
  /**
   * Corrections: journal
   */
  corrections?: {
    [k: string]: EntryValue;
  };
  evidence?: VisitRecordEvidence;
  leftAt?: TimeValue;
  outcome?: VisitRecordOutcome;
  /**
   * Staff present: addWins
   */
  presentStaffIds?: {
    [k: string]: IdValue;
  };
  visitPlanId?: IdValue;
}
/**
 * Working method: what its fields say.
 */
export interface WorkingMethodFields {
  name?: LineValue;
  text?: TextValue;
  /**
   * Version: strictBundle
   */
  version?: number;
  why?: TextValue;
}
