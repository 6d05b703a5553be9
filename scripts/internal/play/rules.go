package play

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// The rules of domain.md 3.1 once more, said of what is shown when the day is over. They are written without sync/merge,
// which they judge: from the candidates the server kept, who wrote them, and what each author had seen.

// unruly lists what is shown that the rules do not allow.
func (c *crew) unruly(all []written, truth map[document.Scope]held) []string {
	var out []string
	skews := c.skews()
	for _, scope := range slices.Sorted(maps.Keys(truth)) {
		for _, id := range slices.Sorted(maps.Keys(truth[scope].docs)) {
			doc := truth[scope].docs[id]
			t := c.o.Schema.Types[doc.Type]
			if t == nil {
				continue
			}
			view := merge.Read(t, doc)
			for _, name := range slices.Sorted(maps.Keys(doc.Fields)) {
				rule := t.Fields[name]
				if rule == nil {
					continue
				}
				j := judge{t: t, rule: rule, name: name, doc: doc, all: all, skews: skews, sequence: view.Fields[rule.Answers].Value}
				if why := j.field(view.Fields[name]); why != "" {
					out = append(out, fmt.Sprintf("%s of %s %s in %s %s", name, doc.Type, id, scope, why))
				}
			}
		}
	}
	out = append(out, bundles(c.o.Schema, all)...)
	return append(out, liftings(c.o.Schema, all)...)
}

// judge looks at one field of one document.
type judge struct {
	t        *schema.Type
	rule     *schema.Field
	name     string
	doc      *document.Document
	all      []written
	skews    map[string]int64 // how wrong the phones' clocks are, by replica
	sequence jsontext.Value   // that the items of the field answer to
	cands    []document.Candidate
}

func (j judge) field(r merge.Reading) string {
	if j.rule.Policy == schema.Derived {
		return "is stored, though it is worked out"
	}
	if j.rule.IsList() {
		return j.items(r)
	}
	j.cands = j.doc.Fields[j.name].Candidates
	at := slices.IndexFunc(j.cands, func(c document.Candidate) bool { return c.Edit == r.Edit })
	switch {
	case len(j.cands) == 0:
		return ""
	case at < 0 && j.rule.Policy == schema.Proposal:
		return unless(!slices.ContainsFunc(j.cands, func(c document.Candidate) bool { return c.Agreed }), "shows nothing though something is agreed")
	case at < 0:
		return "shows nothing though somebody wrote it"
	case r.Disputed != j.isDisputed():
		return fmt.Sprintf("asks people to decide: %t, want %t", r.Disputed, !r.Disputed)
	}
	return cmp.Or(j.best(j.cands[at]), j.once(j.cands[at]))
}

// best says that what is shown goes before all that stands beside it.
func (j judge) best(shown document.Candidate) string {
	for _, o := range j.cands {
		if o.Edit != shown.Edit && j.isBetter(o, shown) {
			return fmt.Sprintf("shows %s by %s, though %s by %s goes before it", shown.Value, j.origin(shown).Author, o.Value, j.origin(o).Author)
		}
	}
	return ""
}

// once says of what stays until an agreement or for ever that it did; of the rest that nothing replaced is shown.
func (j judge) once(shown document.Candidate) string {
	switch j.rule.Policy {
	case schema.Proposal:
		return unless(shown.Agreed, "shows what nobody agreed on")
	case schema.Immutable:
		for _, a := range j.cands {
			for _, b := range j.cands {
				w, o := j.ours(a.Edit), j.ours(b.Edit)
				if w != nil && o != nil && w.verdict.Seq > o.verdict.Seq && w.knew(*o) { // sent in another order both stay
					return "was changed by somebody who had seen it"
				}
			}
		}
	case schema.LastWriter, schema.LastWriterNotice, schema.SafeSide, schema.StateMachine, schema.ServerAuthoritative, schema.Human:
		if w := j.ours(shown.Edit); w != nil && w.isReplaced(j.all, j.name, "") {
			return "shows " + string(shown.Value) + ", which somebody replaced who had seen it"
		}
	}
	return ""
}

func (j judge) origin(c document.Candidate) document.Origin { return j.doc.Origins[c.Edit] }

func (j judge) ours(edit string) *written {
	at := slices.IndexFunc(j.all, func(w written) bool { return w.edit.ID == edit })
	if at < 0 {
		return nil
	}
	return &j.all[at]
}

