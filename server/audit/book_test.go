package audit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

func wantEvents(t *testing.T, w *world, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, w.events()); diff != "" {
		t.Errorf("events: -want +got\n%s", diff)
	}
}

func TestReads_ComeIntoTheLogOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	p.login.Offset = 600_000 // her phone is ten minutes slow
	p.opens(start-600_000, social, "g1", "read", true).opens(start-4_200_000, card, "c17", "read", false)
	first := p.batch
	if err := first.Sign(p.key); err != nil {
		t.Fatal(err)
	}
	if upTo := p.handsIn(); upTo != 2 {
		t.Errorf("up to %d", upTo)
	}
	if upTo, err := w.book.Reads(t.Context(), p.login, &first); upTo != 2 || err != nil { // the answer was lost
		t.Errorf("again: up to %d, %v", upTo, err)
	}
	wantEvents(t, w, "read c17 g1", "read c17 c17")
	var seen []int64
	for e, err := range w.store.Events(t.Context(), tenantID, store.Subject{Actor: "amina"}, 0, start+1) {
		if err != nil || e.Device != "D-14" || e.Role != "assistantNurse" || e.Directory != 7 || e.At != start {
			t.Errorf("%+v %v", e, err)
		}
		seen = append(seen, e.When()-start)
	}
	if !slices.Equal(seen, []int64{-3_600_000, 0}) || w.counts["read"] != 2 || w.alerts != 0 {
		t.Errorf("seen at %v, counted %v, %d alerts", seen, w.counts, w.alerts)
	}
}

func TestReads_NothingHappensAfterItCameIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	p.opens(start+999_999_999, social, "g1", "read", false).handsIn()
	for e := range w.store.Events(t.Context(), tenantID, store.Subject{Actor: "amina"}, 0, start+1) {
		if e.When() != start {
			t.Errorf("at %d", e.When()-start)
		}
	}
	wantEvents(t, w, "read c17 g1")
}

// A gap, or another history: the reads are taken, and somebody is told.
func TestReads_AMissingLinkRaisesAnAlert(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	p.opens(start, social, "g1", "read", true).handsIn()
	p.opens(start, social, "g2", "read", true).opens(start, social, "g3", "read", true)
	p.empty() // these two are never handed in
	if upTo := p.opens(start, social, "g4", "read", true).handsIn(); upTo != 4 {
		t.Errorf("up to %d", upTo)
	}
	p.opens(start, social, "g5", "read", true).handsIn()
	wantEvents(t, w, "read c17 g1", "missingLink  2-3", "read c17 g4", "read c17 g5")
	other := w.phone("amina", "assistantNurse", "D-14") // a copied store, under the same replica id
	if upTo := other.opens(start, card, "c17", "read", true).handsIn(); upTo != 1 {
		t.Errorf("another history: up to %d", upTo)
	}
	if events := w.events(); !slices.Equal(events[4:], []string{"missingLink  other", "read c17 c17"}) || w.alerts != 2 || w.counts["missingLink"] != 2 {
		t.Errorf("%v, %d alerts", events[4:], w.alerts)
	}
}

func TestReads_WhatIsNotSignedByTheLoginIsNotTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, other := w.phone("amina", "assistantNurse", "D-14"), w.phone("olle", "careAssistant", "D-15")
	p.opens(start, social, "g1", "read", true)
	take := func(l *audit.Login) string {
		_, err := w.book.Reads(t.Context(), l, &p.batch)
		return fault.CodeOf(err)
	}
	if got := take(p.login); got != fault.Unsigned {
		t.Errorf("unsigned: %v", got)
	}
	if err := p.batch.Sign(other.key); err != nil {
		t.Fatal(err)
	}
	if got := take(p.login); got != fault.BadSignature {
		t.Errorf("another's signature: %v", got)
	}
	keyless := *p.login
	keyless.Key = [32]byte{}
	for _, action := range []string{"reviewDone", "logRead", "written", store.ActionEmergency, store.ActionOpenedOutside} {
		p.batch.Events[0].Action = action
		if got := take(&keyless); got != fault.BadFrame {
			t.Errorf("%s: %v", action, got)
		}
	}
	p.batch.Events[0].Action = "read"
	if len(w.events()) != 0 {
		t.Errorf("taken: %v", w.events())
	}
	if got := take(&keyless); got != "" || len(w.events()) != 1 {
		t.Errorf("a login without a key: %v, %v", got, w.events())
	}
}

