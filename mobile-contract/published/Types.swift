// This file was generated from JSON Schema using quicktype, do not modify it directly.
// To parse the JSON, add this file to your project and do:
//
//   let contract = try? JSONDecoder().decode(Contract.self, from: jsonData)

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

import Foundation

// MARK: - Contract
struct Contract: Codable {
    let accessBlockFields: AccessBlockFields?
    let agendaItemFields: AgendaItemFields?
    let aidQuestionFields: AidQuestionFields?
    let anyFrame: JSONAny?
    let blockRuleFields: BlockRuleFields?
    let boardFrame: BoardFrame?
    let byeFrame: ByeFrame?
    let careAssignmentFields: CareAssignmentFields?
    let careTeamFields: CareTeamFields?
    let caseThreadFields: CaseThreadFields?
    let catchupFrame: CatchupFrame?
    let caughtUpFrame: CaughtUpFrame?
    let chainLinkFields: ChainLinkFields?
    let citizenFields: CitizenFields?
    let citizenIdentityFields: CitizenIdentityFields?
    let commitFrame: CommitFrame?
    let conflictFields: ConflictFields?
    let consentFields: ConsentFields?
    let consentRuleFields: ConsentRuleFields?
    let deviationDraftFields: DeviationDraftFields?
    let deviceSessionFields: DeviceSessionFields?
    let dialogueFields: DialogueFields?
    let disclosureFields: DisclosureFields?
    let documentsFrame: DocumentsFrame?
    let endFrame: EndFrame?
    let errorFrame: ErrorFrame?
    let followUpTaskFields: FollowUpTaskFields?
    let goalFields: GoalFields?
    let goalFollowUpFields: GoalFollowUpFields?
    let grantFrame: GrantFrame?
    let handoverFields: HandoverFields?
    let helloFrame: HelloFrame?
    let improvementIdeaFields: ImprovementIdeaFields?
    let jointVisitFields: JointVisitFields?
    let jointVisitFindingFields: JointVisitFindingFields?
    let lockFrame: LockFrame?
    let locksFrame: LocksFrame?
    let mandateFields: MandateFields?
    let medicationQuestionFields: MedicationQuestionFields?
    let meetingDecisionFields: MeetingDecisionFields?
    let meetingPartFields: MeetingPartFields?
    let methodAdoptionFields: MethodAdoptionFields?
    let methodTestFields: MethodTestFields?
    let noticeFields: NoticeFields?
    let openingFields: OpeningFields?
    let openingRuleFields: OpeningRuleFields?
    let planActivityFields: PlanActivityFields?
    let presenceFrame: PresenceFrame?
    let profileFields: ProfileFields?
    let profileMatchFields: ProfileMatchFields?
    let protectedPersonFields: ProtectedPersonFields?
    let protectionRuleFields: ProtectionRuleFields?
    let purgedFrame: PurgedFrame?
    let pushData: PushData?
    let pushTokenFrame: PushTokenFrame?
    let reachingFields: ReachingFields?
    let readsFrame: ReadsFrame?
    let readsTakenFrame: ReadsTakenFrame?
    let readsWantedFrame: ReadsWantedFrame?
    let rehabPlanFields: RehabPlanFields?
    let renewFrame: RenewFrame?
    let revokeFrame: RevokeFrame?
    let roleCardFields: RoleCardFields?
    let routineCheckFields: RoutineCheckFields?
    let routineFields: RoutineFields?
    let routineStepFields: RoutineStepFields?
    let sealedFrame: SealedFrame?
    let sealedText: SealedText?
    let sealedVerdictsFrame: SealedVerdictsFrame?
    let serviceOrderFields: ServiceOrderFields?
    let shownCardFields: ShownCardFields?
    let staffMemberFields: StaffMemberFields?
    let submitFrame: SubmitFrame?
    let supportDecisionFields: SupportDecisionFields?
    let supportStatusFields: SupportStatusFields?
    let syncAnswer: SyncAnswer?
    let syncRequest: SyncRequest?
    let teamMeetingFields: TeamMeetingFields?
    let teamRosterFields: TeamRosterFields?
    let testCycleFields: TestCycleFields?
    let threadMessageFields: ThreadMessageFields?
    let unlockFrame: UnlockFrame?
    let verdictsFrame: VerdictsFrame?
    let visitAssertionFields: VisitAssertionFields?
    let visitDayFields: VisitDayFields?
    let visitInvitationFields: VisitInvitationFields?
    let visitNoteFields: VisitNoteFields?
    let visitPlanFields: VisitPlanFields?
    let visitRecordFields: VisitRecordFields?
    let welcomeFrame: WelcomeFrame?
    let workingMethodFields: WorkingMethodFields?

    enum CodingKeys: String, CodingKey {
        case accessBlockFields = "AccessBlockFields"
        case agendaItemFields = "AgendaItemFields"
        case aidQuestionFields = "AidQuestionFields"
        case anyFrame = "AnyFrame"
        case blockRuleFields = "BlockRuleFields"
        case boardFrame = "BoardFrame"
        case byeFrame = "ByeFrame"
        case careAssignmentFields = "CareAssignmentFields"
        case careTeamFields = "CareTeamFields"
        case caseThreadFields = "CaseThreadFields"
        case catchupFrame = "CatchupFrame"
        case caughtUpFrame = "CaughtUpFrame"
        case chainLinkFields = "ChainLinkFields"
        case citizenFields = "CitizenFields"
        case citizenIdentityFields = "CitizenIdentityFields"
        case commitFrame = "CommitFrame"
        case conflictFields = "ConflictFields"
        case consentFields = "ConsentFields"
        case consentRuleFields = "ConsentRuleFields"
        case deviationDraftFields = "DeviationDraftFields"
        case deviceSessionFields = "DeviceSessionFields"
        case dialogueFields = "DialogueFields"
        case disclosureFields = "DisclosureFields"
        case documentsFrame = "DocumentsFrame"
        case endFrame = "EndFrame"
        case errorFrame = "ErrorFrame"
        case followUpTaskFields = "FollowUpTaskFields"
        case goalFields = "GoalFields"
        case goalFollowUpFields = "GoalFollowUpFields"
        case grantFrame = "GrantFrame"
        case handoverFields = "HandoverFields"
        case helloFrame = "HelloFrame"
        case improvementIdeaFields = "ImprovementIdeaFields"
        case jointVisitFields = "JointVisitFields"
        case jointVisitFindingFields = "JointVisitFindingFields"
        case lockFrame = "LockFrame"
        case locksFrame = "LocksFrame"
        case mandateFields = "MandateFields"
        case medicationQuestionFields = "MedicationQuestionFields"
        case meetingDecisionFields = "MeetingDecisionFields"
        case meetingPartFields = "MeetingPartFields"
        case methodAdoptionFields = "MethodAdoptionFields"
        case methodTestFields = "MethodTestFields"
        case noticeFields = "NoticeFields"
        case openingFields = "OpeningFields"
        case openingRuleFields = "OpeningRuleFields"
        case planActivityFields = "PlanActivityFields"
        case presenceFrame = "PresenceFrame"
        case profileFields = "ProfileFields"
        case profileMatchFields = "ProfileMatchFields"
        case protectedPersonFields = "ProtectedPersonFields"
        case protectionRuleFields = "ProtectionRuleFields"
        case purgedFrame = "PurgedFrame"
        case pushData = "PushData"
        case pushTokenFrame = "PushTokenFrame"
        case reachingFields = "ReachingFields"
        case readsFrame = "ReadsFrame"
        case readsTakenFrame = "ReadsTakenFrame"
        case readsWantedFrame = "ReadsWantedFrame"
        case rehabPlanFields = "RehabPlanFields"
        case renewFrame = "RenewFrame"
        case revokeFrame = "RevokeFrame"
        case roleCardFields = "RoleCardFields"
        case routineCheckFields = "RoutineCheckFields"
        case routineFields = "RoutineFields"
        case routineStepFields = "RoutineStepFields"
        case sealedFrame = "SealedFrame"
        case sealedText = "SealedText"
        case sealedVerdictsFrame = "SealedVerdictsFrame"
        case serviceOrderFields = "ServiceOrderFields"
        case shownCardFields = "ShownCardFields"
        case staffMemberFields = "StaffMemberFields"
        case submitFrame = "SubmitFrame"
        case supportDecisionFields = "SupportDecisionFields"
        case supportStatusFields = "SupportStatusFields"
        case syncAnswer = "SyncAnswer"
        case syncRequest = "SyncRequest"
        case teamMeetingFields = "TeamMeetingFields"
        case teamRosterFields = "TeamRosterFields"
        case testCycleFields = "TestCycleFields"
        case threadMessageFields = "ThreadMessageFields"
        case unlockFrame = "UnlockFrame"
        case verdictsFrame = "VerdictsFrame"
        case visitAssertionFields = "VisitAssertionFields"
        case visitDayFields = "VisitDayFields"
        case visitInvitationFields = "VisitInvitationFields"
        case visitNoteFields = "VisitNoteFields"
        case visitPlanFields = "VisitPlanFields"
        case visitRecordFields = "VisitRecordFields"
        case welcomeFrame = "WelcomeFrame"
        case workingMethodFields = "WorkingMethodFields"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Access block: what its fields say.
// MARK: - AccessBlockFields
struct AccessBlockFields: Codable {
    /// Blocked compartments: restrictive
    let compartments: [String: CompartmentValue]?
    /// Emergency openings: journal
    let emergencyOpenings: [String: AccessBlockEmergencyOpenings]?
    let level: Level?
    let liftedAt: String?
    let orgUnitID: String?
    /// Reasons: journal
    let reasons: [String: EntryValue]?
    let setAt: String?
    let setBy: String?
    let state: State?

    enum CodingKeys: String, CodingKey {
        case compartments = "compartments"
        case emergencyOpenings = "emergencyOpenings"
        case level = "level"
        case liftedAt = "liftedAt"
        case orgUnitID = "orgUnitId"
        case reasons = "reasons"
        case setAt = "setAt"
        case setBy = "setBy"
        case state = "state"
    }
}

/// a compartment of the citizen: identity, card, social, health, visits, case-1, case-2 or
/// case-3
enum CompartmentValue: String, Codable {
    case card = "card"
    case case1 = "case-1"
    case case2 = "case-2"
    case case3 = "case-3"
    case health = "health"
    case identity = "identity"
    case social = "social"
    case visits = "visits"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - AccessBlockEmergencyOpenings
struct AccessBlockEmergencyOpenings: Codable {
    let at: String
    let reason: String
    let staffID: String
    let until: String?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case reason = "reason"
        case staffID = "staffId"
        case until = "until"
    }
}

/// Level: immutable
///
/// Level: lastWriter
enum Level: String, Codable {
    case provider = "provider"
    case team = "team"
    case unit = "unit"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - EntryValue
struct EntryValue: Codable {
    let at: String
    let corrects: String?
    let text: String

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case corrects = "corrects"
        case text = "text"
    }
}

/// State: stateMachine
enum State: String, Codable {
    case active = "active"
    case lifted = "lifted"
    case temporarilyOpened = "temporarilyOpened"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Agenda item: what its fields say.
// MARK: - AgendaItemFields
struct AgendaItemFields: Codable {
    /// Additions: journal
    let additions: [String: EntryValue]?
    let anonymous: Bool?
    let background: String?
    let citizenInformed: Bool?
    let citizenVoice: String?
    let disclosureBasis: AgendaItemDisclosureBasis?
    let inTime: AgendaItemInTime?
    let linkedFrom: LinkedFromValue?
    /// Linked to: addWins
    let linkedIDS: [String: String]?
    let meetingID: String?
    /// Led to: addWins
    let outcomeIDS: [String: String]?
    /// Part: immutable
    let part: Int?
    /// Preparations: addWins
    let preparations: [String: AgendaItemPreparations]?
    /// Has prepared: ownKey
    let prepared: [String: AgendaItemPrepared]?
    let priority: AgendaItemPriority?
    let question: String?
    let requiresNewAssessment: Bool?
    let state: AgendaItemState?
    let stateReason: String?

    enum CodingKeys: String, CodingKey {
        case additions = "additions"
        case anonymous = "anonymous"
        case background = "background"
        case citizenInformed = "citizenInformed"
        case citizenVoice = "citizenVoice"
        case disclosureBasis = "disclosureBasis"
        case inTime = "inTime"
        case linkedFrom = "linkedFrom"
        case linkedIDS = "linkedIds"
        case meetingID = "meetingId"
        case outcomeIDS = "outcomeIds"
        case part = "part"
        case preparations = "preparations"
        case prepared = "prepared"
        case priority = "priority"
        case question = "question"
        case requiresNewAssessment = "requiresNewAssessment"
        case state = "state"
        case stateReason = "stateReason"
    }
}

/// Basis for disclosure: safeSide
enum AgendaItemDisclosureBasis: String, Codable {
    case consent = "consent"
    case emergency = "emergency"
    case harmTest = "harmTest"
    case none = "none"
    case sameBranch = "sameBranch"
    case svod = "svod"
}

/// Came in time: derived
enum AgendaItemInTime: String, Codable {
    case late = "late"
    case lateByOffline = "lateByOffline"
    case onTime = "onTime"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - LinkedFromValue
struct LinkedFromValue: Codable {
    let basis: DisclosureBasis
    let disclosureID: String
    let id: String
    let scope: String

    enum CodingKeys: String, CodingKey {
        case basis = "basis"
        case disclosureID = "disclosureId"
        case id = "id"
        case scope = "scope"
    }
}

/// Basis: immutable
enum DisclosureBasis: String, Codable {
    case consent = "consent"
    case emergency = "emergency"
    case harmTest = "harmTest"
    case sameBranch = "sameBranch"
    case svod = "svod"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - AgendaItemPreparations
struct AgendaItemPreparations: Codable {
    let done: Bool?
    let role: RoleValue
    let staffID: String?
    let task: String

