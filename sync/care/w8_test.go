package care_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Tage Holm, memory illness; VP-900 07:30–08:00 must not fail (domain.md W8; Swedish winter time is UTC+1).
func tage(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.follow(w.load(visits, "visitPlan", "vp900", ops("start", "2026-11-24T06:30:00Z", "end", "2026-11-24T07:00:00Z",
		"state", "planned", "criticality", "cannotFail", "staffIds", []string{"rosa"})))
	return w
}

func (w *world) record(by, id, plan, arrived, left, outcome string) step {
	return w.write(by, "assistantNurse", social, "visitRecord", id,
		ops("visitPlanId", plan, "arrivedAt", arrived, "leftAt", left, "outcome", outcome))
}

func (w *world) suspect() {
	w.t.Helper()
	w.doAll(visits, w.due("suspectMissed", "vp900"))
}

func (w *world) replacement() {
	w.t.Helper()
	w.follow(w.write("kerstin", "coordinator", visits, "visitPlan", "vp901", ops("start", "2026-11-24T07:45:00Z", "end", "2026-11-24T08:15:00Z",
		"state", "planned", "replacesPlanId", "vp900", "staffIds", []string{"ali"})))
	w.follow(w.write("kerstin", "coordinator", visits, "visitAssertion", "va2",
		ops("visitPlanId", "vp900", "kind", "replacementSent", "basis", "noAnswer", "at", "2026-11-24T07:20:00Z")))
}

func TestW8_DoneOfflineMarkedMissed(t *testing.T) {
	t.Parallel()
	w := tage(t)
	w.now = millis(t, "2026-11-24T07:14:59Z")
	if got := w.due("suspectMissed", "vp900"); got != nil {
		t.Fatalf("too early: %+v", got)
	}
	w.now = millis(t, "2026-11-24T07:15:00Z")
	w.suspect()
	if got := w.derive("vp900", "visitStatus"); got != "suspectedMissed" {
		t.Errorf("at 08:15 it is %s", got)
	}
	w.replacement()
	if got := w.derive("vp900", "visitStatus"); got != "replacementSent" {
		t.Errorf("at 08:20 it is %s", got)
	}
	w.follow(w.record("ali", "vr901", "vp901", "2026-11-24T07:52:00Z", "2026-11-24T08:05:00Z", "alreadyVisited"))
	if got := w.ofType("conflict"); got != nil {
		t.Errorf("asked before there was anything to ask: %v", got)
	}
	w.now = millis(t, "2026-11-24T08:55:00Z") // Rosa comes online
	w.follow(w.record("rosa", "vr900", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))

	if got := w.derive("vp900", "visitStatus"); got != "performed" { // must never: "Utebliven" overwrites "utförd"
		t.Errorf("VP-900 is %s", got)
	}
	if got := w.derive("vp901", "visitStatus"); got != "alreadyVisited" {
		t.Errorf("VP-901 is %s", got)
	}
	if got := len(w.ofType("visitAssertion")); got != 2 { // must never: "utförd" deletes the trace
		t.Errorf("%d assertions are left", got)
	}
	w.wantDouble(t, "vr900", "vr901")
	w.now += 60_000
	w.suspect() // fired again, late: Rosa was there
	if got := len(w.ofType("visitAssertion")); got != 2 {
		t.Errorf("suspected again: %d assertions", got)
	}
}

