// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

package se.samsyn.contract

import kotlinx.serialization.*
import kotlinx.serialization.json.*
import kotlinx.serialization.descriptors.*
import kotlinx.serialization.encoding.*

@Serializable
data class Contract (
    @SerialName("AccessBlockFields")
    val accessBlockFields: AccessBlockFields? = null,

    @SerialName("AgendaItemFields")
    val agendaItemFields: AgendaItemFields? = null,

    @SerialName("AidQuestionFields")
    val aidQuestionFields: AidQuestionFields? = null,

    @SerialName("AnyFrame")
    val anyFrame: JsonElement? = null,

    @SerialName("BlockRuleFields")
    val blockRuleFields: BlockRuleFields? = null,

    @SerialName("BoardFrame")
    val boardFrame: BoardFrame? = null,

    @SerialName("ByeFrame")
    val byeFrame: ByeFrame? = null,

    @SerialName("CareAssignmentFields")
    val careAssignmentFields: CareAssignmentFields? = null,

    @SerialName("CareTeamFields")
    val careTeamFields: CareTeamFields? = null,

    @SerialName("CaseThreadFields")
    val caseThreadFields: CaseThreadFields? = null,

    @SerialName("CatchupFrame")
    val catchupFrame: CatchupFrame? = null,

    @SerialName("CaughtUpFrame")
    val caughtUpFrame: CaughtUpFrame? = null,

    @SerialName("ChainLinkFields")
    val chainLinkFields: ChainLinkFields? = null,

    @SerialName("CitizenFields")
    val citizenFields: CitizenFields? = null,

    @SerialName("CitizenIdentityFields")
    val citizenIdentityFields: CitizenIdentityFields? = null,

    @SerialName("CommitFrame")
    val commitFrame: CommitFrame? = null,

    @SerialName("ConflictFields")
    val conflictFields: ConflictFields? = null,

    @SerialName("ConsentFields")
    val consentFields: ConsentFields? = null,

    @SerialName("ConsentRuleFields")
    val consentRuleFields: ConsentRuleFields? = null,

    @SerialName("DeviationDraftFields")
    val deviationDraftFields: DeviationDraftFields? = null,

    @SerialName("DeviceSessionFields")
    val deviceSessionFields: DeviceSessionFields? = null,

    @SerialName("DialogueFields")
    val dialogueFields: DialogueFields? = null,

    @SerialName("DisclosureFields")
    val disclosureFields: DisclosureFields? = null,

    @SerialName("DocumentsFrame")
    val documentsFrame: DocumentsFrame? = null,

    @SerialName("EndFrame")
    val endFrame: EndFrame? = null,

    @SerialName("ErrorFrame")
    val errorFrame: ErrorFrame? = null,

    @SerialName("FollowUpTaskFields")
    val followUpTaskFields: FollowUpTaskFields? = null,

    @SerialName("GoalFields")
    val goalFields: GoalFields? = null,

    @SerialName("GoalFollowUpFields")
    val goalFollowUpFields: GoalFollowUpFields? = null,

    @SerialName("GrantFrame")
    val grantFrame: GrantFrame? = null,

    @SerialName("HandoverFields")
    val handoverFields: HandoverFields? = null,

    @SerialName("HelloFrame")
    val helloFrame: HelloFrame? = null,

    @SerialName("ImprovementIdeaFields")
    val improvementIdeaFields: ImprovementIdeaFields? = null,

    @SerialName("JointVisitFields")
    val jointVisitFields: JointVisitFields? = null,

    @SerialName("JointVisitFindingFields")
    val jointVisitFindingFields: JointVisitFindingFields? = null,

    @SerialName("LockFrame")
    val lockFrame: LockFrame? = null,

    @SerialName("LocksFrame")
    val locksFrame: LocksFrame? = null,

    @SerialName("MandateFields")
    val mandateFields: MandateFields? = null,

    @SerialName("MedicationQuestionFields")
    val medicationQuestionFields: MedicationQuestionFields? = null,

    @SerialName("MeetingDecisionFields")
    val meetingDecisionFields: MeetingDecisionFields? = null,

    @SerialName("MeetingPartFields")
    val meetingPartFields: MeetingPartFields? = null,

    @SerialName("MethodAdoptionFields")
    val methodAdoptionFields: MethodAdoptionFields? = null,

    @SerialName("MethodTestFields")
    val methodTestFields: MethodTestFields? = null,

    @SerialName("NoticeFields")
    val noticeFields: NoticeFields? = null,

    @SerialName("OpeningFields")
    val openingFields: OpeningFields? = null,

    @SerialName("OpeningRuleFields")
    val openingRuleFields: OpeningRuleFields? = null,

    @SerialName("PlanActivityFields")
    val planActivityFields: PlanActivityFields? = null,

    @SerialName("PresenceFrame")
    val presenceFrame: PresenceFrame? = null,

    @SerialName("ProfileFields")
    val profileFields: ProfileFields? = null,

    @SerialName("ProfileMatchFields")
    val profileMatchFields: ProfileMatchFields? = null,

    @SerialName("ProtectedPersonFields")
    val protectedPersonFields: ProtectedPersonFields? = null,

    @SerialName("ProtectionRuleFields")
    val protectionRuleFields: ProtectionRuleFields? = null,

    @SerialName("PurgedFrame")
    val purgedFrame: PurgedFrame? = null,

    @SerialName("PushData")
    val pushData: PushData? = null,

    @SerialName("PushTokenFrame")
    val pushTokenFrame: PushTokenFrame? = null,

    @SerialName("ReachingFields")
    val reachingFields: ReachingFields? = null,

    @SerialName("ReadsFrame")
    val readsFrame: ReadsFrame? = null,

    @SerialName("ReadsTakenFrame")
    val readsTakenFrame: ReadsTakenFrame? = null,

    @SerialName("ReadsWantedFrame")
    val readsWantedFrame: ReadsWantedFrame? = null,

    @SerialName("RehabPlanFields")
    val rehabPlanFields: RehabPlanFields? = null,

    @SerialName("RenewFrame")
    val renewFrame: RenewFrame? = null,

    @SerialName("RevokeFrame")
    val revokeFrame: RevokeFrame? = null,

    @SerialName("RoleCardFields")
    val roleCardFields: RoleCardFields? = null,

    @SerialName("RoutineCheckFields")
    val routineCheckFields: RoutineCheckFields? = null,

    @SerialName("RoutineFields")
    val routineFields: RoutineFields? = null,

    @SerialName("RoutineStepFields")
    val routineStepFields: RoutineStepFields? = null,

    @SerialName("SealedFrame")
    val sealedFrame: SealedFrame? = null,

    @SerialName("SealedText")
    val sealedText: SealedText? = null,

    @SerialName("SealedVerdictsFrame")
    val sealedVerdictsFrame: SealedVerdictsFrame? = null,

    @SerialName("ServiceOrderFields")
    val serviceOrderFields: ServiceOrderFields? = null,

    @SerialName("ShownCardFields")
    val shownCardFields: ShownCardFields? = null,

    @SerialName("StaffMemberFields")
    val staffMemberFields: StaffMemberFields? = null,

    @SerialName("SubmitFrame")
    val submitFrame: SubmitFrame? = null,

    @SerialName("SupportDecisionFields")
    val supportDecisionFields: SupportDecisionFields? = null,

    @SerialName("SupportStatusFields")
    val supportStatusFields: SupportStatusFields? = null,

    @SerialName("SyncAnswer")
    val syncAnswer: SyncAnswer? = null,

    @SerialName("SyncRequest")
    val syncRequest: SyncRequest? = null,

    @SerialName("TeamMeetingFields")
    val teamMeetingFields: TeamMeetingFields? = null,

    @SerialName("TeamRosterFields")
    val teamRosterFields: TeamRosterFields? = null,

    @SerialName("TestCycleFields")
    val testCycleFields: TestCycleFields? = null,

    @SerialName("ThreadMessageFields")
    val threadMessageFields: ThreadMessageFields? = null,

    @SerialName("UnlockFrame")
    val unlockFrame: UnlockFrame? = null,

    @SerialName("VerdictsFrame")
    val verdictsFrame: VerdictsFrame? = null,

    @SerialName("VisitAssertionFields")
    val visitAssertionFields: VisitAssertionFields? = null,

    @SerialName("VisitDayFields")
    val visitDayFields: VisitDayFields? = null,

    @SerialName("VisitInvitationFields")
    val visitInvitationFields: VisitInvitationFields? = null,

    @SerialName("VisitNoteFields")
    val visitNoteFields: VisitNoteFields? = null,

    @SerialName("VisitPlanFields")
    val visitPlanFields: VisitPlanFields? = null,

    @SerialName("VisitRecordFields")
    val visitRecordFields: VisitRecordFields? = null,

    @SerialName("WelcomeFrame")
    val welcomeFrame: WelcomeFrame? = null,

    @SerialName("WorkingMethodFields")
    val workingMethodFields: WorkingMethodFields? = null
)

/**
 * Access block: what its fields say.
 */
@Serializable
data class AccessBlockFields (
    /**
     * Blocked compartments: restrictive
     */
    val compartments: Map<String, CompartmentValue>? = null,

    /**
     * Emergency openings: journal
     */
    val emergencyOpenings: Map<String, AccessBlockEmergencyOpenings>? = null,

    val level: Level? = null,
    val liftedAt: String? = null,

    @SerialName("orgUnitId")
    val orgUnitID: String? = null,

    /**
     * Reasons: journal
     */
    val reasons: Map<String, EntryValue>? = null,

    val setAt: String? = null,
    val setBy: String? = null,
    val state: State? = null
)

/**
 * a compartment of the citizen: identity, card, social, health, visits, case-1, case-2 or
 * case-3
 */
@Serializable
enum class CompartmentValue(val value: String) {
    @SerialName("card") Card("card"),
    @SerialName("case-1") Case1("case-1"),
    @SerialName("case-2") Case2("case-2"),
    @SerialName("case-3") Case3("case-3"),
    @SerialName("health") Health("health"),
    @SerialName("identity") Identity("identity"),
    @SerialName("social") Social("social"),
    @SerialName("visits") Visits("visits");
}

@Serializable
data class AccessBlockEmergencyOpenings (
    val at: String,
    val reason: String,

    @SerialName("staffId")
    val staffID: String,

    val until: String? = null
)

/**
 * Level: immutable
 *
 * Level: lastWriter
 */
@Serializable
enum class Level(val value: String) {
    @SerialName("provider") Provider("provider"),
    @SerialName("team") Team("team"),
    @SerialName("unit") Unit("unit");
}

@Serializable
data class EntryValue (
    val at: String,
    val corrects: String? = null,
    val text: String
)

/**
 * State: stateMachine
 */
@Serializable
enum class State(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("lifted") Lifted("lifted"),
    @SerialName("temporarilyOpened") TemporarilyOpened("temporarilyOpened");
}

/**
 * Agenda item: what its fields say.
 */
@Serializable
data class AgendaItemFields (
    /**
     * Additions: journal
     */
    val additions: Map<String, EntryValue>? = null,

    val anonymous: Boolean? = null,
    val background: String? = null,
    val citizenInformed: Boolean? = null,
    val citizenVoice: String? = null,
    val disclosureBasis: AgendaItemDisclosureBasis? = null,
    val inTime: AgendaItemInTime? = null,
    val linkedFrom: LinkedFromValue? = null,

    /**
     * Linked to: addWins
     */
    @SerialName("linkedIds")
    val linkedIDS: Map<String, String>? = null,

    @SerialName("meetingId")
    val meetingID: String? = null,

    /**
     * Led to: addWins
     */
    @SerialName("outcomeIds")
    val outcomeIDS: Map<String, String>? = null,

    /**
     * Part: immutable
     */
    val part: Long? = null,

    /**
     * Preparations: addWins
     */
    val preparations: Map<String, AgendaItemPreparations>? = null,

    /**
     * Has prepared: ownKey
     */
    val prepared: Map<String, AgendaItemPrepared>? = null,

    val priority: AgendaItemPriority? = null,
    val question: String? = null,
    val requiresNewAssessment: Boolean? = null,
    val state: AgendaItemState? = null,
    val stateReason: String? = null
)

/**
 * Basis for disclosure: safeSide
 */
@Serializable
enum class AgendaItemDisclosureBasis(val value: String) {
    @SerialName("consent") Consent("consent"),
    @SerialName("emergency") Emergency("emergency"),
    @SerialName("harmTest") HarmTest("harmTest"),
    @SerialName("none") None("none"),
    @SerialName("sameBranch") SameBranch("sameBranch"),
    @SerialName("svod") Svod("svod");
}

