package vectors

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

func typeNames() []string { return slices.Sorted(maps.Keys(schema.Embedded().Types)) }

// histories are documents as they were after each step of some random cases, an array for each.
func histories() [][]*document.Document {
	var out [][]*document.Document
	for i, name := range []string{"goal", "visitNote", "teamMeeting", "jointVisit"} {
		d := newDice(schema.Embedded().Types[name], uint64(2000+i))
		c := d.play(name, slices.Sorted(maps.Keys(d.t.Fields)))
		var one []*document.Document
		for _, s := range c.Steps {
			if s.doc != nil && s.Arrival.Seq != 0 && !s.Hidden && s.Verdict.Kind != document.Refused {
				one = append(one, s.doc)
			}
		}
		out = append(out, one)
	}
	return out
}

// checksums: documents in canonical bytes, the hash of these, the number, and the sum so far.
func checksums() []any {
	type one struct {
		Doc   string `json:"doc"`
		Inner string `json:"inner"`
		Sum   string `json:"sum"`
		Total string `json:"total"`
	}
	out, total := []any{}, uint64(0)
	take := func(d *document.Document) {
		e := document.Encode(d)
		inner := sha256.Sum256(e.Bytes)
		total += e.Sum
		out = append(out, one{string(e.Bytes), hexBytes(inner[:]), hexOf(e.Sum), hexOf(total)})
	}
	for i, docs := range histories() {
		d := docs[len(docs)-1].Clone()
		d.ID, d.Seq = fmt.Sprint("d", i), d.Seq+1<<uint(i*12)
		take(d)
	}
	bare := &document.Document{ID: "bare", Type: "goal", Scope: "citizen/c17/social/ekby", Seq: 1<<53 - 1, Created: "A1"}
	take(bare)
	cold := bare.Clone()
	cold.Cold = true
	take(cold)
	for n := range 130 { // every length of a block
		bare = bare.Clone()
		bare.ID, bare.Type = fmt.Sprint("b", n), long(n+1)
		take(bare)
	}
	return out
}

// changes: what a commit does to a document that is held; "" is none.
func changes() []any {
	type one struct {
		Held   string          `json:"held"`
		Change document.Change `json:"change"`
		Fits   bool            `json:"fits"`
		Next   string          `json:"next"`
	}
	text := func(d *document.Document) string {
		if d == nil {
			return ""
		}
		return string(d.AppendCanonical(nil))
	}
	out := []any{}
	for _, docs := range histories()[:2] {
		var prev *document.Document
		for _, next := range docs {
			c := document.Delta(prev, next, changedFields(prev, next))
			for _, held := range []*document.Document{prev, nil, next} {
				got, fits := c.ApplyTo(held)
				out = append(out, one{text(held), c, fits, text(got)})
			}
			prev = next
		}
	}
	return out
}

func changedFields(a, b *document.Document) []string {
	if a == nil {
		return slices.Sorted(maps.Keys(b.Fields))
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(b.Fields)) {
		one := &document.Document{Fields: map[string]document.Field{"f": a.Fields[name]}}
		two := &document.Document{Fields: map[string]document.Field{"f": b.Fields[name]}}
		if !bytes.Equal(one.AppendCanonical(nil), two.AppendCanonical(nil)) {
			out = append(out, name)
		}
	}
	return out
}

// testKey is the key of the byte 7, 32 times.
func testKey() sign.Key {
	key, err := sign.NewKey(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		panic("vectors: " + err.Error()) // it has the right length
	}
	return key
}

// edits: one replica's chain, with the sum and digest of each edit, the link after it, and its signature. The key's seed is
// the byte 7, 32 times.
func edits() []any {
	type one struct {
		Edit   document.Edit  `json:"edit"`
		Sum    string         `json:"sum"`
		Digest string         `json:"digest"`
		Before sign.Link      `json:"before"`
		Link   sign.Link      `json:"link"`
		Sig    sign.Signature `json:"sig"`
		Key    sign.Public    `json:"key"`
	}
	key := testKey()
	link := sign.Start("amina0")
	out := []any{}
	for _, e := range drawnEdits() {
		sum, next := e.Sum(), link.Next(e)
		out = append(out, one{e, hexBytes(sum[:]), e.Digest(), link, next, key.Sign(next), key.Public()})
		link = next
	}
	return out
}

func drawnEdits() []document.Edit {
	d := newDice(plan(), 3000)
	d.s, d.fields = newStory("", d.t), slices.Sorted(maps.Keys(d.t.Fields))
	d.fields = slices.DeleteFunc(d.fields, func(name string) bool { return slices.Contains([]string{"status", "future"}, name) })
	w := d.s.join("amina", "assistant")
	out := []document.Edit{w.create(nil).edit, w.void("fel åäö").edit}
	out[1].Base = document.Base{Epoch: "e7Kd", Seq: 1<<53 - 1}
	for range 25 {
		e := d.letter(w).edit
		if d.one(2) {
			e.Base = document.Base{Epoch: "e7Kd", Seq: uint64(d.IntN(1000))} //nolint:gosec // from 0 on
		}
		out = append(out, e)
	}
	return append(out, w.write(both(set("icfCode", string(document.Quote(long(200)))), set("homeAccess", `null`))).edit)
}

// readChain: one replica's reads, the link after each, and its signature by the same key.
func readChain() []any {
	type one struct {
		Read reads.Read     `json:"read"`
		Prev string         `json:"prev"`
		Link string         `json:"link"`
		Sig  sign.Signature `json:"sig"`
	}
	key := testKey()
	at := reads.Start("amina0")
	out := []any{}
	for i, r := range []reads.Read{
		{Scope: "citizen/c17/health/ekby", Doc: "v-8", Action: "read", Online: true}, {Scope: "team/t3/part1/ekby", Doc: "m-2", Action: "read"},
		{Scope: "tenant/directory", Action: "search"}, {Scope: "citizen/c9/health/ekby", Doc: "v-1", Action: "emergency", Online: true},
	} {
		r.N, r.At = uint64(i+1), noon+int64(i)*60_000 //nolint:gosec // from 1 on
		next := at.Next(r)
		out = append(out, one{r, at.Link.String(), next.Link.String(), key.SignReads(next.Link)})
		at = next
	}
	return out
}
