package document

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Canonical gives a JSON text its one form (RFC 8785). Invalid JSON is an error.
func Canonical(text []byte) (jsontext.Value, error) {
	v := jsontext.Value(slices.Clone(text))
	if err := v.Canonicalize(); err != nil {
		return nil, err
	}
	return v, nil
}

// Decode reads a document from its JSON.
func Decode(text []byte) (*Document, error) {
	d := new(Document)
	if err := json.Unmarshal(text, d); err != nil {
		return nil, err
	}
	return d, nil
}

// AppendCanonical appends the document's canonical bytes (RFC 8785: members sorted, no spaces). Two replicas that hold
// the same document hold the same bytes. Names of fields and items and ids of edits are ids (IsID), so that byte order is
// RFC 8785's order.
func (d *Document) AppendCanonical(b []byte) []byte {
	b = append(b, '{')
	if d.Cold {
		b = append(b, `"cold":true,`...)
	}
	b = appendText(append(b, `"created":`...), d.Created)
	if len(d.Fields) > 0 {
		b = append(b, `,"fields":{`...)
		var names [few]string
		for i, name := range Keys(names[:0], d.Fields) {
			b = appendMember(b, i, name)
			b = appendField(b, d.Fields[name])
		}
		b = append(b, '}')
	}
	b = appendText(append(b, `,"id":`...), d.ID)
	if len(d.Origins) > 0 {
		b = append(b, `,"origins":{`...)
		var edits [few]string
		for i, edit := range Keys(edits[:0], d.Origins) {
			b = appendMember(b, i, edit)
			b = appendOrigin(b, d.Origins[edit])
		}
		b = append(b, '}')
	}
	b = appendText(append(b, `,"scope":`...), string(d.Scope))
	b = strconv.AppendUint(append(b, `,"seq":`...), d.Seq, 10)
	b = appendText(append(b, `,"type":`...), d.Type)
	return append(b, '}')
}

func appendField(b []byte, f Field) []byte {
	return append(appendCell(append(b, '{'), f.Cell, f.Items), '}')
}

// appendCell writes a cell's members; items are a list field's, which stand between them.
func appendCell(b []byte, c Cell, items map[string]Cell) []byte {
	start := len(b)
	for i, cand := range c.Candidates {
		b = appendStart(b, i, `"c":[`)
		b = append(b, '{')
		if cand.Agreed {
			b = append(b, `"a":true,`...)
		}
		b = appendText(append(b, `"e":`...), cand.Edit)
		b = append(append(b, `,"v":`...), cand.Value...)
		b = append(b, '}')
	}
	b = appendEnd(b, len(c.Candidates))
	if len(items) > 0 {
		b = append(appendComma(b, start), `"i":{`...)
		var ids [few]string
		for i, id := range Keys(ids[:0], items) {
			b = appendMember(b, i, id)
			b = append(appendCell(append(b, '{'), items[id], nil), '}')
		}
		b = append(b, '}')
	}
	if len(c.Seen) > 0 {
		b = appendComma(b, start)
	}
	for i, h := range c.Seen {
		b = append(appendStart(b, i, `"s":[`), '{')
		if h.After != "" {
			b = append(appendText(append(b, `"after":`...), string(h.After)), ',')
		}
		b = appendText(append(b, `"replica":`...), h.Replica)
		b = append(appendText(append(b, `,"stamp":`...), string(h.Stamp)), '}')
	}
	return appendEnd(b, len(c.Seen))
}

// appendComma writes a comma unless nothing was written since start.
func appendComma(b []byte, start int) []byte {
	if len(b) == start {
		return b
	}
	return append(b, ',')
}

func appendOrigin(b []byte, o Origin) []byte {
	b = append(b, '{')
	if o.After != "" {
		b = append(appendText(append(b, `"after":`...), string(o.After)), ',')
	}
	if o.Ahead {
		b = append(b, `"ahead":true,`...)
	}
	b = strconv.AppendInt(append(b, `"at":`...), o.At, 10)
	b = appendText(append(b, `,"author":`...), o.Author)
	if o.Late {
		b = append(b, `,"late":true`...)
	}
	if o.OnBehalfOf != "" {
		b = appendText(append(b, `,"onBehalfOf":`...), o.OnBehalfOf)
	}
	b = appendText(append(b, `,"replica":`...), o.Replica)
	b = appendText(append(b, `,"role":`...), o.Role)
	b = strconv.AppendUint(append(b, `,"seq":`...), o.Seq, 10)
	b = appendText(append(b, `,"stamp":`...), string(o.Stamp))
	return append(b, '}')
}

func appendMember(b []byte, i int, name string) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return append(appendText(b, name), ':')
}

// appendText appends a JSON string. jsontext's default escaping is RFC 8785's.
func appendText(b []byte, text string) []byte {
	b, err := jsontext.AppendQuote(b, text)
	if err != nil { // invalid UTF-8: wire.Decode refuses it, so only our own broken code gets here
		panic("document: text is not UTF-8: " + err.Error())
	}
	return b
}

// Sum is the document's part of its scope's checksum: H(id, seq, hash of canonical bytes), the first 8 bytes of a
// SHA-256. Cold documents count 0.
func (d *Document) Sum(canonical []byte) uint64 {
	if d.Cold {
		return 0
	}
	inner := sha256.Sum256(canonical)
	b := make([]byte, 0, 128)
	b = append(append(b, d.ID...), 0)
	b = binary.BigEndian.AppendUint64(b, d.Seq)
	outer := sha256.Sum256(append(b, inner[:]...))
	return binary.BigEndian.Uint64(outer[:8])
}