/**
 * Came in time: derived
 */
@Serializable
enum class AgendaItemInTime(val value: String) {
    @SerialName("late") Late("late"),
    @SerialName("lateByOffline") LateByOffline("lateByOffline"),
    @SerialName("onTime") OnTime("onTime");
}

@Serializable
data class LinkedFromValue (
    val basis: DisclosureBasis,

    @SerialName("disclosureId")
    val disclosureID: String,

    val id: String,
    val scope: String
)

/**
 * Basis: immutable
 */
@Serializable
enum class DisclosureBasis(val value: String) {
    @SerialName("consent") Consent("consent"),
    @SerialName("emergency") Emergency("emergency"),
    @SerialName("harmTest") HarmTest("harmTest"),
    @SerialName("sameBranch") SameBranch("sameBranch"),
    @SerialName("svod") Svod("svod");
}

@Serializable
data class AgendaItemPreparations (
    val done: Boolean? = null,
    val role: RoleValue,

    @SerialName("staffId")
    val staffID: String? = null,

    val task: String
)

/**
 * a role
 */
@Serializable
enum class RoleValue(val value: String) {
    @SerialName("assistantNurse") AssistantNurse("assistantNurse"),
    @SerialName("auditReviewer") AuditReviewer("auditReviewer"),
    @SerialName("careAssistant") CareAssistant("careAssistant"),
    @SerialName("changeLead") ChangeLead("changeLead"),
    @SerialName("chiefMedicalNurse") ChiefMedicalNurse("chiefMedicalNurse"),
    @SerialName("chiefRehab") ChiefRehab("chiefRehab"),
    @SerialName("citizen") Citizen("citizen"),
    @SerialName("coordinator") Coordinator("coordinator"),
    @SerialName("housingSupportWorker") HousingSupportWorker("housingSupportWorker"),
    @SerialName("needsAssessor") NeedsAssessor("needsAssessor"),
    @SerialName("nurse") Nurse("nurse"),
    @SerialName("occupationalTherapist") OccupationalTherapist("occupationalTherapist"),
    @SerialName("physiotherapist") Physiotherapist("physiotherapist"),
    @SerialName("projectCoordinator") ProjectCoordinator("projectCoordinator"),
    @SerialName("projectLead") ProjectLead("projectLead"),
    @SerialName("projectOwner") ProjectOwner("projectOwner"),
    @SerialName("regionClinician") RegionClinician("regionClinician"),
    @SerialName("representative") Representative("representative"),
    @SerialName("steeringMember") SteeringMember("steeringMember"),
    @SerialName("systemAdmin") SystemAdmin("systemAdmin"),
    @SerialName("unitManager") UnitManager("unitManager");
}

@Serializable
data class AgendaItemPrepared (
    val at: String? = null,
    val done: List<String>
)

/**
 * Priority: safeSide
 */
@Serializable
enum class AgendaItemPriority(val value: String) {
    @SerialName("high") High("high"),
    @SerialName("normal") Normal("normal"),
    @SerialName("urgent") Urgent("urgent");
}

/**
 * State: stateMachine
 */
@Serializable
enum class AgendaItemState(val value: String) {
    @SerialName("accepted") Accepted("accepted"),
    @SerialName("decided") Decided("decided"),
    @SerialName("discussed") Discussed("discussed"),
    @SerialName("parked") Parked("parked"),
    @SerialName("postponed") Postponed("postponed"),
    @SerialName("prepared") Prepared("prepared"),
    @SerialName("proposed") Proposed("proposed"),
    @SerialName("withdrawnByCitizen") WithdrawnByCitizen("withdrawnByCitizen"),
    @SerialName("withdrawnByRaiser") WithdrawnByRaiser("withdrawnByRaiser");
}

/**
 * Question about an aid: what its fields say.
 */
@Serializable
data class AidQuestionFields (
    val activity: String? = null,

    /**
     * Additions: journal
     */
    val additions: Map<String, EntryValue>? = null,

    /**
     * Assessment: journal
     */
    val assessment: Map<String, EntryValue>? = null,

    /**
     * Aids today: addWins
     */
    val currentAids: Map<String, String>? = null,

    val delivery: String? = null,

    /**
     * Same question as: addWins
     */
    val duplicateOf: Map<String, String>? = null,

    val need: String? = null,
    val occurredAt: String? = null,

    @SerialName("ownerId")
    val ownerID: String? = null,

    /**
     * Prescribed: journal
     */
    val prescribed: Map<String, EntryValue>? = null,

    @SerialName("raisedAtVisitId")
    val raisedAtVisitID: String? = null,

    /**
     * Result: journal
     */
    val result: Map<String, EntryValue>? = null,

    val state: AidQuestionState? = null,
    val stateReason: String? = null,
    val trialPeriod: String? = null,

    /**
     * Times tried: counter
     */
    val trialUses: Map<String, Long>? = null,

    val urgency: AidQuestionUrgency? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class AidQuestionState(val value: String) {
    @SerialName("acknowledged") Acknowledged("acknowledged"),
    @SerialName("assessing") Assessing("assessing"),
    @SerialName("closed") Closed("closed"),
    @SerialName("declinedByCitizen") DeclinedByCitizen("declinedByCitizen"),
    @SerialName("delivered") Delivered("delivered"),
    @SerialName("evaluated") Evaluated("evaluated"),
    @SerialName("fitted") Fitted("fitted"),
    @SerialName("notNeeded") NotNeeded("notNeeded"),
    @SerialName("prescribed") Prescribed("prescribed"),
    @SerialName("raised") Raised("raised");
}

/**
 * Urgency: safeSide
 */
@Serializable
enum class AidQuestionUrgency(val value: String) {
    @SerialName("canWait") CanWait("canWait"),
    @SerialName("soon") Soon("soon"),
    @SerialName("urgent") Urgent("urgent");
}

/**
 * Block in force: what its fields say.
 */
@Serializable
data class BlockRuleFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val compartments: List<CompartmentValue>? = null,
    val level: Level? = null,

    @SerialName("orgUnitId")
    val orgUnitID: String? = null,

    val state: State? = null
)

/**
 * Who of a team is there.
 */
@Serializable
data class BoardFrame (
    val entries: List<Present>? = null,
    val frame: String,
    val team: String,
    val unknown: Boolean? = null
)

/**
 * One member of staff on a board.
 */
@Serializable
data class Present (
    val lastSyncAt: Long? = null,
    val offlineSince: Long? = null,
    val pendingCount: Long? = null,

    @SerialName("staffId")
    val staffID: String,

    val state: PresenceState
)

/**
 * What staff do, as they say themselves. There is no sixth.
 */
@Serializable
enum class PresenceState(val value: String) {
    @SerialName("atVisit") AtVisit("atVisit"),
    @SerialName("inMeeting") InMeeting("inMeeting"),
    @SerialName("offDuty") OffDuty("offDuty"),
    @SerialName("online") Online("online"),
    @SerialName("travelling") Travelling("travelling");
}

/**
 * The last frame before the server closes the socket.
 */
@Serializable
data class ByeFrame (
    val code: String,
    val duty: Duty,
    val frame: String,

    /**
     * How long to wait.
     */
    val retryMillis: Long? = null
)

/**
 * What the phone does about a code, also about one it does not know.
 */
@Serializable
enum class Duty(val value: String) {
    @SerialName("fix") Fix("fix"),
    @SerialName("refresh") Refresh("refresh"),
    @SerialName("resync") Resync("resync"),
    @SerialName("retry") Retry("retry"),
    @SerialName("upgrade") Upgrade("upgrade");
}

/**
 * Care assignment: what its fields say.
 */
@Serializable
data class CareAssignmentFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val endedAt: String? = null,

    @SerialName("providerOrgId")
    val providerOrgID: String? = null,

    val reason: CareAssignmentReason? = null,

    @SerialName("staffId")
    val staffID: String? = null,

    val state: CareAssignmentState? = null,

    @SerialName("teamId")
    val teamID: String? = null,

    val validFrom: String? = null,
    val validTo: String? = null
)

/**
 * Basis: serverAuthoritative
 */
@Serializable
enum class CareAssignmentReason(val value: String) {
    @SerialName("emergencyOpening") EmergencyOpening("emergencyOpening"),
    @SerialName("plannedVisit") PlannedVisit("plannedVisit"),
    @SerialName("responsibility") Responsibility("responsibility"),
    @SerialName("substitution") Substitution("substitution"),
    @SerialName("teamMember") TeamMember("teamMember");
}

/**
 * State: stateMachine
 */
@Serializable
enum class CareAssignmentState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("expired") Expired("expired"),
    @SerialName("planned") Planned("planned"),
    @SerialName("revoked") Revoked("revoked");
}

/**
 * Cross-professional team: what its fields say.
 */
@Serializable
data class CareTeamFields (
    @SerialName("areaId")
    val areaID: String? = null,

    val convenerRole: RoleValue? = null,
    val formedAroundNeeds: String? = null,
    val meetingRhythm: String? = null,

    @SerialName("memberOrgIds")
    val memberOrgIDS: List<String>? = null,

    /**
     * Members and their parts: serverAuthoritative
     */
    val members: List<CareTeamMembers>? = null,

    @SerialName("municipalityOrgId")
    val municipalityOrgID: String? = null,

    val name: String? = null,

    @SerialName("onCallIds")
    val onCallIDS: List<String>? = null,

    @SerialName("providerOrgId")
    val providerOrgID: String? = null,

    @SerialName("routineId")
    val routineID: String? = null,

    val state: CareTeamState? = null,

    @SerialName("successorTeamId")
    val successorTeamID: String? = null
)

@Serializable
data class CareTeamMembers (
    val name: String? = null,
    val parts: List<Long>,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

/**
 * State: stateMachine
 */
@Serializable
enum class CareTeamState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("closed") Closed("closed"),
    @SerialName("forming") Forming("forming"),
    @SerialName("merged") Merged("merged"),
    @SerialName("paused") Paused("paused");
}

/**
 * Case thread: what its fields say.
 */
@Serializable
data class CaseThreadFields (
    val kind: CaseThreadKind? = null,
    val participants: List<String>? = null,
    val title: String? = null
)

/**
 * Kind of thread: immutable
 */
@Serializable
enum class CaseThreadKind(val value: String) {
    @SerialName("citizenCase") CitizenCase("citizenCase"),
    @SerialName("openForum") OpenForum("openForum"),
    @SerialName("peerSupport") PeerSupport("peerSupport");
}

/**
 * Asks for a scope again; without a cursor, from nothing.
 */
@Serializable
data class CatchupFrame (
    val cursor: Cursor? = null,
    val frame: String,
    val scope: String
)

/**
 * How far a replica has read a scope. Epoch and chain are empty only for a scope that a
 * restored server does not have.
 */
@Serializable
data class Cursor (
    val chain: String,
    val epoch: String,
    val seq: Long
)

/**
 * Every granted scope has been sent.
 */
@Serializable
data class CaughtUpFrame (
    val frame: String
)

/**
 * The next in the chain: what its fields say.
 */
@Serializable
data class ChainLinkFields (
    val causeDoc: String? = null,

    /**
     * Where it happened: immutable
     */
    val causeScope: String? = null,

    /**
     * The change of the document: safeSide
     */
    val causeSeq: Long? = null,

    /**
     * Type of the document: immutable
     */
    val causeType: String? = null,

    @SerialName("class")
    val chainLinkFieldsClass: ClassEnum? = null,

    /**
     * What happened: lastWriter
     */
    val code: String? = null,

    val escalatedAt: String? = null,

    @SerialName("nextIds")
    val nextIDS: List<String>? = null,

    val since: String? = null
)

/**
 * Class: lastWriter
 *
 * Class: immutable
 */
@Serializable
enum class ClassEnum(val value: String) {
    @SerialName("meeting") Meeting("meeting"),
    @SerialName("sync") Sync("sync"),
    @SerialName("urgent") Urgent("urgent"),
    @SerialName("visit") Visit("visit");
}

/**
 * Citizen: what its fields say.
 */
