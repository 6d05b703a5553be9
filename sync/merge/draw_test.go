package merge_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// skews are wrong clocks: right, slow, fast within and beyond the limit, a year off each way.
var skews = []int64{0, -420_000, 200_000, 420_000, 365 * 86_400_000, -365 * 86_400_000}

// drawWorld starts a document that everybody has seen, with phones of several people and roles. Where the first commit wins
// only the first phone writes: of two that did not know of each other one is refused, and that has a law of its own
// (firstcommit_test.go).
func drawWorld(t *rapid.T, phones int) *world {
	w := newWorld(t)
	w.join("gunvor", "citizen", rapid.SampledFrom(skews).Draw(t, "skew"))
	people := [][2]string{{"amina", "assistant"}, {"jonas", "nurse"}, {"amina", "assistant"}, {"gunvor", "citizen"}, {"petra", "nurse"}}
	for i := range phones {
		w.join(people[i%len(people)][0], people[i%len(people)][1], rapid.SampledFrom(skews).Draw(t, "skew"))
	}
	first := w.phones[1]
	first.create(both(set("state", "voiced"), set("professionalWording", "v1"), add("activities", "x", "x1"), set("icfCode", "d450")))
	first.sync()
	first.write(set("state", "drafted"))
	first.sync()
	first.write(set("state", "agreed"))
	first.sync()
	first.write(set("state", "active"))
	first.sync()
	for _, p := range w.phones {
		p.catchUp()
	}
	return w
}

// drawLetter lets a phone write something its own checks accept; nil when it drew something they do not.
func drawLetter(t *rapid.T, p *phone) *letter {
	changes := map[string]document.Op{}
	for range rapid.IntRange(1, 2).Draw(t, "fields") {
		maps.Copy(changes, drawOp(t, p))
	}
	l := p.compose(changes)
	if p.role != "citizen" && rapid.IntRange(0, 4).Draw(t, "behalf") == 3 {
		l.edit.OnBehalfOf = "citizen"
	}
	if rapid.IntRange(0, 30).Draw(t, "void") == 17 {
		l.edit.Void = "written on the wrong person by " + l.edit.ID
	}
	if p.wouldRefuse(l) {
		return nil
	}
	return p.keep(l)
}

// drawn are the fields that people write, some more often; the first phone also writes those where the first commit wins.
var (
	drawn = []string{
		"decision", "notes", "activities", "activities", "icfCode", "icfCode", "homeAccess", "nextReview", "urgency", "citizenWords",
		"citizenStance", "professionalWording", "attendance", "checks", "trialUse", "outcome", "outcome", "restrictions", "state", "state",
	}
	drawnFirst = append([]string{"summary", "start", "place", "providerOrgId", "restrictions"}, drawn...)
)

func drawOp(t *rapid.T, p *phone) map[string]document.Op {
	fields := drawn
	if p == p.w.phones[0] {
		fields = drawnFirst
	}
	if p.w.only != "" && slices.Contains(fields, p.w.only) {
		fields = []string{p.w.only}
	}
	field := rapid.SampledFrom(fields).Draw(t, "field")
	mine := fmt.Sprintf("by %s %d", p.replica, p.w.n)
	item := rapid.SampledFrom([]string{"x", "y", "z"})
	switch field {
	case "nextReview":
		return set(field, rapid.SampledFrom([]string{"2026-12-01", "2026-12-08", "2026-12-15"}).Draw(t, "date"))
	case "urgency":
		return set(field, rapid.SampledFrom(plan.Fields[field].Order).Draw(t, "urgency"))
	case "outcome":
		return set(field, rapid.SampledFrom([]string{"done", "partly", "not done"}).Draw(t, "outcome"))
	case "notes", "citizenStance":
		return add(field, item.Draw(t, "item"), mine)
	case "activities":
		if rapid.IntRange(0, 2).Draw(t, "removes") == 0 {
			return remove(field, item.Draw(t, "item"))
		}
		return add(field, item.Draw(t, "item"), mine)
	case "restrictions":
		return drawRestriction(t, p, item.Draw(t, "item"), mine)
	case "attendance":
		return add(field, p.author, fmt.Sprintf(`{"by":%q,"respondedToSequence":%d}`, mine, rapid.IntRange(0, 2).Draw(t, "sequence")))
	case "checks":
		return add(field, p.author, mine)
	case "trialUse":
		return add(field, p.replica, fmt.Sprint(p.w.n)) // it only grows
	case "state":
		return drawState(t, p)
	case "professionalWording":
		if p == p.w.phones[0] && rapid.Bool().Draw(t, "agree") {
			return agree(field, mine)
		}
	}
	return set(field, mine)
}

