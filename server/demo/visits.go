package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/samsyn/samsyn/server/load"
)

// visit is a planned visit.
type visit struct {
	id, citizen, provider string
	staff                 []string // two when it takes two
	start, end            time.Time
	cannotFail            bool
	isMissed              bool // nobody wrote that they were there
}

// carers of Norra Ekby make a tour each; so does one of Lindgården.
var carers = []string{"amina", "marek", "rosa", "noor"}

const lindgardenCarer = "sofia"

// tours are a day's visits: everybody is visited, most people twice.
func tours(h hours) (list []visit) {
	add := func(citizen, org, carer string, slot, late, nth int) {
		start := h.slot(slot, late)
		list = append(list, visit{
			id: planID(citizen, h.date, nth), citizen: citizen, provider: org, staff: []string{carer},
			start: start, end: start.Add(time.Duration(25+10*(slot%2)) * time.Minute),
		})
	}
	ours, theirs := homes()
	for slot := range perTour {
		for n, carer := range carers {
			k := slot*len(carers) + n
			add(ours[(k+7*h.number())%len(ours)], Municipality, carer, slot, 5*n, k/len(ours))
		}
		add(theirs[(slot+3*h.number())%len(theirs)], provider, lindgardenCarer, slot, 0, 0)
	}
	return list
}

func planID(citizen string, date time.Time, nth int) string {
	return fmt.Sprintf("vp-%s-%s-%d", citizen, date.Format("20060102"), nth)
}

// homes are those whom Norra Ekby and those whom Lindgården visits: every third.
func homes() (ours, theirs []string) {
	for i := range citizens {
		if isLindgardens(i) {
			theirs = append(theirs, citizenID(i))
		} else {
			ours = append(ours, citizenID(i))
		}
	}
	return ours, theirs
}

func isLindgardens(i int) bool { return i%3 == 2 }

func citizenID(i int) string { return fmt.Sprintf("c%02d", i+1) }

// today are the visits around now. Ingrid Palm's are those of the morning that the audit log shows; one that must not fail
// went by, and nobody wrote that they were there; the next of Amina's takes two.
func today(now time.Time) []visit {
	ingrids := shownVisits(now)
	list := slices.DeleteFunc(tours(around(now)), func(v visit) bool {
		return v.citizen == Shown || slices.ContainsFunc(ingrids, func(i visit) bool { return i.collides(v) })
	})
	list = append(list, ingrids...)
	for i := range list {
		v := &list[i]
		v.cannotFail = v.start.Equal(around(now).slot(0, 5*slices.Index(carers, v.staff[0]))) && v.end.Before(now)
	}
	if v := last(list, "noor", func(v visit) bool { return v.end.Before(now.Add(-20 * time.Minute)) }); v != nil {
		v.cannotFail, v.isMissed = true, true
	}
	if v := next(list, "rosa", now); v != nil {
		v.cannotFail = true
	}
	if v := next(list, "amina", now); v != nil {
		v.staff = []string{"amina", "marek"}
		both := *v
		list = slices.DeleteFunc(list, func(v visit) bool {
			return v.staff[0] == "marek" && v.start.Before(both.end) && both.start.Before(v.end)
		})
	}
	return list
}

func (v visit) collides(w visit) bool {
	return v.staff[0] == w.staff[0] && v.start.Before(w.end) && w.start.Before(v.end)
}

func next(list []visit, carer string, now time.Time) *visit {
	for i := range list { // in the order of a tour
		if list[i].staff[0] == carer && list[i].start.After(now) {
			return &list[i]
		}
	}
	return nil
}

func last(list []visit, carer string, is func(visit) bool) *visit {
	for i := range slices.Backward(list) {
		if list[i].staff[0] == carer && is(list[i]) {
			return &list[i]
		}
	}
	return nil
}

// shownVisits are Ingrid Palm's two of the morning (see Morning).
func shownVisits(now time.Time) []visit {
	of := func(nth int, carer string, minutesAgo int) visit {
		start := now.Add(-time.Duration(minutesAgo) * time.Minute).Truncate(15 * time.Minute)
		return visit{id: shownPlan(now, nth), citizen: Shown, provider: Municipality, staff: []string{carer}, start: start, end: start.Add(30 * time.Minute)}
	}
	return []visit{of(0, "rosa", 298), of(1, "amina", 92)}
}

func shownPlan(now time.Time, nth int) string { return planID(Shown, midnight(now), nth) }

// plan is a visit as the municipality's planning hands it over.
func (b *rows) plan(v visit) {
	criticality := "canMove"
	if v.cannotFail {
		criticality = "cannotFail"
	}
	r := load.Row{Type: "visitPlan", ID: v.id, Citizen: v.citizen, Provider: v.provider, Values: values(
		"start", clock(v.start), "end", clock(v.end), "staffIds", v.staff, "criticality", criticality, "state", "planned")}
	if len(v.staff) > 1 {
		add(&r, values("doubleStaffing", true))
	}
	items(&r, "activityIds", values("a1", activityID(v.citizen, 1), "a2", activityID(v.citizen, 2)))
	b.row(r)
}
