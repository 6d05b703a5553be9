package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

func TestOverdue(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"open", "accepted", "inProgress", "done", "cancelled"} {
		w := newWorld(t)
		w.load(part2, "followUpTask", "t1", ops("title", "Ring", "responsibleId", "petra", "due", "2026-11-24T08:00:00Z", "state", state))
		w.doAll(part2, w.due("overdue", "t1"))
		want := "2026-11-24T08:00:00.000Z"
		if state == "done" || state == "cancelled" {
			want = ""
		}
		if got := document.Unquote(w.shown("t1", "overdueSince")); got != want {
			t.Errorf("%s: overdue since %q", state, got)
		}
		if got := w.due("overdue", "t1"); got != nil {
			t.Errorf("%s: again %+v", state, got)
		}
	}
}

// A task that gets more time is not overdue until that has passed, and then it is again.
func TestOverdue_AfterANewTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(part2, "followUpTask", "t1", ops("title", "Ring", "responsibleId", "petra", "due", "2026-11-24T07:00:00Z", "state", "open"))
	w.doAll(part2, w.due("overdue", "t1"))
	w.load(part2, "followUpTask", "t1", ops("due", "2026-11-24T09:00:00Z"))
	if got := w.due("overdue", "t1"); got != nil {
		t.Errorf("at eight: %+v", got)
	}
	w.now = millis(t, "2026-11-24T09:00:00Z")
	w.doAll(part2, w.due("overdue", "t1"))
	if got := document.Unquote(w.shown("t1", "overdueSince")); got != "2026-11-24T09:00:00.000Z" {
		t.Errorf("overdue since %s", got)
	}
}

// "sent unacknowledged for 24 h → escalation"; "overdue → EC + BH" (1.3.2): 47 days went by without a visit, and nobody asked.
func TestOrderForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	card, part1 := document.Scope("citizen/c1/card/ekby"), document.Scope("citizen/c1/case-norra-1/ekby")
	w.follow(w.load(card, "serviceOrder", "o1", ops("supportDecisionId", "sd1", "providerOrgId", "ekby", "startBy", "2026-11-26T08:00:00Z", "state", "sent")))
	steps := []struct {
		at, since string
		items     int
	}{
		{"2026-11-25T07:59:59Z", "", 0}, {"2026-11-25T08:00:00Z", "2026-11-25T08:00:00.000Z", 1}, {"2026-11-25T08:00:01Z", "2026-11-25T08:00:00.000Z", 1},
		{"2026-11-26T08:00:00Z", "2026-11-26T08:00:00.000Z", 2}, {"2026-11-27T08:00:00Z", "2026-11-26T08:00:00.000Z", 2},
	}
	for _, step := range steps {
		w.now = millis(t, step.at)
		w.doAll(card, w.due("orderForgotten", "o1"))
		if got := document.Unquote(w.shown("o1", "overdueSince")); got != step.since {
			t.Errorf("%s: overdue since %q, want %q", step.at, got, step.since)
		}
		if got := w.ofType("agendaItem"); len(got) != step.items || len(got) > 0 && w.docs[got[0]].Scope != part1 {
			t.Errorf("%s: asked %v", step.at, got)
		}
	}
	w.load(card, "serviceOrder", "o1", ops("state", "started"))
	w.now += 100_000_000
	if got := w.due("orderForgotten", "o1"); got != nil {
		t.Errorf("it has begun: %+v", got)
	}
}

// Domain 3.3: "Unresolved at due → next teamträff part automatically (right compartment) + EC".
func TestConflictDue_GoesToTheRightPart(t *testing.T) {
	t.Parallel()
	for scope, want := range map[document.Scope]document.Scope{
		social: part2, health: part3, visits: part3, "citizen/c1/card/ekby": part2, part2: part2, part3: part3,
		"team/norra/part1/ekby": "team/norra/part1/ekby", meeting: "", "citizen/c1/rights/ekby": "", "citizen/c1/identity/ekby": "",
		"tenant/directory": "",
	} {
		w := newWorld(t)
		w.load(scope, "conflict", "c9", ops("doc", "g17", "field", "target", "state", "open", "dueBy", "2026-11-24T08:00:00Z", "ownerRole", "nurse"))
		w.doAll(scope, w.due("conflictDue", "c9"))
		for field, want := range map[string]string{"state": "overdue", "ownerRole": "unitManager"} {
			if got := document.Unquote(w.shown("c9", field)); got != want {
				t.Errorf("%s: %s is %s", scope, field, got)
			}
		}
		items := w.ofType("agendaItem")
		switch {
		case want == "" && len(items) == 0:
		case len(items) != 1 || w.docs[items[0]].Scope != want:
			t.Errorf("%s: items %v", scope, items)
		case string(w.shown(items[0], "part")) != string(want.Compartment()[len(want.Compartment())-1]):
			t.Errorf("%s: part %s", scope, w.shown(items[0], "part"))
		}
		if got := w.due("conflictDue", "c9"); got != nil {
			t.Errorf("%s: again %+v", scope, got)
		}
	}
}

func TestConflictDue_NobodysTeam(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(social, "conflict", "c9", ops("doc", "g17", "field", "target", "state", "open", "dueBy", "2026-11-24T08:00:00Z"))
	f := w.facts()
	f.TeamsOf = func(string) []string { return nil }
	writes, err := care.Due("conflictDue", types.Types["conflict"], w.docs["c9"], f)
	if err != nil || len(writes) != 1 {
		t.Errorf("%+v %v", writes, err)
	}
	w.load(social, "conflict", "c9", ops("state", "resolved"))
	if got := w.due("conflictDue", "c9"); got != nil {
		t.Errorf("resolved: %+v", got)
	}
}

func TestDue_NotYetNotAnyMoreNotKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(part2, "followUpTask", "t1", ops("title", "Ring", "responsibleId", "petra", "due", "2026-11-24T08:00:00.001Z", "state", "open"))
	for _, rule := range []string{"overdue", "cutOff", "no-such-rule"} {
		if got := w.due(rule, "t1"); got != nil {
			t.Errorf("%s: %+v", rule, got)
		}
	}
	w.now++
	voided(w, w.docs["t1"])
	if got := w.due("overdue", "t1"); got != nil {
		t.Errorf("voided: %+v", got)
	}
}

func TestDueBy_CountsSwedishWorkingDays(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ urgency, now, want string }{
		{"urgent", "2026-11-21T22:30:00Z", "2026-11-21T23:30:00Z"},   // on a Saturday night, too
		{"clinical", "2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z"}, // Tuesday
		{"clinical", "2026-11-20T14:00:00Z", "2026-11-23T14:00:00Z"}, // over a weekend
		{"clinical", "2026-12-23T09:00:00Z", "2026-12-28T09:00:00Z"}, // over Christmas
		{"text", "2026-11-24T09:00:00Z", "2026-12-01T09:00:00Z"},
		{"", "2026-11-24T09:00:00Z", "2026-12-01T09:00:00Z"},
		{"text", "2026-03-27T09:00:00Z", "2026-04-07T08:00:00Z"},     // over Good Friday and Easter Monday; summer time begins
		{"clinical", "2026-06-18T08:00:00Z", "2026-06-22T08:00:00Z"}, // over midsummer
	} {
		if got := document.TimeText(care.DueBy(row.urgency, millis(t, row.now))); got != row.want[:19]+".000Z" {
			t.Errorf("%s from %s: %s, want %s", row.urgency, row.now, got, row.want)
		}
	}
}
