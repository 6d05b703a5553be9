package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// refuted: "The escalation closes; Kerstin, Bodil and Ali are told" (domain.md W8). Somebody was there, whatever anybody
// thought meanwhile: the plan is marked, for those who worry, and the plans that replace it, for those who go instead. What was
// thought stays as it is. When a record turns out to be of another visit, the marks go, and the same people hear of that.
func refuted(_ *schema.Type, _, after *document.Document, f Facts) ([]Write, error) {
	if f.Document == nil || f.Schema == nil {
		return nil, nil
	}
	d, err := daysOf(after, f)
	if err != nil {
		return nil, err
	}
	var writes []Write
	for _, id := range d.doubted() {
		if d.isOverFor(id) {
			writes = append(writes, d.calm(id, after.Scope, f)...)
		}
		w, err := mark(id, "refutedAt", d.isSuspected(id) && d.cameTo(id, nil), f)
		if err != nil {
			return nil, err
		}
		writes = append(writes, w...)
		for _, other := range d.replacements(id) {
			w, err := mark(other, "originalCameAt", d.cameTo(id, d.plans[other].StaffIDs), f)
			if err != nil {
				return nil, err
			}
			writes = append(writes, w...)
		}
	}
	return writes, nil
}

// doubted are the plans that somebody thought were missed, and those that others replace, sorted.
func (d days) doubted() (out []string) {
	for _, one := range d.said {
		out = append(out, one.PlanID)
	}
	for id, plan := range d.plans {
		out = append(out, plan.ReplacesPlanID, d.sent[id])
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(id string) bool { return id == "" })
}

func (d days) isSuspected(plan string) bool {
	return slices.ContainsFunc(d.said, func(s assertion) bool {
		return s.PlanID == plan && (s.Kind == suspected || s.Kind == "confirmedMissed")
	})
}

// cameTo reports whether anybody was at a plan's visit, whatever came of it, but for those who went instead.
func (d days) cameTo(plan string, instead []string) bool {
	return slices.ContainsFunc(d.facts, func(f seenFact) bool { return f.PlanID == plan && !slices.Contains(instead, f.StaffID) })
}

// isOverFor reports whether nobody need be called about a plan any more: somebody was there, or has heard that all is well.
func (d days) isOverFor(plan string) bool {
	return d.cameTo(plan, nil) || slices.ContainsFunc(d.said, func(s assertion) bool { return s.PlanID == plan && s.Kind == "allWell" })
}

// replacements are the plans of visits that were sent instead and are still to be, or were made, sorted.
func (d days) replacements(plan string) (out []string) {
	for id, one := range d.plans {
		if id != plan && one.State != "cancelled" && d.replaces(id, plan) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// calm ends the search for somebody to look after a suspicion.
func (d days) calm(plan string, scope document.Scope, f Facts) (writes []Write) {
	if f.TeamsOf == nil {
		return nil
	}
	teams := f.TeamsOf(scope.Subject())
	for _, one := range d.said {
		if one.PlanID == plan && one.Kind == suspected && len(teams) > 0 {
			writes = append(writes, Write{
				Scope: ReachScope(teams[0], f.Municipality), Doc: ReachingID(scope, one.AssertionID), Type: reachingType,
				Changes: map[string]document.Op{"state": set("answered"), "answeredAt": set(document.TimeText(f.Now))},
			})
		}
	}
	return writes
}

// mark writes into a plan since when something is so, or takes that away; nothing when the plan says it already.
func mark(plan, field string, is bool, f Facts) ([]Write, error) {
	t := f.Schema.Types["visitPlan"]
	doc, err := f.Document(plan)
	if err != nil || doc == nil || (text(t, doc, field) != "") == is {
		return nil, err
	}
	since := none
	if is {
		since = set(document.TimeText(f.Now))
	}
	return []Write{{Doc: plan, Type: t.Name, Changes: map[string]document.Op{field: since}}}, nil
}
