package merge

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json"
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
	Value    jsontext.Value       // what is shown and in force; nil when nothing is
	Edit     string               // the edit that wrote it
	Items    []Item               // of list fields
	Waiting  []document.Candidate // proposals that wait for an agreement
	Beside   []document.Candidate // values written without knowing of the one shown
	Disputed bool                 // a human must choose
}

// Item is one entry of a list field.
type Item struct {
	ID     string
	Value  jsontext.Value
	Edit   string
	Beside []document.Candidate
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
	if rule.IsList() {
		return Reading{Items: readItems(rule, d, f)}
	}
	set := Set{Rule: rule, States: t.States, Candidates: f.Candidates, Origins: d.Origins}
	if len(set.Candidates) == 0 {
		return Reading{}
	}
	at := policies[rule.Policy].read(set)
	r := Reading{}
	if at >= 0 {
		r.Value, r.Edit = set.Candidates[at].Value, set.Candidates[at].Edit
	}
	if rule.Policy == schema.Proposal {
		r.Waiting, r.Disputed = waiting(set), isDisputed(set)
		r.Beside = agreedBeside(set, at)
		return r
	}
	r.Beside = others(set.Candidates, at)
	return r
}

func agreedBeside(set Set, at int) []document.Candidate {
	var out []document.Candidate
	for i, c := range set.Candidates {
		if c.Agreed && i != at {
			out = append(out, c)
		}
	}
	return out
}

func others(cands []document.Candidate, at int) []document.Candidate {
	if len(cands) < 2 {
		return nil
	}
	return slices.Delete(slices.Clone(cands), at, at+1)
}

func readItems(rule *schema.Field, d *document.Document, f document.Field) []Item {
	choose := lastWriter
	if rule.Policy == schema.Journal {
		choose = firstWriter
	}
	type dated struct {
		Item
		at int64
	}
	all := make([]dated, 0, len(f.Items))
	for id, cell := range f.Items {
		if len(cell.Candidates) == 0 {
			continue
		}
		at := choose(Set{Rule: rule, Candidates: cell.Candidates, Origins: d.Origins})
		c := cell.Candidates[at]
		item := Item{ID: id, Value: c.Value, Edit: c.Edit, Beside: others(cell.Candidates, at)}
		all = append(all, dated{item, happened(c, d.Origins[c.Edit])})
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
	var entry struct {
		At string `json:"at"`
	}
	if c.Value.Kind() == '{' && json.Unmarshal(c.Value, &entry) == nil {
		if at, ok := document.TimeMillis(entry.At); ok {
			return at
		}
	}
	return o.Stamp.WallMillis()
}
