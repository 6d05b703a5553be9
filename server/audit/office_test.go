package audit_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

const hour = 3_600_000

// aDay is a morning around Ingrid Palm: who reads, writes, is refused, and carries.
func aDay(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.now += hour
	w.loads(social, "goal", "g1", "citizenWords", "Jag vill ut.", "state", "voiced")
	for _, id := range []string{"vp1", "vp2", "vp3"} {
		w.loads(visits, "visitPlan", id, "start", document.TimeText(start+2*hour), "end", document.TimeText(start+3*hour), "staffIds", []string{"amina"}, "criticality", "canMove", "state", "planned")
	}
	amina, olle := w.phone("amina", "assistantNurse", "D-14"), w.phone("olle", "careAssistant", "D-15")
	amina.welcome([]document.Scope{card, social, visits})
	amina.opens(w.now, card, "c17", "read", true).handsIn()
	w.now += 3 * hour
	amina.opens(w.now-2*hour, social, "g1", "read", false).opens(w.now-2*hour, visits, "vp1", "read", false).opens(w.now-hour, social, "g1", "read", false).handsIn()
	w.writes("amina", w.now-hour, social, "goal", "g2", "stateReason", "Gick till brevlådan.", "nextReview", "2026-12-24")
	w.writes("amina", w.now, social, "goal", "g2", "professionalWording", "Går till brevlådan.")
	w.writes("olle", w.now, social, "goal", "g1", "stateReason", "Fel person.")
	w.book.Refused(t.Context(), olle.login, social, "n2", document.CodeNotAllowed)
	olle.opens(w.now, "citizen/c28/card/ekby", "c28", "read", true).handsIn()
	if v := w.writes("olle", w.now, "staff/olle/own/ekby", "opening", "OP-1", "citizenId", "c17", "kind", "emergency", "state", "open", "reason", "Hon ropade på hjälp."); v.Kind == document.Refused {
		t.Fatal(v)
	}
	olle.opens(w.now, social, "g1", "read", true)
	olle.empty()
	olle.opens(w.now+60_000, social, "g1", "read", true).handsIn()
	if err := w.book.Change(t.Context(), amina.login, nil, []document.Scope{social, visits}); err != nil {
		t.Fatal(err)
	}
	w.now += 180_000
	if err := w.book.Purged(t.Context(), amina.login, social, visits); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAnswer_TextsThatPeopleRead(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	golden(t, "audit-citizen", w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17"}))
	golden(t, "audit-staff", w.asks(audit.Question{Ask: audit.AskLog, Staff: "olle"}))
	golden(t, "extract", w.asks(audit.Question{Ask: audit.AskExtract, Citizen: "c17"}))
	golden(t, "audit-nobody", w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c28", From: start - 2*hour, To: start - hour}))
	golden(t, "extract-nobody", w.asks(audit.Question{Ask: audit.AskExtract, Citizen: "c29", From: start - 2*hour, To: start - hour}))
}

// Neither an id nor a name of staff is in what the citizen gets.
func TestExtract_NamesNobodyAndNothing(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	text := w.asks(audit.Question{Ask: audit.AskExtract, Citizen: "c17"})
	for _, word := range []string{"amina", "Amina", "olle", "Olle", "c17", "g1", "g2", "D-14", "ramina", "ekby", "(dso", "brevlåd"} {
		if strings.Contains(text, word) {
			t.Errorf("the extract says %q:\n%s", word, text)
		}
	}
}

// W9: fourteen phones, eleven confirm, one is lost and locks itself, two return.
func TestHoldings_TheListOfW9(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var phones []*phone
	for i := range 14 {
		p := w.phone("amina", "assistantNurse", "D-"+string(rune('A'+i)))
		p.login.Replica = "r" + string(rune('a'+i))
		if i%5 == 4 {
			p.login.Actor, p.login.Role = "olle", "careAssistant"
		}
		p.welcome([]document.Scope{card, social})
		phones = append(phones, p)
		w.now += 60_000
	}
	for i, p := range phones {
		delete(w.may, p.login.Replica)
		if i > 11 {
			continue // it is off, and not told
		}
		if err := w.book.Change(t.Context(), p.login, nil, []document.Scope{card, social}); err != nil {
			t.Fatal(err)
		}
	}
	w.now += 180_000
	for _, p := range phones[:11] {
		if err := w.book.Purged(t.Context(), p.login, card, social); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "holdings-at-once", w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c17"}))
	w.now += 3 * hour
	for _, p := range phones[12:] {
		p.welcome([]document.Scope{"staff/amina/own/ekby"}, card, social)
		if err := w.book.Purged(t.Context(), p.login, social); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.book.Purged(t.Context(), phones[12].login, card); err != nil {
		t.Fatal(err)
	}
	w.now += 22 * hour
	golden(t, "holdings-next-day", w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c17"}))
	golden(t, "holdings-nobody", w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c28"}))
	var first audit.Holder
	lines := strings.Split(strings.TrimSpace(w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c17", JSON: true})), "\n")
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || len(lines) != 14 || first.State != "purged" || len(first.Scopes) != 2 || first.Device != "D-A" {
		t.Errorf("%d lines, the first %+v %v", len(lines), first, err)
	}
}

func TestReview_SamplesAreTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	ask := func(kind string, n int, seed uint64) string {
		return w.asks(audit.Question{Ask: audit.AskSample, Sample: kind, N: n, Seed: seed, To: start + 6*hour, Addresses: map[string]string{"amina": "björkvägen 17,  Ekby"}})
	}
	first := ask("random", 2, 1)
	golden(t, "review-random", first)
	if again := ask("random", 2, 1); again != first {
		t.Errorf("the same seed, another sample:\n%s", again)
	}
	others := 0
	for seed := range uint64(10) {
		if ask("random", 2, seed) != first {
			others++
		}
	}
	if others < 5 {
		t.Errorf("only %d of 10 seeds draw another sample", others)
	}
	golden(t, "review-targeted", ask("targeted", 20, 1))
	if whole := ask("random", 20, 1); strings.Count(whole, "\n1 ") != 1 || !strings.Contains(whole, "6 av 6 händelser") {
		t.Errorf("all of it:\n%s", whole)
	}
}

// T1: a phone's clock takes no read out of the samples of the day it was handed in, nor out of those of the day it says.
func TestReview_FindsReadsByEitherTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const days = 24 * hour
	w.phone("amina", "assistantNurse", "D-14").opens(start-100*days, social, "g1", "read", false).handsIn()
	for name, c := range map[string]struct {
		from, to int64
		want     string
	}{
		"when it came in": {start, start + 1, "1 av 1 händelser"}, "when it happened": {start - 101*days, start - 99*days, "1 av 1 händelser"},
		"between":            {start - 99*days, start, "0 av 0 händelser"},
		"when it came, to 1": {start - 1, start, "0 av 0 händelser"},
	} {
		if text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "random", N: 9, From: c.from, To: c.to}); !strings.Contains(text, c.want) {
			t.Errorf("%s: no %q in\n%s", name, c.want, text)
		}
	}
}

// 1.2: whoever runs the directory and reads what it let them into is asked why, also where no rule stops it.
func TestReview_TargetsWhoLetThemselvesIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.loads(document.Directory, "staffMember", "bodil", "name", "Bodil Rask", "roles", []string{"unitManager"}, "employerOrgId", "ekby", "state", "active")
	w.loads(document.Directory, "careTeam", "norra", "members", []any{map[string]any{"staffId": "bodil", "parts": []int{1}}, map[string]any{"staffId": "amina", "parts": []int{1}}})
	assigns := func(by, id, field, whom, citizen string) {
		author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: by}, Replica: "loading"}
		w.edits(author, w.edit("loading", w.now, document.Directory, "careAssignment", id, field, whom, "citizenId", citizen, "providerOrgId", "ekby",
			"reason", "responsibility", "validFrom", document.TimeText(start-1000), "state", "active"))
	}
	assigns("ylva", "as1", "staffId", "ylva", "c28") // as an older version let her, or another system
	assigns("bodil", "as2", "teamId", "norra", "c31")
	for _, at := range []struct{ who, citizen string }{{"ylva", "c28"}, {"bodil", "c31"}, {"amina", "c31"}} {
		w.phone(at.who, "nurse", "").opens(start, document.Scope("citizen/"+at.citizen+"/card/ekby"), at.citizen, "read", true).handsIn()
	}
	text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "targeted", N: 9})
	for reason, who := range map[string]string{"gav sig själv uppdraget": "Ylva Modig", "gav sitt eget team uppdraget": "Bodil Rask"} {
		for line := range strings.Lines(text) {
			if strings.Contains(line, reason) != strings.Contains(line, who) {
				t.Errorf("%s, and %s alone: %s", reason, who, line)
			}
		}
		if !strings.Contains(text, reason) {
			t.Errorf("no %q in\n%s", reason, text)
		}
	}
}