// wantDouble wants one urgent question to the nurse between two records.
func (w *world) wantDouble(t *testing.T, records ...string) {
	t.Helper()
	ids := w.ofType("conflict")
	if len(ids) != 1 {
		t.Fatalf("conflicts: %v", ids)
	}
	for field, want := range map[string]string{
		"kind": "possibleDoubleDelivery", "ownerRole": "nurse", "state": "open", "dueBy": document.TimeText(w.now + 60*60*1000),
	} {
		if got := document.Unquote(w.shown(ids[0], field)); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	for i, item := range w.items(ids[0], "candidates") {
		var c care.Candidate
		if err := json.Unmarshal(item.Value, &c); err != nil || item.ID != records[i] || c.Author == "" || c.Role == "" || c.At == "" || !strings.Contains(string(c.Value), "arrivedAt") {
			t.Errorf("candidate %d: %s %v", i, item.Value, err)
		}
	}
}

func TestDoubleDelivery_WhatIsAndWhatIsNot(t *testing.T) {
	t.Parallel()
	const a, b, c, d = "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "2026-11-24T06:50:00Z", "2026-11-24T07:10:00Z"
	for name, row := range map[string]struct {
		do   func(w *world)
		want int
	}{
		"both performed, one plan": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp900", c, d, "performed"))
		}, 1},
		"partly counts": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", a, b, "partly"))
			w.follow(w.record("ali", "v2", "vp900", d, "2026-11-24T07:30:00Z", "partly"))
		}, 1},
		"replacement came first": {func(w *world) {
			w.replacement()
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp901", d, "", "interrupted"))
		}, 1},
		"replacement of a replacement": {func(w *world) {
			w.replacement()
			w.follow(w.load(visits, "visitPlan", "vp902", ops("start", d, "end", d, "replacesPlanId", "vp901")))
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp902", d, "", "performed"))
		}, 1},
		"replacement found the door shut": {func(w *world) {
			w.replacement()
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp901", d, "", "notAdmitted"))
		}, 0},
		"two plans that must not fail overlap": {func(w *world) {
			w.follow(w.load(visits, "visitPlan", "vp7", ops("start", c, "end", d, "criticality", "cannotFail")))
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp7", c, d, "performed"))
		}, 1},
		"a visit that can move overlaps": {func(w *world) {
			w.follow(w.load(visits, "visitPlan", "vp7", ops("start", c, "end", d, "criticality", "canMove")))
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp7", c, d, "performed"))
		}, 0},
		"one after the other": {func(w *world) {
			w.follow(w.load(visits, "visitPlan", "vp7", ops("start", d, "end", d, "criticality", "cannotFail")))
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp7", d, "2026-11-24T07:30:00Z", "performed"))
		}, 0},
		"double staffing": {func(w *world) {
			w.follow(w.load(visits, "visitPlan", "vp900", ops("staffIds", []string{"rosa", "ali"})))
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.record("ali", "v2", "vp900", a, b, "performed"))
		}, 0},
		"nobody planned one of them": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			w.follow(w.write("ali", "assistantNurse", social, "visitRecord", "v2", ops("arrivedAt", c, "leftAt", d, "outcome", "performed")))
		}, 1},
		"nobody planned either": {func(w *world) {
			for i, id := range []string{"v1", "v2"} {
				w.follow(w.write([]string{"rosa", "ali"}[i], "assistantNurse", social, "visitRecord", id, ops("arrivedAt", a, "leftAt", d, "outcome", "performed")))
			}
		}, 0},
		"a record that was voided": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", a, b, "performed"))
			s := w.record("ali", "v2", "vp900", c, d, "performed")
			s.after = voided(w, s.after)
			w.follow(s)
		}, 0},
		"three of them": {func(w *world) {
			for i, id := range []string{"v1", "v2", "v3"} {
				w.follow(w.record([]string{"rosa", "ali", "noor"}[i], id, "vp900", a, b, "performed"))
			}
		}, 3},
		"around midnight": {func(w *world) {
			w.follow(w.load(visits, "visitPlan", "vp7", ops("start", "2026-11-24T22:50:00Z", "end", "2026-11-24T23:20:00Z", "criticality", "cannotFail")))
			w.follow(w.record("rosa", "v1", "vp7", "2026-11-24T22:50:00Z", "2026-11-24T22:58:00Z", "performed"))
			w.follow(w.record("ali", "v2", "vp7", "2026-11-24T23:05:00Z", "2026-11-24T23:20:00Z", "performed"))
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := tage(t)
			row.do(w)
			if got := len(w.ofType("conflict")); got != row.want {
				t.Errorf("%d conflicts, want %d", got, row.want)
			}
		})
	}
}

func voided(w *world, d *document.Document) *document.Document {
	d = d.Clone()
	d.Fields[document.VoidField] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: d.Created, Value: value("fel")}}}}
	w.docs[d.ID] = d
	return d
}

// The nurse is asked once about two visits: not again when somebody touches the day, nor when the question is answered.
func TestDoubleDelivery_AsksOnce(t *testing.T) {
	t.Parallel()
	w := tage(t)
	w.follow(w.record("rosa", "v1", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))
	w.follow(w.record("ali", "v2", "vp900", "2026-11-24T06:50:00Z", "2026-11-24T07:10:00Z", "performed"))
	id := w.ofType("conflict")[0]
	w.load(visits, "conflict", id, ops("state", "resolved"))
	seq := w.docs[id].Seq
	w.follow(w.load(visits, "visitPlan", "vp900", ops("criticality", "cannotFail", "staffIds", []string{"rosa", "eva"})))
	if len(w.ofType("conflict")) != 1 || w.docs[id].Seq != seq {
		t.Errorf("asked again: %v, seq %d was %d", w.ofType("conflict"), w.docs[id].Seq, seq)
	}
}

