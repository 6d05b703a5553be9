package flow_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// foreseen is the id of the first conflict about a field of g17, as anybody who holds the scope can work it out.
func foreseen(field string) string {
	return hashOf(tenantID, string(social), "g17", field, "0")
}

func hashOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(append([]byte(p), 0))
	}
	id := ulid.ULID(h.Sum(nil)[:16])
	id[0] &= 0x7f
	return id.String()
}

// Somebody gives a goal of his own the id that a conflict will have. The others' proposals are answered all the same.
func TestConflict_ATakenIDHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.goal("jonas")
	w.submit("jonas", g)
	id := foreseen("professionalWording")
	if v := w.submit("jonas", w.create("jonas", social, "goal", id, ops("professionalWording", "x", "responsibleId", "jonas")))[0]; v.Kind != document.Applied {
		t.Fatalf("take the id: %+v", v)
	}
	a := w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", "A"))
	b := w.edit("jonas", social, "goal", "g17", 1, ops("professionalWording", "B"))
	w.submit("amina", a)
	if v := w.submit("jonas", b)[0]; v.Kind != document.Parked {
		t.Errorf("second proposal: %+v", v)
	}
	conflict := w.conflictID()
	mustNot(t, "the conflict lies in somebody's document", conflict == id)
	agree := w.edit("jonas", social, "goal", "g17", w.head(social).Seq, map[string]document.Op{"professionalWording": {Agree: value("v4")}})
	agree.OnBehalfOf = "citizen"
	w.submit("jonas", agree)
	c := merge.Read(schema.Embedded().Types["conflict"], w.document(social, conflict))
	if string(c.Fields["state"].Value) != `"resolved"` {
		t.Errorf("conflict after agreeing: %+v", c)
	}
}

// A phone gone mad proposes and proposes. When a document takes no more, the edit is refused; nothing is ever left unanswered.
func TestConflict_NeverKeepsAVerdictBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	for round := range 6 {
		var batch []document.Edit
		for i := range 100 {
			e := w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", fmt.Sprint(round, i)))
			e.After = "" // it stands on nothing: each proposal is one of its own
			batch = append(batch, e)
		}
		if n := len(w.submit("amina", batch...)); n != len(batch) {
			t.Errorf("round %d: %d verdicts for %d edits", round, n, len(batch))
		}
	}
	if v := w.submit("jonas", w.edit("jonas", social, "goal", "g17", 1, ops("professionalWording", "mine")))[0]; v.Kind == "" {
		t.Error("a colleague's proposal has no verdict")
	}
}
