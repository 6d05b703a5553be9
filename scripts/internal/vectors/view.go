package vectors

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// view is a merge.View as the SDK names it; what is empty is left out.
type view struct {
	Voided     string             `json:"voided"`
	Incomplete bool               `json:"incomplete"`
	Fields     map[string]reading `json:"fields"`
}

type reading struct {
	Value      jsontext.Value       `json:"value,omitzero"`
	Edit       string               `json:"edit,omitzero"`
	Items      []item               `json:"items,omitzero"`
	Waiting    []document.Candidate `json:"waiting,omitzero"`
	Beside     []document.Candidate `json:"beside,omitzero"`
	Disputed   bool                 `json:"disputed,omitzero"`
	Candidates []document.Candidate `json:"candidates,omitzero"`
	Told       []string             `json:"told,omitzero"`
}

type item struct {
	ID     string               `json:"id"`
	Value  jsontext.Value       `json:"value"`
	Edit   string               `json:"edit"`
	Beside []document.Candidate `json:"beside,omitzero"`
	Stale  bool                 `json:"stale,omitzero"`
}

// see is what people see of a document.
func see(t *schema.Type, d *document.Document) *view { return asView(merge.Read(t, d)) }

// View is a value whose JSON is that of the SDK's view.
func View(from merge.View) any { return asView(from) }

func asView(from merge.View) *view {
	v := &view{Voided: from.Voided, Incomplete: from.Incomplete, Fields: map[string]reading{}}
	for name, r := range from.Fields {
		out := reading{
			Value: r.Value, Edit: r.Edit, Waiting: r.Waiting, Beside: r.Beside, Disputed: r.Disputed, Candidates: r.Candidates, Told: r.Told,
		}
		if r.Items != nil {
			out.Items = make([]item, len(r.Items))
		}
		for i, it := range r.Items {
			out.Items[i] = item(it)
		}
		v.Fields[name] = out
	}
	return v
}
