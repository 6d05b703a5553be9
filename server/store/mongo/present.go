package mongo

import (
	"context"
	"hash/maphash"

	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// present is which documents a scope has, as far as a view knows: their ids as hashes. The head's row counts the scope's
// documents; a view that knows as many knows them all, and need not ask whether another is there. So a note that begins costs as
// few round trips as a line in one that is there. Two ids of one hash are one too few: then the database is asked, as ever.
type present struct {
	ids    map[uint64]struct{}
	lacked int  // how often the database was asked for documents that are not there
	listed bool // it was asked which there are
}

// mostPresent is how many documents a scope may have to be known by their ids: 40 KB a scope at most.
const mostPresent = 2000

// begins notes the documents that a commit begins. The caller holds mu.
func (v *scope) begins(changes []document.Change) {
	for _, ch := range changes {
		if ch.Prev == 0 {
			v.note(ch.Doc.ID)
		}
	}
}

func (v *scope) note(id string) {
	if v.documents > mostPresent {
		v.present.ids = nil
		return
	}
	if v.present.ids == nil {
		v.present.ids = map[uint64]struct{}{}
	}
	v.present.ids[maphash.String(stripeSeed, id)] = struct{}{}
}

// perhaps gives those ids that the scope may have.
func (v *scope) perhaps(ids []string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if int64(len(v.present.ids)) != v.documents {
		return ids
	}
	var out []string
	for _, id := range ids {
		if _, is := v.present.ids[maphash.String(stripeSeed, id)]; is {
			out = append(out, id)
		}
	}
	return out
}

// lacked notes that the database was asked for documents that are not there.
func (v *scope) lacked() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.present.lacked++
}

// shouldList reports, once, that it is time to ask which there are: when the database is to be asked again after it was asked in
// vain. Where nodes write a scope in turn no view lives that long, and it would cost more than it saves.
func (v *scope) shouldList() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.present.lacked == 0 || v.present.listed || v.documents > mostPresent {
		return false
	}
	v.present.listed = true
	return true
}

// list learns which documents a scope has. One that is newer than the view may be another node's, which the view's count lacks.
func (s *Store) list(ctx context.Context, key store.Key, v *scope) error {
	type row struct {
		ID  string `bson:"id"`
		Seq int64  `bson:"seq"`
	}
	rows, err := all(find[row](ctx, s.documents, of(key), options.Find().SetProjection(by("id", "seq"))))
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range rows {
		if uint64(r.Seq) <= v.head.Seq {
			v.note(r.ID)
		}
	}
	return nil
}
