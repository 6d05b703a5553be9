package replica

import "github.com/samsyn/samsyn/sync/document"

// adopt makes a history the shelf's. Edits of the scope that were acknowledged in another one are submitted again, with the
// same ids and in the order they were written: the server was restored from a backup and may have lost them. What the fork
// kept is told from what it lost only when the new history says it grew out of the very one that acknowledged the edit;
// otherwise all that is kept goes again, and the server answers "again".
func (r *Replica) adopt(sc *scope, s *shelf, epoch string, parent *document.Base) {
	s.cursor.Epoch, s.parent = epoch, parent
	r.touch(keyScope(sc.name))
	r.submitAgain(sc.name, func(e *entry) bool {
		if e.Epoch == epoch {
			return false
		}
		kept := parent != nil && parent.Epoch == e.Epoch && e.Verdict.Seq <= parent.Seq
		if kept {
			e.Epoch = epoch
			r.changed(e)
		}
		return !kept
	})
}

// submitAgain puts the acknowledged edits of a scope that lost says yes to back in the outbox.
func (r *Replica) submitAgain(name document.Scope, lost func(*entry) bool) {
	for _, e := range r.log.edits {
		if e.Edit.Scope == name && e.Verdict != nil && lost(e) {
			e.Verdict, e.Epoch, e.At = nil, "", 0
			r.changed(e)
		}
	}
}

// resolve gives an edit's base as a seq of the shelf's epoch, as the server does: 0 when nothing of it counts.
func (s *shelf) resolve(b document.Base) uint64 {
	switch {
	case b.Epoch == s.cursor.Epoch:
		return b.Seq
	case s.parent != nil && s.parent.Epoch == b.Epoch:
		return min(b.Seq, s.parent.Seq)
	}
	return 0
}
