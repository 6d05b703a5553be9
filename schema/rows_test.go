package schema

import (
	"slices"
	"strings"
	"testing"
)

// codes are the policies as domain.md 3.1 writes them.
var codes = map[string]Policy{
	"IMM": Immutable, "JRN": Journal, "AWS": AddWins, "RST": Restrictive, "LWW": LastWriter, "LWW+": LastWriterNotice, "SAFE": SafeSide,
	"CTZ": CitizenOwned, "PRP": Proposal, "STM": StateMachine, "OWN": OwnKey, "BND": StrictBundle, "SRV": ServerAuthoritative,
	"CNT": Counter, "HUM": Human, "DRV": Derived,
}

// row is a row of the table in domain.md 3.2, as far as its types are here, and the fields that it is about in the schema.
// Where a field has another policy than its row says, why says why.
type row struct {
	quote  string // type | fields | policy
	fields string // type.field …; as:CODE before those that differ from the row
	why    string
}

var rows = []row{
	{"citizen | preferredName, informing way | CTZ", "citizenIdentity.preferredName citizen.preferredInformingWay", ""},
	{"citizen | whatMattersToMe | CTZ", "citizen.whatMattersToMe", ""},
	{"citizen | strengths[] | AWS", "citizen.strengths", ""},
	{"citizen | safetyAlerts[] | RST", "citizen.safetyAlerts", ""},
	{"citizen | address, homeAccess | LWW+ (coordinator)", "citizenIdentity.address citizenIdentity.homeAccess", ""},
	{"citizen | communicationSupport, languageNeeds | AWS", "citizen.communicationSupport citizen.languageNeeds", ""},
	{
		"citizen | providerOrgId, homeTeamId, responsible*, permanentCareContactId | SRV",
		"citizen.providerOrgId citizen.homeTeamId citizen.responsibleAssessorId citizen.responsibleNurseId citizen.rehabContactIds citizen.permanentCareContactId", "",
	},
	{"citizen | state | STM: deceased > ended > paused > active", "citizen.state", ""},
	{"citizen | representatives[] | SRV", "citizen.representatives", ""},
	{
		"staffMember | roleCard.* | OWN", "as:LWW staffMember.myMission staffMember.iDecide staffMember.askMeAbout staffMember.notMyRole staffMember.reachMe",
		"the directory is written by managers only, so nobody has a key of one's own there",
	},
	{"staffMember | roles, licence | SRV", "staffMember.roles staffMember.licence", ""},
	{"careTeam | memberIds, part rights | SRV", "careTeam.members careTeam.memberOrgIds careTeam.providerOrgId careTeam.municipalityOrgId", ""},
	{"careTeam | formedAroundNeeds, name | LWW", "careTeam.formedAroundNeeds careTeam.name", ""},
	{
		"careAssignment | all | SRV",
		"careAssignment.staffId careAssignment.teamId careAssignment.citizenId careAssignment.providerOrgId careAssignment.reason careAssignment.validFrom careAssignment.validTo careAssignment.endedAt", "",
	},
	{"consent | scope, recipients, given | IMM per statement", "consent.covers consent.recipients consent.compartments consent.givenBy consent.givenHow consent.givenAt", ""},
	{"consent | state | STM: withdrawn > refused > limited > given > asked", "consent.state", ""},
	{
		"accessBlock | all | SRV; block > consent", "accessBlock.setBy accessBlock.setAt accessBlock.liftedAt as:IMM accessBlock.level accessBlock.orgUnitId as:RST accessBlock.compartments",
		"who is blocked never changes, or whoever may record a block could lift it; what is blocked only the citizen takes back",
	},
	{
		"supportDecision, serviceOrder | all | SRV mirror",
		"supportDecision.decisionRef supportDecision.insats supportDecision.purpose supportDecision.hours supportDecision.validFrom supportDecision.validTo supportDecision.citizenStance serviceOrder.supportDecisionId serviceOrder.providerOrgId serviceOrder.startBy serviceOrder.firstVisitAt", "",
	},
	{"serviceOrder | acknowledgedAt | OWN earliest", "as:SAFE serviceOrder.acknowledgedAt", "one time, the earliest; who says so is the author"},
	{"dialogue | citizenVoice | CTZ", "dialogue.citizenVoice dialogue.whatMatters", ""},
	{"dialogue | needsByLifeArea[], strengthsSeen[], agreements[] | AWS (entry-wise)", "dialogue.needsByLifeArea dialogue.strengthsSeen dialogue.agreements", ""},
	{"dialogue | summary text | LWW+ before confirmed; IMM after", "dialogue.summary", ""},
	{"dialogue | state | STM: confirmedByCitizen > summarised > held > declined > cancelled > planned", "dialogue.state", ""},
	{"profile | criteria | BND", "profile.criteria profile.exclusions profile.description", ""},
	{"profileMatch | match state | STM: rejected > confirmed > suggested, by human only", "profileMatch.state", ""},
	{"goal | citizenWords | CTZ", "goal.citizenWords", ""},
	{
		"goal | professionalWording, target, baseline, lifeArea, gasLevels | PRP (+HUM if two)",
		"goal.professionalWording goal.target goal.baseline goal.lifeArea goal.gasLevels", "",
	},
	{"goal | icfCode | LWW+", "goal.icfCode", ""},
	{"goal | direction | PRP", "goal.direction", ""},
	{"goal | importance | CTZ", "goal.importance", ""},
	{"goal | difficulty | LWW+ by responsible", "goal.difficulty", ""},
	{"goal | contributorIds, activity links | AWS", "goal.contributorIds goal.activities", ""},
	{"goal | responsibleId | SRV/manager, LWW+", "as:LWW+ goal.responsibleId", "the row names both; who is responsible changes on the phone too, and everybody hears of it"},
	{"goal | nextReview | SAFE earliest", "goal.nextReview", ""},
	{"goal | agreedVersion | BND, IMM per version", "goal.agreedVersion goal.agreedAt goal.agreedHow goal.agreedByStaffId", ""},
	{
		"goal | state | STM: withdrawnByCitizen > enteredInError > changed > achieved > maintained > partlyAchieved > notAchieved > active > agreed > drafted > voiced", "goal.state", "",
	},
	{
		"goalFollowUp | all | JRN", "as:IMM goalFollowUp.level goalFollowUp.observation goalFollowUp.supportGiven goalFollowUp.next as:JRN goalFollowUp.corrections",
		"the document is the journal's entry: each follow-up is one, corrected by entries",
	},
	// What they say of how it goes is theirs like the number, and stands apart from what staff saw.
	{"goalFollowUp | citizenRating | CTZ inside JRN", "goalFollowUp.citizenRating goalFollowUp.citizenWords", ""},
	// "Into proposal": frozen while it is agreed (TestFrozen_AnAgreedPlan).
	{"rehabPlan | goalIds, activityIds | AWS into proposal", "rehabPlan.goalIds rehabPlan.activityIds", ""},
	{"rehabPlan | agreedVersion, citizenApproval | BND, IMM per version", "rehabPlan.agreedVersion rehabPlan.agreedAt rehabPlan.citizenApproval", ""},
	{"rehabPlan | supportFloorNote | RST", "rehabPlan.supportFloorNotes", ""},
	{"rehabPlan | reviewDate | SAFE earliest", "rehabPlan.reviewDate", ""},
	{"rehabPlan | state | STM: withdrawnByCitizen > concluded > underReview > active > agreed > proposed > draft", "rehabPlan.state", ""},
	{"planActivity | how, citizenDoesSelf, staffDoes | PRP", "planActivity.how planActivity.citizenDoesSelf planActivity.staffDoes", ""},
	{"planActivity | restrictions[] | RST", "planActivity.restrictions", ""},
	// Read as: what was agreed stays, be it the higher or the lower; nobody gets more or less by a proposal alone.
	{"planActivity | supportLevel | PRP; until agreed the higher support stays", "planActivity.supportLevel", ""},
	{"planActivity | frequency | PRP (small)", "planActivity.frequency", ""},
	{"planActivity | timeOfDay | LWW+ by coordinator for time", "planActivity.timeOfDay", ""},
	{"planActivity | state | STM: refused > ended > paused > active > planned", "planActivity.state", ""},
	{"visitPlan | start, end, staffIds, place | BND, SRV (coordinator)", "visitPlan.start visitPlan.end visitPlan.staffIds visitPlan.place visitPlan.doubleStaffing", ""},
	{"visitPlan | criticality | SAFE highest", "visitPlan.criticality", ""},
	{"visitPlan | state | STM: cancelled > changed > planned", "visitPlan.state", ""},
	{"visitRecord | arrivedAt, leftAt, outcome, evidence | IMM per author", "visitRecord.arrivedAt visitRecord.leftAt visitRecord.outcome visitRecord.evidence", ""},
	{"visitRecord | activityOutcomes[] | JRN per activity+author", "visitRecord.activityOutcomes", ""},
	{"visitRecord | presentStaffIds | AWS", "visitRecord.presentStaffIds", ""},
	{"visitNote | text | JRN", "visitNote.text", ""},
	{"visitNote | needsAction | SAFE true", "visitNote.needsAction", ""},
	{"visitNote | forProfessions | AWS", "visitNote.forProfessions", ""},
	{
		"visitAssertion | all | JRN", "as:IMM visitAssertion.visitPlanId visitAssertion.kind visitAssertion.basis visitAssertion.at as:JRN visitAssertion.corrections",
		"the document is the journal's entry: each assertion is one, corrected by entries",
	},
	{"visitStatus | (view) | DRV", "visitPlan.visitStatus", ""},
	{"jointVisit | start, end, place, participant list mandatory flags | BND", "jointVisit.start jointVisit.end jointVisit.place jointVisit.participants", ""},
	{"jointVisit | participants[].response | OWN, tied to sequence", "jointVisit.responses", ""},
	{"jointVisit | citizenStance | CTZ; per participant key", "jointVisit.citizenStance", ""},
	{"jointVisit | purpose, questionToAnswer | LWW+", "jointVisit.purpose jointVisit.questionToAnswer", ""},
	{"jointVisit | preparations[] items | AWS", "jointVisit.preparations", ""},
	{"jointVisit | preparations[] done-flags | OWN", "jointVisit.prepared", ""},
	{
		"jointVisit | state | STM: held > declinedByCitizen > cancelled > notHeld > confirmed > scheduled > accepted > citizenAsked > suggested", "jointVisit.state", "",
	},
	{
		"jointVisitFinding | all | JRN per author", "jointVisitFinding.observation jointVisitFinding.suggestion as:CTZ jointVisitFinding.citizenWords",
		"what the citizen says is the citizen's, here as everywhere",
	},
	// "state cancelled": what is cancelled is not moved, by the rule cancelledStays.
	{"teamMeeting | start, end, place, state cancelled | BND", "teamMeeting.start teamMeeting.end teamMeeting.place", ""},
	{"teamMeeting | attendance[] | OWN, tied to sequence", "teamMeeting.attendance", ""},
	{"teamMeeting | chair, secretary | LWW+", "teamMeeting.chairId teamMeeting.secretaryId", ""},
	{"teamMeeting | state | STM: confirmed > closed > running > cancelled > prepared > called > draft", "teamMeeting.state", ""},
	{"meetingPart | state, presentIds | BND online in room", "teamMeeting.openPart teamMeeting.presentIds", ""},
	{"agendaItem | question, background | LWW+ before discussed; IMM after", "agendaItem.question agendaItem.background", ""},
	{"agendaItem | citizenVoice | CTZ", "agendaItem.citizenVoice", ""},
	{"agendaItem | citizenInformed | SAFE false", "agendaItem.citizenInformed", ""},
	{"agendaItem | requiresNewAssessment | SAFE true", "agendaItem.requiresNewAssessment", ""},
	{"agendaItem | part | SRV, command disclose", "as:IMM agendaItem.part", "disclosing makes a linked copy in the other part; the item itself never moves"},
	{
		"agendaItem | disclosureBasis | STM: none > emergency > harmTest > consent … concurrent → narrower", "as:SAFE agendaItem.disclosureBasis",
		"a basis is no state, and nothing moves between bases: of two the narrower holds",
	},
	{"agendaItem | preparations[] | AWS", "agendaItem.preparations", ""},
	{"agendaItem | preparations[] done | OWN", "agendaItem.prepared", ""},
	{"agendaItem | priority | SAFE highest", "agendaItem.priority", ""},
	{
		"agendaItem | state | STM: withdrawnByCitizen > decided > discussed > parked > postponed > prepared > accepted > proposed", "agendaItem.state", "",
	},
	{"agendaItem | state, who raised it | STM: discussed > withdrawnByRaiser", "agendaItem.state", ""},
	{
		"meetingDecision | all | IMM, superseding chain",
		"meetingDecision.itemId meetingDecision.kind meetingDecision.text meetingDecision.responsibleId meetingDecision.due meetingDecision.howCitizenIsTold meetingDecision.supersedes as:JRN meetingDecision.reservation",
		"several people may reserve themselves",
	},
	{
		"followUpTask | responsibleId | LWW+; never empty: two \"I took it\" → both shown, first keeps", "as:HUM followUpTask.responsibleId",
		"\"first keeps\" is what human does and lastWriterNotice does not",
	},
	{"followUpTask | state | STM: done > handedOver > inProgress > accepted > open; done + cancelled → HUM", "followUpTask.state", ""},
	{"followUpTask | due | SAFE earliest unless responsible changed it online", "followUpTask.due", ""},
	{"routine, routineStep | all | BND per version", "routine.version routine.name routine.purpose routine.stepIds routineStep.phase routineStep.role routineStep.what routineStep.why", ""},
	{"routineCheck | done | OWN", "routineCheck.done", ""},
	{"aidQuestion | need text | IMM", "aidQuestion.need", ""},
	{"aidQuestion | additions | JRN", "aidQuestion.additions", ""},
	{"aidQuestion | urgency | SAFE highest until owner triages", "aidQuestion.urgency", ""},
	{"aidQuestion | assessment, prescribed | JRN owner-only", "aidQuestion.assessment aidQuestion.prescribed", ""},
	{"aidQuestion | trial use counts | CNT", "aidQuestion.trialUses", ""},
	{"aidQuestion | state | STM: closed > delivered > declinedByCitizen > notNeeded > prescribed > raised", "aidQuestion.state", ""},
	{"aidQuestion | duplicateOf | AWS", "aidQuestion.duplicateOf", ""},
	{"medicationQuestion | observation | IMM", "medicationQuestion.observation", ""},
	{"medicationQuestion | additions | JRN", "medicationQuestion.additions", ""},
	{"medicationQuestion | urgency | SAFE highest", "medicationQuestion.urgency", ""},
	{"medicationQuestion | answer, instruction | JRN nurse-only", "medicationQuestion.answer medicationQuestion.instructionToStaff", ""},
	{"medicationQuestion | confirmations | OWN", "medicationQuestion.confirmations", ""},
	{"medicationQuestion | state | STM: closed > answered > awaitingPhysician > assessing > received > raised", "medicationQuestion.state", ""},
	{"caseThread | participants | SRV", "caseThread.participants", ""},
	{"caseThread | messages | JRN", "threadMessage.text", ""},
	{"caseThread | title | LWW", "caseThread.title", ""},
	{"deviationDraft | text | LWW by author; IMM after submit", "deviationDraft.what deviationDraft.consequence deviationDraft.immediateAction", ""},
	{"improvementIdea | title, problem | LWW+", "improvementIdea.title improvementIdea.problem", ""},
	{"improvementIdea | supporters | AWS of staff ids", "improvementIdea.supporters", ""},
	{"methodTest | participants, profiles | SRV (manager)", "methodTest.participantStaffIds methodTest.eligibleProfileIds methodTest.unitIds", ""},
	{"methodTest | supportFloorConfirmed | SAFE false", "methodTest.supportFloorConfirmed", ""},
	{"methodTest | state | STM: stopped > obsolete > discarded > adjusting > evaluating > running > planned", "methodTest.state", ""},
	{"methodTest | state, adopted | STM: stopped > adopted > adjusting", "methodTest.state", ""},
	{"testCycle | observations | JRN (late allowed)", "testCycle.whatWeTried testCycle.howItWent testCycle.citizenViews testCycle.staffViews testCycle.readings", ""},
	{"testCycle | decision | BND, manager", "testCycle.decision testCycle.changeForNext", ""},
	{"methodAdoption | all | BND, SRV", "methodAdoption.methodId methodAdoption.methodVersion methodAdoption.reach methodAdoption.from methodAdoption.basisTestIds", ""},
	{"notification | delivered/seen/ack | OWN, SAFE earliest", "as:SAFE notice.seenAt notice.acknowledgedAt", "the inbox is one person's, so there is one key; of two phones the earliest"},
	{"conflict | resolution | BND, owner role", "conflict.resolution", ""},
}

