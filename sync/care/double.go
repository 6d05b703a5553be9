package care

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// doubleDelivery: "Because two visits with a cannotFail content overlap, the server raises possibleDoubleDelivery to the nurse
// as urgent even if Ali recorded nothing given: a human checks" (domain.md W8). Two performed visits of one plan, two that
// overlap in time, or a performed one and somebody who came on the plan that replaces it. Nothing is merged and nothing taken
// back: both stay.
func doubleDelivery(_ *schema.Type, _, after *document.Document, f Facts) ([]Write, error) {
	d, err := daysOf(after, f)
	if err != nil || f.Document == nil {
		return nil, err
	}
	var writes []Write
	for i, b := range d.facts {
		for _, a := range d.facts[:i] {
			if !d.isDouble(a, b) {
				continue
			}
			w, err := openDouble(after, a, b, f)
			if err != nil {
				return nil, err
			}
			writes = append(writes, w...)
		}
	}
	return writes, nil
}

// days are the plans and facts of a day and of the ones around it: a night visit may begin on the day before.
type days struct {
	plans map[string]plan
	sent  map[string]string // a visit that was sent instead → the plan it replaces, as an assertion says
	facts []seenFact        // by arrival
	said  []assertion
}

type seenFact struct {
	fact
	edit     string // that brought it here
	from, to int64
}

func daysOf(day *document.Document, f Facts) (days, error) {
	t := dayTypeOf(f.Schema)
	d := days{plans: map[string]plan{}, sent: map[string]string{}}
	d.add(t, day)
	for _, date := range daysAround(text(t, day, "date")) {
		if f.Document == nil {
			break
		}
		other, err := f.Document(DayID(day.Scope, date))
		if err != nil {
			return d, err
		}
		d.add(t, other)
	}
	slices.SortFunc(d.facts, func(a, b seenFact) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.RecordID, b.RecordID))
	})
	return d, nil
}

func dayTypeOf(set *schema.Set) *schema.Type {
	if set == nil {
		return nil
	}
	return set.Types[dayType]
}

func (d *days) add(t *schema.Type, day *document.Document) {
	for _, item := range read(t, day, "plans").Items {
		d.plans[item.ID] = as[plan](item.Value)
	}
	for _, item := range read(t, day, "assertions").Items {
		said := as[assertion](item.Value)
		if d.said = append(d.said, said); said.ReplacementPlanID != "" {
			d.sent[said.ReplacementPlanID] = said.PlanID
		}
	}
	for _, item := range read(t, day, "facts").Items {
		one := seenFact{fact: as[fact](item.Value), edit: item.Edit}
		one.from, _ = document.TimeMillis(one.ArrivedAt)
		one.to = one.from + 1
		if left, is := document.TimeMillis(one.LeftAt); is && left > one.from {
			one.to = left
		}
		d.facts = append(d.facts, one)
	}
}

func isPerformed(outcome string) bool { return outcome == "performed" || outcome == "partly" }

// cameIn: whoever came in may have given something, whatever they wrote.
func cameIn(outcome string) bool { return outcome != "notHome" && outcome != "notAdmitted" }

// isDouble judges two visits, the earlier first.
func (d days) isDouble(a, b seenFact) bool {
	replaced := a.PlanID != "" && b.PlanID != "" && (d.replaces(b.PlanID, a.PlanID) || d.replaces(a.PlanID, b.PlanID))
	bothDone := isPerformed(a.Outcome) && isPerformed(b.Outcome)
	switch {
	case replaced:
		return d.mayNotFail(a, b) && cameIn(a.Outcome) && cameIn(b.Outcome) && (isPerformed(a.Outcome) || isPerformed(b.Outcome))
	case !bothDone || d.areTogether(a, b):
		return false
	case a.PlanID != "" && a.PlanID == b.PlanID:
		return d.mayNotFail(a)
	}
	isPlanned := a.PlanID != "" || b.PlanID != "" // else nothing says that anything was to be done there
	return isPlanned && a.from < b.to && b.from < a.to && d.mayNotFail(a) && d.mayNotFail(b)
}

func (d days) replaces(next, plan string) bool {
	for range len(d.plans) + len(d.sent) {
		next = cmp.Or(d.plans[next].ReplacesPlanID, d.sent[next])
		if next == "" || next == plan {
			break
		}
	}
	return next == plan
}

// mayNotFail reports whether one of the visits may have content that must not fail: whatever nobody said can be moved.
func (d days) mayNotFail(facts ...seenFact) bool {
	return slices.ContainsFunc(facts, func(f seenFact) bool {
		return d.plans[f.PlanID].Criticality != "canMove"
	})
}

// areTogether: two people came together, as the plan asks for (double staffing) or names them, or both came to a joint visit.
func (d days) areTogether(a, b seenFact) bool {
	p, q := d.plans[a.PlanID], d.plans[b.PlanID]
	if p.JointVisitID != "" && p.JointVisitID == q.JointVisitID {
		return true
	}
	return a.PlanID != "" && a.PlanID == b.PlanID && a.StaffID != b.StaffID && a.from < b.to && b.from < a.to &&
		(p.DoubleStaffing || slices.Contains(p.StaffIDs, a.StaffID) && slices.Contains(p.StaffIDs, b.StaffID))
}

// openDouble asks the nurse once about two visits, whatever comes of them later.
func openDouble(day *document.Document, a, b seenFact, f Facts) ([]Write, error) {
	pair := []string{a.RecordID, b.RecordID}
	slices.Sort(pair)
	id := HashID("possibleDoubleDelivery", string(day.Scope), strings.Join(pair, "/"))
	if there, err := f.Document(id); err != nil || there != nil {
		return nil, err
	}
	candidates := map[string]jsontext.Value{}
	for _, one := range []seenFact{a, b} {
		candidates[one.RecordID] = canonical(Candidate{
			Edit: one.edit, Author: one.StaffID, Role: one.Role, At: document.TimeText(one.from), Value: canonical(one.fact),
		})
	}
	return []Write{{Doc: id, Type: conflictType, Create: true, Changes: map[string]document.Op{
		"doc": set(day.ID), "docType": set(day.Type), "field": set("facts"), "item": set(b.RecordID), "kind": set("possibleDoubleDelivery"),
		"ownerRole": set("nurse"), "since": set(document.TimeText(f.Now)), "dueBy": set(document.TimeText(DueBy("urgent", f.Now))),
		"candidates": {Add: candidates}, "state": set("open"),
	}}}, nil
}

// Candidate is what a conflict keeps of one of the values that people choose between.
type Candidate struct {
	Edit   string         `json:"edit"`
	Author string         `json:"author,omitzero"`
	Role   string         `json:"role,omitzero"`
	At     string         `json:"at,omitzero"`
	Value  jsontext.Value `json:"value,omitzero"`
}
