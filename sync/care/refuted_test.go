package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// worried is Tage's visit when it is suspected that nobody came, and the team's search for somebody who sees to it.
func worried(t *testing.T) (w *world, search string) {
	t.Helper()
	w = tage(t)
	w.now = millis(t, "2026-11-24T07:15:00Z")
	w.suspect()
	va := w.ofType("visitAssertion")[0]
	told := document.Tell{Doc: va, Type: "visitAssertion", Class: "urgent", Ack: "any"}
	shown, _ := care.Reaching(told, visits, 3, []string{"kerstin"}, "norra", "ekby", w.now)
	w.doAll(visits, []care.Write{shown})
	return w, shown.Doc
}

// "The escalation closes; Kerstin, Bodil and Ali are told" (domain.md W8).
func TestRefuted_W8(t *testing.T) {
	t.Parallel()
	w, search := worried(t)
	w.replacement()
	w.follow(w.record("ali", "vr901", "vp901", "2026-11-24T07:52:00Z", "2026-11-24T08:05:00Z", "alreadyVisited"))
	if got := w.text("vp900", "refutedAt") + w.text("vp901", "originalCameAt") + w.text(search, "answeredAt"); got != "" {
		t.Errorf("whoever went instead says nothing of Rosa: %q", got)
	}
	w.now = millis(t, "2026-11-24T08:55:00Z")
	w.follow(w.record("rosa", "vr900", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))
	const came = "2026-11-24T08:55:00.000Z"
	for _, want := range [][3]string{{"vp900", "refutedAt", came}, {"vp901", "originalCameAt", came}, {"vp901", "refutedAt", ""}, {"vp900", "originalCameAt", ""}, {search, "state", "answered"}, {search, "answeredAt", came}} {
		if got := w.text(want[0], want[1]); got != want[2] {
			t.Errorf("%s.%s is %q, want %q", want[0], want[1], got, want[2])
		}
	}
	w.now += 60_000
	w.follow(w.record("marek", "vr902", "vp900", "2026-11-24T06:40:00Z", "", "partly"))
	if got := w.text("vp900", "refutedAt"); got != came {
		t.Errorf("told again: %q", got)
	}
}

func TestRefuted_WhatIsAndWhatIsNot(t *testing.T) {
	t.Parallel()
	say := func(w *world, kind string) {
		w.follow(w.write("kerstin", "coordinator", visits, "visitAssertion", "va-"+kind, ops("visitPlanId", "vp900", "kind", kind, "basis", "noAnswer", "at", "2026-11-24T07:20:00Z")))
	}
	const at, left = "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z"
	for name, row := range map[string]struct {
		do                        func(w *world)
		refuted, calmed, original bool
	}{
		"nobody came":                     {func(*world) {}, false, false, false},
		"she rang and nobody opened":      {func(w *world) { w.follow(w.record("rosa", "v1", "vp900", at, left, "notHome")) }, true, true, false},
		"a record of another visit":       {func(w *world) { w.follow(w.record("rosa", "v1", "vp7", at, left, "performed")) }, false, false, false},
		"somebody heard that all is well": {func(w *world) { say(w, "allWell") }, false, true, false},
		"the suspicion comes last": {func(w *world) {
			w.follow(w.record("rosa", "v1", "vp900", at, left, "performed"))
			say(w, "confirmedMissed")
		}, true, true, false},
		"who went instead chose the wrong plan": {func(w *world) {
			w.replacement()
			w.follow(w.record("ali", "v1", "vp900", "2026-11-24T07:50:00Z", "", "performed"))
		}, true, true, false},
		"who was to go instead need not": {func(w *world) {
			w.replacement()
			w.load(visits, "visitPlan", "vp901", ops("state", "cancelled", "stateReason", "Rosa har varit där"))
			w.follow(step{after: w.docs["vp901"]})
			w.follow(w.record("rosa", "v1", "vp900", at, left, "performed"))
		}, true, true, false},
		"the record was of somebody else": {func(w *world) {
			w.replacement()
			w.follow(w.record("rosa", "v1", "vp900", at, left, "performed"))
			before := w.docs["v1"]
			w.follow(step{before: before, after: voided(w, before)})
		}, false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, search := worried(t)
			row.do(w)
			if got := w.text("vp900", "refutedAt") != ""; got != row.refuted {
				t.Errorf("refuted: %v", got)
			}
			if got := w.text(search, "state") == "answered"; got != row.calmed {
				t.Errorf("calmed: %v", got)
			}
			if got := w.docs["vp901"] != nil && w.text("vp901", "originalCameAt") != ""; got != row.original {
				t.Errorf("the original came: %v", got)
			}
		})
	}
}

// Who was sent instead beforehand hears that the other came after all; nobody had worried.
func TestRefuted_NobodyWorried(t *testing.T) {
	t.Parallel()
	w := tage(t)
	w.replacement()
	w.follow(w.record("rosa", "vr900", "vp900", "2026-11-24T06:31:00Z", "2026-11-24T06:58:00Z", "performed"))
	if refuted, came := w.text("vp900", "refutedAt"), w.text("vp901", "originalCameAt"); refuted != "" || came == "" {
		t.Errorf("refuted %q, came %q", refuted, came)
	}
}
