package wire_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

const (
	health = document.Scope("citizen/c17/health/ekby")
	part1  = document.Scope("team/t3/part1/ekby")
)

var cursor = document.Cursor{Epoch: "e7Kd", Seq: 41, Chain: "00c0ffee00c0ffee"}

// editID gives the n-th ULID of the tests.
func editID(n int) string { return fmt.Sprintf("01JD%022d", n) }

func sampleEdits() []document.Edit {
	return []document.Edit{{
		ID: editID(1), Scope: health, Doc: "v-8", Type: "visitNote", Base: document.Base{Epoch: "e7Kd", Seq: 40},
		Stamp: "0193a1b2c3d40000-r1", Create: true,
		Changes: map[string]document.Op{"text": {Set: jsontext.Value(`"Åt gott, \"två\" smörgåsar 🥪"`)}, "pain": {Set: jsontext.Value("3")}},
	}, {
		ID: editID(2), Scope: part1, Doc: "m-2", Type: "teamMeeting", Base: document.Base{Seq: 0},
		Stamp: "0193a1b2c3d40001-r1", After: "0193a1b2c3d40000-r1", OnBehalfOf: "citizen",
		Changes: map[string]document.Op{
			"items": {Add: map[string]jsontext.Value{"i1": jsontext.Value(`{"minutes":10,"title":"Hjälpmedel"}`)}, Remove: []string{"i0"}},
			"plan":  {Agree: jsontext.Value(`{"a":[1,2.5,null],"b":true}`)},
		},
	}, {
		ID: editID(3), Scope: health, Doc: "v-9", Type: "visitNote", Base: document.Base{Epoch: "e7Kd", Seq: 41},
		Stamp: "0193a1b2c3d50000-r1", After: "0193a1b2c3d40001-r1", Void: "fel medborgare",
	}}
}

func sampleDocument() *document.Document {
	return &document.Document{ID: "v-8", Type: "visitNote", Scope: health, Seq: 42, Created: editID(1),
		Origins: map[string]document.Origin{editID(1): {Author: "s9", Role: "assistant", Replica: "r1", Stamp: "0193a1b2c3d40000-r1", Seq: 42, At: 1_795_000_000_000}},
		Fields: map[string]document.Field{
			"text": {Cell: document.Cell{Candidates: []document.Candidate{{Edit: editID(1), Value: jsontext.Value(`"Åt gott"`)}}}},
			"list": {Items: map[string]document.Cell{"i1": {Candidates: []document.Candidate{{Edit: editID(1), Value: jsontext.Value(`{"a":1}`)}}}}},
		}}
}

func sampleVerdicts() []document.Verdict {
	return []document.Verdict{
		{Edit: editID(1), Kind: document.Applied, Scope: health, Seq: 42},
		{Edit: editID(2), Kind: document.Merged, Scope: part1, Seq: 7, Again: true, Notes: []document.Note{
			{Field: "items", Item: "i1", Policy: "addWins", Shown: editID(2), Overruled: []string{editID(8)}, Waiting: []string{editID(9)}}}},
		{Edit: editID(3), Kind: document.Refused, Code: document.CodeBadValue, Field: "text", Scope: "staff/s9/own/ekby", Seq: 3},
		{Edit: editID(4), Kind: document.Applied, Scope: "citizen/c9/social/ekby", Late: true}, // who hands in late is told no number
	}
}

func sampleHello() wire.Hello {
	return wire.Hello{Contract: 1, Token: "a.b.c", Replica: "r1", Clock: 1_795_000_000_123,
		Cursors: map[document.Scope]document.Cursor{health: cursor, part1: {Epoch: "e9", Seq: 6, Chain: "0123456789abcdef"}}}
}

func samplePage() wire.Page {
	return wire.Page{Scope: health, Reset: true, Done: true, Cursor: cursor, Checksum: 0xfedc_ba98_7654_3210, SafeSeq: 12,
		Parent: &document.Base{Epoch: "e6", Seq: 39}}
}

func sampleCommit() wire.Commit {
	return wire.Commit{Scope: health, Cursor: cursor, Checksum: 1, SafeSeq: 12, Changes: []document.Change{
		{Prev: 0, Whole: true, Doc: sampleDocument()}, {Prev: 3, Doc: sampleDocument()}}}
}

func sampleWelcome() wire.Welcome {
	return wire.Welcome{Contract: 1, Now: 1_795_000_000_500, Actor: "s9", Roles: []string{"assistant"},
		Scopes: []document.Scope{health, part1}, Limits: wire.PhoneLimits{FrameBytes: 1 << 20, BatchEdits: 256, EditsPerMinute: 3000}, KeepDays: 7}
}

