package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// hashDigits is the length of a SHA-256 in hex.
const hashDigits = 2 * sha256.Size

// Seal computes the body's and the header's hash and returns the commit's stored bytes: the header, a line feed, the body.
// Prev, Seq and Epoch must be set. Changes that carry a document whole get their Next, if they have none. Sealing an
// opened commit gives its bytes again.
func (c *Commit) Seal() ([]byte, error) { return c.AppendSealed(nil) }

// AppendSealed is Seal into a buffer of the caller's. The bytes are written by hand because this is on every edit's path;
// the header comes first but holds the body's hash, so the two hashes are filled in last.
func (c *Commit) AppendSealed(b []byte) ([]byte, error) {
	c.encodeWhole()
	b = slices.Grow(b, c.sizeHint())
	b, bodyHashAt, hashAt := c.appendHeader(b)
	b = append(b, '\n')
	bodyAt := len(b)
	b, err := c.appendBody(b)
	if err != nil {
		return nil, fmt.Errorf("encode commit %s %d: %w", c.Scope, c.Seq, err)
	}
	c.BodyHash = saltedHash(c.Salt, b[bodyAt:])
	c.Hash = c.chainHash()
	copy(b[bodyHashAt:], c.BodyHash)
	copy(b[hashAt:], c.Hash)
	return b, nil
}

// encodeWhole makes sure that each whole document is encoded once: its bytes are part of the commit and of the documents.
func (c *Commit) encodeWhole() {
	for i := range c.Changes {
		if ch := &c.Changes[i]; ch.Whole && ch.Next == nil {
			ch.Next = Encode(ch.Doc)
		}
	}
}

func (c *Commit) sizeHint() int {
	n := 640 + 400*len(c.Edits) + 600*len(c.Effects) + 160*(len(c.Deadlines)+len(c.Tells))
	for _, ch := range c.Changes {
		n += 600
		if ch.Whole {
			n += len(ch.Next.Bytes)
		}
	}
	return n
}

func saltedHash(salt string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(salt))
	h.Write(body)
	var sum [sha256.Size]byte
	return hex.EncodeToString(h.Sum(sum[:0]))
}

// appendHeader leaves room for the two hashes and says where.
func (h *Header) appendHeader(b []byte) (text []byte, bodyHashAt, hashAt int) {
	b = appendText(append(b, `{"scope":`...), string(h.Scope))
	b = strconv.AppendUint(append(b, `,"seq":`...), h.Seq, 10)
	b = appendText(append(b, `,"epoch":`...), h.Epoch)
	if h.Parent != nil {
		b = appendBase(append(b, `,"parent":`...), *h.Parent)
	}
	b = strconv.AppendInt(append(b, `,"at":`...), h.At, 10)
	b = append(appendChecksum(append(b, `,"checksum":"`...), h.Checksum), '"')
	b = append(b, `,"bodyHash":"`...)
	bodyHashAt = len(b)
	b = append(append(b, make([]byte, hashDigits)...), '"')
	b = appendText(append(b, `,"prev":`...), h.Prev)
	b = append(b, `,"hash":"`...)
	hashAt = len(b)
	b = append(append(b, make([]byte, hashDigits)...), `"}`...)
	return b, bodyHashAt, hashAt
}

func appendBase(b []byte, base Base) []byte {
	b = append(b, '{')
	if base.Epoch != "" {
		b = append(appendText(append(b, `"epoch":`...), base.Epoch), ',')
	}
	return append(strconv.AppendUint(append(b, `"seq":`...), base.Seq, 10), '}')
}

func appendChecksum(b []byte, c Checksum) []byte {
	const digits = "0123456789abcdef"
	for shift := 60; shift >= 0; shift -= 4 {
		b = append(b, digits[uint64(c)>>shift&15])
	}
	return b
}

func (body *Body) appendBody(b []byte) ([]byte, error) {
	var err error
	b = appendText(append(b, `{"salt":`...), body.Salt)
	if body.Directory != 0 {
		b = strconv.AppendUint(append(b, `,"directory":`...), body.Directory, 10)
	}
	for i := range body.Edits {
		if b, err = body.Edits[i].appendEntry(appendStart(b, i, `,"edits":[`)); err != nil {
			return nil, err
		}
	}
	b = appendEnd(b, len(body.Edits))
	for i := range body.Changes {
		b = body.Changes[i].AppendJSON(appendStart(b, i, `,"changes":[`))
	}
	b = appendEnd(b, len(body.Changes))
	for i := range body.Effects {
		text, err := json.Marshal(&body.Effects[i], json.Deterministic(true))
		if err != nil {
			return nil, err
		}
		b = append(appendStart(b, i, `,"effects":[`), text...)
	}
	b = appendEnd(b, len(body.Effects))
	for i := range body.Deadlines {
		b = body.Deadlines[i].appendDeadline(appendStart(b, i, `,"deadlines":[`))
	}
	b = appendEnd(b, len(body.Deadlines))
	for i := range body.Tells {
		text, err := json.Marshal(&body.Tells[i], json.Deterministic(true))
		if err != nil {
			return nil, err
		}
		b = append(appendStart(b, i, `,"tells":[`), text...)
	}
	return append(appendEnd(b, len(body.Tells)), '}'), nil
}

