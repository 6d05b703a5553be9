package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func (w *world) roster() string { return w.shown(roster, "teamRoster", "norra")["members"] }

func entry(id, name, role, parts string) string {
	return fmt.Sprintf(`{"name":%q,"parts":[%s],"role":%q,"staffId":%q}`, name, parts, role, id)
}

// Who edits the team or a member of staff in the directory edits nothing else: the roster says who is who.
func TestRoster_SaysWhatTheDirectorySays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	amina, jonas := entry("amina", "Amina", "assistantNurse", "1,2"), entry("jonas", "Jonas", "occupationalTherapist", "2")
	wants := func(why string, entries ...string) {
		t.Helper()
		if got, want := w.roster(), "["+strings.Join(entries, ",")+"]"; got != want {
			t.Errorf("%s\ngot  %s\nwant %s", why, got, want)
		}
	}
	wants("a new team", amina, jonas)
	w.load("staffMember", "jonas", ops("name", "Jonas Lilja", "reachMe", "070-174 06 05"))
	jonas = entry("jonas", "Jonas Lilja", "occupationalTherapist", "2")
	wants("another name", amina, jonas)
	if got := w.shown(roster, "teamRoster", "norra")["reach"]; got != `[{"reachMe":"070-174 06 05","staffId":"jonas"}]` {
		t.Errorf("how to reach him: %s", got)
	}
	w.load("staffMember", "jonas", ops("state", "onLeave"))
	if got := w.shown(roster, "teamRoster", "norra")["reach"]; got != `[]` {
		t.Errorf("on leave: %s", got)
	}
	w.load("staffMember", "amina", ops("roles", []string{"careAssistant"}))
	amina = entry("amina", "Amina", "careAssistant", "1,2")
	wants("another role", amina, jonas)
	w.load("careTeam", "norra", ops("members", []any{
		map[string]any{"staffId": "amina", "parts": []int{1, 2}}, map[string]any{"staffId": "jonas", "parts": []int{2}}, map[string]any{"staffId": "eva", "parts": []int{2}}}))
	eva := entry("eva", "Eva", "assistantNurse", "2")
	wants("one more", amina, jonas, eva)

	seq := w.head(roster).Seq
	w.load("staffMember", "eva", ops("licence", "USK 7"))
	w.load("staffMember", "new", ops("name", "Ny", "employerOrgId", "ekby", "roles", []string{"nurse"}))
	if w.head(roster).Seq != seq {
		t.Error("what the roster does not say has changed it")
	}
	w.load("careTeam", "norra", ops("state", "closed"))
	seq = w.head(roster).Seq
	w.load("staffMember", "eva", ops("name", "Eva Ek"))
	if w.head(roster).Seq != seq {
		t.Error("nobody sits in a team that is closed")
	}
}

// A name and a team change in one commit: one copy, which says both.
func TestRoster_IsCopiedOnceInACommit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	seq := w.head(roster).Seq
	who := author("server")
	who.Kind = "server"
	w.submitAs(who, w.members("eva"), w.edit("server", document.Directory, "staffMember", "eva", 0, ops("name", "Eva Ek")),
		w.edit("server", document.Directory, "staffMember", "jonas", 0, ops("name", "Jonas Ek")))
	if got, want := w.roster(), "["+entry("eva", "Eva Ek", "assistantNurse", "2")+"]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if n := w.head(roster).Seq - seq; n != 1 {
		t.Errorf("%d commits", n)
	}
}

// Another process puts Eva into the team while this one changes her name: whoever comes second says both.
func TestRoster_OfTwoProcesses(t *testing.T) {
	t.Parallel()
	for _, second := range []string{"name", "team"} {
		w := newWorld(t)
		s := w.store
		other := w.elsewhere(s)
		renamed := func(w *world) { w.load("staffMember", "eva", ops("name", "Eva Ek")) }
		seated := func(w *world) {
			w.load("careTeam", "norra", ops("members", []any{map[string]any{"staffId": "eva", "parts": []int{2}}}))
		}
		first, then := seated, renamed
		if second == "team" {
			first, then = renamed, seated
		}
		once := true
		w.on(func(s store.Store) store.Store {
			return &hooked{Store: s, append: func(c *document.Commit) error {
				if c.Scope == document.Directory && once {
					once = false
					first(other)
				}
				return nil
			}}
		})
		then(w)
		if got, want := w.roster(), "["+entry("eva", "Eva Ek", "assistantNurse", "2")+"]"; got != want || once {
			t.Errorf("%s second\ngot  %s\nwant %s", second, got, want)
		}
	}
}

// The process dies after any number of steps of a commit that changes a name: the roster says it in the end, once.
func TestRoster_WhereverItCrashed(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newWorld(t)
		renamed := w.edit("server", document.Directory, "staffMember", "amina", 0, ops("name", "Amina Warsame"))
		all := w.crashAfter(steps, renamed)
		w.restart()
		w.sweep()
		who := author("server")
		who.Kind = "server"
		w.submitAs(who, renamed)
		w.sweep()
		if got := w.roster(); !strings.Contains(got, "Amina Warsame") {
			t.Errorf("after %d steps: %s", steps, got)
		}
		if n := w.head(roster).Seq; n != 2 {
			t.Errorf("after %d steps the roster has %d commits", steps, n)
		}
		mustNot(t, "a commit is still open", len(w.open()) > 0)
		if all {
			return
		}
	}
}

// heldBy is all that somebody's phone holds, as text.
func (w *world) heldBy(a access.Actor) (out string) {
	w.t.Helper()
	reach, err := w.flow.Reach(w.t.Context(), a)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, scope := range reach.Scopes {
		p, err := w.flow.Page(w.t.Context(), storeKey(scope), 0, true)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, s := range p.Documents {
			out += s.Doc.Type + string(s.Bytes) + "\n"
		}
	}
	return out
}

// The citizen learns who comes: name and role. Not how colleagues reach each other, nor who else is in the team.
func TestVisitors_TheCitizensPhoneKnowsWhoComesAndNoMore(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.load("staffMember", "petra", ops("name", "Petra Nyholm", "reachMe", "070-174 06 05", "licence", "SSK 1"))
	w.load("staffMember", "rosa", ops("name", "Rosa Lind", "reachMe", "070-174 06 06"))
	w.clock("07:00") // the plan has her id: phones choose the ids of documents
	w.must("kerstin", w.create("kerstin", visits, "visitPlan", "petra", ops("start", w.at("07:30"), "end", w.at("08:00"), "staffIds", []string{"petra"})))
	citizens := w.heldBy(access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: "c1"})
	for _, part := range []string{`"name":"Petra Nyholm"`, `"role":"nurse"`} {
		if !strings.Contains(citizens, part) {
			t.Errorf("she does not learn %s: %s", part, citizens)
		}
	}
	for _, part := range []string{"070-174", "reachMe", "SSK 1", "teamRoster", "staffMember", "Rosa"} {
		mustNot(t, "she holds "+part, strings.Contains(citizens, part))
	}
	aminas := w.heldBy(access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "amina"})
	for _, part := range []string{"Petra Nyholm", "070-174 06 05", "Rosa Lind"} {
		if !strings.Contains(aminas, part) {
			t.Errorf("her colleague does not learn %s", part)
		}
	}
	mustNot(t, "she holds a licence", strings.Contains(aminas, "SSK 1"))
	w.must("rosa", w.record("rosa", "vr1", "petra", "07:31", "07:58", "performed"))
	if citizens = w.heldBy(access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: "c1"}); !strings.Contains(citizens, "Rosa Lind") {
		t.Error("she does not learn who came")
	}
}
