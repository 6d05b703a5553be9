package replica

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

var loginSeed = bytes.Repeat([]byte{9}, 32)

func (b *bench) signing() Options {
	b.t.Helper()
	o := b.options()
	var err error
	if o.Key, err = sign.NewKey(loginSeed); err != nil {
		b.t.Fatal(err)
	}
	return o
}

func newSigning(t *testing.T) *bench {
	b := newBench(t)
	b.r = New(b.signing())
	b.r.Welcome([]document.Scope{card}, 7)
	return b
}

// proves checks that every piece of the edits is proven, and says how long they are.
func (b *bench) proves(edits []document.Edit) (lengths []int) {
	b.t.Helper()
	n := 0
	for _, p := range b.r.Pieces(edits) {
		if p.Proof == nil || !p.Proof.Fits(b.r.o.Key.Public(), p.Edits) {
			b.t.Errorf("a piece of %d edits is not proven: %+v", len(p.Edits), p.Proof)
		}
		lengths, n = append(lengths, len(p.Edits)), n+len(p.Edits)
	}
	if n != len(edits) {
		b.t.Errorf("%d edits became %d", len(edits), n)
	}
	return lengths
}

func TestPieces_FollowTheChain(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	var es []document.Edit
	for i := range 5 {
		es = append(es, b.write("d1", fmt.Sprint(i)))
	}
	for _, c := range []struct {
		edits []document.Edit
		want  []int
	}{
		{es, []int{5}}, {es[2:4], []int{2}}, {[]document.Edit{es[0], es[1], es[3], es[4]}, []int{2, 2}},
		{[]document.Edit{es[1], es[0]}, []int{1, 1}}, {[]document.Edit{es[0], es[1], es[0]}, []int{2, 1}}, {nil, nil},
	} {
		if got := b.proves(c.edits); !slices.Equal(got, c.want) {
			t.Errorf("pieces %v, want %v", got, c.want)
		}
	}
	if first := b.r.Pieces(es)[0].Proof.Link; first != sign.Start("r1") {
		t.Errorf("the chain begins at %x", first)
	}
	stranger := es[0]
	stranger.ID = "01X"
	if got := b.r.Pieces([]document.Edit{es[0], stranger, es[1]}); len(got) != 3 || got[1].Proof != nil {
		t.Errorf("an edit that is not held: %+v", got)
	}
	if got := newBench(t).r.Pieces(es); len(got) != 1 || got[0].Proof != nil || len(got[0].Edits) != 5 {
		t.Errorf("without a key: %+v", got)
	}
}

// An edit that gets a new id is written anew: it leaves its place in the chain and takes the last.
func TestPieces_AnEditWithANewIDIsSignedAgain(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	es := []document.Edit{b.write("d1", "a"), b.write("d1", "b"), b.write("d1", "c")}
	b.r.Verdicts(1000, []document.Verdict{{Edit: es[1].ID, Kind: document.Refused, Code: document.CodeIDTaken}})
	if got := b.proves(b.r.Outbox(0, 0)); !slices.Equal(got, []int{1, 1, 1}) {
		t.Errorf("pieces %v", got)
	}
	last := b.write("d1", "d")
	if got := b.proves([]document.Edit{b.r.Outbox(0, 0)[1], last}); !slices.Equal(got, []int{2}) {
		t.Errorf("it and the next: %v", got)
	}
}

// Whatever of the storage a crash leaves, the chain goes on where it was, and all that is there is proven.
func TestRestore_TheChainGoesOn(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	disk := map[string]jsontext.Value{}
	save := func(most int) {
		puts := b.r.Unsaved()
		puts = puts[:min(most, len(puts))]
		for _, p := range puts {
			if disk[p.Key] = p.Value; p.Value == nil {
				delete(disk, p.Key)
			}
		}
		b.r.Saved(puts)
	}
	for i := range 12 {
		b.write("d1", fmt.Sprint(i))
		b.write("d2", fmt.Sprint(i))
		save(1 + i%3) // now and then without the end of the chain
		text, err := json.Marshal(disk, json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		if b.r, err = Restore(b.signing(), text); err != nil {
			t.Fatal(err)
		}
		b.r.Welcome([]document.Scope{card}, 7)
	}
	b.write("d1", "sist")
	if got := b.proves(b.r.Outbox(0, 0)); len(got) != 1 || got[0] < 12 {
		t.Errorf("pieces %v", got)
	}
}

func TestRestore_WhatAnAppWithoutKeysWroteIsSigned(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.write("d1", "a")
	b.write("d1", "b")
	var err error
	if b.r, err = Restore(b.signing(), b.r.Snapshot()); err != nil {
		t.Fatal(err)
	}
	if got := b.proves(b.r.Outbox(0, 0)); !slices.Equal(got, []int{2}) {
		t.Errorf("pieces %v", got)
	}
	if b.r, err = Restore(b.signing(), b.r.Snapshot()); err != nil {
		t.Fatal(err)
	}
	b.r.Welcome([]document.Scope{card}, 7)
	b.write("d1", "c")
	if got := b.proves(b.r.Outbox(0, 0)); !slices.Equal(got, []int{3}) {
		t.Errorf("after a second restore: %v", got)
	}
}

// A phone restored from a backup goes on from an old place: its chain forks, and both arms are proven.
func TestRestore_AForkIsProven(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	b.write("d1", "a")
	old := b.r.Snapshot()
	b.write("d1", "b")
	b.proves(b.r.Outbox(0, 0))
	var err error
	if b.r, err = Restore(b.signing(), old); err != nil {
		t.Fatal(err)
	}
	b.r.Welcome([]document.Scope{card}, 7)
	b.write("d1", "c")
	if got := b.proves(b.r.Outbox(0, 0)); !slices.Equal(got, []int{2}) {
		t.Errorf("pieces %v", got)
	}
}

// What was acknowledged and lost by the server is handed in again with the proof it had.
func TestAdopt_WhatGoesAgainIsProven(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	e := b.write("d1", "a")
	verdict, f := b.m.submit("ana", "r1", e)
	b.r.Commit(*f)
	b.r.Verdicts(1000, []document.Verdict{verdict})
	if b.r.Pending() != 0 {
		t.Fatal("it waits")
	}
	b.r.Documents(Page{Scope: card, Reset: true, Done: true, Cursor: document.Cursor{Epoch: "new", Seq: 1, Chain: "00"}})
	if got := b.proves(b.r.Outbox(0, 0)); !slices.Equal(got, []int{1}) {
		t.Errorf("pieces %v", got)
	}
}

func TestSnapshot_HoldsNoKey(t *testing.T) {
	t.Parallel()
	b := newSigning(t)
	b.write("d1", "a")
	text, err := json.Marshal(loginSeed)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.r.Snapshot(), bytes.Trim(text, `"`)[:30]) {
		t.Error("the private key is in the snapshot")
	}
}

