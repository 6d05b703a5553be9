package wire_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

const poisonID = "01JDPPPPPPPPPPPPPPPPPPPPPP"

// poison is a good edit as JSON with one text replaced.
func poison(t *testing.T, old, new string) string {
	t.Helper()
	const good = `{"id":"` + poisonID + `","scope":"citizen/c17/health/ekby","doc":"v-8","type":"visitNote","base":{"seq":40},` +
		`"stamp":"0193a1b2c3d40000-r1","after":"0193a1b2c3d30000-r1","changes":{"text":{"set":"Planterad"}}}`
	if !strings.Contains(good, old) {
		t.Fatalf("the good edit has no %s", old)
	}
	return strings.Replace(good, old, new, 1)
}

// A poison edit first in the queue: it gets its own entry, and the ones behind it get through.
func TestDecode_OneBadEditNeverFailsTheBatch(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	cases := map[string]string{
		"stamp":              poison(t, `0193a1b2c3d40000-r1`, "yesterday"),
		"no stamp":           poison(t, `"stamp":"0193a1b2c3d40000-r1",`, ""),
		"after":              poison(t, `0193a1b2c3d30000-r1`, "-"),
		"scope":              poison(t, `citizen/c17/health/ekby`, "citizen/c17"),
		"scope not text":     poison(t, `"citizen/c17/health/ekby"`, `["citizen"]`),
		"huge scope":         poison(t, `c17/health`, strings.Repeat("c", 500)),
		"doc":                poison(t, `v-8`, "v 8"),
		"type":               poison(t, `visitNote`, ""),
		"base":               poison(t, `{"seq":40}`, `{"seq":-1}`),
		"base beyond counts": poison(t, `{"seq":40}`, `{"seq":90071992547409930}`),
		"base not object":    poison(t, `{"seq":40}`, "40"),
		"create":             poison(t, `"doc"`, `"create":"yes","doc"`),
		"on behalf":          poison(t, `"doc"`, `"onBehalfOf":"s1","doc"`),
		"no change":          poison(t, `{"text":{"set":"Planterad"}}`, "{}"),
		"changes a list":     poison(t, `{"text":{"set":"Planterad"}}`, "[1]"),
		"field name":         poison(t, `"text":`, `"te.xt":`),
		"unknown verb":       poison(t, `"set"`, `"increment"`),
		"two verbs":          poison(t, `"set":`, `"agree":1,"set":`),
		"op not object":      poison(t, `{"set":"Planterad"}`, "7"),
		"add a list":         poison(t, `"set":"Planterad"`, `"add":["Planterad"]`),
		"item id":            poison(t, `"set":"Planterad"`, `"add":{"i 1":"Planterad"}`),
		"remove item id":     poison(t, `"set":"Planterad"`, `"remove":["i 1"]`),
		"empty add":          poison(t, `"set":"Planterad"`, `"add":{}`),
		"a name twice":       poison(t, `"doc":`, `"doc":"v-7","doc":`),
		"a field twice":      poison(t, `"text":{`, `"text":{"set":1},"text":{`),
		"a name twice below": poison(t, `"Planterad"`, `{"a":1,"a":2}`),
		"not UTF-8":          poison(t, `Planterad`, "Planterad\xff"),
		"half a character":   poison(t, `Planterad`, `Planterad\ud800`),
		"too deep":           poison(t, `"Planterad"`, deep),
		"too many fields":    poison(t, `"text":`, manyFields(300)+`"text":`),
		"too many items":     poison(t, `"set":"Planterad"`, `"remove":[`+strings.Repeat(`"i",`, 1500)+`"i"]`),
	}
	submit, err := wire.AppendSubmit(nil, sampleEdits())
	good := string(must(t, submit, err))
	for name, bad := range cases {
		for place, raw := range map[string]string{
			"first": strings.Replace(good, `"edits":[`, `"edits":[ `+bad+" ,\n", 1),
			"last":  strings.TrimSuffix(good, "]}") + "," + bad + "]}",
		} {
			got := decode(t, []byte(raw)).(*wire.Submit)
			want := entries(sampleEdits())
			entry := wire.Entry{Edit: document.Edit{ID: poisonID}}
			if place == "first" {
				want = append([]wire.Entry{entry}, want...)
			} else {
				want = append(want, entry)
			}
			ignore := cmpopts.IgnoreFields(wire.Entry{}, "Err", "Raw")
			if diff := cmp.Diff(want, got.Entries, ignore, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", name, place, diff)
				continue
			}
			i := 0
			if place == "last" {
				i = len(want) - 1
			}
			checkKept(t, name, got.Entries[i])
		}
	}
}

