package care_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// shown is what Petra wrote of herself, as the directory has it, changed by ops in order.
func shown(t *testing.T, changes ...map[string]document.Op) *document.Document {
	t.Helper()
	w := newWorld(t)
	w.load(document.Directory, "shownCard", "k1", ops("staffId", "petra"))
	for _, one := range changes {
		w.load(document.Directory, "shownCard", "k1", one)
	}
	return w.docs["k1"]
}

// A15: what somebody writes of their own part stands, and where they write nothing what the employer says of it.
func TestRoleCard_IsWhatTheySayThemselves(t *testing.T) {
	t.Parallel()
	employers := nurse(t, ops("myMission", "Hälso- och sjukvård i hemmet", "iDecide", "Vad läkaren ska få veta"))
	long := strings.Repeat("å", 401)
	for _, c := range []struct {
		why   string
		p     care.Person
		want  care.RoleCard
		reach string
	}{
		{"nobody", care.Person{}, care.RoleCard{}, ""},
		{"she wrote nothing", care.Person{Member: employers},
			care.RoleCard{MyMission: "Hälso- och sjukvård i hemmet", IDecide: "Vad läkaren ska få veta"}, "070-174 06 05"},
		{"she wrote", care.Person{Member: employers, Shown: shown(t, ops("myMission", "Läkemedel och sår", "askMeAbout", "Insulin", "notMyRole", "Städning", "reachMe", "070-174 06 66"))},
			care.RoleCard{MyMission: "Läkemedel och sår", IDecide: "Vad läkaren ska få veta", AskMeAbout: "Insulin", NotMyRole: "Städning"}, "070-174 06 66"},
		{"she took it back", care.Person{Member: employers, Shown: shown(t, ops("myMission", "Läkemedel och sår"), ops("myMission", ""))},
			care.RoleCard{MyMission: "Hälso- och sjukvård i hemmet", IDecide: "Vad läkaren ska få veta"}, "070-174 06 05"},
		{"an essay", care.Person{Member: nurse(t, ops("notMyRole", long))}, care.RoleCard{NotMyRole: long[:2*399] + "…"}, "070-174 06 05"},
		{"on leave", care.Person{Member: nurse(t, ops("state", "onLeave")), Shown: shown(t, ops("askMeAbout", "Insulin", "reachMe", "070-174 06 66"))},
			care.RoleCard{AskMeAbout: "Insulin"}, ""},
		{"without a member of staff", care.Person{Shown: shown(t, ops("askMeAbout", "Insulin"))}, care.RoleCard{}, ""},
	} {
		if got := care.CardOf(types, c.p, ""); got.Says != c.want || got.ReachMe != c.reach {
			t.Errorf("%s: %+v %q, want %+v %q", c.why, got.Says, got.ReachMe, c.want, c.reach)
		}
	}
	voided := shown(t, ops("askMeAbout", "Insulin", "reachMe", "070-174 06 66"))
	voided.Fields[document.VoidField] = voided.Fields["askMeAbout"]
	if !voided.IsVoided() {
		t.Fatal("it is not voided")
	}
	if got := care.CardOf(types, care.Person{Member: nurse(t), Shown: voided}, ""); got.Says != (care.RoleCard{}) || got.ReachMe != "070-174 06 05" {
		t.Errorf("a voided card is shown: %+v", got)
	}
}

func TestRoleCard_IsNewWhenItSaysSomethingElse(t *testing.T) {
	t.Parallel()
	before := shown(t, ops("askMeAbout", "Insulin"))
	for _, c := range []struct {
		change map[string]document.Op
		same   bool
	}{
		{ops("askMeAbout", "Insulin"), true},
		{ops("askMeAbout", "Sår"), false},
		{ops("iDecide", "Läkemedel"), false},
		{ops("reachMe", "070-174 06 66"), false},
	} {
		if got := care.SameCard(types, before, shown(t, ops("askMeAbout", "Insulin"), c.change)); got != c.same {
			t.Errorf("%v: same %t", c.change, got)
		}
	}
	if care.SameCard(types, nil, before) {
		t.Error("a new card shows nothing new")
	}
	if got := care.CardSubject(types, before) + care.CardSubject(types, nurse(t)) + care.CardSubject(types, nil); got != "petrapetra" {
		t.Errorf("whose: %s", got)
	}
}

func TestRoleCard_StandsBesideTheTeam(t *testing.T) {
	t.Parallel()
	staff := func(id string) (p care.Person) {
		if id == "petra" {
			p = care.Person{Member: nurse(t), Shown: shown(t, ops("askMeAbout", "Insulin", "iDecide", "Vad läkaren ska få veta"))}
		}
		return p
	}
	r := care.WithCards(types, jsontext.Value(`[{"staffId":"petra","parts":[2]},{"staffId":"ny","parts":[1],"name":"Ny"}]`), staff)
	if got, want := string(r.Says), `[{"askMeAbout":"Insulin","iDecide":"Vad läkaren ska få veta","staffId":"petra"}]`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
