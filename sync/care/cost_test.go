package care_test

import (
	"errors"
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// A type without rules pays nothing for those of others.
func TestGuard_CostsNothingWithoutRules(t *testing.T) {
	typ, doc := types.Types["routine"], &document.Document{}
	if len(typ.Rules) > 0 {
		t.Fatal("choose another type")
	}
	var e document.Edit
	if n := testing.AllocsPerRun(100, func() {
		care.Guard(typ, doc, doc, e, care.Facts{})
		_, _ = care.Follow(typ, doc, doc, care.Facts{})
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Facts that cannot tell let everything through: the server, which can, judges it.
func TestRules_WithoutFacts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.write("bodil", "unitManager", meeting, "teamMeeting", "tm77", ops("start", "2026-11-24T12:00:00Z", "end", "2026-11-24T13:30:00Z", "openPart", 3, "presentIds", []string{"mats"}))
	if code, _, note := care.Guard(types.Types["teamMeeting"], s.before, s.after, s.edit, care.Facts{}); code+note != "" {
		t.Errorf("%q %q", code, note)
	}
	s = w.write("rosa", "assistantNurse", social, "visitRecord", "v1", ops("arrivedAt", "2026-11-24T06:31:00Z", "outcome", "performed"))
	if writes, err := care.Follow(types.Types["visitRecord"], s.before, s.after, care.Facts{}); err != nil || len(writes) != 1 {
		t.Errorf("%+v %v", writes, err)
	}
}

func BenchmarkGuard_JointVisit(b *testing.B) {
	w := jointVisit(&testing.T{}, "jonas", "yes", "mats", "yes")
	s := w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("state", "scheduled"))
	f := w.facts()
	b.ReportAllocs()
	for b.Loop() {
		care.Guard(types.Types["jointVisit"], s.before, s.after, s.edit, f)
	}
}

// What cannot be read is not judged as if it were empty: the error goes to whoever asked.
func TestRules_AStoreThatFails(t *testing.T) {
	t.Parallel()
	w := tage(t)
	w.follow(w.record("rosa", "v1", "vp900", "2026-11-24T06:31:00Z", "", "performed"))
	f := w.facts()
	f.Document = func(string) (*document.Document, error) { return nil, errDisk }
	day := w.docs[care.DayID(visits, "2026-11-24")]
	if _, err := care.Follow(types.Types["visitDay"], nil, day, f); !errors.Is(err, errDisk) {
		t.Errorf("double delivery: %v", err)
	}
	s := w.load(visits, "visitAssertion", "va1", ops("visitPlanId", "vp900", "kind", "allWell", "at", "2026-11-24T07:20:00Z"))
	if _, err := care.Follow(types.Types["visitAssertion"], s.before, s.after, f); !errors.Is(err, errDisk) {
		t.Errorf("assertion: %v", err)
	}
	if _, err := care.Due("suspectMissed", types.Types["visitPlan"], w.docs["vp900"], f); !errors.Is(err, errDisk) {
		t.Errorf("missed: %v", err)
	}
}

var errDisk = errors.New("the disk is gone")
