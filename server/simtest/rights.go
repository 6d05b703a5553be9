package simtest

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// mayHave asks of an accepted edit whether its author could reach the scope on the state of the directory that the commit
// names. Who could not any more is a late author, and only adds.
func (o *oracle) mayHave(c *document.Commit, e document.Entry) {
	by := o.edits[e.Verdict.Edit]
	if by.phone == nil || e.Verdict.Kind == document.Refused {
		return
	}
	directory := o.logs[document.Directory]
	at := []int64{c.At}
	if c.Directory < uint64(len(directory)) { // it was judged before the directory's next commit
		at = append(at, min(c.At, directory[c.Directory].At-1))
	}
	reaches := slices.ContainsFunc(at, func(t int64) bool {
		_, found := slices.BinarySearch(o.durable.Scopes(by.phone.actor, t), by.Scope)
		return found
	})
	switch {
	case !reaches && !e.Verdict.Late:
		o.w.fail("%s %d: %s may not write there, and was accepted", c.Scope, c.Seq, by.phone.name)
	case e.Verdict.Late && !o.onlyAdds(by.Edit):
		o.w.fail("%s %d: the late edit %s of %s does more than add: %s", c.Scope, c.Seq, by.ID, by.phone.name, verbs(by.Edit))
	}
}

func (o *oracle) onlyAdds(e document.Edit) bool {
	if e.Create {
		return true
	}
	for _, name := range sortedFields(e.Changes) {
		op := e.Changes[name]
		if op.Agree != nil || len(op.Remove) > 0 || op.Set != nil && o.w.rules.Types[e.Type].Fields[name].Policy != schema.Proposal {
			return false
		}
	}
	return e.Void == ""
}

// isOld asks of an edit that was refused because its document is not there whether its author had seen it: then the server
// said no on an old view of the scope.
func (o *oracle) isOld(c *document.Commit, e document.Entry) {
	by, known := o.edits[e.Verdict.Edit]
	if !known || by.phone == nil || e.Verdict.Code != document.CodeNoDocument || by.Create {
		return
	}
	log := o.logs[by.Scope]
	if len(log) == 0 {
		return
	}
	seen := o.seen(log[len(log)-1], by.Base)
	for _, earlier := range log[:min(seen, uint64(len(log)))] {
		for _, change := range earlier.Changes {
			if change.Doc.ID == by.Doc && change.Doc.Type == by.Type {
				o.w.fail("%s %d: %s had seen %s %s in %s %d, and is told that it is not there", c.Scope, c.Seq, by.phone.name, by.Type, by.Doc, by.Scope, earlier.Seq)
				return
			}
		}
	}
}

// isSplit reports whether an edit's second answer is the one that no store can prevent. A phone sends an edit to a node, loses it,
// and sends it to another; between the two its author is granted the scope, or loses it. One node accepts the edit in its scope,
// the other refuses it in the author's own: two logs, in which no insert can make both fail. Inside one node flow.flying keeps
// them apart. Nothing is lost: the edit is in its document, and the refusal keeps it, too.
func (o *oracle) isSplit(first place, c *document.Commit, e document.Entry) bool {
	if o.w.shared == nil || first.scope == c.Scope {
		return false
	}
	by, known := o.edits[e.Verdict.Edit]
	own := func(scope document.Scope, v document.Verdict) bool {
		return v.Kind == document.Refused && scope == o.ownScope(e.Author)
	}
	there := func(scope document.Scope, v document.Verdict) bool {
		return v.Kind != document.Refused && scope == by.Scope
	}
	return known && by.phone != nil && (own(first.scope, first.entry.Verdict) && there(c.Scope, e.Verdict) ||
		own(c.Scope, e.Verdict) && there(first.scope, first.entry.Verdict))
}