// isBetter reports whether, of two that did not know of each other, a is to be shown and not b.
func (j judge) isBetter(a, b document.Candidate) bool {
	x, y := j.origin(a), j.origin(b)
	switch j.rule.Policy {
	case schema.SafeSide:
		if c := j.safer(a, b); c != 0 {
			return c > 0
		}
	case schema.CitizenOwned:
		if p, q := isCitizens(x), isCitizens(y); p != q {
			return p
		}
	case schema.StateMachine:
		if p, q := j.isHeldBack(a), j.isHeldBack(b); p != q {
			return q
		}
		if p, q := j.rank(a), j.rank(b); p != q {
			return p < q
		}
	case schema.OwnKey:
		if p, q := sequenceOf(a.Value), sequenceOf(b.Value); j.rule.Answers != "" && p != q {
			return p > q
		}
	case schema.Counter:
		if p, q := number(a.Value), number(b.Value); p != q {
			return p > q
		}
	case schema.Proposal:
		if a.Agreed != b.Agreed {
			return a.Agreed
		}
		if !a.Agreed {
			return false
		}
	}
	if p, q := j.isAhead(x), j.isAhead(y); p != q {
		return q
	}
	later := cmp.Or(cmp.Compare(x.Stamp, y.Stamp), cmp.Compare(a.Edit, b.Edit))
	switch j.rule.Policy {
	case schema.Immutable, schema.Journal, schema.Restrictive: // the first stands
		return later < 0
	case schema.Human:
		if j.isDisputed() {
			return later < 0
		}
	}
	return later > 0
}

func isCitizens(o document.Origin) bool {
	return o.Role == "citizen" || o.Role == "representative" || o.OnBehalfOf == "citizen"
}

// safer is positive when a is on the safer side of b.
func (j judge) safer(a, b document.Candidate) int {
	x, y := document.Unquote(a.Value), document.Unquote(b.Value)
	switch safe := j.rule.Safe; {
	case safe == "true", safe == "false":
		return b2i(string(a.Value) == safe) - b2i(string(b.Value) == safe)
	case len(j.rule.Order) > 0 && safe == "highest":
		return slices.Index(j.rule.Order, x) - slices.Index(j.rule.Order, y)
	case len(j.rule.Order) > 0:
		return slices.Index(j.rule.Order, y) - slices.Index(j.rule.Order, x)
	case safe == "latest", safe == "highest":
		return strings.Compare(x, y)
	}
	return strings.Compare(y, x)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// liftings: a restriction was lifted only by an edit that says why.
func liftings(set *schema.Set, all []written) []string {
	var out []string
	for _, w := range all {
		for name, op := range w.edit.Changes {
			f := set.Types[w.edit.Type].Fields[name]
			if f == nil || w.verdict.Kind == "" || w.isRefused() || len(op.Remove) == 0 || f.Policy != schema.Restrictive {
				continue
			}
			if len(w.edit.Changes[f.Reason].Add) == 0 {
				out = append(out, fmt.Sprintf("%s lifted %v of %s in %s %s without a reason", w.by.name, op.Remove, name, w.edit.Type, w.edit.Doc))
			}
		}
	}
	return out
}

// bundles: fields that change together, and what the server decides, are changed only by somebody who had seen the latest of
// each. Of two phones' accepted changes of one bundle the later stands on the earlier.
func bundles(set *schema.Set, all []written) []string {
	var out []string
	for _, w := range all {
		for _, o := range all {
			if w.verdict.Seq <= o.verdict.Seq || w.edit.Scope != o.edit.Scope || w.edit.Doc != o.edit.Doc || w.isRefused() || o.isRefused() ||
				o.verdict.Kind == "" || w.edit.Stamp.Replica() == o.edit.Stamp.Replica() || w.knew(o) {
				continue
			}
			if name := sharedBundle(set.Types[w.edit.Type], w.edit, o.edit); name != "" {
				out = append(out, fmt.Sprintf("bundle %s of %s %s was changed by %s and, without having seen that, by %s",
					name, w.edit.Type, w.edit.Doc, o.by.name, w.by.name))
			}
		}
	}
	return out
}

func sharedBundle(t *schema.Type, a, b document.Edit) string {
	for x := range a.Changes {
		for y := range b.Changes {
			f, g := t.Fields[x], t.Fields[y]
			switch {
			case f.Policy == schema.StrictBundle && g.Policy == schema.StrictBundle && f.Bundle == g.Bundle:
				return f.Bundle
			case x == y && f.Policy == schema.ServerAuthoritative:
				return x
			}
		}
	}
	return ""
}