    enum CodingKeys: String, CodingKey {
        case done = "done"
        case role = "role"
        case staffID = "staffId"
        case task = "task"
    }
}

/// a role
enum RoleValue: String, Codable {
    case assistantNurse = "assistantNurse"
    case auditReviewer = "auditReviewer"
    case careAssistant = "careAssistant"
    case changeLead = "changeLead"
    case chiefMedicalNurse = "chiefMedicalNurse"
    case chiefRehab = "chiefRehab"
    case citizen = "citizen"
    case coordinator = "coordinator"
    case housingSupportWorker = "housingSupportWorker"
    case needsAssessor = "needsAssessor"
    case nurse = "nurse"
    case occupationalTherapist = "occupationalTherapist"
    case physiotherapist = "physiotherapist"
    case projectCoordinator = "projectCoordinator"
    case projectLead = "projectLead"
    case projectOwner = "projectOwner"
    case regionClinician = "regionClinician"
    case representative = "representative"
    case steeringMember = "steeringMember"
    case systemAdmin = "systemAdmin"
    case unitManager = "unitManager"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - AgendaItemPrepared
struct AgendaItemPrepared: Codable {
    let at: String?
    let done: [String]

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case done = "done"
    }
}

/// Priority: safeSide
enum AgendaItemPriority: String, Codable {
    case high = "high"
    case normal = "normal"
    case urgent = "urgent"
}

/// State: stateMachine
enum AgendaItemState: String, Codable {
    case accepted = "accepted"
    case decided = "decided"
    case discussed = "discussed"
    case parked = "parked"
    case postponed = "postponed"
    case prepared = "prepared"
    case proposed = "proposed"
    case withdrawnByCitizen = "withdrawnByCitizen"
    case withdrawnByRaiser = "withdrawnByRaiser"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Question about an aid: what its fields say.
// MARK: - AidQuestionFields
struct AidQuestionFields: Codable {
    let activity: String?
    /// Additions: journal
    let additions: [String: EntryValue]?
    /// Assessment: journal
    let assessment: [String: EntryValue]?
    /// Aids today: addWins
    let currentAids: [String: String]?
    let delivery: String?
    /// Same question as: addWins
    let duplicateOf: [String: String]?
    let need: String?
    let occurredAt: String?
    let ownerID: String?
    /// Prescribed: journal
    let prescribed: [String: EntryValue]?
    let raisedAtVisitID: String?
    /// Result: journal
    let result: [String: EntryValue]?
    let state: AidQuestionState?
    let stateReason: String?
    let trialPeriod: String?
    /// Times tried: counter
    let trialUses: [String: Int]?
    let urgency: AidQuestionUrgency?

    enum CodingKeys: String, CodingKey {
        case activity = "activity"
        case additions = "additions"
        case assessment = "assessment"
        case currentAids = "currentAids"
        case delivery = "delivery"
        case duplicateOf = "duplicateOf"
        case need = "need"
        case occurredAt = "occurredAt"
        case ownerID = "ownerId"
        case prescribed = "prescribed"
        case raisedAtVisitID = "raisedAtVisitId"
        case result = "result"
        case state = "state"
        case stateReason = "stateReason"
        case trialPeriod = "trialPeriod"
        case trialUses = "trialUses"
        case urgency = "urgency"
    }
}

/// State: stateMachine
enum AidQuestionState: String, Codable {
    case acknowledged = "acknowledged"
    case assessing = "assessing"
    case closed = "closed"
    case declinedByCitizen = "declinedByCitizen"
    case delivered = "delivered"
    case evaluated = "evaluated"
    case fitted = "fitted"
    case notNeeded = "notNeeded"
    case prescribed = "prescribed"
    case raised = "raised"
}

/// Urgency: safeSide
enum AidQuestionUrgency: String, Codable {
    case canWait = "canWait"
    case soon = "soon"
    case urgent = "urgent"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Block in force: what its fields say.
// MARK: - BlockRuleFields
struct BlockRuleFields: Codable {
    let citizenID: String?
    let compartments: [CompartmentValue]?
    let level: Level?
    let orgUnitID: String?
    let state: State?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case compartments = "compartments"
        case level = "level"
        case orgUnitID = "orgUnitId"
        case state = "state"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Who of a team is there.
// MARK: - BoardFrame
struct BoardFrame: Codable {
    let entries: [Present]?
    let frame: String
    let team: String
    let unknown: Bool?

    enum CodingKeys: String, CodingKey {
        case entries = "entries"
        case frame = "frame"
        case team = "team"
        case unknown = "unknown"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// One member of staff on a board.
// MARK: - Present
struct Present: Codable {
    let lastSyncAt: Int?
    let offlineSince: Int?
    let pendingCount: Int?
    let staffID: String
    let state: PresenceState

    enum CodingKeys: String, CodingKey {
        case lastSyncAt = "lastSyncAt"
        case offlineSince = "offlineSince"
        case pendingCount = "pendingCount"
        case staffID = "staffId"
        case state = "state"
    }
}

/// What staff do, as they say themselves. There is no sixth.
enum PresenceState: String, Codable {
    case atVisit = "atVisit"
    case inMeeting = "inMeeting"
    case offDuty = "offDuty"
    case online = "online"
    case travelling = "travelling"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The last frame before the server closes the socket.
// MARK: - ByeFrame
struct ByeFrame: Codable {
    let code: String
    let duty: Duty
    let frame: String
    /// How long to wait.
    let retryMillis: Int?

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case duty = "duty"
        case frame = "frame"
        case retryMillis = "retryMillis"
    }
}

/// What the phone does about a code, also about one it does not know.
enum Duty: String, Codable {
    case fix = "fix"
    case refresh = "refresh"
    case resync = "resync"
    case retry = "retry"
    case upgrade = "upgrade"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Care assignment: what its fields say.
// MARK: - CareAssignmentFields
struct CareAssignmentFields: Codable {
    let citizenID: String?
    let endedAt: String?
    let providerOrgID: String?
    let reason: CareAssignmentReason?
    let staffID: String?
    let state: CareAssignmentState?
    let teamID: String?
    let validFrom: String?
    let validTo: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case endedAt = "endedAt"
        case providerOrgID = "providerOrgId"
        case reason = "reason"
        case staffID = "staffId"
        case state = "state"
        case teamID = "teamId"
        case validFrom = "validFrom"
        case validTo = "validTo"
    }
}

/// Basis: serverAuthoritative
enum CareAssignmentReason: String, Codable {
    case emergencyOpening = "emergencyOpening"
    case plannedVisit = "plannedVisit"
    case responsibility = "responsibility"
    case substitution = "substitution"
    case teamMember = "teamMember"
}

/// State: stateMachine
enum CareAssignmentState: String, Codable {
    case active = "active"
    case expired = "expired"
    case planned = "planned"
    case revoked = "revoked"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Cross-professional team: what its fields say.
// MARK: - CareTeamFields
struct CareTeamFields: Codable {
    let areaID: String?
    let convenerRole: RoleValue?
    let formedAroundNeeds: String?
    let meetingRhythm: String?
    let memberOrgIDS: [String]?
    /// Members and their parts: serverAuthoritative
    let members: [CareTeamMembers]?
    let municipalityOrgID: String?
    let name: String?
    let onCallIDS: [String]?
    let providerOrgID: String?
    let routineID: String?
    let state: CareTeamState?
    let successorTeamID: String?

    enum CodingKeys: String, CodingKey {
        case areaID = "areaId"
        case convenerRole = "convenerRole"
        case formedAroundNeeds = "formedAroundNeeds"
        case meetingRhythm = "meetingRhythm"
        case memberOrgIDS = "memberOrgIds"
        case members = "members"
        case municipalityOrgID = "municipalityOrgId"
        case name = "name"
        case onCallIDS = "onCallIds"
        case providerOrgID = "providerOrgId"
        case routineID = "routineId"
        case state = "state"
        case successorTeamID = "successorTeamId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - CareTeamMembers
struct CareTeamMembers: Codable {
    let name: String?
    let parts: [Int]
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case parts = "parts"
        case role = "role"
        case staffID = "staffId"
    }
}

/// State: stateMachine
enum CareTeamState: String, Codable {
    case active = "active"
    case closed = "closed"
    case forming = "forming"
    case merged = "merged"
    case paused = "paused"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Case thread: what its fields say.
// MARK: - CaseThreadFields
struct CaseThreadFields: Codable {
    let kind: CaseThreadKind?
    let participants: [String]?
    let title: String?

    enum CodingKeys: String, CodingKey {
        case kind = "kind"
        case participants = "participants"
        case title = "title"
    }
}

/// Kind of thread: immutable
enum CaseThreadKind: String, Codable {
    case citizenCase = "citizenCase"
    case openForum = "openForum"
    case peerSupport = "peerSupport"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Asks for a scope again; without a cursor, from nothing.
// MARK: - CatchupFrame
struct CatchupFrame: Codable {
    let cursor: Cursor?
    let frame: String
    let scope: String

    enum CodingKeys: String, CodingKey {
        case cursor = "cursor"
        case frame = "frame"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// How far a replica has read a scope. Epoch and chain are empty only for a scope that a
/// restored server does not have.
// MARK: - Cursor
struct Cursor: Codable {
    let chain: String
    let epoch: String
    let seq: Int

    enum CodingKeys: String, CodingKey {
        case chain = "chain"
        case epoch = "epoch"
        case seq = "seq"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Every granted scope has been sent.
// MARK: - CaughtUpFrame
struct CaughtUpFrame: Codable {
    let frame: String

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The next in the chain: what its fields say.
// MARK: - ChainLinkFields
struct ChainLinkFields: Codable {
    let causeDoc: String?
    /// Where it happened: immutable
    let causeScope: String?
    /// The change of the document: safeSide
    let causeSeq: Int?
    /// Type of the document: immutable
    let causeType: String?
    let chainLinkFieldsClass: Class?
    /// What happened: lastWriter
    let code: String?
    let escalatedAt: String?
    let nextIDS: [String]?
    let since: String?

    enum CodingKeys: String, CodingKey {
        case causeDoc = "causeDoc"
        case causeScope = "causeScope"
        case causeSeq = "causeSeq"
        case causeType = "causeType"
        case chainLinkFieldsClass = "class"
        case code = "code"
        case escalatedAt = "escalatedAt"
        case nextIDS = "nextIds"
        case since = "since"
    }
}

/// Class: lastWriter
///
/// Class: immutable
enum Class: String, Codable {
    case meeting = "meeting"
    case sync = "sync"
    case urgent = "urgent"
    case visit = "visit"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Citizen: what its fields say.
// MARK: - CitizenFields
struct CitizenFields: Codable {
    /// Communication support: addWins
    let communicationSupport: [String: String]?
    let homeTeamID: String?
    /// Language and interpreter: addWins
    let languageNeeds: [String: String]?
    let permanentCareContactID: String?
    let preferredInformingWay: String?
    /// Profiles: addWins
    let profileIDS: [String: String]?
    let providerOrgID: String?
    let rehabContactIDS: [String]?
    /// Representatives and relatives: serverAuthoritative
    let representatives: [CitizenRepresentatives]?
    let responsibleAssessorID: String?
    let responsibleNurseID: String?
    /// Reasons for lifting an alert: journal
    let safetyAlertReasons: [String: EntryValue]?
    /// Safety alerts: restrictive
    let safetyAlerts: [String: String]?
    let state: CitizenState?
    let stateReason: String?
    /// Strengths: addWins
    let strengths: [String: String]?
    let whatMattersToMe: String?

    enum CodingKeys: String, CodingKey {
        case communicationSupport = "communicationSupport"
        case homeTeamID = "homeTeamId"
        case languageNeeds = "languageNeeds"
        case permanentCareContactID = "permanentCareContactId"
        case preferredInformingWay = "preferredInformingWay"
        case profileIDS = "profileIds"
        case providerOrgID = "providerOrgId"
        case rehabContactIDS = "rehabContactIds"
        case representatives = "representatives"
        case responsibleAssessorID = "responsibleAssessorId"
        case responsibleNurseID = "responsibleNurseId"
        case safetyAlertReasons = "safetyAlertReasons"
        case safetyAlerts = "safetyAlerts"
        case state = "state"
        case stateReason = "stateReason"
        case strengths = "strengths"
        case whatMattersToMe = "whatMattersToMe"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - CitizenRepresentatives
struct CitizenRepresentatives: Codable {
    let actorID: String?
    let kind: RepresentativeKind
    let name: String
    let phone: String?
    let validTo: String?

    enum CodingKeys: String, CodingKey {
        case actorID = "actorId"
        case kind = "kind"
        case name = "name"
        case phone = "phone"
        case validTo = "validTo"
    }
}

enum RepresentativeKind: String, Codable {
    case administrator = "administrator"
    case agent = "agent"
    case guardian = "guardian"
    case relative = "relative"
}

/// State: stateMachine
///
/// State on the citizen card: lastWriter
enum CitizenState: String, Codable {
    case active = "active"
    case deceased = "deceased"
    case ended = "ended"
    case paused = "paused"
    case prospective = "prospective"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Citizen's name and address: what its fields say.
// MARK: - CitizenIdentityFields
struct CitizenIdentityFields: Codable {
    let address: String?
    let displayName: String?
    let homeAccess: String?
    let phone: String?
    let preferredName: String?
    let protectedIdentity: Bool?

    enum CodingKeys: String, CodingKey {
        case address = "address"
        case displayName = "displayName"
        case homeAccess = "homeAccess"
        case phone = "phone"
        case preferredName = "preferredName"
        case protectedIdentity = "protectedIdentity"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The changes of one commit, live.
// MARK: - CommitFrame
struct CommitFrame: Codable {
    let changes: [Change]
    let checksum: String
    let cursor: Cursor
    let frame: String
    /// What no restore loses any more.
    let safeSeq: Int
    let scope: String

    enum CodingKeys: String, CodingKey {
        case changes = "changes"
        case checksum = "checksum"
        case cursor = "cursor"
        case frame = "frame"
        case safeSeq = "safeSeq"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What a commit does to one document: whole, or the fields that changed.
// MARK: - Change
struct Change: Codable {
    let doc: Document
    /// The document's seq before; 0 when it was not there.
    let prev: Int
    let whole: Bool?

    enum CodingKeys: String, CodingKey {
        case doc = "doc"
        case prev = "prev"
        case whole = "whole"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A document as it comes: by field, the candidates that nobody has overruled. What people
/// see is read from it by each field's policy.
// MARK: - Document
struct Document: Codable {
    let cold: Bool?
    /// The edit that created it; empty while that edit is still to come.
    let created: String
    let fields: [String: Field]?
    let id: String
    /// Where the candidates came from, by edit id.
    let origins: [String: Origin]?
    let scope: String
    /// The commit that changed it last.
    let seq: Int
    let type: String

    enum CodingKeys: String, CodingKey {
        case cold = "cold"
        case created = "created"
        case fields = "fields"
        case id = "id"
        case origins = "origins"
        case scope = "scope"
        case seq = "seq"
        case type = "type"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A field's candidates; of lists, by item.
// MARK: - Field
struct Field: Codable {
    /// Candidates that nobody has overruled, sorted by edit id.
    let c: [Candidate]?
    /// Of lists: by item id.
    let i: [String: Cell]?
    /// What is remembered of overruled edits, sorted by replica.
    let s: [Seen]?

    enum CodingKeys: String, CodingKey {
        case c = "c"
        case i = "i"
        case s = "s"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A value somebody wrote.
// MARK: - Candidate
struct Candidate: Codable {
    /// Agreed.
    let a: Bool?
    let e: String
    let v: JSONAny