func TestReview_TargetsColleaguesAndTheSameName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, at := range []struct{ who, citizen string }{{"amina", "c29"}, {"olle", "c28"}, {"amina", "c28"}, {"ylva", "c29"}} {
		w.phone(at.who, "nurse", "").opens(start, document.Scope("citizen/"+at.citizen+"/card/ekby"), at.citizen, "read", true).handsIn()
	}
	text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "targeted", N: 9})
	for _, want := range []string{
		"medborgaren är en kollega; inget besök inom en vecka",
		"samma efternamn; inget besök inom en vecka", "inget uppdrag vid den tiden",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Count(text, "kollega") != 1 {
		t.Errorf("Ylva Modig is her own colleague:\n%s", text)
	}
}

func TestReview_OutcomesAreWrittenDown(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "random", N: 3, Seed: 1, To: start + 6*hour})
	name := strings.TrimSuffix(strings.Fields(text)[1], ":")
	w.asks(audit.Question{Ask: audit.AskSample, Sample: "random", N: 1, Seed: 7, To: start + 6*hour})
	w.now += hour
	if got := w.asks(audit.Question{Ask: audit.AskDone, Review: name + "-2", By: "ylva", Outcome: "Frågade: var på besök."}); !strings.Contains(got, "Antecknat") {
		t.Error(got)
	}
	w.now += hour
	w.asks(audit.Question{Ask: audit.AskDone, Review: name, By: "s-lg", Outcome: "Inget att anmärka."})
	golden(t, "reviews", w.asks(audit.Question{Ask: audit.AskReviews}))
	for _, q := range []audit.Question{
		{Ask: audit.AskDone, Review: "K000000", By: "amina", Outcome: "x"}, {Ask: audit.AskDone, Review: name + "-4", By: "amina", Outcome: "x"},
		{Ask: audit.AskDone, Review: name + "-0", By: "amina", Outcome: "x"}, {Ask: audit.AskDone, Review: name + "-x", By: "amina", Outcome: "x"},
	} {
		if _, err := w.answer(q); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%s: got %v", q.Review, err)
		}
	}
}

