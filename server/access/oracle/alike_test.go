package oracle_test

import (
	"bytes"
	"regexp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// unlike is what may differ between two answers: it follows from the question.
var unlike = regexp.MustCompile(`0KANAR1E[0-9]{18}|"seq":[0-9]+`)

// TestOracle_UnknownAndForbiddenAreAlike asks for scopes and writes in documents that are there, and that nobody has ever heard of: the
// answers have the same bytes, and the medians of the time they take are near each other.
func TestOracle_UnknownAndForbiddenAreAlike(t *testing.T) {
	w := quiet(t)
	jonas := w.phoneOf("staff", "jonas")
	const scope, doc = document.Scope("citizen/c1/social/ekby"), "g1"
	if err := w.s.load(w.tenant, load.Row{Type: "goal", ID: doc, Citizen: "c1", Provider: "ekby", Values: values("citizenWords", "Jag vill ut.", "state", "voiced")}); err != nil {
		t.Fatal(err)
	}
	had := w.now
	w.step(w.revoke(w.n.facts[3])) // from here jonas has lost c3
	w.step(w.clock(w.now + 60*minute))
	const lost, lostDays = document.Scope("citizen/c3/social/ekby"), document.Scope("citizen/c3/visits/ekby")
	visit := load.Row{Type: "visitPlan", ID: "vp1", Citizen: "c3", Provider: "ekby", Values: values("state", "planned", "start", "2026-11-30T08:00:00Z",
		"end", "2026-11-30T09:00:00Z", "staffIds", []string{"amina"})}
	if err := w.s.load(w.tenant, visit, load.Row{Type: "goal", ID: "g3", Citizen: "c3", Provider: "ekby", Values: values("citizenWords", "Jag vill ut.", "state", "voiced")}); err != nil {
		t.Fatal(err)
	}
	asks := func(scope document.Scope) func() []byte {
		return func() []byte { return answer(t, jonas, wire.AppendCatchUp(nil, scope, nil)) }
	}
	writes := func(scope document.Scope, doc string) func() []byte {
		return func() []byte {
			e := jonas.edit(w.now, document.Edit{ID: w.mint(), Scope: scope, Doc: doc, Type: "goal", Changes: map[string]document.Op{"icfCode": {Set: toJSON("d450")}}})
			frame, err := wire.AppendSubmit(nil, []document.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			return answer(t, jonas, frame)
		}
	}
	late := func(scope document.Scope, typ, doc, field string) func() []byte {
		return func() []byte {
			w.ids++
			e := document.Edit{ID: w.mint(), Scope: scope, Doc: doc, Type: typ, Stamp: hlc.New(had, uint16(w.ids%10_000), jonas.id),
				Changes: map[string]document.Op{field: {Set: toJSON("2026-11-30")}}}
			frame, err := wire.AppendSubmit(nil, []document.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			return answer(t, jonas, frame)
		}
	}
	for name, pair := range map[string][2]func() []byte{
		"write late in a document": {late(lost, "goal", "g3", "icfCode"), late(lost, "goal", "0KANAR1E000000000099999999", "icfCode")},
		"write late on a day":      {late(lostDays, "visitDay", care.DayID(lostDays, "2026-11-30"), "date"), late(lostDays, "visitDay", care.DayID(lostDays, "2026-12-01"), "date")},
		"ask for a scope":          {asks("citizen/c1/health/ekby"), asks("citizen/c9/health/ekby")},
		"ask for a team's scope":   {asks("team/t1/part2/ekby"), asks("team/t9/part2/ekby")},
		"ask for a colleague's":    {asks("staff/amina/own/ekby"), asks("staff/nobody/own/ekby")},
		"write in a document":      {writes(scope, doc), writes(scope, "0KANAR1E000000000099999999")},
		"write about somebody":     {writes(scope, doc), writes("citizen/c9/social/ekby", doc)},
	} {
		t.Run(name, func(t *testing.T) {
			const tries = 5 // a machine that others use is slow now for one answer, now for the other
			for try := range tries {
				forbidden, unknown := medians(t, pair)
				if apart := (forbidden - unknown).Abs(); apart <= 300*time.Microsecond || 4*apart <= forbidden+unknown {
					return
				}
				if try == tries-1 {
					t.Errorf("what is forbidden is answered in %v, what is unknown in %v", forbidden, unknown)
				}
			}
		})
	}
}

// medians asks by turns, so that a slow moment is slow for both, and compares the answers.
func medians(t *testing.T, pair [2]func() []byte) (forbidden, unknown time.Duration) {
	t.Helper()
	var took [2][]time.Duration
	for range 60 {
		var said [2]string
		for i, ask := range pair {
			began := time.Now()
			said[i] = string(unlike.ReplaceAll(ask(), []byte("X")))
			took[i] = append(took[i], time.Since(began))
		}
		if said[0] != said[1] {
			t.Fatalf("forbidden: %s\nunknown: %s", said[0], said[1])
		}
	}
	slices.Sort(took[0])
	slices.Sort(took[1])
	return took[0][30], took[1][30]
}

// answer sends a frame and gives the frame that comes.
func answer(t *testing.T, p *phone, frame []byte) []byte {
	t.Helper()
	if err := p.conn.Send(frame); err != nil {
		t.Fatal(err)
	}
	for {
		select {
		case a := <-p.in:
			if a.err != nil {
				t.Fatal(a.err)
			}
			if !bytes.HasPrefix(a.raw, []byte(`{"frame":"commit"`)) { // of the own scope, where refusals lie
				return a.raw
			}
		case <-time.After(patience):
			t.Fatal("no answer")
		}
	}
}

// quiet is a world that nobody changes.
func quiet(t *testing.T) *world {
	t.Helper()
	s := open(t)
	var w *world
	rapid.Check(t, func(r *rapid.T) {
		if w == nil {
			w = newWorld(r, s, &tally{types: map[string]int{}})
		}
	})
	t.Cleanup(w.close)
	return w
}
