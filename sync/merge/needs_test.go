package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// Issue 3, bad input: "a missing reason: a verdict with a code and a sentence that says what to do; the text typed is kept".

func TestTransition_NeedsAReason(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	active(v)
	out := v.deliver(v.jonas.write(set("state", "ended")))
	wantVerdict(t, out, document.Refused, document.CodeReasonMissing)
	if out.Verdict.Field != "stopReason" {
		t.Errorf("about %q, want the field to fill in", out.Verdict.Field)
	}
	v.shows(t, "state", "active")
	wantVerdict(t, v.deliver(v.jonas.write(ended())), document.Applied, "")
	v.shows(t, "state", "ended")
}

// Who came first does not decide whether a reason is needed.
func TestTransition_NeedsAReasonAlsoWhenSomebodyMovedOn(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	active(v)
	v.deliver(v.amina.write(set("state", "paused")))
	wantVerdict(t, v.deliver(v.jonas.write(set("state", "ended"))), document.Refused, document.CodeReasonMissing)
	wantVerdict(t, v.deliver(v.jonas.write(ended())), document.Merged, "")
}

// Of two moves to one state the edit needs what one of them needs; a list gives a reason by an item; the server needs none.
func TestTransition_AnyMoveThatItMayMake(t *testing.T) {
	t.Parallel()
	typ := &schema.Type{Name: "task", Fields: map[string]*schema.Field{
		"state": {Policy: schema.StateMachine}, "why": {Policy: schema.Journal}, "handover": {Policy: schema.LastWriter},
	}, States: &schema.Machine{
		Initial: []string{"open"}, Precedence: []string{"cancelled", "open"},
		Transitions: []schema.Transition{
			{From: []string{"open"}, To: "cancelled", By: []string{"nurse", "manager"}, Needs: []string{"why", "handover"}},
			{From: []string{"open"}, To: "cancelled", By: []string{"manager"}},
		},
	}}
	for _, c := range []struct {
		name, role  string
		changes     map[string]document.Op
		code, field string
	}{
		{"nothing", "nurse", nil, document.CodeReasonMissing, "why"},
		{"one of two", "nurse", add("why", "w", "Flyttat"), document.CodeReasonMissing, "handover"},
		{"both", "nurse", both(add("why", "w", "Flyttat"), set("handover", "till Petra")), "", ""},
		{"the other move", "manager", nil, "", ""},
		{"no move of theirs", "assistant", nil, document.CodeNotAllowed, "state"},
		{"the server", "server", nil, "", ""},
	} {
		start := document.Edit{ID: "1", Doc: "d", Type: "task", Create: true, Stamp: hlc.New(1, 0, "r1"), Changes: set("state", "open")}
		doc := merge.Apply(typ, nil, start, merge.Arrival{Author: "a", Role: "nurse", Replica: "r1", Seq: 1}).Doc
		e := document.Edit{ID: "2", Doc: "d", Type: "task", Stamp: hlc.New(2, 0, "r2"), Changes: both(set("state", "cancelled"), c.changes)}
		v := merge.Apply(typ, doc, e, merge.Arrival{Author: "b", Role: c.role, Replica: "r2", Base: 1, Seq: 2}).Verdict
		if v.Code != c.code || v.Field != c.field {
			t.Errorf("%s: %+v, want %q about %q", c.name, v, c.code, c.field)
		}
	}
}
