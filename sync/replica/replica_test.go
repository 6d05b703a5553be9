package replica

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const card = document.Scope("citizen/c1/card/ekby")

// bench is a phone and the model server, with a perfect line that the test holds in its hands.
type bench struct {
	t   *testing.T
	m   *model
	r   *Replica
	ids int
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, m: newModel()}
	b.r = New(b.options())
	b.r.Welcome([]document.Scope{card}, 7)
	return b
}

func (b *bench) options() Options {
	return Options{Replica: "r1", Author: "ana", Role: "nurse", Schema: rules, NewID: func() string {
		b.ids++
		return fmt.Sprintf("01%024d", b.ids)
	}}
}

func title(text string) map[string]document.Op {
	return map[string]document.Op{"title": {Set: jsontext.Value(`"` + text + `"`)}}
}

// write puts a title in the phone's outbox, past the schema check.
func (b *bench) write(doc, text string) document.Edit {
	_, here := b.r.Show(card, doc)
	d := Draft{Scope: card, Doc: doc, Type: noteType, Create: !here, Changes: title(text)}
	return b.r.write(1000, d, d.Changes)
}

// other writes a title from another phone, straight into the log.
func (b *bench) other(doc, text string) *CommitFrame {
	b.ids++
	stamp := fmt.Sprintf("%016x-bo", 1000+b.ids)
	_, f := b.m.submit("bo", "bo", document.Edit{
		ID: fmt.Sprintf("02%024d", b.ids), Scope: card, Doc: doc, Type: noteType, Stamp: hlc.Stamp(stamp), Changes: title(text),
		Create: b.m.scopes[card].docs[doc] == nil, Base: document.Base{Epoch: b.m.scopes[card].epoch, Seq: 1 << 40},
	})
	return f
}

func (b *bench) submit(e document.Edit) document.Verdict {
	v, _ := b.m.submit("ana", "r1", e)
	return v
}

func (b *bench) catchUp() {
	b.t.Helper()
	for _, f := range b.m.catchUp([]document.Scope{card}, b.r.Cursors(), 2, 0) {
		if ask := b.r.Documents(f.(Page)); ask != nil {
			b.t.Fatalf("asks %v", ask)
		}
	}
}

// shows gives a document's title as the screen shows it.
func (b *bench) shows(doc string) string {
	v, _ := b.r.Show(card, doc)
	return document.Unquote(v.Fields["title"].Value)
}

func (b *bench) want(doc, text string) {
	b.t.Helper()
	if got := b.shows(doc); got != text {
		b.t.Errorf("%s shows %q, want %q", doc, got, text)
	}
}

func ids(edits []document.Edit) []string {
	var out []string
	for _, e := range edits {
		out = append(out, e.ID)
	}
	return out
}

func TestEdit_StandsOnTheOneBefore(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "old")
	b.catchUp()
	first, second := b.write("d1", "new"), b.write("d2", "other document")
	if first.After != "" || second.After != first.Stamp || second.Stamp <= first.Stamp {
		t.Errorf("stamps %q after %q, then %q after %q", first.Stamp, first.After, second.Stamp, second.After)
	}
	if want := (document.Base{Epoch: "epoch1", Seq: 1}); first.Base != want {
		t.Errorf("base %v, want %v", first.Base, want)
	}
	b.want("d1", "new")
	b.want("d2", "other document")
}

