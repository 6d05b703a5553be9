package merge_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "BND: Fields change together under one sequence; stale base → 409, never merged. Time + place."

func when(start, place string) map[string]document.Op {
	return both(set("start", start), set("place", place))
}

func TestBundle_SequenceCountsOncePerEdit(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "home"))
	v.shows(t, "sequence", "1")
	v.jonas.write(when("11:00", "clinic"))
	v.jonas.write(set("icfCode", "not of the bundle"))
	v.jonas.write(set("place", "home"))
	v.jonas.sync()
	v.shows(t, "sequence", "3")
	v.shows(t, "start", "11:00")
	v.shows(t, "place", "home")
}

// Time and place are never half of one and half of another.
func TestBundle_AnotherFieldOfItMakesStaleToo(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "home"))
	wantVerdict(t, v.deliver(v.amina.write(set("start", "11:00"))), document.Applied, "")
	wantVerdict(t, v.deliver(v.jonas.write(set("place", "clinic"))), document.Refused, document.CodeStale)
	v.shows(t, "place", "home")
	v.jonas.catchUp()
	wantVerdict(t, v.deliver(v.jonas.write(set("place", "clinic"))), document.Applied, "")
	v.shows(t, "sequence", "3")
}

// T9: two chairs open part 2 and part 3 at once; the second gets 409 and decides anew.
func TestBundle_TwoChairs(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{when("part 1", "Bodil, Mats")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(when("part 2", "Petra")), v.jonas.write(when("part 3", "nobody else"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		won, lost := letters[0], letters[1]
		if won.refused {
			won, lost = lost, won
		}
		wantVerdict(t, won.outcomes[0], document.Applied, "")
		wantVerdict(t, lost.outcomes[0], document.Refused, document.CodeStale)
		for _, field := range []string{"start", "place"} {
			if got := v.reading(field); got.Edit != won.edit.ID || len(got.Beside) > 0 {
				t.Errorf("%s is not the winner's alone: %+v", field, got)
			}
		}
		v.shows(t, "sequence", "2")
	})
}

// The server brings a document in with its sequence and counts on from there.
func TestBundle_ASequenceBroughtAlong(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "home"), set("sequence", "7"))
	v.shows(t, "sequence", "7")
	v.deliver(v.jonas.write(set("start", "11:00")))
	v.shows(t, "sequence", "8")
}

// The three documented exceptions to the law of order: exactly one wins, and the others change nothing and are told why.
func TestFirstCommitWins_ExactlyOne(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		write  func(*phone, string) *letter
		fields []string
		code   string
	}{
		"strict bundle":         {func(p *phone, v string) *letter { return p.write(when(v, v)) }, []string{"start", "place"}, document.CodeStale},
		"concurrent agreements": {func(p *phone, v string) *letter { return p.write(agree(wording, v)) }, []string{wording}, document.CodeStale},
		"creates of one id":     {func(p *phone, v string) *letter { return p.create(set("icfCode", v)) }, []string{"icfCode"}, document.CodeDocumentTaken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				w := newWorld(t)
				start := w.join("petra", "nurse", 0)
				if name != "creates of one id" {
					start.create(both(when("first", "first"), set(wording, "v1")))
					start.sync()
				}
				var letters []*letter
				for i := range rapid.IntRange(2, 5).Draw(t, "phones") {
					p := w.join("s"+string(rune('a'+i)), "nurse", rapid.SampledFrom(skews).Draw(t, "skew"))
					p.catchUp()
					letters = append(letters, c.write(p, p.author))
				}
				order := rapid.Permutation(letters).Draw(t, "order")
				for i, l := range order {
					out := w.deliver(l)
					if i == 0 && out.Verdict.Kind != document.Applied || i > 0 && (out.Verdict.Kind != document.Refused || out.Verdict.Code != c.code) {
						w.fail("number %d to come: %+v", i, out.Verdict)
					}
				}
				again := w.server
				for _, l := range order {
					w.deliver(l)
				}
				if diff := diffDocs(again, w.server); diff != "" {
					w.fail("sent again they changed something:\n%s", diff)
				}
				for _, f := range c.fields {
					if r := w.view().Fields[f]; r.Edit != order[0].edit.ID || len(r.Beside)+len(r.Waiting) > 0 {
						w.fail("%s is not the first one's alone: %+v", f, r)
					}
				}
			})
		})
	}
}

func TestBundle_NoteNamesNobodyWhenAlone(t *testing.T) {
	t.Parallel()
	v := newVisit(t, when("10:00", "home"))
	out := v.deliver(v.jonas.write(when("11:00", "home")))
	if len(out.Verdict.Notes) > 0 || !slices.Equal(out.Fields, []string{"place", "sequence", "start"}) {
		t.Errorf("notes %+v, fields %v", out.Verdict.Notes, out.Fields)
	}
}
