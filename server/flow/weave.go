package flow

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// serverReplica marks what the server itself writes: effects and loading.
const serverReplica = "server"

// weave judges and merges every edit and makes the commit. It changes nothing outside the Group.
func (g *Group) weave(ctx context.Context) error {
	dir, err := g.f.directory(ctx, g.key.Tenant, false)
	if err != nil {
		return err
	}
	g.dir = dir
	g.begin(dir.seqNow())
	var order []string // documents in the order they were first changed
	var failed error
	first := map[string]*item{}
	g.each(func(p *part, it *item) {
		if failed != nil || g.isTwin(first, it) {
			return
		}
		if it.code != "" {
			g.enter(p, it, document.Verdict{Edit: it.Edit.ID, Kind: kindOf(it.code), Code: it.code, Field: it.field}, it.kept())
			return
		}
		var touched []string
		switch {
		case it.due != nil:
			touched, failed = g.fire(ctx, p, it)
		case it.told != nil:
			touched, failed = g.notify(ctx, p, it)
		default:
			touched, failed = g.weaveOne(ctx, p, it)
		}
		order = append(order, touched...)
	})
	if failed != nil {
		return failed
	}
	if again, err := g.isOld(ctx); err != nil || again {
		return err
	}
	if len(g.commit.Edits) == 0 {
		g.done = true
		g.each(func(_ *part, it *item) { it.verdict = it.draft })
		g.answer(nil)
		return nil
	}
	if order, err = g.follow(ctx, order); err != nil {
		return err
	}
	g.close(order)
	if g.commit.Tells, err = g.tells(ctx, order); err != nil {
		return err
	}
	g.next("append", g.append)
	return nil
}

// isOld reports whether an edit was told no on a directory that another node has changed meanwhile. Then all is decided again.
func (g *Group) isOld(ctx context.Context) (bool, error) {
	no := false
	g.each(func(_ *part, it *item) { no = no || it.judged })
	if !no || g.asked {
		return false, nil
	}
	g.asked = true
	dir, err := g.f.directory(ctx, g.key.Tenant, true)
	if err != nil || dir.seqNow() == g.commit.Directory {
		return false, err
	}
	g.forget()
	g.next("lookUp", g.lookUp)
	return true, nil
}

func (g *Group) begin(directorySeq uint64) {
	c := &document.Commit{Tenant: g.key.Tenant}
	c.Scope, c.Seq, c.Epoch, c.At, c.Prev = g.key.Scope, g.head.Seq+1, g.head.Epoch, g.now, g.head.Hash
	if c.Seq == 1 {
		c.Epoch = g.f.o.NewID()
	}
	c.Salt, c.Directory = g.f.o.NewID(), directorySeq
	g.commit, g.owed = c, nil
}

// isTwin answers an edit that stands twice in the Group, as when a phone sends a batch again on another connection.
func (g *Group) isTwin(first map[string]*item, it *item) bool {
	one := first[it.Edit.ID]
	switch {
	case one == nil:
		first[it.Edit.ID] = it
		return false
	case one.digest != it.digest:
		it.draft = document.Verdict{Edit: it.Edit.ID, Kind: document.Refused, Code: document.CodeIDTaken, Scope: it.Edit.Scope}
	case one.judged:
		g.judge(it, one.code, one.field)
	default:
		it.draft = one.draft
		it.draft.Again = true
	}
	return true
}

