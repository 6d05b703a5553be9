package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// domain.md 3.1: "HUM: Keep all candidates, effectiveNow stated, owner + due date."
// domain.md 3.2: "visitRecord activityOutcomes[] | contradictory → HUM | Do not average truth", "goal state | achieved/
// maintained/partly/notAchieved (HUM if they differ) | two different verdicts need people", "planActivity state | concurrent
// end + active → HUM, stays active | Never lose granted support by merge (A3)".

func TestHuman_TwoPeoplesWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		write    func(v *visit) []*letter
		shown    string
		disputed bool
	}{
		{"they differ: the earlier is in force", func(v *visit) []*letter {
			v.jonas.now = noon + 60_000
			return []*letter{v.jonas.write(set("outcome", "not done")), v.amina.write(set("outcome", "done"))}
		}, "done", true},
		{"they say the same", func(v *visit) []*letter {
			return []*letter{v.jonas.write(set("outcome", "done")), v.amina.write(set("outcome", "done"))}
		}, "done", false},
		{"a clock that runs ahead is in force over none", func(v *visit) []*letter {
			v.amina.now, v.jonas.now = noon+420_000, noon+60_000
			return []*letter{v.jonas.write(set("outcome", "not done")), v.amina.write(set("outcome", "done"))}
		}, "not done", true},
		{"one person on two phones: the later", func(v *visit) []*letter {
			tablet := v.join("jonas", "nurse", 60_000)
			tablet.catchUp()
			return []*letter{v.jonas.write(set("outcome", "done")), tablet.write(set("outcome", "partly"))}
		}, "partly", false},
		{"three", func(v *visit) []*letter {
			v.jonas.now, v.gunvor.now = noon+60_000, noon+120_000
			return []*letter{v.jonas.write(set("outcome", "not done")), v.amina.write(set("outcome", "done")), v.gunvor.write(set("outcome", "partly"))}
		}, "done", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inEveryOrder(t, nil, c.write, func(t *testing.T, v *visit, letters []*letter) {
				v.shows(t, "outcome", c.shown)
				r := v.reading("outcome")
				if r.Disputed != c.disputed || c.disputed != (len(r.Candidates) == len(letters)) || !c.disputed && r.Candidates != nil {
					t.Errorf("%+v", r)
				}
				if c.disputed && v.lastKind() != document.Parked {
					t.Errorf("who came last was told %s", v.lastKind())
				}
			})
		})
	}
}

// lastKind is the verdict of the letter that came last.
func (w *world) lastKind() document.Kind {
	var last *letter
	for _, l := range w.letters {
		if l.delivered && (last == nil || l.outcomes[0].Doc != nil && l.outcomes[0].Doc.Seq > last.outcomes[0].Doc.Seq) {
			last = l
		}
	}
	return last.outcomes[0].Verdict.Kind
}

// Whoever saw both and writes has decided.
func TestHuman_DecidedByWhoSawBoth(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	v.deliver(v.amina.write(set("outcome", "done")))
	v.deliver(v.jonas.write(set("outcome", "not done")))
	v.gunvor.catchUp()
	wantVerdict(t, v.deliver(v.gunvor.write(set("outcome", "not done"))), document.Applied, "")
	v.shows(t, "outcome", "not done")
	if r := v.reading("outcome"); r.Disputed || len(r.Beside) > 0 {
		t.Errorf("still open: %+v", r)
	}
}

// ended makes a state with the reason that it needs.
func ended() map[string]document.Op { return both(set("state", "ended"), set("stopReason", "Flyttat")) }

