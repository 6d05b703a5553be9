package merge_test

import (
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// domain.md 3.1: "OWN: Map keyed by person; each writes only own key; LWW inside."
// domain.md 3.2: "jointVisit participants[].response | OWN, tied to sequence | Old yes ≠ new yes", "teamMeeting attendance[] |
// OWN, tied to sequence", "medicationQuestion confirmations | OWN", "routineCheck done | OWN", "staffMember roleCard.* | OWN |
// One's own words".

func answer(who, says string, sequence int) map[string]document.Op {
	return add("attendance", who, fmt.Sprintf(`{"respondedToSequence":%d,"response":%q}`, sequence, says))
}

func TestOwnKey_EachAnswersForThemselves(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		return []*letter{v.amina.write(answer("amina", "yes", 0)), v.jonas.write(answer("jonas", "no", 0)), v.gunvor.write(answer("gunvor", "yes", 0))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.items(t, "attendance", `amina={"respondedToSequence":0,"response":"yes"}`, `gunvor={"respondedToSequence":0,"response":"yes"}`,
			`jonas={"respondedToSequence":0,"response":"no"}`)
		for _, l := range letters {
			wantVerdict(t, l.outcomes[0], document.Applied, "")
		}
	})
}

func TestOwnKey_WhoseItIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		author, role string
		behalf       bool
		item         string
		code         string
	}{
		{"one's own", "jonas", "nurse", false, "jonas", ""},
		{"a colleague's", "jonas", "nurse", false, "amina", document.CodeNotYours},
		{"a colleague's, by who may", "kerstin", "coordinator", false, "amina", ""},
		{"anybody's, by the server", "s", "server", false, "amina", ""},
		{"the citizen's words, recorded", "jonas", "nurse", true, "c17", ""},
		{"a colleague's in the citizen's name", "jonas", "nurse", true, "amina", document.CodeNotYours},
	} {
		w := newWorld(t)
		p := w.join(c.author, c.role, 0)
		w.deliver(p.create(set("icfCode", "d450")))
		l := p.compose(answer(c.item, "yes", 0))
		if c.behalf {
			l.edit.OnBehalfOf = "citizen"
		}
		out := w.deliver(p.keep(l))
		if out.Verdict.Code != c.code {
			t.Errorf("%s: %+v, want %q", c.name, out.Verdict, c.code)
		}
	}
	v := newVisit(t, answer("jonas", "yes", 0))
	wantVerdict(t, v.deliver(v.jonas.write(remove("attendance", "jonas"))), document.Refused, document.CodeBadEdit)
}

// W3 and T-rows of the same: an answer belongs to a sequence.
func TestOwnKey_AnOldYesIsNoNewYes(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "hemma"), answer("jonas", "yes", 1))
	stale := func(want bool) {
		t.Helper()
		if got := v.reading("attendance").Items[0]; got.Stale != want {
			t.Errorf("stale %t, want %t: %s", got.Stale, want, got.Value)
		}
	}
	stale(false)
	v.deliver(v.amina.write(set("start", "11:00")))
	stale(true)
	// Jonas is offline and says yes again to what he sees: kept, and it does not count.
	out := v.deliver(v.jonas.write(answer("jonas", "yes", 1)))
	wantVerdict(t, out, document.Merged, document.CodeStaleAnswer)
	stale(true)
	v.jonas.catchUp()
	wantVerdict(t, v.deliver(v.jonas.write(answer("jonas", "yes", 2))), document.Applied, "")
	stale(false)
}

// Of two phones of one person the answer to the later sequence is shown, also when the other was written later.
func TestOwnKey_TheAnswerToTheLaterSequence(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{when("10:00", "hemma")}, func(v *visit) []*letter {
		tablet := v.join("jonas", "nurse", 60_000)
		tablet.base = 1
		return []*letter{v.amina.write(set("start", "11:00")), v.jonas.write(answer("jonas", "no", 2)), tablet.write(answer("jonas", "yes", 1))}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.items(t, "attendance", `jonas={"respondedToSequence":2,"response":"no"}`)
		if it := v.reading("attendance").Items[0]; it.Stale || len(it.Beside) != 1 {
			t.Errorf("%+v", it)
		}
	})
}

func TestOwnKey_LastWriterInside(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		tablet := v.join("jonas", "nurse", 60_000)
		tablet.catchUp()
		return []*letter{v.jonas.write(add("checks", "jonas", "false")), tablet.write(add("checks", "jonas", "true"))}
	}, func(t *testing.T, v *visit, _ []*letter) { v.items(t, "checks", "jonas=true") })
}

// What names no sequence answers none: it is no answer until the person gives one.
func TestOwnKey_AnInvitationIsNoAnswer(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "hemma"))
	kerstin := v.join("kerstin", "coordinator", 0)
	kerstin.catchUp()
	wantVerdict(t, v.deliver(kerstin.write(add("attendance", "jonas", `{"parts":"1"}`))), document.Applied, "")
	if got := merge.Read(plan, v.server).Fields["attendance"].Items[0]; !got.Stale {
		t.Errorf("an invitation counts as an answer: %+v", got)
	}
}
