package demo

import (
	"strconv"
	"time"

	"github.com/samsyn/samsyn/server/load"
)

// goalID and the others name what belongs to a citizen's plan.
func goalID(citizen string) string { return "g-" + citizen }

func activityID(citizen string, n int) string { return "pa-" + citizen + "-" + strconv.Itoa(n) }

func planOf(citizen string) string { return "rp-" + citizen }

// isVoiced says whose goal nobody has agreed on yet.
func isVoiced(i int) bool { return citizenID(i) == Shown || i%7 == 6 }

// withPlan are those who have a rehabilitation plan: Gunvor Ekdahl, Tage Holm, Samira Aziz and Sven Åkerlund.
var withPlan = []int{0, 1, 4, 7}

// carePlan is what a citizen wants, what is done for it and how it went: citizen i of a provider, visited by somebody.
func (b *rows) carePlan(i int, org, carer string, today time.Time) {
	id, want := citizenID(i), wants[i%len(wants)]
	goal := load.Row{Type: "goal", ID: goalID(id), Citizen: id, Provider: org, Values: values(
		"citizenWords", want.words, "professionalWording", want.wording, "lifeArea", want.area, "direction", want.direction,
		"target", map[string]string{"description": want.target}, "importance", 3, "expressedBy", "citizen", "responsibleId", "jonas",
		"nextReview", later(today, 14+i%10).Format(time.DateOnly), "state", "voiced")}
	if !isVoiced(i) {
		add(&goal, values("agreedVersion", 1, "agreedAt", clock(at(later(today, -30), 10*60)), "agreedHow", "Hemma vid köksbordet", "agreedByStaffId", "jonas"))
	}
	items(&goal, "activities", values("a1", want.steps[0].title, "a2", want.steps[1].title))
	items(&goal, "contributorIds", values("k1", carer))
	b.row(goal)
	for n, s := range want.steps {
		r := load.Row{Type: "planActivity", ID: activityID(id, n+1), Citizen: id, Provider: org, By: "jonas", Values: values(
			"title", s.title, "legalDomain", "sol", "how", s.how, "citizenDoesSelf", s.self, "staffDoes", s.staff, "supportLevel", s.support,
			"frequency", s.often, "responsibleId", "jonas", "instructionBy", "jonas", "state", "active")}
		items(&r, "goalIds", values("m1", goalID(id)))
		b.row(r)
	}
	if isVoiced(i) {
		return
	}
	for n, days := range []int{10, 3} {
		b.row(load.Row{Type: "goalFollowUp", ID: "gf-" + id + "-" + strconv.Itoa(n+1), Citizen: id, Provider: org, By: carer, Values: values(
			"goalId", goalID(id), "goalAgreedVersion", 1, "occurredAt", clock(at(later(today, -days), 9*60+30)), "scale", "gas", "level", n-1+i%2,
			"citizenWords", want.said[n], "observation", want.seen[n],
			"supportGiven", []string{"much", "little"}[n], "next", "Fortsätter som vi har kommit överens om.", "citizenRating", 1+n)})
	}
}

// rehabPlan is the plan that joins a citizen's goal and activities; people agree on it (see agreements).
func (b *rows) rehabPlan(i int, org, carer string, today time.Time) {
	id := citizenID(i)
	r := load.Row{Type: "rehabPlan", ID: planOf(id), Citizen: id, Provider: org, By: "jonas", Values: values(
		"startDate", later(today, -30).Format(time.DateOnly), "reviewDate", later(today, 14).Format(time.DateOnly), "sharedWithRegion", false, "state", "draft")}
	items(&r, "goalIds", values("m1", goalID(id)))
	items(&r, "activityIds", values("a1", activityID(id, 1), "a2", activityID(id, 2)))
	items(&r, "participants", values(
		"p1", map[string]string{"role": "occupationalTherapist", "staffId": "jonas", "name": "Jonas Lilja"},
		"p2", map[string]string{"role": "assistantNurse", "staffId": carer, "name": nameOf(carer)}))
	b.row(r)
}

// agreements are what the occupational therapist wrote down when the citizens had said yes: to their goals, and to the plans.
func agreements(now time.Time) Shift {
	s, early := Shift{Staff: "jonas"}, early(now)
	for i := range citizens {
		id := citizenID(i)
		org := Municipality
		if isLindgardens(i) {
			org = provider
		}
		scope := "citizen/" + id + "/social/" + org
		if isVoiced(i) {
			continue
		}
		s.Writes = append(s.Writes, Wrote{MinutesAgo: early, Scope: scope, Type: "goal", Doc: goalID(id), ForCitizen: true, Set: values("state", "agreed")})
		if i%3 == 1 {
			s.Writes = append(s.Writes, Wrote{MinutesAgo: early, Scope: scope, Type: "goal", Doc: goalID(id), Set: values("state", "active")})
		}
	}
	for _, i := range withPlan {
		id := citizenID(i)
		plan := Wrote{MinutesAgo: early, Scope: "citizen/" + id + "/social/" + Municipality, Type: "rehabPlan", Doc: planOf(id)}
		proposed, agreed, active := plan, plan, plan
		proposed.Set, active.Set, agreed.ForCitizen = values("state", "proposed"), values("state", "active"), true
		agreed.Set = values("state", "agreed", "agreedAt", clock(at(later(midnight(now), -30), 10*60)),
			"citizenApproval", map[string]string{"answer": "yes", "how": "spoken", "words": "Det blir bra. En sak i taget."})
		s.Writes = append(s.Writes, proposed, agreed, active)
	}
	return s
}