// A phone that tells of what it was never given is lying, or the register is wrong: the read is taken, and somebody is told.
func TestReads_OfWhatTheLoginNeverHeldRaiseAnAlert(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	p.welcome([]document.Scope{card, social})
	if err := w.book.Change(t.Context(), p.login, nil, []document.Scope{social}); err != nil {
		t.Fatal(err)
	}
	if err := w.book.Purged(t.Context(), p.login, social); err != nil {
		t.Fatal(err)
	}
	const other = document.Scope("citizen/c28/social/lindgarden")
	p.says(start, social, "g1", "read", false).says(start, other, "g9", "read", true).says(start, other, "", "search", true)
	if upTo := p.handsIn(); upTo != 3 {
		t.Errorf("up to %d", upTo)
	}
	if got := w.events()[3:]; !slices.Equal(got, []string{"notHeld c28", "read c17 g1", "read c28 g9notHeld", "search c28 notHeld"}) || w.counts["notHeld"] != 1 {
		t.Errorf("%v, counted %v", got, w.counts)
	}
	for ask, want := range map[string]string{
		audit.AskLog:     "VARNING: läsning av det som telefonen aldrig fick: Social akt",
		audit.AskExtract: "läste: Social akt: mål, planer och besök (enligt en telefon som aldrig fick uppgifterna; kommunen ska utreda det)",
	} {
		if text := w.asks(audit.Question{Ask: ask, Citizen: "c28"}); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if text := w.asks(audit.Question{Ask: audit.AskSample, Sample: "targeted", N: 1}); !strings.Contains(text, "telefonen fick aldrig uppgifterna") {
		t.Error(text)
	}
}

// The power goes at every call that the store is asked for: what was answered is there, what was not is handed in again, and
// nothing is there twice.
func TestReads_AndHoldingsSurviveACrashInTheMiddle(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"Record", "Hold", "ReadMark", "HeldBy", "Touch"} {
		for _, after := range []bool{false, true} {
			w := newWorld(t)
			p := w.phone("amina", "assistantNurse", "D-14")
			p.opens(start, social, "g1", "read", true)
			if err := p.batch.Sign(p.key); err != nil {
				t.Fatal(err)
			}
			w.use(suite.NewFaulty(w.pebble, suite.Fault{Call: call, N: 1, After: after}))
			granted := []document.Scope{card, social}
			_, errHold := w.book.Welcome(t.Context(), p.login, granted, nil)
			_, errRead := w.book.Reads(t.Context(), p.login, &p.batch)
			w.crash()
			if _, err := w.book.Welcome(t.Context(), p.login, granted, nil); err != nil {
				t.Fatal(err)
			}
			upTo, err := w.book.Reads(t.Context(), p.login, &p.batch)
			if err != nil || upTo != 1 {
				t.Errorf("%s, after %v: up to %d, %v", call, after, upTo, err)
			}
			_, held, err := w.store.HeldBy(t.Context(), tenantID, "ramina")
			text := strings.Join(w.events(), ",")
			if err != nil || len(held) != 2 || strings.Count(text, "read c17 g1") != 1 || !strings.Contains(text, "delivered c17") {
				t.Errorf("%s, after %v (%v, %v): %d held, %s, %v", call, after, errHold, errRead, len(held), text, err)
			}
			if call == "Touch" == errors.Is(errHold, suite.ErrFault) && call != "ReadMark" {
				t.Errorf("%s, after %v: the fault did not strike: %v", call, after, errHold)
			}
		}
	}
}