func TestSeal_OnlyTheServerReadsTheOutbox(t *testing.T) {
	t.Parallel()
	o, err := sign.NewOpener(bytes.Repeat([]byte{5}, 32))
	if err != nil {
		t.Fatal(err)
	}
	b := newSigning(t)
	if _, err := b.r.Seal("staff"); !errors.Is(err, ErrNoSeal) {
		t.Errorf("sealed to nobody: %v", err)
	}
	b.r.SealTo(o.Public())
	if boxes, err := b.r.Seal("staff"); err != nil || len(boxes) != 0 {
		t.Errorf("an empty outbox: %v, %v", boxes, err)
	}
	if b.r, err = Restore(b.signing(), b.r.Snapshot()); err != nil { // the key is kept: there is no network where people lock
		t.Fatal(err)
	}
	b.r.Welcome([]document.Scope{card}, 7)
	big := strings.Repeat("Gunnar åt inget. ", 8000)
	for i := range 12 {
		b.write(fmt.Sprint("d", i), big)
	}
	waiting := b.r.Outbox(0, 0)
	b.r.Verdicts(1000, []document.Verdict{{Edit: waiting[3].ID, Kind: document.Refused, Code: document.CodeIDTaken}})
	boxes, err := b.r.Seal("staff")
	if err != nil || len(boxes) < 3 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	var got []string
	for _, box := range boxes {
		if len(box.Box) > maxBoxBytes || bytes.Contains(box.Box, []byte("Gunnar")) || box.Address != (sign.Address{Author: "ana", Kind: "staff", Replica: "r1"}) {
			t.Errorf("a box of %d bytes, %+v", len(box.Box), box.Address)
		}
		text, err := o.Open(box)
		if err != nil {
			t.Fatal(err)
		}
		var held struct {
			Frames []sealedSubmit `json:"frames"`
		}
		if err := json.Unmarshal(text, &held); err != nil {
			t.Fatal(err)
		}
		for _, f := range held.Frames {
			if f.Frame != "submit" || f.Proof == nil || !f.Proof.Fits(b.r.o.Key.Public(), f.Edits) {
				t.Errorf("a submit that is not proven: %+v", f.Proof)
			}
			for _, e := range f.Edits {
				got = append(got, e.ID)
			}
		}
	}
	var want []string
	for _, e := range b.r.Outbox(0, 0) {
		want = append(want, e.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("in the boxes %v, waiting %v", got, want)
	}
	if len(b.r.Outbox(0, 0)) != 12 {
		t.Error("sealing took edits out of the outbox")
	}
}

// What was read is sealed whole, in batches that follow each other, each signed.
func TestSeal_HoldsWhatWasRead(t *testing.T) {
	t.Parallel()
	o, err := sign.NewOpener(bytes.Repeat([]byte{5}, 32))
	if err != nil {
		t.Fatal(err)
	}
	b := newSigning(t)
	b.r.SealTo(o.Public())
	for i := range 2*reads.MaxBatch + 3 {
		b.r.Opened(int64(i+1), card, "d1", "read", false)
	}
	b.r.ReadsTaken(2)
	boxes, err := b.r.Seal("staff")
	if err != nil || len(boxes) != 3 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	mark := b.r.reads.taken
	for i, box := range boxes {
		text, err := o.Open(box)
		if err != nil {
			t.Fatal(err)
		}
		var got sealedReads
		if err := json.Unmarshal(text, &got); err != nil || len(got.Frames) != 0 || len(got.Reads) != 1 {
			t.Fatalf("box %d: %v, %.100s", i, err, text)
		}
		_, next, fits, err := got.Reads[0].Follow(mark)
		if err != nil || !fits || !got.Reads[0].IsSignedBy(b.signing().Key.Public()) {
			t.Fatalf("box %d: fits %t, %v", i, fits, err)
		}
		mark = next
	}
	if mark != b.r.reads.last {
		t.Errorf("the boxes end at %d of %d", mark.UpTo, b.r.reads.last.UpTo)
	}
}
