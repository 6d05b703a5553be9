package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// visit is what most tables need: a document that Gunvor (the citizen), Amina (assistant) and Jonas (nurse) hold, all
// offline and unaware of each other from then on.
type visit struct {
	*world
	gunvor, amina, jonas *phone
}

func newVisit(t *testing.T, changes ...map[string]document.Op) *visit {
	t.Helper()
	w := newWorld(t)
	v := &visit{world: w, gunvor: w.join("gunvor", "citizen", 0), amina: w.join("amina", "assistant", 0), jonas: w.join("jonas", "nurse", 0)}
	v.jonas.create(both(changes...))
	v.jonas.sync()
	v.amina.catchUp()
	v.gunvor.catchUp()
	return v
}

// inEveryOrder plays a story once for every order in which its letters may come, and checks each end.
func inEveryOrder(t *testing.T, start []map[string]document.Op, write func(*visit) []*letter, check func(*testing.T, *visit, []*letter)) {
	t.Helper()
	n := len(write(newVisit(t, start...)))
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	permute(order, func(order []int) {
		v := newVisit(t, start...)
		letters := write(v)
		for _, i := range order {
			v.deliver(letters[i])
		}
		check(t, v, letters)
	})
}

func (v *visit) reading(field string) merge.Reading { return v.view().Fields[field] }

func (v *visit) shows(t *testing.T, field, want string) {
	t.Helper()
	if got := v.reading(field).Value; string(got) != string(text(want)) {
		t.Errorf("%s shows %s, want %s", field, got, text(want))
	}
}

func (v *visit) beside(t *testing.T, field string, want ...string) {
	t.Helper()
	sameValues(t, field+" beside", v.reading(field).Beside, want)
}

func (v *visit) waiting(t *testing.T, field string, want ...string) {
	t.Helper()
	sameValues(t, field+" waiting", v.reading(field).Waiting, want)
}

func sameValues(t *testing.T, what string, got []document.Candidate, want []string) {
	t.Helper()
	left := map[string]int{}
	for _, w := range want {
		left[string(text(w))]++
	}
	for _, c := range got {
		left[string(c.Value)]--
	}
	for value, n := range left {
		if n != 0 {
			t.Errorf("%s: %s is %d times too few", what, value, n)
		}
	}
}

func (v *visit) items(t *testing.T, field string, want ...string) {
	t.Helper()
	var got []string
	for _, item := range v.reading(field).Items {
		got = append(got, item.ID+"="+string(item.Value))
	}
	if len(got) != len(want) {
		t.Errorf("%s holds %v, want %v", field, got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s holds %v, want %v", field, got, want)
			return
		}
	}
}

func wantVerdict(t *testing.T, out merge.Outcome, kind document.Kind, code string) {
	t.Helper()
	if out.Verdict.Kind != kind || out.Verdict.Code != code {
		t.Errorf("verdict %s %q, want %s %q (%+v)", out.Verdict.Kind, out.Verdict.Code, kind, code, out.Verdict)
	}
}
