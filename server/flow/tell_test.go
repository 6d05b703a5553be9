package flow_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

func inbox(who string) document.Scope { return document.Scope("staff/" + who + "/inbox/ekby") }

// bells lists somebody's notices as code and state, in the order they began; not those of the teams that the world began with.
func (w *world) bells(who string) (out []string) {
	w.t.Helper()
	page, err := w.flow.Page(context.Background(), storeKey(inbox(who)), 0, true)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range page.Documents {
		v := merge.Read(w.rules.Types["notice"], s.Doc).Fields
		if document.Unquote(v["causeType"].Value) == "teamRoster" {
			continue
		}
		out = append(out, document.Unquote(v["createdAt"].Value)+" "+document.Unquote(v["code"].Value)+" "+document.Unquote(v["class"].Value)+" "+document.Unquote(v["state"].Value))
	}
	slices.Sort(out)
	for i, one := range out {
		_, out[i], _ = strings.Cut(one, " ")
	}
	return out
}

func (w *world) wantBells(who string, want ...string) {
	w.t.Helper()
	if got := w.bells(who); !slices.Equal(got, want) {
		w.t.Errorf("%s is told %q, want %q", who, got, want)
	}
}

const teamRoom = document.Scope("team/norra/meeting/ekby")

func (w *world) callMeeting(start string) {
	w.t.Helper()
	w.must("kerstin", w.create("kerstin", teamRoom, "teamMeeting", "m1", ops("start", start, "end", "2026-11-26T14:00:00Z", "place", "Ekby", "state", "called")))
}

func (w *world) moveMeeting(start string) {
	w.t.Helper()
	w.must("kerstin", w.seen("kerstin", teamRoom, "teamMeeting", "m1", ops("start", start, "end", "2026-11-26T15:00:00Z", "place", "Ekby")))
}

// Domain.md 1.5: a team meeting rings the team, in its class; not whoever called it, and nobody outside.
func TestTell_TheTeamIsToldOfItsMeeting(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.callMeeting("2026-11-26T13:00:00Z")
	w.wantBells("petra", "teamMeeting.called meeting new")
	w.wantBells("kerstin")
	w.wantBells("eva") // of no team
	mustNot(t, "it is still open", len(w.open()) > 0)
}

// Whoever is told is woken, at once when it is near; a failure is tried again until it is done.
func TestTell_PhonesAreWoken(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.rung = nil
	w.ringFails = 2
	w.callMeeting(document.TimeText(w.now + 2*3_600_000))
	if len(w.rung) != 5 || len(w.open()) != 1 {
		t.Errorf("woken %q, open %q", w.rung, w.open())
	}
	w.rung = nil
	w.sweep()
	want := []string{}
	for _, who := range []string{"ali", "amina", "bodil", "jonas", "mats", "petra", "rosa"} {
		want = append(want, who+" meeting true")
	}
	if slices.Sort(w.rung); !slices.Equal(w.rung, want) {
		t.Errorf("woken %q, want %q", w.rung, want)
	}
	mustNot(t, "it is still open", len(w.open()) > 0)
	w.rung = nil
	w.now += 61_000
	w.moveMeeting(document.TimeText(w.now + 4*3_600_000))
	if !slices.Contains(w.rung, "petra meeting false") || slices.ContainsFunc(w.rung, func(s string) bool { return strings.HasPrefix(s, "kerstin") }) {
		t.Errorf("woken %q", w.rung)
	}
}

// News of a meeting are rung until it begins, what is urgent for its quarter of an hour, and a reminder afterwards like all else.
func TestTell_UntilWhenPhonesAreWoken(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	begins := w.now + 3_600_000
	w.callMeeting(document.TimeText(begins))
	if n := w.news[len(w.news)-1]; n.Class != "meeting" || n.Until != begins {
		t.Errorf("the call is rung until %d: %+v", begins, n)
	}
	w.must("kerstin", w.seen("kerstin", teamRoom, "teamMeeting", "m1", ops("state", "running")))
	w.now = begins + 3_600_000
	w.must("kerstin", w.seen("kerstin", teamRoom, "teamMeeting", "m1", ops("state", "closed", "chairId", "bodil")))
	w.news, w.rung = nil, nil
	w.later(24 * 3_600_000)
	if len(w.news) != 1 || w.rung[0] != "bodil meeting false" || w.news[0].Until != 0 {
		t.Errorf("the reminder: %q %+v", w.rung, w.news)
	}
	const visits = document.Scope("citizen/c1/visits/ekby")
	at := func(minutes int) string { return document.TimeText(w.now + int64(minutes)*60_000) }
	w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp1", ops("start", at(5), "end", at(30), "staffIds", []string{"rosa"}, "state", "planned")))
	w.news = nil
	w.must("kerstin", w.seen("kerstin", visits, "visitPlan", "vp1", ops("state", "cancelled", "stateReason", "Sjuk personal")))
	if len(w.news) != 1 || w.news[0].Class != "urgent" || w.news[0].Until != 0 {
		t.Errorf("cancelled five minutes before: %+v", w.news)
	}
}

// Domain.md W10: who proposes from words that the citizen has changed meanwhile is told so, by her own edit.
func TestTell_AProposalFromOldWords(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("jonas", w.create("jonas", social, "goal", "g50", ops("citizenWords", "Laga mat", "responsibleId", "jonas", "state", "drafted")))
	read := w.head(social).Seq
	propose := func(by string, base uint64) {
		w.must(by, w.edit(by, social, "goal", "g50", base, ops("professionalWording", "Lagar lunch")))
	}
	words := w.seen("jonas", social, "goal", "g50", ops("citizenWords", "Handla själv"))
	words.OnBehalfOf = "citizen"
	w.must("jonas", words)
	propose("amina", read)
	propose("rosa", w.head(social).Seq)
	w.wantBells("amina", "conflict.created sync new", "goal.outdatedProposals sync new")
	w.wantBells("rosa", "conflict.created sync new")
}

