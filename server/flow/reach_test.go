package flow_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

const reach = document.Scope("team/norra/reach/ekby")

// answers marks somebody's latest notice about a document: their phone fetched it, or they acknowledged it, at some change.
func (w *world) answers(who, doc, what string) {
	w.t.Helper()
	latest, id := "", ""
	for _, one := range w.ofType(inbox(who), "notice") {
		if at := w.shows(inbox(who), one, "changedAt"); w.shows(inbox(who), one, "causeDoc") == doc && at > latest {
			latest, id = at, one
		}
	}
	if id == "" {
		w.t.Fatalf("%s was told nothing of %s", who, doc)
	}
	changes := map[string]document.Op{what + "Seq": {Set: jsontext.Value(w.shows(inbox(who), id, "causeSeq"))}, what + "At": {Set: value(document.TimeText(w.now))}}
	if what == "acknowledged" {
		changes["state"] = document.Op{Set: value("acknowledged")}
	}
	w.must(who, w.seen(who, inbox(who), "notice", id, changes))
}

func (w *world) later(millis int64) {
	w.t.Helper()
	w.now += millis
	w.fire()
}

// Domain.md W3: coordinators see within a minute who was not reached, and may note who was told by word of mouth.
func TestReach_W3(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.callMeeting("2026-11-26T13:00:00Z")
	w.later(61_000)
	w.moveMeeting("2026-11-26T12:30:00Z")
	id := care.ReachingID(teamRoom, "m1")
	everybody := []string{"ali", "amina", "bodil", "jonas", "mats", "petra", "rosa"}
	for _, who := range everybody {
		if who != "petra" {
			w.answers(who, "m1", "fetched")
			w.answers(who, "m1", "acknowledged")
		}
	}
	w.wantFields(reach, "reaching", id, map[string]string{"state": "waiting", "ack": "each", "class": "meeting"})
	w.later(60_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "unreached"})
	w.wantBells("kerstin", "reaching.unreached sync new")
	change := w.shows(reach, id, "change")
	oral := func(change string) document.Edit {
		said := `{"staffId":"petra","change":"` + change + `","at":"2026-11-24T11:12:00.000Z","words":"Ringde kliniken"}`
		return w.seen("kerstin", reach, "reaching", id, map[string]document.Op{"oral": {Add: map[string]jsontext.Value{"o" + change: jsontext.Value(said)}}})
	}
	w.moveMeeting("2026-11-25T08:30:00Z")
	w.wantFields(reach, "reaching", id, map[string]string{"state": "waiting"}) // everybody's answer was to the time before
	w.must("kerstin", oral(change))
	w.later(60_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "unreached"}) // so was what Petra was told
	for _, who := range everybody {
		if who != "petra" {
			w.answers(who, "m1", "acknowledged")
		}
	}
	w.wantFields(reach, "reaching", id, map[string]string{"state": "unreached"})
	w.must("kerstin", oral(w.shows(reach, id, "change")))
	w.wantFields(reach, "reaching", id, map[string]string{"state": "answered"})
	w.later(3_600_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "answered"})
}

func (w *world) raise(by, id string) {
	w.t.Helper()
	w.must(by, w.create(by, "citizen/c1/health/ekby", "medicationQuestion", id, ops("observation", "Två påsar", "urgency", "now", "state", "raised")))
}

// Domain.md W7: nobody acknowledges within five minutes, and whoever is on call is told; after fifteen the coordinator calls.
// One answer is enough.
func TestReach_W7(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.load("staffMember", "olga", ops("name", "Olga", "employerOrgId", "ekby", "roles", []string{"nurse"}, "state", "active"))
	w.load("careAssignment", "as-olga", ops("staffId", "olga", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "responsibility"))
	w.load("careTeam", "norra", ops("onCallIds", []string{"olga", "eva"}))
	w.now += 61_000
	w.raise("amina", "mq20")
	id := care.ReachingID("citizen/c1/health/ekby", "mq20")
	if got := w.shows(reach, id, "toldIds"); got != `["olga","petra"]` {
		t.Errorf("told: %s", got)
	}
	w.later(5 * 60_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "unreached"})
	w.wantFields("team/norra/chain/ekby", "chainLink", id, map[string]string{"nextIds": `["olga","eva"]`})
	if got := w.bells("olga"); len(got) != 2 || !strings.HasPrefix(got[1], "medicationQuestion.urgency urgent") {
		t.Errorf("on call: %q", got)
	}
	w.wantBells("eva") // who may not see it is not told, on call or not
	w.later(10 * 60_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "call"})
	if !slices.Contains(w.bells("kerstin"), "reaching.call urgent new") {
		t.Errorf("the coordinator: %q", w.bells("kerstin"))
	}
	w.answers("olga", "mq20", "acknowledged")
	w.wantFields(reach, "reaching", id, map[string]string{"state": "answered"})
}

