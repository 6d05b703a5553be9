package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "PRP: No effect until agreed; concurrent proposals coexist."

const wording = "professionalWording"

func TestProposal_InForceFromTheCreation(t *testing.T) {
	t.Parallel()
	newVisit(t, set(wording, "v3")).shows(t, wording, "v3")
}

func TestProposal_NoEffectUntilAgreed(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set(wording, "v3"))
	wantVerdict(t, v.deliver(v.amina.write(set(wording, "A"))), document.Proposed, "")
	v.shows(t, wording, "v3")
	v.waiting(t, wording, "A")
	v.gunvor.catchUp()
	wantVerdict(t, v.deliver(v.gunvor.write(agree(wording, "A"))), document.Applied, "")
	v.shows(t, wording, "A")
	v.waiting(t, wording)
}

// W2 point 5: two concurrent proposals, v3 stays in force, a human chooses.
func TestProposal_TwoCoexistAndAreParked(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set(wording, "v3")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(set(wording, "A")), v.jonas.write(set(wording, "B"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, wording, "v3")
		v.waiting(t, wording, "A", "B")
		if !v.reading(wording).Disputed {
			t.Error("two authors' proposals wait, and nobody is asked to choose")
		}
		first, second := letters[0].outcomes[0].Verdict.Kind, letters[1].outcomes[0].Verdict.Kind
		if first != document.Parked && second != document.Parked || first == second {
			t.Errorf("verdicts %s and %s, want proposed for the first to come and parked for the second", first, second)
		}
		v.jonas.catchUp()
		wantVerdict(t, v.deliver(v.jonas.write(agree(wording, "v4"))), document.Applied, "")
		v.shows(t, wording, "v4")
		v.waiting(t, wording)
	})
}

func TestProposal_OnesOwnEarlierIsReplacedNotAnothers(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set(wording, "v3"))
	v.amina.write(set(wording, "A1"))
	v.amina.write(set(wording, "A2"))
	v.amina.sync()
	v.jonas.catchUp() // has seen A2, and leaves it
	v.deliver(v.jonas.write(set(wording, "B")))
	v.waiting(t, wording, "A2", "B")
}

// A proposal that the agreement's author had not seen goes on waiting.
func TestProposal_UnseenOnesOutliveAnAgreement(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set(wording, "v3")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(set(wording, "A")), v.jonas.write(agree(wording, "v4"))}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.shows(t, wording, "v4")
		v.waiting(t, wording, "A")
	})
}

func TestProposal_AgreeIsForProposalsOnly(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	wantVerdict(t, v.deliver(v.amina.write(agree("icfCode", "d450"))), document.Refused, document.CodeBadEdit)
	op := map[string]document.Op{wording: {Set: text("a"), Agree: text("b")}}
	wantVerdict(t, v.deliver(v.amina.write(op)), document.Refused, document.CodeBadEdit)
}

// Amina's agreement was replaced by Gunvor's. Amina proposes something new, and her old edit comes once more.
func TestProposal_AReplacedAgreementDoesNotReturnUnderAProposal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	amina, gunvor := w.join("amina", "assistant", 0), w.join("gunvor", "citizen", 0)
	old := amina.create(set(wording, "v1"))
	amina.sync()
	gunvor.catchUp()
	gunvor.write(agree(wording, "v2"))
	gunvor.sync()
	w.deliver(amina.write(set(wording, "v3?")))
	before := w.server
	if out := w.deliver(old); out.Doc != before {
		t.Errorf("it changed something: %+v", out.Verdict)
	}
}