// L-14: nobody reviews what they did themselves, not as one row among others either.
func TestReview_IsNotByWhoeverDidIt(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "random", N: 9, Seed: 1})
	name := strings.TrimSuffix(strings.Fields(text)[1], ":")
	for _, c := range []struct{ review, by, want string }{
		{name, "amina", fault.BadFrame}, {name, "olle", fault.BadFrame}, {name + "-1", "amina", fault.BadFrame}, {name + "-1", "olle", ""}, {name, "ylva", ""},
		{"OP-1", "olle", fault.BadFrame}, {"OP-1", "amina", ""},
	} {
		text, err := w.answer(audit.Question{Ask: audit.AskDone, Review: c.review, By: c.by, Outcome: "Inget att anmärka."})
		if fault.CodeOf(err) != c.want || (c.want == "") != strings.HasPrefix(text, "Antecknat") {
			t.Errorf("%s by %s: %q %v", c.review, c.by, text, err)
		}
	}
}

func TestAnswer_RefusesWhatIsNoQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, q := range []audit.Question{
		{}, {Ask: "everything"}, {Ask: audit.AskLog}, {Ask: audit.AskLog, Citizen: "c1", Staff: "s1"}, {Ask: audit.AskLog, Citizen: "c 1"}, {Ask: audit.AskExtract},
		{Ask: audit.AskHoldings, Staff: "s1"}, {Ask: audit.AskHoldings, Citizen: "c17", From: start, To: start}, {Ask: audit.AskSample, Sample: "all", N: 1}, {Ask: audit.AskSample, Sample: "random"},
		{Ask: audit.AskSample, Sample: "random", N: 1001}, {Ask: audit.AskDone, Review: "K1", By: "s1"}, {Ask: audit.AskDone, Review: "K1", Outcome: "x"},
	} {
		if text, err := w.answer(q); fault.CodeOf(err) != fault.BadFrame || text != "" {
			t.Errorf("%+v: got %q, %v", q, text, err)
		}
	}
	if len(w.events()) != 0 {
		t.Errorf("what was no question is in the log: %v", w.events())
	}
}

