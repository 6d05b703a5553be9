package care

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Tells says what of a document's change people are told, by the notices of its type. Before is nil for a new document. One
// whose beginning has not come is told of when it comes. A conflict is told as the notices of the document it is about say,
// too. An error is one of Facts.Document.
func Tells(t *schema.Type, before, after *document.Document, f Facts) ([]document.Tell, error) {
	if after == nil || after.Created == "" {
		return nil, nil
	}
	if before != nil && before.Created == "" {
		before = nil
	}
	c := change{t: t, before: before, after: after, now: f.Now, by: f.By}
	var out []document.Tell
	for _, n := range t.Notices {
		if c.happened(n) {
			out = append(out, c.tell(n, t, after))
		}
	}
	if t.Name == chainLinkType {
		return append(out, toldNext(t, before, after)...), nil
	}
	if t.Name != "conflict" || before != nil || f.Document == nil || f.Schema == nil {
		return out, nil
	}
	subject, err := f.Document(text(t, after, "doc"))
	if err != nil || subject == nil || f.Schema.Types[subject.Type] == nil {
		return out, err
	}
	about := f.Schema.Types[subject.Type]
	for _, n := range about.Notices {
		if n.When == "conflict" {
			out = append(out, c.tell(n, about, subject))
		}
	}
	return out, nil
}

// AreTold reports whether people may be told of changes of a type at all.
func AreTold(t *schema.Type) bool { return len(t.Notices) > 0 || t.Name == chainLinkType }

// change is what a commit made of a document.
type change struct {
	t             *schema.Type
	before, after *document.Document // before is nil for a new one
	now           int64
	by            []string
}

// happened reports whether the change is an occasion for a notice. A document that begins is no change of its fields; but its
// restrictions, and the values that a notice names, say something from the first moment on.
func (c change) happened(n schema.Notice) bool {
	occasion, name, _ := strings.Cut(n.When, ":")
	if n.After != "" && len(c.values(c.before, n.After)) == 0 {
		return false
	}
	switch occasion {
	case "beside":
		return len(c.reading(c.after, name).Beside) > len(c.reading(c.before, name).Beside)
	case "created":
		return c.before == nil
	case "voided":
		return c.before != nil && c.after.IsVoided() && !c.before.IsVoided()
	case "state":
		return StateOf(c.t, c.after) == name && (c.before == nil || StateOf(c.t, c.before) != name)
	case "field":
		rule := c.t.Fields[name]
		if rule == nil || c.before == nil && len(n.Is) == 0 && rule.Policy != schema.Restrictive {
			return false
		}
		is := c.values(c.after, name)
		return !slices.EqualFunc(c.values(c.before, name), is, sameText) && (len(n.Is) == 0 || slices.ContainsFunc(is, among(n.Is)))
	}
	return false
}

func sameText(a, b jsontext.Value) bool { return string(a) == string(b) }

func among(list []jsontext.Value) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		return slices.ContainsFunc(list, func(one jsontext.Value) bool { return sameText(one, v) })
	}
}

// values are what a field shows: one value, or those of its items.
func (c change) values(d *document.Document, field string) []jsontext.Value {
	return valuesOf(c.reading(d, field))
}

func (c change) reading(d *document.Document, field string) merge.Reading {
	if d == nil {
		return merge.Reading{}
	}
	return merge.ReadField(c.t, c.t.Fields[field], d, d.Fields[field])
}

// writers are those who wrote what a field shows and what stands beside it.
func (c change) writers(field string) (out []string) {
	r := c.reading(c.after, field)
	out = append(out, c.after.Origins[r.Edit].Author)
	for _, one := range r.Beside {
		out = append(out, c.after.Origins[one.Edit].Author)
	}
	return out
}

func valuesOf(r merge.Reading) (out []jsontext.Value) {
	if r.Value != nil {
		out = append(out, r.Value)
	}
	for _, item := range r.Items {
		out = append(out, item.Value)
	}
	return out
}

