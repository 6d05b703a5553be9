package flow_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

// The process dies after any number of steps. It starts again, fires and sweeps: the meeting is prepared once, the card is
// told once.
func TestFire_OnceWhereverItCrashed(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newTimely(t)
		w.called("m1", hour)
		due := w.dues()
		before := w.head(roster).Seq
		w.now += hour
		if _, err := w.flow.Fire(t.Context(), tenantID); err != nil {
			t.Fatal(err)
		}
		all := w.steps(steps)
		w.restart()
		w.fire()
		w.sweep()
		name := fmt.Sprintf("after %d steps", steps)
		w.wantOnce(name, due...)
		w.wantState("m1", "prepared")
		if n := w.head(roster).Seq; n != before+1 {
			t.Errorf("%s there are %d commits, want %d", name, n, before+1)
		}
		if n := w.head(card).Seq; n != 1 {
			t.Errorf("%s the card has %d commits, want 1", name, n)
		}
		if all {
			mustNot(t, fmt.Sprintf("it took only %d steps", steps), steps < 10)
			return
		}
	}
}

// steps does so many steps and reports whether that was all there was to do.
func (w *world) steps(n int) (all bool) {
	var at *flow.Group
	for range n {
		if at == nil {
			ready := w.flow.Ready()
			if len(ready) == 0 {
				return true
			}
			at = w.flow.Take(ready[0])
		}
		if at.Step(context.Background()) {
			at = nil
		}
	}
	return false
}

// Every store call fails once, before its effect and after. What is not done is done by the next firing, or the one after.
func TestFire_OnceWhateverStoreCallFails(t *testing.T) {
	t.Parallel()
	play := func(t *testing.T, faults ...suite.Fault) *suite.Faulty {
		w := newTimely(t)
		w.called("m1", hour)
		w.called("m2", hour)
		due := w.dues()
		w.now += hour
		sound, faulty := w.store, suite.NewFaulty(w.store, faults...)
		w.on(func(store.Store) store.Store { return faulty })
		for range 2 {
			_, _ = w.flow.Fire(t.Context(), tenantID) // the next one tries again
			w.run()
			_ = w.flow.Sweep(t.Context())
			w.run()
		}
		w.store = sound
		w.restart()
		w.fire()
		w.sweep()
		w.wantOnce(faulty.String(), due...)
		w.wantState("m1", "prepared")
		w.wantState("m2", "prepared")
		return faulty
	}
	counter := play(t)
	calls := []string{"Append", "Finish", "Close", "Known", "Head", "Documents", "Commits", "Open", "Due", "Fired"}
	mustCover(t, counter, calls)
	for _, call := range calls {
		for i := 1; i <= counter.Calls(call); i++ {
			for _, fault := range []suite.Fault{{Call: call, N: i}, {Call: call, N: i, After: true}, {Call: call, N: i, After: true, Err: store.ErrTaken}} {
				if fault.Err != nil && call != "Append" || testing.Short() && i%3 != 1 {
					continue
				}
				t.Run(fault.String(), func(t *testing.T) { play(t, fault) })
			}
		}
	}
}

// Two nodes fire the same at once: whoever comes second finds it done.
func TestFire_OnceOnTwoNodes(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newTimely(t)
		w.called("m1", hour)
		w.called("m2", hour)
		due := w.dues()
		w.now += hour
		other := w.elsewhere(w.store)
		if _, err := w.flow.Fire(t.Context(), tenantID); err != nil {
			t.Fatal(err)
		}
		if _, err := other.flow.Fire(t.Context(), tenantID); err != nil {
			t.Fatal(err)
		}
		all := w.stepBetween(steps, other.run)
		w.published = append(w.published, other.published...)
		w.wantOnce(fmt.Sprintf("the other node after %d steps:", steps), due...)
		w.wantState("m1", "prepared")
		if all {
			return
		}
	}
}

// stepBetween runs to the end, with something in between after so many steps; it reports whether that came at the end.
func (w *world) stepBetween(steps int, between func()) (all bool) {
	var at *flow.Group
	for n := 0; ; n++ {
		if n == steps {
			between()
		}
		if at == nil {
			ready := w.flow.Ready()
			if len(ready) == 0 {
				if n < steps {
					between()
				}
				return n < steps
			}
			at = w.flow.Take(ready[0])
		}
		if at.Step(context.Background()) {
			at = nil
		}
	}
}

func TestFire_ManyAtOnceInPortions(t *testing.T) {
	t.Parallel()
	const n = 1100
	w := newTimely(t)
	var batch []document.Edit
	for i := range n {
		batch = append(batch, w.edit("server", roster, "teamMeeting", fmt.Sprintf("m%d", i), 0, ops("state", "called", "start", document.TimeText(w.now),
			"end", document.TimeText(w.now), "cutoffAt", document.TimeText(w.now+int64(i)))))
	}
	w.submitAs(server(), batch...)
	due := w.dues()
	w.now += hour
	if next := w.fire(); len(due) != n || next != due[1000].Due {
		t.Errorf("%d due, the first not taken is due at %d", len(due), next)
	}
	if next := w.fire(); next != 0 {
		t.Errorf("next is %d after all", next)
	}
	w.wantOnce("many", due...)
}

// Many goroutines fire and write at once.
func TestFireAll_WaitsUntilAllIsDone(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	for i := range 20 {
		w.called(fmt.Sprintf("m%d", i), hour)
	}
	due := w.dues()
	w.now += hour
	f := flow.New(flow.Options{
		Store: w.store, Schema: w.rules, NewID: func() string { return "id" }, Spawn: func(run func()) { go run() },
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return w.now }}, id == tenantID
		},
		Publish: func(store.Key, *document.Commit) {},
	})
	f.SetDue(w.due)
	errs := make(chan error)
	for range 4 {
		go func() {
			_, err := f.FireAll(t.Context(), tenantID)
			if left := w.dues(); err == nil && len(left) > 0 {
				err = fmt.Errorf("%d are left", len(left))
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	f.Wait()
	entries := w.entries()
	for i, d := range due {
		if entries[d.Edit] != 1 {
			t.Errorf("deadline %d stands %d times in the log", i, entries[d.Edit])
		}
		w.wantState(fmt.Sprintf("m%d", i), "prepared")
	}
	if _, err := f.FireAll(t.Context(), "elsewhere"); err == nil {
		t.Error("a tenant that is not served was fired")
	}
}
