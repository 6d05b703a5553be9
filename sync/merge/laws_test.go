package merge_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

func TestLaw_SameEditTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		drawHistory(t, w, rapid.Bool().Draw(t, "stragglers"))
		for range rapid.IntRange(1, 8).Draw(t, "resends") {
			l := rapid.SampledFrom(w.accepted()).Draw(t, "letter")
			before := w.server
			out := w.deliver(l)
			if diff := diffDocs(before, w.server); diff != "" {
				w.fail("edit %s came again and changed (-before +after):\n%s", l.edit.ID, diff)
			}
			if !out.Hidden && out.Verdict.Kind != document.Refused || len(out.Fields) != 0 {
				w.fail("edit %s came again, and the outcome says that it did something: %+v", l.edit.ID, out)
			}
		}
		w.checkStanding()
	})
}

func TestLaw_OrderInWhichPhonesComeBackDoesNotChangeWhatPeopleSee(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		start, seq := w.server, w.seq
		history := drawHistory(t, w, false)
		for _, l := range w.letters {
			if l.refused {
				w.fail("the server refused what the phone's own checks accepted: %+v", l.outcomes[0].Verdict)
			}
		}
		want := look(w.server)
		for range 4 {
			want.same(t, replay(start, seq, history, func(ls []*letter) []*letter { return shuffle(t, ls, true) }))
		}
	})
}

// TestLaw_OrderAllInterleavings tries every one of the 90 ways in which three phones' two edits each can interleave.
func TestLaw_OrderAllInterleavings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 3)
		start, seq := w.server, w.seq
		queues := make([][]*letter, 3)
		for i := range queues {
			for range 2 {
				if l := drawLetter(t, w.phones[i+1]); l != nil {
					queues[i] = append(queues[i], l)
				}
			}
		}
		var want *sight
		interleave(queues, start, seq, func(got *document.Document) {
			if want == nil {
				want = look(got)
			}
			want.same(t, got)
		})
	})
}

func TestLaw_WhatWasSeenAndReplacedNeverReturns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		drawHistory(t, w, true)
		w.checkStanding()
		for range rapid.IntRange(0, 5).Draw(t, "resends") {
			w.deliver(rapid.SampledFrom(w.accepted()).Draw(t, "letter"))
		}
		w.checkStanding()
	})
}

func TestLaw_MergingInventsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		drawHistory(t, w, rapid.Bool().Draw(t, "stragglers"))
		written := w.parts()
		wrote := func(at place, edit, value string) bool {
			return slices.ContainsFunc(written[at], func(p part) bool { return p.candidate && p.l.edit.ID == edit && p.value == value })
		}
		for field, r := range w.view().Fields {
			if plan.Fields[field].Sequence {
				continue // the server's own count
			}
			if r.Edit != "" && !wrote(place{field, ""}, r.Edit, string(r.Value)) {
				w.fail("%s shows %s, which edit %s did not write there", field, r.Value, r.Edit)
			}
			for _, item := range r.Items {
				if !wrote(place{field, item.ID}, item.Edit, string(item.Value)) {
					w.fail("%s/%s shows %s, which edit %s did not write there", field, item.ID, item.Value, item.Edit)
				}
			}
			for _, c := range slices.Concat(r.Waiting, r.Beside) {
				if !wrote(place{field, ""}, c.Edit, string(c.Value)) {
					w.fail("%s holds %s, which edit %s did not write there", field, c.Value, c.Edit)
				}
			}
		}
	})
}

func TestLaw_WhatIsDroppedFromViewIsNamed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		drawHistory(t, w, rapid.Bool().Draw(t, "stragglers"))
		w.checkNamed()
	})
}

