package flow

import (
	"context"
	"slices"
	"sync"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// lanes are the queues of parts, one for each scope that has work: one writer per scope and process.
type lanes struct {
	mu      sync.Mutex
	m       map[store.Key]*lane // guarded by mu
	ready   []store.Key         // scopes with parts and no writer, oldest first; guarded by mu
	running sync.WaitGroup
}

type lane struct {
	queue []*part
	busy  bool // a Group is at work
}

func (f *Flow) enqueue(p *part) {
	f.lanes.mu.Lock()
	if f.lanes.m == nil {
		f.lanes.m = map[store.Key]*lane{}
	}
	l := f.lanes.m[p.key]
	if l == nil {
		l = &lane{}
		f.lanes.m[p.key] = l
	}
	l.queue = append(l.queue, p)
	start := !l.busy
	if start && f.o.Spawn != nil {
		l.busy = true
		f.lanes.running.Add(1)
	} else if start && len(l.queue) == 1 {
		f.lanes.ready = append(f.lanes.ready, p.key)
	}
	f.lanes.mu.Unlock()
	if start && f.o.Spawn != nil {
		f.o.Spawn(func() { f.write(p.key) })
	}
}

// write works on one scope until it has nothing left.
func (f *Flow) write(key store.Key) {
	defer f.lanes.running.Done()
	for g := f.take(key); g != nil; g = f.take(key) {
		for !g.Step(context.Background()) { // a commit under way is finished even when the server stops
		}
	}
}

// Ready lists the scopes that have work and no Group, oldest first. For callers that step themselves.
func (f *Flow) Ready() []store.Key {
	f.lanes.mu.Lock()
	defer f.lanes.mu.Unlock()
	return slices.Clone(f.lanes.ready)
}

// Take gives the next Group of a ready scope, or nil. The scope is not ready again until the Group is done.
func (f *Flow) Take(key store.Key) *Group {
	f.lanes.mu.Lock()
	at := slices.Index(f.lanes.ready, key)
	if at >= 0 {
		f.lanes.ready = slices.Delete(f.lanes.ready, at, at+1)
		f.lanes.m[key].busy = true
	}
	f.lanes.mu.Unlock()
	if at < 0 {
		return nil
	}
	return f.take(key)
}

// take forms a Group of what waits, at most a commit's worth (group commit), or ends the writer.
func (f *Flow) take(key store.Key) *Group {
	f.lanes.mu.Lock()
	defer f.lanes.mu.Unlock()
	l := f.lanes.m[key]
	if len(l.queue) == 0 {
		delete(f.lanes.m, key)
		return nil
	}
	edits, bytes, n := 0, 0, 0
	for _, p := range l.queue {
		edits += len(p.items)
		bytes += p.bytes
		if n > 0 && (edits > document.MaxCommitEdits || bytes > document.MaxCommitBytes) {
			break
		}
		n++
	}
	g := newGroup(f, key, l.queue[:n:n])
	l.queue = slices.Clone(l.queue[n:])
	return g
}

// release makes a scope ready again after a Group, for callers that step themselves.
func (f *Flow) release(key store.Key) {
	if f.o.Spawn != nil {
		return
	}
	f.lanes.mu.Lock()
	defer f.lanes.mu.Unlock()
	l := f.lanes.m[key]
	l.busy = false
	if len(l.queue) == 0 {
		delete(f.lanes.m, key)
		return
	}
	f.lanes.ready = append(f.lanes.ready, key)
}
