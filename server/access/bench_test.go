package access

import (
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// town is a warm directory of 50,000 assignments: 2,500 citizens, 500 staff in 50 teams, and each citizen assigned to a
// team and, in person, to 19 staff. Amina reaches about 200 scopes.
func town(b *testing.B) *world {
	w := newWorld(b.Fatalf)
	w.quiet = true
	for i := range 500 {
		w.hire(1, fmt.Sprintf("s%d", i), "assistantNurse")
	}
	w.hire(1, "amina", "assistantNurse")
	for i := range 50 {
		members := []any{}
		for j := range 10 {
			members = append(members, member(fmt.Sprintf("s%d", i*10+j), 1, 2, 3))
		}
		if i == 0 {
			members = append(members, member("amina", 1, 2, 3))
		}
		w.team(1, fmt.Sprintf("t%d", i), members...)
	}
	n := 0
	for c := range 2500 {
		citizen := fmt.Sprintf("c%d", c)
		team := 1 + c%49
		if c < 22 {
			team = 0
		}
		w.assign(1, fmt.Sprintf("as%d", n), "teamId", fmt.Sprintf("t%d", team), citizen, 1, 0)
		n++
		for k := range 19 {
			w.assign(1, fmt.Sprintf("as%d", n), "staffId", fmt.Sprintf("s%d", (c*7+k*13)%500), citizen, 1, 0)
			n++
		}
	}
	w.block(2, "b1", "c3", "provider", lind, "active", "health")
	w.put(2, "protectedPerson", "p1", "citizenId", "c4", "staffIds", []string{"amina"}, "state", "active")
	return w
}

// BenchmarkScopes is what each hello and each change costs: it must stay under 100 µs for about 200 scopes.
func BenchmarkScopes(b *testing.B) {
	w := town(b)
	a := staffActor("amina")
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = len(w.d.Scopes(a, 10))
	}
	b.ReportMetric(float64(n), "scopes")
}

// BenchmarkAllowed is what each edit costs.
func BenchmarkAllowed(b *testing.B) {
	w := town(b)
	a := staffActor("amina")
	b.ReportAllocs()
	for b.Loop() {
		if len(w.d.rolesIn(a, "citizen/c3/social/ekby", 10)) == 0 {
			b.Fatal("may not")
		}
	}
}

// BenchmarkPut is what a commit to the directory costs, with the list of whom it affects.
func BenchmarkPut(b *testing.B) {
	for _, what := range []string{"assignment", "block", "team"} {
		b.Run(what, func(b *testing.B) {
			w := town(b)
			w.put(2, "blockRule", "b1", "state", "lifted")
			docs := map[string]*document.Document{"assignment": w.docs["as7"], "block": w.docs["b1"], "team": w.docs["t3"]}
			b.ReportAllocs()
			n, at := 0, int64(10)
			for b.Loop() {
				at++
				n = max(n, len(w.d.Put(docs[what], at)))
			}
			b.ReportMetric(float64(n), "affected")
		})
	}
}
