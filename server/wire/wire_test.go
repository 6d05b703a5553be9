package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func decode(t *testing.T, raw []byte) wire.Frame {
	t.Helper()
	f, err := wire.Decode(raw, wire.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func entries(edits []document.Edit) []wire.Entry {
	var list []wire.Entry
	for _, e := range edits {
		list = append(list, wire.Entry{Edit: e})
	}
	return list
}

// Bytes in: what a phone encodes is what the server reads.
func TestDecode_IsTheInverseOfAppend(t *testing.T) {
	t.Parallel()
	s, hello, signed := samples(t), sampleHello(), sampleSignedHello()
	want := map[string]wire.Frame{
		"hello":   &hello,
		"submit":  &wire.Submit{Entries: entries(sampleEdits())},
		"catchup": &wire.CatchUp{Scope: health, Cursor: &cursor},
		"purged":  &wire.Purged{Scope: health},
		"renew":   &wire.Renew{Token: "a.b.c"},
		"end":     &wire.End{},
		"sealed":  &wire.Sealed{Box: sampleBox()},

		"hello-signed":  &signed,
		"submit-signed": &wire.Submit{Entries: entries(sampleEdits()), Proof: sampleProof()},
	}
	for name, f := range want {
		got := decode(t, s[name])
		if diff := cmp.Diff(f, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if kind, _, _ := strings.Cut(name, "-"); got.Kind() != kind {
			t.Errorf("kind %q, want %q", got.Kind(), name)
		}
	}
}

func TestReceive_IsTheInverseOfAppend(t *testing.T) {
	t.Parallel()
	s, welcome, commit := samples(t), sampleWelcome(), sampleCommit()
	three, busy, bad := 3, fault.Lookup(fault.RateLimited), fault.Lookup(document.CodeBadEdit)
	want := map[string]wire.Frame{
		"welcome":   &welcome,
		"documents": &wire.Documents{Page: samplePage(), Documents: []*document.Document{sampleDocument()}},
		"commit":    &commit,
		"verdicts":  &wire.Verdicts{Verdicts: sampleVerdicts()},
		"caughtUp":  &wire.CaughtUp{},
		"sealedVerdicts": &wire.Carried{Replica: "r1", Verdicts: []wire.CarriedVerdict{
			{Edit: editID(1), Kind: document.Applied}, {Edit: editID(2), Kind: document.Merged},
			{Edit: editID(3), Kind: document.Refused, Code: document.CodeBadValue}, {Edit: editID(4), Kind: document.Applied}}},
		"sealedVerdicts-refused": &wire.Carried{Replica: "r1", Code: fault.BadSignature, Duty: fault.Fix, Verdicts: []wire.CarriedVerdict{}},
		"welcome-signed":         sampleSignedWelcome(),
		"grant":                  &wire.Grant{Scopes: []document.Scope{health}},
		"revoke":                 &wire.Revoke{Scopes: []document.Scope{part1}},
		"error":                  &wire.Error{Code: busy.Code, Duty: busy.Duty, Message: busy.Meaning, RetryMillis: 1500, About: wire.KindSubmit},
		"nameless":               &wire.Error{Code: bad.Code, Duty: bad.Duty, Message: bad.Meaning, About: wire.KindSubmit, Index: &three},
		"bye":                    &wire.Bye{Code: fault.Stopping, Duty: fault.Retry, RetryMillis: 2300},
	}
	for name, f := range want {
		got, err := wire.Receive(s[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(f, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if kind, _, _ := strings.Cut(name, "-"); name != "nameless" && got.Kind() != kind {
			t.Errorf("kind %q, want %q", got.Kind(), name)
		}
	}
	if _, err := wire.Receive([]byte(`{"frame":"tomorrow"}`)); !errors.Is(err, wire.ErrUnknownFrame) {
		t.Errorf("got %v", err)
	}
}

func TestSync_GoesBothWays(t *testing.T) {
	t.Parallel()
	s, hello := samples(t), sampleHello()
	hello.Token = ""
	got, err := wire.DecodeSync(s["sync-request"], wire.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := &wire.Sync{Hello: hello, Submit: wire.Submit{Entries: entries(sampleEdits()[:1])}}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	answer, err := wire.ReceiveSync(s["sync-answer"])
	if err != nil || len(answer) != 2 || answer[0].Kind() != wire.KindWelcome || answer[1].Kind() != wire.KindCaughtUp {
		t.Errorf("got %v, %v", answer, err)
	}
}

// Whatever is wrong with a frame has a code.
func TestDecode_BadFrames(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 40) + strings.Repeat("]", 40)
	cases := map[string]struct{ raw, code string }{
		"nothing":              {"", fault.BadFrame},
		"not JSON":             {"hej", fault.BadFrame},
		"an array":             {"[]", fault.BadFrame},
		"null":                 {"null", fault.BadFrame},
		"cut off":              {`{"frame":"renew","token":"`, fault.BadFrame},
		"something behind":     {`{"frame":"renew","token":"a"}{}`, fault.BadFrame},
		"garbage behind":       {`{"frame":"renew","token":"a"}x`, fault.BadFrame},
		"no kind":              {`{"token":"a"}`, fault.BadFrame},
		"kind not text":        {`{"frame":1}`, fault.BadFrame},
		"unknown kind":         {`{"frame":"dance"}`, fault.UnknownFrame},
		"a frame of ours":      {`{"frame":"caughtUp"}`, fault.UnknownFrame},
		"kind twice":           {`{"frame":"renew","frame":"renew","token":"a"}`, fault.BadFrame},
		"kind twice, escaped":  {`{"frame":"renew","fr\u0061me":"renew","token":"a"}`, fault.BadFrame},
		"edits twice":          {`{"frame":"submit","edits":[],"edits":[]}`, fault.BadFrame},
		"not UTF-8":            {"{\"frame\":\"renew\",\"token\":\"\xff\"}", fault.BadFrame},
		"too deep":             {`{"frame":"renew","token":"a","x":` + deep + `}`, fault.BadFrame},
		"far too deep":         {strings.Repeat("[", 1<<19), fault.BadFrame},
		"far too deep in edit": {`{"frame":"submit","edits":[` + strings.Repeat("[", 1<<19), fault.BadFrame},
		"edits not a list":     {`{"frame":"submit","edits":{}}`, fault.BadFrame},
		"token not text":       {`{"frame":"renew","token":7}`, fault.BadFrame},
		"huge token":           {`{"frame":"renew","token":"` + strings.Repeat("a", 5000) + `"}`, fault.BadFrame},
		"no scope":             {`{"frame":"purged"}`, fault.BadFrame},
		"bad scope":            {`{"frame":"catchup","scope":"a/b"}`, fault.BadFrame},
		"no replica":           {`{"frame":"hello","contract":1}`, fault.BadFrame},
		"bad replica":          {`{"frame":"hello","contract":1,"replica":"r-1"}`, fault.BadFrame},
		"clock not a number":   {`{"frame":"hello","contract":1,"replica":"r1","clock":"now"}`, fault.BadFrame},
		"clock a fraction":     {`{"frame":"hello","contract":1,"replica":"r1","clock":1.5}`, fault.BadFrame},
		"too large":            {strings.Repeat(" ", wire.DefaultFrameBytes+1), fault.FrameTooLarge},
		"too many edits":       {`{"edits":[` + strings.Repeat("{},", 256) + `{}],"frame":"submit"}`, fault.BatchTooLarge},
	}
	for name, c := range cases {
		if f, err := wire.Decode([]byte(c.raw), wire.Limits{}); fault.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, %v; want %s", name, f, err, c.code)
		}
	}
}

func TestDecode_IgnoresWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	got := decode(t, []byte(`{"new":{"a":[1]},"clock":"a member of another kind","token":"a","frame":"renew"}`))
	if diff := cmp.Diff(&wire.Renew{Token: "a"}, got); diff != "" {
		t.Error(diff)
	}
	raw := strings.Replace(string(samples(t)["submit"]), `"doc":`, `"mood":{"x":1},"doc":`, 1)
	if diff := cmp.Diff(&wire.Submit{Entries: entries(sampleEdits())}, decode(t, []byte(raw)), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// A cursor that cannot be read costs a reload of its scope, not the visit.
func TestDecode_BadCursorsAreNone(t *testing.T) {
	t.Parallel()
	raw := fmt.Sprintf(`{"frame":"hello","contract":1,"token":"a","replica":"r1","clock":1,"cursors":{%q:{"epoch":7},%q:"x","no scope":{}}}`, health, part1)
	want := map[document.Scope]document.Cursor{health: {}, part1: {}}
	if diff := cmp.Diff(want, decode(t, []byte(raw)).(*wire.Hello).Cursors); diff != "" {
		t.Error(diff)
	}
	for _, c := range []string{`null`, `5`, `{"epoch":"e","seq":-1,"chain":"00c0ffee00c0ffee"}`, `{"epoch":"e","seq":1,"chain":"00C0FFEE00c0ffee"}`} {
		got := decode(t, fmt.Appendf(nil, `{"frame":"catchup","scope":%q,"cursor":%s}`, health, c)).(*wire.CatchUp)
		if got.Cursor != nil {
			t.Errorf("%s became %+v", c, got.Cursor)
		}
	}
}

// Values leave Decode in one form, and no number is rounded before schema has seen it.
func TestDecode_ValuesAreInOneForm(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		`{"b":1, "a":[ 2 ]}`:  `{"a":[2],"b":1}`,
		`"\u00c5t"`:           `"Åt"`,
		`"\/"`:                `"/"`,
		`9007199254740993`:    `9007199254740993`,
		`[9007199254740993]`:  `[9007199254740993]`,
		`{"n":1e400}`:         `{"n":1e400}`,
		` null `:              `null`,
		`{"b":{"d":1,"c":2}}`: `{"b":{"c":2,"d":1}}`,
	}
	for in, want := range cases {
		raw := strings.Replace(string(samples(t)["submit"]), `{"set":3}`, `{"set":`+in+`}`, 1)
		got := decode(t, []byte(raw)).(*wire.Submit).Entries[0].Edit.Changes["pain"].Set
		if string(got) != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// A document that is kept for years must not hold a megabyte of frame.
func TestDecode_KeepsNothingOfTheFrame(t *testing.T) {
	t.Parallel()
	raw := samples(t)["submit"]
	got := decode(t, raw)
	for i := range raw {
		raw[i] = 'x'
	}
	if diff := cmp.Diff(&wire.Submit{Entries: entries(sampleEdits())}, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
