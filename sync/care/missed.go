package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// suspectMissed: "cannotFail + 15 min past end → visitAssertion suspectedMissed" (domain.md W8). Silence is no proof: the
// assertion says that there was no signal, people say the rest. One for each time the plan had; none of a person who died, or
// has no support any more (trap T7).
func suspectMissed(t *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	start, has := moment(t, doc, "start")
	if !has || text(t, doc, "criticality") != "cannotFail" {
		return nil, nil
	}
	if over, err := supportIsOver(doc.Scope, f); err != nil || over {
		return nil, err
	}
	if came, err := somebodyCame(doc, dateOf(start), f); err != nil || came {
		return nil, err
	}
	id := HashID(suspected, doc.ID, text(t, doc, "end"))
	if f.Document != nil { // a plan that was moved and moved back asks twice
		if said, err := f.Document(id); err != nil || said != nil {
			return nil, err
		}
	}
	return []Write{{
		Doc: id, Type: "visitAssertion", Create: true,
		Changes: map[string]document.Op{
			"visitPlanId": set(doc.ID), "kind": set(suspected), "basis": set("noSignal"), "at": set(document.TimeText(f.Now)),
		},
	}}, nil
}

// somebodyCame reports whether there is any record of the plan's visit, whatever its outcome; or one that names no plan, of
// somebody who was to come, while the visit was to be.
func somebodyCame(doc *document.Document, date string, f Facts) (bool, error) {
	if f.Document == nil || f.Schema == nil {
		return false, nil
	}
	t := f.Schema.Types[doc.Type]
	start, _ := moment(t, doc, "start")
	end, _ := moment(t, doc, "end")
	staff := as[[]string](read(t, doc, "staffIds").Value)
	isOfPlan := func(item merge.Item) bool {
		one := as[fact](item.Value)
		if one.PlanID != "" || !slices.Contains(staff, one.StaffID) {
			return one.PlanID == doc.ID
		}
		came, _ := document.TimeMillis(one.ArrivedAt)
		left, is := document.TimeMillis(one.LeftAt)
		return came < end && (is && left > start || !is && came >= start)
	}
	for _, date := range append(daysAround(date), date) {
		day, err := f.Document(DayID(doc.Scope, date))
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(read(dayTypeOf(f.Schema), day, "facts").Items, isOfPlan) {
			return true, nil
		}
	}
	return false, nil
}