@Serializable
data class CitizenFields (
    /**
     * Communication support: addWins
     */
    val communicationSupport: Map<String, String>? = null,

    @SerialName("homeTeamId")
    val homeTeamID: String? = null,

    /**
     * Language and interpreter: addWins
     */
    val languageNeeds: Map<String, String>? = null,

    @SerialName("permanentCareContactId")
    val permanentCareContactID: String? = null,

    val preferredInformingWay: String? = null,

    /**
     * Profiles: addWins
     */
    @SerialName("profileIds")
    val profileIDS: Map<String, String>? = null,

    @SerialName("providerOrgId")
    val providerOrgID: String? = null,

    @SerialName("rehabContactIds")
    val rehabContactIDS: List<String>? = null,

    /**
     * Representatives and relatives: serverAuthoritative
     */
    val representatives: List<CitizenRepresentatives>? = null,

    @SerialName("responsibleAssessorId")
    val responsibleAssessorID: String? = null,

    @SerialName("responsibleNurseId")
    val responsibleNurseID: String? = null,

    /**
     * Reasons for lifting an alert: journal
     */
    val safetyAlertReasons: Map<String, EntryValue>? = null,

    /**
     * Safety alerts: restrictive
     */
    val safetyAlerts: Map<String, String>? = null,

    val state: CitizenState? = null,
    val stateReason: String? = null,

    /**
     * Strengths: addWins
     */
    val strengths: Map<String, String>? = null,

    val whatMattersToMe: String? = null
)

@Serializable
data class CitizenRepresentatives (
    @SerialName("actorId")
    val actorID: String? = null,

    val kind: RepresentativeKind,
    val name: String,
    val phone: String? = null,
    val validTo: String? = null
)

@Serializable
enum class RepresentativeKind(val value: String) {
    @SerialName("administrator") Administrator("administrator"),
    @SerialName("agent") Agent("agent"),
    @SerialName("guardian") Guardian("guardian"),
    @SerialName("relative") Relative("relative");
}

/**
 * State: stateMachine
 *
 * State on the citizen card: lastWriter
 */
@Serializable
enum class CitizenState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("deceased") Deceased("deceased"),
    @SerialName("ended") Ended("ended"),
    @SerialName("paused") Paused("paused"),
    @SerialName("prospective") Prospective("prospective");
}

/**
 * Citizen's name and address: what its fields say.
 */
@Serializable
data class CitizenIdentityFields (
    val address: String? = null,
    val displayName: String? = null,
    val homeAccess: String? = null,
    val phone: String? = null,
    val preferredName: String? = null,
    val protectedIdentity: Boolean? = null
)

/**
 * The changes of one commit, live.
 */
@Serializable
data class CommitFrame (
    val changes: List<Change>,
    val checksum: String,
    val cursor: Cursor,
    val frame: String,

    /**
     * What no restore loses any more.
     */
    val safeSeq: Long,

    val scope: String
)

/**
 * What a commit does to one document: whole, or the fields that changed.
 */
@Serializable
data class Change (
    val doc: Document,

    /**
     * The document's seq before; 0 when it was not there.
     */
    val prev: Long,

    val whole: Boolean? = null
)

/**
 * A document as it comes: by field, the candidates that nobody has overruled. What people
 * see is read from it by each field's policy.
 */
@Serializable
data class Document (
    val cold: Boolean? = null,

    /**
     * The edit that created it; empty while that edit is still to come.
     */
    val created: String,

    val fields: Map<String, Field>? = null,
    val id: String,

    /**
     * Where the candidates came from, by edit id.
     */
    val origins: Map<String, Origin>? = null,

    val scope: String,

    /**
     * The commit that changed it last.
     */
    val seq: Long,

    val type: String
)

/**
 * A field's candidates; of lists, by item.
 */
@Serializable
data class Field (
    /**
     * Candidates that nobody has overruled, sorted by edit id.
     */
    val c: List<Candidate>? = null,

    /**
     * Of lists: by item id.
     */
    val i: Map<String, Cell>? = null,

    /**
     * What is remembered of overruled edits, sorted by replica.
     */
    val s: List<Seen>? = null
)

/**
 * A value somebody wrote.
 */
@Serializable
data class Candidate (
    /**
     * Agreed.
     */
    val a: Boolean? = null,

    val e: String,
    val v: JsonElement?
)

/**
 * One item's candidates.
 */
@Serializable
data class Cell (
    /**
     * Candidates that nobody has overruled, sorted by edit id.
     */
    val c: List<Candidate>? = null,

    /**
     * What is remembered of overruled edits, sorted by replica.
     */
    val s: List<Seen>? = null
)

/**
 * A replica's latest overruled edit of a cell.
 */
@Serializable
data class Seen (
    val after: String? = null,

    /**
     * author/replica
     */
    val replica: String,

    val stamp: String
)

/**
 * Where a value came from.
 */
@Serializable
data class Origin (
    val after: String? = null,
    val ahead: Boolean? = null,

    /**
     * When the server got it.
     */
    val at: Long,

    val author: String,
    val late: Boolean? = null,
    val onBehalfOf: OnBehalfOf? = null,
    val replica: String,

    /**
     * The author's role then.
     */
    val role: String,

    val seq: Long,
    val stamp: String
)

/**
 * Staff record the citizen's own statement.
 */
@Serializable
enum class OnBehalfOf(val value: String) {
    @SerialName("citizen") Citizen("citizen");
}

/**
 * Conflict: what its fields say.
 */
@Serializable
data class ConflictFields (
    /**
     * Candidates: addWins
     */
    val candidates: Map<String, ConflictCandidates>? = null,

    val doc: String? = null,

    /**
     * Type of the document: immutable
     */
    val docType: String? = null,

    val dueBy: String? = null,
    val effectiveNow: String? = null,

    /**
     * Field: immutable
     */
    val field: String? = null,

    val item: String? = null,
    val kind: ConflictKind? = null,
    val ownerRole: RoleValue? = null,

    @SerialName("ownerStaffId")
    val ownerStaffID: String? = null,

    val resolution: ConflictResolution? = null,
    val resolvedAt: String? = null,
    val since: String? = null,
    val state: ConflictState? = null
)

@Serializable
data class ConflictCandidates (
    val at: String? = null,
    val author: String? = null,
    val edit: String,
    val role: String? = null,
    val value: JsonElement? = null
)

/**
 * What is in conflict: immutable
 */
@Serializable
enum class ConflictKind(val value: String) {
    @SerialName("contradictoryOutcomes") ContradictoryOutcomes("contradictoryOutcomes"),
    @SerialName("disputed") Disputed("disputed"),
    @SerialName("heldAfterDecline") HeldAfterDecline("heldAfterDecline"),
    @SerialName("onlyWith") OnlyWith("onlyWith"),
    @SerialName("possibleDoubleDelivery") PossibleDoubleDelivery("possibleDoubleDelivery"),
    @SerialName("withdrawnAfterDecision") WithdrawnAfterDecision("withdrawnAfterDecision");
}

/**
 * How it was resolved: strictBundle
 */
@Serializable
data class ConflictResolution (
    val edit: String? = null,
    val kind: ResolutionKind,
    val note: String? = null
)

@Serializable
enum class ResolutionKind(val value: String) {
    @SerialName("agreed") Agreed("agreed"),
    @SerialName("checked") Checked("checked"),
    @SerialName("chosen") Chosen("chosen"),
    @SerialName("lapsed") Lapsed("lapsed"),
    @SerialName("withdrawn") Withdrawn("withdrawn");
}

/**
 * State: stateMachine
 */
@Serializable
enum class ConflictState(val value: String) {
    @SerialName("open") Open("open"),
    @SerialName("overdue") Overdue("overdue"),
    @SerialName("resolved") Resolved("resolved");
}

/**
 * Consent: what its fields say.
 */
@Serializable
data class ConsentFields (
    /**
     * How the wish was established: journal
     */
    val capacityNote: Map<String, EntryValue>? = null,

    val compartments: List<CompartmentValue>? = null,
    val covers: ConsentCovers? = null,
    val givenAt: String? = null,
    val givenBy: ConsentGivenBy? = null,
    val givenHow: ConsentGivenHow? = null,

    /**
     * Limits: journal
     */
    val limits: Map<String, EntryValue>? = null,

    val recipients: List<RecipientsValue>? = null,

    @SerialName("replacesConsentId")
    val replacesConsentID: String? = null,

    val state: ConsentState? = null,
    val validFrom: String? = null,
    val validTo: String? = null,
    val witnessedBy: String? = null
)

/**
 * What the consent covers: immutable
 */
@Serializable
enum class ConsentCovers(val value: String) {
    @SerialName("otherProvidersData") OtherProvidersData("otherProvidersData"),
    @SerialName("relatives") Relatives("relatives"),
    @SerialName("sharedPlan") SharedPlan("sharedPlan"),
    @SerialName("teamMeetingPart2") TeamMeetingPart2("teamMeetingPart2"),
    @SerialName("welfareTechnology") WelfareTechnology("welfareTechnology");
}

/**
 * Given by: immutable
 */
@Serializable
enum class ConsentGivenBy(val value: String) {
    @SerialName("citizen") Citizen("citizen"),
    @SerialName("representative") Representative("representative");
}

/**
 * How it was given: immutable
 */
@Serializable
enum class ConsentGivenHow(val value: String) {
    @SerialName("eid") Eid("eid"),
    @SerialName("spoken") Spoken("spoken"),
    @SerialName("written") Written("written");
}

/**
 * a list of recipients, each with kind (org, team or staff) and id
 */
@Serializable
data class RecipientsValue (
    val id: String,
    val kind: RecipientKind
)

@Serializable
enum class RecipientKind(val value: String) {
    @SerialName("org") Org("org"),
    @SerialName("staff") Staff("staff"),
    @SerialName("team") Team("team");
}

/**
 * State: stateMachine
 */
@Serializable
enum class ConsentState(val value: String) {
    @SerialName("asked") Asked("asked"),
    @SerialName("expired") Expired("expired"),
    @SerialName("given") Given("given"),
    @SerialName("limited") Limited("limited"),
    @SerialName("refused") Refused("refused"),
    @SerialName("withdrawn") Withdrawn("withdrawn");
}

/**
 * Consent in force: what its fields say.
 */
@Serializable
data class ConsentRuleFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val compartments: List<CompartmentValue>? = null,
    val recipients: List<RecipientsValue>? = null,
    val state: ConsentState? = null,
    val validFrom: String? = null,
    val validTo: String? = null
)

/**
 * Draft of a deviation report: what its fields say.
 */
@Serializable
data class DeviationDraftFields (
    /**
     * Additions: journal
     */
    val additions: Map<String, EntryValue>? = null,

    @SerialName("citizenId")
    val citizenID: String? = null,

    val consequence: String? = null,
    val immediateAction: String? = null,
    val kind: DeviationDraftKind? = null,
    val receivedRef: String? = null,
    val state: DeviationDraftState? = null,

    @SerialName("visitRecordId")
    val visitRecordID: String? = null,

    val what: String? = null,

    @SerialName("when")
    val deviationDraftFieldsWhen: String? = null
)

/**
 * Legal domain: lastWriter
 */
@Serializable
enum class DeviationDraftKind(val value: String) {
    @SerialName("hsl") Hsl("hsl"),
    @SerialName("sol") Sol("sol");
}

/**
 * State: stateMachine
 */
@Serializable
enum class DeviationDraftState(val value: String) {
    @SerialName("draft") Draft("draft"),
    @SerialName("receivedBySystem") ReceivedBySystem("receivedBySystem"),
    @SerialName("submitted") Submitted("submitted");
}

/**
 * Login on a device: what its fields say.
 */
@Serializable
data class DeviceSessionFields (
    /**
     * Sent under somebody else's login: journal
     */
    val carried: Map<String, DeviceSessionCarried>? = null,

    /**
     * The clock's error, in milliseconds: lastWriter
     */
    val clockOffset: Long? = null,

    @SerialName("deviceId")
    val deviceID: String? = null,

    val endedAt: String? = null,
    val key: String? = null,
    val reason: String? = null,
    val revokedAt: String? = null,
    val revokedForCause: Boolean? = null,
    val startedAt: String? = null,
    val state: DeviceSessionState? = null
)

@Serializable
data class DeviceSessionCarried (
    val actor: String,
    val at: String,

    @SerialName("deviceId")
    val deviceID: String? = null,

    val edits: Long
)

/**
 * State: stateMachine
 */
@Serializable
enum class DeviceSessionState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("ended") Ended("ended"),
    @SerialName("revoked") Revoked("revoked");
}

/**
 * Dialogue: what its fields say.
 */