func TestSuspectMissed_OnlyWhatMustNotFailAndNobodyTold(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		do   func(w *world)
		want int
	}{
		"silence": {func(*world) {}, 1},
		"said before, as when a plan was moved and moved back": {func(w *world) {
			w.now = millis(w.t, "2026-11-24T07:15:00Z")
			w.suspect()
		}, 0},
		"can be moved": {func(w *world) {
			w.docs["vp900"] = nil
			w.load(visits, "visitPlan", "vp900", ops("start", "2026-11-24T06:30:00Z", "end", "2026-11-24T07:00:00Z", "state", "planned", "criticality", "canMove"))
		}, 0},
		"nobody gave it a state": {func(w *world) {
			w.docs["vp900"] = nil
			w.load(visits, "visitPlan", "vp900", ops("start", "2026-11-24T06:30:00Z", "end", "2026-11-24T07:00:00Z", "criticality", "cannotFail"))
		}, 1},
		"cancelled": {func(w *world) {
			w.load(visits, "visitPlan", "vp900", ops("state", "cancelled", "stateReason", "sjukhus"))
		}, 0},
		"moved to later": {func(w *world) {
			w.load(visits, "visitPlan", "vp900", ops("state", "changed", "end", "2026-11-24T09:00:00Z"))
		}, 0},
		"voided": {func(w *world) { voided(w, w.docs["vp900"]) }, 0},
		"came and found nobody": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", "2026-11-24T06:31:00Z", "", "notHome"))
		}, 0},
		"did another plan's visit": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp1", "2026-11-24T06:31:00Z", "", "performed"))
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := tage(t)
			row.do(w)
			w.now = millis(t, "2026-11-24T07:30:00Z")
			if got := len(w.due("suspectMissed", "vp900")); got != row.want {
				t.Errorf("%d writes, want %d", got, row.want)
			}
		})
	}
}

// A plan that is moved to another day takes its place there and leaves the old one.
func TestVisitDay_FollowsThePlan(t *testing.T) {
	t.Parallel()
	w := tage(t)
	first, second := care.DayID(visits, "2026-11-24"), care.DayID(visits, "2026-11-25")
	w.follow(w.load(visits, "visitPlan", "vp900", ops("start", "2026-11-25T06:30:00Z", "end", "2026-11-25T07:00:00Z", "state", "changed")))
	if a, b := w.items(first, "plans"), w.items(second, "plans"); len(a) != 0 || len(b) != 1 {
		t.Errorf("plans on the first day %v, on the second %v", a, b)
	}
	voided(w, w.docs["vp900"])
	w.follow(step{before: unvoided(w.docs["vp900"]), after: w.docs["vp900"], edit: document.Edit{Type: "visitPlan"}})
	if got := w.items(second, "plans"); len(got) != 0 {
		t.Errorf("a voided plan stays: %v", got)
	}
	if got := document.Unquote(w.shown(second, "date")); got != "2026-11-25" {
		t.Errorf("date %q", got)
	}
}

func unvoided(d *document.Document) *document.Document {
	d = d.Clone()
	delete(d.Fields, document.VoidField)
	return d
}

// Swedish days: a visit at 00:30 on the 24th is not on the 23rd, summer and winter.
func TestVisitDay_IsASwedishDay(t *testing.T) {
	t.Parallel()
	for arrived, day := range map[string]string{
		"2026-11-23T22:59:00Z": "2026-11-23", "2026-11-23T23:30:00Z": "2026-11-24", "2026-07-01T22:30:00Z": "2026-07-02",
		"2026-10-25T00:30:00Z": "2026-10-25", // trap T6: the hour that comes twice
	} {
		w := newWorld(t)
		w.follow(w.record("rosa", "v1", "vp1", arrived, "", "performed"))
		if len(w.items(care.DayID(visits, day), "facts")) != 1 {
			t.Errorf("%s is not on %s", arrived, day)
		}
	}
}

func TestVisitStatus_ByPrecedence(t *testing.T) {
	t.Parallel()
	for i, outcomes := range [][]string{ // each stronger than the one before
		{"notHome"}, {"notHome", "notAdmitted"}, {"notAdmitted", "declinedByCitizen"}, {"interrupted", "declinedByCitizen"},
		{"partly", "interrupted"}, {"partly", "performed", "notHome"},
	} {
		w := tage(t)
		w.replacement()
		for n, outcome := range outcomes {
			w.follow(w.record("rosa", string(rune('a'+n)), "vp900", "2026-11-24T06:31:00Z", "", outcome))
		}
		want := []string{"notHome", "notAdmitted", "declinedByCitizen", "interrupted", "partly", "performed"}[i]
		if got := w.derive("vp900", "visitStatus"); got != want {
			t.Errorf("%v give %s, want %s", outcomes, got, want)
		}
	}
}

