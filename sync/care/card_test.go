package care_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// nurse is Petra as the directory has her, changed by ops in order.
func nurse(t *testing.T, changes ...map[string]document.Op) *document.Document {
	t.Helper()
	w := newWorld(t)
	w.load(document.Directory, "staffMember", "petra", ops("name", "Petra Nyholm", "roles", []string{"nurse", "unitManager"}, "employerOrgId", "ekby",
		"state", "active", "licence", "SSK 1", "reachMe", "070-174 06 05"))
	for _, one := range changes {
		w.load(document.Directory, "staffMember", "petra", one)
	}
	return w.docs["petra"]
}

// 1.3.1 on staffMember: colleagues read the card. Who is not at work is not rung.
func TestCard_SaysWhoSomebodyIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, seat string
		doc       *document.Document
		want      care.Card
	}{
		{"nobody", "nurse", nil, care.Card{}},
		{"the first of her roles", "", nurse(t), care.Card{Name: "Petra Nyholm", Role: "nurse", ReachMe: "070-174 06 05"}},
		{"the one she has here", "unitManager", nurse(t), care.Card{Name: "Petra Nyholm", Role: "unitManager", ReachMe: "070-174 06 05"}},
		{"one she has not any more", "coordinator", nurse(t), care.Card{Name: "Petra Nyholm", Role: "nurse", ReachMe: "070-174 06 05"}},
		{"on leave", "", nurse(t, ops("state", "onLeave")), care.Card{Name: "Petra Nyholm", Role: "nurse"}},
		{"left", "", nurse(t, ops("state", "left")), care.Card{Name: "Petra Nyholm", Role: "nurse"}},
	} {
		if got := care.CardOf(types, care.Person{Member: c.doc}, c.seat); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.why, got, c.want)
		}
	}
	w := newWorld(t)
	goal := w.load(social, "goal", "g1", ops("citizenWords", "Gå ut", "lifeArea", "mobility", "direction", "strengthen"))
	if got := care.CardOf(types, care.Person{Member: goal.after}, ""); got != (care.Card{}) {
		t.Errorf("a goal is %+v", got)
	}
}

func TestCard_IsNewWhenOthersSeeSomethingElse(t *testing.T) {
	t.Parallel()
	before := nurse(t)
	for _, c := range []struct {
		change map[string]document.Op
		same   bool
	}{
		{ops("licence", "SSK 2"), true},
		{ops("iDecide", "Läkemedel"), false},
		{ops("name", "Petra Ek"), false},
		{ops("reachMe", "070-174 06 06"), false},
		{ops("roles", []string{"nurse"}), false}, // of another seat than the first
		{ops("state", "onLeave"), false},
	} {
		if got := care.SameCard(types, before, nurse(t, c.change)); got != c.same {
			t.Errorf("%v: same %t", c.change, got)
		}
	}
	if care.SameCard(types, nil, before) {
		t.Error("a new colleague shows nothing new")
	}
	w := newWorld(t)
	team := w.load(document.Directory, "careTeam", "norra", ops("name", "Norra", "providerOrgId", "ekby"))
	if !care.SameCard(types, nil, team.after) {
		t.Error("a team is somebody")
	}
}

// What was written beside somebody's id does not count when their card says something else.
func TestCard_StandsBesideTheId(t *testing.T) {
	t.Parallel()
	staff := func(id string) (p care.Person) {
		if id == "petra" {
			p.Member = nurse(t)
		}
		return p
	}
	const known = `{"name":"Petra Nyholm","parts":[2],"role":"nurse","staffId":"petra"}`
	for in, want := range map[string]string{
		`[{"staffId":"petra","parts":[2]}]`:                                 `[` + known + `] [{"reachMe":"070-174 06 05","staffId":"petra"}]`,
		`[{"staffId":"petra","parts":[2],"name":"P","role":"coordinator"}]`: `[` + known + `] [{"reachMe":"070-174 06 05","staffId":"petra"}]`,
		`[{"staffId":"ny","parts":[1],"name":"Ny","role":"nurse"}]`:         `[{"name":"Ny","parts":[1],"role":"nurse","staffId":"ny"}] []`,
		`[{"staffId":"ny","parts":[1]}]`:                                    `[{"parts":[1],"staffId":"ny"}] []`,
		`[]`:                                                                `[] []`,
	} {
		r := care.WithCards(types, jsontext.Value(in), staff)
		if got := string(r.Of) + " " + string(r.Reach); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}
