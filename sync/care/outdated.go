package care

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// outdatedField marks the authors of proposals that wait and were written from other words of the citizen's than hers now.
const outdatedField = "outdatedProposals"

// outdatedItem is the mark of one author.
type outdatedItem struct {
	Author string   `json:"author"`
	Edits  []string `json:"edits"` // sorted
}

// outdatedProposals: "her change becomes a proposal flagged 'medborgaren har ändrat sitt mål efter att du läste det'" (domain.md
// W10). What an author had read is known when the edit arrives, and not from the document afterwards: there are only clocks in
// it, and who wrote at 19:20 from the text of 18:30 would seem to have read what the citizen wrote at 19:00. So the mark is
// written, by the server; with the citizen's words for all proposals that wait already, and with a proposal that comes late. It
// goes when the proposal does. Whoever wrote the words down for the citizen knows them.
func outdatedProposals(t *schema.Type, _, after *document.Document, f Facts) ([]Write, error) {
	is := map[string]outdatedItem{}
	for _, item := range read(t, after, outdatedField).Items {
		is[item.ID] = as[outdatedItem](item.Value)
	}
	op := document.Op{Add: map[string]jsontext.Value{}}
	should := outdatedOf(t, after, is, f)
	for who, edits := range should {
		if !slices.Equal(edits, is[who].Edits) {
			op.Add[who] = canonical(outdatedItem{who, edits})
		}
	}
	for _, who := range slices.Sorted(maps.Keys(is)) {
		if should[who] == nil {
			op.Remove = append(op.Remove, who)
		}
	}
	if len(op.Add)+len(op.Remove) == 0 {
		return nil, nil
	}
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{outdatedField: op}}}, nil
}

// outdatedOf are the edits by author: those that are marked and wait still, and those that are to be marked now.
func outdatedOf(t *schema.Type, doc *document.Document, marked map[string]outdatedItem, f Facts) map[string][]string {
	words := doc.Origins[read(t, doc, "citizenWords").Edit]
	out := map[string][]string{}
	for name, rule := range t.Fields {
		if rule.Policy != schema.Proposal {
			continue
		}
		for _, c := range read(t, doc, name).Waiting {
			o := doc.Origins[c.Edit]
			switch {
			case slices.Contains(out[o.Author], c.Edit): // one edit may propose for several fields
			case slices.Contains(marked[o.Author].Edits, c.Edit), hasNotRead(c.Edit, o, words, f):
				out[o.Author] = append(out[o.Author], c.Edit)
				slices.Sort(out[o.Author])
			}
		}
	}
	return out
}

// hasNotRead reports whether the author of a proposal cannot have read the citizen's words: they came later, or the proposal
// comes now from a phone that had not got them.
func hasNotRead(edit string, o, words document.Origin, f Facts) bool {
	if words.Seq == 0 || o.Author == words.Author || merge.IsCitizens(o.Role, o.OnBehalfOf) {
		return false
	}
	if o.Seq < words.Seq {
		return true
	}
	base, now := uint64(0), false
	if f.Base != nil {
		base, now = f.Base(edit)
	}
	return now && base < words.Seq
}