    enum CodingKeys: String, CodingKey {
        case a = "a"
        case e = "e"
        case v = "v"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// One item's candidates.
// MARK: - Cell
struct Cell: Codable {
    /// Candidates that nobody has overruled, sorted by edit id.
    let c: [Candidate]?
    /// What is remembered of overruled edits, sorted by replica.
    let s: [Seen]?

    enum CodingKeys: String, CodingKey {
        case c = "c"
        case s = "s"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A replica's latest overruled edit of a cell.
// MARK: - Seen
struct Seen: Codable {
    let after: String?
    /// author/replica
    let replica: String
    let stamp: String

    enum CodingKeys: String, CodingKey {
        case after = "after"
        case replica = "replica"
        case stamp = "stamp"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Where a value came from.
// MARK: - Origin
struct Origin: Codable {
    let after: String?
    let ahead: Bool?
    /// When the server got it.
    let at: Int
    let author: String
    let late: Bool?
    let onBehalfOf: OnBehalfOf?
    let replica: String
    /// The author's role then.
    let role: String
    let seq: Int
    let stamp: String

    enum CodingKeys: String, CodingKey {
        case after = "after"
        case ahead = "ahead"
        case at = "at"
        case author = "author"
        case late = "late"
        case onBehalfOf = "onBehalfOf"
        case replica = "replica"
        case role = "role"
        case seq = "seq"
        case stamp = "stamp"
    }
}

/// Staff record the citizen's own statement.
enum OnBehalfOf: String, Codable {
    case citizen = "citizen"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Conflict: what its fields say.
// MARK: - ConflictFields
struct ConflictFields: Codable {
    /// Candidates: addWins
    let candidates: [String: ConflictCandidates]?
    let doc: String?
    /// Type of the document: immutable
    let docType: String?
    let dueBy: String?
    let effectiveNow: String?
    /// Field: immutable
    let field: String?
    let item: String?
    let kind: ConflictKind?
    let ownerRole: RoleValue?
    let ownerStaffID: String?
    let resolution: ConflictResolution?
    let resolvedAt: String?
    let since: String?
    let state: ConflictState?

    enum CodingKeys: String, CodingKey {
        case candidates = "candidates"
        case doc = "doc"
        case docType = "docType"
        case dueBy = "dueBy"
        case effectiveNow = "effectiveNow"
        case field = "field"
        case item = "item"
        case kind = "kind"
        case ownerRole = "ownerRole"
        case ownerStaffID = "ownerStaffId"
        case resolution = "resolution"
        case resolvedAt = "resolvedAt"
        case since = "since"
        case state = "state"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - ConflictCandidates
struct ConflictCandidates: Codable {
    let at: String?
    let author: String?
    let edit: String
    let role: String?
    let value: JSONAny?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case author = "author"
        case edit = "edit"
        case role = "role"
        case value = "value"
    }
}

/// What is in conflict: immutable
enum ConflictKind: String, Codable {
    case contradictoryOutcomes = "contradictoryOutcomes"
    case disputed = "disputed"
    case heldAfterDecline = "heldAfterDecline"
    case onlyWith = "onlyWith"
    case possibleDoubleDelivery = "possibleDoubleDelivery"
    case withdrawnAfterDecision = "withdrawnAfterDecision"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// How it was resolved: strictBundle
// MARK: - ConflictResolution
struct ConflictResolution: Codable {
    let edit: String?
    let kind: ResolutionKind
    let note: String?

    enum CodingKeys: String, CodingKey {
        case edit = "edit"
        case kind = "kind"
        case note = "note"
    }
}

enum ResolutionKind: String, Codable {
    case agreed = "agreed"
    case checked = "checked"
    case chosen = "chosen"
    case lapsed = "lapsed"
    case withdrawn = "withdrawn"
}

/// State: stateMachine
enum ConflictState: String, Codable {
    case conflictStateOpen = "open"
    case overdue = "overdue"
    case resolved = "resolved"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Consent: what its fields say.
// MARK: - ConsentFields
struct ConsentFields: Codable {
    /// How the wish was established: journal
    let capacityNote: [String: EntryValue]?
    let compartments: [CompartmentValue]?
    let covers: ConsentCovers?
    let givenAt: String?
    let givenBy: ConsentGivenBy?
    let givenHow: ConsentGivenHow?
    /// Limits: journal
    let limits: [String: EntryValue]?
    let recipients: [RecipientsValue]?
    let replacesConsentID: String?
    let state: ConsentState?
    let validFrom: String?
    let validTo: String?
    let witnessedBy: String?

    enum CodingKeys: String, CodingKey {
        case capacityNote = "capacityNote"
        case compartments = "compartments"
        case covers = "covers"
        case givenAt = "givenAt"
        case givenBy = "givenBy"
        case givenHow = "givenHow"
        case limits = "limits"
        case recipients = "recipients"
        case replacesConsentID = "replacesConsentId"
        case state = "state"
        case validFrom = "validFrom"
        case validTo = "validTo"
        case witnessedBy = "witnessedBy"
    }
}

/// What the consent covers: immutable
enum ConsentCovers: String, Codable {
    case otherProvidersData = "otherProvidersData"
    case relatives = "relatives"
    case sharedPlan = "sharedPlan"
    case teamMeetingPart2 = "teamMeetingPart2"
    case welfareTechnology = "welfareTechnology"
}

/// Given by: immutable
enum ConsentGivenBy: String, Codable {
    case citizen = "citizen"
    case representative = "representative"
}

/// How it was given: immutable
enum ConsentGivenHow: String, Codable {
    case eid = "eid"
    case spoken = "spoken"
    case written = "written"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// a list of recipients, each with kind (org, team or staff) and id
// MARK: - RecipientsValue
struct RecipientsValue: Codable {
    let id: String
    let kind: RecipientKind

    enum CodingKeys: String, CodingKey {
        case id = "id"
        case kind = "kind"
    }
}

enum RecipientKind: String, Codable {
    case org = "org"
    case staff = "staff"
    case team = "team"
}

/// State: stateMachine
enum ConsentState: String, Codable {
    case asked = "asked"
    case expired = "expired"
    case given = "given"
    case limited = "limited"
    case refused = "refused"
    case withdrawn = "withdrawn"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Consent in force: what its fields say.
// MARK: - ConsentRuleFields
struct ConsentRuleFields: Codable {
    let citizenID: String?
    let compartments: [CompartmentValue]?
    let recipients: [RecipientsValue]?
    let state: ConsentState?
    let validFrom: String?
    let validTo: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case compartments = "compartments"
        case recipients = "recipients"
        case state = "state"
        case validFrom = "validFrom"
        case validTo = "validTo"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Draft of a deviation report: what its fields say.
// MARK: - DeviationDraftFields
struct DeviationDraftFields: Codable {
    /// Additions: journal
    let additions: [String: EntryValue]?
    let citizenID: String?
    let consequence: String?
    let immediateAction: String?
    let kind: DeviationDraftKind?
    let receivedRef: String?
    let state: DeviationDraftState?
    let visitRecordID: String?
    let what: String?
    let when: String?

    enum CodingKeys: String, CodingKey {
        case additions = "additions"
        case citizenID = "citizenId"
        case consequence = "consequence"
        case immediateAction = "immediateAction"
        case kind = "kind"
        case receivedRef = "receivedRef"
        case state = "state"
        case visitRecordID = "visitRecordId"
        case what = "what"
        case when = "when"
    }
}

/// Legal domain: lastWriter
enum DeviationDraftKind: String, Codable {
    case hsl = "hsl"
    case sol = "sol"
}

/// State: stateMachine
enum DeviationDraftState: String, Codable {
    case draft = "draft"
    case receivedBySystem = "receivedBySystem"
    case submitted = "submitted"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Login on a device: what its fields say.
// MARK: - DeviceSessionFields
struct DeviceSessionFields: Codable {
    /// Sent under somebody else's login: journal
    let carried: [String: DeviceSessionCarried]?
    /// The clock's error, in milliseconds: lastWriter
    let clockOffset: Int?
    let deviceID: String?
    let endedAt: String?
    let key: String?
    let reason: String?
    let revokedAt: String?
    let revokedForCause: Bool?
    let startedAt: String?
    let state: DeviceSessionState?

    enum CodingKeys: String, CodingKey {
        case carried = "carried"
        case clockOffset = "clockOffset"
        case deviceID = "deviceId"
        case endedAt = "endedAt"
        case key = "key"
        case reason = "reason"
        case revokedAt = "revokedAt"
        case revokedForCause = "revokedForCause"
        case startedAt = "startedAt"
        case state = "state"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - DeviceSessionCarried
struct DeviceSessionCarried: Codable {
    let actor: String
    let at: String
    let deviceID: String?
    let edits: Int

    enum CodingKeys: String, CodingKey {
        case actor = "actor"
        case at = "at"
        case deviceID = "deviceId"
        case edits = "edits"
    }
}

/// State: stateMachine
enum DeviceSessionState: String, Codable {
    case active = "active"
    case ended = "ended"
    case revoked = "revoked"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Dialogue: what its fields say.
// MARK: - DialogueFields
struct DialogueFields: Codable {
    /// Additions: journal
    let additions: [String: EntryValue]?
    /// Agreements: addWins
    let agreements: [String: String]?
    let citizenVoice: String?
    let kind: DialogueKind?
    /// Needs by life area: addWins
    let needsByLifeArea: [String: DialogueNeedsByLifeArea]?
    /// Participants: addWins
    let participants: [String: DialogueParticipants]?
    let place: String?
    let plannedAt: String?
    let state: DialogueState?
    let stateReason: String?
    /// Strengths seen: addWins
    let strengthsSeen: [String: String]?
    let summary: String?
    let whatMatters: String?

    enum CodingKeys: String, CodingKey {
        case additions = "additions"
        case agreements = "agreements"
        case citizenVoice = "citizenVoice"
        case kind = "kind"
        case needsByLifeArea = "needsByLifeArea"
        case participants = "participants"
        case place = "place"
        case plannedAt = "plannedAt"
        case state = "state"
        case stateReason = "stateReason"
        case strengthsSeen = "strengthsSeen"
        case summary = "summary"
        case whatMatters = "whatMatters"
    }
}

/// Kind of dialogue: immutable
enum DialogueKind: String, Codable {
    case assessmentInterview = "assessmentInterview"
    case firstConversation = "firstConversation"
    case followUp = "followUp"
    case goalDialogue = "goalDialogue"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - DialogueNeedsByLifeArea
struct DialogueNeedsByLifeArea: Codable {
    let lifeArea: GoalLifeArea
    let text: String

    enum CodingKeys: String, CodingKey {
        case lifeArea = "lifeArea"
        case text = "text"
    }
}

/// Life area: proposal
///
/// Life area: immutable
enum GoalLifeArea: String, Codable {
    case communication = "communication"
    case community = "community"
    case domesticLife = "domesticLife"
    case education = "education"
    case generalTasks = "generalTasks"
    case learning = "learning"
    case mobility = "mobility"
    case relations = "relations"
    case safety = "safety"
    case selfCare = "selfCare"
    case supportForRelatives = "supportForRelatives"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - DialogueParticipants
struct DialogueParticipants: Codable {
    let name: String?
    let role: RoleValue
    let staffID: String?

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case role = "role"
        case staffID = "staffId"
    }
}

/// State: stateMachine
enum DialogueState: String, Codable {
    case cancelled = "cancelled"
    case confirmedByCitizen = "confirmedByCitizen"
    case declined = "declined"
    case held = "held"
    case planned = "planned"
    case summarised = "summarised"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Disclosure: what its fields say.
// MARK: - DisclosureFields
struct DisclosureFields: Codable {
    let basis: DisclosureBasis?
    let copyID: String?
    let refusedCode: String?
    let sourceID: String?
    /// Type of the document: immutable
    let sourceType: String?
    let state: DisclosureState?
    let toScope: String?
    /// Why: immutable
    let why: String?

    enum CodingKeys: String, CodingKey {
        case basis = "basis"
        case copyID = "copyId"
        case refusedCode = "refusedCode"
        case sourceID = "sourceId"
        case sourceType = "sourceType"
        case state = "state"
        case toScope = "toScope"
        case why = "why"
    }
}

/// State: stateMachine
enum DisclosureState: String, Codable {
    case asked = "asked"
    case copied = "copied"
    case refused = "refused"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A page of a scope's documents, by ascending seq.
// MARK: - DocumentsFrame
struct DocumentsFrame: Codable {
    let checksum: String
    let cursor: Cursor
    let documents: [Document]
    /// Cursor, checksum and safeSeq count.
    let done: Bool
    let frame: String
    let parent: Base?
    /// Forget what you hold of the scope first.
    let reset: Bool
    /// What no restore loses any more.
    let safeSeq: Int
    let scope: String

    enum CodingKeys: String, CodingKey {
        case checksum = "checksum"
        case cursor = "cursor"
        case documents = "documents"
        case done = "done"
        case frame = "frame"
        case parent = "parent"
        case reset = "reset"
        case safeSeq = "safeSeq"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// How much of a scope's log an author had seen, or where a history forked.
// MARK: - Base
struct Base: Codable {
    let epoch: String?
    let seq: Int

    enum CodingKeys: String, CodingKey {
        case epoch = "epoch"
        case seq = "seq"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The person logged out.
// MARK: - EndFrame
struct EndFrame: Codable {
    let frame: String

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Something went wrong; the socket stays open.
// MARK: - ErrorFrame
struct ErrorFrame: Codable {
    /// The kind of the phone's frame that it answers; left out: it answers none, and is about
    /// the login or the connection.
    let about: String?
    let code: String
    let duty: Duty
    let frame: String
    /// The place in the submit of an edit without a readable id.
    let index: Int?
    let message: Labels
    /// How long to wait.
    let retryMillis: Int?

    enum CodingKeys: String, CodingKey {
        case about = "about"
        case code = "code"
        case duty = "duty"
        case frame = "frame"
        case index = "index"
        case message = "message"
        case retryMillis = "retryMillis"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A text for the person.
// MARK: - Labels
struct Labels: Codable {
    let en: String
    let sv: String

