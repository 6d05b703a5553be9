package care_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// proposes writes a proposal of somebody who has seen the commits up to base, and what that brings.
func (w *world) proposes(base uint64, by, role, field, value string) {
	w.t.Helper()
	w.followsFrom(base, w.writeFrom(base, by, role, social, "goal", "g50", ops(field, value)))
}

// followsFrom follows an edit whose author had seen the commits up to base.
func (w *world) followsFrom(base uint64, s step) {
	w.t.Helper()
	f := w.facts()
	f.Base = func(edit string) (uint64, bool) { return base, edit == s.edit.ID }
	writes, err := care.Follow(types.Types["goal"], s.before, s.after, f)
	if err != nil {
		w.t.Fatal(err)
	}
	w.doAll(social, writes)
}

func (w *world) elsaSays(words string) {
	w.t.Helper()
	w.followsFrom(w.seq, w.write("elsa", "citizen", social, "goal", "g50", ops("citizenWords", words)))
}

// outdated lists who is marked, each with how many edits.
func (w *world) outdated() string {
	var out []string
	for _, item := range w.items("g50", "outdatedProposals") {
		out = append(out, item.ID+strings.Repeat("+", strings.Count(string(item.Value), `01J`)))
	}
	return strings.Join(out, " ")
}

// "Li's change becomes a proposal flagged 'medborgaren har ändrat sitt mål efter att du läste det'" (domain.md W10).
func TestOutdatedProposals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(w *world, base uint64)
		want string
	}{
		"from the old words, and comes late": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.proposes(base, "li", "physiotherapist", "professionalWording", "Lagar lunch")
		}, "li+"},
		"from the new words": {func(w *world, _ uint64) {
			w.elsaSays("Handla själv")
			w.proposes(w.seq, "li", "physiotherapist", "professionalWording", "Handlar")
		}, ""},
		"it waits when she changes her mind": {func(w *world, base uint64) {
			w.proposes(base, "li", "physiotherapist", "professionalWording", "Lagar lunch")
			w.elsaSays("Handla själv")
		}, "li+"},
		"two fields in one edit": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.followsFrom(base, w.writeFrom(base, "li", "physiotherapist", social, "goal", "g50", ops("professionalWording", "Lagar lunch", "target", "Tre dagar")))
		}, "li+"},
		"two people, one of whom has read": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.proposes(base, "li", "physiotherapist", "professionalWording", "Lagar lunch")
			w.proposes(w.seq, "rosa", "assistantNurse", "target", "Varje lördag")
		}, "li+"},
		"who wrote her words down": {func(w *world, base uint64) {
			w.proposes(base, "rosa", "assistantNurse", "professionalWording", "Handlar")
			w.followsFrom(w.seq, w.forCitizen("rosa", social, "goal", "g50", ops("citizenWords", "Handla själv")))
		}, ""},
		"the citizen's own proposal": {func(w *world, base uint64) {
			w.proposes(base, "elsa", "citizen", "professionalWording", "Handlar")
			w.followsFrom(w.seq, w.forCitizen("rosa", social, "goal", "g50", ops("citizenWords", "Handla själv")))
		}, ""},
		"she agreed on something else": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.proposes(base, "li", "physiotherapist", "professionalWording", "Lagar lunch")
			w.followsFrom(w.seq, w.write("elsa", "citizen", social, "goal", "g50", map[string]document.Op{"professionalWording": {Agree: value("Handlar på lördagar")}}))
		}, ""},
		"proposed anew": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.proposes(base, "li", "physiotherapist", "professionalWording", "Lagar lunch")
			w.proposes(w.seq, "li", "physiotherapist", "professionalWording", "Handlar")
		}, ""},
		"the goal's other fields": {func(w *world, base uint64) {
			w.elsaSays("Handla själv")
			w.proposes(base, "li", "physiotherapist", "nextReview", "2026-12-01")
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.write("li", "physiotherapist", social, "goal", "g50", ops("citizenWords", "Laga mat", "responsibleId", "li"))
			c.do(w, w.seq)
			if got := w.outdated(); got != c.want {
				t.Errorf("marked: %q, want %q", got, c.want)
			}
			w.followsFrom(w.seq, w.write("rosa", "assistantNurse", social, "goal", "g50", ops("nextReview", "2026-11-30")))
			if got := w.outdated(); got != c.want {
				t.Errorf("after somebody else's edit: %q, want %q", got, c.want)
			}
		})
	}
}
