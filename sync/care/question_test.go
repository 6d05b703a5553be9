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
	read, _, _ := w.judge(w.write("amina", "assistantNurse", health, "medicationQuestion", "mq21", ops("state", "confirmedByStaff")))
	code, field, _ = w.judge(w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("state", "closed")))
	if read != code {
		w.t.Errorf("closing is %q, confirmed by staff is %q", code, read)
	}
	return code, field
}

const early, late = "2026-11-22T19:36:00Z", "2026-11-22T21:00:00Z"

// Must never: "'Besvarad' shown although the next visitor has not read it" (W7).
func TestConfirmedBeforeClosed(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		do    func(w *world)
		field string // "" closes
	}{
		"no answer":             {func(*world) {}, "answer"},
		"nobody confirmed":      {func(w *world) { w.answer("a1", early) }, "confirmations"},
		"only who answered":     {func(w *world) { w.answer("a1", early); w.confirm("petra", of("a1")) }, "confirmations"},
		"Amina confirmed":       {func(w *world) { w.answer("a1", early); w.confirm("amina", of("a1")) }, ""},
		"before a newer answer": {func(w *world) { w.answer("a1", early); w.confirm("amina", of("a1")); w.answer("a2", late) }, "confirmations"},
		"named the older answer": {func(w *world) {
			w.answer("a1", early)
			w.answer("a2", late)
			w.confirm("amina", of("a1"))
		}, "confirmations"},
		"named the newest": {func(w *world) {
			w.answer("a1", early)
			w.answer("a2", late)
			w.confirm("amina", of("a2"))
		}, ""},
		"read while another was on its way": {func(w *world) { // what arrived last says nothing of what she had read
			w.answer("a1", early)
			w.answer("a2", late)
			w.confirm("amina", of("a1"))
		}, "confirmations"},
		"the next visitor has not read": {func(w *world) {
			w.mustConfirm("amina", "noor")
			w.answer("a1", early)
			w.confirm("amina", of("a1"))
		}, "confirmations"},
		"raiser and next visitor have": {func(w *world) {
			w.mustConfirm("amina", "noor")
			w.answer("a1", early)
			w.confirm("amina", of("a1"))
			w.confirm("noor", of("a1"))
		}, ""},
		"an older answer that came later": {func(w *world) { w.answer("a2", late); w.confirm("amina", of("a2")); w.answer("a1", early) }, ""},
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

// of is a confirmation of an answer.
func of(answer string) m { return m{"at": late, "answerId": answer} }

// "The raiser's and next visitor's confirmations are separate receipts" (W7): who asked must read, unless a nurse says otherwise.
func TestReadByRaiser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ask := ops("observation", "Två påsar", "urgency", "now", "state", "raised")
	w.follow(w.write("amina", "assistantNurse", health, "medicationQuestion", "mq21", ask))
	w.answer("a1", early)
	w.confirm("jonas", of("a1"))
	if code, _ := w.shut(); code != document.CodeConfirmationsMissing {
		t.Errorf("closed though Amina has not read the answer: %q", code)
	}
	w.write("petra", "nurse", health, "medicationQuestion", "mq21", map[string]document.Op{"mustConfirmIds": {Remove: []string{"amina"}}})
	if code, _ := w.shut(); code != "" {
		t.Errorf("a nurse took her out: %q", code)
	}
	w.follow(w.write("petra", "nurse", health, "medicationQuestion", "mq22", ask))
	if got := w.items("mq22", "mustConfirmIds"); len(got) > 0 {
		t.Errorf("a nurse's own question waits for %v", got)
	}
}

// What its author wrote without knowing that the question was closed opens it: another nurse's answer, a new fact (3.2).
func TestReopened(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		by, role string
		changes  map[string]document.Op
		want     string
	}{
		"another nurse's answer": {"siv", "nurse", ops("answer", add("a2", m{"text": "Ge absolut inget, han är allergisk.", "at": late})), "answered"},
		"her answer of before":   {"siv", "nurse", ops("answer", add("a0", m{"text": "Ge den vita.", "at": "2026-11-22T19:00:00Z"})), "answered"},
		"a new fact":             {"amina", "assistantNurse", ops("additions", add("n1", m{"text": "Nu kräks han.", "at": late})), "received"},
		"with its state":         {"amina", "assistantNurse", ops("state", "received", "additions", add("n1", m{"text": "Nu kräks han.", "at": late})), "received"},
		"the nurse's own note":   {"petra", "nurse", ops("additions", add("n1", m{"text": "Läkaren ringde upp.", "at": late})), "closed"},
		"a link":                 {"petra", "nurse", ops("linkedItemId", "a12"), "closed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := question(t)
			w.answer("a1", early)
			w.confirm("amina", of("a1"))
			base := w.seq
			if code, field := w.shut(); code != "" {
				t.Fatal(code, field)
			}
			w.follow(w.writeFrom(base, row.by, row.role, health, "medicationQuestion", "mq21", row.changes))
			if got := document.Unquote(w.shown("mq21", "state")); got != row.want {
				t.Errorf("the question is %s, want %s", got, row.want)
			}
		})
	}
}

func (w *world) mustConfirm(staff ...string) {
	for _, id := range staff {
		w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("mustConfirmIds", add(id, id)))
	}
}
