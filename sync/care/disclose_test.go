package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Access may change while one commit is made, and the new disclosure is asked about twice there: once for the edit, once for
// what it brought. What was refused stays refused.
func TestDiscloseCopy_IsDecidedOnce(t *testing.T) {
	t.Parallel()
	for _, first := range []string{"no-readers", ""} {
		w := newWorld(t)
		w.write("petra", "nurse", part3, "agendaItem", "a1", ops("question", "Kan vi prova rollator?", "part", 3, "state", "proposed"))
		s := w.write("petra", "nurse", part3, "disclosure", "d1", ops("sourceId", "a1", "sourceType", "agendaItem", "toScope", string(part2),
			"basis", "sameBranch", "why", "Behövs i det andra rummet", "state", "asked"))
		answer := first
		f := w.facts()
		f.Discloses = func(_, _ document.Scope, _ string) string { return answer }
		rule := types.Types["disclosure"]
		writes, err := care.Follow(rule, nil, s.after, f)
		if err != nil || len(writes) == 0 {
			t.Fatalf("%v %v", writes, err)
		}
		for _, wr := range writes {
			if wr.Doc == "d1" {
				w.load(part3, wr.Type, wr.Doc, wr.Changes)
			}
		}
		if answer = "no-readers"; first == answer {
			answer = ""
		}
		if again, err := care.Follow(rule, nil, w.docs["d1"], f); err != nil || len(again) > 0 {
			t.Errorf("first %q, then %q: %+v %v", first, answer, again, err)
		}
	}
}

// "The citizen's own words are a separate field that staff cannot overwrite" (domain.md 0.3), in the copy either.
func TestDiscloseCopy_TheCitizensWordsStayHers(t *testing.T) {
	t.Parallel()
	for want, write := range map[string]func(w *world){
		"citizen": func(w *world) {
			w.forCitizen("petra", part3, "agendaItem", "a1", ops("citizenVoice", "Jag vill gå själv."))
		},
		"": func(w *world) {
			w.write("petra", "nurse", part3, "agendaItem", "a1", ops("citizenVoice", "Vill nog gå."))
		},
	} {
		w := newWorld(t)
		w.write("petra", "nurse", part3, "agendaItem", "a1", ops("question", "Kan vi prova rollator?", "part", 3, "state", "proposed"))
		write(w)
		s := w.write("petra", "nurse", part3, "disclosure", "d1", ops("sourceId", "a1", "sourceType", "agendaItem", "toScope", string(part2),
			"basis", "sameBranch", "why", "Behövs i det andra rummet", "state", "asked"))
		writes, err := care.Follow(types.Types["disclosure"], nil, s.after, w.facts())
		if err != nil || len(writes) != 2 || writes[1].OnBehalfOf != want || writes[1].Changes["citizenVoice"].Set == nil {
			t.Errorf("%q: %+v %v", want, writes, err)
		}
	}
}
