package merge_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

const yearMillis = 365 * 86_400_000

// Trap T1 and rule R7: a clock that runs ahead loses ties, and ties only.
func TestSkew_AheadLosesEveryTie(t *testing.T) {
	t.Parallel()
	for field, write := range map[string]func(*phone, string) *letter{
		"icfCode":      func(p *phone, v string) *letter { return p.write(set("icfCode", v)) },
		"decision":     func(p *phone, v string) *letter { return p.write(set("decision", v)) },
		"citizenWords": func(p *phone, v string) *letter { return p.forCitizen(set("citizenWords", v)) },
		"state":        func(p *phone, v string) *letter { return p.write(both(set("state", "drafted"), set("icfCode", v))) },
	} {
		for _, skew := range []int64{420_000, yearMillis} {
			for _, order := range [][]int{{0, 1}, {1, 0}} {
				w := newWorld(t)
				right, fast := w.join("jonas", "nurse", 0), w.join("amina", "assistant", skew)
				right.create(set("state", "voiced"))
				right.sync()
				fast.catchUp()
				letters := []*letter{write(right, "right clock"), write(fast, "fast clock")}
				if order[0] == 0 { // the ids must not decide it either
					letters[0].edit.ID, letters[1].edit.ID = letters[1].edit.ID, letters[0].edit.ID
				}
				for _, i := range order {
					w.deliver(letters[i])
				}
				if got := w.view().Fields[field].Edit; got != letters[0].edit.ID {
					t.Errorf("%s, %d ms ahead, order %v: the fast clock's edit is shown", field, skew, order)
				}
				if !w.server.Origins[letters[1].edit.ID].Ahead {
					t.Errorf("%s: that the clock was wrong is not kept", field)
				}
			}
		}
	}
}

// Within five minutes the later stamp wins, as if the clock were right.
func TestSkew_WithinTheLimitCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	right, fast := w.join("jonas", "nurse", 0), w.join("amina", "assistant", 290_000)
	right.create(nil)
	right.sync()
	fast.catchUp()
	later := fast.write(set("icfCode", "later"))
	w.deliver(later)
	w.deliver(right.write(set("icfCode", "earlier")))
	if got := w.view().Fields["icfCode"].Edit; got != later.edit.ID {
		t.Error("the later stamp within the limit is not shown")
	}
}

// Who had seen whom does not change when every phone's clock does.
func TestSkew_AYearOffChangesNothingAboutAncestry(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		slow, fast := w.join("jonas", "nurse", -yearMillis), w.join("petra", "nurse", yearMillis)
		fast.create(set("icfCode", "first"))
		fast.sync()
		writers := []*phone{slow, fast}
		var last *letter
		for i := range rapid.IntRange(1, 10).Draw(t, "edits") {
			p := writers[rapid.IntRange(0, 1).Draw(t, "writer")]
			p.catchUp()
			last = p.write(set("icfCode", string(rune('a'+i))))
			p.sync()
			r := w.view().Fields["icfCode"]
			if r.Edit != last.edit.ID || len(r.Beside) > 0 {
				w.fail("who had seen everything wrote %s, yet people see %+v", last.edit.ID, r)
			}
			if out := last.outcomes[0]; out.Verdict.Kind != document.Applied {
				w.fail("nobody wrote meanwhile, yet the verdict is %+v", out.Verdict)
			}
		}
	})
}