// TestLaw_VerdictsSayWhatBecameOfTheEdit: applied means that it is shown, proposed and parked that it waits, and whatever
// left the screen without its reader having been asked is named in a note at that moment.
func TestLaw_VerdictsSayWhatBecameOfTheEdit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.IntRange(1, 5).Draw(t, "phones"))
		for range rapid.IntRange(2, 12).Draw(t, "edits") {
			p := rapid.SampledFrom(w.phones).Draw(t, "writer")
			if drawLetter(t, p) == nil || rapid.Bool().Draw(t, "offline") {
				continue
			}
			for _, l := range shuffle(t, p.outbox, rapid.Bool().Draw(t, "in order")) {
				before := w.server
				checkTold(w, before, l, w.deliver(l))
			}
			p.catchUp()
		}
	})
}

func checkTold(w *world, before *document.Document, l *letter, out merge.Outcome) {
	old, now := merge.Read(plan, before), merge.Read(plan, out.Doc)
	overruled := func(at place, id string) bool {
		return slices.ContainsFunc(out.Verdict.Notes, func(n document.Note) bool {
			return n.Field == at.field && n.Item == at.item && (slices.Contains(n.Overruled, id) || slices.Contains(n.Waiting, id))
		})
	}
	for at, all := range w.parts() {
		was, is := shownIn(old, before, at), shownIn(now, out.Doc, at)
		mine := slices.ContainsFunc(all, func(p part) bool { return p.l == l && p.candidate })
		switch {
		case mine && out.Verdict.Kind == document.Applied && is != l.edit.ID:
			w.fail("%s applied, yet %v shows %s", l.edit.ID, at, is)
		case mine && is != l.edit.ID && !overruled(at, l.edit.ID) && !slices.Contains(seenIn(now, out.Doc)[at], l.edit.ID):
			w.fail("%s is not shown in %v and its author is not told: %+v", l.edit.ID, at, out.Verdict)
		case was != "" && was != is && !l.saw[was] && !overruled(at, was):
			w.fail("%s left %v unseen by the author of %s, and no note names it: %+v", was, at, l.edit.ID, out.Verdict)
		}
	}
}

func TestApply_RefusedChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 3)
		drawHistory(t, w, false)
		before := slices.Clone(w.server.AppendCanonical(nil))
		p := rapid.SampledFrom(w.phones).Draw(t, "writer")
		l := p.compose(both(drawOp(t, p), drawOp(t, p), map[string]document.Op{"zz": {Set: text("no such field")}}))
		out := w.deliver(l)
		if out.Verdict.Kind != document.Refused || out.Verdict.Code == "" || string(w.server.AppendCanonical(nil)) != string(before) {
			w.fail("not refused, or not without trace: %+v", out.Verdict)
		}
	})
}

// interleave delivers the queues in every way that keeps each one's order, and visits what each way ends in. Ways that begin
// alike share their beginning.
func interleave(queues [][]*letter, doc *document.Document, seq uint64, visit func(*document.Document)) {
	done := true
	for i, q := range queues {
		if len(q) == 0 {
			continue
		}
		done = false
		rest := slices.Clone(queues)
		rest[i] = q[1:]
		in := q[0].in
		in.Seq = seq + 1
		interleave(rest, merge.Apply(plan, doc, q[0].edit, in).Doc, in.Seq, visit)
	}
	if done {
		visit(doc)
	}
}

// sight is what people see of a document, and the candidates behind it.
type sight struct {
	view merge.View
	held map[place]map[string]string
}

func look(d *document.Document) *sight { return &sight{merge.Read(plan, d), held(d)} }

// same compares with what people see of another document.
func (s *sight) same(t failer, other *document.Document) {
	t.Helper()
	o := look(other)
	if reflect.DeepEqual(s.view, o.view) && reflect.DeepEqual(s.held, o.held) {
		return // to say the difference is dear
	}
	if diff := cmp.Diff(s.view, o.view, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("people see different things (-one +other):\n%s", diff)
	}
	if diff := diffHeld(s.held, o.held); diff != "" {
		t.Fatalf("candidates differ (-one +other):\n%s", diff)
	}
}

func sameView(t failer, a, b *document.Document) {
	t.Helper()
	look(a).same(t, b)
}

func diffDocs(a, b *document.Document) string {
	if a == b || reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b, cmpopts.EquateEmpty())
}
