package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.2: "dialogue summary text | LWW+ before confirmed; IMM after | Confirmed by the citizen = frozen", "agendaItem
// question, background | LWW+ before discussed; IMM after", "deviationDraft text | LWW by author; IMM after submit".

func confirmed(v *visit) {
	active(v)
	v.gunvor.write(set("state", "confirmed"))
	v.gunvor.sync()
}

func TestFrozen_WhatWasConfirmedStands(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"), set("summary", "Vi har talat om brevlådan."))
	active(v)
	wantVerdict(t, v.deliver(v.jonas.write(set("summary", "Vi har talat om brevlådan och trappan."))), document.Applied, "")
	v.gunvor.catchUp()
	v.deliver(v.gunvor.write(set("state", "confirmed")))
	v.jonas.catchUp()
	out := v.deliver(v.jonas.write(both(set("summary", "Inget särskilt."), set("icfCode", "d450"))))
	wantVerdict(t, out, document.Refused, document.CodeFrozen)
	if out.Verdict.Field != "summary" {
		t.Errorf("about %q", out.Verdict.Field)
	}
	v.shows(t, "summary", "Vi har talat om brevlådan och trappan.")
	wantVerdict(t, v.deliver(v.jonas.write(set("icfCode", "d450"))), document.Applied, "")
}

// The first commit wins: written before it was confirmed, by somebody who did not know, it comes too late.
func TestFrozen_WhatComesAfterTheConfirmationIsRefused(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("state", "voiced"), set("summary", "first")}, func(v *visit) []*letter {
		active(v)
		return []*letter{v.gunvor.write(set("state", "confirmed")), v.jonas.write(set("summary", "second"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		if letters[1].refused {
			wantVerdict(t, letters[1].outcomes[0], document.Refused, document.CodeFrozen)
			v.shows(t, "summary", "first")
			return
		}
		v.shows(t, "summary", "second")
		v.shows(t, "state", "confirmed")
	})
}

// What one phone wrote before it confirmed is not late when its own confirmation overtook it on the way.
func TestFrozen_NotByOnesOwnLaterState(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("state", "voiced"), set("summary", "first")}, func(v *visit) []*letter {
		active(v)
		return []*letter{v.gunvor.write(set("summary", "hers")), v.gunvor.write(set("state", "confirmed"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, "summary", "hers")
		v.shows(t, "state", "confirmed")
	})
}

func TestFrozen_AResendIsKnownAndNotRefused(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	l := v.jonas.write(set("summary", "before"))
	v.deliver(l)
	confirmed(v)
	if out := v.deliver(l); !out.Hidden || out.Verdict.Kind == document.Refused {
		t.Errorf("sent again: %+v", out.Verdict)
	}
}
