package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Limits of one commit (architecture section 4, group commit).
const (
	MaxCommitEdits = 256
	MaxCommitBytes = 1 << 20
)

// Cursor says how far a replica has read a scope. Chain is the first 8 bytes of the hash chain at Seq, in hex: a cursor
// from another history does not fit.
type Cursor struct {
	Epoch string `json:"epoch"`
	Seq   uint64 `json:"seq"`
	Chain string `json:"chain"`
}

// Head is the end of a scope's log. The zero Head is a scope that does not exist yet.
type Head struct {
	Cursor
	Hash     string   `json:"hash"`     // the whole chain hash, hex
	Checksum Checksum `json:"checksum"` // of the hot set at Seq
	Parent   *Base    `json:"parent,omitzero"`
}

// Checksum is the sum mod 2^64 of the hot documents' sums; 16 hex digits in JSON, because JSON numbers are too short.
type Checksum uint64

var errChecksum = errors.New("a checksum is 16 hex digits")

// MarshalText writes 16 hex digits.
func (c Checksum) MarshalText() ([]byte, error) { return appendChecksum(nil, c), nil }

// UnmarshalText reads 16 hex digits.
func (c *Checksum) UnmarshalText(b []byte) error {
	if len(b) != 16 {
		return errChecksum
	}
	n, err := strconv.ParseUint(string(b), 16, 64)
	*c = Checksum(n)
	return err
}

// Commit is one numbered entry in a scope's log. Inserting it is the moment its edits become true.
type Commit struct {
	Tenant string `json:"-"`
	Header
	Body
}

// Header is what the hash chain covers; it stays when a body is archived or destroyed.
type Header struct {
	Scope    Scope    `json:"scope"`
	Seq      uint64   `json:"seq"`
	Epoch    string   `json:"epoch"`
	Parent   *Base    `json:"parent,omitzero"` // set when a restore began a new epoch: the old epoch and the fork seq
	At       int64    `json:"at"`              // server time, milliseconds
	Checksum Checksum `json:"checksum"`
	BodyHash string   `json:"bodyHash"` // SHA-256 of salt and body, hex
	Prev     string   `json:"prev"`     // hash of the commit before, hex; "" for the first
	Hash     string   `json:"hash"`     // SHA-256 of Prev and this header without Hash, hex
}

// Body is what the commit says. Salt keeps a destroyed body from being guessed from its hash.
type Body struct {
	Salt      string     `json:"salt"`
	Directory uint64     `json:"directory,omitzero"` // the seq of tenant/directory the access decision stood on
	Edits     []Entry    `json:"edits,omitzero"`
	Changes   []Change   `json:"changes,omitzero"`
	Effects   []Edit     `json:"effects,omitzero"`   // edits the server owes other scopes
	Deadlines []Deadline `json:"deadlines,omitzero"` // what time will bring
	Tells     []Tell     `json:"tells,omitzero"`     // what people are told of
}

// Tell is a change of a document that people are told of, by notices in their inboxes (domain.md 1.5). Who they are, and
// whether they may see the document, is asked when they are told, not when the commit is made.
type Tell struct {
	Doc   string `json:"doc"`
	Type  string `json:"type"`
	Code  string `json:"code"`  // what happened: the type and the occasion, such as teamMeeting.start
	Class string `json:"class"` // urgent, visit, meeting or sync
	Ack   string `json:"ack,omitzero"`
	// Scope and Seq say where the document is, and which change of it this is about, when that is not the commit's own.
	Scope Scope  `json:"scope,omitzero"`
	Seq   uint64 `json:"seq,omitzero"`
	// Staff are members of staff, or roles, that the document itself names; To are those of the schema's notices that only
	// the directory and the visits can answer: role:<role>, team, visitors48h.
	Staff []string `json:"staff,omitzero"`
	To    []string `json:"to,omitzero"`
	// By are those whose edits made the change: nobody is told what they did themselves.
	By []string `json:"by,omitzero"`
	// Start is when the meeting or visit begins, milliseconds; 0 for what has no time.
	Start int64 `json:"start,omitzero"`
}

