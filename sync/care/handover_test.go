package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// asksToHandOver follows a step for a citizen who has left the provider whose team was this one.
func (w *world) asksToHandOver(team string, s step) []care.Write {
	w.t.Helper()
	f := w.facts()
	f.MovedFrom = func(string) string { return team }
	writes, err := care.Follow(types.Types[s.after.Type], s.before, s.after, f)
	if err != nil {
		w.t.Fatal(err)
	}
	return writes
}

// "A handover prompt to Kerstin: 'uppgift efter byte – lämna över med grund'" (domain.md W5): once, of what needs action.
func TestAfterMove(t *testing.T) {
	t.Parallel()
	note := func(w *world, pairs ...any) step {
		return w.write("marek", "assistantNurse", social, "visitNote", "n80", ops(pairs...))
	}
	w := newWorld(t)
	if got := w.asksToHandOver("norra", note(w, "occurredAt", "2026-11-24T08:10:00Z")); len(got) > 0 {
		t.Errorf("nobody need do anything: %+v", got)
	}
	if got := w.asksToHandOver("", note(w, "needsAction", true)); len(got) > 0 {
		t.Errorf("nobody has moved: %+v", got)
	}
	if got := w.asksToHandOver("norra", note(w, "category", "event")); len(got) > 0 {
		t.Errorf("it was so before: %+v", got)
	}
	w = newWorld(t)
	got := w.asksToHandOver("norra", note(w, "needsAction", true))
	if len(got) != 1 || got[0].Scope != "team/norra/handover/ekby" || got[0].Doc != care.HandoverID(social, "n80") {
		t.Fatalf("%+v", got)
	}
	w.doAll(social, got)
	for field, want := range map[string]string{"state": "asked", "citizenId": "c1", "since": "2026-11-24T08:00:00.000Z"} {
		if got := w.text(care.HandoverID(social, "n80"), field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if got := w.asksToHandOver("norra", step{after: voided(w, w.docs["n80"])}); len(got) > 0 {
		t.Errorf("a voided note: %+v", got)
	}
}

// What has been disclosed is handed over, until a block that came meanwhile takes the copy back.
func TestHandedOver(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ was, is, want string }{
		"asked": {"", "asked", ""}, "copied": {"asked", "copied", "handedOver"}, "copied at once": {"", "copied", "handedOver"},
		"never": {"asked", "refused", ""}, "taken back": {"copied", "refused", "asked"}, "looked at": {"copied", "copied", ""},
	} {
		w := newWorld(t)
		said := func(state string) *document.Document {
			if state == "" {
				return nil
			}
			delete(w.docs, "d1")
			return w.load(social, "disclosure", "d1", ops("sourceId", "n80", "sourceType", "visitNote", "toScope", "citizen/c1/social/lindgarden",
				"basis", "harmTest", "why", "Behöver följas", "state", state)).after
		}
		got := ""
		for _, wr := range w.asksToHandOver("norra", step{before: said(c.was), after: said(c.is)}) {
			if wr.Type == "handover" && wr.Doc == care.HandoverID(social, "n80") && !wr.Create {
				got = document.Unquote(wr.Changes["state"].Set)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