func TestEdit_WhatTheSchemaRefusesIsNotStored(t *testing.T) {
	t.Parallel()
	o := Options{Replica: "r1", Author: "ana", Role: "nurse", Schema: schema.Embedded(), NewID: func() string { return "x" }}
	const social = document.Scope("citizen/c1/social/ekby")
	good := map[string]document.Op{"needsAction": {Set: jsontext.Value(`true`)}}
	tests := []struct {
		name string
		give Draft
		want string
	}{
		{"unknown type", Draft{Scope: social, Doc: "d1", Type: "poem", Create: true}, document.CodeUnknownType},
		{"no change", Draft{Scope: social, Doc: "d1", Type: "visitNote"}, document.CodeBadEdit},
		{"bad id", Draft{Scope: social, Doc: "d/1", Type: "visitNote", Changes: good}, document.CodeBadEdit},
		{"bad scope", Draft{Scope: "team/t1/part1/ekby", Doc: "d1", Type: "visitNote", Changes: good}, document.CodeBadScope},
		{"unknown field", Draft{Scope: social, Doc: "d1", Type: "visitNote", Changes: title("x")}, document.CodeUnknownField},
		{"bad value", Draft{Scope: social, Doc: "d1", Type: "visitNote", Changes: map[string]document.Op{"needsAction": {Set: jsontext.Value("7")}}}, document.CodeBadValue},
		{"required field", Draft{Scope: social, Doc: "d1", Type: "visitNote", Create: true}, document.CodeBadValue},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := New(o)
			_, err := r.Edit(1, tt.give)
			var bad *Invalid
			if !errors.As(err, &bad) || bad.Code != tt.want || r.Pending() != 0 {
				t.Errorf("got %v with %d pending, want %s", err, r.Pending(), tt.want)
			}
		})
	}
}

func TestOutbox_BoundedButNeverStuck(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, doc := range []string{"d1", "d2", "d3"} {
		b.write(doc, strings.Repeat("x", 1000))
	}
	for _, tt := range []struct{ edits, bytes, want int }{{0, 0, 3}, {2, 0, 2}, {0, 10, 1}, {0, 2700, 2}, {9, 1 << 20, 3}} {
		if got := len(b.r.Outbox(tt.edits, tt.bytes)); got != tt.want {
			t.Errorf("Outbox(%d, %d) has %d edits, want %d", tt.edits, tt.bytes, got, tt.want)
		}
	}
	if b.r.Pending() != 3 {
		t.Error("Outbox marked something")
	}
}

func TestVerdicts_RefusedIsSetAsideUntilHandled(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	e := b.write("d1", "mine")
	no := document.Verdict{Edit: e.ID, Kind: document.Refused, Code: document.CodeNotAllowed, Scope: "staff/ana/own/ekby", Seq: 3}
	b.r.Verdicts(1, []document.Verdict{no, no, {Edit: "unknown", Kind: document.Applied}})
	b.want("d1", "")
	if diff := cmp.Diff([]SetAside{{Edit: e, Verdict: no}}, b.r.SetAside()); diff != "" || b.r.Pending() != 0 {
		t.Errorf("%d pending\n%s", b.r.Pending(), diff)
	}
	if !b.r.Handled(e.ID) || b.r.Handled(e.ID) || len(b.r.SetAside()) != 0 {
		t.Error("handled once is handled")
	}
}

func TestVerdicts_ParkedIsSetAsideAndKept(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	e := b.write("d1", "mine")
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Parked, Scope: card, Seq: 1}})
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Refused, Scope: card, Seq: 1}}) // not the first answer
	b.want("d1", "mine")
	if len(b.r.SetAside()) != 1 || b.r.Pending() != 0 || b.r.log.byID[e.ID] == nil {
		t.Error("a parked edit is looked at by a person, and kept")
	}
}

func TestVerdicts_TakenIDIsRenamedAndWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	e := b.write("d1", "mine")
	taken := document.Verdict{Edit: e.ID, Kind: document.Refused, Code: document.CodeIDTaken}
	b.r.Verdicts(1, []document.Verdict{taken, taken})
	got := b.r.Outbox(0, 0)
	if len(got) != 1 || got[0].ID == e.ID || got[0].Stamp != e.Stamp || len(b.r.SetAside()) != 0 {
		t.Errorf("outbox %v", ids(got))
	}
	if v := b.submit(got[0]); v.Kind != document.Applied {
		t.Errorf("renamed edit is %s", v.Kind)
	}
	b.want("d1", "mine")
}

func TestShow_AcknowledgedStaysUntilTheCursorReachesIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d2", "before")
	e := b.write("d1", "mine")
	b.r.Verdicts(1, []document.Verdict{b.submit(e)})
	b.want("d1", "mine")
	f := b.other("d1", "theirs, seen mine") // commit 3 overrules it
	b.want("d1", "mine")
	if ask := b.r.Commit(*f); ask == nil || ask.Cursor != nil {
		t.Fatalf("a gap from nothing asks %v", ask)
	}
	b.catchUp()
	b.want("d1", "theirs, seen mine")
}

