package care

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// outcomesAgree: "JRN per activity+author; view: any 'done' shown with who; contradictory → HUM. Do not average truth"
// (domain.md 3.2, visitRecord). One says that something was done of an activity, another that nothing was: both stay, and
// whoever answers for the activity is asked. When a correction ends the contradiction, the question is closed.
func outcomesAgree(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	was, is := testimony(t, before), testimony(t, after)
	if f.Document == nil || f.Schema == nil || len(was)+len(is) == 0 {
		return nil, nil
	}
	all := maps.Clone(was)
	maps.Copy(all, is)
	var writes []Write
	for _, activity := range slices.Sorted(maps.Keys(all)) {
		if sameItems(was[activity], is[activity]) {
			continue
		}
		w, err := askOutcome(after, activity, is[activity], f)
		if err != nil {
			return nil, err
		}
		writes = append(writes, w...)
	}
	return writes, nil
}

type outcome struct {
	ActivityID string `json:"activityId"`
	Outcome    string `json:"outcome"`
	At         string `json:"at"`
	Corrects   string `json:"corrects"`
}

// testimony is what each author says of each activity in the end: their latest entry that they have not corrected.
func testimony(t *schema.Type, d *document.Document) map[string]map[string]merge.Item {
	out := map[string]map[string]merge.Item{}
	if d.IsVoided() {
		return out
	}
	items := read(t, d, "activityOutcomes").Items
	corrected := map[[2]string]bool{}
	for _, item := range items {
		corrected[[2]string{d.Origins[item.Edit].Author, as[outcome](item.Value).Corrects}] = true
	}
	for _, item := range items {
		author, said := d.Origins[item.Edit].Author, as[outcome](item.Value)
		if corrected[[2]string{author, item.ID}] {
			continue
		}
		if out[said.ActivityID] == nil {
			out[said.ActivityID] = map[string]merge.Item{}
		}
		out[said.ActivityID][author] = item
	}
	return out
}

func sameItems(a, b map[string]merge.Item) bool {
	return maps.EqualFunc(a, b, func(x, y merge.Item) bool { return x.ID == y.ID && x.Edit == y.Edit })
}

// contradict: some of it was done, none of it was.
func contradict(said map[string]merge.Item) bool {
	done := func(want bool) bool {
		return slices.ContainsFunc(slices.Collect(maps.Values(said)), func(item merge.Item) bool {
			o := as[outcome](item.Value).Outcome
			return (o == "done" || o == "partly") == want
		})
	}
	return done(true) && done(false)
}

// askOutcome opens the question about an activity, adds to it, or closes it.
func askOutcome(record *document.Document, activity string, said map[string]merge.Item, f Facts) ([]Write, error) {
	id, there, err := outcomeConflict(record, activity, f)
	if err != nil || there == nil && !contradict(said) {
		return nil, err
	}
	w := Write{Doc: id, Type: conflictType, Create: true}
	if !contradict(said) {
		w.Changes = map[string]document.Op{"state": set("resolved"), "resolvedAt": set(document.TimeText(f.Now))}
		return []Write{w}, nil
	}
	candidates := map[string]jsontext.Value{}
	for author, item := range said {
		if there != nil && len(there.Fields["candidates"].Items[item.ID].Candidates) > 0 {
			continue
		}
		candidates[item.ID] = canonical(Candidate{
			Edit: item.Edit, Author: author, Role: record.Origins[item.Edit].Role, At: as[outcome](item.Value).At, Value: item.Value,
		})
	}
	if w.Changes = map[string]document.Op{"candidates": {Add: candidates}}; there != nil {
		if len(candidates) == 0 {
			return nil, nil
		}
		return []Write{w}, nil
	}
	role, staff, err := answersFor(activity, f)
	for field, text := range map[string]string{
		"doc": record.ID, "docType": record.Type, "field": "activityOutcomes", "item": activity, "kind": contradictory, "state": "open",
		"since": document.TimeText(f.Now), "dueBy": document.TimeText(DueBy("clinical", f.Now)), "ownerRole": role, "ownerStaffId": staff,
	} {
		if text != "" {
			w.Changes[field] = set(text)
		}
	}
	return []Write{w}, err
}

const (
	conflictType  = "conflict"
	contradictory = "contradictoryOutcomes"
)

// outcomeConflict finds the question about an activity that nobody has settled, or the id of the next one.
func outcomeConflict(record *document.Document, activity string, f Facts) (string, *document.Document, error) {
	for n := 0; ; n++ {
		id := HashID(contradictory, string(record.Scope), record.ID, activity, strconv.Itoa(n))
		d, err := f.Document(id)
		if err != nil || d == nil || d.Type == conflictType && text(f.Schema.Types[conflictType], d, "state") != "resolved" {
			return id, d, err
		}
	}
}

// answersFor is who answers for an activity of the plan: whom it names, or its type's role. Of one that is not in this scope the
// unit manager.
func answersFor(activity string, f Facts) (role, staff string, err error) {
	t := f.Schema.Types["planActivity"]
	d, err := f.Document(activity)
	if err != nil || t == nil || d == nil || d.Type != t.Name {
		return "unitManager", "", err
	}
	return t.OwnerRole, text(t, d, t.Owner), nil
}