// drawRestriction adds; the first phone also removes, of what only it adds.
func drawRestriction(t *rapid.T, p *phone, item, value string) map[string]document.Op {
	if p != p.w.phones[0] {
		return add("restrictions", item, value)
	}
	for _, it := range merge.Read(plan, p.screen()).Fields["restrictions"].Items {
		if strings.HasPrefix(it.ID, "own") && rapid.Bool().Draw(t, "removes") {
			return both(remove("restrictions", it.ID), add("reasons", fmt.Sprintf("why%d", p.w.n), value))
		}
	}
	return add("restrictions", fmt.Sprintf("own%d", p.w.n), value)
}

// drawState draws a state, most often with the reason that some moves need. The one that freezes is the first phone's.
func drawState(t *rapid.T, p *phone) map[string]document.Op {
	states := plan.States.Precedence
	if p != p.w.phones[0] {
		states = states[1:] // without confirmed
	}
	move := set("state", rapid.SampledFrom(states).Draw(t, "state"))
	if rapid.IntRange(0, 3).Draw(t, "reason") == 0 {
		return move
	}
	return both(move, set("stopReason", "moved away"))
}

// segment is a stretch in which letters may reach the server in any order: nobody reads meanwhile. Then some catch up.
type segment struct {
	letters []*letter
	readers []*phone
}

// drawHistory plays phones that are offline and come back, and returns what reached the server between their catching up.
// With stragglers a phone's own letters may overtake each other and come in a later segment.
func drawHistory(t *rapid.T, w *world, stragglers bool) []segment {
	var history []segment
	for range rapid.IntRange(1, 4).Draw(t, "segments") {
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			drawLetter(t, rapid.SampledFrom(w.phones).Draw(t, "writer"))
		}
		var seg segment
		for _, p := range w.phones {
			if rapid.IntRange(0, 2).Draw(t, "online") == 0 {
				continue
			}
			seg.readers = append(seg.readers, p)
			for _, l := range p.outbox {
				if !l.delivered && (!stragglers || rapid.IntRange(0, 3).Draw(t, "lost") != 0) {
					seg.letters = append(seg.letters, l)
				}
			}
		}
		play(t, w, &seg, stragglers)
		history = append(history, seg)
	}
	var rest segment
	for _, l := range w.letters {
		if !l.delivered {
			rest.letters = append(rest.letters, l)
		}
	}
	play(t, w, &rest, stragglers)
	return append(history, rest)
}

// play delivers a segment in a drawn order and lets its readers catch up.
func play(t *rapid.T, w *world, seg *segment, stragglers bool) {
	seg.letters = shuffle(t, seg.letters, !stragglers)
	for _, l := range seg.letters {
		w.deliver(l)
	}
	for _, p := range seg.readers {
		p.catchUp()
	}
}

// shuffle draws an order; with ownOrder each phone's letters keep theirs.
func shuffle(t *rapid.T, letters []*letter, ownOrder bool) []*letter {
	out := rapid.Permutation(letters).Draw(t, "order")
	if !ownOrder {
		return out
	}
	queues := map[*phone][]*letter{}
	for _, l := range letters {
		queues[l.by] = append(queues[l.by], l)
	}
	for i, l := range out {
		q := queues[l.by]
		first := slices.MinFunc(q, func(a, b *letter) int { return compareText(string(a.edit.Stamp), string(b.edit.Stamp)) })
		queues[l.by] = slices.DeleteFunc(slices.Clone(q), func(x *letter) bool { return x == first })
		out[i] = first
	}
	return out
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// replay plays a history on a document of its own, in the order that arrange gives each segment.
func replay(start *document.Document, seq uint64, history []segment, arrange func([]*letter) []*letter) *document.Document {
	doc := start
	for _, seg := range history {
		for _, l := range arrange(seg.letters) {
			seq++
			in := l.in
			in.Seq = seq
			doc = merge.Apply(plan, doc, l.edit, in).Doc
		}
	}
	return doc
}
