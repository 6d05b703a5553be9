package audit_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
)

// L-13, L-17: an opening is in the citizen's log with its reason, what was read through it comes first in a targeted sample, and
// it stays on the list until somebody has reviewed it.
func TestOpenings_AreSeenAndReviewed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.now += hour
	v := w.writes("olle", w.now, "staff/olle/own/ekby", "opening", "OP-2", "citizenId", "c17", "kind", "emergency", "state", "open", "reason", "Medvetslös, ambulans på väg.")
	if v.Kind == document.Refused {
		t.Fatal(v)
	}
	w.now += 60_000
	w.phone("olle", "careAssistant", "D-15").opens(w.now, card, "c17", "read", true).opens(w.now+2*hour, card, "c17", "read", false).handsIn()
	golden(t, "opening-citizen", w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17", From: start + hour}))
	golden(t, "opening-extract", w.asks(audit.Question{Ask: audit.AskExtract, Citizen: "c17", From: start + hour}))
	if text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "targeted", N: 1, Seed: 1}); !strings.Contains(text, "nödöppning; inget uppdrag") {
		t.Error(text)
	}
	golden(t, "opening-reviews", w.asks(audit.Question{Ask: audit.AskReviews}))
	w.asks(audit.Question{Ask: audit.AskDone, Review: "OP-2", By: "amina", Outcome: "Ambulansen bekräftar."})
	if text := w.asks(audit.Question{Ask: audit.AskReviews}); !strings.Contains(text, "Amina Warsame (amina): Ambulansen bekräftar.") || !strings.Contains(text, "1 öppning, varav 0 inte granskade") {
		t.Error(text)
	}
	if _, err := w.answer(audit.Question{Ask: audit.AskDone, Review: "OP-3", By: "amina", Outcome: "x"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an opening that is not there: %v", err)
	}
}

// W6: "skriven av Sven, sänd via enhet D-14 under Noors inloggning".
func TestLog_SaysWhoCarried(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "amina"}, Replica: "ramina",
		Carrier: &document.Carrier{Actor: "olle", Replica: "rolle", Device: "D-14"}}
	w.edits(author, w.edit("ramina", w.now-hour, social, "goal", "g1", "stateReason", "Skrivet före hemgång."))
	text := w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17"})
	for _, want := range []string{"Amina Warsame (amina)", "skrev: Mål", "enhet D-14, sänt under inloggningen Olle Frisk (olle), kom in 07:00, utan nät"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// Whoever represents the citizen is neither staff nor the citizen.
func TestLog_NamesWhoRepresents(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("eva", "representative", "")
	p.login.Kind = "representative"
	p.welcome([]document.Scope{card})
	p.opens(w.now, card, "c17", "read", true).handsIn()
	for ask, want := range map[string]string{
		audit.AskLog: "Ställföreträdare (eva)", audit.AskExtract: "Den som företräder dig läste: Medborgar", audit.AskHoldings: "Ställföreträdare (eva)",
	} {
		if text := w.asks(audit.Question{Ask: ask, Citizen: "c17"}); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// What follows from a visit is written when the visit came, not in 1970, whatever stamp it bears.
func TestLog_AnEffectHappensWhenItsCauseDid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.writes("amina", w.now, social, "visitRecord", "vr1", "arrivedAt", document.TimeText(w.now), "outcome", "performed")
	text := w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17"})
	if strings.Contains(text, "1970") || !strings.Contains(text, "uppdaterade: Dagens besök\n") {
		t.Errorf("an effect is somewhere else in time:\n%s", text)
	}
}

// T8, L-27: while a protected identity is in force, no answer has the name, and none tells whether an address or a name is theirs.
func TestAnswer_KeepsAProtectedIdentity(t *testing.T) {
	t.Parallel()
	const identity = document.Scope("citizen/c17/identity/ekby")
	for name, protect := range map[string]func(w *world, on bool){
		"staff are named": func(w *world, on bool) {
			if on {
				w.loads(document.Directory, "protectedPerson", "pp", "citizenId", "c17", "staffIds", []string{"amina"}, "state", "active")
				return
			}
			w.loads(document.Directory, "protectedPerson", "pp", "state", "ended")
		},
		"only the mark is set": func(w *world, on bool) {
			w.loads(identity, "citizenIdentity", "c17", "protectedIdentity", on)
		},
	} {
		w := aDay(t)
		w.loads(document.Directory, "staffMember", "olle", "name", "Olle Palm")
		for _, on := range []bool{true, false} {
			protect(w, on)
			w.now += 60_000
			for _, q := range []audit.Question{
				{Ask: audit.AskSample, Sample: "targeted", N: 1000, Addresses: map[string]string{"amina": "Björkvägen 17, Ekby"}},
				{Ask: audit.AskHoldings, Citizen: "c17"}, {Ask: audit.AskLog, Citizen: "c17"}, {Ask: audit.AskLog, Staff: "amina"}, {Ask: audit.AskReviews},
				{Ask: audit.AskExtract, Citizen: "c17"}, {Ask: audit.AskDisclosures, Citizen: "c17"},
			} {
				text := w.asks(q)
				for _, word := range []string{"Ingrid Palm", "samma adress", "samma efternamn"} {
					if strings.Contains(text, word) && on {
						t.Errorf("%s: %s says %q:\n%s", name, q.Ask, word, text)
					}
				}
				if strings.Contains(text, "skyddad identitet") != on || !on && !strings.Contains(text, "Ingrid Palm") {
					t.Errorf("%s, %t: %s\n%s", name, on, q.Ask, text)
				}
			}
		}
	}
}
