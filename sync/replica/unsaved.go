package replica

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// Put is one thing to write into the phone's storage, a map from key to JSON. A nil Value deletes the key.
type Put struct {
	Key     string
	Value   jsontext.Value
	version uint64
}

// Unsaved lists what has changed since it was last Saved, in the order it must be written. A crash after any part of it
// loses nothing a person wrote and shows nothing that is not true:
//
//  1. new and changed edits, in the order they were written, then what was read, then the latest stamp
//  2. edits set aside, before they leave the outbox
//  3. documents; a document newer than the cursor is what catching up makes anyway
//  4. scopes with their cursors, which say that the documents up to them are there
//  5. what nothing refers to any more: answered edits, handled texts, documents of a replaced history
func (r *Replica) Unsaved() []Put {
	puts := make([]Put, 0, len(r.dirty.keys))
	order := make(map[string]string, len(r.dirty.keys))
	for key, version := range r.dirty.keys {
		value := r.value(key)
		puts = append(puts, Put{Key: key, Value: value, version: version})
		order[key] = r.order(key, value == nil)
	}
	slices.SortFunc(puts, func(a, b Put) int { return strings.Compare(order[a.Key], order[b.Key]) })
	return puts
}

// Saved says that these puts are written, surely. What changed again meanwhile stays unsaved.
func (r *Replica) Saved(puts []Put) {
	for _, p := range puts {
		if r.dirty.keys[p.Key] == p.version {
			delete(r.dirty.keys, p.Key)
		}
	}
}

// dirty names what is not saved yet, with a number that grows at every change.
type dirty struct {
	keys    map[string]uint64
	version uint64
}

func newDirty() dirty { return dirty{keys: map[string]uint64{}} }

func (r *Replica) touch(key string) {
	r.dirty.version++
	r.dirty.keys[key] = r.dirty.version
}

// Keys of the storage.
const (
	keySelf     = "self"
	prefixEdit  = "edit/"
	prefixAside = "aside/"
	prefixScope = "scope/"
	prefixDoc   = "doc/" // doc/<scope>/<shelf>/<id>
)

func keyEdit(id string) string            { return prefixEdit + id }
func keyAside(id string) string           { return prefixAside + id }
func keyScope(name document.Scope) string { return prefixScope + string(name) }
func keyDoc(name document.Scope, shelf uint64, id string) string {
	return prefixDoc + string(name) + "/" + strconv.FormatUint(shelf, 10) + "/" + id
}

// splitDoc takes a document's key apart; ids and numbers have no slash.
func splitDoc(key string) (name document.Scope, shelf uint64, id string) {
	rest := strings.TrimPrefix(key, prefixDoc)
	i := max(strings.LastIndexByte(rest, '/'), 0)
	j := max(strings.LastIndexByte(rest[:i], '/'), 0)
	if j < i {
		shelf, _ = strconv.ParseUint(rest[j+1:i], 10, 64) // a key that is not ours names no shelf we have
		id = rest[i+1:]
	}
	return document.Scope(rest[:j]), shelf, id
}

// order places a key among the unsaved ones, see Unsaved.
func (r *Replica) order(key string, gone bool) string {
	switch {
	case strings.HasPrefix(key, prefixDoc):
		if r.shelf(key) == nil {
			return "5" + key
		}
		return "3" + key
	case strings.HasPrefix(key, prefixScope):
		return "4" + key
	case gone:
		return "5" + key
	case key == keySelf:
		return "1~" // after the stamps, which are hex digits
	case strings.HasPrefix(key, prefixAside):
		return "2" + key
	case strings.HasPrefix(key, prefixRead):
		return "1r" + key // after the stamps, before the latest
	}
	return "1" + string(r.log.byID[strings.TrimPrefix(key, prefixEdit)].Edit.Stamp)
}

// shelf finds the shelf a document's key belongs to, or nil when no scope refers to it any more.
func (r *Replica) shelf(key string) *shelf {
	name, gen, _ := splitDoc(key)
	sc := r.scopes[name]
	for _, s := range sc.shelves() {
		if s.gen == gen {
			return s
		}
	}
	return nil
}

func (sc *scope) shelves() []*shelf {
	switch {
	case sc == nil:
		return nil
	case sc.fresh == nil:
		return []*shelf{sc.shown}
	}
	return []*shelf{sc.shown, sc.fresh}
}

// everything lists the keys of all that is held.
func (r *Replica) everything() []string {
	keys := []string{keySelf}
	for id := range r.log.byID {
		keys = append(keys, keyEdit(id))
	}
	for id := range r.aside {
		keys = append(keys, keyAside(id))
	}
	for _, one := range r.reads.waiting {
		keys = append(keys, keyRead(one.N))
	}
	for name, sc := range r.scopes {
		keys = append(keys, keyScope(name))
		for _, s := range sc.shelves() {
			for id := range maps.Keys(s.docs) {
				keys = append(keys, keyDoc(name, s.gen, id))
			}
		}
	}
	return keys
}
