package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/document"
)

func TestInAudience_IsMemberPartAndRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t.Fatalf)
	w.hire(1, "petra", "nurse")
	w.hire(1, "mats", "needsAssessor")
	w.hire(1, "eva", "nurse")
	seats := []map[string]any{{"staffId": "petra", "parts": []int{2, 3}}, {"staffId": "mats", "parts": []int{1, 2, 3}}}
	w.put(2, "careTeam", "norra", "name", "Norra", "providerOrgId", ekby, "state", "active", "members", seats)
	w.put(9, "careTeam", "norra", "members", seats[:1])
	for _, row := range []struct {
		staff string
		part  int
		at    int64
		want  bool
	}{
		{"petra", 3, 5, true}, {"petra", 1, 5, false}, // not in her parts
		{"mats", 1, 5, true}, {"mats", 3, 5, false}, // in his parts, in a role that may not read it
		{"eva", 3, 5, false}, {"stranger", 3, 5, false},
		{"mats", 1, 10, false}, {"mats", 1, 1, false}, // no member any more, or yet
		{"petra", 4, 5, false},
	} {
		if got := w.d.InAudience("norra", row.part, row.staff, row.at); got != row.want {
			t.Errorf("%s in part %d at %d: %t", row.staff, row.part, row.at, got)
		}
	}
}

func TestTeamsOf_TheProvidersOwnFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t.Fatalf)
	assign := func(id, team, provider string, more ...any) {
		w.put(1, "careAssignment", id, append([]any{"teamId", team, "citizenId", "c1", "providerOrgId", provider, "state", "active", "reason", "teamMember"}, more...)...)
	}
	assign("a1", "norra", ekby)
	assign("a2", "alfa", lind)
	assign("a3", "alfa", lind)
	w.put(1, "careAssignment", "a4", "staffId", "petra", "citizenId", "c1", "providerOrgId", ekby, "state", "active", "reason", "responsibility")
	assign("a5", "gamla", ekby, "validTo", "1970-01-01T00:00:00.005Z")
	for _, row := range []struct {
		citizen, provider string
		at                int64
		want              []string
	}{
		{"c1", ekby, 2, []string{"gamla", "norra", "alfa"}}, {"c1", ekby, 9, []string{"norra", "alfa"}},
		{"c1", lind, 9, []string{"alfa", "norra"}}, {"c2", ekby, 9, nil},
	} {
		if diff := cmp.Diff(row.want, w.d.TeamsOf(row.citizen, row.provider, row.at)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", row, diff)
		}
	}
}

// Domain.md W5: who had the citizen until another provider took over, and nobody whom it does not concern.
func TestMovedFrom(t *testing.T) {
	t.Parallel()
	w := newWorld(t.Fatalf)
	assign := func(id, citizen, team, provider string, from, to int64) {
		w.put(1, "careAssignment", id, "teamId", team, "citizenId", citizen, "providerOrgId", provider, "state", "active", "reason", "teamMember",
			"validFrom", document.TimeText(from), "validTo", document.TimeText(to))
	}
	assign("a1", "c1", "gamla", ekby, 2, 5)
	assign("a2", "c1", "norra", ekby, 2, 10)
	assign("a3", "c1", "lind", lind, 10, 20)
	w.put(1, "careAssignment", "a4", "staffId", "petra", "citizenId", "c1", "providerOrgId", ekby, "state", "active", "reason", "responsibility")
	assign("a5", "c2", "norra", ekby, 2, 10) // nobody takes over
	assign("a6", "c3", "norra", ekby, 2, 10)
	assign("a7", "c3", "soder", ekby, 10, 20) // within the provider
	assign("a8", "c3", "lind", lind, 2, 20)
	assign("a9", "c4", "norra", ekby, 2, 10)
	assign("a10", "c4", "lind", lind, 10, 20)
	w.put(1, "protectedPerson", "pp4", "citizenId", "c4", "staffIds", []string{"amina"}, "state", "active")
	for _, row := range []struct {
		citizen, provider string
		at                int64
		want              string
	}{
		{"c1", ekby, 9, ""}, {"c1", ekby, 10, "norra"}, {"c1", ekby, 19, "norra"}, {"c1", ekby, 20, ""}, {"c1", lind, 10, ""},
		{"c1", lind, 20, "lind"}, // Petra has her for the municipality still
		{"c2", ekby, 10, ""}, {"c3", ekby, 10, ""}, {"c3", ekby, 9, ""}, {"c4", ekby, 10, ""}, {"c9", ekby, 10, ""},
	} {
		if got := w.d.MovedFrom(row.citizen, row.provider, row.at); got != row.want {
			t.Errorf("%+v: %q", row, got)
		}
	}
}