func manyFields(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"f%d":{"set":1},`, i)
	}
	return b.String()
}

// checkKept: the entry says bad-edit without saying what was written, and keeps all of it in a form that can be stored.
func checkKept(t *testing.T, name string, e wire.Entry) {
	t.Helper()
	if e.Err == nil || e.Err.Code != document.CodeBadEdit {
		t.Errorf("%s: got %v", name, e.Err)
		return
	}
	if strings.Contains(e.Err.Error(), "Planterad") {
		t.Errorf("%s: the error quotes the edit: %v", name, e.Err)
	}
	if !e.Raw.IsValid() || !bytes.Contains(e.Raw, []byte(poisonID)) {
		t.Errorf("%s: kept %s", name, e.Raw)
	}
	commit := document.Commit{Body: document.Body{Edits: []document.Entry{{Kept: e.Raw}}}}
	if _, err := commit.Seal(); err != nil {
		t.Errorf("%s: what is kept cannot be committed: %v", name, err)
	}
}

func TestDecode_EditsWithoutIDAreNamedByPlace(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{
		"none": "", "null": "null", "number": "7", "lower case": `"01jdpppppppppppppppppppppp"`, "too large": `"81JDPPPPPPPPPPPPPPPPPPPPPP"`,
		"short": `"01JD"`, "letter U": `"01JDUUUUUUUUUUUUUUUUUUUUUU"`,
	} {
		bad := poison(t, `"id":"`+poisonID+`",`, "")
		if id != "" {
			bad = poison(t, `"`+poisonID+`"`, id)
		}
		for _, bad := range []string{bad, "7", `"x"`, "null", "[]", strings.Replace(bad, `"doc":`, `"doc":1,"doc":`, 1)} {
			raw := `{"frame":"submit","edits":[` + poison(t, "v-8", "v-9") + "," + bad + `]}`
			got := decode(t, []byte(raw)).(*wire.Submit)
			if len(got.Entries) != 1 || got.Entries[0].Err != nil || !cmp.Equal(got.Nameless, []int{1}) {
				t.Errorf("%s: %d entries, nameless %v", name, len(got.Entries), got.Nameless)
			}
		}
	}
}

// Two ids in one edit: whose verdict would it be?
func TestDecode_TwoIDsAreNone(t *testing.T) {
	t.Parallel()
	raw := `{"frame":"submit","edits":[` + poison(t, `"doc"`, `"id":"01JDQQQQQQQQQQQQQQQQQQQQQQ","doc"`) + `]}`
	if got := decode(t, []byte(raw)).(*wire.Submit); len(got.Entries) != 0 || !cmp.Equal(got.Nameless, []int{0}) {
		t.Errorf("got %d entries, nameless %v", len(got.Entries), got.Nameless)
	}
}

func TestDecode_CausesNeverQuoteTheFrame(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		`{"frame":"Planterad"}`, `{"Planterad":1,"Planterad":2}`, `{"frame":"renew","token":"Planterad"`, `Planterad`,
		`{"frame":"hello","contract":"Planterad"}`, `{"frame":"hello","contract":1,"replica":"Planterad-x"}`, `{"frame":"purged","scope":"Planterad"}`,
	} {
		if _, err := wire.Decode([]byte(raw), wire.Limits{}); err == nil || strings.Contains(err.Error(), "Planterad") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestFrames_AreADotInLogs(t *testing.T) {
	t.Parallel()
	submit := wire.Submit{Entries: []wire.Entry{{Edit: document.Edit{Void: "Planterad"}, Raw: jsontext.Value(`"Planterad"`)}}}
	doc := &document.Document{ID: "Planterad"}
	for _, v := range []any{submit, &submit, submit.Entries[0], &submit.Entries[0],
		wire.Hello{Token: "Planterad"}, &wire.Hello{Token: "Planterad"}, &wire.Renew{Token: "Planterad"}, &wire.Sync{Submit: submit},
		&wire.CatchUp{Scope: "Planterad"}, &wire.Purged{Scope: "Planterad"}, &wire.Welcome{Actor: "Planterad"}, &wire.Grant{Scopes: []document.Scope{"Planterad"}},
		&wire.Documents{Documents: []*document.Document{doc}}, &wire.Commit{Changes: []document.Change{{Doc: doc}}}, &wire.Revoke{Scopes: []document.Scope{"Planterad"}},
		&wire.Verdicts{Verdicts: []document.Verdict{{Edit: "Planterad"}}}} {
		var out bytes.Buffer
		slog.New(slog.NewJSONHandler(&out, nil)).Info("frame", "frame", v, "code", fault.BadFrame)
		if strings.Contains(out.String(), "Planterad") {
			t.Errorf("%T: %s", v, out.String())
		}
	}
}