// weaveOne takes one edit to its draft verdict and names the documents it changed.
func (g *Group) weaveOne(ctx context.Context, p *part, it *item) ([]string, error) {
	w := g.docs[it.Edit.Doc]
	if w == nil { // judged before, in a group that lost its race
		var err error
		if w, err = g.document(ctx, it.Edit.Doc); err != nil {
			return nil, err
		}
	}
	in, may := g.arrival(p, it, w)
	if may.Code != "" {
		g.judge(it, may.Code, may.Field)
		return nil, nil
	}
	if len(w.before.Bytes)+w.grown+it.size > maxDocumentBytes {
		g.judge(it, document.CodeTooLarge, "")
		return nil, nil
	}
	e := it.Edit
	if it.effect && !e.Create && w.now == nil { // about something that is not there: nothing is to be done
		g.enter(p, it, document.Verdict{Edit: e.ID, Kind: document.Applied}, nil)
		return nil, nil
	}
	if p.author.Kind == access.Server {
		e.Create = w.now == nil
	}
	t := g.f.o.Schema.Types[e.Type]
	if it.effect {
		if code := g.judgeEffect(e); code != "" {
			g.judge(it, code, "")
			return nil, nil
		}
		if e.Changes = unwritten(t, w.now, e.Changes); len(e.Changes) == 0 {
			g.enter(p, it, document.Verdict{Edit: e.ID, Kind: document.Applied}, nil)
			return nil, nil
		}
	}
	out := g.apply(t, w.now, e, in)
	if out.Verdict.Kind == document.Refused {
		g.judgeArrived(it, in, out.Verdict.Code, out.Verdict.Field)
		return nil, nil
	}
	code, field, note := g.guard(ctx, t, w.now, out.Doc, e, in)
	if code != "" {
		g.judgeArrived(it, in, code, field)
		return nil, nil
	}
	if out.Verdict.Code == "" {
		out.Verdict.Code = note
	}
	made, code, err := g.decide(ctx, p, it, w, out.Doc, in)
	if err != nil {
		return nil, err
	}
	if code != "" {
		g.judgeArrived(it, in, code, resolutionField)
		return nil, nil
	}
	return g.accept(ctx, p, it, w, out, made)
}

// accept puts what an edit did into the commit, with what it decided, and the conflicts that it opened or settled.
func (g *Group) accept(ctx context.Context, p *part, it *item, w *work, out merge.Outcome, made *decision) ([]string, error) {
	var kept []byte
	if out.Hidden || len(out.Verdict.Notes) > 0 {
		kept = it.kept()
	}
	g.enter(p, it, out.Verdict, kept)
	before := w.now
	w.changedBy(p.author, it.effect)
	touched := g.take(w, out, it.size)
	more, err := g.conflicts(ctx, g.f.o.Schema.Types[it.Edit.Type], before, w.now, out.Fields)
	touched = append(touched, more...)
	if err != nil || made == nil {
		return touched, err
	}
	more, err = g.settled(ctx, made)
	return append(touched, more...), err
}