func TestRows_PolicyIsThatOfTheTable(t *testing.T) {
	t.Parallel()
	for _, r := range rows {
		code, differs := codeOf(r.quote), false
		want := codes[code]
		for name := range strings.FieldsSeq(r.fields) {
			if other, is := strings.CutPrefix(name, "as:"); is {
				want, differs = codes[other], true
				continue
			}
			typ, field, _ := strings.Cut(name, ".")
			f := Embedded().Types[typ].Fields[field]
			switch {
			case f == nil:
				t.Errorf("%s: there is no %s", r.quote, name)
			case f.Policy != want:
				t.Errorf("%s: %s has the policy %s", r.quote, name, f.Policy)
			}
			t.Logf("%-45s %-20s %s", name, want, r.quote)
		}
		if differs != (r.why != "") {
			t.Errorf("%s: differs %v, because %q", r.quote, differs, r.why)
		}
	}
}

// codeOf is the first policy in the third column.
func codeOf(quote string) string {
	columns := strings.SplitN(quote, " | ", 3)
	return strings.TrimRight(strings.Fields(columns[2])[0], ":;,")
}

// The order of states is that of the table, strongest first.
func TestRows_PrecedenceIsThatOfTheTable(t *testing.T) {
	t.Parallel()
	n := 0
	for _, r := range rows {
		_, order, is := strings.Cut(r.quote, "STM: ")
		typ, _, _ := strings.Cut(r.fields, ".")
		if !is || strings.HasPrefix(r.fields, "as:") {
			continue
		}
		n++
		before := -1
		order, _, _ = strings.Cut(strings.NewReplacer(",", ";", " (", ";").Replace(order), ";")
		for state := range strings.SplitSeq(order, " > ") {
			at := Embedded().Types[typ].States.PriorityState(state)
			if at <= before {
				t.Errorf("%s: %s has place %d, the one before %d", r.quote, state, at, before)
			}
			before = at
		}
	}
	if n < 15 {
		t.Errorf("only %d rows give an order", n)
	}
}

