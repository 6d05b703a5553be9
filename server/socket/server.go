package socket

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/samsyn/samsyn/server/fault"
)

// Handler is the session behind a socket.
type Handler interface {
	// Frame takes one frame from the phone. The next one waits until it returns, and the bytes are used again then.
	Frame(raw []byte)
	// Closed is called once, after the last Frame.
	Closed()
}

// Server holds the open sockets of a process.
type Server struct {
	options  Options
	open     func(*Socket) Handler
	upgrader websocket.Upgrader
	buffers  sync.Pool // *bytes.Buffer, for frames from phones

	mu         sync.Mutex
	sockets    map[*Socket]struct{} // guarded by mu
	goroutines int                  // guarded by mu: readers and writers
	stopping   bool                 // guarded by mu
	empty      chan struct{}        // closed when stopping and goroutines is 0
}

// New makes a Server. Open makes the Handler of a new socket, before its first frame is read; it may push into the queue.
func New(o Options, open func(*Socket) Handler) *Server {
	s := &Server{options: o.orDefaults(), open: open, sockets: map[*Socket]struct{}{}, empty: make(chan struct{})}
	s.upgrader = newUpgrader(s)
	return s
}

// Len says how many sockets are open.
func (s *Server) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// refuse says why no socket may be opened now, or nil.
func (s *Server) refuse() *fault.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stopping:
		return &fault.Error{Code: fault.Stopping, RetryMillis: s.options.backoffMillis()}
	case len(s.sockets) >= s.options.Sockets:
		return &fault.Error{Code: fault.Overloaded, RetryMillis: s.options.backoffMillis()}
	}
	return nil
}

// start makes a socket of a connection and reads from it.
func (s *Server) start(ws *websocket.Conn) {
	k := newSocket(s, ws)
	if !s.add(k) {
		_ = ws.Close()
		return
	}
	if !s.goes(k.read) {
		s.remove(k)
		_ = ws.Close()
	}
}

func (s *Server) add(k *Socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping || len(s.sockets) >= s.options.Sockets {
		return false
	}
	s.sockets[k] = struct{}{}
	return true
}

func (s *Server) remove(k *Socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sockets, k)
}

// goes starts a goroutine that StopAll waits for. It is false once StopAll has waited for the last one.
func (s *Server) goes(f func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping && s.goroutines == 0 {
		return false
	}
	s.goroutines++
	go func() {
		defer s.gone()
		f()
	}()
	return true
}

func (s *Server) gone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.goroutines--
	if s.stopping && s.goroutines == 0 {
		close(s.empty)
	}
}

func (s *Server) all() []*Socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*Socket, 0, len(s.sockets))
	for k := range s.sockets {
		list = append(list, k)
	}
	return list
}

// Run is the heartbeat of all sockets: it pings, and closes those that are gone. It returns when ctx is done; sockets stay
// open until StopAll.
func (s *Server) Run(ctx context.Context) error {
	every := max(min(time.Second, s.options.PingEvery/4, s.options.PongTimeout/4), time.Millisecond)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	var last time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-ticker.C:
			gap := stoodStill(last, now, every)
			last = now
			for _, k := range s.all() {
				k.pulse.later(gap)
				k.beat(now)
			}
		}
	}
}

// StopAll refuses new sockets, says goodbye on all others, each with its own time to come back, and waits until they are
// closed. What waits in their queues still leaves. When ctx is done first, the rest are cut off and the error says how many.
func (s *Server) StopAll(ctx context.Context) error {
	s.mu.Lock()
	if s.stopping {
		s.mu.Unlock()
		return s.wait(ctx)
	}
	s.stopping = true
	if s.goroutines == 0 {
		close(s.empty)
	}
	s.mu.Unlock()
	for _, k := range s.all() {
		k.Close(fault.Stopping)
	}
	return s.wait(ctx)
}

func (s *Server) wait(ctx context.Context) error {
	select {
	case <-s.empty:
		return nil
	case <-ctx.Done():
	}
	cut := s.all()
	for _, k := range cut {
		k.cut()
	}
	select {
	case <-s.empty: // soon, unless a Handler is stuck
	case <-time.After(time.Second):
	}
	if len(cut) == 0 {
		return nil
	}
	return fmt.Errorf("stop sockets: %d cut off: %w", len(cut), context.Cause(ctx))
}

// closeCode is the websocket close code of one of our codes.
func closeCode(code string) int {
	if c := fault.Lookup(code).Close; c != 0 {
		return c
	}
	return fault.Lookup(fault.Internal).Close
}
