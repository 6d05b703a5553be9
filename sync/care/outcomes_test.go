package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// shared is the record of a visit that Amina and Jonas made together; "pa1" is an activity that Jonas answers for.
func shared(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.load(social, "planActivity", "pa1", ops("title", "Dusch", "responsibleId", "jonas"))
	w.follow(w.write("amina", "assistantNurse", social, "visitRecord", "vr1", ops("arrivedAt", "2026-11-24T07:00:00Z")))
	return w
}

// says lets somebody record how it went with an activity; id is the entry's, and corrects an earlier one or "".
func (w *world) says(by, id, activity, outcome, corrects string) {
	w.t.Helper()
	entry := m{"activityId": activity, "outcome": outcome, "at": "2026-11-24T07:10:0" + id[len(id)-1:] + "Z"}
	if corrects != "" {
		entry["corrects"] = corrects
	}
	w.follow(w.write(by, "assistantNurse", social, "visitRecord", "vr1", ops("activityOutcomes", add(id, entry))))
}

// "contradictory → HUM. Do not average truth" (domain.md 3.2, visitRecord).
func TestOutcomes_PeopleAreAskedWhenTheyContradict(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		do   func(w *world)
		want []string // states of the conflicts
	}{
		"one says nothing else":     {func(w *world) { w.says("amina", "e1", "pa1", "done", "") }, nil},
		"both say that it was done": {func(w *world) { w.says("amina", "e1", "pa1", "done", ""); w.says("jonas", "e2", "pa1", "done", "") }, nil},
		"one did a part of it, the other the rest": {func(w *world) {
			w.says("amina", "e1", "pa1", "partly", "")
			w.says("jonas", "e2", "pa1", "done", "")
		}, nil},
		"nothing was done, and she did not want it": {func(w *world) {
			w.says("amina", "e1", "pa1", "notDone", "")
			w.says("jonas", "e2", "pa1", "declined", "")
		}, nil},
		"of different activities": {func(w *world) { w.says("amina", "e1", "pa1", "done", ""); w.says("jonas", "e2", "pa2", "notDone", "") }, nil},
		"done and not done":       {func(w *world) { w.says("amina", "e1", "pa1", "done", ""); w.says("jonas", "e2", "pa1", "notDone", "") }, []string{"open"}},
		"declined and partly": {func(w *world) {
			w.says("amina", "e1", "pa1", "declined", "")
			w.says("jonas", "e2", "pa1", "partly", "")
		}, []string{"open"}},
		"one's own later word counts": {func(w *world) {
			w.says("amina", "e1", "pa1", "notDone", "")
			w.says("amina", "e2", "pa1", "done", "")
		}, nil},
		"corrected by its author": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			w.says("jonas", "e3", "pa1", "done", "e2")
		}, []string{"resolved"}},
		"corrected to another activity": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			w.says("jonas", "e3", "pa2", "notDone", "e2")
		}, []string{"resolved"}},
		"somebody else corrects nothing": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			w.says("amina", "e3", "pa1", "done", "e2")
		}, []string{"open"}},
		"the record was voided": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			before := w.docs["vr1"]
			w.follow(step{before: before, after: voided(w, before)})
		}, []string{"resolved"}},
		"a third word after it was settled": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			w.load(social, "conflict", w.ofType("conflict")[0], ops("state", "resolved"))
			w.says("rosa", "e3", "pa1", "notDone", "")
		}, []string{"open", "resolved"}},
		"another word of the record after it was settled": {func(w *world) {
			w.says("amina", "e1", "pa1", "done", "")
			w.says("jonas", "e2", "pa1", "notDone", "")
			w.load(social, "conflict", w.ofType("conflict")[0], ops("state", "resolved"))
			w.says("amina", "e3", "pa2", "done", "")
		}, []string{"resolved"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := shared(t)
			row.do(w)
			count := map[string]int{}
			for _, id := range w.ofType("conflict") {
				count[document.Unquote(w.shown(id, "state"))]++
			}
			for _, state := range row.want {
				count[state]--
			}
			if count["open"] != 0 || count["resolved"] != 0 {
				t.Errorf("more than wanted: %v", count)
			}
		})
	}
}

// A conflict names who decides, between what, and until when (domain.md 3.3).
func TestOutcomes_TheQuestionSaysAll(t *testing.T) {
	t.Parallel()
	w := shared(t)
	w.says("amina", "e1", "pa1", "done", "")
	w.says("jonas", "e2", "pa1", "notDone", "")
	w.says("rosa", "e3", "pa1", "declined", "")
	w.says("amina", "e4", "pa2", "done", "")
	w.says("jonas", "e5", "pa2", "notDone", "")
	for _, id := range w.ofType("conflict") {
		want := map[string]string{
			"doc": "vr1", "docType": "visitRecord", "field": "activityOutcomes", "item": "pa1", "kind": "contradictoryOutcomes",
			"ownerStaffId": "jonas", "ownerRole": "assistantNurse", "since": "2026-11-24T08:00:00.000Z", "dueBy": "2026-11-25T08:00:00.000Z",
		}
		candidates := 3
		if document.Unquote(w.shown(id, "item")) == "pa2" { // whose plan is nobody's here
			want["item"], want["ownerStaffId"], want["ownerRole"], candidates = "pa2", "", "unitManager", 2
		}
		for field, text := range want {
			if got := document.Unquote(w.shown(id, field)); got != text {
				t.Errorf("%s: %q, want %q", field, got, text)
			}
		}
		if got := w.items(id, "candidates"); len(got) != candidates {
			t.Errorf("between %v", got)
		}
	}
	if got := len(w.ofType("conflict")); got != 2 {
		t.Errorf("%d conflicts", got)
	}
}