// The safer side is that of the table.
func TestRows_SafeSideIsThatOfTheTable(t *testing.T) {
	t.Parallel()
	for _, r := range rows {
		_, rest, is := strings.Cut(r.quote, "SAFE ")
		if !is {
			continue
		}
		side := strings.Fields(rest)[0]
		for name := range strings.FieldsSeq(strings.TrimPrefix(r.fields, "as:SAFE ")) {
			typ, field, _ := strings.Cut(name, ".")
			if got := Embedded().Types[typ].Fields[field].Safe; got != side {
				t.Errorf("%s: the safe side of %s is %q", r.quote, name, got)
			}
		}
	}
}

// "Concurrent … → HUM": where machines must not choose, and what holds until people have.
func TestRows_PeopleDecideWhatTheTableGivesThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ quote, typ, states, inForce string }{
		{"achieved/maintained/partly/notAchieved (HUM if they differ): two different verdicts need people", "goal", "achieved maintained partlyAchieved notAchieved", "notAchieved"},
		{"concurrent end + active → HUM, stays active: never lose granted support by merge", "planActivity", "ended active", "active"},
		{"held + earlier decline → HUM to EC; held(fact) keeps", "jointVisit", "held declinedByCitizen", "held"},
		{"done + cancelled → HUM", "followUpTask", "done cancelled", "done"},
		{"if the citizen withdraws after it → HUM to the responsible person before anything is carried out", "agendaItem", "withdrawnByCitizen decided", "withdrawnByCitizen"},
		{"discarded ↔ adopted (HUM if both)", "methodTest", "discarded adopted", "discarded"},
	} {
		typ := Embedded().Types[c.typ]
		want := strings.Fields(c.states)
		at := slices.IndexFunc(typ.States.Human, func(h HumanChoice) bool { return slices.Equal(h.States, want) })
		if at < 0 {
			t.Errorf("%s (%s): no such group in %v", c.quote, c.typ, typ.States.Human)
			continue
		}
		slices.SortFunc(want, func(a, b string) int { return typ.States.PriorityState(a) - typ.States.PriorityState(b) })
		got := want[0]
		if typ.States.Human[at].InForce == "weakest" {
			got = want[len(want)-1]
		}
		if got != c.inForce {
			t.Errorf("%s (%s): in force is %s", c.quote, c.typ, got)
		}
	}
}

// "IMM after": what freezes, and when.
func TestRows_WhatFreezes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ quote, field, states string }{
		{"question, background: LWW+ before discussed; IMM after", "agendaItem.question", "discussed decided"},
		{"summary text: LWW+ before confirmed; IMM after", "dialogue.summary", "confirmedByCitizen"},
		{"text: LWW by author; IMM after submit", "deviationDraft.what", "submitted receivedBySystem"},
		{"a meeting keeps the routine version it was called with", "teamMeeting.routineVersion", "called prepared running closed confirmed"},
	} {
		typ, field, _ := strings.Cut(c.field, ".")
		if got := strings.Join(Embedded().Types[typ].Fields[field].FrozenIn, " "); got != c.states {
			t.Errorf("%s: %s freezes in %q", c.quote, c.field, got)
		}
	}
}
