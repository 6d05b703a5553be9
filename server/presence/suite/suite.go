// Package suite tests what every presence.Board promises. It is used by tests only.
package suite

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samsyn/samsyn/server/presence"
)

// World is a board under test, as two nodes see it (the same one twice when there is only one).
type World struct {
	A, B presence.Board
}

var (
	amina = presence.Phone{Tenant: "ekby", Staff: "amina", Replica: "r1", Teams: []string{"norra", "natt"}}
	other = presence.Phone{Tenant: "ekby", Staff: "amina", Replica: "r2", Teams: []string{"norra"}}
	jonas = presence.Phone{Tenant: "ekby", Staff: "jonas", Replica: "r3", Teams: []string{"norra"}}
)

// left is when phones leave, by their tenant's clock: of a day that is played, not of today.
const left = int64(1_700_000_000_000)

// Run tests boards made by open.
func Run(t *testing.T, open func(t *testing.T) World) {
	for name, test := range map[string]func(*testing.T, World){
		"says": says, "leaves": leaves, "two phones": twoPhones, "forgets": forgets, "tenants apart": tenantsApart, "watch": watch,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t)
			beat(t, w)
			test(t, w)
		})
	}
}

func beat(t *testing.T, w World) {
	t.Helper()
	for _, b := range []presence.Board{w.A, w.B} {
		must(t, b.Beat(t.Context()))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Expect compares a board; since tells whether who is offline has a time.
func Expect(t *testing.T, b presence.Board, team string, want ...presence.Entry) {
	t.Helper()
	got, err := b.Team(t.Context(), "ekby", team)
	must(t, err)
	offline := cmp.Comparer(func(a, b int64) bool { return (a == 0) == (b == 0) })
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".OfflineSince" }, offline)); diff != "" {
		t.Fatalf("board %s (-want +got):\n%s", team, diff)
	}
}

// expect is Expect of nodes that live: on a machine that stood still they would be dead.
func (w World) expect(t *testing.T, b presence.Board, team string, want ...presence.Entry) {
	t.Helper()
	beat(t, w)
	Expect(t, b, team, want...)
}

func says(t *testing.T, w World) {
	must(t, w.A.Say(t.Context(), amina, presence.Said{State: presence.AtVisit, SyncAt: 7, Pending: 2}))
	must(t, w.B.Say(t.Context(), jonas, presence.Said{State: presence.Online}))
	for _, b := range []presence.Board{w.A, w.B} {
		w.expect(t, b, "norra", presence.Entry{Staff: "amina", State: presence.AtVisit, SyncAt: 7, Pending: 2}, presence.Entry{Staff: "jonas", State: presence.Online})
		w.expect(t, b, "natt", presence.Entry{Staff: "amina", State: presence.AtVisit, SyncAt: 7, Pending: 2})
		w.expect(t, b, "none")
	}
	must(t, w.A.Say(t.Context(), amina, presence.Said{State: presence.Travelling}))
	w.expect(t, w.B, "natt", presence.Entry{Staff: "amina", State: presence.Travelling})
}

func leaves(t *testing.T, w World) {
	must(t, w.A.Say(t.Context(), amina, presence.Said{State: presence.AtVisit, Pending: 2}))
	must(t, w.A.Leave(t.Context(), amina, left))
	w.expect(t, w.B, "norra", presence.Entry{Staff: "amina", State: presence.AtVisit, Pending: 2, OfflineSince: left})
	got, err := w.B.Team(t.Context(), "ekby", "norra")
	if must(t, err); got[0].OfflineSince != left {
		t.Errorf("offline since %d, by its tenant's clock since %d", got[0].OfflineSince, left)
	}
	must(t, w.B.Say(t.Context(), amina, presence.Said{State: presence.Online})) // it came back to another node
	w.expect(t, w.A, "norra", presence.Entry{Staff: "amina", State: presence.Online})
}

func twoPhones(t *testing.T, w World) {
	must(t, w.A.Say(t.Context(), amina, presence.Said{State: presence.AtVisit}))
	must(t, w.B.Say(t.Context(), other, presence.Said{State: presence.Online}))
	must(t, w.B.Leave(t.Context(), other, left))
	w.expect(t, w.A, "norra", presence.Entry{Staff: "amina", State: presence.AtVisit})
	must(t, w.A.Leave(t.Context(), amina, left))
	got, err := w.B.Team(t.Context(), "ekby", "norra")
	if must(t, err); len(got) != 1 || got[0].OfflineSince == 0 {
		t.Errorf("both gone: %+v", got)
	}
}

func forgets(t *testing.T, w World) {
	must(t, w.A.Say(t.Context(), amina, presence.Said{State: presence.OffDuty}))
	must(t, w.A.Forget(t.Context(), amina))
	w.expect(t, w.B, "norra")
	must(t, w.A.Forget(t.Context(), amina))
}

func tenantsApart(t *testing.T, w World) {
	elsewhere := amina
	elsewhere.Tenant = "annanstans"
	must(t, w.A.Say(t.Context(), elsewhere, presence.Said{State: presence.Online}))
	w.expect(t, w.A, "norra")
}

func watch(t *testing.T, w World) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told := make(chan string, 100)
	must(t, w.A.Watch(ctx, func(tenant, team string) { told <- tenant + "/" + team }))
	deadline := time.After(3 * time.Minute)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case got := <-told:
			if got == "ekby/natt" {
				return
			}
		case <-again.C: // the watch may not listen yet
			must(t, w.B.Say(ctx, amina, presence.Said{State: presence.Online}))
		case <-deadline:
			t.Fatal("nobody was told")
		}
	}
}