// Trap T7: tomorrow's visits of somebody who died are cancelled; one that was done stays done.
func TestVisitStatus_OfSomebodyWhoDied(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"ended", "deceased", "active"} {
		w := tage(t)
		w.load("citizen/c1/card/ekby", "citizen", "c1", ops("state", state))
		w.load("citizen/c2/card/ekby", "citizen", "c2", ops("state", "deceased"))
		want := "cancelled"
		if state == "active" {
			want = "planned"
		}
		if got := w.derive("vp900", "visitStatus"); got != want {
			t.Errorf("%s: %s", state, got)
		}
		w.suspect() // silence about a visit that is not to be
		if got := w.derive("vp900", "visitStatus"); state != "active" && got != want {
			t.Errorf("%s, and nobody came: %s", state, got)
		}
		w.follow(w.record("rosa", "v1", "vp900", "2026-11-24T06:31:00Z", "", "performed"))
		if got := w.derive("vp900", "visitStatus"); got != "performed" {
			t.Errorf("%s: what was done shows as %s", state, got)
		}
	}
}

// R5: whichever order the phones come back in, the same questions are asked about the same visits.
func TestDoubleDelivery_OrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	var want []string
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}} {
		w := tage(t)
		deeds := []func(){
			func() { w.replacement() },
			func() {
				w.follow(w.record("rosa", "v1", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))
			},
			func() {
				w.follow(w.record("ali", "v2", "vp901", "2026-11-24T07:52:00Z", "2026-11-24T08:05:00Z", "performed"))
			},
			func() {
				w.follow(w.record("eva", "v3", "vp900", "2026-11-24T06:40:00Z", "2026-11-24T06:50:00Z", "partly"))
			},
		}
		for _, i := range order {
			deeds[i]()
		}
		got := w.ofType("conflict")
		slices.Sort(got)
		if want == nil {
			want = got
		}
		if len(got) != 3 || !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", order, got, want)
		}
		if status := w.derive("vp900", "visitStatus"); status != "performed" {
			t.Errorf("%v: %s", order, status)
		}
	}
}