    enum CodingKeys: String, CodingKey {
        case en = "en"
        case sv = "sv"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Task: what its fields say.
// MARK: - FollowUpTaskFields
struct FollowUpTaskFields: Codable {
    let citizenID: String?
    let due: String?
    let fromDecisionID: String?
    let linkedFrom: LinkedFromValue?
    /// Notes: journal
    let notes: [String: EntryValue]?
    let overdueSince: String?
    let responsibleID: String?
    let state: FollowUpTaskState?
    let stateReason: String?
    let text: String?
    let title: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case due = "due"
        case fromDecisionID = "fromDecisionId"
        case linkedFrom = "linkedFrom"
        case notes = "notes"
        case overdueSince = "overdueSince"
        case responsibleID = "responsibleId"
        case state = "state"
        case stateReason = "stateReason"
        case text = "text"
        case title = "title"
    }
}

/// State: stateMachine
enum FollowUpTaskState: String, Codable {
    case accepted = "accepted"
    case cancelled = "cancelled"
    case done = "done"
    case followUpTaskStateOpen = "open"
    case handedOver = "handedOver"
    case inProgress = "inProgress"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Goal: what its fields say.
// MARK: - GoalFields
struct GoalFields: Codable {
    /// Everyday activities: addWins
    let activities: [String: String]?
    let agreedAt: String?
    let agreedByStaffID: String?
    let agreedHow: String?
    /// Number of the agreement: strictBundle
    let agreedVersion: Int?
    let baseline: GoalBaseline?
    let citizenWords: String?
    /// Contributors: addWins
    let contributorIDS: [String: String]?
    let difficulty: Int?
    let direction: GoalDirection?
    let expressedBy: GoalExpressedBy?
    let expressedHow: String?
    /// Scale −2 to +2: proposal
    let gasLevels: [String]?
    /// ICF code: lastWriterNotice
    let icfCode: String?
    let importance: Int?
    let lifeArea: GoalLifeArea?
    let linkedFrom: LinkedFromValue?
    let nextReview: String?
    /// The citizen has changed her goal since you read it: addWins
    let outdatedProposals: [String: GoalOutdatedProposals]?
    let professionalWording: String?
    let responsibleID: String?
    let state: GoalState?
    let stateReason: String?
    let successorGoalID: String?
    let target: GoalTarget?

    enum CodingKeys: String, CodingKey {
        case activities = "activities"
        case agreedAt = "agreedAt"
        case agreedByStaffID = "agreedByStaffId"
        case agreedHow = "agreedHow"
        case agreedVersion = "agreedVersion"
        case baseline = "baseline"
        case citizenWords = "citizenWords"
        case contributorIDS = "contributorIds"
        case difficulty = "difficulty"
        case direction = "direction"
        case expressedBy = "expressedBy"
        case expressedHow = "expressedHow"
        case gasLevels = "gasLevels"
        case icfCode = "icfCode"
        case importance = "importance"
        case lifeArea = "lifeArea"
        case linkedFrom = "linkedFrom"
        case nextReview = "nextReview"
        case outdatedProposals = "outdatedProposals"
        case professionalWording = "professionalWording"
        case responsibleID = "responsibleId"
        case state = "state"
        case stateReason = "stateReason"
        case successorGoalID = "successorGoalId"
        case target = "target"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Baseline: proposal
// MARK: - GoalBaseline
struct GoalBaseline: Codable {
    let date: String
    let note: String?
    let qualifier: QualifierValue?

    enum CodingKeys: String, CodingKey {
        case date = "date"
        case note = "note"
        case qualifier = "qualifier"
    }
}

/// an ICF qualifier: 0 to 4, 8 or 9
enum QualifierValue: Codable {
    case double(Double)
    case integer(Int)

    init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let x = try? container.decode(Int.self) {
            self = .integer(x)
            return
        }
        if let x = try? container.decode(Double.self) {
            self = .double(x)
            return
        }
        throw DecodingError.typeMismatch(QualifierValue.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Wrong type for QualifierValue"))
    }

    func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .double(let x):
            try container.encode(x)
        case .integer(let x):
            try container.encode(x)
        }
    }
}

/// Strengthen or maintain: proposal
enum GoalDirection: String, Codable {
    case maintain = "maintain"
    case strengthen = "strengthen"
}

/// Who put it into words: citizenOwned
enum GoalExpressedBy: String, Codable {
    case citizen = "citizen"
    case representative = "representative"
    case staff = "staff"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - GoalOutdatedProposals
struct GoalOutdatedProposals: Codable {
    let author: String
    let edits: [String]

    enum CodingKeys: String, CodingKey {
        case author = "author"
        case edits = "edits"
    }
}

/// State: stateMachine
enum GoalState: String, Codable {
    case achieved = "achieved"
    case active = "active"
    case agreed = "agreed"
    case changed = "changed"
    case drafted = "drafted"
    case enteredInError = "enteredInError"
    case maintained = "maintained"
    case notAchieved = "notAchieved"
    case partlyAchieved = "partlyAchieved"
    case paused = "paused"
    case voiced = "voiced"
    case withdrawnByCitizen = "withdrawnByCitizen"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Target: proposal
// MARK: - GoalTarget
struct GoalTarget: Codable {
    let description: String
    let qualifier: QualifierValue?

    enum CodingKeys: String, CodingKey {
        case description = "description"
        case qualifier = "qualifier"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Goal follow-up: what its fields say.
// MARK: - GoalFollowUpFields
struct GoalFollowUpFields: Codable {
    let citizenRating: Int?
    let citizenWords: String?
    /// Corrections: journal
    let corrections: [String: EntryValue]?
    /// Number of the agreement: immutable
    let goalAgreedVersion: Int?
    let goalID: String?
    /// Level: immutable
    let level: Int?
    let next: String?
    let observation: String?
    let occurredAt: String?
    let scale: GoalFollowUpScale?
    let supportGiven: SupportValue?
    let visitRecordID: String?

    enum CodingKeys: String, CodingKey {
        case citizenRating = "citizenRating"
        case citizenWords = "citizenWords"
        case corrections = "corrections"
        case goalAgreedVersion = "goalAgreedVersion"
        case goalID = "goalId"
        case level = "level"
        case next = "next"
        case observation = "observation"
        case occurredAt = "occurredAt"
        case scale = "scale"
        case supportGiven = "supportGiven"
        case visitRecordID = "visitRecordId"
    }
}

/// Scale: immutable
enum GoalFollowUpScale: String, Codable {
    case gas = "gas"
    case icf = "icf"
}

/// a level of support: none, encouragement, little, much or full
enum SupportValue: String, Codable {
    case encouragement = "encouragement"
    case full = "full"
    case little = "little"
    case much = "much"
    case none = "none"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The phone may hold these from now.
// MARK: - GrantFrame
struct GrantFrame: Codable {
    let frame: String
    /// Their pages follow.
    let scopes: [String]

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case scopes = "scopes"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Information after a change of provider: what its fields say.
// MARK: - HandoverFields
struct HandoverFields: Codable {
    let citizenID: String?
    let since: String?
    let state: HandoverState?
    let stateReason: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case since = "since"
        case state = "state"
        case stateReason = "stateReason"
    }
}

/// State: stateMachine
enum HandoverState: String, Codable {
    case asked = "asked"
    case handedOver = "handedOver"
    case notNeeded = "notNeeded"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A phone's first frame.
// MARK: - HelloFrame
struct HelloFrame: Codable {
    /// The phone's time.
    let clock: Int?
    /// The version of the contract that the phone speaks.
    let contract: Int
    /// How far the phone has each scope.
    let cursors: [String: Cursor]?
    let device: String?
    let frame: String
    let key: String?
    /// The number of the last read on the phone, when some wait to be handed in.
    let readsAt: Int?
    let replica: String
    let token: String

    enum CodingKeys: String, CodingKey {
        case clock = "clock"
        case contract = "contract"
        case cursors = "cursors"
        case device = "device"
        case frame = "frame"
        case key = "key"
        case readsAt = "readsAt"
        case replica = "replica"
        case token = "token"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Idea: what its fields say.
// MARK: - ImprovementIdeaFields
struct ImprovementIdeaFields: Codable {
    let hypothesis: String?
    let mergedInto: String?
    /// Principles: addWins
    let principleIDS: [String: String]?
    let problem: String?
    let state: ImprovementIdeaState?
    let stateReason: String?
    /// Supporters: addWins
    let supporters: [String: String]?
    let title: String?

    enum CodingKeys: String, CodingKey {
        case hypothesis = "hypothesis"
        case mergedInto = "mergedInto"
        case principleIDS = "principleIds"
        case problem = "problem"
        case state = "state"
        case stateReason = "stateReason"
        case supporters = "supporters"
        case title = "title"
    }
}

/// State: stateMachine
enum ImprovementIdeaState: String, Codable {
    case merged = "merged"
    case parked = "parked"
    case raised = "raised"
    case selected = "selected"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Joint home visit: what its fields say.
// MARK: - JointVisitFields
struct JointVisitFields: Codable {
    /// What the citizen says about each participant: citizenOwned
    let citizenStance: [String: JointVisitCitizenStance]?
    let citizenSummaryGiven: Bool?
    let decidedInItemID: String?
    let end: String?
    /// Findings: addWins
    let findingIDS: [String: String]?
    let fromDecisionID: String?
    let outcomeSummary: String?
    /// Participants: strictBundle
    let participants: [JointVisitParticipants]?
    let place: String?
    /// Preparations: addWins
    let preparations: [String: JointVisitPreparations]?
    /// Prepared: ownKey
    let prepared: [String: JointVisitPrepared]?
    /// Proposed times: addWins
    let proposedTimes: [String: String]?
    let purpose: String?
    let questionToAnswer: String?
    /// Participants' answers: ownKey
    let responses: [String: JointVisitResponses]?
    /// Number of changes: strictBundle
    let sequence: Int?
    let start: String?
    let state: JointVisitState?
    let stateReason: String?
    /// Performed visits: addWins
    let visitRecordIDS: [String: String]?

    enum CodingKeys: String, CodingKey {
        case citizenStance = "citizenStance"
        case citizenSummaryGiven = "citizenSummaryGiven"
        case decidedInItemID = "decidedInItemId"
        case end = "end"
        case findingIDS = "findingIds"
        case fromDecisionID = "fromDecisionId"
        case outcomeSummary = "outcomeSummary"
        case participants = "participants"
        case place = "place"
        case preparations = "preparations"
        case prepared = "prepared"
        case proposedTimes = "proposedTimes"
        case purpose = "purpose"
        case questionToAnswer = "questionToAnswer"
        case responses = "responses"
        case sequence = "sequence"
        case start = "start"
        case state = "state"
        case stateReason = "stateReason"
        case visitRecordIDS = "visitRecordIds"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - JointVisitCitizenStance
struct JointVisitCitizenStance: Codable {
    let answer: CitizenStanceAnswer
    let asked: Bool?
    let at: String?
    let staffID: String?
    let words: String?

    enum CodingKeys: String, CodingKey {
        case answer = "answer"
        case asked = "asked"
        case at = "at"
        case staffID = "staffId"
        case words = "words"
    }
}

enum CitizenStanceAnswer: String, Codable {
    case laterDate = "laterDate"
    case no = "no"
    case onlyWith = "onlyWith"
    case yes = "yes"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - JointVisitParticipants
struct JointVisitParticipants: Codable {
    let mandatory: Bool?
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case mandatory = "mandatory"
        case role = "role"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - JointVisitPreparations
struct JointVisitPreparations: Codable {
    let role: RoleValue?
    let staffID: String?
    let task: String

    enum CodingKeys: String, CodingKey {
        case role = "role"
        case staffID = "staffId"
        case task = "task"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - JointVisitPrepared
struct JointVisitPrepared: Codable {
    let at: String?
    let done: [String]

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case done = "done"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - JointVisitResponses
struct JointVisitResponses: Codable {
    let respondedToSequence: Int
    let response: Response
    let staffID: String?

    enum CodingKeys: String, CodingKey {
        case respondedToSequence = "respondedToSequence"
        case response = "response"
        case staffID = "staffId"
    }
}

enum Response: String, Codable {
    case maybe = "maybe"
    case no = "no"
    case yes = "yes"
}

/// State: stateMachine
enum JointVisitState: String, Codable {
    case accepted = "accepted"
    case cancelled = "cancelled"
    case citizenAsked = "citizenAsked"
    case confirmed = "confirmed"
    case declinedByCitizen = "declinedByCitizen"
    case held = "held"
    case notHeld = "notHeld"
    case scheduled = "scheduled"
    case suggested = "suggested"
    case summarised = "summarised"
    case underway = "underway"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Finding from a joint visit: what its fields say.
// MARK: - JointVisitFindingFields
struct JointVisitFindingFields: Codable {
    let byRole: RoleValue?
    let citizenWords: String?
    let jointVisitID: String?
    let legalDomain: JointVisitFindingLegalDomain?
    let lifeArea: GoalLifeArea?
    /// Observation: journal
    let observation: [String: EntryValue]?
    let occurredAt: String?
    /// Suggestion: journal
    let suggestion: [String: EntryValue]?

    enum CodingKeys: String, CodingKey {
        case byRole = "byRole"
        case citizenWords = "citizenWords"
        case jointVisitID = "jointVisitId"
        case legalDomain = "legalDomain"
        case lifeArea = "lifeArea"
        case observation = "observation"
        case occurredAt = "occurredAt"
        case suggestion = "suggestion"
    }
}

/// Legal domain: immutable
enum JointVisitFindingLegalDomain: String, Codable {
    case hsl = "hsl"
    case lss = "lss"
    case sol = "sol"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Somebody begins to write, or still writes, in a document.
// MARK: - LockFrame
struct LockFrame: Codable {
    let doc: String
    let frame: String
    let scope: String

    enum CodingKeys: String, CodingKey {
        case doc = "doc"
        case frame = "frame"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Who writes in a scope.
// MARK: - LocksFrame
struct LocksFrame: Codable {
    let frame: String
    let locks: [Held]?
    let scope: String
    let unknown: Bool?

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case locks = "locks"
        case scope = "scope"
        case unknown = "unknown"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// One lock.
// MARK: - Held
struct Held: Codable {
    let doc: String
    let replica: String
    let staffID: String
    /// The server's time; show no lock after it.
    let until: Int

    enum CodingKeys: String, CodingKey {
        case doc = "doc"
        case replica = "replica"
        case staffID = "staffId"
        case until = "until"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Mandate to represent: what its fields say.
// MARK: - MandateFields
struct MandateFields: Codable {
    let citizenID: String?
    let compartments: [MandatedValue]?
    let representativeID: String?
    let state: MandateState?
    let validFrom: String?
    let validTo: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case compartments = "compartments"
        case representativeID = "representativeId"
        case state = "state"
        case validFrom = "validFrom"
        case validTo = "validTo"
    }
}

/// a list of compartments: identity, card, social, health, visits or rights
enum MandatedValue: String, Codable {
    case card = "card"
    case health = "health"
    case identity = "identity"
    case rights = "rights"
    case social = "social"
    case visits = "visits"
}

/// State: stateMachine
enum MandateState: String, Codable {
    case active = "active"
    case revoked = "revoked"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Medication question: what its fields say.
// MARK: - MedicationQuestionFields
struct MedicationQuestionFields: Codable {
    /// Additions: journal
    let additions: [String: EntryValue]?
    let alreadyPhoned: Bool?
    /// Answer: journal
    let answer: [String: EntryValue]?
    /// Has read the answer: ownKey
    let confirmations: [String: MedicationQuestionConfirmations]?
    /// Same question as: addWins
    let duplicateOf: [String: String]?
    /// Instruction to staff: journal
    let instructionToStaff: [String: EntryValue]?
    let linkedItemID: String?
    let linkedVisitID: String?
    let maybeSameAs: [String]?
    /// Must confirm: addWins
    let mustConfirmIDS: [String: String]?
    let nurseID: String?
    let observation: String?
    let occurredAt: String?
    /// Physician contacted: journal
    let physicianContacted: [String: EntryValue]?
    let question: String?
    let state: MedicationQuestionState?
    let urgency: MedicationQuestionUrgency?