// Deadline asks the server to look at a document again when its time has come. What it then does follows from Rule (a name
// in sync/care) and from the document as it is by then; Edit is the id of what it does, made before anybody did it, so
// that whoever fires it, and however often, does it once.
type Deadline struct {
	Due  int64  `json:"due"` // milliseconds
	Rule string `json:"rule"`
	Doc  string `json:"doc"`
	Edit string `json:"edit"`
}

// Entry is an edit in a commit with its answer. Kept holds the edit itself when it was refused or not shown: nothing a
// person wrote is thrown away (domain.md R4, R6).
type Entry struct {
	Digest  string         `json:"digest"`
	Author  string         `json:"author"`
	Replica string         `json:"replica"`
	Carrier *Carrier       `json:"carrier,omitzero"` // set when somebody else's login handed it in
	Verdict Verdict        `json:"verdict"`
	Kept    jsontext.Value `json:"kept,omitzero"`
}

// Carrier is whose login handed in an edit that its author had signed and sealed, and on which device: "written by Sven, sent
// by device D-14 under Noor's login".
type Carrier struct {
	Actor   string `json:"actor"`
	Replica string `json:"replica"`
	Device  string `json:"device,omitzero"`
}

// ErrChain says that a commit does not fit the hash chain.
var ErrChain = errors.New("commit does not fit the hash chain")

// Cursor is the cursor of a replica that has read up to and with this commit.
func (h Header) Cursor() Cursor {
	return Cursor{Epoch: h.Epoch, Seq: h.Seq, Chain: ShortChain(h.Hash)}
}

// ShortChain is the part of a chain hash that a cursor carries.
func ShortChain(hash string) string { return hash[:min(16, len(hash))] }

func (h *Header) chainHash() string {
	b := make([]byte, 0, 512)
	b = append(append(append(b, h.Prev...), '\n'), h.Scope...)
	b = strconv.AppendUint(append(b, '\n'), h.Seq, 10)
	b = append(append(b, '\n'), h.Epoch...)
	b = strconv.AppendInt(append(b, '\n'), h.At, 10)
	b = appendChecksum(append(b, '\n'), h.Checksum)
	b = append(append(b, '\n'), h.BodyHash...)
	if h.Parent != nil {
		b = append(append(b, '\n'), h.Parent.Epoch...)
		b = strconv.AppendUint(append(b, '\n'), h.Parent.Seq, 10)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// OpenCommit reads a commit from its stored bytes. It does not check the hashes; Verify does.
func OpenCommit(tenant string, stored []byte) (*Commit, error) {
	head, body, found := bytes.Cut(stored, []byte{'\n'})
	if !found {
		return nil, fmt.Errorf("open commit: %w", ErrChain)
	}
	c := &Commit{Tenant: tenant}
	if err := json.Unmarshal(head, &c.Header); err != nil {
		return nil, fmt.Errorf("open commit header: %w", err)
	}
	if err := json.Unmarshal(body, &c.Body); err != nil {
		return nil, fmt.Errorf("open commit %s %d: %w", c.Scope, c.Seq, err)
	}
	return c, nil
}

// Verify checks that stored bytes hold the commit that follows prev: the number, the chain and the body's hash.
func Verify(stored []byte, prev Head) (Head, error) {
	head, body, _ := bytes.Cut(stored, []byte{'\n'})
	var h Header
	if err := json.Unmarshal(head, &h); err != nil {
		return prev, fmt.Errorf("verify commit after %d: %w", prev.Seq, err)
	}
	var salted struct {
		Salt string `json:"salt"`
	}
	if err := json.Unmarshal(body, &salted); err != nil {
		return prev, fmt.Errorf("verify commit %d: %w", h.Seq, err)
	}
	switch {
	case h.Seq != prev.Seq+1, h.Prev != prev.Hash, h.Hash != h.chainHash(), h.BodyHash != saltedHash(salted.Salt, body):
		return prev, fmt.Errorf("%s %d: %w", h.Scope, h.Seq, ErrChain)
	}
	return h.Head(prev.Parent), nil
}

// Head is the head of the log after this commit. Parent is the last fork known before it.
func (h Header) Head(parent *Base) Head {
	if h.Parent != nil {
		parent = h.Parent
	}
	return Head{Cursor: h.Cursor(), Hash: h.Hash, Checksum: h.Checksum, Parent: parent}
}
