package flow_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const hour = 60 * 60 * 1000

// Amina says she has seen commit 99. What Jonas hands in at the same moment, into the same commit, she has not.
func TestArrival_ABaseBeyondTheHeadIsTheHead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	first := w.hand("jonas", w.edit("jonas", social, "goal", "g17", 1, ops("icfCode", "d450")))
	second := w.hand("amina", w.edit("amina", social, "goal", "g17", 99, ops("icfCode", "d460")))
	w.run()
	if first.verdicts[0].Seq != second.verdicts[0].Seq {
		t.Fatalf("not one commit: %+v %+v", first.verdicts, second.verdicts)
	}
	if v := second.verdicts[0]; v.Kind != document.Merged {
		t.Errorf("got %+v", v)
	}
}

// The new history has grown past the seq that Amina saw in the old one.
func TestFork_WhatIsWrittenAfterItWasNotSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	old := w.head(social)
	if _, err := w.flow.Fork(t.Context(), tenantID); err != nil {
		t.Fatal(err)
	}
	w.submit("jonas", w.edit("jonas", social, "goal", "g17", w.head(social).Seq, ops("icfCode", "d450")))
	late := w.edit("amina", social, "goal", "g17", 0, ops("icfCode", "d460"))
	late.Base = document.Base{Epoch: old.Epoch, Seq: old.Seq + 100}
	if v := w.submit("amina", late)[0]; v.Kind != document.Merged {
		t.Errorf("got %+v", v)
	}
}

// Amina's phone is two days ahead. She wrote an hour before her access ended.
func TestArrival_AWrongClockIsCorrected(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.now += 24 * hour
	w.load("careAssignment", "as1", ops("state", "revoked"))
	w.now += hour
	ahead := int64(48 * hour)
	e := w.note("amina", "g1")
	e.Stamp = hlc.New(w.now-2*hour+ahead, 0, "ramina")
	who := author("amina")
	who.OffsetMillis = -ahead
	if v := w.submitAs(who, e)[0]; v.Kind != document.Applied || !v.Late {
		t.Errorf("written before it ended: %+v", v)
	}
	e = w.note("amina", "g2")
	e.Stamp = hlc.New(w.now-hour/2+ahead, 0, "ramina")
	if v := w.submitAs(who, e)[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("written after it ended: %+v", v)
	}
}

// Amina lost access. Her late note is taken; its verdict does not count what others wrote since, and what she may not tells her
// nothing of what they did with a document.
func TestArrival_ALateEntryIsToldNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	first, again := w.note("amina", "g1"), w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", "Till brevlådan"))
	w.now += hour
	w.load("careAssignment", "as1", ops("state", "revoked"))
	w.submit("jonas", w.edit("jonas", social, "goal", "g17", w.head(social).Seq, ops("professionalWording", "Till affären")))
	for _, e := range []document.Edit{first, again} {
		v := w.submit("amina", e)[0]
		if v.Kind == document.Refused || !v.Late || v.Seq != 0 || v.Code != "" || len(v.Notes) > 0 {
			t.Errorf("%+v", v)
		}
		if told := w.submit("amina", e)[0]; !told.Again || told.Seq != 0 || told.Kind != v.Kind {
			t.Errorf("asked again: %+v", told)
		}
	}
	there, absent := w.edit("amina", social, "goal", "g17", 1, ops("icfCode", "d460")), w.edit("amina", social, "goal", "g18", 1, ops("icfCode", "d460"))
	there.Stamp, absent.Stamp = hlc.New(first.Stamp.WallMillis(), 1, "ramina"), hlc.New(first.Stamp.WallMillis(), 2, "ramina")
	for _, e := range []document.Edit{there, absent} {
		if v := w.submit("amina", e)[0]; v.Code != document.CodeTooLate || v.Field != "" {
			t.Errorf("%s: %+v", e.Doc, v)
		}
	}
}

// A clock that runs ahead must not decide what is shown.
func TestArrival_AheadLosesTheTie(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	base := w.head(social).Seq
	e := w.edit("amina", social, "goal", "g17", base, ops("icfCode", "d460"))
	e.Stamp = hlc.New(w.now+hlc.SkewLimitMillis+1, 0, "ramina")
	right := w.edit("jonas", social, "goal", "g17", base, ops("icfCode", "d450"))
	w.submit("amina", e)
	w.submit("jonas", right)
	if got := w.shown(social, "goal", "g17")["icfCode"]; got != `"d450"` {
		t.Errorf("shows %s, which was written by a clock that runs ahead", got)
	}
}

// Amina's clock is 7 minutes fast, and her phone is offline: she wrote before Jonas, and is shown after him by her stamp. That the
// stamp has passed when she comes back makes her clock no better (W2: no winner because of a clock that runs 7 minutes fast).
func TestArrival_AFastClockLosesTheTieLaterToo(t *testing.T) {
	t.Parallel()
	for fast, wins := range map[int64]string{7 * minute: `"d450"`, 4 * minute: `"d460"`} {
		w := newWorld(t)
		w.submit("jonas", w.goal("jonas"))
		base := w.head(social).Seq
		hers := w.edit("amina", social, "goal", "g17", base, ops("icfCode", "d460"))
		hers.Stamp = hlc.New(w.now+fast, 0, "ramina")
		w.now += 3 * minute
		his := w.edit("jonas", social, "goal", "g17", base, ops("icfCode", "d450"))
		his.Stamp = hlc.New(w.now, 0, "rjonas")
		w.submit("jonas", his)
		w.now += 10 * minute
		who := author("amina")
		who.OffsetMillis = -fast
		w.submitAs(who, hers)
		if got := w.shown(social, "goal", "g17")["icfCode"]; got != wins {
			t.Errorf("%d minutes fast: shows %s, want %s", fast/minute, got, wins)
		}
	}
}

// A batch may name edits in any order; a replica's own are taken in the order they were written.
func TestSubmit_InTheOrderOfTheStamps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	first := w.edit("jonas", social, "goal", "g17", 1, ops("icfCode", "d450"))
	second := w.edit("jonas", social, "goal", "g17", 1, ops("icfCode", "d460"))
	for i, v := range w.submit("jonas", second, first) {
		if v.Kind != document.Applied {
			t.Errorf("edit %d of the batch: %+v", i, v)
		}
	}
}

// movable is a store that becomes another one, as when a backup is put in its place.
type movable struct{ store.Store }

// The backup does not know that Eva was let in: after the restore she is not, though its log is as long.
func TestFork_AccessFollowsTheNewHistory(t *testing.T) {
	t.Parallel()
	w, backup := newWorld(t), newWorld(t)
	moves := &movable{w.store}
	w.on(func(store.Store) store.Store { return moves })
	w.load("careAssignment", "as2", ops("staffId", "eva", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "substitution"))
	if v := w.submit("eva", w.note("eva", "g1"))[0]; v.Kind != document.Applied {
		t.Fatalf("with access: %+v", v)
	}
	backup.ids += 1_000_000
	if _, err := backup.flow.Fork(t.Context(), tenantID); err != nil {
		t.Fatal(err)
	}
	before := w.head(document.Directory)
	moves.Store = backup.store
	if after := w.head(document.Directory); after.Seq != before.Seq || after.Epoch == before.Epoch {
		t.Fatalf("the directory went from %+v to %+v", before, after)
	}
	if v := w.submit("eva", w.note("eva", "g2"))[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("after the restore: %+v", v)
	}
}
