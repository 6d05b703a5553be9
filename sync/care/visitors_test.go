package care_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// staffed is a world whose directory knows Petra and Amina.
func staffed(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.staff = map[string]*document.Document{"petra": nurse(t)}
	d := newWorld(t)
	d.load(document.Directory, "staffMember", "amina", ops("name", "Amina Warsame", "roles", []string{"assistantNurse"}, "employerOrgId", "ekby", "reachMe", "070-174 06 07"))
	w.staff["amina"] = d.docs["amina"]
	return w
}

func (w *world) come(day string) string {
	w.t.Helper()
	var out []string
	for _, item := range w.items(care.DayID(visits, day), "visitors") {
		out = append(out, item.ID+string(item.Value))
	}
	return strings.Join(out, " ")
}

const (
	saysAmina = `{"name":"Amina Warsame","role":"assistantNurse","staffId":"amina"}`
	saysPetra = `{"name":"Petra Nyholm","role":"nurse","staffId":"petra"}`
)

func who(id string, people ...string) string {
	return id + `{"people":[` + strings.Join(people, ",") + `]}`
}

// 1.3.1: the citizen sees name and role of who comes: of those and nobody else, and nothing else of them.
func TestVisitors_OfWhoComesAndCame(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	plan := func(changes map[string]document.Op) {
		w.follow(w.write("kerstin", "coordinator", visits, "visitPlan", "vp1", changes))
	}
	plan(ops("start", "2026-11-24T09:00:00Z", "end", "2026-11-24T09:30:00Z", "staffIds", []string{"amina", "stranger"}))
	w.want("planned", w.come("2026-11-24"), who("vp1", saysAmina))
	plan(ops("staffIds", []string{"petra", "amina"}))
	w.want("two", w.come("2026-11-24"), who("vp1", saysPetra, saysAmina))
	plan(ops("staffIds", []string{"petra"}))
	w.want("another", w.come("2026-11-24"), who("vp1", saysPetra))
	plan(ops("start", "2026-11-25T09:00:00Z", "end", "2026-11-25T09:30:00Z"))
	w.want("the day before", w.come("2026-11-24"), "")
	w.want("another day", w.come("2026-11-25"), who("vp1", saysPetra))

	w.follow(w.write("amina", "assistantNurse", social, "visitRecord", "vr1", ops("visitPlanId", "vp1", "arrivedAt", "2026-11-25T09:02:00Z", "leftAt", "2026-11-25T09:20:00Z", "outcome", "performed")))
	w.want("somebody else came", w.come("2026-11-25"), who("vp1", saysPetra)+" "+who("vr1", saysAmina))
	plan(ops("staffIds", []string{"stranger"}))
	w.want("nobody known", w.come("2026-11-25"), who("vr1", saysAmina))
	plan(ops("staffIds", []string{}))
	w.want("nobody", w.come("2026-11-25"), who("vr1", saysAmina))
	for id, d := range w.docs {
		text := string(document.Encode(d).Bytes)
		if strings.Contains(text, "070-174") || strings.Contains(text, "reachMe") {
			t.Errorf("%s says how to reach somebody: %s", id, text)
		}
	}
}

// The nurse who came as a nurse is shown as one, though she is the manager first.
func TestVisitors_CameInTheirSeat(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	d := newWorld(t)
	d.load(document.Directory, "staffMember", "bodil", ops("name", "Bodil Rask", "roles", []string{"unitManager", "nurse"}, "employerOrgId", "ekby"))
	w.staff["bodil"] = d.docs["bodil"]
	w.follow(w.write("bodil", "nurse", social, "visitRecord", "vr1", ops("arrivedAt", "2026-11-25T09:02:00Z")))
	w.want("she came", w.come("2026-11-25"), who("vr1", `{"name":"Bodil Rask","role":"nurse","staffId":"bodil"}`))
}

// Whoever is asked whether somebody may come is told who that is.
func TestVisitors_OfAnInvitation(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.follow(w.load(part2, "jointVisit", "jv", ops("purpose", "Badrummet", "state", "suggested", "participants", []m{{"staffId": "petra", "role": "unitManager"}, {"staffId": "ny"}})))
	w.follow(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("state", "citizenAsked")))
	id := care.InvitationID(w.docs["jv"])
	w.want("asked", string(w.shown(id, "visitors")), `[{"name":"Petra Nyholm","role":"unitManager","staffId":"petra"}]`)
	w.follow(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("participants", []m{{"staffId": "ny"}})))
	w.want("another", string(w.shown(id, "visitors")), `[]`)
}

// Where nobody knows the directory, nobody is named.
func TestVisitors_OnlyWhereTheDirectoryIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow(w.write("kerstin", "coordinator", visits, "visitPlan", "vp1", ops("start", "2026-11-24T09:00:00Z", "end", "2026-11-24T09:30:00Z", "staffIds", []string{"amina"})))
	w.want("planned", w.come("2026-11-24"), "")
}

func (w *world) want(why, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s\ngot  %s\nwant %s", why, got, want)
	}
}