// An acknowledgement in time ends the chain.
func TestReach_AnsweredInTimeGoesNoFurther(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.raise("amina", "mq20")
	w.later(2 * 60_000)
	w.answers("petra", "mq20", "acknowledged")
	for range 4 {
		w.later(5 * 60_000)
	}
	w.wantFields(reach, "reaching", care.ReachingID("citizen/c1/health/ekby", "mq20"), map[string]string{"state": "answered", "escalatedAt": "null"})
	w.wantBells("kerstin", "reaching.unreached sync new") // after a minute
}

// What is urgent and for nobody who could be told is the coordinator's to call about at once.
func TestReach_NobodyToTellIsCalledAboutAtOnce(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.load("staffMember", "petra", ops("roles", []string{"assistantNurse"}))
	w.raise("amina", "mq20")
	w.wantFields(reach, "reaching", care.ReachingID("citizen/c1/health/ekby", "mq20"), map[string]string{"state": "call"})
	w.wantBells("kerstin", "reaching.call urgent new")
}

// Somebody was there after all (domain.md W8): the search ends; where nobody was looked for, none begins.
func TestReach_EndsWhenSomebodyWasThere(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"kerstin", "bodil"} { // for Kerstin, who says it herself, nobody is looked for
		w := newCareWorld(t)
		const visits = document.Scope("citizen/c1/visits/ekby")
		at := func(minutes int) string { return document.TimeText(w.now + int64(minutes)*60_000) }
		w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp1", ops("start", at(-60), "end", at(-30), "staffIds", []string{"rosa"}, "state", "planned")))
		w.must(by, w.create(by, visits, "visitAssertion", "va1", ops("visitPlanId", "vp1", "kind", "suspectedMissed", "basis", "noAnswer", "at", at(0))))
		if n := len(w.ofType(reach, "reaching")); n != map[string]int{"kerstin": 0, "bodil": 1}[by] {
			t.Errorf("%s says it: %d searches", by, n)
		}
		w.must("rosa", w.create("rosa", social, "visitRecord", "vr1", ops("visitPlanId", "vp1", "arrivedAt", at(-60), "leftAt", at(-31), "outcome", "performed")))
		for _, id := range w.ofType(reach, "reaching") {
			w.wantFields(reach, "reaching", id, map[string]string{"state": "answered"})
		}
		if n := len(w.ofType(reach, "reaching")); by == "kerstin" && n != 0 {
			t.Errorf("%d searches begin", n)
		}
		if !slices.Contains(w.bells("bodil"), "visitPlan.refutedAt sync new") || !slices.Contains(w.bells("kerstin"), "visitPlan.refutedAt sync new") {
			t.Errorf("told: %q %q", w.bells("kerstin"), w.bells("bodil"))
		}
		mustNot(t, "it is still open", len(w.open()) > 0)
	}
}

// Who raises what is urgent knows it: when she is the only one whom it is for, nobody is missing.
func TestReach_WhoDidItNeedNotBeCalled(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.raise("petra", "mq20")
	if n := w.head(reach).Seq; n != 0 {
		t.Errorf("the team is asked %d times", n)
	}
	w.wantBells("kerstin")
}

// Without a coordinator the unit manager is the one to call.
func TestReach_WithoutACoordinatorTheManagerCalls(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.load("staffMember", "petra", ops("roles", []string{"assistantNurse"}))
	w.load("staffMember", "kerstin", ops("roles", []string{"assistantNurse"}))
	w.raise("amina", "mq20")
	w.wantBells("bodil", "reaching.call urgent new")
}