    enum CodingKeys: String, CodingKey {
        case additions = "additions"
        case alreadyPhoned = "alreadyPhoned"
        case answer = "answer"
        case confirmations = "confirmations"
        case duplicateOf = "duplicateOf"
        case instructionToStaff = "instructionToStaff"
        case linkedItemID = "linkedItemId"
        case linkedVisitID = "linkedVisitId"
        case maybeSameAs = "maybeSameAs"
        case mustConfirmIDS = "mustConfirmIds"
        case nurseID = "nurseId"
        case observation = "observation"
        case occurredAt = "occurredAt"
        case physicianContacted = "physicianContacted"
        case question = "question"
        case state = "state"
        case urgency = "urgency"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - MedicationQuestionConfirmations
struct MedicationQuestionConfirmations: Codable {
    let answerID: String
    let at: String
    let note: String?

    enum CodingKeys: String, CodingKey {
        case answerID = "answerId"
        case at = "at"
        case note = "note"
    }
}

/// State: stateMachine
enum MedicationQuestionState: String, Codable {
    case answered = "answered"
    case assessing = "assessing"
    case awaitingPhysician = "awaitingPhysician"
    case closed = "closed"
    case confirmedByStaff = "confirmedByStaff"
    case raised = "raised"
    case received = "received"
}

/// Urgency: safeSide
enum MedicationQuestionUrgency: String, Codable {
    case beforeNextMeeting = "beforeNextMeeting"
    case now = "now"
    case today = "today"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Decision or agreement: what its fields say.
// MARK: - MeetingDecisionFields
struct MeetingDecisionFields: Codable {
    let condition: String?
    let due: String?
    let howCitizenIsTold: String?
    let itemID: String?
    let kind: MeetingDecisionKind?
    let meetingID: String?
    /// Participants in the joint visit: immutable
    let participants: [MeetingDecisionParticipants]?
    /// Reservation: journal
    let reservation: [String: EntryValue]?
    let responsibleID: String?
    let supersedes: String?
    let text: String?

    enum CodingKeys: String, CodingKey {
        case condition = "condition"
        case due = "due"
        case howCitizenIsTold = "howCitizenIsTold"
        case itemID = "itemId"
        case kind = "kind"
        case meetingID = "meetingId"
        case participants = "participants"
        case reservation = "reservation"
        case responsibleID = "responsibleId"
        case supersedes = "supersedes"
        case text = "text"
    }
}

/// Kind of decision: immutable
enum MeetingDecisionKind: String, Codable {
    case goalChange = "goalChange"
    case jointVisit = "jointVisit"
    case newAssessmentRequested = "newAssessmentRequested"
    case noAction = "noAction"
    case referral = "referral"
    case sipNeeded = "sipNeeded"
    case task = "task"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - MeetingDecisionParticipants
struct MeetingDecisionParticipants: Codable {
    let mandatory: Bool?
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case mandatory = "mandatory"
        case role = "role"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Part of a team meeting: what its fields say.
// MARK: - MeetingPartFields
struct MeetingPartFields: Codable {
    /// Items: addWins
    let itemIDS: [String: String]?
    let itemOrder: [String]?
    let meetingID: String?
    /// Notes: journal
    let notes: [String: EntryValue]?
    /// Parked questions: addWins
    let parkingLot: [String: String]?
    /// Part: immutable
    let part: Int?
    /// Who must be there: addWins
    let quorum: [String: RoleValue]?
    /// Time in minutes: lastWriter
    let timeboxMinutes: Int?

    enum CodingKeys: String, CodingKey {
        case itemIDS = "itemIds"
        case itemOrder = "itemOrder"
        case meetingID = "meetingId"
        case notes = "notes"
        case parkingLot = "parkingLot"
        case part = "part"
        case quorum = "quorum"
        case timeboxMinutes = "timeboxMinutes"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Adoption of a method: what its fields say.
// MARK: - MethodAdoptionFields
struct MethodAdoptionFields: Codable {
    let basisTestIDS: [String]?
    let decidedBy: String?
    let from: String?
    let methodID: String?
    /// Version: strictBundle
    let methodVersion: Int?
    let reach: MethodAdoptionReach?
    let state: MethodAdoptionState?
    let stateReason: String?

    enum CodingKeys: String, CodingKey {
        case basisTestIDS = "basisTestIds"
        case decidedBy = "decidedBy"
        case from = "from"
        case methodID = "methodId"
        case methodVersion = "methodVersion"
        case reach = "reach"
        case state = "state"
        case stateReason = "stateReason"
    }
}

/// Reach: strictBundle
enum MethodAdoptionReach: String, Codable {
    case municipality = "municipality"
    case provider = "provider"
    case unit = "unit"
}

/// State: stateMachine
enum MethodAdoptionState: String, Codable {
    case decided = "decided"
    case inForce = "inForce"
    case proposed = "proposed"
    case replaced = "replaced"
    case revoked = "revoked"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Test of a working method: what its fields say.
// MARK: - MethodTestFields
struct MethodTestFields: Codable {
    let area: String?
    let changeLeadID: String?
    let eligibleProfileIDS: [String]?
    let ideaID: String?
    /// Measures: addWins
    let measureIDS: [String: String]?
    let methodID: String?
    let name: String?
    let participantStaffIDS: [String]?
    let plannedEnd: String?
    let plannedStart: String?
    let responsibleManagerID: String?
    let state: MethodTestState?
    let stateReason: String?
    let supportFloorConfirmed: Bool?
    let unitIDS: [String]?

    enum CodingKeys: String, CodingKey {
        case area = "area"
        case changeLeadID = "changeLeadId"
        case eligibleProfileIDS = "eligibleProfileIds"
        case ideaID = "ideaId"
        case measureIDS = "measureIds"
        case methodID = "methodId"
        case name = "name"
        case participantStaffIDS = "participantStaffIds"
        case plannedEnd = "plannedEnd"
        case plannedStart = "plannedStart"
        case responsibleManagerID = "responsibleManagerId"
        case state = "state"
        case stateReason = "stateReason"
        case supportFloorConfirmed = "supportFloorConfirmed"
        case unitIDS = "unitIds"
    }
}

/// State: stateMachine
enum MethodTestState: String, Codable {
    case adjusting = "adjusting"
    case adopted = "adopted"
    case discarded = "discarded"
    case evaluating = "evaluating"
    case obsolete = "obsolete"
    case planned = "planned"
    case running = "running"
    case stopped = "stopped"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Notice: what its fields say.
// MARK: - NoticeFields
struct NoticeFields: Codable {
    let ack: ACK?
    let acknowledgedAt: String?
    /// The change that was acknowledged: safeSide
    let acknowledgedSeq: Int?
    let causeDoc: String?
    /// Where it happened: immutable
    let causeScope: String?
    /// The change of the document: safeSide
    let causeSeq: Int?
    /// Type of the document: immutable
    let causeType: String?
    let changedAt: String?
    let noticeFieldsClass: Class?
    /// What happened: immutable
    let code: String?
    let createdAt: String?
    let fetchedAt: String?
    /// The change that was fetched: safeSide
    let fetchedSeq: Int?
    let seenAt: String?
    let state: NoticeState?
    let teamID: String?

    enum CodingKeys: String, CodingKey {
        case ack = "ack"
        case acknowledgedAt = "acknowledgedAt"
        case acknowledgedSeq = "acknowledgedSeq"
        case causeDoc = "causeDoc"
        case causeScope = "causeScope"
        case causeSeq = "causeSeq"
        case causeType = "causeType"
        case changedAt = "changedAt"
        case noticeFieldsClass = "class"
        case code = "code"
        case createdAt = "createdAt"
        case fetchedAt = "fetchedAt"
        case fetchedSeq = "fetchedSeq"
        case seenAt = "seenAt"
        case state = "state"
        case teamID = "teamId"
    }
}

/// Whose acknowledgement is needed: immutable
///
/// Whose acknowledgement is enough: lastWriter
enum ACK: String, Codable {
    case any = "any"
    case each = "each"
}

/// State: stateMachine
enum NoticeState: String, Codable {
    case acknowledged = "acknowledged"
    case new = "new"
    case seen = "seen"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Opening outside the assignment: what its fields say.
// MARK: - OpeningFields
struct OpeningFields: Codable {
    let citizenID: String?
    let kind: OpeningKind?
    /// Reason: immutable
    let reason: String?
    let state: OpeningState?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case kind = "kind"
        case reason = "reason"
        case state = "state"
    }
}

/// Kind: immutable
///
/// Kind: lastWriter
enum OpeningKind: String, Codable {
    case emergency = "emergency"
    case outside = "outside"
}

/// State: stateMachine
enum OpeningState: String, Codable {
    case closed = "closed"
    case openingStateOpen = "open"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Opening in force: what its fields say.
// MARK: - OpeningRuleFields
struct OpeningRuleFields: Codable {
    let citizenID: String?
    let kind: OpeningKind?
    let openingID: String?
    let staffID: String?
    let state: OpeningState?
    let until: String?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case kind = "kind"
        case openingID = "openingId"
        case staffID = "staffId"
        case state = "state"
        case until = "until"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Everyday activity: what its fields say.
// MARK: - PlanActivityFields
struct PlanActivityFields: Codable {
    let citizenDoesSelf: String?
    let frequency: String?
    /// Goals: addWins
    let goalIDS: [String: String]?
    let how: String?
    let instructionBy: String?
    /// KSI code: lastWriter
    let ksiCode: String?
    let legalDomain: SocialDomainValue?
    let linkedFrom: LinkedFromValue?
    let responsibleID: String?
    /// Reasons for lifting a restriction: journal
    let restrictionReasons: [String: EntryValue]?
    /// Restrictions: restrictive
    let restrictions: [String: String]?
    let staffDoes: String?
    let state: PlanActivityState?
    let stateReason: String?
    let supportLevel: SupportValue?
    let timeOfDay: String?
    let title: String?

    enum CodingKeys: String, CodingKey {
        case citizenDoesSelf = "citizenDoesSelf"
        case frequency = "frequency"
        case goalIDS = "goalIds"
        case how = "how"
        case instructionBy = "instructionBy"
        case ksiCode = "ksiCode"
        case legalDomain = "legalDomain"
        case linkedFrom = "linkedFrom"
        case responsibleID = "responsibleId"
        case restrictionReasons = "restrictionReasons"
        case restrictions = "restrictions"
        case staffDoes = "staffDoes"
        case state = "state"
        case stateReason = "stateReason"
        case supportLevel = "supportLevel"
        case timeOfDay = "timeOfDay"
        case title = "title"
    }
}

/// sol or lss; health care does not belong in the social case file
enum SocialDomainValue: String, Codable {
    case lss = "lss"
    case sol = "sol"
}

/// State: stateMachine
enum PlanActivityState: String, Codable {
    case active = "active"
    case ended = "ended"
    case paused = "paused"
    case planned = "planned"
    case refused = "refused"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What a member of staff's phone says of itself.
// MARK: - PresenceFrame
struct PresenceFrame: Codable {
    let frame: String
    /// Edits without verdict.
    let pending: Int
    let state: PresenceState

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case pending = "pending"
        case state = "state"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Profile: what its fields say.
// MARK: - ProfileFields
struct ProfileFields: Codable {
    /// Criteria: strictBundle
    let criteria: [String]?
    let description: String?
    /// Exclusions: strictBundle
    let exclusions: [String]?
    let name: String?
    let state: ProfileState?
    /// Version: strictBundle
    let version: Int?

    enum CodingKeys: String, CodingKey {
        case criteria = "criteria"
        case description = "description"
        case exclusions = "exclusions"
        case name = "name"
        case state = "state"
        case version = "version"
    }
}

/// State: stateMachine
enum ProfileState: String, Codable {
    case active = "active"
    case draft = "draft"
    case retired = "retired"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Profile match: what its fields say.
// MARK: - ProfileMatchFields
struct ProfileMatchFields: Codable {
    let citizenInformed: Bool?
    let matchedBy: String?
    let profileID: String?
    /// Version of the profile: immutable
    let profileVersion: Int?
    /// Why: journal
    let rationale: [String: EntryValue]?
    let state: ProfileMatchState?
    let stateReason: String?

    enum CodingKeys: String, CodingKey {
        case citizenInformed = "citizenInformed"
        case matchedBy = "matchedBy"
        case profileID = "profileId"
        case profileVersion = "profileVersion"
        case rationale = "rationale"
        case state = "state"
        case stateReason = "stateReason"
    }
}

/// State: stateMachine
enum ProfileMatchState: String, Codable {
    case confirmed = "confirmed"
    case ended = "ended"
    case rejected = "rejected"
    case suggested = "suggested"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Protected identity: who may work: what its fields say.
// MARK: - ProtectedPersonFields
struct ProtectedPersonFields: Codable {
    let citizenID: String?
    let staffIDS: [String]?
    let state: ProtectedPersonState?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case staffIDS = "staffIds"
        case state = "state"
    }
}

/// State: stateMachine
enum ProtectedPersonState: String, Codable {
    case active = "active"
    case ended = "ended"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Protected identity in force: what its fields say.
// MARK: - ProtectionRuleFields
struct ProtectionRuleFields: Codable {
    let citizenID: String?
    let protectedIdentity: Bool?

    enum CodingKeys: String, CodingKey {
        case citizenID = "citizenId"
        case protectedIdentity = "protectedIdentity"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The phone holds nothing of the scope any more.
// MARK: - PurgedFrame
struct PurgedFrame: Codable {
    let frame: String
    let scope: String

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What comes with a push.
// MARK: - PushData
struct PushData: Codable {
    let pushDataClass: Class
    /// Opaque: equal to that of the push before, it is the same news.
    let inboxCursor: String
    let tenant: String
    let v: String

