package mongo

import (
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/samsyn/samsyn/sync/document"
)

// commitRow is a commit as stored. Sealed holds all of it; the rest is what queries need.
type commitRow struct {
	Tenant    string     `bson:"tenant"`
	Scope     string     `bson:"scope"`
	Seq       int64      `bson:"seq"`
	Epoch     string     `bson:"epoch"`
	Hash      string     `bson:"hash"`
	Checksum  string     `bson:"checksum"`
	Parent    *parentRow `bson:"parent,omitempty"` // the last fork up to here
	Documents int64      `bson:"documents"`        // in the scope
	At        int64      `bson:"at"`
	Inserted  time.Time  `bson:"inserted"`
	Open      *placeRow  `bson:"open,omitempty"`  // the open mark
	First     *placeRow  `bson:"first,omitempty"` // in commit 1: the scope exists
	Authors   []string   `bson:"authors,omitempty"`
	Known     []knownRow `bson:"known,omitempty"`
	Due       []dueRow   `bson:"due,omitempty"`
	Sealed    []byte     `bson:"sealed"`
}

// placeRow repeats where a commit stands, so that a sparse index on it holds only the commits that have one: a sparse index
// keeps whatever has one of its fields.
type placeRow struct {
	Tenant string `bson:"tenant"`
	Scope  string `bson:"scope"`
	Seq    int64  `bson:"seq"`
}

type parentRow struct {
	Epoch string `bson:"epoch"`
	Seq   int64  `bson:"seq"`
}

type knownRow struct {
	Edit   string `bson:"e"`
	Index  int    `bson:"i"`
	Digest string `bson:"d"`
}

type dueRow struct {
	Due  int64  `bson:"due"`
	Rule string `bson:"rule"`
	Doc  string `bson:"doc"`
	Edit string `bson:"edit"`
}

func newCommitRow(c *document.Commit, head document.Head, documents int64, sealed []byte, now time.Time) *commitRow {
	sum, _ := head.Checksum.MarshalText() // never fails
	r := &commitRow{
		Tenant: c.Tenant, Scope: string(c.Scope), Seq: int64(c.Seq), Epoch: c.Epoch, Hash: c.Hash, Checksum: string(sum),
		Documents: documents, At: c.At, Inserted: now.UTC(), Open: &placeRow{c.Tenant, string(c.Scope), int64(c.Seq)}, Sealed: sealed,
	}
	if c.Seq == 1 {
		r.First = r.Open
	}
	if head.Parent != nil {
		r.Parent = &parentRow{head.Parent.Epoch, int64(head.Parent.Seq)}
	}
	for i, e := range c.Edits {
		if e.Author != "" && !slices.Contains(r.Authors, e.Author) {
			r.Authors = append(r.Authors, e.Author)
		}
		if !e.Verdict.Again && e.Verdict.Code != document.CodeIDTaken {
			r.Known = append(r.Known, knownRow{e.Verdict.Edit, i, e.Digest})
		}
	}
	for _, d := range c.Deadlines {
		r.Due = append(r.Due, dueRow{d.Due, d.Rule, d.Doc, d.Edit})
	}
	return r
}

// headOf is the head that a commit's row makes.
func (r *commitRow) headOf() (document.Head, error) {
	h := document.Head{Hash: r.Hash, Cursor: document.Cursor{Epoch: r.Epoch, Seq: uint64(r.Seq), Chain: document.ShortChain(r.Hash)}}
	if r.Parent != nil {
		h.Parent = &document.Base{Epoch: r.Parent.Epoch, Seq: uint64(r.Parent.Seq)}
	}
	return h, h.Checksum.UnmarshalText([]byte(r.Checksum))
}

// documentRow is a document as stored. Plain is for people's tools: what the document shows, field by field. State is the
// document itself, with what waits and where all came from.
type documentRow struct {
	Tenant string `bson:"tenant"`
	Scope  string `bson:"scope"`
	ID     string `bson:"id"`
	Type   string `bson:"type"`
	Seq    int64  `bson:"seq"`
	Sum    int64  `bson:"sum"` // of the checksum, as a signed number
	Voided string `bson:"voided,omitempty"`
	Plain  bson.D `bson:"plain,omitempty"`
	State  []byte `bson:"state"`
}
