package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// jointVisit is JV-212 at Rolf Malm's, accepted, with Jonas and Mats.
func jointVisit(t *testing.T, stance ...any) *world {
	t.Helper()
	w := newWorld(t)
	w.load(part2, "jointVisit", "jv", ops("purpose", "Badrummet", "state", "accepted", "participants", []m{{"staffId": "jonas"}, {"staffId": "mats", "mandatory": false}}))
	if len(stance) > 0 {
		w.stance("kerstin", stance...)
	}
	return w
}

func (w *world) stance(by string, pairs ...any) step {
	w.t.Helper()
	op := document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		one := add(pairs[i], m{"answer": pairs[i+1]})
		if op.Add == nil {
			op = one
			continue
		}
		for id, v := range one.Add {
			op.Add[id] = v
		}
	}
	return w.forCitizen(by, part2, "jointVisit", "jv", map[string]document.Op{"citizenStance": op})
}

func (w *world) state(by, role, state string) (code, field string) {
	w.t.Helper()
	code, field, _ = w.judge(w.write(by, role, part2, "jointVisit", "jv", ops("state", state)))
	return code, field
}

// "Cannot reach scheduled without citizen's yes", for each who comes.
func TestCitizenFirst_Scheduling(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		stance []any
		want   string
	}{
		"not asked":                        {nil, "citizen-not-asked"},
		"yes to everybody, one by one":     {[]any{"jonas", "yes", "mats", "yes"}, ""},
		"yes to all":                       {[]any{"all", "yes"}, ""},
		"asked about one of them":          {[]any{"jonas", "yes"}, "citizen-not-asked"},
		"no to one of them, partial no":    {[]any{"jonas", "yes", "mats", "no"}, "citizen-said-no"},
		"no to one before unasked another": {[]any{"mats", "no"}, "citizen-said-no"},
		"yes to all but not to Mats":       {[]any{"all", "yes", "mats", "no"}, "citizen-said-no"},
		"another day":                      {[]any{"all", "laterDate"}, "citizen-not-asked"},
		"only with somebody":               {[]any{"all", "onlyWith"}, "citizen-not-asked"},
		"no to somebody who does not come": {[]any{"all", "yes", "marek", "no"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := jointVisit(t, row.stance...)
			if code, field := w.state("kerstin", "coordinator", "scheduled"); code != row.want || code != "" && field != "state" {
				t.Errorf("%q %q, want %q", code, field, row.want)
			}
		})
	}
}

// "CTZ: the citizen's (or recorded citizen statement)" (domain.md 3.1): what staff write of themselves is no yes. A no is heeded.
func TestCitizenFirst_StaffsOwnYes(t *testing.T) {
	t.Parallel()
	w := jointVisit(t)
	say := func(answer string) step {
		return w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("citizenStance", add("all", m{"answer": answer})))
	}
	say("yes")
	if code, _ := w.state("kerstin", "coordinator", "scheduled"); code != document.CodeCitizenNotAsked {
		t.Errorf("her own yes: %q", code)
	}
	w.follow(say("no"))
	if got := document.Unquote(w.shown("jv", "state")); got != "declinedByCitizen" {
		t.Errorf("a no that she heard: %s", got)
	}
}

// With no one named yet the citizen must still have been asked.
func TestCitizenFirst_NobodyNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(part2, "jointVisit", "jv", ops("purpose", "?", "state", "accepted"))
	if code, _ := w.state("kerstin", "coordinator", "scheduled"); code != document.CodeCitizenNotAsked {
		t.Errorf("got %q", code)
	}
}

// Who is added afterwards needs a yes too; who is taken off needs none.
func TestCitizenFirst_SomebodyMoreComes(t *testing.T) {
	t.Parallel()
	w := jointVisit(t, "jonas", "yes", "mats", "yes")
	w.state("kerstin", "coordinator", "scheduled")
	set := func(who ...m) string {
		code, _, _ := w.judge(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("participants", who)))
		return code
	}
	if code := set(m{"staffId": "jonas"}, m{"staffId": "mats"}, m{"staffId": "li"}); code != document.CodeCitizenNotAsked {
		t.Errorf("Li is added: %q", code)
	}
	if code := set(m{"staffId": "jonas"}); code != "" {
		t.Errorf("Mats is taken off: %q", code)
	}
}

