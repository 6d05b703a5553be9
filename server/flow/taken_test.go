package flow_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// once calls f at the first Append of a scope.
func (w *world) beforeAppend(scope document.Scope, f func(*world)) {
	inner, done := w.store, false
	w.on(func(s store.Store) store.Store {
		return &hooked{Store: s, append: func(c *document.Commit) error {
			if c.Scope == scope && !done {
				done = true
				f(w.elsewhere(inner))
			}
			return nil
		}}
	})
}

func TestAppend_WhoLosesTheNumberMergesOnTop(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	b := w.edit("amina", social, "goal", "g17", 1, ops("icfCode", "d450"))
	w.beforeAppend(social, func(other *world) {
		a := other.edit("jonas", social, "goal", "g17", 1, ops("nextReview", "2026-12-01"))
		if v := other.submit("jonas", a)[0]; v.Seq != 2 {
			t.Errorf("first: %+v", v)
		}
	})
	if v := w.submit("amina", b)[0]; v.Kind != document.Applied || v.Seq != 3 || v.Again {
		t.Errorf("second: %+v", v)
	}
	got := w.shown(social, "goal", "g17")
	if got["icfCode"] != `"d450"` || got["nextReview"] != `"2026-12-01"` {
		t.Errorf("goal: %v", got)
	}
	if n := w.entries()[b.ID]; n != 1 {
		t.Errorf("the edit stands %d times in the log", n)
	}
}

// Two nodes get the same edit from a phone that changed networks.
func TestAppend_TheSameEditCommittedElsewhereIsAnsweredTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.goal("jonas")
	w.beforeAppend(social, func(other *world) {
		if v := other.submit("jonas", g)[0]; v.Kind != document.Applied || v.Again {
			t.Errorf("elsewhere: %+v", v)
		}
	})
	v := w.submit("jonas", g)[0]
	if v.Kind != document.Applied || !v.Again || v.Seq != 1 {
		t.Errorf("here: %+v", v)
	}
	if n := w.entries()[g.ID]; n != 1 || w.head(social).Seq != 1 {
		t.Errorf("the edit stands %d times, the head is %d", n, w.head(social).Seq)
	}
}

// The other node commits between two steps, whichever they are.
func TestAppend_TheSameEditCommittedElsewhereAtAnyMoment(t *testing.T) {
	t.Parallel()
	for steps := range 4 {
		w := newWorld(t)
		g := w.goal("jonas")
		other := w.elsewhere(w.store)
		reply := w.hand("jonas", g)
		at := w.flow.Take(w.flow.Ready()[0])
		for range steps {
			at.Step(t.Context())
		}
		other.submit("jonas", g)
		for !at.Step(t.Context()) {
		}
		w.run()
		if n := w.entries()[g.ID]; n != 1 || len(reply.verdicts) != 1 || reply.verdicts[0].Kind != document.Applied {
			t.Errorf("after %d steps: the edit stands %d times, the phone is told %+v", steps, n, reply.verdicts)
		}
	}
}

// What was refused before the race is judged again after it: Noor may write in goals and not create them, and the goal she
// writes in is there now.
func TestAppend_ALostRaceIsJudgedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load("staffMember", "noor", ops("name", "Noor", "employerOrgId", "ekby", "roles", []string{"careAssistant"}, "state", "active"))
	w.load("careAssignment", "as2", ops("staffId", "noor", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "substitution"))
	create := w.goal("jonas")
	early := w.edit("noor", social, "goal", "g17", 0, ops("icfCode", "d450"))
	w.beforeAppend(social, func(elsewhere *world) { elsewhere.submit("jonas", create) })
	noor, other := w.hand("noor", early), w.hand("amina", w.note("amina", "g2"))
	w.run()
	if len(noor.verdicts) != 1 || noor.verdicts[0].Kind == document.Refused || noor.verdicts[0].Scope != social {
		t.Errorf("noor: %+v", noor)
	}
	if len(other.verdicts) != 1 || other.verdicts[0].Kind != document.Applied {
		t.Errorf("amina: %+v", other)
	}
}

// And the other way round: while Amina's new goal waits for its number, Jonas creates one of the same name.
func TestAppend_AcceptedBeforeTheRaceMayBeRefusedAfterIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	fresh := w.create("amina", social, "goal", "g2", ops("citizenWords", "Ut i trädgården."))
	w.beforeAppend(social, func(other *world) {
		taken := other.create("jonas", social, "goal", "g2", ops("citizenWords", "Hem till jul."))
		other.submit("jonas", taken)
	})
	v := w.submit("amina", fresh)[0]
	if v.Kind != document.Refused || v.Code != document.CodeDocumentTaken || v.Scope != "staff/amina/own/ekby" {
		t.Errorf("verdict: %+v", v)
	}
	if n := w.entries()[fresh.ID]; n != 1 {
		t.Errorf("the edit stands %d times", n)
	}
	if got := w.shown(social, "goal", "g2")["citizenWords"]; got != `"Hem till jul."` {
		t.Errorf("shown: %s", got)
	}
}

// One id for two edits in two scopes of one batch: each scope has its own writer, and neither knows of the other's.
func TestSubmit_OneIDInTwoScopesIsOneEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load("careAssignment", "as2", ops("teamId", "norra", "citizenId", "c2", "providerOrgId", "ekby", "state", "active", "reason", "teamMember"))
	a, b := w.goal("jonas"), w.create("jonas", "citizen/c2/social/ekby", "goal", "g18", ops("professionalWording", "v1", "responsibleId", "jonas"))
	b.ID = a.ID
	r := w.hand("jonas", a, b)
	var groups []*flow.Group
	for _, scope := range w.flow.Ready() {
		groups = append(groups, w.flow.Take(scope))
	}
	for _, g := range groups { // each looks the id up before the other commits
		for g.Name() != "append" {
			g.Step(t.Context())
		}
	}
	for _, g := range groups {
		for !g.Step(t.Context()) {
		}
	}
	w.run()
	if got := r.verdicts; len(got) != 2 || got[0].Kind != document.Applied || got[1].Code != document.CodeIDTaken {
		t.Errorf("verdicts: %+v %v", got, r.err)
	}
	if n := w.entries()[a.ID]; n != 1 {
		t.Errorf("the id was answered in %d logs", n)
	}
}