func TestTidy_KeepsUntilSafeAndOld(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d2", "before")
	b.catchUp()
	e := b.write("d1", "mine")
	b.r.Verdicts(1000, []document.Verdict{b.submit(e)})
	week := 1000 + days(7)
	steps := []struct {
		name string
		do   func()
		now  int64
		kept bool
	}{
		{"not confirmed", func() {}, week, true},
		{"not safe", b.catchUp, week, true},
		{"not old", func() { b.m.save(); b.other("d2", "x"); b.catchUp() }, week - 1, true},
		{"safe, confirmed and old", func() {}, week, false},
	}
	for _, s := range steps {
		s.do()
		b.r.Tidy(s.now)
		if kept := b.r.log.byID[e.ID] != nil; kept != s.kept {
			t.Errorf("%s: kept is %v", s.name, kept)
		}
	}
	b.want("d1", "mine")
}

func TestRevoke_OutboxFirstThenPurge(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "old")
	b.catchUp()
	b.r.Verdicts(1, []document.Verdict{b.submit(b.write("d1", "acknowledged"))})
	e := b.write("d1", "mine")
	b.r.Saved(b.r.Unsaved())
	b.r.Revoke([]document.Scope{card})
	if _, err := b.r.Edit(1, Draft{Scope: card, Doc: "d1", Type: noteType}); !errors.Is(err, ErrRevoked) {
		t.Errorf("edit after revoke: %v", err)
	}
	if b.want("d1", ""); len(b.r.ShowAll(card)) != 0 {
		t.Error("a revoked scope is shown")
	}
	if len(b.r.Purgeable()) != 0 || b.r.Purged(card) || len(b.r.Outbox(0, 0)) != 1 {
		t.Error("purged before the outbox was answered")
	}
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Refused, Code: document.CodeTooLate}})
	if !slices.Equal(b.r.Purgeable(), []document.Scope{card}) || !b.r.Purged(card) {
		t.Error("not purgeable after the verdict")
	}
	var gone []string
	for _, put := range b.r.Unsaved() {
		if put.Value == nil {
			kind, _, _ := strings.Cut(put.Key, "/")
			gone = append(gone, kind)
		}
	}
	if diff := cmp.Diff([]string{"scope", "doc", "edit", "edit"}, gone); diff != "" {
		t.Errorf("deleted from storage:\n%s", diff)
	}
	if s := string(b.r.Snapshot()); strings.Contains(s, `"old"`) || strings.Contains(s, "acknowledged") || !strings.Contains(s, `"mine"`) {
		t.Error("the document stayed, or the text set aside went")
	}
}

func TestEdit_ErrorHoldsNoValue(t *testing.T) {
	t.Parallel()
	if got := (&Invalid{Field: "text", Code: document.CodeBadValue}).Error(); got != "draft: bad-value in text" {
		t.Error(got)
	}
}

func TestFrames_AreTheContract(t *testing.T) {
	t.Parallel()
	text := `{"frame":"documents","scope":"citizen/c1/card/ekby","reset":true,"documents":[{"id":"d1","type":"note",` +
		`"scope":"citizen/c1/card/ekby","seq":1,"created":"e1"}],"done":true,"cursor":{"epoch":"e","seq":1,"chain":"c"},` +
		`"checksum":"00000000000000ff","safeSeq":1,"parent":{"epoch":"p","seq":1}}`
	var p Page
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if p.Scope != card || !p.Reset || !p.Done || p.Checksum != 255 || p.SafeSeq != 1 || p.Parent.Epoch != "p" || p.Documents[0].ID != "d1" {
		t.Errorf("page %+v", p)
	}
	ask, err := json.Marshal(Ask{Scope: card})
	if err != nil || string(ask) != `{"scope":"citizen/c1/card/ekby"}` {
		t.Errorf("ask %s, %v", ask, err)
	}
}
