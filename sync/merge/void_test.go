package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Rule R2: nothing is deleted. Trap T5: an offline edit of a document voided meanwhile is kept on the voided document and
// does not bring it back to life.

func TestVoid_AnEditWrittenMeanwhileIsKept(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("icfCode", "d450")}, func(v *visit) []*letter {
		return []*letter{v.jonas.void("wrong person"), v.amina.write(set("icfCode", "d455"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		if got := v.view().Voided; got != "wrong person" {
			t.Errorf("voided %q", got)
		}
		v.shows(t, "icfCode", "d455")
	})
	v := newVisit(t)
	late := v.amina.write(set("icfCode", "d455"))
	wantVerdict(t, v.deliver(v.jonas.void("wrong person")), document.Applied, "")
	wantVerdict(t, v.deliver(late), document.Merged, document.CodeVoidedMeantime)
}

func TestVoid_WhoHasSeenItWritesNoMore(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	v.deliver(v.jonas.void("wrong person"))
	v.amina.catchUp()
	wantVerdict(t, v.deliver(v.amina.write(set("icfCode", "d455"))), document.Refused, document.CodeVoided)
	wantVerdict(t, v.deliver(v.jonas.write(set("icfCode", "d455"))), document.Refused, document.CodeVoided)
	wantVerdict(t, v.deliver(v.jonas.void("again")), document.Refused, document.CodeVoided)
}

func TestVoid_OfTwoReasonsTheFirstIsShownTheOtherNamed(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	v.amina.now, v.jonas.now = noon, noon+60_000
	first, second := v.amina.void("first"), v.jonas.void("second")
	v.deliver(second)
	out := v.deliver(first)
	wantVerdict(t, out, document.Merged, document.CodeVoidedMeantime)
	if v.view().Voided != "first" || len(out.Verdict.Notes) != 1 || out.Verdict.Notes[0].Overruled[0] != second.edit.ID {
		t.Errorf("voided %q, notes %+v", v.view().Voided, out.Verdict.Notes)
	}
}

func TestApply_WhatIsNoEdit(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	wantVerdict(t, v.deliver(v.amina.write(nil)), document.Refused, document.CodeBadEdit)
	wantVerdict(t, v.deliver(v.amina.write(set("no such field", "x"))), document.Refused, document.CodeUnknownField)
	wantVerdict(t, v.deliver(v.amina.write(set(document.VoidField, "x"))), document.Refused, document.CodeUnknownField)
	l := v.amina.compose(set("icfCode", "x"))
	l.edit.Type = "another"
	wantVerdict(t, v.deliver(l), document.Refused, document.CodeDocumentTaken)
	wantVerdict(t, v.deliver(v.amina.write(add("icfCode", "x", "y"))), document.Refused, document.CodeBadEdit)
	if got := merge.Read(plan, nil); got.Fields != nil || got.Voided != "" {
		t.Errorf("of no document people see %+v", got)
	}
}

func TestApply_LateAndWhoseAreKept(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	l := v.amina.forCitizen(set("icfCode", "d455"))
	l.in.Late = true
	out := v.deliver(l)
	o := out.Doc.Origins[l.edit.ID]
	if !out.Verdict.Late || !o.Late || o.Author != "amina" || o.Role != "assistant" || o.OnBehalfOf != "citizen" || o.Seq != v.seq || o.At != noon {
		t.Errorf("verdict %+v, origin %+v", out.Verdict, o)
	}
}

// A create without any field is an edit too, and twice is once.
func TestApply_AnEmptyCreateTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.join("jonas", "nurse", 0).create(nil)
	wantVerdict(t, w.deliver(l), document.Applied, "")
	before := w.server
	if out := w.deliver(l); out.Doc != before || !out.Hidden {
		t.Errorf("the same create changed the document: %+v", out)
	}
}
