package vectors

import (
	"fmt"

	"github.com/samsyn/samsyn/sync/document"
)

// visitEnd is when the told visits end.
const visitEnd = "2026-11-18T07:00:00Z"

// planned is a shelf with a visit that ends at a time.
func planned(end string, more ...map[string]document.Op) *shelf {
	more = append(more, set("start", `"2026-11-18T06:30:00Z"`), set("end", `"`+end+`"`))
	return on(visitsScope).write(server, "visitPlan", "VP", both(more...))
}

// fact is that somebody was at a plan's visit, as a day says it.
func fact(id, plan, outcome string) map[string]document.Op {
	return add("facts", id, fmt.Sprintf(`{"recordId":%q,"visitPlanId":%q,"arrivedAt":"2026-11-18T06:31:00Z","outcome":%q}`, id, plan, outcome))
}

// says is what somebody thought of a plan's visit, as a day says it.
func says(id, plan, kind, at string) map[string]document.Op {
	return add("assertions", id, fmt.Sprintf(`{"assertionId":%q,"visitPlanId":%q,"kind":%q,"at":%q}`, id, plan, kind, at))
}

// day puts items in a day of the shelf.
func (s *shelf) day(id string, items ...map[string]document.Op) *shelf {
	for _, one := range items {
		s.write(server, "visitDay", id, both(one, set("date", `"2026-11-18"`)))
	}
	return s
}

func (s *shelf) record(id, plan, outcome string) *shelf {
	return s.write(amina, "visitRecord", id, both(
		set("arrivedAt", `"2026-11-18T06:31:00Z"`), set("visitPlanId", `"`+plan+`"`), set("outcome", `"`+outcome+`"`),
	))
}

func (s *shelf) asserts(id, plan, kind, at string) *shelf {
	return s.write(kerstin, "visitAssertion", id, both(set("visitPlanId", `"`+plan+`"`), set("kind", `"`+kind+`"`), set("at", `"`+at+`"`)))
}

func card(citizen, state string) *shelf {
	return on(document.Scope("citizen/"+citizen+"/card/ekby")).write(server, "citizen", citizen, set("state", `"`+state+`"`))
}

// asker gathers cases of one field.
type asker struct {
	field string
	out   []*derivedCase
}

func (a *asker) ask(name string, shelves ...*shelf) {
	a.out = append(a.out, over(shelves...).derives(name, a.field))
}

// statusCases are what became of a visit, by what its days and the card say.
func statusCases() []*derivedCase {
	a := &asker{field: "visitStatus"}
	a.doneCases()
	a.doubtCases()
	a.overCases()
	a.dayCases()
	return append(a.out, over(planned(visitEnd)).derives("a field that people write", "place"), over(planned(visitEnd)).derives("no field there is", "weather"))
}

// doneCases: what was done comes first.
func (a *asker) doneCases() {
	ask := a.ask
	off := both(set("state", `"cancelled"`), set("stateReason", `"På sjukhus"`))
	ask("nobody said anything", planned(visitEnd))
	ask("moved", planned(visitEnd, set("state", `"planned"`)).write(kerstin, "visitPlan", "VP", set("state", `"changed"`)))
	ask("cancelled", planned(visitEnd).write(kerstin, "visitPlan", "VP", off))
	ask("cancelled, and made", planned(visitEnd).write(kerstin, "visitPlan", "VP", off).day("D", fact("R", "VP", "performed")))
	ask("cancelled, and suspected", planned(visitEnd).write(kerstin, "visitPlan", "VP", off).day("D", says("A", "VP", "suspectedMissed", "2026-11-18T07:15:00Z")))
	outcomes := []string{"performed", "partly", "interrupted", "alreadyVisited", "declinedByCitizen", "notAdmitted", "notHome"}
	for i, outcome := range outcomes {
		ask(outcome, planned(visitEnd).day("D", fact("R", "VP", outcome), says("A", "VP", "confirmedMissed", "2026-11-18T09:00:00Z")))
		if i > 0 {
			ask(outcome+" and "+outcomes[i-1], planned(visitEnd).day("D", fact("R", "VP", outcome), fact("S", "VP", outcomes[i-1])))
		}
		ask(outcome+", and support is over", planned(visitEnd).day("D", fact("R", "VP", outcome)), card("c17", "ended"))
	}
}

// doubtCases: a suspicion is about the time that the plan has, and ends.
func (a *asker) doubtCases() {
	ask := a.ask
	for _, kind := range []string{"replacementSent", "confirmedMissed", "suspectedMissed", "allWell"} {
		ask(kind, planned(visitEnd).day("D", says("A", "VP", "suspectedMissed", "2026-11-18T07:15:00Z"), says("B", "VP", kind, "2026-11-18T07:14:00Z")))
		ask(kind+", and support is over", planned(visitEnd).day("D", says("A", "VP", kind, "2026-11-18T07:15:00Z")), card("c17", "deceased"))
	}
	for _, c := range [][3]string{ // when it was suspected, and when all was well
		{"all is well later", "07:15:00Z", "07:20:00Z"}, {"all is well at once", "07:15:00Z", "07:15:00Z"}, {"all was well", "07:15:00Z", "07:14:59Z"},
		{"suspected as it ends", "07:00:00Z", "06:00:00Z"}, {"suspected before it ends", "06:59:59.999Z", "06:00:00Z"},
		{"suspected in another zone", "08:15:00+01:00", "07:15:00Z"},
	} {
		ask(c[0], planned(visitEnd).day("D", says("A", "VP", "suspectedMissed", "2026-11-18T"+c[1]), says("B", "VP", "allWell", "2026-11-18T"+c[2])))
	}
	ask("suspected nobody knows when", planned(visitEnd).day("D", says("A", "VP", "suspectedMissed", "i morse"), says("B", "VP", "allWell", "2026-11-18T09:00:00Z")))
	ask("all is well nobody knows when", planned(visitEnd).day("D", says("A", "VP", "suspectedMissed", "2026-11-18T07:15:00Z"), says("B", "VP", "allWell", "")))
	ask("suspected of a plan without an end", planned("snart").day("D", says("A", "VP", "suspectedMissed", "2026-11-18T05:15:00Z")))
}