// W4, must never: "held/enRoute beating an earlier decline silently". Jonas, offline since before the no, writes that he is on
// his way: it arrives as history.
func TestCitizenFirst_OnTheWayAfterTheNo(t *testing.T) {
	t.Parallel()
	w := jointVisit(t, "all", "yes")
	w.state("kerstin", "coordinator", "scheduled")
	before := w.seq
	w.follow(w.stance("kerstin", "jonas", "no", "mats", "no"))
	if got := document.Unquote(w.shown("jv", "state")); got != "declinedByCitizen" {
		t.Fatalf("after the no it is %s", got)
	}
	s := w.writeFrom(before, "jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("state", "underway"))
	if code, _, _ := w.judge(s); code != "" {
		t.Errorf("Jonas's history is refused: %q", code)
	}
	if got := document.Unquote(w.shown("jv", "state")); got != "declinedByCitizen" {
		t.Errorf("reopened: %s", got)
	}
}

// Held before the no reached the phone: the fact stays, the no stays, people decide.
func TestCitizenFirst_HeldBeforeTheNoWasKnown(t *testing.T) {
	t.Parallel()
	w := jointVisit(t, "all", "yes")
	w.state("kerstin", "coordinator", "scheduled")
	before := w.seq
	w.follow(w.stance("kerstin", "all", "no"))
	s := w.writeFrom(before, "jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("state", "held"))
	if code, _, _ := w.judge(s); code != "" {
		t.Errorf("the fact is refused: %q", code)
	}
	w.follow(s)
	if got := document.Unquote(w.shown("jv", "state")); got != "held" {
		t.Errorf("the fact is hidden: %s", got)
	}
}

// The same, and the no is what comes last (R5): the unit manager is asked. Not about a no that was said after the visit, or known.
func TestRespectNo_ComesAfterWhatItWasAbout(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		said string
		want int
	}{
		"said before it was held": {"2026-11-24T07:45:00Z", 1}, "noted with no time": {"", 0}, "said afterwards": {"2026-11-24T08:30:00Z", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := jointVisit(t, "all", "yes")
			w.state("kerstin", "coordinator", "scheduled")
			w.follow(w.write("jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("state", "held")))
			w.now += 3_600_000
			no := m{"answer": "no", "words": "Jag orkar inte."}
			if row.said != "" {
				no["at"] = row.said
			}
			for range 2 {
				w.follow(w.forCitizen("marek", part2, "jointVisit", "jv", ops("citizenStance", add("jonas", no))))
			}
			w.follow(w.write("marek", "assistantNurse", part2, "jointVisit", "jv", ops("purpose", "Trappan")))
			if got := document.Unquote(w.shown("jv", "state")); got != "held" {
				t.Errorf("the fact is hidden: %s", got)
			}
			found := w.ofType("conflict")
			if len(found) != row.want {
				t.Fatalf("%d questions", len(found))
			}
			for _, id := range found {
				if w.text(id, "kind") != "heldAfterDecline" || w.text(id, "ownerRole") != "unitManager" || len(w.items(id, "candidates")) != 2 {
					t.Errorf("%s: %s to %s", id, w.text(id, "kind"), w.text(id, "ownerRole"))
				}
			}
		})
	}
}

func TestCitizenFirst_HeldWithoutAYes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(part2, "jointVisit", "jv", ops("purpose", "?", "state", "underway", "participants", []m{{"staffId": "jonas"}}))
	if code, _ := w.state("jonas", "occupationalTherapist", "held"); code != document.CodeCitizenNotAsked {
		t.Errorf("nothing says that it took place: %q", code)
	}
	w.load(part2, "jointVisit", "jv", ops("findingIds", add("f1", "f1")))
	if code, _ := w.state("jonas", "occupationalTherapist", "held"); code != "" {
		t.Errorf("a recorded fact: %q", code)
	}
	if code, _ := w.state("jonas", "occupationalTherapist", "summarised"); code != "" {
		t.Errorf("summing up a fact: %q", code)
	}
}

// A no before the citizen wants the visit leaves it to people what to suggest instead; one to a visit that took place changes nothing.
func TestRespectNo_FromTheYesOn(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]string{
		"suggested": "suggested", "accepted": "declinedByCitizen", "scheduled": "declinedByCitizen", "confirmed": "declinedByCitizen",
		"underway": "declinedByCitizen", "held": "held", "cancelled": "cancelled",
	} {
		w := newWorld(t)
		w.load(part2, "jointVisit", "jv", ops("purpose", "?", "state", state, "participants", []m{{"staffId": "jonas"}}))
		w.follow(w.stance("kerstin", "jonas", "no"))
		if got := document.Unquote(w.shown("jv", "state")); got != want {
			t.Errorf("%s became %s, want %s", state, got, want)
		}
	}
}
