package flow_test

import (
	"context"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const (
	visits = document.Scope("citizen/c1/visits/ekby")
	part2  = document.Scope("citizen/c1/case-norra-2/ekby")
	part3  = document.Scope("citizen/c1/case-norra-3/ekby")
	minute = 60 * 1000
)

// newCareWorld is team Norra Ekby with more of its people (domain.md 2).
func newCareWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	var members []any
	for id, role := range map[string]string{
		"amina": "", "jonas": "", "rosa": "assistantNurse", "ali": "assistantNurse", "petra": "nurse", "kerstin": "coordinator",
		"bodil": "unitManager", "mats": "needsAssessor",
	} {
		parts := []int{1, 2, 3}
		if role == "needsAssessor" {
			parts = []int{1, 2}
		}
		if members = append(members, map[string]any{"staffId": id, "parts": parts}); role != "" {
			w.load("staffMember", id, ops("name", id, "employerOrgId", "ekby", "roles", []string{role}, "employerOrgId", "ekby", "state", "active"))
		}
	}
	w.load("careTeam", "norra", ops("members", members))
	return w
}

// must submits one edit that is not refused.
func (w *world) must(by string, e document.Edit) document.Verdict {
	w.t.Helper()
	v := w.submit(by, e)[0]
	if v.Kind == document.Refused {
		w.t.Fatalf("%s %s by %s: %+v", e.Type, e.Doc, by, v)
	}
	return v
}

// seen makes an edit whose author has seen everything in the scope.
func (w *world) seen(by string, scope document.Scope, typ, doc string, changes map[string]document.Op) document.Edit {
	return w.edit(by, scope, typ, doc, w.head(scope).Seq, changes)
}

func (w *world) ofType(scope document.Scope, typ string) (ids []string) {
	w.t.Helper()
	p, err := w.flow.Page(context.Background(), storeKey(scope), 0, true)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range p.Documents {
		if s.Doc.Type == typ {
			ids = append(ids, s.Doc.ID)
		}
	}
	return ids
}

// wantFields compares what a document shows.
func (w *world) wantFields(scope document.Scope, typ, id string, want map[string]string) {
	w.t.Helper()
	got := w.shown(scope, typ, id)
	for field, value := range want {
		if got[field] != value && got[field] != `"`+value+`"` {
			w.t.Errorf("%s %s: %s shows %s, want %s", typ, id, field, got[field], value)
		}
	}
}

// at gives a time of the day of W8, 24 November, Swedish time.
func (w *world) at(clock string) string {
	ms, ok := document.TimeMillis("2026-11-24T" + clock + ":00+01:00")
	if !ok {
		w.t.Fatal(clock)
	}
	return document.TimeText(ms)
}

func (w *world) clock(clock string) { w.now, _ = document.TimeMillis(w.at(clock)) }

func (w *world) record(by, id, plan, arrived, left, outcome string) document.Edit {
	return w.create(by, social, "visitRecord", id, ops("visitPlanId", plan, "arrivedAt", w.at(arrived), "leftAt", w.at(left), "outcome", outcome))
}

// W8: marked missed by the coordinator, done by staff offline.
func TestCare_W8(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp900",
		ops("start", w.at("07:30"), "end", w.at("08:00"), "state", "planned", "criticality", "cannotFail", "staffIds", []string{"rosa"})))
	w.clock("07:58")
	rosas := w.record("rosa", "vr900", "vp900", "07:31", "07:58", "performed") // she is offline
	w.clock("08:14")
	w.fire()
	mustNot(t, "suspected too early", len(w.ofType(visits, "visitAssertion")) > 0)
	w.clock("08:15")
	w.fire()
	w.fire()
	suspected := w.ofType(visits, "visitAssertion")
	if len(suspected) != 1 {
		t.Fatalf("assertions: %v", suspected)
	}
	w.wantFields(visits, "visitAssertion", suspected[0], map[string]string{"kind": "suspectedMissed", "basis": "noSignal", "visitPlanId": "vp900"})
	w.clock("08:20")
	w.must("kerstin", w.create("kerstin", visits, "visitAssertion", "va2", ops("visitPlanId", "vp900", "kind", "replacementSent", "at", w.at("08:20"))))
	w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp901",
		ops("start", w.at("08:45"), "end", w.at("09:15"), "state", "planned", "replacesPlanId", "vp900", "staffIds", []string{"ali"})))
	w.clock("09:00")
	w.must("ali", w.record("ali", "vr901", "vp901", "08:52", "09:00", "alreadyVisited"))
	mustNot(t, "asked before there was anything to ask", len(w.ofType(visits, "conflict")) > 0)

	w.clock("09:55")
	w.must("rosa", rosas)
	day := w.shown(visits, "visitDay", care.DayID(visits, "2026-11-24"))
	for _, part := range []string{`"vr900"`, `"performed"`, `"vr901"`, w.at("09:55")} {
		if !strings.Contains(day["facts"], part) {
			t.Errorf("the day does not know %s: %s", part, day["facts"])
		}
	}
	if len(w.ofType(visits, "visitAssertion")) != 2 || len(w.ofType(social, "visitRecord")) != 2 {
		t.Error("the trace that a citizen was at risk, or a record, is gone")
	}
	asked := w.ofType(visits, "conflict")
	if len(asked) != 1 {
		t.Fatalf("conflicts: %v", asked)
	}
	w.wantFields(visits, "conflict", asked[0], map[string]string{
		"kind": "possibleDoubleDelivery", "ownerRole": "nurse", "state": "open", "dueBy": w.at("10:55"),
	})
	w.wantOnceButFor(t, asked[0])
	w.nurseChecks(t, asked[0])
}