// Two professions at one joint visit are no double delivery, whatever their plans say.
func TestDoubleDelivery_OneJointVisit(t *testing.T) {
	t.Parallel()
	w := tage(t)
	for _, id := range []string{"vp1", "vp2"} {
		w.follow(w.load(visits, "visitPlan", id, ops("start", "2026-11-24T09:00:00Z", "end", "2026-11-24T10:00:00Z", "criticality", "cannotFail", "jointVisitId", "jv")))
		w.follow(w.record("by"+id, "r"+id, id, "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "performed"))
	}
	if got := w.ofType("conflict"); got != nil {
		t.Errorf("asked: %v", got)
	}
}

// An assertion about a plan nobody knows stands on the day it was made; one without a time nowhere.
func TestVisitDay_AnAssertionWithoutAPlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow(w.load(visits, "visitAssertion", "va1", ops("visitPlanId", "gone", "kind", "allWell", "at", "2026-11-24T07:20:00Z")))
	w.follow(w.load(visits, "visitAssertion", "va2", ops("visitPlanId", "gone", "kind", "allWell")))
	if got := w.items(care.DayID(visits, "2026-11-24"), "assertions"); len(got) != 1 {
		t.Errorf("assertions: %v", got)
	}
	w = tage(t)
	s := w.load(visits, "visitAssertion", "va3", ops("visitPlanId", "vp900", "kind", "confirmedMissed", "at", "2026-11-26T07:20:00Z"))
	w.follow(s)
	if got := w.derive("vp900", "visitStatus"); got != "confirmedMissed" {
		t.Errorf("asserted two days later: %s", got)
	}
	w.follow(step{before: s.after, after: voided(w, s.after), edit: s.edit})
	if got := w.derive("vp900", "visitStatus"); got != "planned" {
		t.Errorf("taken back: %s", got)
	}
}

// "Performed + replacement performed" (3.2), also when only the assertion says what was sent instead of what.
func TestW8_TheAssertionNamesTheReplacement(t *testing.T) {
	t.Parallel()
	w := tage(t)
	w.follow(w.write("kerstin", "coordinator", visits, "visitPlan", "vp901", ops("start", "2026-11-24T07:45:00Z", "end", "2026-11-24T08:15:00Z",
		"state", "planned", "criticality", "cannotFail", "staffIds", []string{"ali"})))
	w.follow(w.write("kerstin", "coordinator", visits, "visitAssertion", "va2", ops("visitPlanId", "vp900", "kind", "replacementSent",
		"basis", "noAnswer", "at", "2026-11-24T07:20:00Z", "replacementPlanId", "vp901")))
	w.follow(w.record("ali", "vr901", "vp901", "2026-11-24T07:50:00Z", "2026-11-24T08:08:00Z", "performed"))
	w.follow(w.record("rosa", "vr900", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))
	w.wantDouble(t, "vr900", "vr901")
}

// What nobody said can be moved may have been what must not come twice.
func TestW8_APlanThatSaysNothing(t *testing.T) {
	t.Parallel()
	for criticality, asks := range map[string]bool{"": true, "canMove": false} {
		w := newWorld(t)
		plan := ops("start", "2026-11-24T06:30:00Z", "end", "2026-11-24T07:00:00Z", "state", "planned", "staffIds", []string{"rosa"})
		if criticality != "" {
			plan["criticality"] = document.Op{Set: value(criticality)}
		}
		w.follow(w.load(visits, "visitPlan", "vp900", plan))
		w.follow(w.record("rosa", "vr900", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:50:00Z", "performed"))
		w.follow(w.record("ali", "vr901", "vp900", "2026-11-24T07:31:00Z", "2026-11-24T07:50:00Z", "performed"))
		if got := w.ofType("conflict"); len(got) > 0 != asks {
			t.Errorf("%q: %v", criticality, got)
		}
	}
}

// A suspicion is about the time that the plan has, and ends when somebody has heard that all is well (1.3.4).
func TestVisitStatus_OfAPlanThatIsNoLongerSuspected(t *testing.T) {
	t.Parallel()
	late := func(t *testing.T) *world {
		t.Helper()
		w := tage(t)
		w.now = millis(t, "2026-11-24T07:15:00Z")
		w.suspect()
		return w
	}
	w := late(t)
	w.follow(w.write("kerstin", "coordinator", visits, "visitAssertion", "va2", ops("visitPlanId", "vp900", "kind", "allWell", "basis", "callWithCitizen",
		"at", "2026-11-24T07:20:00Z")))
	if got := w.derive("vp900", "visitStatus"); got != "planned" {
		t.Errorf("all is well, and it is %s", got)
	}
	w = late(t)
	w.follow(w.load(visits, "visitPlan", "vp900", ops("start", "2026-11-24T11:00:00Z", "end", "2026-11-24T11:30:00Z", "state", "changed")))
	if got := w.derive("vp900", "visitStatus"); got != "planned" {
		t.Errorf("it was moved to noon, and is %s", got)
	}
	w.now = millis(t, "2026-11-24T11:45:00Z")
	w.suspect()
	if got := w.derive("vp900", "visitStatus"); got != "suspectedMissed" {
		t.Errorf("nobody came at noon, and it is %s", got)
	}
}

// A record that names no plan, of who was to come, while the visit was to be, is a sign of life.
func TestSuspectMissed_NotWhenTheOneWhoWasToComeCame(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		by, arrived, left string
		suspected         int
	}{
		"she came":        {"rosa", "2026-11-24T06:40:00Z", "2026-11-24T06:58:00Z", 0},
		"is still there":  {"rosa", "2026-11-24T06:40:00Z", "", 0},
		"another time":    {"rosa", "2026-11-24T05:00:00Z", "2026-11-24T05:20:00Z", 1},
		"somebody else":   {"ali", "2026-11-24T06:40:00Z", "2026-11-24T06:58:00Z", 1},
		"came afterwards": {"rosa", "2026-11-24T07:05:00Z", "2026-11-24T07:10:00Z", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := tage(t)
			record := ops("arrivedAt", row.arrived)
			if row.left != "" {
				record["leftAt"], record["outcome"] = document.Op{Set: value(row.left)}, document.Op{Set: value("performed")}
			}
			w.follow(w.write(row.by, "assistantNurse", social, "visitRecord", "vr1", record))
			w.now = millis(t, "2026-11-24T07:15:00Z")
			w.suspect()
			if got := w.ofType("visitAssertion"); len(got) != row.suspected {
				t.Errorf("assertions: %v", got)
			}
		})
	}
}