// W9: what a login holds is written before it is sent, what it must purge when it is told, and that it did when it says so.
func TestHoldings_FollowALogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	state := func() string {
		c, list, err := w.store.HeldBy(t.Context(), tenantID, "ramina")
		if err != nil {
			t.Fatal(err)
		}
		out := fmt.Sprint(c.First-start, "/", c.Last-start)
		for _, h := range list {
			out += fmt.Sprint(" ", h.Scope.Compartment(), ":", after(h.Since), ",", after(h.PurgeAskedAt), ",", after(h.PurgedAt))
		}
		return out
	}
	want := func(what, text string, revoked ...document.Scope) {
		t.Helper()
		if got := state(); got != text || len(revoked) > 0 {
			t.Errorf("%s: got %s, want %s; revoked %v", what, got, text, revoked)
		}
	}
	change := func(granted, revoked []document.Scope) {
		t.Helper()
		if err := w.book.Change(t.Context(), p.login, granted, revoked); err != nil {
			t.Fatal(err)
		}
	}
	want("the first hello", "0/0 card:0,-,- social:0,-,-", p.welcome([]document.Scope{card, social})...)
	w.now++
	want("the same again", "0/1 card:0,-,- social:0,-,-", p.welcome([]document.Scope{card, social}, card, social)...)
	w.now++
	change([]document.Scope{visits}, []document.Scope{social})
	want("a change", "0/2 card:0,-,- social:0,2,- visits:2,-,-")
	w.now++
	change([]document.Scope{social}, nil)
	want("granted again before it was purged", "0/3 card:0,-,- social:0,-,- visits:2,-,-")
	w.now++
	if got := p.welcome([]document.Scope{card}, card, social); !slices.Equal(got, []document.Scope{social}) {
		t.Errorf("it comes back with what it may not hold: revoked %v", got)
	}
	want("it comes back", "0/4 card:0,-,- social:0,4,- visits:2,4,-")
	w.now++
	if err := w.book.Purged(t.Context(), p.login, social, visits, "citizen/c99/card/ekby"); err != nil {
		t.Fatal(err)
	}
	want("it purges", "0/5 card:0,-,- social:0,4,5 visits:2,4,5")
	w.now++
	change([]document.Scope{social}, []document.Scope{visits})
	want("granted anew", "0/6 card:0,-,- social:6,-,- visits:2,4,5")
	wantEvents(t, w, "delivered c17", "delivered c17", "purgeAsked c17", "delivered c17", "purgeAsked c17", "purged c17", "delivered c17")
}

// after is a time since the start, or a dash when it did not happen.
func after(at int64) string {
	if at == 0 {
		return "-"
	}
	return fmt.Sprint(at - start)
}

func TestHoldings_OneEventForEachCitizen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.phone("amina", "assistantNurse", "").welcome([]document.Scope{"citizen/c17/card/ekby", "citizen/c17/social/ekby", "citizen/c28/card/ekby", "staff/amina/own/ekby", "team/norra/meeting/ekby"})
	wantEvents(t, w, "delivered c17", "delivered c28")
	if w.counts["delivered"] != 2 {
		t.Errorf("counted %v", w.counts)
	}
}

// A phone that stays connected is heard of, not more often than every few minutes.
func TestSeen_NotesContactsNowAndThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, silent := w.phone("amina", "assistantNurse", "D-14"), w.phone("olle", "careAssistant", "")
	p.welcome([]document.Scope{card})
	var last []int64
	for range 14 {
		w.now += 60_000
		if err := w.book.Seen(t.Context(), []*audit.Login{p.login, silent.login}); err != nil {
			t.Fatal(err)
		}
		c, _, err := w.store.HeldBy(t.Context(), tenantID, "ramina")
		if err != nil {
			t.Fatal(err)
		}
		if at := (c.Last - start) / 60_000; len(last) == 0 || last[len(last)-1] != at {
			last = append(last, at)
		}
	}
	if !slices.Equal(last, []int64{0, 5, 10}) {
		t.Errorf("noted at minutes %v", last)
	}
	if c, _, err := w.store.HeldBy(t.Context(), tenantID, "rolle"); err != nil || c.Replica != "" {
		t.Errorf("a login that was not welcomed: %+v %v", c, err)
	}
}

func TestRefused_IsNotedInTheCitizensLog(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("olle", "careAssistant", "D-15")
	w.book.Refused(t.Context(), p.login, social, "g1", document.CodeNotAllowed)
	w.book.Refused(t.Context(), p.login, "team/norra/part1/ekby", "x", document.CodeNotAllowed)
	wantEvents(t, w, "refused c17 g1not-allowed")
}

// A Book that is not there keeps nothing and stops nobody.
func TestBook_NilKeepsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.phone("amina", "assistantNurse", "D-14")
	w.book = nil
	if got := p.welcome([]document.Scope{card}, card, social); !slices.Equal(got, []document.Scope{social}) {
		t.Errorf("revoked %v", got)
	}
	w.book.Refused(t.Context(), p.login, social, "g1", "x")
	upTo, err := w.book.ReadsUpTo(t.Context(), p.login)
	if err := errors.Join(err, w.book.Change(t.Context(), p.login, nil, []document.Scope{card}), w.book.Purged(t.Context(), p.login, card), w.book.Seen(t.Context(), nil)); err != nil || upTo != 0 {
		t.Errorf("%d %v", upTo, err)
	}
	if upTo := p.opens(start, social, "g1", "read", true).handsIn(); upTo != 1 || len(w.events()) != 0 {
		t.Errorf("up to %d, %v", upTo, w.events())
	}
}