// wantOnceButFor checks that every edit stands once and that only the conflict waits for its time, beside notices for answers.
func (w *world) wantOnceButFor(t *testing.T, conflict string) {
	t.Helper()
	for id, n := range w.entries() {
		if n != 1 {
			t.Errorf("%s stands %d times", id, n)
		}
	}
	mustNot(t, "a commit is still open", len(w.open()) > 0)
	for _, d := range w.dues() {
		if d.Doc != conflict && d.Doc != "vp901" && d.Key.Scope != reach {
			t.Errorf("still due: %+v", d)
		}
	}
}

func (w *world) nurseChecks(t *testing.T, conflict string) {
	t.Helper()
	checked := func() map[string]document.Op {
		return ops("resolution", map[string]any{"kind": "checked", "note": "En dos given."})
	}
	if v := w.submit("rosa", w.seen("rosa", visits, "conflict", conflict, checked()))[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("Rosa closes it: %+v", v)
	}
	w.must("petra", w.seen("petra", visits, "conflict", conflict, checked()))
	w.wantFields(visits, "conflict", conflict, map[string]string{"state": "resolved"})
	w.clock("11:00")
	w.fire()
	w.wantFields(visits, "conflict", conflict, map[string]string{"state": "resolved"})
}

// A question that nobody answers goes to the manager and to part 3 of the next meeting, once (domain.md 3.3).
func TestCare_AConflictIsEscalatedWhenItIsDue(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.clock("08:00")
	w.must("rosa", w.record("rosa", "v1", "vp1", "07:31", "07:58", "performed"))
	w.must("ali", w.record("ali", "v2", "vp1", "07:50", "08:00", "performed"))
	id := w.ofType(visits, "conflict")[0]
	w.clock("08:59")
	w.fire()
	w.wantFields(visits, "conflict", id, map[string]string{"state": "open", "ownerRole": "nurse"})
	w.clock("09:00")
	w.fire()
	w.fire()
	w.wantFields(visits, "conflict", id, map[string]string{"state": "overdue", "ownerRole": "unitManager"})
	items := w.ofType(part3, "agendaItem")
	if len(items) != 1 {
		t.Fatalf("items: %v", items)
	}
	w.wantFields(part3, "agendaItem", items[0], map[string]string{"part": "3", "state": "proposed", "linkedIds": id})
	w.must("petra", w.seen("petra", visits, "conflict", id, ops("resolution", map[string]any{"kind": "checked"})))
	w.wantFields(visits, "conflict", id, map[string]string{"state": "resolved"})
}

