package replica

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/sign"
)

// Snapshot is all that a phone persists, as one JSON object from storage key to value: the same state gives the same bytes.
// A phone that saves bit by bit (Unsaved) ends with the same map.
func (r *Replica) Snapshot() []byte {
	out := []byte{'{'}
	for i, key := range slices.Sorted(slices.Values(r.everything())) {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, document.Quote(key)...), ':'), r.value(key)...)
	}
	return append(out, '}')
}

// self is what belongs to no scope.
type self struct {
	Replica    string    `json:"replica"`
	Author     string    `json:"author"`
	Last       hlc.Stamp `json:"last,omitzero"`
	KeepMillis int64     `json:"keepMillis"`
	Mismatches int       `json:"mismatches,omitzero"`

	Reads   *readsTaken  `json:"reads,omitzero"` // how far they were handed in
	Lease   int          `json:"lease,omitzero"` // hours
	Heard   int64        `json:"heard,omitzero"`
	Link    sign.Link    `json:"link,omitzero"` // the zero Link of a replica that does not sign
	SealKey sign.SealKey `json:"sealKey,omitzero"`
}

// header is a scope without its documents.
type header struct {
	Revoked bool         `json:"revoked,omitzero"`
	Reload  bool         `json:"reload,omitzero"`
	Safe    uint64       `json:"safe,omitzero"`
	Shelves uint64       `json:"shelves,omitzero"` // how many there have been, which numbers the next
	Shown   shelfHeader  `json:"shown"`
	Fresh   *shelfHeader `json:"fresh,omitzero"`
}

type shelfHeader struct {
	Shelf  uint64          `json:"shelf"`
	Cursor document.Cursor `json:"cursor"`
	Resume uint64          `json:"resume,omitzero"`
	Parent *document.Base  `json:"parent,omitzero"`
	// Sum proves what was read back. Without it there were documents ahead of the cursor, which may have been saved or not.
	Sum *document.Checksum `json:"sum,omitzero"`
}

func headerOf(s *shelf) shelfHeader {
	h := shelfHeader{Shelf: s.gen, Cursor: s.cursor, Resume: s.resume, Parent: s.parent}
	if len(s.ahead) == 0 {
		sum := document.Checksum(s.sum)
		h.Sum = &sum
	}
	return h
}

// value is what is to be stored under a key, nil when nothing is.
func (r *Replica) value(key string) jsontext.Value {
	kind, id, _ := strings.Cut(key, "/")
	switch kind + "/" {
	case prefixEdit:
		if e := r.log.byID[id]; e != nil {
			return encode(e)
		}
	case prefixAside:
		if a, here := r.aside[id]; here {
			return encode(a)
		}
	case prefixRead:
		return r.reads.value(key)
	case prefixScope:
		if sc := r.scopes[document.Scope(id)]; sc != nil {
			return encode(sc.header())
		}
	case prefixDoc:
		if s := r.shelf(key); s != nil {
			_, _, id := splitDoc(key)
			if h, here := s.docs[id]; here {
				return h.doc.AppendCanonical(nil)
			}
		}
	default:
		s := self{
			Replica: r.o.Replica, Author: r.o.Author, Last: r.last, KeepMillis: r.keepMillis, Mismatches: r.mismatches,
			Reads: r.reads.saved(), Lease: r.lease.hours, Heard: r.lease.heard, SealKey: r.sealKey,
		}
		if !r.o.Key.IsZero() {
			s.Link = r.link
		}
		return encode(s)
	}
	return nil
}

func (sc *scope) header() header {
	h := header{Revoked: sc.revoked, Reload: sc.reload, Safe: sc.safe, Shelves: sc.gens, Shown: headerOf(sc.shown)}
	if sc.fresh != nil {
		fresh := headerOf(sc.fresh)
		h.Fresh = &fresh
	}
	return h
}

// encode gives JSON that is the same for the same value.
func encode(v any) jsontext.Value {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil { // every value in here was checked on its way in
		panic(fmt.Sprintf("replica: encode %T: %v", v, err))
	}
	return text
}
