package care

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// sameWithin is how near in time two questions about one citizen are to be asked about, milliseconds.
const sameWithin = 12 * 60 * minute

// maybeSameAs names the open questions about the same hours of the same citizen that nobody has linked yet: two people who
// have talked on the phone both write (domain.md W7). It suggests; "duplicates are linked, both kept" is for people.
func maybeSameAs(s screen, doc *document.Document) jsontext.Value {
	at, said := moment(s.t, doc, "occurredAt")
	if !said || isAnsweredQuestion(s.t, doc) {
		return nil
	}
	var same []string
	for other := range s.all(doc.Type) {
		when, told := moment(s.t, other, "occurredAt")
		if other.ID == doc.ID || other.Scope != doc.Scope || other.IsVoided() || !told || max(at-when, when-at) > sameWithin {
			continue
		}
		if !isAnsweredQuestion(s.t, other) && !isLinked(s.t, doc, other) && !isLinked(s.t, other, doc) {
			same = append(same, other.ID)
		}
	}
	if len(same) == 0 {
		return nil
	}
	slices.Sort(same)
	return canonical(same)
}

func isAnsweredQuestion(t *schema.Type, doc *document.Document) bool {
	return slices.Contains([]string{"answered", "confirmedByStaff", "closed"}, StateOf(t, doc))
}

func isLinked(t *schema.Type, from, to *document.Document) bool {
	return slices.ContainsFunc(read(t, from, "duplicateOf").Items, func(item merge.Item) bool { return document.Unquote(item.Value) == to.ID })
}
