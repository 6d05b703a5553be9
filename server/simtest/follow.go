package simtest

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// spot is one candidate's place in a document.
type spot struct{ field, item, edit string }

// follow makes a commit's changes on the oracle's own documents and asks what became of every candidate.
func (o *oracle) follow(c *document.Commit) {
	docs := o.docs[c.Scope]
	if docs == nil {
		docs = map[string]*document.Document{}
		o.docs[c.Scope] = docs
	}
	for _, change := range c.Changes {
		id := change.Doc.ID
		before := docs[id]
		after, fits := change.ApplyTo(before)
		if !fits {
			o.w.fail("%s %d: the change of %s does not follow", c.Scope, c.Seq, id)
			continue
		}
		docs[id] = after
		if after.Type != "conflict" {
			o.compare(c, before, after)
		}
	}
	for _, e := range c.Edits {
		o.isThere(c, e, docs)
	}
}

// compare: who lost a candidate lost it to somebody who had seen it, and nothing came that nobody wrote.
func (o *oracle) compare(c *document.Commit, before, after *document.Document) {
	old, now := spots(before), spots(after)
	for _, s := range sortedSpots(old) {
		if _, still := now[s]; !still && !o.isSequence(after, s) && !o.isOverruled(c, s) && !o.isServersField(c, after, s) {
			o.w.fail("%s %d: %s %s lost %v to nobody who had seen it", c.Scope, c.Seq, after.Type, after.ID, s)
		}
	}
	for _, s := range sortedSpots(now) {
		if _, was := old[s]; was || o.isSequence(after, s) {
			continue
		}
		if o.isServers(c, after, s) {
			o.made[s.edit] = made{document.Edit{ID: s.edit, Doc: after.ID, Stamp: after.Origins[s.edit].Stamp}, c.Seq}
		} else if !sameValue(o.valueAt(s), now[s]) {
			o.w.fail("%s %d: %s %s shows %v = %s, which nobody wrote", c.Scope, c.Seq, after.Type, after.ID, s, now[s])
		}
	}
}

// isThere: an accepted edit is in its document, or was replaced in the very commit, or the log keeps it by name.
func (o *oracle) isThere(c *document.Commit, e document.Entry, docs map[string]*document.Document) {
	w, known := o.edits[e.Verdict.Edit]
	if e.Verdict.Kind == document.Refused || len(e.Kept) > 0 {
		return
	}
	if to, tells := o.mayTell[e.Verdict.Edit]; tells && to == c.Scope {
		return
	}
	if !known {
		o.w.fail("%s %d: accepted edit %s, which nobody wrote", c.Scope, c.Seq, e.Verdict.Edit)
		return
	}
	if docs[w.Doc] == nil && w.phone == nil && !w.Create {
		return // an effect about something that is not there does nothing
	}
	now := spots(docs[w.Doc])
	for _, s := range o.spotsOf(w.Edit) {
		_, there := now[s]
		if d := docs[w.Doc]; !there && !o.isOverruled(c, s) && !o.stoodForGood(w, d, s) && !o.isServersField(c, d, s) {
			o.w.fail("%s %d: accepted edit of %s has nothing at %v and is not kept", c.Scope, c.Seq, w.Doc, s)
		}
	}
}

// isOverruled reports whether an edit of the commit touches the spot and had seen what stood there.
func (o *oracle) isOverruled(c *document.Commit, s spot) bool {
	it := o.edits[s.edit]
	at := o.entries[it.ID].seq
	if made, is := o.made[s.edit]; is {
		it.Edit, at = made.Edit, made.seq
	}
	return slices.ContainsFunc(c.Edits, func(e document.Entry) bool {
		by, known := o.edits[e.Verdict.Edit]
		if !known || e.Verdict.Kind == document.Refused || by.ID == it.ID || by.Doc != it.Doc || !touches(by.Edit, s) {
			return false
		}
		if by.phone == nil || by.phone.o.Replica == it.Stamp.Replica() && it.Stamp <= by.After {
			return true
		}
		return o.seen(c, by.Base) >= at
	})
}

// seen is a base as a seq of the commit's history: up to the fork, when it is of the one before.
func (o *oracle) seen(c *document.Commit, base document.Base) uint64 {
	if base.Epoch == c.Epoch {
		return base.Seq
	}
	log := o.logs[c.Scope]
	for i := len(log) - 1; i >= 0; i-- {
		if fork := log[i].Parent; fork != nil {
			if base.Epoch == fork.Epoch {
				return min(base.Seq, fork.Seq)
			}
			break
		}
	}
	return 0
}

func touches(e document.Edit, s spot) bool {
	op, has := e.Changes[s.field]
	if s.field == document.VoidField {
		return e.Void != ""
	}
	_, adds := op.Add[s.item]
	return has && (s.item == "" || adds || slices.Contains(op.Remove, s.item))
}

// isSequence: the server counts these itself.
func (o *oracle) isSequence(d *document.Document, s spot) bool {
	f := o.w.rules.Types[d.Type].Fields[s.field]
	return f != nil && f.Sequence
}

func spots(d *document.Document) map[spot]jsontext.Value {
	out := map[spot]jsontext.Value{}
	if d == nil {
		return out
	}
	for name, f := range d.Fields {
		for _, c := range f.Candidates {
			out[spot{name, "", c.Edit}] = c.Value
		}
		for item, cell := range f.Items {
			for _, c := range cell.Candidates {
				out[spot{name, item, c.Edit}] = c.Value
			}
		}
	}
	return out
}

func sortedSpots(m map[spot]jsontext.Value) []spot {
	return slices.SortedFunc(maps.Keys(m), func(a, b spot) int {
		return slices.Compare([]string{a.field, a.item, a.edit}, []string{b.field, b.item, b.edit})
	})
}

// spotsOf are the places an edit asks for.
func (o *oracle) spotsOf(e document.Edit) []spot {
	var out []spot
	for _, name := range sortedFields(e.Changes) {
		op := e.Changes[name]
		if op.Set != nil || op.Agree != nil {
			out = append(out, spot{name, "", e.ID})
		}
		for _, item := range sortedFields(op.Add) {
			out = append(out, spot{name, item, e.ID})
		}
	}
	if e.Void != "" {
		out = append(out, spot{document.VoidField, "", e.ID})
	}
	return out
}

// valueAt is what the edit wrote in a spot.
func (o *oracle) valueAt(s spot) jsontext.Value {
	e := o.edits[s.edit]
	op := e.Changes[s.field]
	switch {
	case s.field == document.VoidField:
		return document.Quote(e.Void)
	case s.item != "":
		return op.Add[s.item]
	case op.Agree != nil:
		return op.Agree
	}
	return op.Set
}
