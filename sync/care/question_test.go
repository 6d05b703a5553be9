package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// question is MQ-21, raised by Amina and answered by Petra.
func question(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.write("amina", "assistantNurse", health, "medicationQuestion", "mq21", ops("observation", "Två påsar", "urgency", "now", "state", "raised"))
	return w
}

func (w *world) answer(id, at string) {
	w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("answer", add(id, m{"text": "Ge inget mer i kväll.", "at": at})))
}

func (w *world) confirm(by string, item m) {
	w.write(by, "assistantNurse", health, "medicationQuestion", "mq21", ops("confirmations", add(by, item)))
}

func (w *world) shut() (code, field string) {
	w.load(health, "medicationQuestion", "mq21", ops("state", "answered"))
	code, field, _ = w.judge(w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("state", "closed")))
	return code, field
}

// Must never: "'Besvarad' shown although the next visitor has not read it" (W7).
func TestConfirmedBeforeClosed(t *testing.T) {
	t.Parallel()
	const early, late = "2026-11-22T19:36:00Z", "2026-11-22T21:00:00Z"
	for name, row := range map[string]struct {
		do    func(w *world)
		field string // "" closes
	}{
		"no answer":             {func(*world) {}, "answer"},
		"nobody confirmed":      {func(w *world) { w.answer("a1", early) }, "confirmations"},
		"only who answered":     {func(w *world) { w.answer("a1", early); w.confirm("petra", m{"at": late}) }, "confirmations"},
		"Amina confirmed":       {func(w *world) { w.answer("a1", early); w.confirm("amina", m{"at": late}) }, ""},
		"before a newer answer": {func(w *world) { w.answer("a1", early); w.confirm("amina", m{"at": late}); w.answer("a2", late) }, "confirmations"},
		"named the older answer": {func(w *world) {
			w.answer("a1", early)
			w.answer("a2", late)
			w.confirm("amina", m{"at": late, "answerId": "a1"})
		}, "confirmations"},
		"named the newest": {func(w *world) {
			w.answer("a1", early)
			w.answer("a2", late)
			w.confirm("amina", m{"at": late, "answerId": "a2"})
		}, ""},
		"the next visitor has not read": {func(w *world) {
			w.mustConfirm("amina", "noor")
			w.answer("a1", early)
			w.confirm("amina", m{"at": late})
		}, "confirmations"},
		"raiser and next visitor have": {func(w *world) {
			w.mustConfirm("amina", "noor")
			w.answer("a1", early)
			w.confirm("amina", m{"at": late})
			w.confirm("noor", m{"at": late})
		}, ""},
		"an older answer that came later": {func(w *world) { w.answer("a2", late); w.confirm("amina", m{"at": late}); w.answer("a1", early) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := question(t)
			row.do(w)
			code, field := w.shut()
			if field != row.field || (code == document.CodeConfirmationsMissing) != (row.field != "") {
				t.Errorf("%q about %q, want it about %q", code, field, row.field)
			}
		})
	}
}

func (w *world) mustConfirm(staff ...string) {
	for _, id := range staff {
		w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("mustConfirmIds", add(id, id)))
	}
}
