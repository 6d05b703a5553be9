package merge_test

import (
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "CNT: Per-device grow-only counts summed; never a shared number."
// domain.md 3.2: "aidQuestion trial use counts | CNT | Several staff count tries".

func tries(p *phone, n int) map[string]document.Op { return add("trialUse", p.replica, fmt.Sprint(n)) }

func TestCounter_EveryTryCounts(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		return []*letter{
			v.amina.write(tries(v.amina, 1)), v.amina.write(tries(v.amina, 3)), v.jonas.write(tries(v.jonas, 2)), v.gunvor.write(tries(v.gunvor, 1)),
		}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.shows(t, "trialUse", "6")
		v.items(t, "trialUse", "amina1=3", "gunvor0=1", "jonas2=2")
	})
}

func TestCounter_WhatIsNoCountOfOnesOwn(t *testing.T) {
	t.Parallel()
	for value, code := range map[string]string{
		"4": "", "3": "", "2": document.CodeBadValue, "-1": document.CodeBadValue, "3.5": document.CodeBadValue, "many": document.CodeBadValue,
		"9007199254740991": "", "9007199254740992": document.CodeBadValue,
	} {
		v := newVisit(t)
		v.deliver(v.amina.write(tries(v.amina, 3)))
		if out := v.deliver(v.amina.write(add("trialUse", v.amina.replica, value))); out.Verdict.Code != code {
			t.Errorf("%s after 3: %+v, want %q", value, out.Verdict, code)
		}
	}
	v := newVisit(t)
	wantVerdict(t, v.deliver(v.amina.write(tries(v.jonas, 3))), document.Refused, document.CodeNotYours)
	wantVerdict(t, v.deliver(v.amina.write(remove("trialUse", v.amina.replica))), document.Refused, document.CodeBadEdit)
}

// A restored backup counts on from where it stood; of the two counts the higher is taken, never their sum.
func TestCounter_OfAForkTheHigher(t *testing.T) {
	t.Parallel()
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		w, p, twin := forked(t)
		letters := []*letter{p.write(tries(p, 5)), twin.write(tries(twin, 4))}
		for _, i := range order {
			w.deliver(letters[i])
		}
		if got := w.view().Fields["trialUse"]; string(got.Value) != "5" || len(got.Items[0].Beside) != 1 {
			t.Errorf("order %v: %+v", order, got)
		}
	}
}

func TestCounter_TheSumStaysANumberThatPhonesRead(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	for _, p := range []*phone{v.amina, v.jonas, v.gunvor} {
		v.deliver(p.write(add("trialUse", p.replica, "9007199254740991")))
	}
	v.shows(t, "trialUse", "9007199254740991")
}
