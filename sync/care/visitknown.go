package care

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// factsOf are what was done on a plan's visit: as the records say that this phone holds, whose own it may be and not sent yet, and of
// all others as the days of the same visits say. A record that was taken back says nothing, whatever its day says still.
func factsOf(s screen, plan *document.Document) (out []fact) {
	own := map[string]bool{}
	for d := range s.all("visitRecord") {
		if visitsOf(d.Scope) != plan.Scope {
			continue
		}
		own[d.ID] = true
		if one, is := factOf(s.set.Types[d.Type], d); is && one.PlanID == plan.ID {
			out = append(out, one)
		}
	}
	for _, item := range s.inDays(plan.Scope, "facts") {
		if one := as[fact](item.Value); one.PlanID == plan.ID && !own[item.ID] {
			out = append(out, one)
		}
	}
	return out
}

// saidOf are what people, and the server, think of a plan's visit: as the assertions say that this phone holds, and of all others as
// the days say.
func saidOf(s screen, plan *document.Document) (out []assertion) {
	own := map[string]bool{}
	for d := range s.all("visitAssertion") {
		if d.Scope != plan.Scope {
			continue
		}
		own[d.ID] = true
		if one := sayingOf(s.set.Types[d.Type], d); one.PlanID == plan.ID && !d.IsVoided() {
			out = append(out, one)
		}
	}
	for _, item := range s.inDays(plan.Scope, "assertions") {
		if one := as[assertion](item.Value); one.PlanID == plan.ID && !own[item.ID] {
			out = append(out, one)
		}
	}
	return out
}

// inDays are the items of a list of all days in a scope.
func (s screen) inDays(scope document.Scope, field string) (out []merge.Item) {
	for day := range s.all(dayType) {
		if day.Scope == scope {
			out = append(out, read(dayTypeOf(s.set), day, field).Items...)
		}
	}
	return out
}