// appendStart and appendEnd write what stands around the items of a list; an empty list is not written at all.
func appendStart(b []byte, i int, first string) []byte {
	if i == 0 {
		return append(b, first...)
	}
	return append(b, ',')
}

func appendEnd(b []byte, n int) []byte {
	if n == 0 {
		return b
	}
	return append(b, ']')
}

func (e *Entry) appendEntry(b []byte) ([]byte, error) {
	b = appendText(append(b, `{"digest":`...), e.Digest)
	b = appendText(append(b, `,"author":`...), e.Author)
	b = appendText(append(b, `,"replica":`...), e.Replica)
	if c := e.Carrier; c != nil {
		b = appendText(append(b, `,"carrier":{"actor":`...), c.Actor)
		b = appendText(append(b, `,"replica":`...), c.Replica)
		b = append(appendOptional(b, `,"device":`, c.Device), '}')
	}
	b = e.Verdict.appendVerdict(append(b, `,"verdict":`...))
	if len(e.Kept) > 0 {
		kept := jsontext.Value(slices.Clone(e.Kept)) // as the phone wrote it: broken JSON here would break the whole commit
		if err := kept.Compact(); err != nil {
			return nil, fmt.Errorf("kept edit %s: %w", e.Verdict.Edit, err)
		}
		b = append(append(b, `,"kept":`...), kept...)
	}
	return append(b, '}'), nil
}

func (v *Verdict) appendVerdict(b []byte) []byte {
	b = appendText(append(b, `{"edit":`...), v.Edit)
	b = appendText(append(b, `,"verdict":`...), string(v.Kind))
	b = appendOptional(b, `,"code":`, v.Code)
	b = appendOptional(b, `,"field":`, v.Field)
	b = appendText(append(b, `,"scope":`...), string(v.Scope))
	b = strconv.AppendUint(append(b, `,"seq":`...), v.Seq, 10)
	if v.Again {
		b = append(b, `,"again":true`...)
	}
	if v.Late {
		b = append(b, `,"late":true`...)
	}
	for i := range v.Notes {
		b = v.Notes[i].appendNote(appendStart(b, i, `,"notes":[`))
	}
	return append(appendEnd(b, len(v.Notes)), '}')
}

func (n *Note) appendNote(b []byte) []byte {
	b = appendText(append(b, `{"field":`...), n.Field)
	b = appendOptional(b, `,"item":`, n.Item)
	b = appendText(append(b, `,"policy":`...), n.Policy)
	b = appendOptional(b, `,"shown":`, n.Shown)
	b = appendTexts(b, `,"overruled":[`, n.Overruled)
	b = appendTexts(b, `,"waiting":[`, n.Waiting)
	return append(b, '}')
}

func (d *Deadline) appendDeadline(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"due":`...), d.Due, 10)
	b = appendText(append(b, `,"rule":`...), d.Rule)
	b = appendText(append(b, `,"doc":`...), d.Doc)
	return append(appendText(append(b, `,"edit":`...), d.Edit), '}')
}

func appendOptional(b []byte, member, text string) []byte {
	if text == "" {
		return b
	}
	return appendText(append(b, member...), text)
}

func appendTexts(b []byte, member string, texts []string) []byte {
	for i, text := range texts {
		b = appendText(appendStart(b, i, member), text)
	}
	return appendEnd(b, len(texts))
}

// AppendJSON appends the change, the same bytes in the log and in frames. A whole document's bytes are not made again.
func (c *Change) AppendJSON(b []byte) []byte {
	b = strconv.AppendUint(append(b, `{"prev":`...), c.Prev, 10)
	if c.Whole {
		b = append(b, `,"whole":true`...)
	}
	b = append(b, `,"doc":`...)
	if c.Whole && c.Next != nil {
		return append(append(b, c.Next.Bytes...), '}')
	}
	return append(c.Doc.AppendCanonical(b), '}')
}

// SizeHint is about how many bytes AppendJSON appends.
func (c *Change) SizeHint() int {
	if c.Whole && c.Next != nil {
		return 64 + len(c.Next.Bytes)
	}
	return 1024
}
