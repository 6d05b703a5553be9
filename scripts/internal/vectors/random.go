package vectors

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// How many random cases there are: of each type of the schema, and of each field of the plan alone.
const (
	casesOfType  = 2
	casesOfField = 3
	seed         = 20261122
)

// randomCases are histories of real types: phones offline, stragglers, edits sent twice, restored backups, wrong clocks.
func randomCases() []any {
	var out []any
	types := schema.Embedded().Types
	for i, name := range slices.Sorted(maps.Keys(types)) {
		for n := range casesOfType {
			d := newDice(types[name], uint64(i*casesOfType+n))
			out = append(out, d.play(fmt.Sprintf("%s %d", name, n), slices.Sorted(maps.Keys(types[name].Fields))))
		}
	}
	return out
}

// policyCases hold each field of the plan in histories in which nothing else is written, so that two hardly ever miss each
// other there.
func policyCases() []any {
	var out []any
	t := plan()
	with := map[string][]string{
		"restrictions": {"reasons"}, "start": {"place"}, "attendance": {"start"}, "state": {"stopReason", "summary"}, "sequence": {"start"},
	}
	for i, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if t.Fields[name].Policy == schema.Derived || t.Fields[name].Policy == unknown {
			continue
		}
		for n := range casesOfField {
			d := newDice(t, uint64(1000+i*casesOfField+n))
			out = append(out, d.play(fmt.Sprintf("%s %s %d", t.Fields[name].Policy, name, n), append([]string{name}, with[name]...)))
		}
	}
	return out
}

// dice draw a history.
type dice struct {
	*rand.Rand
	t      *schema.Type
	s      *story
	fields []string
	sent   []*letter
}

func newDice(t *schema.Type, stream uint64) *dice {
	return &dice{Rand: rand.New(rand.NewPCG(seed, stream)), t: t} //nolint:gosec // drawn the same each time, on purpose
}

// one is true once in n.
func (d *dice) one(n int) bool { return d.IntN(n) == 0 }

func pick[T any](d *dice, from []T) T { return from[d.IntN(len(from))] }

var skews = []int64{0, 0, -420_000, 200_000, 420_000, 31_536_000_000}

func (d *dice) play(name string, fields []string) *mergeCase {
	d.s, d.fields = newStory(name, d.t), fields
	d.s.whole = false
	roles := d.roles()
	for i, author := range []string{"amina", "jonas", "c17", "amina", "server"}[:2+d.IntN(4)] {
		role := pick(d, roles)
		if author == "c17" || author == "server" {
			role = map[string]string{"c17": "citizen", "server": "server"}[author]
		}
		w := d.s.join(author, role)
		if i > 0 {
			w.now += pick(d, skews)
		}
	}
	var waiting []*letter
	waiting = append(waiting, d.first())
	for range 4 + d.IntN(7) {
		waiting = append(waiting, d.letter(pick(d, d.s.writers)))
		if d.one(2) {
			waiting = d.deliver(waiting)
		}
	}
	for len(waiting) > 0 {
		waiting = d.deliver(waiting)
	}
	if d.one(3) {
		d.s.screen(d.letter(pick(d, d.s.writers)))
	}
	return d.s.done()
}

// roles that have something to do with the type.
func (d *dice) roles() []string {
	all := slices.Concat(d.t.Rights.Write, d.t.Rights.Propose, d.t.Rights.Agree)
	if d.t.States != nil {
		for _, move := range d.t.States.Transitions {
			all = append(all, move.By...)
		}
	}
	all = append(all, "nurse")
	slices.Sort(all)
	return slices.Compact(all)
}

// deliver lets some of what waits come, in any order, and lets some writers catch up.
func (d *dice) deliver(waiting []*letter) []*letter {
	d.Shuffle(len(waiting), func(i, j int) {
		if d.one(3) { // phones send in order, mostly
			waiting[i], waiting[j] = waiting[j], waiting[i]
		}
	})
	n := 1 + d.IntN(len(waiting))
	for _, l := range waiting[:n] {
		d.s.come(l)
		d.sent = append(d.sent, l)
		if d.one(8) {
			d.s.come(pick(d, d.sent))
		}
	}
	for _, w := range d.s.writers {
		if d.one(2) {
			w.sees()
		}
	}
	return waiting[n:]
}

// first creates the document, with a state where its machine begins.
func (d *dice) first() *letter {
	w := d.s.writers[0]
	changes := map[string]document.Op{}
	for range 1 + d.IntN(3) {
		maps.Copy(changes, d.op(w, pick(d, d.fields)))
	}
	if d.t.States != nil && slices.Contains(d.fields, "state") {
		maps.Copy(changes, set("state", string(document.Quote(d.t.States.Initial[0]))))
	}
	return w.create(changes)
}

func (d *dice) letter(w *writer) *letter {
	if d.one(20) && len(d.sent) > 0 { // a backup was restored: the chain goes on from an earlier edit
		if l := pick(d, d.sent); l.edit.Stamp.Replica() == w.replica {
			w.last = l.edit.Stamp
		}
	}
	changes := map[string]document.Op{}
	for range 1 + d.IntN(2) {
		maps.Copy(changes, d.op(w, pick(d, d.fields)))
	}
	l := w.write(changes)
	switch {
	case d.one(7):
		l.edit.OnBehalfOf = "citizen"
	case d.one(40):
		l.edit.Void = "fel dokument " + l.edit.ID
	case d.one(25):
		l.in.Late = true
	case d.one(25):
		l.in.Decides = true
	case d.one(12):
		l.in.Written = noon - int64(d.IntN(600_000))
	}
	return l
}
