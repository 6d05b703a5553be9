package session_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

const tenDays = 10 * 24 * time.Hour

// carries seals what somebody has written and not sent, and hands it in under a colleague's login whose phone says that its clock
// is so much ahead.
func (author *signer) carries(carrier *signer, ahead time.Duration) []wire.CarriedVerdict {
	t := author.w.t
	t.Helper()
	boxes, err := author.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	h := carrier.helloFrame(time.Hour)
	h.Clock += ahead.Milliseconds()
	carrier.frame(wire.AppendHello(nil, h))
	carrier.all()
	carrier.frame(wire.AppendSealed(nil, boxes[0]))
	for _, f := range carrier.all() {
		if a, ok := f.(*wire.Carried); ok {
			return a.Verdicts
		}
	}
	t.Fatal("no answer")
	return nil
}

// When something was written is told by its author's clock, as wrong as it was at the author's last hello. The carrier's clock, or
// what is said of it, makes nothing too late and nothing early enough.
func TestSealed_TheAuthorsClockCounts(t *testing.T) {
	t.Parallel()
	for _, authors := range []time.Duration{0, 3 * time.Hour, -3 * time.Hour} {
		for _, carriers := range []time.Duration{0, tenDays, -tenDays} {
			w := newWorld(t)
			amina := w.signs("amina", "r7", 1).online() // her clock is right, at first
			write := func(doc, text string) document.Edit {
				w.now += authors.Milliseconds()
				defer func() { w.now -= authors.Milliseconds() }()
				return amina.notes(doc, text)
			}
			amina = amina.again()
			h := amina.helloFrame(time.Hour)
			h.Clock += authors.Milliseconds()
			amina.frame(wire.AppendHello(nil, h))
			amina.all()
			before := write("n1", "Hel och röd.")
			w.now += time.Minute.Milliseconds()
			amina.frame(wire.AppendEnd(nil))
			w.now += time.Hour.Milliseconds()
			after := write("n2", "Efter utloggningen.")
			got := amina.carries(w.signs("jonas", "r8", 2), carriers)
			want := []wire.CarriedVerdict{{Edit: before.ID, Kind: document.Applied}, {Edit: after.ID, Kind: document.Refused, Code: document.CodeTooLate}}
			if !slices.Equal(got, want) {
				t.Errorf("the author's clock %v ahead, the carrier's %v: %+v", authors, carriers, got)
			}
		}
	}
}

// A clock that goes a little wrong is no news: a login is not written into at each hello.
func TestSigned_TheClockIsNotedWhenItIsNews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signs("amina", "r7", 1).online()
	head := func() uint64 { return w.head(w.own("amina")).Seq }
	began := head()
	for _, c := range []struct {
		ahead time.Duration
		want  int64
		seq   uint64
	}{{20 * time.Second, 0, 0}, {-20 * time.Second, 0, 0}, {time.Hour, -3_600_000, 1}, {time.Hour + 20*time.Second, -3_600_000, 1}, {0, 0, 2}} {
		again := w.signs("amina", "r7", 1)
		h := again.helloFrame(time.Hour)
		h.Clock += c.ahead.Milliseconds()
		again.frame(wire.AppendHello(nil, h))
		if got := w.login("r7").OffsetMillis; got != c.want || head()-began != c.seq {
			t.Errorf("%v ahead: %d, after %d commits", c.ahead, got, head()-began)
		}
	}
}

// What comes in a box is noted as it would be without: the author tried, and who carried it stands beside.
func TestSealed_RefusalsAreNoted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before func(w *world)
		code   string
	}{
		"not hers any more": {func(w *world) { w.revoke("amina"); w.now += 2 * tenDays.Milliseconds() }, document.CodeTooLate},
		"not to believe":    {func(w *world) { w.revokeLogin("r7", true) }, document.CodeReplicaRevoked},
		"after its login": {func(w *world) {
			w.now -= time.Hour.Milliseconds()
			w.revokeLogin("r7", false)
			w.now += time.Hour.Milliseconds()
		}, document.CodeTooLate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, sealed := range []bool{false, true} {
				w := audited(t)
				w.now += time.Hour.Milliseconds()
				amina := w.signs("amina", "r7", 1).online()
				e := amina.notes("n1", "Inte hennes längre.")
				c.before(w)
				if sealed {
					amina.carries(w.signs("jonas", "r8", 2), 0)
				} else {
					amina.hands(amina.proof(e), e)
				}
				var noted []store.Event
				for e, err := range w.store.Events(t.Context(), tenantID, store.Subject{Citizen: "c1"}, 0, w.now+1) {
					if err != nil {
						t.Fatal(err)
					}
					if e.Action == store.ActionRefused {
						noted = append(noted, e)
					}
				}
				if len(noted) != 1 || noted[0].Actor != "amina" || noted[0].Replica != "r7" || noted[0].Device != "D-14" || noted[0].Doc != "n1" || noted[0].Note != c.code {
					t.Fatalf("sealed %t: %+v", sealed, noted)
				}
				if carrier := noted[0].Carrier; sealed != (carrier == "jonas") || sealed && noted[0].Role != "assistantNurse" {
					t.Errorf("sealed %t: carried by %q, role %q", sealed, carrier, noted[0].Role)
				}
			}
		})
	}
}

// What was read on a phone whose person logged out without network comes with the next login on it, as theirs; not what another's key
// signed, nor what no phone says.
func TestSealed_WhatWasReadIsCarried(t *testing.T) {
	t.Parallel()
	w := audited(t)
	sven := w.signs("amina", "rSven", 1).online()
	sven.r.Opened(w.now, social, "g1", "read", false)
	sven.r.Opened(w.now, social, "g2", "read", false)
	boxes, err := sven.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	sven.s.Close()
	noor := w.signs("jonas", "rNoor", 2).online()
	carried := func(b sign.Box) string {
		noor.frame(wire.AppendSealed(nil, b))
		for _, f := range noor.all() {
			if a, is := f.(*wire.Carried); is {
				return "answered " + a.Code
			}
		}
		return "no answer"
	}
	for range 2 { // the second time it is there
		if got := carried(boxes[0]); got != "answered " {
			t.Error(got)
		}
	}
	if text := strings.Join(w.log(), ", "); strings.Count(text, "read amina c1 g") != 2 || strings.Contains(text, "missingLink") {
		t.Error(text)
	}
	for name, batch := range map[string]func(*reads.Batch) sign.Key{
		"another's key":      func(*reads.Batch) sign.Key { return keyOf(t, 2) },
		"what no phone says": func(b *reads.Batch) sign.Key { b.Events[0].Action = "submit"; return keyOf(t, 1) },
	} {
		b, _ := noor.opens(1, reads.Start("rSven"))
		if err := b.Sign(batch(&b)); err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(wire.AppendReads(nil, b)), `"frame":"reads",`, "", 1)
		box, err := sign.Seal(w.opener().Public(), sign.Address{Author: "amina", Kind: "staff", Replica: "rSven"}, []byte(`{"frames":[],"reads":[`+text+`]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := carried(box); got != "answered "+fault.BadSignature {
			t.Errorf("%s: %s", name, got)
		}
	}
	back := sven.again().online()
	b, _ := back.r.Reads(0)
	back.frame(wire.AppendReads(nil, b))
	if got := kinds(back.all()); !slices.Equal(got, []string{wire.KindReadsTaken}) {
		t.Errorf("then by himself: %v", got)
	}
}