// tell says whom a notice is for, by the document that names them, and how urgent it is by when that begins.
func (c change) tell(n schema.Notice, t *schema.Type, names *document.Document) document.Tell {
	occasion, what, _ := strings.Cut(n.When, ":")
	if what == "" {
		what = occasion
	}
	out := document.Tell{Doc: c.after.ID, Type: c.after.Type, Code: n.Code(t.Name), Class: n.Class, Ack: n.Ack}
	if rule := t.Fields[what]; occasion != "field" || rule == nil || !slices.Equal(rule.Write, []string{"server"}) {
		out.By = c.by // nobody did themselves what only the server writes
	}
	out.Start, _ = moment(t, names, "start")
	if n.UrgentWithinMinutes > 0 && c.isNear(t, names, int64(n.UrgentWithinMinutes)*minute) {
		out.Class = "urgent"
	}
	for _, to := range n.To {
		staff, ask := c.firstNamed(to, what, t, names)
		if out.Staff = append(out.Staff, staff...); ask != "" {
			out.To = append(out.To, ask)
		}
	}
	slices.Sort(out.Staff)
	out.Staff = slices.Compact(out.Staff)
	return out
}

// isNear reports whether what a document plans begins within a time, or has begun and is not over: whoever is on the way is
// told at once. What has no time yet is not near.
func (c change) isNear(t *schema.Type, d *document.Document, within int64) bool {
	start, has := moment(t, d, "start")
	end, ends := moment(t, d, "end")
	return has && start-c.now < within && (!ends || c.now < end)
}

// firstNamed are the people of the first alternative that names any, or the alternatives that the directory is asked about.
func (c change) firstNamed(to, what string, t *schema.Type, names *document.Document) (staff []string, ask string) {
	for more := true; more && len(staff) == 0; {
		one, rest, next := strings.Cut(to, "|")
		here := false
		if staff, here = c.named(one, what, t, names); !here {
			return nil, to
		}
		to, more = rest, next
	}
	return staff, ""
}

// named are the people whom a recipient means; here is false for those whom only the directory knows.
func (c change) named(to, what string, t *schema.Type, names *document.Document) (staff []string, here bool) {
	selector, field, _ := strings.Cut(to, ":")
	switch selector {
	case "author":
		staff = []string{names.Origins[names.Created].Author}
	case "writers":
		staff = c.writers(what)
	case "field":
		staff = namedIn(t, names, field)
		if names == c.after && c.before != nil && what == field { // who is taken off is told, too
			staff = append(staff, namedIn(t, c.before, field)...)
		}
	case "new":
		was := namedIn(t, c.before, field)
		staff = slices.DeleteFunc(namedIn(t, names, field), func(id string) bool { return slices.Contains(was, id) })
	default:
		return nil, false
	}
	return slices.DeleteFunc(staff, func(id string) bool { return id == "" }), true
}

// namedIn are the people, or roles, that a field names: as a text, a list of texts, or objects that say staffId or author.
func namedIn(t *schema.Type, d *document.Document, field string) (out []string) {
	rule := t.Fields[field]
	if rule == nil || d == nil {
		return nil
	}
	for _, value := range valuesOf(merge.ReadField(t, rule, d, d.Fields[field])) {
		out = appendNamed(out, value)
	}
	return out
}

func appendNamed(out []string, value jsontext.Value) []string {
	switch value.Kind() {
	case '"':
		return append(out, document.Unquote(value))
	case '[':
		var list []jsontext.Value
		if json.Unmarshal(value, &list) == nil {
			for _, one := range list {
				out = appendNamed(out, one)
			}
		}
	case '{':
		one := as[struct {
			StaffID string `json:"staffId"`
			Author  string `json:"author"`
		}](value)
		return append(out, one.StaffID, one.Author)
	}
	return out
}
