package replica

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// splits hands an edit to two nodes at once: one accepts it, the other refuses it.
func (b *bench) splits(e document.Edit) (no, yes document.Verdict, commit CommitFrame) {
	b.t.Helper()
	yes, f := b.m.submit("ana", "r1", e)
	if f == nil || yes.Kind == document.Refused {
		b.t.Fatalf("not accepted: %+v", yes)
	}
	return document.Verdict{Edit: e.ID, Kind: document.Refused, Code: document.CodeNotAllowed, Scope: "staff/ana/own/ekby", Seq: 1}, yes, *f
}

// accepted checks that an edit is in its document once, acknowledged, and offered to nobody.
func (b *bench) accepted(e document.Edit, text string) {
	b.t.Helper()
	b.want(e.Doc, text)
	if aside := b.r.SetAside(); len(aside) != 0 {
		b.t.Errorf("offered again: %+v", aside)
	}
	if out := ids(b.r.Outbox(0, 0)); len(out) != 0 {
		b.t.Errorf("sent again: %v", out)
	}
	held := b.r.log.byID[e.ID]
	if held == nil || held.Verdict == nil || held.Verdict.Kind == document.Refused || held.Epoch != b.m.scopes[card].epoch || held.Verdict.Seq == 0 {
		b.t.Errorf("not kept as acknowledged: %+v", held)
	}
}

// The orders in which a phone hears that an edit was refused on one node and accepted on another.
func TestVerdicts_OfTwoAnswersTheAcceptedOnePrevails(t *testing.T) {
	t.Parallel()
	for name, hear := range map[string]func(b *bench, no, yes document.Verdict, f CommitFrame){
		"refused, then in the scope": func(b *bench, no, _ document.Verdict, f CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{no})
			if b.want("d1", "old"); len(b.r.SetAside()) != 1 {
				b.t.Error("a refused edit is not set aside")
			}
			b.r.Commit(f)
		},
		"refused, then caught up": func(b *bench, no, _ document.Verdict, _ CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{no})
			b.catchUp()
		},
		"refused, then caught up with what overruled it": func(b *bench, no, _ document.Verdict, _ CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{no})
			b.other("d1", "mine") // had seen it, and says the same
			b.catchUp()
		},
		"in the scope, then refused": func(b *bench, no, _ document.Verdict, f CommitFrame) {
			b.r.Commit(f)
			b.r.Verdicts(1, []document.Verdict{no})
		},
		"refused, then accepted": func(b *bench, no, yes document.Verdict, f CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{no})
			b.r.Verdicts(1, []document.Verdict{yes})
			b.want("d1", "mine")
			b.r.Commit(f)
		},
		"refused and accepted in one frame": func(b *bench, no, yes document.Verdict, f CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{no, yes})
			b.r.Commit(f)
		},
		"accepted, then refused": func(b *bench, no, yes document.Verdict, f CommitFrame) {
			b.r.Verdicts(1, []document.Verdict{yes, no})
			b.r.Commit(f)
			b.r.Verdicts(1, []document.Verdict{no})
		},
		"refused, a crash after the document was saved, a restart": func(b *bench, no, _ document.Verdict, f CommitFrame) {
			disk := map[string]Put{}
			save := func(n int) {
				for _, put := range b.r.Unsaved()[:n] {
					disk[put.Key] = put
				}
				b.r.Saved(b.r.Unsaved()[:n])
			}
			b.r.Verdicts(1, []document.Verdict{no})
			save(len(b.r.Unsaved()))
			b.r.Commit(f)
			save(len(b.r.Unsaved()) - 1) // all but that it is not set aside any more
			b.restart(disk)
			b.catchUp()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.other("d1", "old")
			b.catchUp()
			e := b.write("d1", "mine")
			no, yes, f := b.splits(e)
			hear(b, no, yes, f)
			b.accepted(e, "mine")
		})
	}
}

// restart makes the phone of what was saved.
func (b *bench) restart(disk map[string]Put) {
	b.t.Helper()
	all := []byte("{")
	for _, put := range disk {
		if put.Value != nil {
			all = append(append(append(append(all, document.Quote(put.Key)...), ':'), put.Value...), ',')
		}
	}
	r, err := Restore(b.options(), append(slices.Clone(all[:len(all)-1]), '}'))
	if err != nil {
		b.t.Fatal(err)
	}
	b.r = r
	b.r.Welcome([]document.Scope{card}, 7)
}

// What was taken back is handed in again when a restore lost it, in the order it was written; what is refused there is set aside.
func TestVerdicts_AnEditTakenBackIsSubmittedAgainAfterARestore(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "old")
	b.catchUp()
	b.m.save()
	first := b.write("d1", "first")
	no, _, f := b.splits(first)
	b.r.Verdicts(1, []document.Verdict{no})
	second := b.write("d2", "second")
	b.r.Commit(f)
	b.m.restore()
	b.r.Welcome([]document.Scope{card}, 7)
	b.catchUp()
	if out := ids(b.r.Outbox(0, 0)); !slices.Equal(out, []string{first.ID, second.ID}) {
		t.Errorf("submits %v", out)
	}
	b.r.Verdicts(1, []document.Verdict{no})
	if aside := b.r.SetAside(); len(aside) != 1 || aside[0].Edit.ID != first.ID {
		t.Errorf("set aside: %+v", aside)
	}
}

// A document that has an earlier edit of one's own says nothing of this one.
func TestVerdicts_ARefusalIsBelievedOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "old")
	b.catchUp()
	kept := b.write("d1", "kept")
	_, yes, f := b.splits(kept)
	b.r.Verdicts(1, []document.Verdict{yes})
	b.r.Commit(f)
	e := b.write("d1", "refused")
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Refused, Code: document.CodeNotAllowed}})
	b.other("d1", "on")
	b.catchUp()
	if aside := b.r.SetAside(); len(aside) != 1 || aside[0].Edit.ID != e.ID {
		t.Errorf("set aside: %+v", aside)
	}
	b.want("d1", "on")
	its := document.Origin{Author: "ana", Stamp: e.Stamp}
	for _, others := range []document.Origin{{Author: "bo", Stamp: e.Stamp}, {Author: "ana", Stamp: kept.Stamp}} { // of the same id
		d := &document.Document{Origins: map[string]document.Origin{e.ID: others}}
		if _, here := b.r.trace(d, e); here {
			t.Errorf("%+v is taken for %+v", others, its)
		}
	}
}
