package flow_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

const aminasOwn = document.Scope("staff/amina/own/ekby")

func (w *world) cards() string { return w.shown(roster, "teamRoster", "norra")["cards"] }

// throwAway voids a card of Amina's.
func (w *world) throwAway(id string) {
	w.t.Helper()
	e := w.seen("amina", aminasOwn, "roleCard", id, nil)
	e.Void = "gammalt"
	w.must("amina", e)
}

// A15: what somebody writes of their part, in their own scope, stands beside their name in every team of theirs.
func TestRoleCard_ReachesEverySharedTeam(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wants := func(why, want string) {
		t.Helper()
		if got := w.cards(); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", why, got, want)
		}
	}
	wants("nobody wrote anything", `[]`)
	w.must("amina", w.create("amina", aminasOwn, "roleCard", "rc", ops("askMeAbout", "Duschen hos Inga", "reachMe", "070-174 06 11")))
	wants("she wrote", `[{"askMeAbout":"Duschen hos Inga","staffId":"amina"}]`)
	if got := w.shown(roster, "teamRoster", "norra")["reach"]; got != `[{"reachMe":"070-174 06 11","staffId":"amina"}]` {
		t.Errorf("how she is reached: %s", got)
	}
	w.must("amina", w.seen("amina", aminasOwn, "roleCard", "rc", ops("askMeAbout", "", "notMyRole", "Läkemedel")))
	wants("she wrote anew", `[{"notMyRole":"Läkemedel","staffId":"amina"}]`)
	seq := w.head(roster).Seq
	w.must("amina", w.seen("amina", aminasOwn, "roleCard", "rc", ops("notMyRole", "Läkemedel")))
	if w.head(roster).Seq != seq {
		t.Error("the same words changed the roster")
	}
	w.load("staffMember", "jonas", ops("myMission", "Arbetsterapi i hemmet"))
	wants("the employer wrote of him", `[{"notMyRole":"Läkemedel","staffId":"amina"},{"myMission":"Arbetsterapi i hemmet","staffId":"jonas"}]`)
	w.load("careTeam", "norra", ops("members", []any{map[string]any{"staffId": "amina", "parts": []int{1}}}))
	wants("a team that is changed", `[{"notMyRole":"Läkemedel","staffId":"amina"}]`)
	w.restart()
	w.load("careTeam", "norra", ops("members", []any{map[string]any{"staffId": "amina", "parts": []int{2}}}))
	wants("by a process that has just begun", `[{"notMyRole":"Läkemedel","staffId":"amina"}]`)
	w.throwAway("rc")
	wants("she threw it away", `[]`)
}

// Two phones without network each began one: the one that was written last is shown.
func TestRoleCard_OfTwoPhones(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must("amina", w.create("amina", aminasOwn, "roleCard", "rc1", ops("askMeAbout", "Duschen")))
	w.must("amina", w.create("amina", aminasOwn, "roleCard", "rc2", ops("askMeAbout", "Promenader")))
	if got := w.cards(); !strings.Contains(got, "Promenader") || strings.Contains(got, "Duschen") {
		t.Errorf("the later one: %s", got)
	}
	w.must("amina", w.seen("amina", aminasOwn, "roleCard", "rc1", ops("askMeAbout", "Mat")))
	if got := w.cards(); !strings.Contains(got, `"Mat"`) {
		t.Errorf("the first one again: %s", got)
	}
	w.throwAway("rc1")
	if got := w.cards(); !strings.Contains(got, "Promenader") {
		t.Errorf("what is left: %s", got)
	}
}

// The process dies after any number of steps of a commit that changes a card: the roster says it in the end, once.
func TestRoleCard_WhereverItCrashed(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newWorld(t)
		wrote := w.create("amina", aminasOwn, "roleCard", "rc", ops("askMeAbout", "Duschen"))
		all := w.crashAs(author("amina"), steps, wrote)
		w.restart()
		w.sweep()
		w.submit("amina", wrote)
		w.sweep()
		if got := w.cards(); got != `[{"askMeAbout":"Duschen","staffId":"amina"}]` {
			t.Errorf("after %d steps: %s", steps, got)
		}
		mustNot(t, "a commit is still open", len(w.open()) > 0)
		if all {
			return
		}
	}
}
