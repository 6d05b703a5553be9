package session

import (
	"context"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/catchup"
)

// Offer queues a live commit, or puts the scope behind when it does not follow what was sent or the queue is full.
func (s *Session) Offer(topic *fanout.Topic, p fanout.Published) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.find(topic.Scope)
	if b == nil || b.topic != topic {
		return // not planned yet: the catch-up reads the log after subscribing
	}
	b.offered = max(b.offered, p.Seq)
	if !b.planned || b.behind || p.Cursor.Epoch == b.epoch && p.Seq <= b.sent {
		return
	}
	follows := p.Seq == b.sent+1 && (p.Cursor.Epoch == b.epoch || b.sent == 0)
	if follows && s.out.Push(fanout.Frame{Scope: p.Scope, Bytes: p.Frame}) {
		b.sent, b.epoch = p.Seq, p.Cursor.Epoch
		return
	}
	b.behind = true
	s.out.Kick()
}

// refill queues the next page of what the phone misses, the most urgent scope first, or says that it misses nothing.
func (s *Session) refill() bool {
	b, from, fresh := s.mostUrgent()
	if b == nil {
		return s.sayCaughtUp()
	}
	key := store.Key{Tenant: b.topic.Tenant, Scope: b.topic.Scope}
	page, err := s.desk.o.Flow.Page(context.Background(), key, from, fresh)
	if err != nil {
		s.desk.o.Log.Error("catch up", "actor", s.actor.Masked(), "scope", key.Scope.Masked(), "cause", err)
		s.out.Close(fault.Internal)
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(key.Scope) != b || !b.planned || !b.behind || b.sent != from {
		return true // revoked, or asked for anew, meanwhile
	}
	if b.epoch != page.Head.Epoch && b.epoch != "" {
		b.reset, b.fresh, b.sent, b.epoch = true, true, 0, page.Head.Epoch
		return true
	}
	s.send(b, page)
	return true
}

// mostUrgent is the scope to send next, from where, and whether the phone starts it from nothing.
func (s *Session) mostUrgent() (b *sub, from uint64, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var first *sub
	for _, b := range s.subs {
		if b.planned && b.behind && (first == nil || catchup.Urgent(b.topic.Scope) < catchup.Urgent(first.topic.Scope)) {
			first = b
		}
	}
	if first == nil {
		return nil, 0, false
	}
	return first, first.sent, first.fresh
}

// send queues a page. The caller holds mu, so that nothing of a scope is queued after it was revoked.
func (s *Session) send(b *sub, page flow.Page) {
	docs, size := make([][]byte, len(page.Documents)), 0
	for i, d := range page.Documents {
		docs[i] = d.Bytes
		size += len(d.Bytes)
	}
	frame := wire.AppendDocuments(nil, &wire.Page{
		Scope: b.topic.Scope, Reset: b.reset, Done: page.Done, Cursor: page.Head.Cursor, Checksum: page.Head.Checksum,
		SafeSeq: safeSeq(page.Head.Seq), Parent: page.Head.Parent,
	}, docs)
	s.push(b.topic.Scope, frame)
	if s.desk.o.Observe.Page != nil {
		s.desk.o.Observe.Page(len(docs), size)
	}
	b.reset, b.sent, b.epoch = false, page.Last, page.Head.Epoch
	if page.Done {
		b.fresh = false
		b.behind = b.offered > page.Head.Seq
	}
}

// sayCaughtUp tells the phone, once, that it has been sent everything.
func (s *Session) sayCaughtUp() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.caughtUp || !s.mayRead || s.closed {
		return false
	}
	for _, b := range s.subs {
		if !b.planned {
			return false // plan kicks when it is done
		}
		if b.behind {
			return true
		}
	}
	s.caughtUp = true
	s.push("", wire.AppendCaughtUp(nil))
	return true
}