    enum CodingKeys: String, CodingKey {
        case pushDataClass = "class"
        case inboxCursor = "inboxCursor"
        case tenant = "tenant"
        case v = "v"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Where a push service finds the device.
// MARK: - PushTokenFrame
struct PushTokenFrame: Codable {
    let frame: String
    let platform: Platform?
    /// The push service's own; empty: this login is not to be rung.
    let token: String

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case platform = "platform"
        case token = "token"
    }
}

enum Platform: String, Codable {
    case android = "android"
    case ios = "ios"
    case web = "web"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Who has been reached?: what its fields say.
// MARK: - ReachingFields
struct ReachingFields: Codable {
    let ack: ACK?
    /// Acknowledged: addWins
    let acknowledged: [String: ReachedValue]?
    let answeredAt: String?
    let callBy: String?
    let change: String?
    let reachingFieldsClass: Class?
    let escalatedAt: String?
    /// Fetched by the phone: addWins
    let fetched: [String: ReachedValue]?
    let nextBy: String?
    /// Told by word of mouth: journal
    let oral: [String: ReachingOral]?
    let reachBy: String?
    let since: String?
    let state: ReachingState?
    let toldIDS: [String]?

    enum CodingKeys: String, CodingKey {
        case ack = "ack"
        case acknowledged = "acknowledged"
        case answeredAt = "answeredAt"
        case callBy = "callBy"
        case change = "change"
        case reachingFieldsClass = "class"
        case escalatedAt = "escalatedAt"
        case fetched = "fetched"
        case nextBy = "nextBy"
        case oral = "oral"
        case reachBy = "reachBy"
        case since = "since"
        case state = "state"
        case toldIDS = "toldIds"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - ReachedValue
struct ReachedValue: Codable {
    let at: String
    let change: String
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case change = "change"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - ReachingOral
struct ReachingOral: Codable {
    let at: String
    let change: String
    let staffID: String
    let words: String?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case change = "change"
        case staffID = "staffId"
        case words = "words"
    }
}

/// State: stateMachine
enum ReachingState: String, Codable {
    case answered = "answered"
    case call = "call"
    case unreached = "unreached"
    case waiting = "waiting"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What was read on the phone, in the order of its chain.
// MARK: - ReadsFrame
struct ReadsFrame: Codable {
    let events: [Read]
    let frame: String
    /// The number of the first event; the first of all is 1.
    let from: Int
    let prev: String
    let sig: String?

    enum CodingKeys: String, CodingKey {
        case events = "events"
        case frame = "frame"
        case from = "from"
        case prev = "prev"
        case sig = "sig"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Something a person saw on the phone.
// MARK: - Read
struct Read: Codable {
    let action: String
    /// The phone's clock.
    let at: Int
    let doc: String?
    let n: Int
    let online: Bool?
    let scope: String

    enum CodingKeys: String, CodingKey {
        case action = "action"
        case at = "at"
        case doc = "doc"
        case n = "n"
        case online = "online"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The server has the reads up to this number.
// MARK: - ReadsTakenFrame
struct ReadsTakenFrame: Codable {
    let frame: String
    let upTo: Int

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case upTo = "upTo"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Nothing new comes before these reads are handed in.
// MARK: - ReadsWantedFrame
struct ReadsWantedFrame: Codable {
    let frame: String
    let from: Int

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case from = "from"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Shared rehabilitation plan: what its fields say.
// MARK: - RehabPlanFields
struct RehabPlanFields: Codable {
    /// Activities: addWins
    let activityIDS: [String: String]?
    let agreedAt: String?
    /// Number of the agreement: strictBundle
    let agreedVersion: Int?
    let citizenApproval: RehabPlanCitizenApproval?
    /// Goals: addWins
    let goalIDS: [String: String]?
    /// Participants: addWins
    let participants: [String: RehabPlanParticipants]?
    let reviewDate: String?
    let sharedWithRegion: Bool?
    let startDate: String?
    let state: RehabPlanState?
    /// Granted support that is not reduced: restrictive
    let supportFloorNotes: [String: String]?
    /// Reasons for changing granted support: journal
    let supportFloorReasons: [String: EntryValue]?

    enum CodingKeys: String, CodingKey {
        case activityIDS = "activityIds"
        case agreedAt = "agreedAt"
        case agreedVersion = "agreedVersion"
        case citizenApproval = "citizenApproval"
        case goalIDS = "goalIds"
        case participants = "participants"
        case reviewDate = "reviewDate"
        case sharedWithRegion = "sharedWithRegion"
        case startDate = "startDate"
        case state = "state"
        case supportFloorNotes = "supportFloorNotes"
        case supportFloorReasons = "supportFloorReasons"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The citizen's approval: strictBundle
// MARK: - RehabPlanCitizenApproval
struct RehabPlanCitizenApproval: Codable {
    let answer: CitizenApprovalAnswer
    let how: ConsentGivenHow
    let words: String?

    enum CodingKeys: String, CodingKey {
        case answer = "answer"
        case how = "how"
        case words = "words"
    }
}

enum CitizenApprovalAnswer: String, Codable {
    case no = "no"
    case partly = "partly"
    case yes = "yes"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - RehabPlanParticipants
struct RehabPlanParticipants: Codable {
    let name: String?
    let role: RoleValue
    let staffID: String?

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case role = "role"
        case staffID = "staffId"
    }
}

/// State: stateMachine
enum RehabPlanState: String, Codable {
    case active = "active"
    case agreed = "agreed"
    case concluded = "concluded"
    case draft = "draft"
    case proposed = "proposed"
    case underReview = "underReview"
    case withdrawnByCitizen = "withdrawnByCitizen"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A new token of the same actor.
// MARK: - RenewFrame
struct RenewFrame: Codable {
    let frame: String
    let token: String

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case token = "token"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The phone may hold these no longer.
// MARK: - RevokeFrame
struct RevokeFrame: Codable {
    let frame: String
    /// Outbox first, then purge.
    let scopes: [String]

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case scopes = "scopes"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Role card: what its fields say.
// MARK: - RoleCardFields
struct RoleCardFields: Codable {
    let askMeAbout: String?
    let iDecide: String?
    let myMission: String?
    let notMyRole: String?
    let reachMe: String?

    enum CodingKeys: String, CodingKey {
        case askMeAbout = "askMeAbout"
        case iDecide = "iDecide"
        case myMission = "myMission"
        case notMyRole = "notMyRole"
        case reachMe = "reachMe"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Check of a step: what its fields say.
// MARK: - RoutineCheckFields
struct RoutineCheckFields: Codable {
    /// Done: ownKey
    let done: [String: RoutineCheckDone]?
    let meetingID: String?
    /// Version of the routine: immutable
    let routineVersion: Int?
    let stepID: String?

    enum CodingKeys: String, CodingKey {
        case done = "done"
        case meetingID = "meetingId"
        case routineVersion = "routineVersion"
        case stepID = "stepId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - RoutineCheckDone
struct RoutineCheckDone: Codable {
    let at: String
    let done: Bool
    let note: String?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case done = "done"
        case note = "note"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Routine for team meetings: what its fields say.
// MARK: - RoutineFields
struct RoutineFields: Codable {
    let name: String?
    let purpose: String?
    let replacesRoutineID: String?
    let state: RoutineState?
    let stepIDS: [String]?
    /// Version: strictBundle
    let version: Int?

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case purpose = "purpose"
        case replacesRoutineID = "replacesRoutineId"
        case state = "state"
        case stepIDS = "stepIds"
        case version = "version"
    }
}

/// State: stateMachine
enum RoutineState: String, Codable {
    case approved = "approved"
    case draft = "draft"
    case inForce = "inForce"
    case replaced = "replaced"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Step of a routine: what its fields say.
// MARK: - RoutineStepFields
struct RoutineStepFields: Codable {
    let deadlineRule: String?
    /// Order: strictBundle
    let order: Int?
    let phase: RoutineStepPhase?
    let role: RoleValue?
    let routineID: String?
    /// Version of the routine: strictBundle
    let routineVersion: Int?
    let what: String?
    let why: String?

    enum CodingKeys: String, CodingKey {
        case deadlineRule = "deadlineRule"
        case order = "order"
        case phase = "phase"
        case role = "role"
        case routineID = "routineId"
        case routineVersion = "routineVersion"
        case what = "what"
        case why = "why"
    }
}

/// Phase: strictBundle
enum RoutineStepPhase: String, Codable {
    case after = "after"
    case before = "before"
    case during = "during"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Another login's outbox, which this one carries and cannot read.
// MARK: - SealedFrame
struct SealedFrame: Codable {
    let author: String
    let box: String
    let enc: String
    let frame: String
    let kind: GoalExpressedBy
    let replica: String

    enum CodingKeys: String, CodingKey {
        case author = "author"
        case box = "box"
        case enc = "enc"
        case frame = "frame"
        case kind = "kind"
        case replica = "replica"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The text of a sealed box.
// MARK: - SealedText
struct SealedText: Codable {
    let frames: [SubmitFrame]
    let reads: [Reads]?

    enum CodingKeys: String, CodingKey {
        case frames = "frames"
        case reads = "reads"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Edits, in the order they were written.
// MARK: - SubmitFrame
struct SubmitFrame: Codable {
    let edits: [Edit]
    let frame: String
    let proof: Proof?

    enum CodingKeys: String, CodingKey {
        case edits = "edits"
        case frame = "frame"
        case proof = "proof"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What one replica did to one document.
// MARK: - Edit
struct Edit: Codable {
    let after: String?
    let base: Base
    /// By field.
    let changes: [String: Op]?
    /// The document is new.
    let create: Bool?
    let doc: String
    let id: String
    /// Staff record the citizen's own statement.
    let onBehalfOf: OnBehalfOf?
    let scope: String
    let stamp: String
    let type: String
    /// The reason to void the document; at most 2000 bytes.
    let void: String?

    enum CodingKeys: String, CodingKey {
        case after = "after"
        case base = "base"
        case changes = "changes"
        case create = "create"
        case doc = "doc"
        case id = "id"
        case onBehalfOf = "onBehalfOf"
        case scope = "scope"
        case stamp = "stamp"
        case type = "type"
        case void = "void"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What an edit does to one field: set, agree, or add with or without remove.
// MARK: - Op
struct Op: Codable {
    /// Item id → item.
    let add: [String: JSONAny]?
    let agree: JSONAny?
    /// Item ids.
    let remove: [String]?
    let opSet: JSONAny?

    enum CodingKeys: String, CodingKey {
        case add = "add"
        case agree = "agree"
        case remove = "remove"
        case opSet = "set"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The link before the first edit, and the signature of the last.
// MARK: - Proof
struct Proof: Codable {
    let link: String
    let sig: String

    enum CodingKeys: String, CodingKey {
        case link = "link"
        case sig = "sig"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What was read on the phone, in the order of its chain.
// MARK: - Reads
struct Reads: Codable {
    let events: [Read]
    /// The number of the first event; the first of all is 1.
    let from: Int
    let prev: String
    let sig: String?

    enum CodingKeys: String, CodingKey {
        case events = "events"
        case from = "from"
        case prev = "prev"
        case sig = "sig"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Answers a sealed box to whoever carried it.
// MARK: - SealedVerdictsFrame
struct SealedVerdictsFrame: Codable {
    let code: String?
    let duty: Duty?
    let frame: String
    let replica: String
    let verdicts: [CarriedVerdict]

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case duty = "duty"
        case frame = "frame"
        case replica = "replica"
        case verdicts = "verdicts"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What a carrier learns of a verdict.
// MARK: - CarriedVerdict
struct CarriedVerdict: Codable {
    let code: String?
    let edit: String
    let verdict: VerdictKind

    enum CodingKeys: String, CodingKey {
        case code = "code"
        case edit = "edit"
        case verdict = "verdict"
    }
}

/// What became of an edit. There is no sixth.
enum VerdictKind: String, Codable {
    case applied = "applied"
    case merged = "merged"
    case parked = "parked"
    case proposed = "proposed"
    case refused = "refused"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Service order: what its fields say.
// MARK: - ServiceOrderFields
struct ServiceOrderFields: Codable {
    let acknowledgedAt: String?
    let firstVisitAt: String?
    let overdueSince: String?
    let providerOrgID: String?
    let sentAt: String?
    let startBy: String?
    let state: ServiceOrderState?
    let supportDecisionID: String?

    enum CodingKeys: String, CodingKey {
        case acknowledgedAt = "acknowledgedAt"
        case firstVisitAt = "firstVisitAt"
        case overdueSince = "overdueSince"
        case providerOrgID = "providerOrgId"
        case sentAt = "sentAt"
        case startBy = "startBy"
        case state = "state"
        case supportDecisionID = "supportDecisionId"
    }
}

/// State: stateMachine
enum ServiceOrderState: String, Codable {
    case acknowledged = "acknowledged"
    case ended = "ended"
    case sent = "sent"
    case started = "started"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Role card as shown: what its fields say.
// MARK: - ShownCardFields
struct ShownCardFields: Codable {
    let askMeAbout: String?
    let iDecide: String?
    let myMission: String?
    let notMyRole: String?
    let reachMe: String?
    let staffID: String?

    enum CodingKeys: String, CodingKey {
        case askMeAbout = "askMeAbout"
        case iDecide = "iDecide"
        case myMission = "myMission"
        case notMyRole = "notMyRole"
        case reachMe = "reachMe"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Staff member: what its fields say.
// MARK: - StaffMemberFields
struct StaffMemberFields: Codable {
    let askMeAbout: String?
    let employerOrgID: String?
    let employmentKind: StaffMemberEmploymentKind?
    let hsaID: String?
    let iDecide: String?
    /// Languages: addWins
    let languages: [String: String]?
    let licence: String?
    let myMission: String?
    let name: String?
    let notMyRole: String?
    let reachMe: String?
    /// Roles: serverAuthoritative
    let roles: [RoleValue]?
    let state: StaffMemberState?

    enum CodingKeys: String, CodingKey {
        case askMeAbout = "askMeAbout"
        case employerOrgID = "employerOrgId"
        case employmentKind = "employmentKind"
        case hsaID = "hsaId"
        case iDecide = "iDecide"
        case languages = "languages"
        case licence = "licence"
        case myMission = "myMission"
        case name = "name"
        case notMyRole = "notMyRole"
        case reachMe = "reachMe"
        case roles = "roles"
        case state = "state"
    }
}

/// Kind of employment: strictBundle
enum StaffMemberEmploymentKind: String, Codable {
    case permanent = "permanent"
    case substitute = "substitute"
    case temporary = "temporary"
}

/// State: stateMachine
enum StaffMemberState: String, Codable {
    case active = "active"
    case onLeave = "onLeave"
    case staffMemberStateLeft = "left"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Support decision: what its fields say.
// MARK: - SupportDecisionFields
struct SupportDecisionFields: Codable {
    let appealInfo: String?
    let citizenStance: String?
    let decidedBy: String?
    let decisionRef: String?
    /// Hours a month: serverAuthoritative
    let hours: Int?
    let insats: String?
    /// Life areas: serverAuthoritative
    let lifeAreas: [GoalLifeArea]?
    let purpose: String?
    let state: SupportDecisionState?
    let validFrom: String?
    let validTo: String?

