package app_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func alike(t *testing.T, a, b *phone, scopes ...document.Scope) {
	t.Helper()
	for _, s := range scopes {
		if a.bytes(s) != b.bytes(s) || a.bytes(s) == "" {
			t.Errorf("%s: %s holds\n%s%s holds\n%s", s, a.who, a.bytes(s), b.who, b.bytes(s))
		}
		x, _ := a.r.Status(s)
		y, _ := b.r.Status(s)
		if x.Cursor != y.Cursor || x.Checksum != y.Checksum {
			t.Errorf("%s: %s at %+v, %s at %+v", s, a.who, x, b.who, y)
		}
	}
	if a.r.Mismatches()+b.r.Mismatches() > 0 {
		t.Errorf("checksums did not match: %d and %d times", a.r.Mismatches(), b.r.Mismatches())
	}
}

func TestApp_TwoPhonesAgreeLive(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina, jonas := tn.phone("amina", "assistantNurse").online(), tn.phone("jonas", "occupationalTherapist").online()
	alike(t, amina, jonas, social, card)
	v := amina.does(newNote("n1", "Åt frukost."))
	if v.Kind != document.Applied || v.Scope != social {
		t.Fatalf("verdict: %+v", v)
	}
	live := await(jonas, func(c *wire.Commit) bool { return c.Scope == social })
	if live.Cursor.Seq != v.Seq || len(live.Changes) != 1 {
		t.Errorf("live: %+v", live.Cursor)
	}
	// Both propose another wording from the same base: both see the same dispute.
	base := amina.r.Base(social, "g1")
	a, b := sets(social, "goal", "g1", "professionalWording", "A"), sets(social, "goal", "g1", "professionalWording", "B")
	a.Seen, b.Seen = base, base
	first, second := amina.does(a), jonas.does(b)
	if first.Kind != document.Proposed || second.Kind != document.Parked {
		t.Errorf("proposals: %+v %+v", first, second)
	}
	amina.reach(social, second.Seq)
	jonas.reach(social, second.Seq)
	alike(t, amina, jonas, social, card)
	view, _ := amina.r.Show(social, "g1")
	if r := view.Fields["professionalWording"]; !r.Disputed || len(r.Waiting) != 2 {
		t.Errorf("the wording: %+v", r)
	}
}

func TestApp_CatchesUpAfterBeingAway(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina, jonas := tn.phone("amina", "assistantNurse").online(), tn.phone("jonas", "occupationalTherapist").online()
	held := len(jonas.bytes(card))
	jonas.offline()
	jonas.write(sets(social, "goal", "g1", "nextReview", "2026-12-01"))
	var last document.Verdict
	for _, n := range []string{"n1", "n2", "n3"} {
		amina.does(newNote(n, "Åt frukost."))
		last = amina.does(line(n, "l2", "Gick ut."))
	}
	jonas.online()
	if jonas.seq(social) != last.Seq || len(jonas.bytes(card)) != held {
		t.Errorf("at %d, want %d", jonas.seq(social), last.Seq)
	}
	sent := map[string]int{}
	for _, h := range jonas.heard {
		if f, ok := h.frame.(*wire.Documents); ok {
			if f.Reset && f.Scope.Kind() != "team" { // the roster is an effect, which may have come late
				t.Errorf("%s was sent anew", f.Scope)
			}
			for _, d := range f.Documents {
				sent[d.ID]++
			}
		}
	}
	// What was edited twice is sent once; what he had is not sent.
	delete(sent, "norra") // the roster is an effect, which may have come late
	if len(sent) != 3 || sent["n1"] != 1 || sent["n3"] != 1 {
		t.Errorf("sent: %v", sent)
	}
	v := jonas.handIn()
	amina.reach(social, last.Seq+1)
	jonas.reach(social, last.Seq+1)
	if len(v) != 1 || jonas.r.Pending() != 0 {
		t.Errorf("verdicts: %v", v)
	}
	alike(t, amina, jonas, social)
}

// A phone that was woken in the background has one request: it gets what a socket would have sent.
func TestApp_OneRequestGivesTheSameAsASocket(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina, petra := tn.phone("amina", "assistantNurse").online(), tn.phone("petra", "nurse")
	petra.sync(200)
	e := petra.write(sets(social, "goal", "g1", "nextReview", "2026-12-01"))
	bad := petra.write(sets("citizen/c9/social/ekby", "goal", "g1", "nextReview", "2026-12-01"))
	kinds := petra.sync(200, e, bad)
	if kinds[0] != wire.KindWelcome || !slices.Contains(kinds, wire.KindVerdicts) || petra.asked > 0 || kinds[len(kinds)-1] != wire.KindCaughtUp {
		t.Errorf("frames: %v", kinds)
	}
	if petra.r.Pending() != 0 || len(petra.r.SetAside()) != 1 {
		t.Errorf("%d wait, %d set aside", petra.r.Pending(), len(petra.r.SetAside()))
	}
	amina.reach(social, petra.seq(social))
	alike(t, amina, petra, social, card)
	// Asked again, it is answered the same and sends nothing that is held.
	again := petra.sync(200, e)
	if len(again) < 3 {
		t.Errorf("frames: %v", again)
	}
	for _, h := range petra.heard {
		if f, ok := h.frame.(*wire.Documents); ok && len(f.Documents) > 0 {
			t.Errorf("%s: %d documents sent again", f.Scope, len(f.Documents))
		}
		if f, ok := h.frame.(*wire.Verdicts); ok && (len(f.Verdicts) != 1 || !f.Verdicts[0].Again || f.Verdicts[0].Edit != e.ID) {
			t.Errorf("verdicts: %+v", f.Verdicts)
		}
	}
}

// sync makes one request with edits and gives the kinds of the frames that came.
func (p *phone) sync(want int, edits ...document.Edit) (kinds []string) {
	p.t.Helper()
	body, err := wire.AppendSyncRequest(nil, p.helloFrame(), edits)
	if err != nil {
		p.t.Fatal(err)
	}
	status, text := p.tn.s.call(p.t, "POST", "/v1/sync", p.token, body)
	if status != want {
		p.t.Fatalf("sync: %d %s", status, text)
	}
	frames, err := wire.ReceiveSync([]byte(text))
	if err != nil {
		p.t.Fatal(err)
	}
	p.heard = nil
	for _, f := range frames {
		kinds = append(kinds, f.Kind())
		p.accept(f, "")
	}
	return kinds
}

func TestApp_WelcomeSaysLimitsAndWhoItIs(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").online()
	w := p.heard[0].frame.(*wire.Welcome)
	if w.Contract != wire.Contract || w.Actor != "amina" || len(w.Roles) != 1 || w.Roles[0] != "assistantNurse" || w.Now != start || w.KeepDays != 7 {
		t.Errorf("welcome: %+v", w)
	}
	c := tn.s.config
	if w.Limits != (wire.PhoneLimits{FrameBytes: c.Wire.FrameBytes, BatchEdits: c.Wire.BatchEdits, EditsPerMinute: c.Flow.EditsPerMinute}) {
		t.Errorf("limits: %+v", w.Limits)
	}
	for _, s := range w.Scopes {
		if s.Subject() == "c2" {
			t.Errorf("granted %s", s)
		}
	}
}
