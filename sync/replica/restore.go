package replica

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// ErrForeign says that a snapshot belongs to another replica or author.
var ErrForeign = errors.New("the snapshot is another replica's")

// Restore makes the replica a snapshot holds. Options.Replica and Author must be the snapshot's, or empty to take them from
// it. A value that cannot be read is an error if a person wrote it; anything else is fetched from the server again.
func Restore(o Options, snapshot []byte) (*Replica, error) {
	var all map[string]jsontext.Value
	if err := json.Unmarshal(snapshot, &all); err != nil {
		return nil, fmt.Errorf("restore replica: %w", err)
	}
	r := New(o)
	at, err := r.restoreSelf(all[keySelf])
	if err != nil {
		return nil, err
	}
	keys := slices.Sorted(maps.Keys(all))
	if err := r.restoreReads(at, keys, all); err != nil {
		return nil, err
	}
	var edits []*entry
	for _, key := range keys {
		switch {
		case strings.HasPrefix(key, prefixEdit):
			e := new(entry)
			if err := json.Unmarshal(all[key], e); err != nil {
				return nil, fmt.Errorf("restore %s: %w", key, err)
			}
			edits = append(edits, e)
		case strings.HasPrefix(key, prefixAside):
			var a SetAside
			if err := json.Unmarshal(all[key], &a); err != nil {
				return nil, fmt.Errorf("restore %s: %w", key, err)
			}
			r.aside[a.Edit.ID] = a
		case strings.HasPrefix(key, prefixScope):
			r.restoreScope(document.Scope(strings.TrimPrefix(key, prefixScope)), all[key])
		}
	}
	r.restoreEdits(edits)
	r.restoreDocuments(keys, all)
	for _, a := range r.SetAside() {
		r.reconsider(a.Edit.Scope, a.Edit.Doc) // a crash came after the document was saved
	}
	return r, nil
}

// restoreSelf also says how far the reads were handed in.
func (r *Replica) restoreSelf(text jsontext.Value) (*readsTaken, error) {
	if text == nil {
		return nil, nil // nothing was saved yet, or only the first edits
	}
	var s self
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, fmt.Errorf("restore replica: %w", err)
	}
	if r.o.Replica != "" && r.o.Replica != s.Replica || r.o.Author != "" && r.o.Author != s.Author {
		return nil, ErrForeign
	}
	r.o.Replica, r.o.Author = s.Replica, s.Author
	r.last, r.keepMillis, r.mismatches, r.sealKey = s.Last, s.KeepMillis, s.Mismatches, s.SealKey
	if r.link = s.Link; r.link == (sign.Link{}) {
		r.link = sign.Start(s.Replica)
	}
	r.lease = lease{hours: s.Lease, heard: s.Heard}
	return s.Reads, nil
}

// restoreEdits puts the edits in order. The latest stamp is theirs when the crash came before it was saved itself.
func (r *Replica) restoreEdits(edits []*entry) {
	slices.SortFunc(edits, byStamp)
	for _, e := range edits {
		r.log.add(e)
		r.last = max(r.last, e.Edit.Stamp)
	}
	r.restoreChain()
}

func (r *Replica) restoreScope(name document.Scope, text jsontext.Value) {
	var h header
	sc := newScope(name)
	r.scopes[name] = sc
	if json.Unmarshal(text, &h) != nil {
		sc.reload = true
		return
	}
	sc.revoked, sc.reload, sc.safe, sc.gens = h.Revoked, h.Reload, h.Safe, h.Shelves
	sc.shown = restoreShelf(h.Shown)
	if h.Fresh != nil {
		sc.fresh = restoreShelf(*h.Fresh)
	}
}

func restoreShelf(h shelfHeader) *shelf {
	s := newShelf(h.Shelf, h.Cursor.Epoch)
	s.cursor, s.resume, s.parent = h.Cursor, h.Resume, h.Parent
	return s
}

// restoreDocuments fills the shelves and proves them. Documents of a shelf that is gone are left to Unsaved to delete.
func (r *Replica) restoreDocuments(keys []string, all map[string]jsontext.Value) {
	for _, key := range keys {
		if !strings.HasPrefix(key, prefixDoc) {
			continue
		}
		name, _, id := splitDoc(key)
		s := r.shelf(key)
		if s == nil {
			r.touch(key)
			continue
		}
		if d, err := document.Decode(all[key]); err == nil && d.ID == id && d.Scope == name {
			s.put(d)
		} // otherwise the sum will not fit
	}
	for name, sc := range r.scopes {
		var h header
		err := json.Unmarshal(all[keyScope(name)], &h)
		fits := err == nil && sc.shown.prove(h.Shown) && (h.Fresh == nil || sc.fresh.prove(*h.Fresh))
		if !fits && !sc.reload {
			// Not counted: a cold document's deletion was saved and its scope was not, or the storage is broken.
			sc.reload = true
			r.touch(keyScope(name))
		}
	}
}

// prove compares with the sum that was saved. Where there was none to save, the next one the server tells must prove it.
func (s *shelf) prove(h shelfHeader) bool {
	s.unproven = h.Sum == nil || len(s.ahead) > 0
	return s.unproven || s.sum == uint64(*h.Sum)
}