func TestHuman_StatesThatPeopleChooseBetween(t *testing.T) {
	t.Parallel()
	paused := func(v *visit) {
		active(v)
		v.jonas.write(set("state", "paused"))
		v.jonas.sync()
		v.amina.catchUp()
		v.gunvor.catchUp()
	}
	for _, c := range []struct {
		name     string
		before   func(v *visit)
		write    func(v *visit) []*letter
		shown    string
		disputed bool
	}{
		{"end and active: support stays", paused, func(v *visit) []*letter {
			v.jonas.now += 60_000
			return []*letter{v.jonas.write(ended()), v.amina.write(set("state", "active"))}
		}, "active", true},
		{"two verdicts on a goal: the stronger until people chose", active, func(v *visit) []*letter {
			petra := v.join("petra", "nurse", 0)
			petra.catchUp()
			return []*letter{v.jonas.write(set("state", "notAchieved")), petra.write(set("state", "achieved"))}
		}, "achieved", true},
		{"the citizen's no leaves nothing to choose", active, func(v *visit) []*letter {
			petra := v.join("petra", "nurse", 0)
			petra.catchUp()
			return []*letter{
				v.jonas.write(set("state", "notAchieved")), petra.write(set("state", "achieved")), v.gunvor.write(set("state", "withdrawnByCitizen")),
			}
		}, "withdrawnByCitizen", false},
		{"of no group: by precedence, as ever", active, func(v *visit) []*letter {
			return []*letter{v.jonas.write(set("state", "achieved")), v.amina.write(set("state", "paused"))}
		}, "achieved", false},
		{"ended twice", active, func(v *visit) []*letter {
			return []*letter{v.jonas.write(ended()), v.amina.write(ended())}
		}, "ended", false},
		{"end, active and pause: the pause is in force and end is still asked about", paused, func(v *visit) []*letter {
			petra := v.join("petra", "nurse", 0)
			petra.catchUp()
			return []*letter{v.jonas.write(ended()), v.amina.write(set("state", "active")), petra.write(set("state", "paused"))}
		}, "paused", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inEveryOrder(t, []map[string]document.Op{set("state", "voiced")}, func(v *visit) []*letter {
				c.before(v)
				return c.write(v)
			}, func(t *testing.T, v *visit, letters []*letter) {
				v.shows(t, "state", c.shown)
				if r := v.reading("state"); r.Disputed != c.disputed || c.disputed && len(r.Candidates) != len(letters) {
					t.Errorf("%+v", r)
				}
			})
		})
	}
}

// People's decision counts whatever the machine's moves, and they may change their mind.
func TestHuman_ADecisionIsCarriedOutAndTakenBack(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	active(v)
	petra := v.join("petra", "nurse", 0)
	petra.catchUp()
	v.deliver(v.jonas.write(set("state", "notAchieved")))
	v.deliver(petra.write(set("state", "achieved")))
	v.amina.catchUp()
	wantVerdict(t, v.deliver(v.amina.write(set("state", "notAchieved"))), document.Refused, document.CodeNotAllowed)
	for _, choice := range []string{"notAchieved", "achieved", "notAchieved"} {
		v.amina.catchUp()
		l := v.amina.write(set("state", choice))
		l.in.Decides = true
		wantVerdict(t, v.deliver(l), document.Applied, "")
		v.shows(t, "state", choice)
	}
	v.amina.catchUp()
	l := v.amina.write(set("state", "withdrawnByCitizen")) // nobody chooses that for her
	l.in.Decides = true
	wantVerdict(t, v.deliver(l), document.Refused, document.CodeNoTransition)
	if r := v.reading("state"); r.Disputed {
		t.Errorf("decided, and still open: %+v", r)
	}
}

// What people must decide of a proposal are the proposals.
func TestHuman_CandidatesOfProposalsAreThoseThatWait(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set(wording, "v3"))
	v.deliver(v.amina.write(set(wording, "A")))
	if r := v.reading(wording); r.Disputed || r.Candidates != nil {
		t.Errorf("one proposal: %+v", r)
	}
	v.deliver(v.jonas.write(set(wording, "B")))
	r := merge.Read(plan, v.server).Fields[wording]
	if !r.Disputed {
		t.Errorf("two proposals: %+v", r)
	}
	sameValues(t, "candidates", r.Candidates, []string{"A", "B"})
}