// A change that is not urgent takes back the chain of an urgent one before it: nobody is called about a visit that is to be on Friday.
func TestReach_WhatIsNotUrgentAnyMoreIsNotCalledAbout(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	const visits = document.Scope("citizen/c1/visits/ekby")
	at := func(hours int) string { return document.TimeText(w.now + int64(hours)*3_600_000) }
	w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp1", ops("start", at(1), "end", at(2), "staffIds", []string{"rosa", "ali"}, "state", "planned")))
	w.later(61_000)
	w.must("kerstin", w.seen("kerstin", visits, "visitPlan", "vp1", ops("state", "cancelled", "stateReason", "Sjuk personal")))
	id := care.ReachingID(visits, "vp1")
	w.wantFields(reach, "reaching", id, map[string]string{"class": "urgent", "callBy": document.TimeText(w.now + 5*60_000)})
	w.later(60_000)
	w.must("kerstin", w.seen("kerstin", visits, "visitPlan", "vp1", ops("start", at(48), "end", at(49), "staffIds", []string{"rosa", "ali"})))
	w.wantFields(reach, "reaching", id, map[string]string{"class": "visit", "callBy": "null", "nextBy": "null"})
	w.rung = nil
	w.later(20 * 60_000)
	w.wantFields(reach, "reaching", id, map[string]string{"state": "unreached", "callBy": "null"})
	if slices.ContainsFunc(w.bells("kerstin"), func(s string) bool { return strings.HasPrefix(s, "reaching.call") }) || slices.Contains(w.rung, "kerstin urgent false") {
		t.Errorf("the coordinator is told %q, rung %q", w.bells("kerstin"), w.rung)
	}
}

// A meeting that is moved by the only one in the team is nothing to call anybody about.
func TestReach_NobodyElseIsNobodyMissing(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.load("careTeam", "norra", ops("members", []any{map[string]any{"staffId": "kerstin", "parts": []int{1, 2, 3}}}))
	w.callMeeting("2026-11-26T13:00:00Z")
	w.moveMeeting("2026-11-26T14:30:00Z")
	if n := w.head(reach).Seq; n != 0 {
		t.Errorf("the team is asked %d times", n)
	}
	w.wantBells("kerstin")
}

// A move that was held up by a failure does not undo what the team was told of the next one.
func TestReach_WhatWasHeldUpDoesNotOvertake(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.callMeeting("2026-11-26T13:00:00Z")
	w.now += 61_000
	w.crashAfter(6, w.edit("server", teamRoom, "teamMeeting", "m1", w.head(teamRoom).Seq, ops("start", "2026-11-26T13:30:00Z", "end", "2026-11-26T15:00:00Z", "place", "Ekby")))
	w.restart()
	w.now += 61_000
	w.moveMeeting("2026-11-26T14:30:00Z")
	latest := w.shows(reach, care.ReachingID(teamRoom, "m1"), "change")
	mustNot(t, "the first is told already", len(w.open()) == 0)
	w.now += 61_000
	w.sweep()
	if got := w.shows(reach, care.ReachingID(teamRoom, "m1"), "change"); got != latest {
		t.Errorf("the team is asked about change %s, not the latest, %s", got, latest)
	}
	mustNot(t, "it is still open", len(w.open()) > 0)
}

// Answers go to the team exactly once, whatever fails on the way.
func TestReach_SurvivesACrashAtEveryStep(t *testing.T) {
	t.Parallel()
	for steps := 1; ; steps++ {
		w := newWorld(t)
		w.load("staffMember", "kerstin", ops("name", "Kerstin", "employerOrgId", "ekby", "roles", []string{"coordinator"}, "state", "active"))
		seats := []any{}
		for _, who := range []string{"amina", "kerstin"} {
			seats = append(seats, map[string]any{"staffId": who, "parts": []int{1, 2, 3}})
		}
		w.load("careTeam", "norra", ops("members", seats))
		w.callMeeting("2026-11-26T13:00:00Z")
		w.now += 61_000
		all := w.crashAfter(steps, w.edit("server", teamRoom, "teamMeeting", "m1", w.head(teamRoom).Seq,
			ops("start", "2026-11-26T13:30:00Z", "end", "2026-11-26T15:00:00Z", "place", "Ekby")))
		committed := w.shows(teamRoom, "m1", "start") == "2026-11-26T13:30:00Z"
		w.restart()
		w.sweep()
		w.sweep()
		if committed {
			w.wantBells("amina", "teamMeeting.called meeting new", "teamMeeting.start meeting new")
			w.wantFields(reach, "reaching", care.ReachingID(teamRoom, "m1"), map[string]string{"state": "waiting", "toldIds": `["amina","kerstin"]`})
		}
		if n := w.head(inbox("amina")).Seq; committed && n != 3 {
			t.Errorf("after %d steps her inbox was written %d times: for the team, the call and the move", steps, n)
		}
		for id, n := range w.entries() {
			if n != 1 {
				t.Errorf("after %d steps %s stands %d times", steps, id, n)
			}
		}
		mustNot(t, "a commit is still open", len(w.open()) > 0)
		if all {
			if steps < 15 {
				t.Errorf("a commit that tells two took only %d steps", steps)
			}
			return
		}
	}
}