    enum CodingKeys: String, CodingKey {
        case appealInfo = "appealInfo"
        case citizenStance = "citizenStance"
        case decidedBy = "decidedBy"
        case decisionRef = "decisionRef"
        case hours = "hours"
        case insats = "insats"
        case lifeAreas = "lifeAreas"
        case purpose = "purpose"
        case state = "state"
        case validFrom = "validFrom"
        case validTo = "validTo"
    }
}

/// State: stateMachine
enum SupportDecisionState: String, Codable {
    case applied = "applied"
    case denied = "denied"
    case ended = "ended"
    case granted = "granted"
    case investigating = "investigating"
    case partlyGranted = "partlyGranted"
    case revised = "revised"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Whether support goes on: what its fields say.
// MARK: - SupportStatusFields
struct SupportStatusFields: Codable {
    let support: CitizenState?

    enum CodingKeys: String, CodingKey {
        case support = "support"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The answer of POST /v1/sync: the frames that a socket would have sent.
// MARK: - SyncAnswer
struct SyncAnswer: Codable {
    let frames: [JSONAny]

    enum CodingKeys: String, CodingKey {
        case frames = "frames"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The body of POST /v1/sync: a hello without its token, which goes into the header, and
/// what there is to hand in.
// MARK: - SyncRequest
struct SyncRequest: Codable {
    /// The phone's time.
    let clock: Int?
    /// The version of the contract that the phone speaks.
    let contract: Int
    /// How far the phone has each scope.
    let cursors: [String: Cursor]?
    let device: String?
    let edits: [Edit]?
    /// The person logged out: all the rest is taken first.
    let end: Bool?
    let frame: String
    let key: String?
    let proof: Proof?
    let purged: [String]?
    let pushToken: PushToken?
    let reads: Reads?
    /// The number of the last read on the phone, when some wait to be handed in.
    let readsAt: Int?
    let replica: String
    let sealed: [SealedFrame]?

    enum CodingKeys: String, CodingKey {
        case clock = "clock"
        case contract = "contract"
        case cursors = "cursors"
        case device = "device"
        case edits = "edits"
        case end = "end"
        case frame = "frame"
        case key = "key"
        case proof = "proof"
        case purged = "purged"
        case pushToken = "pushToken"
        case reads = "reads"
        case readsAt = "readsAt"
        case replica = "replica"
        case sealed = "sealed"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Where a push service finds the device.
// MARK: - PushToken
struct PushToken: Codable {
    let platform: Platform?
    /// The push service's own; empty: this login is not to be rung.
    let token: String

    enum CodingKeys: String, CodingKey {
        case platform = "platform"
        case token = "token"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Team meeting: what its fields say.
// MARK: - TeamMeetingFields
struct TeamMeetingFields: Codable {
    /// Answers: ownKey
    let attendance: [String: TeamMeetingAttendance]?
    let chairID: String?
    let confirmBy: String?
    let cutoffAt: String?
    let end: String?
    /// Open part: strictBundle
    let openPart: Int?
    /// Told in person: journal
    let oralNotices: [String: TeamMeetingOralNotices]?
    let place: String?
    let presentIDS: [String]?
    let routineID: String?
    /// Version of the routine: lastWriter
    let routineVersion: Int?
    let secretaryID: String?
    /// Number of changes: strictBundle
    let sequence: Int?
    let start: String?
    let state: TeamMeetingState?
    let stateReason: String?
    let unconfirmedSince: String?

    enum CodingKeys: String, CodingKey {
        case attendance = "attendance"
        case chairID = "chairId"
        case confirmBy = "confirmBy"
        case cutoffAt = "cutoffAt"
        case end = "end"
        case openPart = "openPart"
        case oralNotices = "oralNotices"
        case place = "place"
        case presentIDS = "presentIds"
        case routineID = "routineId"
        case routineVersion = "routineVersion"
        case secretaryID = "secretaryId"
        case sequence = "sequence"
        case start = "start"
        case state = "state"
        case stateReason = "stateReason"
        case unconfirmedSince = "unconfirmedSince"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TeamMeetingAttendance
struct TeamMeetingAttendance: Codable {
    let parts: [Int]?
    let respondedToSequence: Int
    let response: Response
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case parts = "parts"
        case respondedToSequence = "respondedToSequence"
        case response = "response"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TeamMeetingOralNotices
struct TeamMeetingOralNotices: Codable {
    let at: String
    let note: String?
    let sequence: Int?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case note = "note"
        case sequence = "sequence"
        case staffID = "staffId"
    }
}

/// State: stateMachine
enum TeamMeetingState: String, Codable {
    case called = "called"
    case cancelled = "cancelled"
    case closed = "closed"
    case confirmed = "confirmed"
    case draft = "draft"
    case prepared = "prepared"
    case running = "running"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Team roster: what its fields say.
// MARK: - TeamRosterFields
struct TeamRosterFields: Codable {
    /// Role cards: lastWriter
    let cards: [TeamRosterCards]?
    let convenerRole: RoleValue?
    let meetingRhythm: String?
    /// Members and their parts: lastWriter
    let members: [TeamRosterMembers]?
    let municipalityOrgID: String?
    let name: String?
    let providerOrgID: String?
    /// How to reach each other: lastWriter
    let reach: [TeamRosterReach]?
    let routineID: String?

    enum CodingKeys: String, CodingKey {
        case cards = "cards"
        case convenerRole = "convenerRole"
        case meetingRhythm = "meetingRhythm"
        case members = "members"
        case municipalityOrgID = "municipalityOrgId"
        case name = "name"
        case providerOrgID = "providerOrgId"
        case reach = "reach"
        case routineID = "routineId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TeamRosterCards
struct TeamRosterCards: Codable {
    let askMeAbout: String?
    let iDecide: String?
    let myMission: String?
    let notMyRole: String?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case askMeAbout = "askMeAbout"
        case iDecide = "iDecide"
        case myMission = "myMission"
        case notMyRole = "notMyRole"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TeamRosterMembers
struct TeamRosterMembers: Codable {
    let name: String?
    let parts: [Int]
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case parts = "parts"
        case role = "role"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TeamRosterReach
struct TeamRosterReach: Codable {
    let reachMe: String
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case reachMe = "reachMe"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Test cycle: what its fields say.
// MARK: - TestCycleFields
struct TestCycleFields: Codable {
    let changeForNext: String?
    /// Citizens' views: journal
    let citizenViews: [String: EntryValue]?
    let decidedAt: String?
    let decision: TestCycleDecision?
    /// How it went: journal
    let howItWent: [String: EntryValue]?
    /// Version of the method: immutable
    let methodVersion: Int?
    /// Cycle: immutable
    let number: Int?
    /// Readings: journal
    let readings: [String: TestCycleReadings]?
    /// Staff's views: journal
    let staffViews: [String: EntryValue]?
    let testID: String?
    /// Number of tries: counter
    let tries: [String: Int]?
    /// What we tried: journal
    let whatWeTried: [String: EntryValue]?

    enum CodingKeys: String, CodingKey {
        case changeForNext = "changeForNext"
        case citizenViews = "citizenViews"
        case decidedAt = "decidedAt"
        case decision = "decision"
        case howItWent = "howItWent"
        case methodVersion = "methodVersion"
        case number = "number"
        case readings = "readings"
        case staffViews = "staffViews"
        case testID = "testId"
        case tries = "tries"
        case whatWeTried = "whatWeTried"
    }
}

/// Decision: strictBundle
enum TestCycleDecision: String, Codable {
    case adjust = "adjust"
    case adopt = "adopt"
    case discard = "discard"
    case retest = "retest"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - TestCycleReadings
struct TestCycleReadings: Codable {
    let at: String
    let corrects: String?
    let measureID: String
    let n: Int?
    let value: Int

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case corrects = "corrects"
        case measureID = "measureId"
        case n = "n"
        case value = "value"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Message: what its fields say.
// MARK: - ThreadMessageFields
struct ThreadMessageFields: Codable {
    /// Mentioned: addWins
    let mentions: [String: String]?
    /// Message: journal
    let text: [String: EntryValue]?
    let threadID: String?

    enum CodingKeys: String, CodingKey {
        case mentions = "mentions"
        case text = "text"
        case threadID = "threadId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Somebody stopped writing.
// MARK: - UnlockFrame
struct UnlockFrame: Codable {
    let doc: String
    let frame: String
    let scope: String

    enum CodingKeys: String, CodingKey {
        case doc = "doc"
        case frame = "frame"
        case scope = "scope"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Answers edits.
// MARK: - VerdictsFrame
struct VerdictsFrame: Codable {
    let frame: String
    let verdicts: [Verdict]

    enum CodingKeys: String, CodingKey {
        case frame = "frame"
        case verdicts = "verdicts"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// The answer to one edit: codes and references, never values.
// MARK: - Verdict
struct Verdict: Codable {
    let again: Bool?
    let code: String?
    let edit: String
    let field: String?
    let late: Bool?
    let notes: [Note]?
    let scope: String
    let seq: Int
    let verdict: VerdictKind

    enum CodingKeys: String, CodingKey {
        case again = "again"
        case code = "code"
        case edit = "edit"
        case field = "field"
        case late = "late"
        case notes = "notes"
        case scope = "scope"
        case seq = "seq"
        case verdict = "verdict"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// A field was merged: which edit is shown and which are not.
// MARK: - Note
struct Note: Codable {
    let field: String
    let item: String?
    let overruled: [String]?
    let policy: String
    let shown: String?
    let waiting: [String]?

    enum CodingKeys: String, CodingKey {
        case field = "field"
        case item = "item"
        case overruled = "overruled"
        case policy = "policy"
        case shown = "shown"
        case waiting = "waiting"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Assertion about a visit: what its fields say.
// MARK: - VisitAssertionFields
struct VisitAssertionFields: Codable {
    let at: String?
    let basis: VisitAssertionBasis?
    let by: String?
    /// Corrections: journal
    let corrections: [String: EntryValue]?
    let kind: VisitAssertionKind?
    let note: String?
    let replacementPlanID: String?
    let visitPlanID: String?

    enum CodingKeys: String, CodingKey {
        case at = "at"
        case basis = "basis"
        case by = "by"
        case corrections = "corrections"
        case kind = "kind"
        case note = "note"
        case replacementPlanID = "replacementPlanId"
        case visitPlanID = "visitPlanId"
    }
}

/// What it is based on: immutable
enum VisitAssertionBasis: String, Codable {
    case callWithCitizen = "callWithCitizen"
    case callWithStaff = "callWithStaff"
    case noAnswer = "noAnswer"
    case noSignal = "noSignal"
}

/// Assertion: immutable
enum VisitAssertionKind: String, Codable {
    case allWell = "allWell"
    case confirmedMissed = "confirmedMissed"
    case replacementSent = "replacementSent"
    case suspectedMissed = "suspectedMissed"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Visits of a day: what its fields say.
// MARK: - VisitDayFields
struct VisitDayFields: Codable {
    /// Assertions: addWins
    let assertions: [String: VisitDayAssertions]?
    let date: String?
    /// Performed: addWins
    let facts: [String: VisitDayFacts]?
    /// Planned: addWins
    let plans: [String: VisitDayPlans]?
    /// Who comes: addWins
    let visitors: [String: VisitDayVisitors]?

    enum CodingKeys: String, CodingKey {
        case assertions = "assertions"
        case date = "date"
        case facts = "facts"
        case plans = "plans"
        case visitors = "visitors"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitDayAssertions
struct VisitDayAssertions: Codable {
    let assertionID: String?
    let at: String?
    let basis: VisitAssertionBasis?
    let by: String?
    let kind: VisitAssertionKind?
    let replacementPlanID: String?
    let visitPlanID: String?
    let voided: Bool?

    enum CodingKeys: String, CodingKey {
        case assertionID = "assertionId"
        case at = "at"
        case basis = "basis"
        case by = "by"
        case kind = "kind"
        case replacementPlanID = "replacementPlanId"
        case visitPlanID = "visitPlanId"
        case voided = "voided"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitDayFacts
struct VisitDayFacts: Codable {
    let arrivedAt: String?
    let cannotFail: Bool?
    let leftAt: String?
    let outcome: VisitRecordOutcome?
    let receivedAt: String?
    let recordID: String?
    let role: String?
    let staffID: String?
    let visitPlanID: String?
    let voided: Bool?

    enum CodingKeys: String, CodingKey {
        case arrivedAt = "arrivedAt"
        case cannotFail = "cannotFail"
        case leftAt = "leftAt"
        case outcome = "outcome"
        case receivedAt = "receivedAt"
        case recordID = "recordId"
        case role = "role"
        case staffID = "staffId"
        case visitPlanID = "visitPlanId"
        case voided = "voided"
    }
}

/// Outcome: immutable
enum VisitRecordOutcome: String, Codable {
    case alreadyVisited = "alreadyVisited"
    case declinedByCitizen = "declinedByCitizen"
    case interrupted = "interrupted"
    case notAdmitted = "notAdmitted"
    case notHome = "notHome"
    case partly = "partly"
    case performed = "performed"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitDayPlans
struct VisitDayPlans: Codable {
    let criticality: VisitPlanCriticality?
    let doubleStaffing: Bool?
    let end: String?
    let jointVisitID: String?
    let planID: String?
    let replacesPlanID: String?
    let staffIDS: [String]?
    let start: String?
    let state: VisitPlanState?
    let voided: Bool?

    enum CodingKeys: String, CodingKey {
        case criticality = "criticality"
        case doubleStaffing = "doubleStaffing"
        case end = "end"
        case jointVisitID = "jointVisitId"
        case planID = "planId"
        case replacesPlanID = "replacesPlanId"
        case staffIDS = "staffIds"
        case start = "start"
        case state = "state"
        case voided = "voided"
    }
}

/// May the visit be moved: safeSide
enum VisitPlanCriticality: String, Codable {
    case canMove = "canMove"
    case cannotFail = "cannotFail"
}

/// State: stateMachine
enum VisitPlanState: String, Codable {
    case cancelled = "cancelled"
    case changed = "changed"
    case planned = "planned"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitDayVisitors
struct VisitDayVisitors: Codable {
    let people: [VisitorsValue]