// The process dies after any number of steps of a record: the day knows of the visit, once.
func TestCare_AVisitIsGatheredOnceWhereverItCrashed(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newCareWorld(t)
		w.clock("09:00")
		e := w.record("rosa", "v1", "vp1", "07:31", "07:58", "performed")
		w.hand("rosa", e)
		var at *flow.Group
		done := false
		for range steps {
			if at == nil {
				ready := w.flow.Ready()
				if done = len(ready) == 0; done {
					break
				}
				at = w.flow.Take(ready[0])
			}
			if at.Step(t.Context()) {
				at = nil
			}
		}
		w.restart()
		w.sweep()
		w.submit("rosa", e)
		w.sweep()
		if got := w.shown(visits, "visitDay", care.DayID(visits, "2026-11-24"))["facts"]; strings.Count(got, "recordId") != 1 {
			t.Errorf("after %d steps: %s", steps, got)
		}
		for id, n := range w.entries() {
			if n != 1 {
				t.Errorf("after %d steps %s stands %d times", steps, id, n)
			}
		}
		mustNot(t, "a commit is still open", len(w.open()) > 0)
		if done {
			return
		}
	}
}

// Two records of one batch are one effect on the day: both are in it.
func TestCare_TwoRecordsOfOneCommit(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.clock("09:00")
	w.submit("rosa", w.record("rosa", "v1", "vp1", "07:31", "07:58", "performed"), w.record("rosa", "v2", "vp2", "08:10", "08:20", "performed"))
	if got := w.shown(visits, "visitDay", care.DayID(visits, "2026-11-24"))["facts"]; strings.Count(got, "recordId") != 2 {
		t.Errorf("facts: %s", got)
	}
	for _, c := range w.published {
		if c.Scope == social && len(c.Effects) > 1 {
			t.Errorf("%d effects on one document", len(c.Effects))
		}
	}
}

// A refusal of care is one like any other: nothing in the document, the text in the author's own log.
func TestCare_ARefusalKeepsTheText(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("kerstin", w.create("kerstin", part2, "jointVisit", "jv", ops("purpose", "Badrummet", "state", "suggested", "participants", []any{map[string]any{"staffId": "jonas"}})))
	w.submitAs(server(), w.edit("server", part2, "jointVisit", "jv", 0, ops("state", "accepted")))
	e := w.seen("kerstin", part2, "jointVisit", "jv", ops("state", "scheduled", "stateReason", "Torsdag blir bra."))
	v := w.submit("kerstin", e)[0]
	if v.Kind != document.Refused || v.Code != document.CodeCitizenNotAsked || v.Field != "state" || v.Scope != "staff/kerstin/own/ekby" {
		t.Errorf("verdict: %+v", v)
	}
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "accepted", "stateReason": ""})
	if n := w.entries()[e.ID]; n != 1 {
		t.Errorf("it stands %d times", n)
	}
	stance := w.seen("amina", part2, "jointVisit", "jv", map[string]document.Op{"citizenStance": {Add: values("jonas", map[string]any{"answer": "yes", "words": "Gärna, men inte före tio."})}})
	stance.OnBehalfOf = "citizen"
	w.must("amina", stance)
	w.must("kerstin", w.seen("kerstin", part2, "jointVisit", "jv", ops("state", "scheduled")))
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "scheduled"})
}

// W1: Bodil opens the parts; the audience is the directory's.
func TestCare_TheRoomIsJudgedByTheDirectory(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("bodil", w.create("bodil", roster, "teamMeeting", "tm77", ops("start", w.at("13:00"), "end", w.at("14:30"), "state", "called")))
	open := func(part int, present ...string) document.Verdict {
		return w.submit("bodil", w.seen("bodil", roster, "teamMeeting", "tm77", ops("openPart", part, "presentIds", present)))[0]
	}
	for _, row := range []struct {
		part    int
		present []string
		code    string
	}{
		{1, []string{"mats", "amina", "kerstin", "bodil"}, ""},
		{1, []string{"mats", "petra"}, document.CodeWrongAudience}, // a member, in a role that may not read part 1
		{3, []string{"petra", "amina", "mats"}, document.CodeWrongAudience},
		{3, []string{"petra", "amina", "eva"}, document.CodeWrongAudience}, // no member of the team
		{3, []string{"amina", "bodil"}, document.CodeNoQuorum},
		{3, []string{"petra", "amina"}, ""},
	} {
		v := open(row.part, row.present...)
		if v.Code != row.code || (v.Kind == document.Refused) != (row.code == document.CodeWrongAudience) {
			t.Errorf("part %d with %v: %+v", row.part, row.present, v)
		}
	}
}

