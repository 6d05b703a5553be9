package document

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/hlc"
)

// Reopen reads a document from the bytes AppendCanonical gave, which it keeps and nobody may change. It is several times
// faster than Decode, and trusts the bytes to be JSON: what comes from elsewhere goes to Decode.
func Reopen(canonical []byte) (*Document, error) {
	r := reopener{text: string(canonical), bytes: canonical}
	d := new(Document)
	r.members(func(name string) {
		switch name {
		case "cold":
			d.Cold = r.truth()
		case "created":
			d.Created = r.string()
		case "fields":
			d.Fields = map[string]Field{}
			r.members(func(name string) { d.Fields[name] = r.field() })
		case "id":
			d.ID = r.string()
		case "origins":
			d.Origins = map[string]Origin{}
			r.members(func(edit string) { d.Origins[edit] = r.origin() })
		case "scope":
			d.Scope = Scope(r.string())
		case "seq":
			d.Seq = r.number()
		case "type":
			d.Type = r.string()
		default:
			r.failed = true
		}
	})
	if r.failed || r.at != len(r.text) {
		return Decode(canonical) // not ours after all, or an error to be named
	}
	return d, nil
}

// reopener walks through a text. Strings share text, values share bytes: two copies for a document instead of fifty.
type reopener struct {
	text   string
	bytes  []byte
	at     int
	failed bool
}

func (r *reopener) take(c byte) bool {
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reopener) must(c byte) {
	if !r.take(c) {
		r.failed, r.at = true, len(r.text)
	}
}

// members reads an object; visit reads each value.
func (r *reopener) members(visit func(name string)) {
	r.must('{')
	for first := true; !r.failed && !r.take('}'); first = false {
		if !first {
			r.must(',')
		}
		name := r.string()
		r.must(':')
		visit(name)
	}
}

func (r *reopener) items(visit func()) {
	r.must('[')
	for first := true; !r.failed && !r.take(']'); first = false {
		if !first {
			r.must(',')
		}
		visit()
	}
}

func (r *reopener) field() (f Field) {
	r.members(func(name string) {
		if name != "i" {
			r.cell(&f.Cell, name)
			return
		}
		f.Items = map[string]Cell{}
		r.members(func(id string) {
			var c Cell
			r.members(func(name string) { r.cell(&c, name) })
			f.Items[id] = c
		})
	})
	return f
}

func (r *reopener) cell(c *Cell, name string) {
	switch name {
	case "c":
		r.items(func() { c.Candidates = append(c.Candidates, r.candidate()) })
	case "s":
		r.items(func() { c.Seen = append(c.Seen, r.seen()) })
	default:
		r.failed = true
	}
}

func (r *reopener) candidate() (c Candidate) {
	r.members(func(name string) {
		switch name {
		case "a":
			c.Agreed = r.truth()
		case "e":
			c.Edit = r.string()
		case "v":
			c.Value = r.value()
		default:
			r.failed = true
		}
	})
	return c
}

func (r *reopener) seen() (s Seen) {
	r.members(func(name string) {
		switch name {
		case "after":
			s.After = hlc.Stamp(r.string())
		case "replica":
			s.Replica = r.string()
		case "stamp":
			s.Stamp = hlc.Stamp(r.string())
		default:
			r.failed = true
		}
	})
	return s
}

func (r *reopener) origin() (o Origin) {
	r.members(func(name string) {
		switch name {
		case "after":
			o.After = hlc.Stamp(r.string())
		case "ahead":
			o.Ahead = r.truth()
		case "at":
			o.At = r.millis()
		case "author":
			o.Author = r.string()
		case "late":
			o.Late = r.truth()
		case "onBehalfOf":
			o.OnBehalfOf = r.string()
		case "replica":
			o.Replica = r.string()
		case "role":
			o.Role = r.string()
		case "seq":
			o.Seq = r.number()
		case "stamp":
			o.Stamp = hlc.Stamp(r.string())
		default:
			r.failed = true
		}
	})
	return o
}

// string reads a text. Escapes are rare: the strings around values are ids.
func (r *reopener) string() string {
	start := r.at
	r.skipString()
	if r.failed {
		return ""
	}
	inner := r.text[start+1 : r.at-1]
	if strings.IndexByte(inner, '\\') < 0 {
		return inner
	}
	unquoted, err := jsontext.AppendUnquote(nil, r.bytes[start:r.at])
	r.failed = r.failed || err != nil
	return string(unquoted)
}

// skipString goes behind a string, from quote to quote: long texts are most of a document.
func (r *reopener) skipString() {
	r.must('"')
	for !r.failed {
		n := strings.IndexByte(r.text[r.at:], '"')
		if n < 0 {
			break
		}
		end := r.at + n
		slash := strings.IndexByte(r.text[r.at:end], '\\')
		if slash < 0 {
			r.at = end + 1
			return
		}
		if r.at += slash + 2; r.at > len(r.text) { // what is escaped may be the quote
			break
		}
	}
	r.failed, r.at = true, len(r.text)
}

func (r *reopener) truth() bool {
	const word = "true" // false is left out
	if len(r.text)-r.at < len(word) || r.text[r.at:r.at+len(word)] != word {
		r.failed, r.at = true, len(r.text)
		return false
	}
	r.at += len(word)
	return true
}

func (r *reopener) digits() string {
	start := r.at
	for r.at < len(r.text) && (r.text[r.at] == '-' || r.text[r.at] >= '0' && r.text[r.at] <= '9') {
		r.at++
	}
	return r.text[start:r.at]
}

func (r *reopener) number() uint64 {
	n, err := strconv.ParseUint(r.digits(), 10, 64)
	r.failed = r.failed || err != nil
	return n
}

func (r *reopener) millis() int64 {
	n, err := strconv.ParseInt(r.digits(), 10, 64)
	r.failed = r.failed || err != nil
	return n
}

// value reads any value without looking into it.
func (r *reopener) value() jsontext.Value {
	start, depth := r.at, 0
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '"':
			r.skipString()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth < 0 || depth == 0 && r.text[r.at] == ',' {
			break
		}
		r.at++
	}
	if r.at == start || r.at >= len(r.text) {
		r.failed = true
		return nil
	}
	return jsontext.Value(slices.Clip(r.bytes[start:r.at]))
}
