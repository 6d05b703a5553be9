package play

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// The rules of domain.md 3.1 once more, said of what is shown when the day is over. They are written without sync/merge,
// which they judge: from the candidates the server kept, who wrote them, and what each author had seen.

// unruly lists what is shown that the rules do not allow.
func (c *crew) unruly(all []written, truth map[document.Scope]held) []string {
	var out []string
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
				j := judge{t: t, rule: rule, name: name, doc: doc, all: all}
				if why := j.field(view.Fields[name]); why != "" {
					out = append(out, fmt.Sprintf("%s of %s %s in %s %s", name, doc.Type, id, scope, why))
				}
			}
		}
	}
	return append(out, bundles(c.o.Schema, all)...)
}

// judge looks at one field of one document.
type judge struct {
	t    *schema.Type
	rule *schema.Field
	name string
	doc  *document.Document
	all  []written
}

func (j judge) field(r merge.Reading) string {
	if j.rule.IsList() {
		return j.items()
	}
	cands := j.doc.Fields[j.name].Candidates
	at := slices.IndexFunc(cands, func(c document.Candidate) bool { return c.Edit == r.Edit })
	switch {
	case len(cands) == 0:
		return ""
	case at < 0 && j.rule.Policy == schema.Proposal:
		return unless(!slices.ContainsFunc(cands, func(c document.Candidate) bool { return c.Agreed }), "shows nothing though something is agreed")
	case at < 0:
		return "shows nothing though somebody wrote it"
	}
	shown := cands[at]
	for _, o := range cands {
		if o.Edit != shown.Edit && j.isBetter(o, shown) {
			return fmt.Sprintf("shows %s by %s, though %s by %s goes before it", shown.Value, j.origin(shown).Author, o.Value, j.origin(o).Author)
		}
	}
	return j.once(cands, shown)
}

// once says of what stays until an agreement or for ever that it did; of the rest that nothing replaced is shown.
func (j judge) once(cands []document.Candidate, shown document.Candidate) string {
	switch j.rule.Policy {
	case schema.Proposal:
		return unless(shown.Agreed, "shows what nobody agreed on")
	case schema.Immutable:
		for _, a := range cands {
			for _, b := range cands {
				w, o := j.ours(a.Edit), j.ours(b.Edit)
				if w != nil && o != nil && w.verdict.Seq > o.verdict.Seq && w.knew(*o) { // sent in another order both stay
					return "was changed by somebody who had seen it"
				}
			}
		}
	case schema.LastWriter, schema.SafeSide, schema.StateMachine:
		if w := j.ours(shown.Edit); w != nil && w.isReplaced(j.all, j.name, "") {
			return "shows " + string(shown.Value) + ", which somebody replaced who had seen it"
		}
	}
	return ""
}

// items: what was removed or replaced by somebody who had seen it does not come back. Journals are append-only.
func (j judge) items() string {
	if j.rule.Policy == schema.Journal {
		return ""
	}
	for item, cell := range j.doc.Fields[j.name].Items {
		for _, c := range cell.Candidates {
			if w := j.ours(c.Edit); w != nil && w.isReplaced(j.all, j.name, item) {
				return "still has item " + item + ", which somebody took away who had seen it"
			}
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
		p, q := slices.Index(j.t.States.Precedence, document.Unquote(a.Value)), slices.Index(j.t.States.Precedence, document.Unquote(b.Value))
		if p != q {
			return p < q
		}
	case schema.Proposal:
		if a.Agreed != b.Agreed {
			return a.Agreed
		}
		if !a.Agreed {
			return false
		}
	}
	if p, q := isAhead(x), isAhead(y); p != q {
		return q
	}
	later := cmp.Or(cmp.Compare(x.Stamp, y.Stamp), cmp.Compare(a.Edit, b.Edit))
	if j.rule.Policy == schema.Immutable {
		return later < 0
	}
	return later > 0
}

// isAhead is rule R7, from the stamp and the server's time: a clock that runs ahead wins no tie.
func isAhead(o document.Origin) bool {
	return o.Replica != "" && !strings.HasPrefix(o.Replica, "load") && o.Stamp.WallMillis() > o.At+hlc.SkewLimitMillis
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

// bundles: fields that change together are changed only by somebody who had seen the latest of each. Of two phones' accepted
// changes of one bundle the later stands on the earlier.
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
			if f.Policy == schema.StrictBundle && g.Policy == schema.StrictBundle && f.Bundle == g.Bundle {
				return f.Bundle
			}
		}
	}
	return ""
}