// W1: a decision brings the joint visit it speaks of, in the same commit; offered again it brings nothing more.
func TestCare_ADecisionBringsAVisitInItsCommit(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	e := w.create("kerstin", part2, "meetingDecision", "d2", ops("itemId", "a1", "kind", "jointVisit", "text", "Trappan", "responsibleId", "jonas", "due", w.at("16:00")))
	v := w.must("kerstin", e)
	ids := w.ofType(part2, "jointVisit")
	if len(ids) != 1 || w.document(part2, ids[0]).Seq != v.Seq {
		t.Fatalf("visits: %v", ids)
	}
	w.wantFields(part2, "jointVisit", ids[0], map[string]string{"state": "suggested", "purpose": "Trappan"})
	w.submit("kerstin", e)
	if got := w.head(part2).Seq; got != v.Seq {
		t.Errorf("again made commit %d", got)
	}
}

// A rule that panics refuses the edit and keeps its text; the process lives on.
func TestCare_ARuleThatPanics(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	set := *w.rules
	set.Types = map[string]*schema.Type{}
	for name, typ := range w.rules.Types {
		set.Types[name] = typ
	}
	broken := *set.Types["goal"]
	broken.Rules = []string{"visitFact"} // it reads fields a goal does not have
	set.Types["goal"] = &broken
	w.rules = &set
	w.restart()
	if v := w.submit("jonas", w.goal("jonas"))[0]; v.Kind != document.Applied {
		t.Errorf("a rule that finds nothing to do: %+v", v)
	}
}

func heldAfterNo(t *testing.T) *world {
	t.Helper()
	w := newCareWorld(t)
	w.must("kerstin", w.create("kerstin", part2, "jointVisit", "jv", ops("purpose", "Badrummet", "state", "suggested", "participants", []any{map[string]any{"staffId": "jonas"}})))
	yes := w.seen("amina", part2, "jointVisit", "jv", map[string]document.Op{"citizenStance": {Add: values("all", map[string]any{"answer": "yes"})}})
	yes.OnBehalfOf = "citizen"
	w.must("amina", yes)
	w.submitAs(server(), w.edit("server", part2, "jointVisit", "jv", 0, ops("state", "confirmed")))
	base := w.head(part2).Seq // what Jonas has seen when he goes offline
	no := w.seen("kerstin", part2, "jointVisit", "jv", map[string]document.Op{"citizenStance": {Add: values("all", map[string]any{"answer": "no", "words": "Inte i dag."})}})
	no.OnBehalfOf = "citizen"
	w.must("kerstin", no)
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "declinedByCitizen"})
	w.must("jonas", w.edit("jonas", part2, "jointVisit", "jv", base, ops("state", "held")))
	return w
}

// W4: held before the no reached the phone. Both are kept, the manager decides.
func TestCare_HeldAfterDecline(t *testing.T) {
	t.Parallel()
	w := heldAfterNo(t)
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "held"})
	ids := w.ofType(part2, "conflict")
	if len(ids) != 1 {
		t.Fatalf("conflicts: %v", ids)
	}
	w.wantFields(part2, "conflict", ids[0], map[string]string{"kind": "heldAfterDecline", "ownerRole": "unitManager", "ownerStaffId": "", "state": "open"})
	declined := w.candidate(part2, ids[0], `"declinedByCitizen"`)
	held := w.candidate(part2, ids[0], `"held"`)
	choose := func(by, edit string) document.Verdict {
		return w.submit(by, w.seen(by, part2, "conflict", ids[0], ops("resolution", map[string]any{"kind": "chosen", "edit": edit})))[0]
	}
	if v := choose("bodil", declined); v.Kind == document.Refused {
		t.Fatalf("Bodil: %+v", v)
	}
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "declinedByCitizen"})
	w.wantFields(part2, "conflict", ids[0], map[string]string{"state": "resolved"})
	if v := choose("bodil", held); v.Kind == document.Refused { // she finds out more
		t.Fatalf("Bodil again: %+v", v)
	}
	w.wantFields(part2, "jointVisit", "jv", map[string]string{"state": "held"})
	w.wantFields(part2, "conflict", ids[0], map[string]string{"state": "resolved"})
}

// candidate finds the edit of a candidate with a value.
func (w *world) candidate(scope document.Scope, conflict, value string) string {
	w.t.Helper()
	t := w.rules.Types["conflict"]
	for _, item := range merge.Read(t, w.document(scope, conflict)).Fields["candidates"].Items {
		if strings.Contains(string(item.Value), `"value":`+value) {
			return item.ID
		}
	}
	w.t.Fatalf("no candidate %s", value)
	return ""
}
