package merge

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// View is a document as people see it.
type View struct {
	Voided     string // the reason, or ""
	Incomplete bool   // the edit that creates it has not come yet
	Fields     map[string]Reading
}

// Reading is one field as people see it.
type Reading struct {
	Value    jsontext.Value       // what is shown and in force; nil when nothing is. Of a counter the sum
	Edit     string               // the edit that wrote it
	Items    []Item               // of list fields
	Waiting  []document.Candidate // proposals that wait for an agreement, requests that wait for the server
	Beside   []document.Candidate // values written without knowing of the one shown
	Disputed bool                 // people must choose, between the
	// Candidates: the proposals that wait, or else all values, the one in force among them. Nil unless Disputed.
	Candidates []document.Candidate
	// Told are the authors who get a notice that they wrote without knowing of each other (lastWriterNotice), sorted.
	Told []string
}

// Item is one entry of a list field.
type Item struct {
	ID     string
	Value  jsontext.Value
	Edit   string
	Beside []document.Candidate
	// Stale says of an ownKey item that it does not answer the present sequence, and so does not count.
	Stale bool
}

// Read derives what people see; of no document, nothing. Fields of unknown rules are left out; they stay in the document.
func Read(t *schema.Type, d *document.Document) View {
	if d == nil {
		return View{}
	}
	v := View{Fields: make(map[string]Reading, len(d.Fields)), Incomplete: d.Created == ""}
	for name, f := range d.Fields {
		if name == document.VoidField && len(f.Candidates) > 0 {
			at := firstWriter(Set{Candidates: f.Candidates, Origins: d.Origins})
			v.Voided = document.Unquote(f.Candidates[at].Value)
		}
		if rule := t.Fields[name]; rule != nil {
			v.Fields[name] = ReadField(t, rule, d, f)
		}
	}
	return v
}

// ReadField derives what people see of one field.
func ReadField(t *schema.Type, rule *schema.Field, d *document.Document, f document.Field) Reading {
	p := policies[rule.Policy]
	switch {
	case p == nil:
		return Reading{}
	case rule.IsList():
		return readList(rule, p, d, f)
	case len(f.Candidates) == 0:
		return Reading{}
	}
	set := Set{Rule: rule, States: t.States, Candidates: f.Candidates, Origins: d.Origins}
	at := p.read(set)
	r := Reading{}
	if at >= 0 {
		r.Value, r.Edit = set.Candidates[at].Value, set.Candidates[at].Edit
	}
	if p.waits != nil {
		r.Waiting = waiting(p, set)
	}
	r.Beside = beside(p, set, at)
	if p.disputed != nil && p.disputed(set) {
		r.Disputed, r.Candidates = true, r.Waiting
		if p.waits == nil {
			r.Candidates = slices.Clone(set.Candidates)
		}
	}
	if rule.Policy == schema.LastWriterNotice {
		r.Told = told(set)
	}
	return r
}

// waiting are the candidates that wait for somebody's decision, in the order of their edit ids.
func waiting(p *policy, set Set) []document.Candidate {
	var out []document.Candidate
	for _, c := range set.Candidates {
		if !p.waits(set, c) {
			continue
		}
		if out == nil {
			out = make([]document.Candidate, 0, len(set.Candidates))
		}
		out = append(out, c)
	}
	return out
}

// beside are the candidates that neither are shown nor wait.
func beside(p *policy, set Set, at int) []document.Candidate {
	if len(set.Candidates) < 2 {
		return nil
	}
	var out []document.Candidate
	for i, c := range set.Candidates {
		if i == at || p.waits != nil && p.waits(set, c) {
			continue
		}
		if out == nil {
			out = make([]document.Candidate, 0, len(set.Candidates)-1)
		}
		out = append(out, c)
	}
	return out
}

func readList(rule *schema.Field, p *policy, d *document.Document, f document.Field) Reading {
	items := readItems(rule, p, d, f)
	switch {
	case rule.Policy == schema.Counter:
		return Reading{Items: items, Value: sum(items)}
	case rule.Policy == schema.OwnKey && rule.Answers != "":
		now := sequenceNow(d, rule.Answers)
		for i := range items {
			n, _ := sequenceIn(document.Candidate{Value: items[i].Value})
			items[i].Stale = n < now
		}
	}
	return Reading{Items: items}
}

// readItems lists the items: journals and what people add in the order of happening, what has one item for each person or
// replica by id.
func readItems(rule *schema.Field, p *policy, d *document.Document, f document.Field) []Item {
	type dated struct {
		Item
		at int64
	}
	byID := rule.Keyed || rule.Policy == schema.OwnKey || rule.Policy == schema.Counter
	all := make([]dated, 0, len(f.Items))
	for id, cell := range f.Items {
		if len(cell.Candidates) == 0 {
			continue
		}
		set := Set{Rule: rule, Item: id, Candidates: cell.Candidates, Origins: d.Origins}
		at := p.read(set)
		c := cell.Candidates[at]
		one := dated{Item: Item{ID: id, Value: c.Value, Edit: c.Edit, Beside: beside(p, set, at)}}
		if !byID {
			one.at = happened(c, d.Origins[c.Edit])
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.ID, b.ID)) })
	items := make([]Item, len(all))
	for i := range all {
		items[i] = all[i].Item
	}
	return items
}

// happened orders a journal: by the entry's own "at" (RFC 3339) or else by when it was written, in milliseconds.
func happened(c document.Candidate, o document.Origin) int64 {
	if text := member(c.Value, "at"); len(text) > 2 && text.Kind() == '"' {
		if at, ok := document.TimeMillis(string(text[1 : len(text)-1])); ok { // no time needs escapes
			return at
		}
	}
	return o.Stamp.WallMillis()
}
