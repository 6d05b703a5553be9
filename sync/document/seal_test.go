package document_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// fullCommit has every member set, with texts that need escaping.
func fullCommit() *document.Commit {
	doc := &document.Document{
		ID: "d1", Type: "goal", Scope: "citizen/c1/health/ekby", Seq: 7, Created: "e1",
		Origins: map[string]document.Origin{"e1": {Author: "s1", Role: "nurse", Replica: "r1", Stamp: "0-r1", Seq: 7, At: 5}},
		Fields: map[string]document.Field{"text": {Cell: document.Cell{Candidates: []document.Candidate{
			{Edit: "e1", Value: jsontext.Value(`"gå till \"Ekby\""`)},
		}}}},
	}
	part := &document.Document{ID: "d2", Type: "goal", Scope: doc.Scope, Seq: 7, Created: "e0", Fields: map[string]document.Field{
		"list": {Items: map[string]document.Cell{"i1": {Seen: []document.Seen{{Replica: "r2", Stamp: "0-r2"}}}}},
	}}
	return &document.Commit{
		Tenant: "ekby",
		Header: document.Header{
			Scope: doc.Scope, Seq: 7, Epoch: "ep", Parent: &document.Base{Epoch: "old", Seq: 6}, At: 1234,
			Checksum: 0xfedcba9876543210, Prev: "00ff",
		},
		Body: document.Body{
			Salt: "salt\n", Directory: 3,
			Edits: []document.Entry{
				{Digest: "d", Author: "s1", Replica: "r1", Verdict: document.Verdict{
					Edit: "e1", Kind: document.Merged, Code: document.CodeVoidedMeantime, Field: "text", Scope: doc.Scope, Seq: 7,
					Again: true, Late: true, Notes: []document.Note{
						{Field: "text", Item: "i1", Policy: "lastWriter", Shown: "e1", Overruled: []string{"e0", "e9"}, Waiting: []string{"e8"}},
						{Field: "x", Policy: "journal"},
					},
				}},
				{Digest: "d2", Author: "åsa", Replica: "r2", Carrier: &document.Carrier{Actor: "noor", Replica: "r3", Device: "D-14"}, Verdict: document.Verdict{Edit: "e2", Kind: document.Refused, Scope: "s", Seq: 7},
					Kept: jsontext.Value("{\"a\": [1,\n2]}")},
			},
			Changes: []document.Change{{Whole: true, Doc: doc}, {Prev: 6, Doc: part}},
			Effects: []document.Edit{{ID: "f1", Doc: "d3", Changes: map[string]document.Op{"b": {Set: jsontext.Value(`1`)}, "a": {Remove: []string{"x"}}}}},
			Tells: []document.Tell{{
				Doc: "d1", Type: "goal", Code: "goal.agreed", Class: "sync", Staff: []string{"s1"}, To: []string{"team"}, By: []string{"s2"}, Start: 7,
			}},
			Deadlines: []document.Deadline{
				{Due: 1_795_416_000_000, Rule: "cutOff", Doc: "d1", Edit: "t1"}, {Due: -1, Rule: "överdue \"x\"", Doc: "d2", Edit: "t2"},
			},
		},
	}
}

func TestSeal_OpenedCommitIsWhatWasSealed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*document.Commit{
		"full":  fullCommit(),
		"empty": {Tenant: "ekby", Header: document.Header{Scope: "tenant/directory", Seq: 1, Epoch: "e"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sealed, err := c.Seal()
			if err != nil {
				t.Fatal(err)
			}
			opened, err := document.OpenCommit("ekby", sealed)
			if err != nil {
				t.Fatalf("open %s: %v", sealed, err)
			}
			for i := range c.Edits {
				if len(c.Edits[i].Kept) > 0 {
					c.Edits[i].Kept = jsontext.Value(`{"a":[1,2]}`)
				}
			}
			if diff := cmp.Diff(c, opened, cmpopts.IgnoreFields(document.Change{}, "Next")); diff != "" {
				t.Errorf("sealed and opened differ (-sealed +opened):\n%s", diff)
			}
			again, err := opened.Seal()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(sealed), string(again)); diff != "" {
				t.Errorf("sealing the opened commit gives other bytes:\n%s", diff)
			}
			head := document.Head{Cursor: document.Cursor{Seq: c.Seq - 1}, Hash: c.Prev}
			if got, err := document.Verify(sealed, head); err != nil || got.Hash != c.Hash {
				t.Errorf("Verify: got head %v and %v", got.Seq, err)
			}
		})
	}
}

func TestSeal_AnyChangedByteBreaksTheChain(t *testing.T) {
	t.Parallel()
	c := fullCommit()
	sealed, err := c.Seal()
	if err != nil {
		t.Fatal(err)
	}
	head := document.Head{Cursor: document.Cursor{Seq: c.Seq - 1}, Hash: c.Prev}
	for i := range sealed {
		changed := append([]byte(nil), sealed...)
		changed[i] ^= 1
		if got, err := document.Verify(changed, head); err == nil && got.Hash == c.Hash {
			t.Fatalf("byte %d of %q: changed and still fits", i, sealed)
		}
	}
}

func TestSeal_KeptThatIsNotJSONIsAnError(t *testing.T) {
	t.Parallel()
	c := fullCommit()
	c.Edits[1].Kept = jsontext.Value(`{"a":`)
	if sealed, err := c.Seal(); err == nil {
		t.Errorf("sealed %q", sealed)
	}
}

func BenchmarkSeal(b *testing.B) {
	c := fullCommit()
	c.Changes[0].Doc.Fields["text"].Candidates[0].Value = jsontext.Value(fmt.Sprintf("%q", fmt.Sprintf("%900d", 1)))
	edit, change := c.Edits[0], c.Changes[0]
	change.Next = document.Encode(change.Doc)
	c.Edits, c.Changes, c.Effects = nil, nil, nil
	for range 20 {
		c.Edits, c.Changes = append(c.Edits, edit), append(c.Changes, change)
	}
	var buf []byte
	var err error
	b.ReportAllocs()
	for b.Loop() {
		if buf, err = c.AppendSealed(buf[:0]); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(buf)))
}
