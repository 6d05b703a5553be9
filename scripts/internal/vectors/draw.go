package vectors

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// op draws what somebody does to a field: mostly what its policy is about, now and then what it refuses.
func (d *dice) op(w *writer, name string) map[string]document.Op {
	rule := d.t.Fields[name]
	item := pick(d, []string{"x", "y", "z"})
	switch rule.Policy {
	case schema.StateMachine:
		return d.move()
	case schema.SafeSide:
		return set(name, d.safe(rule))
	case schema.OwnKey:
		if d.one(6) {
			return add(name, pick(d, []string{"amina", "jonas", "c17"}), d.answer())
		}
		return add(name, w.author, d.answer())
	case schema.Counter:
		if d.one(6) {
			return add(name, pick(d, d.s.writers).replica, strconv.Itoa(d.IntN(9)-1))
		}
		return add(name, w.replica, strconv.Itoa(d.s.n*2+d.IntN(3)))
	case schema.Journal:
		return add(name, fmt.Sprintf("%s%d", item, d.IntN(4)), d.entry())
	case schema.AddWins:
		if d.one(3) {
			return remove(name, item)
		}
		return add(name, item, d.entry())
	case schema.Restrictive:
		return d.restriction(name, rule, item)
	case schema.Proposal:
		if d.one(3) {
			return agree(name, d.value(2))
		}
	}
	if rule.IsList() {
		return add(name, pick(d, []string{"amina", "jonas", "x"}), d.value(1))
	}
	return set(name, d.value(2))
}

func (d *dice) restriction(name string, rule *schema.Field, item string) map[string]document.Op {
	switch {
	case d.one(2):
		return add(name, item, d.entry())
	case rule.Reason == "" || d.one(5):
		return remove(name, item)
	}
	return both(remove(name, item), add(rule.Reason, fmt.Sprintf("why%d", d.s.n), `"läkaren"`))
}

// move draws a state: most often one that some transition reaches from what is shown.
func (d *dice) move() map[string]document.Op {
	m := d.t.States
	to := pick(d, m.Precedence)
	var needs []string
	if shown := document.Unquote(merge.Read(d.t, d.s.doc).Fields["state"].Value); !d.one(4) {
		var moves []schema.Transition
		for _, t := range m.Transitions {
			if slices.Contains(t.From, shown) {
				moves = append(moves, t)
			}
		}
		if len(moves) > 0 {
			move := pick(d, moves)
			to, needs = move.To, move.Needs
		}
	}
	changes := set("state", string(document.Quote(to)))
	for _, name := range needs {
		if rule := d.t.Fields[name]; rule != nil && rule.Policy != schema.StateMachine && !d.one(5) {
			if rule.IsList() {
				maps.Copy(changes, add(name, "why", `"därför"`))
			} else {
				maps.Copy(changes, set(name, `"därför"`))
			}
		}
	}
	return changes
}

func (d *dice) safe(rule *schema.Field) string {
	switch {
	case d.one(12):
		return pick(d, []string{`null`, `"?"`, `0`, `true`})
	case len(rule.Order) > 0:
		return string(document.Quote(pick(d, rule.Order)))
	case rule.Safe == "true" || rule.Safe == "false":
		return strconv.FormatBool(d.one(2))
	case rule.Safe == "highest" || rule.Safe == "lowest":
		return d.number()
	}
	return d.time()
}

func (d *dice) answer() string {
	if d.one(5) {
		return d.value(1)
	}
	return fmt.Sprintf(`{"answer":"yes","respondedToSequence":%d}`, d.IntN(4))
}

func (d *dice) entry() string {
	if d.one(2) {
		return fmt.Sprintf(`{"at":%s,"text":%s}`, d.time(), d.text())
	}
	return d.value(1)
}

func (d *dice) time() string {
	day := 18 + d.IntN(9)
	return pick(d, []string{
		fmt.Sprintf(`"2026-11-%d"`, day), fmt.Sprintf(`"2026-11-%dT0%d:30:00.000Z"`, day, d.IntN(9)),
		fmt.Sprintf(`"2026-11-%dT1%d:30:00+01:00"`, day, d.IntN(9)),
	})
}

func (d *dice) number() string {
	return pick(d, []string{
		"0", "-1", "3", "2.5", "1e-7", "0.1", "9007199254740991", "123456.789", strconv.Itoa(d.IntN(100)),
		strconv.FormatFloat(d.Float64()*100, 'g', -1, 64),
	})
}

var words = []string{
	"Åt gott", "två \"smörgåsar\" 🥪", "rad ett\nrad två", "C:\\vård", "\u0000\u001f", "\u2028é", "\ue000😀", "", "<b>&amp;</b>", "nej",
}

func (d *dice) text() string {
	return string(document.Quote(strings.ReplaceAll(pick(d, words), "\u0000", "\u0001")))
}

// value draws any JSON value, in a form that is seldom canonical yet.
func (d *dice) value(depth int) string {
	switch n := d.IntN(8); {
	case n < 3 || depth == 0:
		return d.text()
	case n == 3:
		return d.number()
	case n == 4:
		return pick(d, []string{"true", "false", "null"})
	case n == 5:
		return fmt.Sprintf("[%s, %s]", d.text(), d.number())
	}
	names := []string{"b", "a", "10", "9", "é", "😀", "\ue000", "__proto__"}
	d.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return fmt.Sprintf(`{%s: %s, %s: %s}`, document.Quote(names[0]), d.value(depth-1), document.Quote(names[1]), d.value(depth-1))
}
