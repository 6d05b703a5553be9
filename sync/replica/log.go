package replica

import (
	"cmp"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// entry is an edit of this replica: waiting while it has no verdict, then kept.
type entry struct {
	Edit    document.Edit     `json:"edit"`
	Verdict *document.Verdict `json:"verdict,omitzero"`
	Epoch   string            `json:"epoch,omitzero"` // the scope's when the verdict came
	At      int64             `json:"at,omitzero"`    // when the verdict came, milliseconds
	Proof   *sign.Proof       `json:"proof,omitzero"` // of this edit alone
	bytes   int               // of the edit's JSON, 0 when not counted yet
}

// log is the replica's edits in the order they were written, which is the order of their stamps.
type log struct {
	edits []*entry
	byID  map[string]*entry
	byDoc map[document.Scope]map[string][]*entry
}

func newLog() log {
	return log{byID: map[string]*entry{}, byDoc: map[document.Scope]map[string][]*entry{}}
}

func (l *log) add(e *entry) {
	l.edits = append(l.edits, e)
	l.byID[e.Edit.ID] = e
	docs := l.byDoc[e.Edit.Scope]
	if docs == nil {
		docs = map[string][]*entry{}
		l.byDoc[e.Edit.Scope] = docs
	}
	docs[e.Edit.Doc] = append(docs[e.Edit.Doc], e)
}

// remove takes out the entries that gone names and gives them.
func (l *log) remove(gone func(*entry) bool) []*entry {
	var out []*entry
	l.edits = slices.DeleteFunc(l.edits, func(e *entry) bool {
		if !gone(e) {
			return false
		}
		out = append(out, e)
		return true
	})
	for _, e := range out {
		delete(l.byID, e.Edit.ID)
		docs := l.byDoc[e.Edit.Scope]
		left := slices.DeleteFunc(docs[e.Edit.Doc], func(o *entry) bool { return o == e })
		if len(left) > 0 {
			docs[e.Edit.Doc] = left
			continue
		}
		delete(docs, e.Edit.Doc)
		if len(docs) == 0 {
			delete(l.byDoc, e.Edit.Scope)
		}
	}
	return out
}

func byStamp(a, b *entry) int {
	return cmp.Or(cmp.Compare(a.Edit.Stamp, b.Edit.Stamp), cmp.Compare(a.Edit.ID, b.Edit.ID))
}

// drop removes entries, from the screen and from storage too.
func (r *Replica) drop(gone func(*entry) bool) {
	for _, e := range r.log.remove(gone) {
		r.changed(e)
	}
}

// changed says that an entry is to be saved and its document to be shown anew.
func (r *Replica) changed(e *entry) {
	r.touch(keyEdit(e.Edit.ID))
	if sc := r.scopes[e.Edit.Scope]; sc != nil {
		delete(sc.views, e.Edit.Doc)
	}
}