// overCases: nobody comes to whom support has ended.
func (a *asker) overCases() {
	for _, state := range []string{"active", "paused", "ended", "deceased"} {
		a.ask("the card is "+state, planned(visitEnd), card("c17", state))
		a.ask("another's card is "+state, planned(visitEnd), card("c18", state))
	}
	a.ask("the card was taken back", planned(visitEnd), card("c17", "deceased").takenBack("c17"))
}

// dayCases: whose days count.
func (a *asker) dayCases() {
	ask := a.ask
	ask("two days", planned(visitEnd).day("D", fact("R", "VP", "notHome")).day("E", fact("S", "VP", "partly")))
	ask("a day that was taken back", planned(visitEnd).day("D", fact("R", "VP", "notHome")).takenBack("D"))
	ask("another visit's", planned(visitEnd).day("D", fact("R", "VQ", "performed"), says("A", "VQ", "confirmedMissed", visitEnd)))
	ask("another provider's day", planned(visitEnd), on("citizen/c17/visits/lind").day("D", fact("R", "VP", "performed")))
	ask("another citizen's day", planned(visitEnd), on("citizen/c18/visits/ekby").day("D", says("A", "VP", "confirmedMissed", visitEnd)))
	ask("the visit itself was taken back", planned(visitEnd).day("D", fact("R", "VP", "performed")).takenBack("VP"))
}

// knownCases are what a phone wrote, or reads, of a visit itself, beside what the days say.
func knownCases() []*derivedCase {
	a := &asker{field: "visitStatus"}
	ask := a.ask
	for _, outcome := range []string{"performed", "interrupted", "notHome"} {
		ask("a record: "+outcome, planned(visitEnd), on(socialScope).record("R", "VP", outcome))
	}
	ask("a record and its day", planned(visitEnd).day("D", fact("R", "VP", "partly")), on(socialScope).record("R", "VP", "partly"))
	ask("a record, and a day that says another", planned(visitEnd).day("D", fact("R", "VP", "performed")), on(socialScope).record("R", "VP", "notHome"))
	ask("a record, and another's in the day", planned(visitEnd).day("D", fact("S", "VP", "performed")), on(socialScope).record("R", "VP", "notHome"))
	ask("a record that was taken back, and the day", planned(visitEnd).day("D", fact("R", "VP", "performed")), on(socialScope).record("R", "VP", "performed").takenBack("R"))
	ask("a record of another visit, and the day", planned(visitEnd).day("D", fact("R", "VP", "performed")), on(socialScope).record("R", "VQ", "performed"))
	ask("a record without a time", planned(visitEnd), on(socialScope).write(amina, "visitRecord", "R", both(set("visitPlanId", `"VP"`), set("outcome", `"performed"`))))
	ask("a record without an outcome", planned(visitEnd), on(socialScope).write(amina, "visitRecord", "R", both(set("visitPlanId", `"VP"`), set("arrivedAt", `"2026-11-18T06:31:00Z"`))))
	ask("another provider's record", planned(visitEnd).day("D", fact("R", "VP", "notHome")), on("citizen/c17/social/lind").record("R", "VP", "performed"))
	ask("another citizen's record", planned(visitEnd), on("citizen/c18/social/ekby").record("R", "VP", "performed"))
	for _, kind := range []string{"confirmedMissed", "suspectedMissed", "replacementSent", "allWell"} {
		ask("an assertion: "+kind, planned(visitEnd).asserts("A", "VP", kind, "2026-11-18T07:15:00Z"))
	}
	ask("an assertion that all is well, and the day", planned(visitEnd).day("D", says("A", "VP", "suspectedMissed", "2026-11-18T07:15:00Z")).asserts("B", "VP", "allWell", "2026-11-18T07:20:00Z"))
	ask("an assertion that was taken back, and the day", planned(visitEnd).day("D", says("A", "VP", "confirmedMissed", "2026-11-18T07:15:00Z")).
		asserts("A", "VP", "confirmedMissed", "2026-11-18T07:15:00Z").takenBack("A"))
	ask("an assertion of another visit", planned(visitEnd).asserts("A", "VQ", "confirmedMissed", "2026-11-18T07:15:00Z"))
	ask("another citizen's assertion", planned(visitEnd), on("citizen/c18/visits/ekby").asserts("A", "VP", "confirmedMissed", "2026-11-18T07:15:00Z"))
	return a.out
}