func must(t testing.TB, b []byte, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var sampleKey = func() sign.Key {
	k, err := sign.NewKey(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		panic(err)
	}
	return k
}()

func sampleSignedHello() wire.Hello {
	h := sampleHello()
	h.Key, h.Device = sampleKey.Public(), "D-14"
	return h
}

func sampleSignedWelcome() *wire.Welcome {
	o, err := sign.NewOpener(bytes.Repeat([]byte{8}, 32))
	if err != nil {
		panic(err)
	}
	w := sampleWelcome()
	w.SealKey = o.Public()
	return &w
}

func samplePushWelcome() *wire.Welcome {
	w := sampleWelcome()
	w.Push = "renew"
	return &w
}

func sampleProof() *sign.Proof {
	p := sign.Prove(sampleKey, sign.Start("r1"), sampleEdits()...)
	return &p
}

func sampleBox() sign.Box {
	return sign.Box{Address: sign.Address{Author: "s9", Kind: "staff", Replica: "r1"}, Enc: bytes.Repeat([]byte{1}, 32), Box: []byte("ciphertext")}
}

// samples has one frame of each kind, encoded.
func samples(t testing.TB) map[string][]byte {
	submit, err := wire.AppendSubmit(nil, sampleEdits())
	must(t, submit, err)
	request, err := wire.AppendSyncRequest(nil, sampleHello(), sampleEdits()[:1])
	must(t, request, err)
	signed, err := wire.AppendSigned(nil, sampleEdits(), sampleProof())
	must(t, signed, err)
	pushing, err := wire.AppendSyncRequest(nil, sampleHello(), nil)
	granted, page := sampleWelcome(), samplePage()
	welcome := wire.AppendWelcome(nil, &granted)
	return map[string][]byte{
		"hello":                  wire.AppendHello(nil, sampleHello()),
		"hello-signed":           wire.AppendHello(nil, sampleSignedHello()),
		"submit":                 submit,
		"submit-signed":          signed,
		"end":                    wire.AppendEnd(nil),
		"sealed":                 wire.AppendSealed(nil, sampleBox()),
		"sealedVerdicts":         wire.AppendCarried(nil, "r1", "", sampleVerdicts()),
		"sealedVerdicts-refused": wire.AppendCarried(nil, "r1", fault.BadSignature, nil),
		"welcome-signed":         wire.AppendWelcome(nil, sampleSignedWelcome()),
		"hello-reads":            wire.AppendHello(nil, sampleReadHello()),
		"reads":                  wire.AppendReads(nil, sampleReads()),
		"readsWanted":            wire.AppendReadsWanted(nil, 3),
		"readsTaken":             wire.AppendReadsTaken(nil, 2),
		"presence":               wire.AppendPresence(nil, wire.Presence{State: "atVisit", Pending: 2}),
		"lock":                   wire.AppendLock(nil, health, "v-8"),
		"unlock":                 wire.AppendUnlock(nil, health, "v-8"),
		"board":                  wire.AppendBoard(nil, sampleBoard()),
		"board-unknown":          wire.AppendBoard(nil, wire.Board{Team: "t3", Unknown: true}),
		"locks":                  wire.AppendLocks(nil, sampleLocks()),
		"locks-unknown":          wire.AppendLocks(nil, wire.Locks{Scope: health, Unknown: true}),
		"pushToken":              wire.AppendPushToken(nil, wire.PushToken{Token: "dGVzdA:APA91bF-_x", Platform: "android"}),
		"pushToken-off":          wire.AppendPushToken(nil, wire.PushToken{}),
		"sync-request-push":      wire.AppendSyncPush(must(t, pushing, err), wire.PushToken{Token: "dGVzdA:APA91bF-_x", Platform: "ios"}),
		"welcome-push":           wire.AppendWelcome(nil, samplePushWelcome()),
		"catchup":                wire.AppendCatchUp(nil, health, &cursor),
		"purged":                 wire.AppendPurged(nil, health),
		"renew":                  wire.AppendRenew(nil, "a.b.c"),
		"welcome":                welcome,
		"documents":              wire.AppendDocuments(nil, &page, [][]byte{sampleDocument().AppendCanonical(nil)}),
		"commit":                 wire.AppendCommit(nil, sampleCommit()),
		"verdicts":               wire.AppendVerdicts(nil, sampleVerdicts()),
		"caughtUp":               wire.AppendCaughtUp(nil),
		"grant":                  wire.AppendGrant(nil, []document.Scope{health}),
		"revoke":                 wire.AppendRevoke(nil, []document.Scope{part1}),
		"error":                  wire.AppendErrorAbout(nil, wire.KindSubmit, &fault.Error{Code: fault.RateLimited, RetryMillis: 1500}),
		"error-login":            wire.AppendError(nil, fault.New(fault.TokenExpired, nil)),
		"nameless":               wire.AppendNameless(nil, 3),
		"bye":                    wire.AppendBye(nil, &fault.Error{Code: fault.Stopping, RetryMillis: 2300}),
		"sync-request":           request,
		"sync-answer":            wire.AppendSync(nil, welcome, wire.AppendCaughtUp(nil)),
	}
}

// batch is a submit of n edits of about 1 KB: a note with a text and a list item.
func batch(t testing.TB, n int) []byte {
	edits := make([]document.Edit, n)
	for i := range edits {
		e := sampleEdits()[0]
		e.ID, e.After = editID(i), "0193a1b2c3d40000-r1"
		e.Changes = map[string]document.Op{
			"text": {Set: jsontext.Value(`"` + strings.Repeat("Åt gott och sov bra. ", 25) + `"`)},
			"pain": {Set: jsontext.Value("3")},
			"acts": {Add: map[string]jsontext.Value{"i1": jsontext.Value(`{"minutes":10,"title":"Hjälp med dusch och påklädning"}`)}},
		}
		edits[i] = e
	}
	raw, err := wire.AppendSubmit(nil, edits)
	return must(t, raw, err)
}
