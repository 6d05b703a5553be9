package flow_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

const roster = document.Scope("team/norra/meeting/ekby")

// script is a morning with every kind of step in it: edits of two scopes in one batch, a refusal, a conflict, and a change of
// the team that owes its roster a copy.
type script struct {
	batches [][]document.Edit
	by      []string
}

func (w *world) script() script {
	var s script
	add := func(by string, edits ...document.Edit) { s.by, s.batches = append(s.by, by), append(s.batches, edits) }
	add("jonas", w.goal("jonas"), w.edit("jonas", card, "citizen", "c1", 0, ops("noSuchField", "x")),
		w.create("jonas", "citizen/c1/health/ekby", "aidQuestion", "q1", ops("question", "Rollator?")))
	base := document.Base{}
	propose := func(by, text string) document.Edit {
		e := w.edit(by, social, "goal", "g17", 0, ops("professionalWording", text))
		e.Base = base
		return e
	}
	add("amina", propose("amina", "A"))
	add("jonas", propose("jonas", "B"))
	add("server", w.edit("server", document.Directory, "careTeam", "norra", 0, ops("members", []any{
		map[string]any{"staffId": "amina", "parts": []int{2}}, map[string]any{"staffId": "eva", "parts": []int{2}},
		map[string]any{"staffId": "jonas", "parts": []int{2}}}))) // who stays: he is told of the conflict however late
	return s
}

// play hands the script in as phones do: what is not answered is handed in again, whatever the error.
func (w *world) play(s script) map[string]document.Verdict {
	w.t.Helper()
	got := map[string]document.Verdict{}
	for i, batch := range s.batches {
		who := author(s.by[i])
		if s.by[i] == "server" {
			who.Kind = "server"
		}
		for try := 0; ; try++ {
			var in []flow.Incoming
			for _, e := range batch {
				if _, answered := got[e.ID]; !answered {
					in = append(in, flow.Incoming{Edit: e})
				}
			}
			if len(in) == 0 {
				break
			}
			if try > 5 {
				w.t.Fatalf("batch %d is never answered", i)
			}
			answers := 0
			w.flow.Submit(who, in, func(verdicts []document.Verdict, err error) {
				answers++
				if len(verdicts) < len(in) && err == nil {
					w.t.Errorf("batch %d: %d of %d answered, and no error", i, len(verdicts), len(in))
				}
				for _, v := range verdicts {
					got[v.Edit] = v
				}
			})
			w.run()
			if answers != 1 {
				w.t.Fatalf("batch %d was answered %d times", i, answers)
			}
		}
	}
	for range 3 {
		_ = w.flow.Sweep(context.Background()) // what failed is tried again at the next one
		w.run()
	}
	return got
}

// state is what the logs and documents hold in the end, without the names that differ from run to run.
func (w *world) state() map[string]map[string]string {
	out := map[string]map[string]string{}
	for name, at := range map[string][3]string{
		"goal": {string(social), "goal", "g17"}, "aid": {"citizen/c1/health/ekby", "aidQuestion", "q1"}, "roster": {string(roster), "teamRoster", "norra"},
		"team": {string(document.Directory), "careTeam", "norra"},
	} {
		out[name] = w.shown(document.Scope(at[0]), at[1], at[2])
	}
	for _, who := range []string{"amina", "jonas", "eva"} {
		out["told "+who] = map[string]string{"notices": fmt.Sprint(len(w.ofType(inbox(who), "notice")), w.bells(who))}
	}
	return out
}

func (w *world) checkWhole(s script, got map[string]document.Verdict, want map[string]document.Verdict) {
	w.t.Helper()
	entries := w.entries()
	for _, batch := range s.batches {
		for _, e := range batch {
			if entries[e.ID] != 1 {
				w.t.Errorf("%s stands %d times in the logs", e.ID, entries[e.ID])
			}
			if g, x := got[e.ID], want[e.ID]; g.Kind != x.Kind || g.Code != x.Code || g.Scope != x.Scope {
				w.t.Errorf("%s: %s %s in %s, without faults %s %s in %s", e.ID, g.Kind, g.Code, g.Scope, x.Kind, x.Code, x.Scope)
			}
		}
	}
	for id, n := range entries {
		if n != 1 {
			w.t.Errorf("%s stands %d times", id, n)
		}
	}
	if open := w.open(); len(open) > 0 {
		w.t.Errorf("still open: %v", open)
	}
	w.checkPublished()
}

// checkPublished: everybody was told of every commit, at least once.
func (w *world) checkPublished() {
	w.t.Helper()
	told := map[string]bool{}
	for _, c := range w.published {
		told[fmt.Sprint(c.Scope, c.Seq)] = true
	}
	for scope, err := range w.store.Scopes(context.Background(), tenantID) {
		if err != nil {
			w.t.Fatal(err)
		}
		for seq := uint64(1); seq <= w.head(scope).Seq; seq++ {
			if !told[fmt.Sprint(scope, seq)] {
				w.t.Errorf("nobody was told of %s %d", scope, seq)
			}
		}
	}
}

// Every store call of the morning fails once, before its effect and after: all is answered as without faults, stands in the
// logs once, is told and is followed up.
func TestSubmit_SurvivesAFailureOfEveryStoreCall(t *testing.T) {
	t.Parallel()
	sound := newWorld(t)
	var counter *suite.Faulty
	s := sound.script()
	sound.on(func(s store.Store) store.Store { counter = suite.NewFaulty(s); return counter })
	want := sound.play(s)
	calls := []string{"Append", "Finish", "Close", "Known", "Head", "Documents", "Commits", "Open"}
	mustCover(t, counter, calls) // before the test asks the store itself
	sound.checkWhole(s, want, want)
	final := sound.state()
	for _, call := range calls {
		n := counter.Calls(call)
		if n == 0 {
			t.Errorf("the morning never calls %s", call)
		}
		for i := 1; i <= n; i++ {
			for _, fault := range []suite.Fault{{Call: call, N: i}, {Call: call, N: i, After: true}, {Call: call, N: i, After: true, Err: store.ErrTaken}} {
				if fault.Err != nil && call != "Append" || (underRace || testing.Short()) && i%4 != 0 {
					continue
				}
				t.Run(fault.String(), func(t *testing.T) { withFault(t, fault, want, final) })
			}
		}
	}
}

// mustCover checks that a store was called in no other way: each call there is has to be seen failing.
func mustCover(t *testing.T, counter *suite.Faulty, calls []string) {
	t.Helper()
	n := 0
	for _, call := range calls {
		n += counter.Calls(call)
	}
	if all := counter.Calls(""); n != all {
		t.Errorf("%d of %d store calls are none of %v", all-n, all, calls)
	}
}

func withFault(t *testing.T, fault suite.Fault, want map[string]document.Verdict, final map[string]map[string]string) {
	w := newWorld(t)
	sound := w.store
	s := w.script()
	w.on(func(s store.Store) store.Store { return suite.NewFaulty(s, fault) })
	got := w.play(s)
	w.store = sound
	w.restart()
	w.sweep()
	w.checkWhole(s, got, want)
	if diff := cmp.Diff(final, w.state()); diff != "" {
		t.Errorf("the end (-without faults +got):\n%s", diff)
	}
}
