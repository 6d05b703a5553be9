package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "STM: Join by precedence table, not by time; illegal transitions become history entries."

func active(v *visit) {
	for _, state := range []string{"drafted", "agreed", "active"} {
		v.jonas.write(set("state", state))
	}
	v.jonas.sync()
	v.amina.catchUp()
	v.gunvor.catchUp()
}

func TestStateMachine_PrecedenceNotTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		write func(v *visit) []*letter
		want  string
	}{
		{"the citizen's no against staff's later yes", func(v *visit) []*letter {
			v.jonas.now += 600_000
			return []*letter{v.gunvor.write(set("state", "withdrawnByCitizen")), v.jonas.write(set("state", "achieved"))}
		}, "withdrawnByCitizen"},
		{"the citizen's no, recorded by staff", func(v *visit) []*letter {
			return []*letter{v.amina.forCitizen(set("state", "withdrawnByCitizen")), v.jonas.write(set("state", "paused"))}
		}, "withdrawnByCitizen"},
		{"achieved before paused", func(v *visit) []*letter {
			v.amina.now += 200_000
			return []*letter{v.amina.write(set("state", "paused")), v.jonas.write(set("state", "achieved"))}
		}, "achieved"},
		{"a chain of two against one", func(v *visit) []*letter {
			return []*letter{v.amina.write(set("state", "paused")), v.amina.write(set("state", "active")), v.jonas.write(set("state", "achieved"))}
		}, "achieved"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inEveryOrder(t, []map[string]document.Op{set("state", "voiced")}, func(v *visit) []*letter {
				active(v)
				return c.write(v)
			}, func(t *testing.T, v *visit, letters []*letter) {
				v.shows(t, "state", c.want)
				for _, l := range letters {
					if l.refused {
						t.Errorf("%s refused: %+v", l.edit.Changes["state"].Set, l.outcomes[0].Verdict)
					}
				}
			})
		})
	}
}

func TestStateMachine_MovesThatAreNot(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	wantVerdict(t, v.deliver(v.amina.write(set("state", "achieved"))), document.Refused, document.CodeNoTransition)
	wantVerdict(t, v.deliver(v.amina.write(set("state", "no such state"))), document.Refused, document.CodeNoTransition)
	wantVerdict(t, v.deliver(v.amina.write(set("state", "withdrawnByCitizen"))), document.Refused, document.CodeNotAllowed)
	wantVerdict(t, v.deliver(v.gunvor.write(set("state", "drafted"))), document.Refused, document.CodeNotAllowed)
	v.shows(t, "state", "voiced")
	w := newWorld(t)
	p := w.join("jonas", "nurse", 0)
	wantVerdict(t, w.deliver(p.create(set("state", "active"))), document.Refused, document.CodeNoTransition)
}

// "Only citizen (or recorded citizen statement) can make agreed" (domain.md 1.3.3): a goal that nobody gave a state begins where
// its machine does. A chain that is not all here may hold the state between, and the steps to it have to be the author's.
func TestStateMachine_CreatedWithoutAState(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("citizenWords", "Ut."))
	wantVerdict(t, v.deliver(v.amina.write(set("state", "active"))), document.Refused, document.CodeNoTransition)
	wantVerdict(t, v.deliver(v.gunvor.write(set("state", "confirmed"))), document.Refused, document.CodeNoTransition)
	v.gunvor.write(set("citizenWords", "Och in.")) // never comes
	wantVerdict(t, v.deliver(v.gunvor.write(set("state", "confirmed"))), document.Refused, document.CodeNoTransition)
	wantVerdict(t, v.deliver(v.jonas.write(set("state", "drafted"))), document.Applied, "")
	v.shows(t, "state", "drafted")
}

// A no is final: nobody who has seen it moves on from it.
func TestStateMachine_WithdrawnStays(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	v.deliver(v.gunvor.write(set("state", "withdrawnByCitizen")))
	v.jonas.catchUp()
	wantVerdict(t, v.deliver(v.jonas.write(set("state", "drafted"))), document.Refused, document.CodeNoTransition)
	v.shows(t, "state", "withdrawnByCitizen")
}

// What the author saw was overtaken by somebody else: the same edit counts in both orders.
func TestStateMachine_WhoCameFirstDoesNotDecide(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("state", "voiced")}, func(v *visit) []*letter {
		active(v)
		return []*letter{v.amina.write(set("state", "paused")), v.jonas.write(set("state", "active")), v.gunvor.write(set("state", "withdrawnByCitizen"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, "state", "withdrawnByCitizen")
		v.beside(t, "state", "paused", "active")
	})
}

// A state said again is judged as any move to it: otherwise who came first would decide whether it counts.
func TestStateMachine_SaidAgain(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	active(v)
	wantVerdict(t, v.deliver(v.gunvor.write(set("state", "active"))), document.Refused, document.CodeNotAllowed)
	wantVerdict(t, v.deliver(v.amina.write(set("state", "active"))), document.Applied, "")
	v.shows(t, "state", "active")
}
