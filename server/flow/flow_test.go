package flow_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

func (w *world) goal(by string) document.Edit {
	return w.create(by, social, "goal", "g17", ops("citizenWords", "Jag vill gå till brevlådan.", "professionalWording", "v3", "responsibleId", "jonas"))
}

func TestSubmit_TwoProposalsWaitAndOpenAConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.goal("jonas")
	if v := w.submit("jonas", g)[0]; v.Kind != document.Applied || v.Seq != 1 {
		t.Fatalf("create: %+v", v)
	}
	a := w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", "A"))
	b := w.edit("jonas", social, "goal", "g17", 1, ops("professionalWording", "B"))
	if v := w.submit("amina", a)[0]; v.Kind != document.Proposed {
		t.Errorf("first proposal: %+v", v)
	}
	if v := w.submit("jonas", b)[0]; v.Kind != document.Parked {
		t.Errorf("second proposal: %+v", v)
	}
	set := schema.Embedded()
	r := merge.Read(set.Types["goal"], w.document(social, "g17")).Fields["professionalWording"]
	if string(r.Value) != `"v3"` || len(r.Waiting) != 2 || !r.Disputed {
		t.Errorf("wording: %+v", r)
	}
	id := w.conflictID()
	c := merge.Read(set.Types["conflict"], w.document(social, id))
	if string(c.Fields["state"].Value) != `"open"` || len(c.Fields["candidates"].Items) != 3 || string(c.Fields["ownerStaffId"].Value) != `"jonas"` {
		t.Errorf("conflict: %+v", c)
	}
	agree := w.edit("jonas", social, "goal", "g17", w.head(social).Seq, map[string]document.Op{"professionalWording": {Agree: value("v4")}})
	agree.OnBehalfOf = "citizen"
	if v := w.submit("jonas", agree)[0]; v.Kind != document.Applied {
		t.Errorf("agree: %+v", v)
	}
	c = merge.Read(set.Types["conflict"], w.document(social, id))
	if string(c.Fields["state"].Value) != `"resolved"` {
		t.Errorf("conflict after agreeing: %+v", c)
	}
}

func (w *world) conflictID() string {
	for _, last := range slices.Backward(w.published) {
		for _, c := range last.Changes {
			if c.Doc.Type == "conflict" {
				return c.Doc.ID
			}
		}
		if !strings.HasPrefix(string(last.Scope), "staff/") { // notices come after it
			break
		}
	}
	w.t.Fatal("no conflict in the last commit")
	return ""
}

func TestSubmit_AskedAgainAnsweredTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.goal("jonas")
	bad := w.edit("jonas", social, "goal", "g17", 0, ops("noSuchField", "x"))
	first := w.submit("jonas", g, bad)
	again := w.submit("jonas", g, bad)
	for i := range first {
		want := first[i]
		want.Again = true
		if got := again[i]; got.Kind != want.Kind || got.Code != want.Code || got.Seq != want.Seq || !got.Again || got.Scope != want.Scope {
			t.Errorf("edit %d: first %+v, again %+v", i, first[i], got)
		}
	}
	if first[1].Kind != document.Refused || first[1].Code != document.CodeUnknownField || first[1].Scope != "staff/jonas/own/ekby" {
		t.Errorf("refusal: %+v", first[1])
	}
	other := g
	other.Changes = ops("citizenWords", "något annat")
	if v := w.submit("jonas", other)[0]; v.Code != document.CodeIDTaken {
		t.Errorf("same id, other content: %+v", v)
	}
	if n := w.head(social).Seq; n != 1 {
		t.Errorf("head of the scope is %d, want 1", n)
	}
}

func TestSubmit_ForbiddenIsKeptInTheAuthorsOwnScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.create("eva", social, "visitNote", "n1", map[string]document.Op{"text": {Add: map[string]jsontext.Value{"a": value(map[string]string{"text": "hemligt"})}}})
	v := w.submit("eva", e)[0]
	if v.Kind != document.Refused || v.Scope != "staff/eva/own/ekby" {
		t.Fatalf("verdict: %+v", v)
	}
	if n := w.head(social).Seq; n != 0 {
		t.Errorf("the target's log has %d commits, want none", n)
	}
	last := w.published[len(w.published)-1]
	if last.Edits[0].Kept == nil {
		t.Error("the refused edit is not kept")
	}
}

func TestSubmit_OneBadEditNeverHoldsUpTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	batch := []document.Edit{w.edit("jonas", "citizen/c9/social/ekby", "goal", "gx", 0, ops("citizenWords", "x"))}
	batch = append(batch, w.goal("jonas"))
	for range 20 {
		batch = append(batch, w.edit("jonas", social, "goal", "g17", 0, ops("nextReview", "2026-12-01")))
	}
	got := w.submit("jonas", batch...)
	if len(got) != len(batch) {
		t.Fatalf("%d verdicts for %d edits", len(got), len(batch))
	}
	if got[0].Kind != document.Refused {
		t.Errorf("poison: %+v", got[0])
	}
	for _, v := range got[1:] {
		if v.Kind != document.Applied {
			t.Errorf("after poison: %+v", v)
		}
	}
}

func TestDirectory_ProjectsTheRosterByAnEffect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if d := w.document("team/norra/meeting/ekby", "norra"); d == nil || d.Type != "teamRoster" {
		t.Fatalf("roster: %+v", d)
	}
	for c, err := range w.store.Open(t.Context(), store.Key{}) {
		t.Errorf("commit %s %d is still open (%v)", c.Scope, c.Seq, err)
	}
}
