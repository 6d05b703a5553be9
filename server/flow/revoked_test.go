package flow_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

func (w *world) revokedSince(who string, since int64) int64 {
	w.t.Helper()
	at, err := w.flow.RevokedSince(w.t.Context(), staffMember(who), since)
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// A lost phone: what it wrote until it was revoked is its owner's; a login that had ended has ended when it did.
func TestLogin_RevokedWithoutCauseEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "")
	w.begins(staffMember("amina"), "rold", keyOf(t, 2), "")
	w.run()
	w.done(func(done func(error)) { w.flow.End(w.login("rold"), done) })
	ended := w.login("rold").Ended
	w.now += 60_000
	for _, replica := range []string{"ramina", "rold"} {
		w.done(func(done func(error)) { w.flow.Revoke(w.login(replica), false, "Förlorad enhet.", done) })
	}
	if l := w.login("ramina"); !l.Revoked || l.Cause || l.Ended != w.now || l.RevokedAt != w.now {
		t.Errorf("%+v", l)
	}
	if l := w.login("rold"); !l.Revoked || l.Ended != ended || l.RevokedAt != w.now {
		t.Errorf("which had ended at %d: %+v", ended, l)
	}
}

// When a login was last revoked is found as far back as is asked, however much was written since, and is nobody else's.
func TestLogin_RevokedSince(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := w.revokedSince("amina", 0); got != 0 {
		t.Fatalf("before there was anything: %d", got)
	}
	w.begins(staffMember("amina"), "r1", keyOf(t, 1), "")
	w.begins(staffMember("amina"), "r2", keyOf(t, 2), "")
	w.begins(staffMember("jonas"), "r3", keyOf(t, 3), "")
	w.run()
	for _, replica := range []string{"r1", "r2"} {
		w.now += 60_000
		w.done(func(done func(error)) { w.flow.Revoke(w.login(replica), true, "Stulen.", done) })
	}
	last := w.now
	for range 100 {
		w.now += 1000
		w.done(func(done func(error)) { w.flow.NoteCarried(w.login("r1"), document.Carrier{Actor: "jonas"}, 1, done) })
	}
	for since, want := range map[int64]int64{0: last, last - 1: last, last: last, w.now + 1: 0} {
		if got := w.revokedSince("amina", since); got != want {
			t.Errorf("since %d: %d, want %d", since-last, got, want)
		}
	}
	if got := w.revokedSince("jonas", 0); got != 0 {
		t.Errorf("jonas: %d", got)
	}
}

// What is known of a clock is one thing, not a list of all that it ever was.
func TestLogin_TheClockIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "")
	w.run()
	for _, offset := range []int64{3_600_000, -3_600_000, 7_200_000} {
		w.now += 1000
		w.done(func(done func(error)) { w.flow.NoteClock(w.login("ramina"), offset, done) })
		if got := w.login("ramina").OffsetMillis; got != offset {
			t.Errorf("got %d, want %d", got, offset)
		}
	}
	doc := w.document(document.OwnScope("staff", "amina", "ekby"), "ramina")
	if got := merge.Read(w.rules.Types[flow.LoginType], doc).Fields["clockOffset"].Beside; len(got) != 0 {
		t.Errorf("beside it: %+v", got)
	}
}

func TestIsServers(t *testing.T) {
	t.Parallel()
	const id = "01JD0000000000000000000001"
	for name, want := range map[string]bool{
		"server": true, "fx" + id: true, "fb" + id: true, "s" + id: true, "s7_" + id: true, "load" + id: true,
		"ramina": false, "r" + id: false, "fx": false, "fx" + id + "a": false, "a" + "fx" + id: false, "fx" + "01jd0000000000000000000001": false,
	} {
		if flow.IsServers(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}