@Serializable
data class DialogueFields (
    /**
     * Additions: journal
     */
    val additions: Map<String, EntryValue>? = null,

    /**
     * Agreements: addWins
     */
    val agreements: Map<String, String>? = null,

    val citizenVoice: String? = null,
    val kind: DialogueKind? = null,

    /**
     * Needs by life area: addWins
     */
    val needsByLifeArea: Map<String, DialogueNeedsByLifeArea>? = null,

    /**
     * Participants: addWins
     */
    val participants: Map<String, DialogueParticipants>? = null,

    val place: String? = null,
    val plannedAt: String? = null,
    val state: DialogueState? = null,
    val stateReason: String? = null,

    /**
     * Strengths seen: addWins
     */
    val strengthsSeen: Map<String, String>? = null,

    val summary: String? = null,
    val whatMatters: String? = null
)

/**
 * Kind of dialogue: immutable
 */
@Serializable
enum class DialogueKind(val value: String) {
    @SerialName("assessmentInterview") AssessmentInterview("assessmentInterview"),
    @SerialName("firstConversation") FirstConversation("firstConversation"),
    @SerialName("followUp") FollowUp("followUp"),
    @SerialName("goalDialogue") GoalDialogue("goalDialogue");
}

@Serializable
data class DialogueNeedsByLifeArea (
    val lifeArea: GoalLifeArea,
    val text: String
)

/**
 * Life area: proposal
 *
 * Life area: immutable
 */
@Serializable
enum class GoalLifeArea(val value: String) {
    @SerialName("communication") Communication("communication"),
    @SerialName("community") Community("community"),
    @SerialName("domesticLife") DomesticLife("domesticLife"),
    @SerialName("education") Education("education"),
    @SerialName("generalTasks") GeneralTasks("generalTasks"),
    @SerialName("learning") Learning("learning"),
    @SerialName("mobility") Mobility("mobility"),
    @SerialName("relations") Relations("relations"),
    @SerialName("safety") Safety("safety"),
    @SerialName("selfCare") SelfCare("selfCare"),
    @SerialName("supportForRelatives") SupportForRelatives("supportForRelatives");
}

