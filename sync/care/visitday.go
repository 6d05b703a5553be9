package care

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// The day's visits of a citizen are gathered in one document, visitDay, which only the server writes: who may read that a
// visit was done may not read what was done there, and whoever looks for two visits in one needs them side by side.

const dayType = "visitDay"

// plan, fact and assertion are the items of a visitDay.
type plan struct {
	PlanID         string   `json:"planId"`
	Start          string   `json:"start,omitzero"`
	End            string   `json:"end,omitzero"`
	State          string   `json:"state,omitzero"`
	Criticality    string   `json:"criticality,omitzero"`
	ReplacesPlanID string   `json:"replacesPlanId,omitzero"`
	StaffIDs       []string `json:"staffIds,omitempty"`
	JointVisitID   string   `json:"jointVisitId,omitzero"`
	DoubleStaffing bool     `json:"doubleStaffing,omitzero"`
}

type fact struct {
	RecordID   string `json:"recordId"`
	PlanID     string `json:"visitPlanId,omitzero"`
	StaffID    string `json:"staffId,omitzero"`
	Role       string `json:"role,omitzero"`
	ArrivedAt  string `json:"arrivedAt"`
	LeftAt     string `json:"leftAt,omitzero"`
	Outcome    string `json:"outcome,omitzero"`
	ReceivedAt string `json:"receivedAt,omitzero"`
}

type assertion struct {
	AssertionID string `json:"assertionId"`
	PlanID      string `json:"visitPlanId"`
	By          string `json:"by,omitzero"`
	At          string `json:"at,omitzero"`
	Kind        string `json:"kind"`
	Basis       string `json:"basis,omitzero"`
	// ReplacementPlanID is the visit that was sent instead.
	ReplacementPlanID string `json:"replacementPlanId,omitzero"`
}

// visitFact: "Plan and performance are two documents" (domain.md 0.5). What was done lies in the social file; its times and
// outcome go to the visits, where the plan is.
func visitFact(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	return moveItem(visitsOf(after.Scope), "facts", factOn(t, before, f), factOn(t, after, f)), nil
}

// visitsOf is where the visits are of whoever a scope is about, by the same provider.
func visitsOf(scope document.Scope) document.Scope {
	return document.Scope("citizen/" + scope.Subject() + "/visits/" + scope.Controller())
}

// item is an entry of a visitDay: on which day, under which id and what, and who comes or came. No day means that it is nowhere.
type item struct {
	day, id string
	value   jsontext.Value
	people  []visitor
}

func factOn(t *schema.Type, d *document.Document, f Facts) item {
	one, is := factOf(t, d)
	if !is {
		return item{}
	}
	at, _ := document.TimeMillis(one.ArrivedAt)
	return item{dateOf(at), d.ID, canonical(one), f.visitors(one.Role, one.StaffID)}
}

// factOf is what a record says was done; false when it was taken back or does not say when.
func factOf(t *schema.Type, d *document.Document) (fact, bool) {
	arrived := read(t, d, "arrivedAt")
	if _, is := document.TimeMillis(document.Unquote(arrived.Value)); !is || d.IsVoided() {
		return fact{}, false
	}
	o := d.Origins[arrived.Edit]
	return fact{
		RecordID: d.ID, PlanID: text(t, d, "visitPlanId"), StaffID: o.Author, Role: o.Role, ReceivedAt: document.TimeText(o.At),
		ArrivedAt: document.Unquote(arrived.Value), LeftAt: text(t, d, "leftAt"), Outcome: text(t, d, "outcome"),
	}, true
}

// visitDay keeps a plan, or what people think of a visit, in the document of the plan's day, in the same scope.
func visitDay(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if after.Type == "visitPlan" {
		return moveItem("", "plans", planOn(t, before, f), planOn(t, after, f)).in(after.Scope), nil
	}
	was, err := assertionOn(t, before, f)
	if err != nil {
		return nil, err
	}
	is, err := assertionOn(t, after, f)
	return moveItem("", "assertions", was, is).in(after.Scope), err
}

func planOn(t *schema.Type, d *document.Document, f Facts) item {
	at, is := moment(t, d, "start")
	if !is || d.IsVoided() {
		return item{}
	}
	staff := as[[]string](read(t, d, "staffIds").Value)
	return item{dateOf(at), d.ID, canonical(plan{
		PlanID: d.ID, Start: text(t, d, "start"), End: text(t, d, "end"), State: text(t, d, "state"),
		Criticality: text(t, d, "criticality"), ReplacesPlanID: text(t, d, "replacesPlanId"),
		StaffIDs: staff, JointVisitID: text(t, d, "jointVisitId"),
		DoubleStaffing: isTrue(t, d, "doubleStaffing"),
	}), f.visitors("", staff...)}
}

// assertionOn is on the day of its plan, or of its own time when the plan is not known.
func assertionOn(t *schema.Type, d *document.Document, f Facts) (item, error) {
	if d == nil || d.IsVoided() {
		return item{}, nil
	}
	at, is := moment(t, d, "at")
	planID := text(t, d, "visitPlanId")
	if f.Document != nil && f.Schema != nil && planID != "" {
		p, err := f.Document(planID)
		if err != nil {
			return item{}, err
		}
		if start, has := moment(f.Schema.Types["visitPlan"], p, "start"); has {
			at, is = start, true
		}
	}
	if !is {
		return item{}, nil
	}
	return item{day: dateOf(at), id: d.ID, value: canonical(sayingOf(t, d))}, nil
}

// sayingOf is what an assertion says.
func sayingOf(t *schema.Type, d *document.Document) assertion {
	return assertion{
		AssertionID: d.ID, PlanID: text(t, d, "visitPlanId"), By: created(d).Author, At: text(t, d, "at"), Kind: text(t, d, "kind"),
		Basis: text(t, d, "basis"), ReplacementPlanID: text(t, d, "replacementPlanId"),
	}
}

type dayWrites []Write

// moveItem puts an item where it belongs now and takes it from the day where it was.
func moveItem(scope document.Scope, field string, was, is item) dayWrites {
	if was.day == is.day && was.id == is.id && string(was.value) == string(is.value) {
		return nil
	}
	var out dayWrites
	if was.day != "" && was.day != is.day {
		w := Write{Scope: scope, Doc: was.day, Type: dayType, Changes: map[string]document.Op{field: {Remove: []string{was.id}}}}
		w.comes(was, item{})
		out = append(out, w)
	}
	if is.day != "" {
		w := Write{Scope: scope, Doc: is.day, Type: dayType, Create: true, Changes: map[string]document.Op{
			"date": set(is.day), field: {Add: map[string]jsontext.Value{is.id: is.value}},
		}}
		w.comes(was, is)
		out = append(out, w)
	}
	return out.in(scope)
}

// comes says who comes, for the citizen who holds the day and no list of staff; not any more of who came before and does not now.
func (w *Write) comes(was, is item) {
	switch {
	case len(is.people) > 0:
		w.Changes["visitors"] = document.Op{Add: map[string]jsontext.Value{is.id: canonical(map[string][]visitor{"people": is.people})}}
	case len(was.people) > 0:
		w.Changes["visitors"] = document.Op{Remove: []string{was.id}}
	}
}

// in names the documents of the days, which are made of their scope.
func (w dayWrites) in(scope document.Scope) dayWrites {
	if scope == "" {
		return w
	}
	for i := range w {
		w[i].Doc = DayID(scope, w[i].Doc)
	}
	return w
}
