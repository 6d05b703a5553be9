package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// domain.md 3.1: "RST: Add takes effect at once; remove is a guarded command (right licence, online, reason)."
// domain.md 3.2: "citizen safetyAlerts[] | RST | A lost alert can harm; an extra one costs a question", "planActivity
// restrictions[] | RST", "rehabPlan supportFloorNote | RST | May not be edited away by a test".

// lift takes an alert away, and says why.
func lift(item, why string) map[string]document.Op {
	return both(remove("safetyAlerts", item), add("reasons", "why-"+item, why))
}

// online writes as a phone does that has a network: the edit is on its way at once.
func (p *phone) online(changes map[string]document.Op) *letter {
	l := p.write(changes)
	l.in.Written = noon - 1000
	return l
}

func TestRestrictive_AnAlertCountsAtOnceWhoeverAddsIt(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		return []*letter{
			v.amina.write(add("safetyAlerts", "a", "Går ej ut vid halka")), v.jonas.write(add("safetyAlerts", "b", "Trappan")),
			v.gunvor.write(add("safetyAlerts", "c", "Hunden")),
		}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.items(t, "safetyAlerts", `a="Går ej ut vid halka"`, `c="Hunden"`, `b="Trappan"`) // as written
		for _, l := range letters {
			wantVerdict(t, l.outcomes[0], document.Applied, "")
		}
	})
}

func TestRestrictive_LiftingIsGuarded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		write func(v *visit) *letter
		kind  document.Kind
		code  string
		field string
	}{
		{"online, with a reason", func(v *visit) *letter { return v.jonas.online(lift("a", "Sandat")) }, document.Applied, "", ""},
		{"no reason", func(v *visit) *letter { return v.jonas.online(remove("safetyAlerts", "a")) },
			document.Refused, document.CodeReasonMissing, "reasons"},
		{"the reason is taken out, not added", func(v *visit) *letter {
			return v.jonas.online(both(remove("safetyAlerts", "a"), map[string]document.Op{"reasons": {Remove: []string{"x"}}}))
		}, document.Refused, document.CodeBadEdit, "reasons"},
		{"written offline, six minutes ago", func(v *visit) *letter {
			l := v.jonas.write(lift("a", "Sandat"))
			l.in.Written = noon - 6*60_000
			return l
		}, document.Refused, document.CodeMustBeOnline, "safetyAlerts"},
		{"written five minutes ago to the millisecond", func(v *visit) *letter {
			l := v.jonas.write(lift("a", "Sandat"))
			l.in.Written = noon - merge.OnlineMillis
			return l
		}, document.Applied, "", ""},
		{"what is not there", func(v *visit) *letter { return v.jonas.online(lift("x", "Sandat")) }, document.Applied, "", ""},
		{"and adding it again in the same edit", func(v *visit) *letter {
			return v.jonas.online(both(lift("a", "Sandat"), map[string]document.Op{"safetyAlerts": {
				Add: add("safetyAlerts", "a", "ofarligt")["safetyAlerts"].Add, Remove: []string{"a"},
			}}))
		}, document.Refused, document.CodeBadEdit, "safetyAlerts"},
		{"rewording it", func(v *visit) *letter { return v.jonas.online(add("safetyAlerts", "a", "ofarligt")) },
			document.Refused, document.CodeImmutable, "safetyAlerts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := newVisit(t, add("safetyAlerts", "a", "Halka"), add("reasons", "old", "an earlier one"))
			out := v.deliver(c.write(v))
			wantVerdict(t, out, c.kind, c.code)
			if out.Verdict.Field != c.field {
				t.Errorf("about field %q, want %q", out.Verdict.Field, c.field)
			}
			left := []string{`a="Halka"`}
			if c.kind == document.Applied && c.name != "what is not there" {
				left = nil
			}
			v.items(t, "safetyAlerts", left...)
		})
	}
}

// Nothing is lifted that somebody added meanwhile: the lifting is refused, and in the other order the addition counts anew.
func TestRestrictive_WhatTheLifterHadNotSeenStays(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{add("safetyAlerts", "a", "Halka")}, func(v *visit) []*letter {
		v.gunvor.now = noon + 60_000
		v.gunvor.hold(nil, 0) // she adds under the same id without having seen it
		return []*letter{v.jonas.online(lift("a", "Sandat")), v.gunvor.write(add("safetyAlerts", "a", "Is på trappan"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		if letters[0].refused {
			wantVerdict(t, letters[0].outcomes[0], document.Refused, document.CodeStale)
			v.items(t, "safetyAlerts", `a="Halka"`)
			if beside := v.reading("safetyAlerts").Items[0].Beside; len(beside) != 1 {
				t.Errorf("the other alert is not beside: %v", beside)
			}
			return
		}
		v.items(t, "safetyAlerts", `a="Is på trappan"`)
	})
}

// Two lift the same alert: that is agreement, not a conflict, and both reasons are kept.
func TestRestrictive_LiftedByTwo(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{add("safetyAlerts", "a", "Halka")}, func(v *visit) []*letter {
		return []*letter{
			v.jonas.online(lift("a", "Sandat")),
			v.amina.online(both(remove("safetyAlerts", "a"), add("reasons", "hers", "Ny dörrmatta"))),
		}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.items(t, "safetyAlerts")
		for _, l := range letters {
			wantVerdict(t, l.outcomes[0], document.Applied, "")
		}
		if got := v.reading("reasons").Items; len(got) != 2 {
			t.Errorf("reasons: %v", got)
		}
	})
}

// The phone that asks for it goes on showing the alert: until the server has let it, somebody may still slip.
func TestRestrictive_StaysOnTheScreenUntilTheServerLiftedIt(t *testing.T) {
	t.Parallel()
	v := newVisit(t, add("safetyAlerts", "a", "Halka"))
	v.jonas.online(lift("a", "Sandat"))
	if got := merge.Read(plan, v.jonas.screen()).Fields["safetyAlerts"].Items; len(got) != 1 {
		t.Errorf("the phone shows %v", got)
	}
	v.jonas.sync()
	if got := merge.Read(plan, v.jonas.screen()).Fields["safetyAlerts"].Items; len(got) != 0 {
		t.Errorf("the phone shows %v", got)
	}
}
