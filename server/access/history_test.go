package access

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

const social = document.Scope("citizen/c1/social/ekby")

func (w *world) reads(id string, at int64) bool {
	return len(w.d.rolesIn(staffActor(id), social, at)) > 0
}

// shows is at which of the times 0 to 12 amina reads the social record.
func (w *world) shows(id string) []int64 {
	var out []int64
	for at := range int64(13) {
		if w.reads(id, at) {
			out = append(out, at)
		}
	}
	return out
}

func TestDirectory_KeepsItsHistory(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		do   func(*world)
		want []int64
	}{
		"revoked": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(5, "careAssignment", "a", "state", "revoked")
		}, []int64{1, 2, 3, 4}},
		"voided": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 2, 0)
			w.put(5, "careAssignment", "a", "void", "fel person")
		}, []int64{2, 3, 4}},
		"ends by itself": {func(w *world) { w.assign(2, "a", "staffId", "amina", "c1", 3, 6) }, []int64{3, 4, 5}},
		"shortened into the past: what was valid until now stays valid in hindsight": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(7, "careAssignment", "a", "validTo", document.TimeText(4))
		}, []int64{1, 2, 3, 4, 5, 6}},
		"put off: not valid again until then": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(5, "careAssignment", "a", "validFrom", document.TimeText(10))
		}, []int64{1, 2, 3, 4, 10, 11, 12}},
		"corrected, then revoked: the first times are not forgotten": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(6, "careAssignment", "a", "validFrom", document.TimeText(5))
			w.put(8, "careAssignment", "a", "state", "revoked")
		}, []int64{1, 2, 3, 4, 5, 6, 7}},
		"moved to somebody else": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(6, "careAssignment", "a", "staffId", "bo")
		}, []int64{1, 2, 3, 4, 5}},
		"of another citizen now": {func(w *world) {
			w.assign(2, "a", "staffId", "amina", "c1", 1, 0)
			w.put(6, "careAssignment", "a", "citizenId", "c2")
		}, []int64{1, 2, 3, 4, 5}},
		"left the team": {func(w *world) {
			w.team(1, "t1", member("amina"))
			w.assign(1, "a", "teamId", "t1", "c1", 1, 0)
			w.team(4, "t1", member("bo"))
		}, []int64{1, 2, 3}},
		"the team closed": {func(w *world) {
			w.team(1, "t1", member("amina"))
			w.assign(1, "a", "teamId", "t1", "c1", 1, 0)
			w.put(4, "careTeam", "t1", "state", "closed")
		}, []int64{1, 2, 3}},
		"left the job": {func(w *world) {
			w.assign(1, "a", "staffId", "amina", "c1", 1, 0)
			w.put(4, "staffMember", "amina", "state", "left")
		}, []int64{1, 2, 3}},
		"on leave": {func(w *world) {
			w.assign(1, "a", "staffId", "amina", "c1", 1, 3)
			w.put(2, "staffMember", "amina", "state", "onLeave")
		}, []int64{1, 2}},
		"became a coordinator, who does not read the social record": {func(w *world) {
			w.assign(1, "a", "staffId", "amina", "c1", 1, 0)
			w.put(5, "staffMember", "amina", "roles", []string{"coordinator"})
		}, []int64{1, 2, 3, 4}},
	}
	for name, c := range cases {
		w := forTest(t)
		w.hire(0, "amina", "assistantNurse")
		w.hire(0, "bo", "assistantNurse")
		c.do(w)
		if got := w.shows("amina"); !slices.Equal(got, c.want) {
			t.Errorf("%s: amina reads at %v, want %v", name, got, c.want)
		}
	}
}

// version is an assignment as it was from a time on.
type version struct {
	at, from, to int64
	citizen      string
}

// However an assignment was changed: it gave access at a time if some version of it did, while that one was in force.
func TestDirectory_EveryVersionOfAnAssignmentCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t.Fatalf)
		w.hire(0, "amina", "assistantNurse")
		var versions []version
		at := int64(0)
		for range rapid.IntRange(1, 6).Draw(t, "versions") {
			at += int64(rapid.IntRange(1, 4).Draw(t, "wait"))
			v := version{at: at, from: int64(rapid.IntRange(1, 30).Draw(t, "from")), to: int64(rapid.IntRange(1, 30).Draw(t, "to")),
				citizen: rapid.SampledFrom([]string{"c1", "c1", "c2"}).Draw(t, "citizen")}
			if len(versions) == 0 {
				w.assign(at, "a", "staffId", "amina", v.citizen, v.from, v.to)
			} else {
				w.put(at, "careAssignment", "a", "citizenId", v.citizen, "validFrom", document.TimeText(v.from), "validTo", document.TimeText(v.to))
			}
			versions = append(versions, v)
		}
		for now := range int64(31) {
			want := false
			for i, v := range versions {
				end := v.to
				if i+1 < len(versions) {
					end = min(end, versions[i+1].at)
				}
				want = want || v.citizen == "c1" && v.from <= now && now < end
			}
			if got := w.reads("amina", now); got != want {
				t.Fatalf("at %d: %v, want %v by %+v", now, got, want, versions)
			}
		}
	})
}
