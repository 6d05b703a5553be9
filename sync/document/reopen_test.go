package document_test

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// anyDocument draws documents that use every member, with texts that need escaping.
func anyDocument(t *rapid.T) *document.Document {
	text := rapid.StringMatching(`[a-z]{0,4}["\\ {}\[\],:å\n]?[a-z]{0,2}`)
	value := rapid.SampledFrom([]string{`1`, `-2.5`, `true`, `null`, `""`, `"a\"}b\\"`, `[]`, `[1,{"a":"]"}]`, `{}`, `{"a":[{"b":"c,d"}]}`})
	candidate := rapid.Custom(func(t *rapid.T) document.Candidate {
		return document.Candidate{Agreed: rapid.Bool().Draw(t, "agreed"), Edit: text.Draw(t, "edit"), Value: jsontext.Value(value.Draw(t, "value"))}
	})
	seen := rapid.Custom(func(t *rapid.T) document.Seen {
		return document.Seen{After: hlc.Stamp(text.Draw(t, "after")), Replica: text.Draw(t, "replica"), Stamp: hlc.Stamp(text.Draw(t, "stamp"))}
	})
	cell := rapid.Custom(func(t *rapid.T) (c document.Cell) {
		c.Candidates = rapid.SliceOfN(candidate, 0, 3).Draw(t, "candidates")
		c.Seen = rapid.SliceOfN(seen, 0, 2).Draw(t, "seen")
		return c
	})
	d := &document.Document{
		ID: text.Draw(t, "id"), Type: text.Draw(t, "type"), Scope: document.Scope(text.Draw(t, "scope")),
		Seq: rapid.Uint64().Draw(t, "seq"), Created: text.Draw(t, "created"), Cold: rapid.Bool().Draw(t, "cold"),
	}
	d.Fields = rapid.MapOfN(text, rapid.Custom(func(t *rapid.T) document.Field {
		return document.Field{Cell: cell.Draw(t, "cell"), Items: rapid.MapOfN(text, cell, 0, 2).Draw(t, "items")}
	}), 0, 3).Draw(t, "fields")
	d.Origins = rapid.MapOfN(text, rapid.Custom(func(t *rapid.T) document.Origin {
		return document.Origin{
			Author: text.Draw(t, "author"), Role: text.Draw(t, "role"), OnBehalfOf: text.Draw(t, "on behalf of"), Replica: text.Draw(t, "replica"),
			Stamp: hlc.Stamp(text.Draw(t, "stamp")), After: hlc.Stamp(text.Draw(t, "after")), Seq: rapid.Uint64().Draw(t, "seq"),
			At: rapid.Int64().Draw(t, "at"), Late: rapid.Bool().Draw(t, "late"), Ahead: rapid.Bool().Draw(t, "ahead"),
		}
	}), 0, 3).Draw(t, "origins")
	return d
}

func TestReopen_GivesWhatDecodeGives(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		canonical := anyDocument(t).AppendCanonical(nil)
		want, err := document.Decode(canonical)
		if err != nil {
			t.Fatal(err)
		}
		got, err := document.Reopen(canonical)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: -Decode +Reopen\n%s", canonical, diff)
		}
	})
}

func TestReopen_OfOtherTextsIsDecode(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		``, `{`, `null`, `[]`, `{"id":1}`, `{"id":"a"`, `{"id":"a"}x`, `{ "id" : "a" }`, `{"id":"a","other":{}}`, `{"seq":-1}`, `{"seq":1.5}`,
		`{"cold":false}`, `{"fields":{"a":{"c":[{"v":`, `{"fields":{"a":{"c":[{"e":"x","v":}]}}}`, `{"id":"a`, `{"id":"\`, `{"fields":{"a":{"x":1}}}`,
	} {
		want, wantErr := document.Decode([]byte(text))
		got, err := document.Reopen([]byte(text))
		if (err == nil) != (wantErr == nil) {
			t.Errorf("%s: got %v, want %v", text, err, wantErr)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -Decode +Reopen\n%s", text, diff)
		}
	}
}

func BenchmarkReopen(b *testing.B) {
	d := fullCommit().Changes[0].Doc
	d.Fields["text"].Candidates[0].Value = jsontext.Value(fmt.Sprintf("%q", fmt.Sprintf("%400d", 1)))
	d.Origins["e2"] = d.Origins["e1"]
	for _, name := range []string{"status", "goal", "planned"} {
		d.Fields[name] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: "e2", Value: jsontext.Value(`"open"`)}}}}
	}
	canonical := d.AppendCanonical(nil)
	for name, read := range map[string]func([]byte) (*document.Document, error){"Reopen": document.Reopen, "Decode": document.Decode} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(canonical)))
			for b.Loop() {
				if _, err := read(canonical); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