    enum CodingKeys: String, CodingKey {
        case people = "people"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// those who come, with name and role
// MARK: - VisitorsValue
struct VisitorsValue: Codable {
    let name: String
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case role = "role"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Invitation to a joint home visit: what its fields say.
// MARK: - VisitInvitationFields
struct VisitInvitationFields: Codable {
    /// What the citizen answers about each participant: citizenOwned
    let citizenStance: [String: VisitInvitationCitizenStance]?
    let end: String?
    let jointVisitID: String?
    /// Participants: lastWriter
    let participants: [VisitInvitationParticipants]?
    let place: String?
    let purpose: String?
    /// Number of changes: lastWriter
    let sequence: Int?
    let start: String?
    let teamID: String?
    let visitors: [VisitorsValue]?
    let visitState: String?

    enum CodingKeys: String, CodingKey {
        case citizenStance = "citizenStance"
        case end = "end"
        case jointVisitID = "jointVisitId"
        case participants = "participants"
        case place = "place"
        case purpose = "purpose"
        case sequence = "sequence"
        case start = "start"
        case teamID = "teamId"
        case visitors = "visitors"
        case visitState = "visitState"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitInvitationCitizenStance
struct VisitInvitationCitizenStance: Codable {
    let answer: CitizenStanceAnswer
    let at: String?
    let respondedToSequence: Int
    let staffID: String?
    let words: String?

    enum CodingKeys: String, CodingKey {
        case answer = "answer"
        case at = "at"
        case respondedToSequence = "respondedToSequence"
        case staffID = "staffId"
        case words = "words"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitInvitationParticipants
struct VisitInvitationParticipants: Codable {
    let mandatory: Bool?
    let role: RoleValue?
    let staffID: String

    enum CodingKeys: String, CodingKey {
        case mandatory = "mandatory"
        case role = "role"
        case staffID = "staffId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Note: what its fields say.
// MARK: - VisitNoteFields
struct VisitNoteFields: Codable {
    let category: VisitNoteCategory?
    /// For: addWins
    let forProfessions: [String: RoleValue]?
    let legalDomain: SocialDomainValue?
    let linkedFrom: LinkedFromValue?
    let needsAction: Bool?
    let occurredAt: String?
    /// Note: journal
    let text: [String: EntryValue]?
    let visitRecordID: String?

    enum CodingKeys: String, CodingKey {
        case category = "category"
        case forProfessions = "forProfessions"
        case legalDomain = "legalDomain"
        case linkedFrom = "linkedFrom"
        case needsAction = "needsAction"
        case occurredAt = "occurredAt"
        case text = "text"
        case visitRecordID = "visitRecordId"
    }
}

/// Category: lastWriter
enum VisitNoteCategory: String, Codable {
    case agreement = "agreement"
    case conversation = "conversation"
    case event = "event"
    case observation = "observation"
    case other = "other"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Planned visit: what its fields say.
// MARK: - VisitPlanFields
struct VisitPlanFields: Codable {
    /// Activities: addWins
    let activityIDS: [String: String]?
    let criticality: VisitPlanCriticality?
    let doubleStaffing: Bool?
    let end: String?
    let jointVisitID: String?
    let originalCameAt: String?
    let place: String?
    let refutedAt: String?
    let replacesPlanID: String?
    /// Number of changes: strictBundle
    let sequence: Int?
    let staffIDS: [String]?
    let start: String?
    let state: VisitPlanState?
    let stateReason: String?
    let visitStatus: VisitPlanVisitStatus?

    enum CodingKeys: String, CodingKey {
        case activityIDS = "activityIds"
        case criticality = "criticality"
        case doubleStaffing = "doubleStaffing"
        case end = "end"
        case jointVisitID = "jointVisitId"
        case originalCameAt = "originalCameAt"
        case place = "place"
        case refutedAt = "refutedAt"
        case replacesPlanID = "replacesPlanId"
        case sequence = "sequence"
        case staffIDS = "staffIds"
        case start = "start"
        case state = "state"
        case stateReason = "stateReason"
        case visitStatus = "visitStatus"
    }
}

/// What became of it: derived
enum VisitPlanVisitStatus: String, Codable {
    case alreadyVisited = "alreadyVisited"
    case cancelled = "cancelled"
    case confirmedMissed = "confirmedMissed"
    case declinedByCitizen = "declinedByCitizen"
    case interrupted = "interrupted"
    case notAdmitted = "notAdmitted"
    case notHome = "notHome"
    case partly = "partly"
    case performed = "performed"
    case planned = "planned"
    case replacementSent = "replacementSent"
    case suspectedMissed = "suspectedMissed"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Performed visit: what its fields say.
// MARK: - VisitRecordFields
struct VisitRecordFields: Codable {
    /// Activities: journal
    let activityOutcomes: [String: VisitRecordActivityOutcomes]?
    let arrivedAt: String?
    let citizenToldNext: Bool?
    let citizenWords: String?
    /// Corrections: journal
    let corrections: [String: EntryValue]?
    let evidence: VisitRecordEvidence?
    let leftAt: String?
    let outcome: VisitRecordOutcome?
    /// Staff present: addWins
    let presentStaffIDS: [String: String]?
    let visitPlanID: String?

    enum CodingKeys: String, CodingKey {
        case activityOutcomes = "activityOutcomes"
        case arrivedAt = "arrivedAt"
        case citizenToldNext = "citizenToldNext"
        case citizenWords = "citizenWords"
        case corrections = "corrections"
        case evidence = "evidence"
        case leftAt = "leftAt"
        case outcome = "outcome"
        case presentStaffIDS = "presentStaffIds"
        case visitPlanID = "visitPlanId"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

// MARK: - VisitRecordActivityOutcomes
struct VisitRecordActivityOutcomes: Codable {
    let activityID: String
    let at: String
    let corrects: String?
    let outcome: Outcome
    let reason: String?
    let supportGiven: SupportValue?

    enum CodingKeys: String, CodingKey {
        case activityID = "activityId"
        case at = "at"
        case corrects = "corrects"
        case outcome = "outcome"
        case reason = "reason"
        case supportGiven = "supportGiven"
    }
}

enum Outcome: String, Codable {
    case declined = "declined"
    case done = "done"
    case notDone = "notDone"
    case partly = "partly"
}

/// Evidence: immutable
enum VisitRecordEvidence: String, Codable {
    case lock = "lock"
    case manual = "manual"
    case nfc = "nfc"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Answers a hello.
// MARK: - WelcomeFrame
struct WelcomeFrame: Codable {
    let actor: String
    /// The server's; it may be one more than the phone's.
    let contract: Int
    let frame: String
    /// How long acknowledged edits are kept, at least.
    let keepDays: Int
    /// How long the phone may show what it holds without contact.
    let leaseHours: Int?
    let limits: PhoneLimits
    /// The server's time.
    let now: Int
    /// Whether this device can be rung; left out: this server rings nobody.
    let push: Push?
    let roles: [String]
    /// All that the actor may hold now, sorted.
    let scopes: [String]
    let sealKey: String?

    enum CodingKeys: String, CodingKey {
        case actor = "actor"
        case contract = "contract"
        case frame = "frame"
        case keepDays = "keepDays"
        case leaseHours = "leaseHours"
        case limits = "limits"
        case now = "now"
        case push = "push"
        case roles = "roles"
        case scopes = "scopes"
        case sealKey = "sealKey"
    }
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// What a phone should keep within.
// MARK: - PhoneLimits
struct PhoneLimits: Codable {
    let batchEdits: Int
    let editsPerMinute: Int
    let frameBytes: Int

    enum CodingKeys: String, CodingKey {
        case batchEdits = "batchEdits"
        case editsPerMinute = "editsPerMinute"
        case frameBytes = "frameBytes"
    }
}

/// Whether this device can be rung; left out: this server rings nobody.
enum Push: String, Codable {
    case on = "on"
    case renew = "renew"
}

// Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.

/// Working method: what its fields say.
// MARK: - WorkingMethodFields
struct WorkingMethodFields: Codable {
    let name: String?
    let text: String?
    /// Version: strictBundle
    let version: Int?
    let why: String?

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case text = "text"
        case version = "version"
        case why = "why"
    }
}

// MARK: - Encode/decode helpers

class JSONNull: Codable, Hashable {

    public static func == (lhs: JSONNull, rhs: JSONNull) -> Bool {
        return true
    }

    public var hashValue: Int {
        return 0
    }

    public func hash(into hasher: inout Hasher) {
        // No-op
    }

    public init() {}

    public required init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if !container.decodeNil() {
            throw DecodingError.typeMismatch(JSONNull.self, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Wrong type for JSONNull"))
        }
    }

    public func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}

class JSONCodingKey: CodingKey {
    let key: String

    required init?(intValue: Int) {
        return nil
    }

    required init?(stringValue: String) {
        key = stringValue
    }

    var intValue: Int? {
        return nil
    }

    var stringValue: String {
        return key
    }
}

class JSONAny: Codable {

    let value: Any

    static func decodingError(forCodingPath codingPath: [CodingKey]) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "Cannot decode JSONAny")
        return DecodingError.typeMismatch(JSONAny.self, context)
    }

    static func encodingError(forValue value: Any, codingPath: [CodingKey]) -> EncodingError {
        let context = EncodingError.Context(codingPath: codingPath, debugDescription: "Cannot encode JSONAny")
        return EncodingError.invalidValue(value, context)
    }

    static func decode(from container: SingleValueDecodingContainer) throws -> Any {
        if let value = try? container.decode(Bool.self) {
            return value
        }
        if let value = try? container.decode(Int64.self) {
            return value
        }
        if let value = try? container.decode(Double.self) {
            return value
        }
        if let value = try? container.decode(String.self) {
            return value
        }
        if container.decodeNil() {
            return JSONNull()
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decode(from container: inout UnkeyedDecodingContainer) throws -> Any {
        if let value = try? container.decode(Bool.self) {
            return value
        }
        if let value = try? container.decode(Int64.self) {
            return value
        }
        if let value = try? container.decode(Double.self) {
            return value
        }
        if let value = try? container.decode(String.self) {
            return value
        }
        if let value = try? container.decodeNil() {
            if value {
                return JSONNull()
            }
        }
        if var container = try? container.nestedUnkeyedContainer() {
            return try decodeArray(from: &container)
        }
        if var container = try? container.nestedContainer(keyedBy: JSONCodingKey.self) {
            return try decodeDictionary(from: &container)
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decode(from container: inout KeyedDecodingContainer<JSONCodingKey>, forKey key: JSONCodingKey) throws -> Any {
        if let value = try? container.decode(Bool.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(Int64.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(Double.self, forKey: key) {
            return value
        }
        if let value = try? container.decode(String.self, forKey: key) {
            return value
        }
        if let value = try? container.decodeNil(forKey: key) {
            if value {
                return JSONNull()
            }
        }
        if var container = try? container.nestedUnkeyedContainer(forKey: key) {
            return try decodeArray(from: &container)
        }
        if var container = try? container.nestedContainer(keyedBy: JSONCodingKey.self, forKey: key) {
            return try decodeDictionary(from: &container)
        }
        throw decodingError(forCodingPath: container.codingPath)
    }

    static func decodeArray(from container: inout UnkeyedDecodingContainer) throws -> [Any] {
        var arr: [Any] = []
        while !container.isAtEnd {
            let value = try decode(from: &container)
            arr.append(value)
        }
        return arr
    }

    static func decodeDictionary(from container: inout KeyedDecodingContainer<JSONCodingKey>) throws -> [String: Any] {
        var dict = [String: Any]()
        for key in container.allKeys {
            let value = try decode(from: &container, forKey: key)
            dict[key.stringValue] = value
        }
        return dict
    }

    static func encode(to container: inout UnkeyedEncodingContainer, array: [Any]) throws {
        for value in array {
            if let value = value as? Bool {
                try container.encode(value)
            } else if let value = value as? Int64 {
                try container.encode(value)
            } else if let value = value as? Double {
                try container.encode(value)
            } else if let value = value as? String {
                try container.encode(value)
            } else if value is JSONNull {
                try container.encodeNil()
            } else if let value = value as? [Any] {
                var container = container.nestedUnkeyedContainer()
                try encode(to: &container, array: value)
            } else if let value = value as? [String: Any] {
                var container = container.nestedContainer(keyedBy: JSONCodingKey.self)
                try encode(to: &container, dictionary: value)
            } else {
                throw encodingError(forValue: value, codingPath: container.codingPath)
            }
        }
    }

    static func encode(to container: inout KeyedEncodingContainer<JSONCodingKey>, dictionary: [String: Any]) throws {
        for (key, value) in dictionary {
            let key = JSONCodingKey(stringValue: key)!
            if let value = value as? Bool {
                try container.encode(value, forKey: key)
            } else if let value = value as? Int64 {
                try container.encode(value, forKey: key)
            } else if let value = value as? Double {
                try container.encode(value, forKey: key)
            } else if let value = value as? String {
                try container.encode(value, forKey: key)
            } else if value is JSONNull {
                try container.encodeNil(forKey: key)
            } else if let value = value as? [Any] {
                var container = container.nestedUnkeyedContainer(forKey: key)
                try encode(to: &container, array: value)
            } else if let value = value as? [String: Any] {
                var container = container.nestedContainer(keyedBy: JSONCodingKey.self, forKey: key)
                try encode(to: &container, dictionary: value)
            } else {
                throw encodingError(forValue: value, codingPath: container.codingPath)
            }
        }
    }

    static func encode(to container: inout SingleValueEncodingContainer, value: Any) throws {
        if let value = value as? Bool {
            try container.encode(value)
        } else if let value = value as? Int64 {
            try container.encode(value)
        } else if let value = value as? Double {
            try container.encode(value)
        } else if let value = value as? String {
            try container.encode(value)
        } else if value is JSONNull {
            try container.encodeNil()
        } else {
            throw encodingError(forValue: value, codingPath: container.codingPath)
        }
    }

    public required init(from decoder: Decoder) throws {
        if var arrayContainer = try? decoder.unkeyedContainer() {
            self.value = try JSONAny.decodeArray(from: &arrayContainer)
        } else if var container = try? decoder.container(keyedBy: JSONCodingKey.self) {
            self.value = try JSONAny.decodeDictionary(from: &container)
        } else {
            let container = try decoder.singleValueContainer()
            self.value = try JSONAny.decode(from: container)
        }
    }

    public func encode(to encoder: Encoder) throws {
        if let arr = self.value as? [Any] {
            var container = encoder.unkeyedContainer()
            try JSONAny.encode(to: &container, array: arr)
        } else if let dict = self.value as? [String: Any] {
            var container = encoder.container(keyedBy: JSONCodingKey.self)
            try JSONAny.encode(to: &container, dictionary: dict)
        } else {
            var container = encoder.singleValueContainer()
            try JSONAny.encode(to: &container, value: self.value)
        }
    }
}