// A mistyped id is not an empty log, however often somebody asks. Of somebody without a card there may be a log.
func TestAnswer_SaysThatNobodyIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 2 {
		for _, q := range []audit.Question{
			{Ask: audit.AskLog, Citizen: "c99"}, {Ask: audit.AskExtract, Citizen: "c99"}, {Ask: audit.AskHoldings, Citizen: "c99"},
			{Ask: audit.AskDisclosures, Citizen: "c99"}, {Ask: audit.AskLog, Staff: "nobody"}, {Ask: audit.AskLog, Citizen: "c1"},
		} {
			text, err := w.answer(q)
			var why audit.Sentence
			if fault.CodeOf(err) != fault.NotFound || !errors.As(err, &why) || !strings.Contains(string(why), "har id "+q.Citizen+q.Staff+",") || text != "" {
				t.Errorf("%+v: %q, %v", q, text, err)
			}
		}
	}
	w.phone("gone", "nurse", "").opens(w.now, "citizen/c99/card/ekby", "c99", "read", true).handsIn()
	for _, q := range []audit.Question{{Ask: audit.AskLog, Citizen: "c99"}, {Ask: audit.AskLog, Staff: "gone"}, {Ask: audit.AskHoldings, Citizen: "c99"}} {
		w.asks(q)
	}
}

func TestAnswer_WhoeverAsksIsInTheLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c17"})
	w.asks(audit.Question{Ask: audit.AskVerify})
	if got := w.events()[:2]; !slices.Equal(got, []string{"logRead c17 holdings", "logRead  verify"}) {
		t.Error(got)
	}
	if text := w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17"}); !strings.Contains(text, "tog fram listan över telefoner") || strings.Count(text, "tog fram loggen") != 1 {
		t.Errorf("the log does not say who asked for it:\n%s", text)
	}
}

// Two halves of the time give together the lines of the whole.
func TestLog_BlocksOfTimeAreTheWhole(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	lines := func(from, to int64) (out []string) {
		text := w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17", JSON: true, From: from, To: to})
		for line := range strings.Lines(text) {
			if !strings.Contains(line, store.ActionLogRead) {
				out = append(out, line)
			}
		}
		return out
	}
	whole := lines(start, start+9*hour)
	found := map[string]int{}
	for _, half := range [][2]int64{{start, start + 2*hour}, {start + 2*hour, start + 9*hour}} {
		for _, line := range lines(half[0], half[1]) {
			found[line]++
		}
	}
	for _, line := range whole {
		if found[line] == 0 {
			t.Errorf("in no half: %s", line)
		}
	}
	if len(found) != len(whole) || len(whole) < 12 {
		t.Errorf("%d lines in the whole, %d in its halves", len(whole), len(found))
	}
}

func TestVerify_SaysThatTheLogIsWhole(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	text := w.asks(audit.Question{Ask: audit.AskVerify})
	golden(t, "verify", text[:strings.Index(text, "Kontrollsumma")])
	sum := strings.Fields(text[strings.Index(text, "Kontrollsumma"):])[1]
	w.asks(audit.Question{Ask: audit.AskHoldings, Citizen: "c17"})
	if text := w.asks(audit.Question{Ask: audit.AskVerify, Since: sum}); !strings.Contains(text, "obruten") {
		t.Error(text)
	}
	for _, forged := range []string{"3:00", sum[:len(sum)-1] + "x", "x"} {
		if text, err := w.answer(audit.Question{Ask: audit.AskVerify, Since: forged}); err == nil || !strings.Contains(text, "UTBYTT") {
			t.Errorf("%s: %s %v", forged, text, err)
		}
	}
}