@Serializable
data class DialogueParticipants (
    val name: String? = null,
    val role: RoleValue,

    @SerialName("staffId")
    val staffID: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class DialogueState(val value: String) {
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("confirmedByCitizen") ConfirmedByCitizen("confirmedByCitizen"),
    @SerialName("declined") Declined("declined"),
    @SerialName("held") Held("held"),
    @SerialName("planned") Planned("planned"),
    @SerialName("summarised") Summarised("summarised");
}

/**
 * Disclosure: what its fields say.
 */
@Serializable
data class DisclosureFields (
    val basis: DisclosureBasis? = null,

    @SerialName("copyId")
    val copyID: String? = null,

    val refusedCode: String? = null,

    @SerialName("sourceId")
    val sourceID: String? = null,

    /**
     * Type of the document: immutable
     */
    val sourceType: String? = null,

    val state: DisclosureState? = null,
    val toScope: String? = null,

    /**
     * Why: immutable
     */
    val why: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class DisclosureState(val value: String) {
    @SerialName("asked") Asked("asked"),
    @SerialName("copied") Copied("copied"),
    @SerialName("refused") Refused("refused");
}

/**
 * A page of a scope's documents, by ascending seq.
 */
@Serializable
data class DocumentsFrame (
    val checksum: String,
    val cursor: Cursor,
    val documents: List<Document>,

    /**
     * Cursor, checksum and safeSeq count.
     */
    val done: Boolean,

    val frame: String,
    val parent: Base? = null,

    /**
     * Forget what you hold of the scope first.
     */
    val reset: Boolean,

    /**
     * What no restore loses any more.
     */
    val safeSeq: Long,

    val scope: String
)

/**
 * How much of a scope's log an author had seen, or where a history forked.
 */
@Serializable
data class Base (
    val epoch: String? = null,
    val seq: Long
)

/**
 * The person logged out.
 */
@Serializable
data class EndFrame (
    val frame: String
)

/**
 * Something went wrong; the socket stays open.
 */
@Serializable
data class ErrorFrame (
    /**
     * The kind of the phone's frame that it answers; left out: it answers none, and is about
     * the login or the connection.
     */
    val about: String? = null,

    val code: String,
    val duty: Duty,
    val frame: String,

    /**
     * The place in the submit of an edit without a readable id.
     */
    val index: Long? = null,

    val message: Labels,

    /**
     * How long to wait.
     */
    val retryMillis: Long? = null
)

/**
 * A text for the person.
 */
@Serializable
data class Labels (
    val en: String,
    val sv: String
)

/**
 * Task: what its fields say.
 */
@Serializable
data class FollowUpTaskFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val due: String? = null,

    @SerialName("fromDecisionId")
    val fromDecisionID: String? = null,

    val linkedFrom: LinkedFromValue? = null,

    /**
     * Notes: journal
     */
    val notes: Map<String, EntryValue>? = null,

    val overdueSince: String? = null,

    @SerialName("responsibleId")
    val responsibleID: String? = null,

    val state: FollowUpTaskState? = null,
    val stateReason: String? = null,
    val text: String? = null,
    val title: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class FollowUpTaskState(val value: String) {
    @SerialName("accepted") Accepted("accepted"),
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("done") Done("done"),
    @SerialName("handedOver") HandedOver("handedOver"),
    @SerialName("inProgress") InProgress("inProgress"),
    @SerialName("open") Open("open");
}

/**
 * Goal: what its fields say.
 */
@Serializable
data class GoalFields (
    /**
     * Everyday activities: addWins
     */
    val activities: Map<String, String>? = null,

    val agreedAt: String? = null,

    @SerialName("agreedByStaffId")
    val agreedByStaffID: String? = null,

    val agreedHow: String? = null,

    /**
     * Number of the agreement: strictBundle
     */
    val agreedVersion: Long? = null,

    val baseline: GoalBaseline? = null,
    val citizenWords: String? = null,

    /**
     * Contributors: addWins
     */
    @SerialName("contributorIds")
    val contributorIDS: Map<String, String>? = null,

    val difficulty: Long? = null,
    val direction: GoalDirection? = null,
    val expressedBy: GoalExpressedBy? = null,
    val expressedHow: String? = null,

    /**
     * Scale −2 to +2: proposal
     */
    val gasLevels: List<String>? = null,

    /**
     * ICF code: lastWriterNotice
     */
    val icfCode: String? = null,

    val importance: Long? = null,
    val lifeArea: GoalLifeArea? = null,
    val linkedFrom: LinkedFromValue? = null,
    val nextReview: String? = null,

    /**
     * The citizen has changed her goal since you read it: addWins
     */
    val outdatedProposals: Map<String, GoalOutdatedProposals>? = null,

    val professionalWording: String? = null,

    @SerialName("responsibleId")
    val responsibleID: String? = null,

    val state: GoalState? = null,
    val stateReason: String? = null,

    @SerialName("successorGoalId")
    val successorGoalID: String? = null,

    val target: GoalTarget? = null
)

/**
 * Baseline: proposal
 */
@Serializable
data class GoalBaseline (
    val date: String,
    val note: String? = null,
    val qualifier: QualifierValue? = null
)

/**
 * an ICF qualifier: 0 to 4, 8 or 9
 */
@Serializable
sealed class QualifierValue {
    class DoubleValue(val value: Double) : QualifierValue()
    class IntegerValue(val value: Long)  : QualifierValue()
}

/**
 * Strengthen or maintain: proposal
 */
@Serializable
enum class GoalDirection(val value: String) {
    @SerialName("maintain") Maintain("maintain"),
    @SerialName("strengthen") Strengthen("strengthen");
}

/**
 * Who put it into words: citizenOwned
 */
@Serializable
enum class GoalExpressedBy(val value: String) {
    @SerialName("citizen") Citizen("citizen"),
    @SerialName("representative") Representative("representative"),
    @SerialName("staff") Staff("staff");
}

@Serializable
data class GoalOutdatedProposals (
    val author: String,
    val edits: List<String>
)

/**
 * State: stateMachine
 */
@Serializable
enum class GoalState(val value: String) {
    @SerialName("achieved") Achieved("achieved"),
    @SerialName("active") Active("active"),
    @SerialName("agreed") Agreed("agreed"),
    @SerialName("changed") Changed("changed"),
    @SerialName("drafted") Drafted("drafted"),
    @SerialName("enteredInError") EnteredInError("enteredInError"),
    @SerialName("maintained") Maintained("maintained"),
    @SerialName("notAchieved") NotAchieved("notAchieved"),
    @SerialName("partlyAchieved") PartlyAchieved("partlyAchieved"),
    @SerialName("paused") Paused("paused"),
    @SerialName("voiced") Voiced("voiced"),
    @SerialName("withdrawnByCitizen") WithdrawnByCitizen("withdrawnByCitizen");
}

/**
 * Target: proposal
 */
@Serializable
data class GoalTarget (
    val description: String,
    val qualifier: QualifierValue? = null
)

/**
 * Goal follow-up: what its fields say.
 */
@Serializable
data class GoalFollowUpFields (
    val citizenRating: Long? = null,
    val citizenWords: String? = null,

    /**
     * Corrections: journal
     */
    val corrections: Map<String, EntryValue>? = null,

    /**
     * Number of the agreement: immutable
     */
    val goalAgreedVersion: Long? = null,

    @SerialName("goalId")
    val goalID: String? = null,

    /**
     * Level: immutable
     */
    val level: Long? = null,

    val next: String? = null,
    val observation: String? = null,
    val occurredAt: String? = null,
    val scale: GoalFollowUpScale? = null,
    val supportGiven: SupportValue? = null,

    @SerialName("visitRecordId")
    val visitRecordID: String? = null
)

/**
 * Scale: immutable
 */
@Serializable
enum class GoalFollowUpScale(val value: String) {
    @SerialName("gas") Gas("gas"),
    @SerialName("icf") Icf("icf");
}

/**
 * a level of support: none, encouragement, little, much or full
 */
@Serializable
enum class SupportValue(val value: String) {
    @SerialName("encouragement") Encouragement("encouragement"),
    @SerialName("full") Full("full"),
    @SerialName("little") Little("little"),
    @SerialName("much") Much("much"),
    @SerialName("none") None("none");
}

/**
 * The phone may hold these from now.
 */
@Serializable
data class GrantFrame (
    val frame: String,

    /**
     * Their pages follow.
     */
    val scopes: List<String>
)

/**
 * Information after a change of provider: what its fields say.
 */
@Serializable
data class HandoverFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val since: String? = null,
    val state: HandoverState? = null,
    val stateReason: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class HandoverState(val value: String) {
    @SerialName("asked") Asked("asked"),
    @SerialName("handedOver") HandedOver("handedOver"),
    @SerialName("notNeeded") NotNeeded("notNeeded");
}

/**
 * A phone's first frame.
 */
@Serializable
data class HelloFrame (
    /**
     * The phone's time.
     */
    val clock: Long? = null,

    /**
     * The version of the contract that the phone speaks.
     */
    val contract: Long,

    /**
     * How far the phone has each scope.
     */
    val cursors: Map<String, Cursor>? = null,

    val device: String? = null,
    val frame: String,
    val key: String? = null,

    /**
     * The number of the last read on the phone, when some wait to be handed in.
     */
    val readsAt: Long? = null,

    val replica: String,
    val token: String
)

/**
 * Idea: what its fields say.
 */
@Serializable
data class ImprovementIdeaFields (
    val hypothesis: String? = null,
    val mergedInto: String? = null,

    /**
     * Principles: addWins
     */
    @SerialName("principleIds")
    val principleIDS: Map<String, String>? = null,

    val problem: String? = null,
    val state: ImprovementIdeaState? = null,
    val stateReason: String? = null,

    /**
     * Supporters: addWins
     */
    val supporters: Map<String, String>? = null,

    val title: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ImprovementIdeaState(val value: String) {
    @SerialName("merged") Merged("merged"),
    @SerialName("parked") Parked("parked"),
    @SerialName("raised") Raised("raised"),
    @SerialName("selected") Selected("selected");
}

/**
 * Joint home visit: what its fields say.
 */
@Serializable
data class JointVisitFields (
    /**
     * What the citizen says about each participant: citizenOwned
     */
    val citizenStance: Map<String, JointVisitCitizenStance>? = null,

    val citizenSummaryGiven: Boolean? = null,

    @SerialName("decidedInItemId")
    val decidedInItemID: String? = null,

    val end: String? = null,

    /**
     * Findings: addWins
     */
    @SerialName("findingIds")
    val findingIDS: Map<String, String>? = null,

    @SerialName("fromDecisionId")
    val fromDecisionID: String? = null,

    val outcomeSummary: String? = null,

    /**
     * Participants: strictBundle
     */
    val participants: List<JointVisitParticipants>? = null,

    val place: String? = null,

    /**
     * Preparations: addWins
     */
    val preparations: Map<String, JointVisitPreparations>? = null,

    /**
     * Prepared: ownKey
     */
    val prepared: Map<String, JointVisitPrepared>? = null,

    /**
     * Proposed times: addWins
     */
    val proposedTimes: Map<String, String>? = null,

    val purpose: String? = null,
    val questionToAnswer: String? = null,

    /**
     * Participants' answers: ownKey
     */
    val responses: Map<String, JointVisitResponses>? = null,

    /**
     * Number of changes: strictBundle
     */
    val sequence: Long? = null,

    val start: String? = null,
    val state: JointVisitState? = null,
    val stateReason: String? = null,

    /**
     * Performed visits: addWins
     */
    @SerialName("visitRecordIds")
    val visitRecordIDS: Map<String, String>? = null
)

@Serializable
data class JointVisitCitizenStance (
    val answer: CitizenStanceAnswer,
    val asked: Boolean? = null,
    val at: String? = null,

    @SerialName("staffId")
    val staffID: String? = null,

    val words: String? = null
)

@Serializable
enum class CitizenStanceAnswer(val value: String) {
    @SerialName("laterDate") LaterDate("laterDate"),
    @SerialName("no") No("no"),
    @SerialName("onlyWith") OnlyWith("onlyWith"),
    @SerialName("yes") Yes("yes");
}

@Serializable
data class JointVisitParticipants (
    val mandatory: Boolean? = null,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

@Serializable
data class JointVisitPreparations (
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String? = null,

    val task: String
)

@Serializable
data class JointVisitPrepared (
    val at: String? = null,
    val done: List<String>
)

@Serializable
data class JointVisitResponses (
    val respondedToSequence: Long,
    val response: Response,

    @SerialName("staffId")
    val staffID: String? = null
)

@Serializable
enum class Response(val value: String) {
    @SerialName("maybe") Maybe("maybe"),
    @SerialName("no") No("no"),
    @SerialName("yes") Yes("yes");
}

/**
 * State: stateMachine
 */
@Serializable
enum class JointVisitState(val value: String) {
    @SerialName("accepted") Accepted("accepted"),
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("citizenAsked") CitizenAsked("citizenAsked"),
    @SerialName("confirmed") Confirmed("confirmed"),
    @SerialName("declinedByCitizen") DeclinedByCitizen("declinedByCitizen"),
    @SerialName("held") Held("held"),
    @SerialName("notHeld") NotHeld("notHeld"),
    @SerialName("scheduled") Scheduled("scheduled"),
    @SerialName("suggested") Suggested("suggested"),
    @SerialName("summarised") Summarised("summarised"),
    @SerialName("underway") Underway("underway");
}

/**
 * Finding from a joint visit: what its fields say.
 */
@Serializable
data class JointVisitFindingFields (
    val byRole: RoleValue? = null,
    val citizenWords: String? = null,

    @SerialName("jointVisitId")
    val jointVisitID: String? = null,

    val legalDomain: JointVisitFindingLegalDomain? = null,
    val lifeArea: GoalLifeArea? = null,

    /**
     * Observation: journal
     */
    val observation: Map<String, EntryValue>? = null,

    val occurredAt: String? = null,

    /**
     * Suggestion: journal
     */
    val suggestion: Map<String, EntryValue>? = null
)

/**
 * Legal domain: immutable
 */
@Serializable
enum class JointVisitFindingLegalDomain(val value: String) {
    @SerialName("hsl") Hsl("hsl"),
    @SerialName("lss") Lss("lss"),
    @SerialName("sol") Sol("sol");
}

/**
 * Somebody begins to write, or still writes, in a document.
 */
@Serializable
data class LockFrame (
    val doc: String,
    val frame: String,
    val scope: String
)

/**
 * Who writes in a scope.
 */
@Serializable
data class LocksFrame (
    val frame: String,
    val locks: List<Held>? = null,
    val scope: String,
    val unknown: Boolean? = null
)

/**
 * One lock.
 */
@Serializable
data class Held (
    val doc: String,
    val replica: String,

    @SerialName("staffId")
    val staffID: String,

    /**
     * The server's time; show no lock after it.
     */
    val until: Long
)

/**
 * Mandate to represent: what its fields say.
 */
@Serializable
data class MandateFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val compartments: List<MandatedValue>? = null,

    @SerialName("representativeId")
    val representativeID: String? = null,

    val state: MandateState? = null,
    val validFrom: String? = null,
    val validTo: String? = null
)

/**
 * a list of compartments: identity, card, social, health, visits or rights
 */
@Serializable
enum class MandatedValue(val value: String) {
    @SerialName("card") Card("card"),
    @SerialName("health") Health("health"),
    @SerialName("identity") Identity("identity"),
    @SerialName("rights") Rights("rights"),
    @SerialName("social") Social("social"),
    @SerialName("visits") Visits("visits");
}

/**
 * State: stateMachine
 */
@Serializable
enum class MandateState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("revoked") Revoked("revoked");
}

/**
 * Medication question: what its fields say.
 */
@Serializable
data class MedicationQuestionFields (
    /**
     * Additions: journal
     */
    val additions: Map<String, EntryValue>? = null,

    val alreadyPhoned: Boolean? = null,

    /**
     * Answer: journal
     */
    val answer: Map<String, EntryValue>? = null,

    /**
     * Has read the answer: ownKey
     */
    val confirmations: Map<String, MedicationQuestionConfirmations>? = null,

    /**
     * Same question as: addWins
     */
    val duplicateOf: Map<String, String>? = null,

    /**
     * Instruction to staff: journal
     */
    val instructionToStaff: Map<String, EntryValue>? = null,

    @SerialName("linkedItemId")
    val linkedItemID: String? = null,

    @SerialName("linkedVisitId")
    val linkedVisitID: String? = null,

    val maybeSameAs: List<String>? = null,

    /**
     * Must confirm: addWins
     */
    @SerialName("mustConfirmIds")
    val mustConfirmIDS: Map<String, String>? = null,

    @SerialName("nurseId")
    val nurseID: String? = null,

    val observation: String? = null,
    val occurredAt: String? = null,

    /**
     * Physician contacted: journal
     */
    val physicianContacted: Map<String, EntryValue>? = null,

    val question: String? = null,
    val state: MedicationQuestionState? = null,
    val urgency: MedicationQuestionUrgency? = null
)

@Serializable
data class MedicationQuestionConfirmations (
    @SerialName("answerId")
    val answerID: String,

    val at: String,
    val note: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class MedicationQuestionState(val value: String) {
    @SerialName("answered") Answered("answered"),
    @SerialName("assessing") Assessing("assessing"),
    @SerialName("awaitingPhysician") AwaitingPhysician("awaitingPhysician"),
    @SerialName("closed") Closed("closed"),
    @SerialName("confirmedByStaff") ConfirmedByStaff("confirmedByStaff"),
    @SerialName("raised") Raised("raised"),
    @SerialName("received") Received("received");
}

/**
 * Urgency: safeSide
 */
@Serializable
enum class MedicationQuestionUrgency(val value: String) {
    @SerialName("beforeNextMeeting") BeforeNextMeeting("beforeNextMeeting"),
    @SerialName("now") Now("now"),
    @SerialName("today") Today("today");
}

/**
 * Decision or agreement: what its fields say.
 */
@Serializable
data class MeetingDecisionFields (
    val condition: String? = null,
    val due: String? = null,
    val howCitizenIsTold: String? = null,

    @SerialName("itemId")
    val itemID: String? = null,

    val kind: MeetingDecisionKind? = null,

    @SerialName("meetingId")
    val meetingID: String? = null,

    /**
     * Participants in the joint visit: immutable
     */
    val participants: List<MeetingDecisionParticipants>? = null,

    /**
     * Reservation: journal
     */
    val reservation: Map<String, EntryValue>? = null,

    @SerialName("responsibleId")
    val responsibleID: String? = null,

    val supersedes: String? = null,
    val text: String? = null
)

/**
 * Kind of decision: immutable
 */
@Serializable
enum class MeetingDecisionKind(val value: String) {
    @SerialName("goalChange") GoalChange("goalChange"),
    @SerialName("jointVisit") JointVisit("jointVisit"),
    @SerialName("newAssessmentRequested") NewAssessmentRequested("newAssessmentRequested"),
    @SerialName("noAction") NoAction("noAction"),
    @SerialName("referral") Referral("referral"),
    @SerialName("sipNeeded") SIPNeeded("sipNeeded"),
    @SerialName("task") Task("task");
}

@Serializable
data class MeetingDecisionParticipants (
    val mandatory: Boolean? = null,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

/**
 * Part of a team meeting: what its fields say.
 */
@Serializable
data class MeetingPartFields (
    /**
     * Items: addWins
     */
    @SerialName("itemIds")
    val itemIDS: Map<String, String>? = null,

    val itemOrder: List<String>? = null,

    @SerialName("meetingId")
    val meetingID: String? = null,

    /**
     * Notes: journal
     */
    val notes: Map<String, EntryValue>? = null,

    /**
     * Parked questions: addWins
     */
    val parkingLot: Map<String, String>? = null,

    /**
     * Part: immutable
     */
    val part: Long? = null,

    /**
     * Who must be there: addWins
     */
    val quorum: Map<String, RoleValue>? = null,

    /**
     * Time in minutes: lastWriter
     */
    val timeboxMinutes: Long? = null
)

/**
 * Adoption of a method: what its fields say.
 */
@Serializable
data class MethodAdoptionFields (
    @SerialName("basisTestIds")
    val basisTestIDS: List<String>? = null,

    val decidedBy: String? = null,
    val from: String? = null,

    @SerialName("methodId")
    val methodID: String? = null,

    /**
     * Version: strictBundle
     */
    val methodVersion: Long? = null,

    val reach: MethodAdoptionReach? = null,
    val state: MethodAdoptionState? = null,
    val stateReason: String? = null
)

/**
 * Reach: strictBundle
 */
@Serializable
enum class MethodAdoptionReach(val value: String) {
    @SerialName("municipality") Municipality("municipality"),
    @SerialName("provider") Provider("provider"),
    @SerialName("unit") Unit("unit");
}

/**
 * State: stateMachine
 */
@Serializable
enum class MethodAdoptionState(val value: String) {
    @SerialName("decided") Decided("decided"),
    @SerialName("inForce") InForce("inForce"),
    @SerialName("proposed") Proposed("proposed"),
    @SerialName("replaced") Replaced("replaced"),
    @SerialName("revoked") Revoked("revoked");
}

/**
 * Test of a working method: what its fields say.
 */
@Serializable
data class MethodTestFields (
    val area: String? = null,

    @SerialName("changeLeadId")
    val changeLeadID: String? = null,

    @SerialName("eligibleProfileIds")
    val eligibleProfileIDS: List<String>? = null,

    @SerialName("ideaId")
    val ideaID: String? = null,

    /**
     * Measures: addWins
     */
    @SerialName("measureIds")
    val measureIDS: Map<String, String>? = null,

    @SerialName("methodId")
    val methodID: String? = null,

    val name: String? = null,

    @SerialName("participantStaffIds")
    val participantStaffIDS: List<String>? = null,

    val plannedEnd: String? = null,
    val plannedStart: String? = null,

    @SerialName("responsibleManagerId")
    val responsibleManagerID: String? = null,

    val state: MethodTestState? = null,
    val stateReason: String? = null,
    val supportFloorConfirmed: Boolean? = null,

    @SerialName("unitIds")
    val unitIDS: List<String>? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class MethodTestState(val value: String) {
    @SerialName("adjusting") Adjusting("adjusting"),
    @SerialName("adopted") Adopted("adopted"),
    @SerialName("discarded") Discarded("discarded"),
    @SerialName("evaluating") Evaluating("evaluating"),
    @SerialName("obsolete") Obsolete("obsolete"),
    @SerialName("planned") Planned("planned"),
    @SerialName("running") Running("running"),
    @SerialName("stopped") Stopped("stopped");
}

/**
 * Notice: what its fields say.
 */
@Serializable
data class NoticeFields (
    val ack: ACK? = null,
    val acknowledgedAt: String? = null,

    /**
     * The change that was acknowledged: safeSide
     */
    val acknowledgedSeq: Long? = null,

    val causeDoc: String? = null,

    /**
     * Where it happened: immutable
     */
    val causeScope: String? = null,

    /**
     * The change of the document: safeSide
     */
    val causeSeq: Long? = null,

    /**
     * Type of the document: immutable
     */
    val causeType: String? = null,

    val changedAt: String? = null,

    @SerialName("class")
    val noticeFieldsClass: ClassEnum? = null,

    /**
     * What happened: immutable
     */
    val code: String? = null,

    val createdAt: String? = null,
    val fetchedAt: String? = null,

    /**
     * The change that was fetched: safeSide
     */
    val fetchedSeq: Long? = null,

    val seenAt: String? = null,
    val state: NoticeState? = null,

    @SerialName("teamId")
    val teamID: String? = null
)

/**
 * Whose acknowledgement is needed: immutable
 *
 * Whose acknowledgement is enough: lastWriter
 */
@Serializable
enum class ACK(val value: String) {
    @SerialName("any") ACKAny("any"),
    @SerialName("each") Each("each");
}

/**
 * State: stateMachine
 */
@Serializable
enum class NoticeState(val value: String) {
    @SerialName("acknowledged") Acknowledged("acknowledged"),
    @SerialName("new") New("new"),
    @SerialName("seen") Seen("seen");
}

/**
 * Opening outside the assignment: what its fields say.
 */
@Serializable
data class OpeningFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val kind: OpeningKind? = null,

    /**
     * Reason: immutable
     */
    val reason: String? = null,

    val state: OpeningState? = null
)

/**
 * Kind: immutable
 *
 * Kind: lastWriter
 */
@Serializable
enum class OpeningKind(val value: String) {
    @SerialName("emergency") Emergency("emergency"),
    @SerialName("outside") Outside("outside");
}

/**
 * State: stateMachine
 */
@Serializable
enum class OpeningState(val value: String) {
    @SerialName("closed") Closed("closed"),
    @SerialName("open") Open("open");
}

/**
 * Opening in force: what its fields say.
 */
@Serializable
data class OpeningRuleFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val kind: OpeningKind? = null,

    @SerialName("openingId")
    val openingID: String? = null,

    @SerialName("staffId")
    val staffID: String? = null,

    val state: OpeningState? = null,
    val until: String? = null
)

/**
 * Everyday activity: what its fields say.
 */
@Serializable
data class PlanActivityFields (
    val citizenDoesSelf: String? = null,
    val frequency: String? = null,

    /**
     * Goals: addWins
     */
    @SerialName("goalIds")
    val goalIDS: Map<String, String>? = null,

    val how: String? = null,
    val instructionBy: String? = null,

    /**
     * KSI code: lastWriter
     */
    val ksiCode: String? = null,

    val legalDomain: SocialDomainValue? = null,
    val linkedFrom: LinkedFromValue? = null,

    @SerialName("responsibleId")
    val responsibleID: String? = null,

    /**
     * Reasons for lifting a restriction: journal
     */
    val restrictionReasons: Map<String, EntryValue>? = null,

    /**
     * Restrictions: restrictive
     */
    val restrictions: Map<String, String>? = null,

    val staffDoes: String? = null,
    val state: PlanActivityState? = null,
    val stateReason: String? = null,
    val supportLevel: SupportValue? = null,
    val timeOfDay: String? = null,
    val title: String? = null
)

/**
 * sol or lss; health care does not belong in the social case file
 */
@Serializable
enum class SocialDomainValue(val value: String) {
    @SerialName("lss") Lss("lss"),
    @SerialName("sol") Sol("sol");
}

/**
 * State: stateMachine
 */
@Serializable
enum class PlanActivityState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("ended") Ended("ended"),
    @SerialName("paused") Paused("paused"),
    @SerialName("planned") Planned("planned"),
    @SerialName("refused") Refused("refused");
}

/**
 * What a member of staff's phone says of itself.
 */
@Serializable
data class PresenceFrame (
    val frame: String,

    /**
     * Edits without verdict.
     */
    val pending: Long,

    val state: PresenceState
)

/**
 * Profile: what its fields say.
 */
@Serializable
data class ProfileFields (
    /**
     * Criteria: strictBundle
     */
    val criteria: List<String>? = null,

    val description: String? = null,

    /**
     * Exclusions: strictBundle
     */
    val exclusions: List<String>? = null,

    val name: String? = null,
    val state: ProfileState? = null,

    /**
     * Version: strictBundle
     */
    val version: Long? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ProfileState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("draft") Draft("draft"),
    @SerialName("retired") Retired("retired");
}

/**
 * Profile match: what its fields say.
 */
@Serializable
data class ProfileMatchFields (
    val citizenInformed: Boolean? = null,
    val matchedBy: String? = null,

    @SerialName("profileId")
    val profileID: String? = null,

    /**
     * Version of the profile: immutable
     */
    val profileVersion: Long? = null,

    /**
     * Why: journal
     */
    val rationale: Map<String, EntryValue>? = null,

    val state: ProfileMatchState? = null,
    val stateReason: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ProfileMatchState(val value: String) {
    @SerialName("confirmed") Confirmed("confirmed"),
    @SerialName("ended") Ended("ended"),
    @SerialName("rejected") Rejected("rejected"),
    @SerialName("suggested") Suggested("suggested");
}

/**
 * Protected identity: who may work: what its fields say.
 */
@Serializable
data class ProtectedPersonFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    @SerialName("staffIds")
    val staffIDS: List<String>? = null,

    val state: ProtectedPersonState? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ProtectedPersonState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("ended") Ended("ended");
}

/**
 * Protected identity in force: what its fields say.
 */
@Serializable
data class ProtectionRuleFields (
    @SerialName("citizenId")
    val citizenID: String? = null,

    val protectedIdentity: Boolean? = null
)

/**
 * The phone holds nothing of the scope any more.
 */
@Serializable
data class PurgedFrame (
    val frame: String,
    val scope: String
)

/**
 * What comes with a push.
 */
@Serializable
data class PushData (
    @SerialName("class")
    val pushDataClass: ClassEnum,

    /**
     * Opaque: equal to that of the push before, it is the same news.
     */
    val inboxCursor: String,

    val tenant: String,
    val v: String
)

/**
 * Where a push service finds the device.
 */
@Serializable
data class PushTokenFrame (
    val frame: String,
    val platform: Platform? = null,

    /**
     * The push service's own; empty: this login is not to be rung.
     */
    val token: String
)

@Serializable
enum class Platform(val value: String) {
    @SerialName("android") Android("android"),
    @SerialName("ios") Ios("ios"),
    @SerialName("web") Web("web");
}

/**
 * Who has been reached?: what its fields say.
 */
@Serializable
data class ReachingFields (
    val ack: ACK? = null,

    /**
     * Acknowledged: addWins
     */
    val acknowledged: Map<String, ReachedValue>? = null,

    val answeredAt: String? = null,
    val callBy: String? = null,
    val change: String? = null,

    @SerialName("class")
    val reachingFieldsClass: ClassEnum? = null,

    val escalatedAt: String? = null,

    /**
     * Fetched by the phone: addWins
     */
    val fetched: Map<String, ReachedValue>? = null,

    val nextBy: String? = null,

    /**
     * Told by word of mouth: journal
     */
    val oral: Map<String, ReachingOral>? = null,

    val reachBy: String? = null,
    val since: String? = null,
    val state: ReachingState? = null,

    @SerialName("toldIds")
    val toldIDS: List<String>? = null
)

@Serializable
data class ReachedValue (
    val at: String,
    val change: String,

    @SerialName("staffId")
    val staffID: String
)

@Serializable
data class ReachingOral (
    val at: String,
    val change: String,

    @SerialName("staffId")
    val staffID: String,

    val words: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ReachingState(val value: String) {
    @SerialName("answered") Answered("answered"),
    @SerialName("call") Call("call"),
    @SerialName("unreached") Unreached("unreached"),
    @SerialName("waiting") Waiting("waiting");
}

/**
 * What was read on the phone, in the order of its chain.
 */
@Serializable
data class ReadsFrame (
    val events: List<Read>,
    val frame: String,

    /**
     * The number of the first event; the first of all is 1.
     */
    val from: Long,

    val prev: String,
    val sig: String? = null
)

/**
 * Something a person saw on the phone.
 */
@Serializable
data class Read (
    val action: String,

    /**
     * The phone's clock.
     */
    val at: Long,

    val doc: String? = null,
    val n: Long,
    val online: Boolean? = null,
    val scope: String
)

/**
 * The server has the reads up to this number.
 */
@Serializable
data class ReadsTakenFrame (
    val frame: String,
    val upTo: Long
)

/**
 * Nothing new comes before these reads are handed in.
 */
@Serializable
data class ReadsWantedFrame (
    val frame: String,
    val from: Long
)

/**
 * Shared rehabilitation plan: what its fields say.
 */
@Serializable
data class RehabPlanFields (
    /**
     * Activities: addWins
     */
    @SerialName("activityIds")
    val activityIDS: Map<String, String>? = null,

    val agreedAt: String? = null,

    /**
     * Number of the agreement: strictBundle
     */
    val agreedVersion: Long? = null,

    val citizenApproval: RehabPlanCitizenApproval? = null,

    /**
     * Goals: addWins
     */
    @SerialName("goalIds")
    val goalIDS: Map<String, String>? = null,

    /**
     * Participants: addWins
     */
    val participants: Map<String, RehabPlanParticipants>? = null,

    val reviewDate: String? = null,
    val sharedWithRegion: Boolean? = null,
    val startDate: String? = null,
    val state: RehabPlanState? = null,

    /**
     * Granted support that is not reduced: restrictive
     */
    val supportFloorNotes: Map<String, String>? = null,

    /**
     * Reasons for changing granted support: journal
     */
    val supportFloorReasons: Map<String, EntryValue>? = null
)

/**
 * The citizen's approval: strictBundle
 */
@Serializable
data class RehabPlanCitizenApproval (
    val answer: CitizenApprovalAnswer,
    val how: ConsentGivenHow,
    val words: String? = null
)

@Serializable
enum class CitizenApprovalAnswer(val value: String) {
    @SerialName("no") No("no"),
    @SerialName("partly") Partly("partly"),
    @SerialName("yes") Yes("yes");
}

@Serializable
data class RehabPlanParticipants (
    val name: String? = null,
    val role: RoleValue,

    @SerialName("staffId")
    val staffID: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class RehabPlanState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("agreed") Agreed("agreed"),
    @SerialName("concluded") Concluded("concluded"),
    @SerialName("draft") Draft("draft"),
    @SerialName("proposed") Proposed("proposed"),
    @SerialName("underReview") UnderReview("underReview"),
    @SerialName("withdrawnByCitizen") WithdrawnByCitizen("withdrawnByCitizen");
}

/**
 * A new token of the same actor.
 */
@Serializable
data class RenewFrame (
    val frame: String,
    val token: String
)

/**
 * The phone may hold these no longer.
 */
@Serializable
data class RevokeFrame (
    val frame: String,

    /**
     * Outbox first, then purge.
     */
    val scopes: List<String>
)

/**
 * Role card: what its fields say.
 */
@Serializable
data class RoleCardFields (
    val askMeAbout: String? = null,
    val iDecide: String? = null,
    val myMission: String? = null,
    val notMyRole: String? = null,
    val reachMe: String? = null
)

/**
 * Check of a step: what its fields say.
 */
@Serializable
data class RoutineCheckFields (
    /**
     * Done: ownKey
     */
    val done: Map<String, RoutineCheckDone>? = null,

    @SerialName("meetingId")
    val meetingID: String? = null,

    /**
     * Version of the routine: immutable
     */
    val routineVersion: Long? = null,

    @SerialName("stepId")
    val stepID: String? = null
)

@Serializable
data class RoutineCheckDone (
    val at: String,
    val done: Boolean,
    val note: String? = null
)

/**
 * Routine for team meetings: what its fields say.
 */
@Serializable
data class RoutineFields (
    val name: String? = null,
    val purpose: String? = null,

    @SerialName("replacesRoutineId")
    val replacesRoutineID: String? = null,

    val state: RoutineState? = null,

    @SerialName("stepIds")
    val stepIDS: List<String>? = null,

    /**
     * Version: strictBundle
     */
    val version: Long? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class RoutineState(val value: String) {
    @SerialName("approved") Approved("approved"),
    @SerialName("draft") Draft("draft"),
    @SerialName("inForce") InForce("inForce"),
    @SerialName("replaced") Replaced("replaced");
}

/**
 * Step of a routine: what its fields say.
 */
@Serializable
data class RoutineStepFields (
    val deadlineRule: String? = null,

    /**
     * Order: strictBundle
     */
    val order: Long? = null,

    val phase: RoutineStepPhase? = null,
    val role: RoleValue? = null,

    @SerialName("routineId")
    val routineID: String? = null,

    /**
     * Version of the routine: strictBundle
     */
    val routineVersion: Long? = null,

    val what: String? = null,
    val why: String? = null
)

/**
 * Phase: strictBundle
 */
@Serializable
enum class RoutineStepPhase(val value: String) {
    @SerialName("after") After("after"),
    @SerialName("before") Before("before"),
    @SerialName("during") During("during");
}

/**
 * Another login's outbox, which this one carries and cannot read.
 */
@Serializable
data class SealedFrame (
    val author: String,
    val box: String,
    val enc: String,
    val frame: String,
    val kind: GoalExpressedBy,
    val replica: String
)

/**
 * The text of a sealed box.
 */
@Serializable
data class SealedText (
    val frames: List<SubmitFrame>,
    val reads: List<Reads>? = null
)

/**
 * Edits, in the order they were written.
 */
@Serializable
data class SubmitFrame (
    val edits: List<Edit>,
    val frame: String,
    val proof: Proof? = null
)

/**
 * What one replica did to one document.
 */
@Serializable
data class Edit (
    val after: String? = null,
    val base: Base,

    /**
     * By field.
     */
    val changes: Map<String, Op>? = null,

    /**
     * The document is new.
     */
    val create: Boolean? = null,

    val doc: String,
    val id: String,

    /**
     * Staff record the citizen's own statement.
     */
    val onBehalfOf: OnBehalfOf? = null,

    val scope: String,
    val stamp: String,
    val type: String,

    /**
     * The reason to void the document; at most 2000 bytes.
     */
    val void: String? = null
)

/**
 * What an edit does to one field: set, agree, or add with or without remove.
 */
@Serializable
data class Op (
    /**
     * Item id → item.
     */
    val add: JsonObject? = null,

    val agree: JsonElement? = null,

    /**
     * Item ids.
     */
    val remove: List<String>? = null,

    val set: JsonElement? = null
)

/**
 * The link before the first edit, and the signature of the last.
 */
@Serializable
data class Proof (
    val link: String,
    val sig: String
)

/**
 * What was read on the phone, in the order of its chain.
 */
@Serializable
data class Reads (
    val events: List<Read>,

    /**
     * The number of the first event; the first of all is 1.
     */
    val from: Long,

    val prev: String,
    val sig: String? = null
)

/**
 * Answers a sealed box to whoever carried it.
 */
@Serializable
data class SealedVerdictsFrame (
    val code: String? = null,
    val duty: Duty? = null,
    val frame: String,
    val replica: String,
    val verdicts: List<CarriedVerdict>
)

/**
 * What a carrier learns of a verdict.
 */
@Serializable
data class CarriedVerdict (
    val code: String? = null,
    val edit: String,
    val verdict: VerdictKind
)

/**
 * What became of an edit. There is no sixth.
 */
@Serializable
enum class VerdictKind(val value: String) {
    @SerialName("applied") Applied("applied"),
    @SerialName("merged") Merged("merged"),
    @SerialName("parked") Parked("parked"),
    @SerialName("proposed") Proposed("proposed"),
    @SerialName("refused") Refused("refused");
}

/**
 * Service order: what its fields say.
 */
@Serializable
data class ServiceOrderFields (
    val acknowledgedAt: String? = null,
    val firstVisitAt: String? = null,
    val overdueSince: String? = null,

    @SerialName("providerOrgId")
    val providerOrgID: String? = null,

    val sentAt: String? = null,
    val startBy: String? = null,
    val state: ServiceOrderState? = null,

    @SerialName("supportDecisionId")
    val supportDecisionID: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class ServiceOrderState(val value: String) {
    @SerialName("acknowledged") Acknowledged("acknowledged"),
    @SerialName("ended") Ended("ended"),
    @SerialName("sent") Sent("sent"),
    @SerialName("started") Started("started");
}

/**
 * Role card as shown: what its fields say.
 */
@Serializable
data class ShownCardFields (
    val askMeAbout: String? = null,
    val iDecide: String? = null,
    val myMission: String? = null,
    val notMyRole: String? = null,
    val reachMe: String? = null,

    @SerialName("staffId")
    val staffID: String? = null
)

/**
 * Staff member: what its fields say.
 */
@Serializable
data class StaffMemberFields (
    val askMeAbout: String? = null,

    @SerialName("employerOrgId")
    val employerOrgID: String? = null,

    val employmentKind: StaffMemberEmploymentKind? = null,

    @SerialName("hsaId")
    val hsaID: String? = null,

    val iDecide: String? = null,

    /**
     * Languages: addWins
     */
    val languages: Map<String, String>? = null,

    val licence: String? = null,
    val myMission: String? = null,
    val name: String? = null,
    val notMyRole: String? = null,
    val reachMe: String? = null,

    /**
     * Roles: serverAuthoritative
     */
    val roles: List<RoleValue>? = null,

    val state: StaffMemberState? = null
)

/**
 * Kind of employment: strictBundle
 */
@Serializable
enum class StaffMemberEmploymentKind(val value: String) {
    @SerialName("permanent") Permanent("permanent"),
    @SerialName("substitute") Substitute("substitute"),
    @SerialName("temporary") Temporary("temporary");
}

/**
 * State: stateMachine
 */
@Serializable
enum class StaffMemberState(val value: String) {
    @SerialName("active") Active("active"),
    @SerialName("left") Left("left"),
    @SerialName("onLeave") OnLeave("onLeave");
}

/**
 * Support decision: what its fields say.
 */
@Serializable
data class SupportDecisionFields (
    val appealInfo: String? = null,
    val citizenStance: String? = null,
    val decidedBy: String? = null,
    val decisionRef: String? = null,

    /**
     * Hours a month: serverAuthoritative
     */
    val hours: Long? = null,

    val insats: String? = null,

    /**
     * Life areas: serverAuthoritative
     */
    val lifeAreas: List<GoalLifeArea>? = null,

    val purpose: String? = null,
    val state: SupportDecisionState? = null,
    val validFrom: String? = null,
    val validTo: String? = null
)

/**
 * State: stateMachine
 */
@Serializable
enum class SupportDecisionState(val value: String) {
    @SerialName("applied") Applied("applied"),
    @SerialName("denied") Denied("denied"),
    @SerialName("ended") Ended("ended"),
    @SerialName("granted") Granted("granted"),
    @SerialName("investigating") Investigating("investigating"),
    @SerialName("partlyGranted") PartlyGranted("partlyGranted"),
    @SerialName("revised") Revised("revised");
}

/**
 * Whether support goes on: what its fields say.
 */
@Serializable
data class SupportStatusFields (
    val support: CitizenState? = null
)

/**
 * The answer of POST /v1/sync: the frames that a socket would have sent.
 */
@Serializable
data class SyncAnswer (
    val frames: JsonArray
)

/**
 * The body of POST /v1/sync: a hello without its token, which goes into the header, and
 * what there is to hand in.
 */
@Serializable
data class SyncRequest (
    /**
     * The phone's time.
     */
    val clock: Long? = null,

    /**
     * The version of the contract that the phone speaks.
     */
    val contract: Long,

    /**
     * How far the phone has each scope.
     */
    val cursors: Map<String, Cursor>? = null,

    val device: String? = null,
    val edits: List<Edit>? = null,

    /**
     * The person logged out: all the rest is taken first.
     */
    val end: Boolean? = null,

    val frame: String,
    val key: String? = null,
    val proof: Proof? = null,
    val purged: List<String>? = null,
    val pushToken: PushToken? = null,
    val reads: Reads? = null,

    /**
     * The number of the last read on the phone, when some wait to be handed in.
     */
    val readsAt: Long? = null,

    val replica: String,
    val sealed: List<SealedFrame>? = null
)

/**
 * Where a push service finds the device.
 */
@Serializable
data class PushToken (
    val platform: Platform? = null,

    /**
     * The push service's own; empty: this login is not to be rung.
     */
    val token: String
)

/**
 * Team meeting: what its fields say.
 */
@Serializable
data class TeamMeetingFields (
    /**
     * Answers: ownKey
     */
    val attendance: Map<String, TeamMeetingAttendance>? = null,

    @SerialName("chairId")
    val chairID: String? = null,

    val confirmBy: String? = null,
    val cutoffAt: String? = null,
    val end: String? = null,

    /**
     * Open part: strictBundle
     */
    val openPart: Long? = null,

    /**
     * Told in person: journal
     */
    val oralNotices: Map<String, TeamMeetingOralNotices>? = null,

    val place: String? = null,

    @SerialName("presentIds")
    val presentIDS: List<String>? = null,

    @SerialName("routineId")
    val routineID: String? = null,

    /**
     * Version of the routine: lastWriter
     */
    val routineVersion: Long? = null,

    @SerialName("secretaryId")
    val secretaryID: String? = null,

    /**
     * Number of changes: strictBundle
     */
    val sequence: Long? = null,

    val start: String? = null,
    val state: TeamMeetingState? = null,
    val stateReason: String? = null,
    val unconfirmedSince: String? = null
)

@Serializable
data class TeamMeetingAttendance (
    val parts: List<Long>? = null,
    val respondedToSequence: Long,
    val response: Response,

    @SerialName("staffId")
    val staffID: String
)

@Serializable
data class TeamMeetingOralNotices (
    val at: String,
    val note: String? = null,
    val sequence: Long? = null,

    @SerialName("staffId")
    val staffID: String
)

/**
 * State: stateMachine
 */
@Serializable
enum class TeamMeetingState(val value: String) {
    @SerialName("called") Called("called"),
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("closed") Closed("closed"),
    @SerialName("confirmed") Confirmed("confirmed"),
    @SerialName("draft") Draft("draft"),
    @SerialName("prepared") Prepared("prepared"),
    @SerialName("running") Running("running");
}

/**
 * Team roster: what its fields say.
 */
@Serializable
data class TeamRosterFields (
    /**
     * Role cards: lastWriter
     */
    val cards: List<TeamRosterCards>? = null,

    val convenerRole: RoleValue? = null,
    val meetingRhythm: String? = null,

    /**
     * Members and their parts: lastWriter
     */
    val members: List<TeamRosterMembers>? = null,

    @SerialName("municipalityOrgId")
    val municipalityOrgID: String? = null,

    val name: String? = null,

    @SerialName("providerOrgId")
    val providerOrgID: String? = null,

    /**
     * How to reach each other: lastWriter
     */
    val reach: List<TeamRosterReach>? = null,

    @SerialName("routineId")
    val routineID: String? = null
)

@Serializable
data class TeamRosterCards (
    val askMeAbout: String? = null,
    val iDecide: String? = null,
    val myMission: String? = null,
    val notMyRole: String? = null,

    @SerialName("staffId")
    val staffID: String
)

@Serializable
data class TeamRosterMembers (
    val name: String? = null,
    val parts: List<Long>,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

@Serializable
data class TeamRosterReach (
    val reachMe: String,

    @SerialName("staffId")
    val staffID: String
)

/**
 * Test cycle: what its fields say.
 */
@Serializable
data class TestCycleFields (
    val changeForNext: String? = null,

    /**
     * Citizens' views: journal
     */
    val citizenViews: Map<String, EntryValue>? = null,

    val decidedAt: String? = null,
    val decision: TestCycleDecision? = null,

    /**
     * How it went: journal
     */
    val howItWent: Map<String, EntryValue>? = null,

    /**
     * Version of the method: immutable
     */
    val methodVersion: Long? = null,

    /**
     * Cycle: immutable
     */
    val number: Long? = null,

    /**
     * Readings: journal
     */
    val readings: Map<String, TestCycleReadings>? = null,

    /**
     * Staff's views: journal
     */
    val staffViews: Map<String, EntryValue>? = null,

    @SerialName("testId")
    val testID: String? = null,

    /**
     * Number of tries: counter
     */
    val tries: Map<String, Long>? = null,

    /**
     * What we tried: journal
     */
    val whatWeTried: Map<String, EntryValue>? = null
)

/**
 * Decision: strictBundle
 */
@Serializable
enum class TestCycleDecision(val value: String) {
    @SerialName("adjust") Adjust("adjust"),
    @SerialName("adopt") Adopt("adopt"),
    @SerialName("discard") Discard("discard"),
    @SerialName("retest") Retest("retest");
}

@Serializable
data class TestCycleReadings (
    val at: String,
    val corrects: String? = null,

    @SerialName("measureId")
    val measureID: String,

    val n: Long? = null,
    val value: Long
)

/**
 * Message: what its fields say.
 */
@Serializable
data class ThreadMessageFields (
    /**
     * Mentioned: addWins
     */
    val mentions: Map<String, String>? = null,

    /**
     * Message: journal
     */
    val text: Map<String, EntryValue>? = null,

    @SerialName("threadId")
    val threadID: String? = null
)

/**
 * Somebody stopped writing.
 */
@Serializable
data class UnlockFrame (
    val doc: String,
    val frame: String,
    val scope: String
)

/**
 * Answers edits.
 */
@Serializable
data class VerdictsFrame (
    val frame: String,
    val verdicts: List<Verdict>
)

/**
 * The answer to one edit: codes and references, never values.
 */
@Serializable
data class Verdict (
    val again: Boolean? = null,
    val code: String? = null,
    val edit: String,
    val field: String? = null,
    val late: Boolean? = null,
    val notes: List<Note>? = null,
    val scope: String,
    val seq: Long,
    val verdict: VerdictKind
)

/**
 * A field was merged: which edit is shown and which are not.
 */
@Serializable
data class Note (
    val field: String,
    val item: String? = null,
    val overruled: List<String>? = null,
    val policy: String,
    val shown: String? = null,
    val waiting: List<String>? = null
)

/**
 * Assertion about a visit: what its fields say.
 */
@Serializable
data class VisitAssertionFields (
    val at: String? = null,
    val basis: VisitAssertionBasis? = null,
    val by: String? = null,

    /**
     * Corrections: journal
     */
    val corrections: Map<String, EntryValue>? = null,

    val kind: VisitAssertionKind? = null,
    val note: String? = null,

    @SerialName("replacementPlanId")
    val replacementPlanID: String? = null,

    @SerialName("visitPlanId")
    val visitPlanID: String? = null
)

/**
 * What it is based on: immutable
 */
@Serializable
enum class VisitAssertionBasis(val value: String) {
    @SerialName("callWithCitizen") CallWithCitizen("callWithCitizen"),
    @SerialName("callWithStaff") CallWithStaff("callWithStaff"),
    @SerialName("noAnswer") NoAnswer("noAnswer"),
    @SerialName("noSignal") NoSignal("noSignal");
}

/**
 * Assertion: immutable
 */
@Serializable
enum class VisitAssertionKind(val value: String) {
    @SerialName("allWell") AllWell("allWell"),
    @SerialName("confirmedMissed") ConfirmedMissed("confirmedMissed"),
    @SerialName("replacementSent") ReplacementSent("replacementSent"),
    @SerialName("suspectedMissed") SuspectedMissed("suspectedMissed");
}

/**
 * Visits of a day: what its fields say.
 */
@Serializable
data class VisitDayFields (
    /**
     * Assertions: addWins
     */
    val assertions: Map<String, VisitDayAssertions>? = null,

    val date: String? = null,

    /**
     * Performed: addWins
     */
    val facts: Map<String, VisitDayFacts>? = null,

    /**
     * Planned: addWins
     */
    val plans: Map<String, VisitDayPlans>? = null,

    /**
     * Who comes: addWins
     */
    val visitors: Map<String, VisitDayVisitors>? = null
)

@Serializable
data class VisitDayAssertions (
    @SerialName("assertionId")
    val assertionID: String? = null,

    val at: String? = null,
    val basis: VisitAssertionBasis? = null,
    val by: String? = null,
    val kind: VisitAssertionKind? = null,

    @SerialName("replacementPlanId")
    val replacementPlanID: String? = null,

    @SerialName("visitPlanId")
    val visitPlanID: String? = null,

    val voided: Boolean? = null
)

@Serializable
data class VisitDayFacts (
    val arrivedAt: String? = null,
    val cannotFail: Boolean? = null,
    val leftAt: String? = null,
    val outcome: VisitRecordOutcome? = null,
    val receivedAt: String? = null,

    @SerialName("recordId")
    val recordID: String? = null,

    val role: String? = null,

    @SerialName("staffId")
    val staffID: String? = null,

    @SerialName("visitPlanId")
    val visitPlanID: String? = null,

    val voided: Boolean? = null
)

/**
 * Outcome: immutable
 */
@Serializable
enum class VisitRecordOutcome(val value: String) {
    @SerialName("alreadyVisited") AlreadyVisited("alreadyVisited"),
    @SerialName("declinedByCitizen") DeclinedByCitizen("declinedByCitizen"),
    @SerialName("interrupted") Interrupted("interrupted"),
    @SerialName("notAdmitted") NotAdmitted("notAdmitted"),
    @SerialName("notHome") NotHome("notHome"),
    @SerialName("partly") Partly("partly"),
    @SerialName("performed") Performed("performed");
}

@Serializable
data class VisitDayPlans (
    val criticality: VisitPlanCriticality? = null,
    val doubleStaffing: Boolean? = null,
    val end: String? = null,

    @SerialName("jointVisitId")
    val jointVisitID: String? = null,

    @SerialName("planId")
    val planID: String? = null,

    @SerialName("replacesPlanId")
    val replacesPlanID: String? = null,

    @SerialName("staffIds")
    val staffIDS: List<String>? = null,

    val start: String? = null,
    val state: VisitPlanState? = null,
    val voided: Boolean? = null
)

/**
 * May the visit be moved: safeSide
 */
@Serializable
enum class VisitPlanCriticality(val value: String) {
    @SerialName("canMove") CanMove("canMove"),
    @SerialName("cannotFail") CannotFail("cannotFail");
}

/**
 * State: stateMachine
 */
@Serializable
enum class VisitPlanState(val value: String) {
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("changed") Changed("changed"),
    @SerialName("planned") Planned("planned");
}

@Serializable
data class VisitDayVisitors (
    val people: List<VisitorsValue>
)

/**
 * those who come, with name and role
 */
@Serializable
data class VisitorsValue (
    val name: String,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

/**
 * Invitation to a joint home visit: what its fields say.
 */
@Serializable
data class VisitInvitationFields (
    /**
     * What the citizen answers about each participant: citizenOwned
     */
    val citizenStance: Map<String, VisitInvitationCitizenStance>? = null,

    val end: String? = null,

    @SerialName("jointVisitId")
    val jointVisitID: String? = null,

    /**
     * Participants: lastWriter
     */
    val participants: List<VisitInvitationParticipants>? = null,

    val place: String? = null,
    val purpose: String? = null,

    /**
     * Number of changes: lastWriter
     */
    val sequence: Long? = null,

    val start: String? = null,

    @SerialName("teamId")
    val teamID: String? = null,

    val visitors: List<VisitorsValue>? = null,
    val visitState: String? = null
)

@Serializable
data class VisitInvitationCitizenStance (
    val answer: CitizenStanceAnswer,
    val at: String? = null,
    val respondedToSequence: Long,

    @SerialName("staffId")
    val staffID: String? = null,

    val words: String? = null
)

@Serializable
data class VisitInvitationParticipants (
    val mandatory: Boolean? = null,
    val role: RoleValue? = null,

    @SerialName("staffId")
    val staffID: String
)

/**
 * Note: what its fields say.
 */
@Serializable
data class VisitNoteFields (
    val category: VisitNoteCategory? = null,

    /**
     * For: addWins
     */
    val forProfessions: Map<String, RoleValue>? = null,

    val legalDomain: SocialDomainValue? = null,
    val linkedFrom: LinkedFromValue? = null,
    val needsAction: Boolean? = null,
    val occurredAt: String? = null,

    /**
     * Note: journal
     */
    val text: Map<String, EntryValue>? = null,

    @SerialName("visitRecordId")
    val visitRecordID: String? = null
)

/**
 * Category: lastWriter
 */
@Serializable
enum class VisitNoteCategory(val value: String) {
    @SerialName("agreement") Agreement("agreement"),
    @SerialName("conversation") Conversation("conversation"),
    @SerialName("event") Event("event"),
    @SerialName("observation") Observation("observation"),
    @SerialName("other") Other("other");
}

/**
 * Planned visit: what its fields say.
 */
@Serializable
data class VisitPlanFields (
    /**
     * Activities: addWins
     */
    @SerialName("activityIds")
    val activityIDS: Map<String, String>? = null,

    val criticality: VisitPlanCriticality? = null,
    val doubleStaffing: Boolean? = null,
    val end: String? = null,

    @SerialName("jointVisitId")
    val jointVisitID: String? = null,

    val originalCameAt: String? = null,
    val place: String? = null,
    val refutedAt: String? = null,

    @SerialName("replacesPlanId")
    val replacesPlanID: String? = null,

    /**
     * Number of changes: strictBundle
     */
    val sequence: Long? = null,

    @SerialName("staffIds")
    val staffIDS: List<String>? = null,

    val start: String? = null,
    val state: VisitPlanState? = null,
    val stateReason: String? = null,
    val visitStatus: VisitPlanVisitStatus? = null
)

/**
 * What became of it: derived
 */
@Serializable
enum class VisitPlanVisitStatus(val value: String) {
    @SerialName("alreadyVisited") AlreadyVisited("alreadyVisited"),
    @SerialName("cancelled") Cancelled("cancelled"),
    @SerialName("confirmedMissed") ConfirmedMissed("confirmedMissed"),
    @SerialName("declinedByCitizen") DeclinedByCitizen("declinedByCitizen"),
    @SerialName("interrupted") Interrupted("interrupted"),
    @SerialName("notAdmitted") NotAdmitted("notAdmitted"),
    @SerialName("notHome") NotHome("notHome"),
    @SerialName("partly") Partly("partly"),
    @SerialName("performed") Performed("performed"),
    @SerialName("planned") Planned("planned"),
    @SerialName("replacementSent") ReplacementSent("replacementSent"),
    @SerialName("suspectedMissed") SuspectedMissed("suspectedMissed");
}

/**
 * Performed visit: what its fields say.
 */
@Serializable
data class VisitRecordFields (
    /**
     * Activities: journal
     */
    val activityOutcomes: Map<String, VisitRecordActivityOutcomes>? = null,

    val arrivedAt: String? = null,
    val citizenToldNext: Boolean? = null,
    val citizenWords: String? = null,

    /**
     * Corrections: journal
     */
    val corrections: Map<String, EntryValue>? = null,

    val evidence: VisitRecordEvidence? = null,
    val leftAt: String? = null,
    val outcome: VisitRecordOutcome? = null,

    /**
     * Staff present: addWins
     */
    @SerialName("presentStaffIds")
    val presentStaffIDS: Map<String, String>? = null,

    @SerialName("visitPlanId")
    val visitPlanID: String? = null
)

@Serializable
data class VisitRecordActivityOutcomes (
    @SerialName("activityId")
    val activityID: String,

    val at: String,
    val corrects: String? = null,
    val outcome: Outcome,
    val reason: String? = null,
    val supportGiven: SupportValue? = null
)

@Serializable
enum class Outcome(val value: String) {
    @SerialName("declined") Declined("declined"),
    @SerialName("done") Done("done"),
    @SerialName("notDone") NotDone("notDone"),
    @SerialName("partly") Partly("partly");
}

/**
 * Evidence: immutable
 */
@Serializable
enum class VisitRecordEvidence(val value: String) {
    @SerialName("lock") Lock("lock"),
    @SerialName("manual") Manual("manual"),
    @SerialName("nfc") NFC("nfc");
}

/**
 * Answers a hello.
 */
@Serializable
data class WelcomeFrame (
    val actor: String,

    /**
     * The server's; it may be one more than the phone's.
     */
    val contract: Long,

    val frame: String,

    /**
     * How long acknowledged edits are kept, at least.
     */
    val keepDays: Long,

    /**
     * How long the phone may show what it holds without contact.
     */
    val leaseHours: Long? = null,

    val limits: PhoneLimits,

    /**
     * The server's time.
     */
    val now: Long,

    /**
     * Whether this device can be rung; left out: this server rings nobody.
     */
    val push: Push? = null,

    val roles: List<String>,

    /**
     * All that the actor may hold now, sorted.
     */
    val scopes: List<String>,

    val sealKey: String? = null
)

/**
 * What a phone should keep within.
 */
@Serializable
data class PhoneLimits (
    val batchEdits: Long,
    val editsPerMinute: Long,
    val frameBytes: Long
)

/**
 * Whether this device can be rung; left out: this server rings nobody.
 */
@Serializable
enum class Push(val value: String) {
    @SerialName("on") On("on"),
    @SerialName("renew") Renew("renew");
}

/**
 * Working method: what its fields say.
 */
@Serializable
data class WorkingMethodFields (
    val name: String? = null,
    val text: String? = null,

    /**
     * Version: strictBundle
     */
    val version: Long? = null,

    val why: String? = null
)
