package flow_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func (w *world) members(ids ...string) document.Edit {
	var list []any
	for _, id := range ids {
		list = append(list, map[string]any{"staffId": id, "parts": []int{2}})
	}
	return w.edit("server", document.Directory, "careTeam", "norra", 0, ops("members", list))
}

// The process dies after any number of steps of a commit that owes a copy elsewhere. It starts again and sweeps, the phone
// hands in again: the copy is made, once.
func TestEffects_AreMadeOnceWhereverItCrashed(t *testing.T) {
	t.Parallel()
	for steps := 0; ; steps++ {
		w := newWorld(t)
		team := w.members("amina", "eva")
		all := w.crashAfter(steps, team)
		w.restart()
		w.sweep()
		who := author("server")
		who.Kind = "server"
		w.flow.Submit(who, []flow.Incoming{{Edit: team}}, func([]document.Verdict, error) {})
		w.run()
		w.sweep()
		name := fmt.Sprintf("after %d steps", steps)
		if got := w.shown(roster, "teamRoster", "norra")["members"]; got != "["+entry("amina", "Amina", "assistantNurse", "2")+","+entry("eva", "Eva", "assistantNurse", "2")+"]" {
			t.Errorf("%s the roster shows %s", name, got)
		}
		if n := w.head(roster).Seq; n != 2 {
			t.Errorf("%s the roster has %d commits, want 2: the first team's and this one's", name, n)
		}
		for id, n := range w.entries() {
			if n != 1 {
				t.Errorf("%s %s stands %d times", name, id, n)
			}
		}
		mustNot(t, name+" a commit is still open", len(w.open()) > 0)
		w.checkPublished()
		if all {
			if steps < 10 {
				t.Errorf("a commit with an effect took only %d steps", steps)
			}
			return
		}
	}
}

// crashAfter does so many steps of an edit of the server's and reports whether that was all there was to do.
func (w *world) crashAfter(steps int, e document.Edit) (all bool) {
	who := author("server")
	who.Kind = "server"
	return w.crashAs(who, steps, e)
}

// crashAs is crashAfter with an edit of anybody's.
func (w *world) crashAs(who flow.Author, steps int, e document.Edit) (all bool) {
	w.flow.Submit(who, []flow.Incoming{{Edit: e}}, func([]document.Verdict, error) {})
	var at *flow.Group
	for range steps {
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

// Whoever can work out the id of a coming effect must not be able to answer it beforehand: the roster would never change.
func TestEffects_NobodyAnswersThemBeforehand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.goal("amina")
	e.ID = hashOf(tenantID, string(document.Directory), strconv.FormatUint(w.head(document.Directory).Seq+1, 10), "0")
	w.submit("amina", e)
	who := author("server")
	who.Kind = "server"
	w.submitAs(who, w.members("eva"))
	if got := w.shown(roster, "teamRoster", "norra")["members"]; got != "["+entry("eva", "Eva", "assistantNurse", "2")+"]" {
		t.Errorf("the roster shows %s", got)
	}
}

// A copy that comes late does not replace a newer one: the older commit's follow-up was held up by a crash.
func TestEffects_AnOlderOneThatComesLateIsNotShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.members("amina")
	w.crashAfter(6, first) // it is committed and told; its copy is not on its way
	if w.head(document.Directory).Seq == 0 || len(w.open()) != 1 {
		t.Fatalf("open: %v", w.open())
	}
	w.restart()
	who := author("server")
	who.Kind = "server"
	w.submitAs(who, w.members("amina", "eva"))
	w.sweep()
	if got := w.shown(roster, "teamRoster", "norra")["members"]; got != "["+entry("amina", "Amina", "assistantNurse", "2")+","+entry("eva", "Eva", "assistantNurse", "2")+"]" {
		t.Errorf("the roster shows %s", got)
	}
	mustNot(t, "a commit is still open", len(w.open()) > 0)
}

// What is being followed up right now, and what belongs to a tenant that is not served here, is left alone.
func TestSweep_LeavesAloneWhatIsNotItsToDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	foreign := document.Commit{Tenant: "elsewhere"}
	foreign.Scope, foreign.Seq, foreign.Epoch, foreign.At = social, 1, "e", w.now
	if err := w.store.Append(t.Context(), &foreign); err != nil {
		t.Fatal(err)
	}
	w.hand("jonas", w.goal("jonas"))
	g := w.flow.Take(w.flow.Ready()[0])
	for g.Name() != "finish" {
		g.Step(t.Context())
	}
	told := len(w.published)
	if err := w.flow.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.published) != told {
		t.Error("sweep told of a commit that is under way")
	}
	for !g.Step(t.Context()) {
	}
	w.sweep()
	if open := w.open(); !slices.Equal(open, []string{string(social)}) || w.headOf("elsewhere") != 1 {
		t.Errorf("open: %v", open)
	}
}

func (w *world) headOf(tenant string) uint64 {
	h, err := w.store.Head(context.Background(), store.Key{Tenant: tenant, Scope: social})
	if err != nil {
		w.t.Fatal(err)
	}
	return h.Seq
}

// The server dies after the commit and before anybody was told: the sweep tells.
func TestSweep_TellsWhatACrashKeptFromBeingTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hand("jonas", w.goal("jonas"))
	g := w.flow.Take(w.flow.Ready()[0])
	for g.Name() != "tell" {
		g.Step(t.Context())
	}
	mustNot(t, "told too early", w.published[len(w.published)-1].Scope == social)
	w.restart()
	w.sweep()
	mustNot(t, "not told after the sweep", w.published[len(w.published)-1].Scope != social)
	if got := w.document(social, "g17"); got == nil {
		t.Error("the document is not there")
	}
}

// Whoever takes down a name marks the citizen as protected: nobody holds anything of her any more. Of those who are not marked
// the directory hears nothing.
func TestEffects_TheMarkOnAnIdentityProtects(t *testing.T) {
	t.Parallel()
	const identity = document.Scope("citizen/c1/identity/ekby")
	w := newWorld(t)
	marks := func(changes map[string]document.Op) {
		author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: "rserver"}
		if v := w.submitAs(author, w.edit("server", identity, "citizenIdentity", "c1", 0, changes))[0]; v.Kind == document.Refused {
			t.Fatalf("%+v", v)
		}
	}
	before := w.head(document.Directory).Seq
	marks(ops("displayName", "Maja Ek"))
	if w.head(document.Directory).Seq != before {
		t.Error("a name alone is in the directory")
	}
	if v := w.submit("amina", w.note("amina", "n1"))[0]; v.Kind != document.Applied {
		t.Fatalf("before: %+v", v)
	}
	marks(ops("protectedIdentity", true))
	if v := w.submit("amina", w.note("amina", "n2"))[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("marked: %+v", v)
	}
	w.load("protectedPerson", "pp", ops("citizenId", "c1", "staffIds", []string{"amina"}, "state", "active"))
	if v := w.submit("amina", w.note("amina", "n3"))[0]; v.Kind != document.Applied {
		t.Errorf("named: %+v", v)
	}
}