// apply merges. An edit that makes our own code panic is refused, and kept like every refused edit: left alone it would end
// the process, come again, and end it again.
func (g *Group) apply(t *schema.Type, doc *document.Document, e document.Edit, in merge.Arrival) (out merge.Outcome) {
	defer func() {
		if value := recover(); value != nil { // the value may quote the edit: only its type is logged
			g.f.o.Log.Error("merge panicked", "edit", e.ID, "type", e.Type, "cause", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
			out = merge.Outcome{Doc: doc, Verdict: document.Verdict{Edit: e.ID, Kind: document.Refused, Code: document.CodeBadEdit}}
		}
	}()
	return merge.Apply(t, doc, e, in)
}

// take stores an outcome in the work and names the document when it was changed for the first time.
func (g *Group) take(w *work, out merge.Outcome, size int) []string {
	if out.Doc == w.now {
		return nil
	}
	first := w.now == w.before.Doc
	w.now = out.Doc
	w.grown += size
	w.fields = append(w.fields, out.Fields...)
	if first {
		return []string{out.Doc.ID}
	}
	return nil
}

// judge refuses an edit; submission.refuse commits that in the author's own scope.
func (g *Group) judge(it *item, code, field string) { it.code, it.field, it.judged = code, field, true }

// judgeArrived refuses an edit that access let in. Why is not told to who reads the document no more.
func (g *Group) judgeArrived(it *item, in merge.Arrival, code, field string) {
	if in.Late && !it.Edit.Create {
		code, field = document.CodeTooLate, ""
	}
	g.judge(it, code, field)
}

// enter writes the edit and its answer into the commit. Whoever hands in late reads the scope no more: the number of the commit
// would count what others wrote there since, notes would name their edits, and a code would say what became of the document.
func (g *Group) enter(p *part, it *item, v document.Verdict, kept []byte) {
	v.Scope, v.Seq = g.key.Scope, g.commit.Seq
	if v.Late {
		v.Seq, v.Code, v.Notes = 0, "", nil
	}
	it.draft = v
	g.commit.Edits = append(g.commit.Edits, document.Entry{
		Digest: it.digest, Author: p.author.ID, Replica: p.author.Replica, Carrier: p.author.Carrier, Verdict: v, Kept: kept,
	})
}

// arrival asks access, and says what the server knows about the edit.
func (g *Group) arrival(p *part, it *item, w *work) (merge.Arrival, access.Decision) {
	e := it.Edit
	q := g.request(p, e, g.f.o.Schema.Types[e.Type], w.now != nil)
	may, written := g.dir.allows(q), q.Written
	if p.author.Kind == access.Server {
		written = 0 // nobody asks whether the server was online
	}
	return merge.Arrival{
		Author: p.author.ID, Role: may.Role, Replica: p.author.Replica, Base: g.base(p, e), Seq: g.commit.Seq, At: g.now,
		Written: written, Late: may.Late, Ahead: g.isAhead(p, e),
	}, may
}

// isAhead reports whether an edit loses every tie for its clock (R7): its stamp is ahead of the server, or its phone's clock was at
// the hello. A stamp alone would tell only of those that are sent at once: minutes later the server is as far.
func (g *Group) isAhead(p *part, e document.Edit) bool {
	return p.author.Kind != access.Server && (e.Stamp.IsAhead(g.now) || p.author.OffsetMillis < -hlc.SkewLimitMillis)
}

// request is what access is asked about an edit.
func (g *Group) request(p *part, e document.Edit, t *schema.Type, exists bool) access.Request {
	written := min(e.Stamp.WallMillis()+p.author.OffsetMillis, g.now)
	return access.Request{Actor: p.author.Actor, Edit: e, Type: t, Exists: exists, Written: written, Began: p.author.Began, Now: g.now}
}

// base resolves how much of this log the author had seen. A base of another history counts up to the fork at most; a base
// beyond the head is a claim to have seen what is not there, and counts as the head.
func (g *Group) base(p *part, e document.Edit) uint64 {
	switch {
	case p.author.Kind == access.Server:
		return g.commit.Seq
	case e.Base.Epoch == g.head.Epoch:
		return min(e.Base.Seq, g.head.Seq)
	case g.head.Parent != nil && e.Base.Epoch == g.head.Parent.Epoch:
		return min(e.Base.Seq, g.head.Parent.Seq)
	}
	return 0
}

// baseOf is how much of this log the author of one of the commit's edits had seen.
func (g *Group) baseOf(edit string) (seq uint64, is bool) {
	g.each(func(p *part, it *item) {
		if it.Edit.ID == edit {
			seq, is = g.base(p, it.Edit), true
		}
	})
	return seq, is
}

// close lists the changes and effects and sums the documents up.
func (g *Group) close(order []string) {
	sum := uint64(g.head.Checksum)
	for _, id := range order {
		w := g.docs[id]
		change := document.Delta(w.before.Doc, w.now, w.fields)
		change.Next = document.Encode(w.now)
		sum += change.Next.Sum - w.before.Sum
		g.commit.Changes = append(g.commit.Changes, change)
	}
	g.commit.Checksum = document.Checksum(sum)
	g.commit.Effects = append(g.projections(), g.owed...)
	g.commit.Deadlines = g.deadlines(order)
}