// Five changes in a minute are one notice, until somebody has seen it; what comes after rings again.
func TestTell_FiveChangesInAMinuteAreOneNotice(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.now += 60_000 - w.now%60_000 - 3_000 // a new minute begins on the way
	w.callMeeting("2026-11-26T13:00:00Z")
	for _, minute := range []string{"01", "02", "03", "04", "05"} {
		w.now += 1_000
		w.moveMeeting("2026-11-26T13:" + minute + ":00Z")
	}
	w.wantBells("petra", "teamMeeting.called meeting new", "teamMeeting.start meeting new")
	id := w.ofType(inbox("petra"), "notice")
	latest := string(value(w.head(teamRoom).Seq))
	if !slices.ContainsFunc(id, func(one string) bool { return w.shows(inbox("petra"), one, "causeSeq") == latest }) {
		t.Errorf("no notice knows of the last move, %s", latest)
	}
	for _, one := range id {
		w.must("petra", w.seen("petra", inbox("petra"), "notice", one, ops("state", "acknowledged")))
	}
	w.moveMeeting("2026-11-26T13:06:00Z")
	w.wantBells("petra", "teamMeeting.called meeting acknowledged", "teamMeeting.start meeting acknowledged", "teamMeeting.start meeting new")
	w.now += 61_000
	w.moveMeeting("2026-11-26T13:07:00Z")
	w.wantBells("amina", "teamMeeting.called meeting new", "teamMeeting.start meeting new", "teamMeeting.start meeting new")
}

// agreedGoal has jonas write a goal and record that the citizen agreed.
func (w *world) agreedGoal(contributors ...string) {
	w.t.Helper()
	e := w.create("jonas", social, "goal", "g17", ops("citizenWords", "Brevlådan", "professionalWording", "v3", "responsibleId", "jonas", "state", "drafted"))
	items := map[string]jsontext.Value{}
	for _, id := range contributors {
		items[id] = value(id)
	}
	e.Changes["contributorIds"] = document.Op{Add: items}
	w.must("jonas", e)
	agree := w.seen("jonas", social, "goal", "g17", map[string]document.Op{"state": {Set: value("agreed")}})
	agree.OnBehalfOf = "citizen"
	w.must("jonas", agree)
}

// A recipient who may not see the cause gets no notice: who reads no social file is not told what came of a visit in it.
func TestTell_WhoMayNotSeeTheCauseIsToldNothing(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.agreedGoal("eva", "amina", "kerstin")
	w.wantBells("amina", "goal.agreed sync new")
	w.wantBells("kerstin") // the coordinator reads no goals
	w.wantBells("eva")     // has no assignment
	w.wantBells("jonas")   // did it
}

// Rights are asked when people are told: who lost theirs between the commit and its notices gets none.
func TestTell_RightsAreAskedWhenPeopleAreTold(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.callMeeting("2026-11-26T13:00:00Z")
	w.now += 61_000
	w.crashAfter(6, w.edit("server", teamRoom, "teamMeeting", "m1", w.head(teamRoom).Seq, ops("start", "2026-11-26T13:30:00Z", "end", "2026-11-26T15:00:00Z", "place", "Ekby")))
	w.wantBells("rosa", "teamMeeting.called meeting new") // it is committed, and nobody was told
	w.restart()
	seats := []any{}
	for _, id := range []string{"jonas", "rosa", "petra"} {
		seats = append(seats, map[string]any{"staffId": id, "parts": []int{1, 2, 3}})
	}
	w.load("careTeam", "norra", ops("members", seats))
	w.sweep()
	w.wantBells("rosa", "teamMeeting.called meeting new", "teamMeeting.start meeting new")
	w.wantBells("amina", "teamMeeting.called meeting new")
}

// Domain.md W2: a restriction rings urgently with whoever visits within 48 hours, from its first moment on.
func TestTell_VisitorsWithin48Hours(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	const visits = document.Scope("citizen/c1/visits/ekby")
	at := func(hours int) string { return document.TimeText(w.now + int64(hours)*3_600_000) }
	for who, hours := range map[string]int{"rosa": 20, "ali": 60, "amina": -5} {
		w.must("kerstin", w.create("kerstin", visits, "visitPlan", "vp-"+who, ops("start", at(hours), "end", at(hours+1), "staffIds", []string{who}, "state", "planned")))
	}
	e := w.create("jonas", social, "planActivity", "pa", ops("title", "Gå i trappan", "responsibleId", "jonas"))
	e.Changes["restrictions"] = document.Op{Add: oneItem("r1", "Inte trappan")}
	w.must("jonas", e)
	w.wantBells("rosa", "planActivity.restrictions urgent new", "visitPlan.created sync new")
	w.wantBells("ali", "visitPlan.created sync new")
	w.wantBells("amina", "visitPlan.created sync new")
}

// A load tells nobody that its documents are there, and of what it changes like anybody.
func TestTell_ALoadTellsOfChangesOnly(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	const visits = document.Scope("citizen/c1/visits/ekby")
	load := func(changes map[string]document.Op) {
		who := author("server")
		who.Kind = "server"
		w.submitAs(who, w.edit("server", visits, "visitPlan", "vp1", w.head(visits).Seq, changes))
	}
	load(ops("start", "2026-11-26T13:00:00Z", "end", "2026-11-26T14:00:00Z", "staffIds", []string{"rosa"}, "state", "planned"))
	w.wantBells("rosa")
	load(ops("start", "2026-11-26T15:00:00Z", "end", "2026-11-26T16:00:00Z"))
	w.wantBells("rosa", "visitPlan.start visit new")
}
