package fanout

import (
	"sync"

	"github.com/samsyn/samsyn/sync/document"
)

// Frame is an encoded frame that waits for a socket. Bytes are shared between sockets and never changed.
type Frame struct {
	Bytes []byte
	Scope document.Scope // what the frame shows, so that a revoked scope can be dropped; "" for frames about no scope
}

// Limits bound what waits in a Queue.
type Limits struct {
	Bytes  int // 0 means DefaultBytes
	Frames int // 0 means DefaultFrames
}

// Defaults of Limits. 1 MB is a minute of a slow mobile network; 4096 small frames are as much work as a few pages.
const (
	DefaultBytes  = 1 << 20
	DefaultFrames = 4096
)

// Queue holds the frames that wait for one socket, in order, within Limits. A queue that is full tells its owner to close the
// socket as slow: the log holds everything, and the phone catches up from its cursors.
//
// It has one taker at a time. Wake is called when frames wait and nobody takes: the taker then calls Pop until it gives
// nothing, and is gone until the next wake. So no goroutine waits on an idle queue, and a simulation can be the taker itself.
// All methods are safe for concurrent use. An idle Queue holds no buffer.
type Queue struct {
	limits Limits
	wake   func()
	refill func() bool // set before use; nil for nothing more
	gate   func() bool // set before use; nil: always open

	mu     sync.Mutex
	frames []Frame // guarded by mu; frames[head:] wait
	head   int     // guarded by mu
	bytes  int     // guarded by mu
	taking bool    // guarded by mu: woken, and Pop has not come to the end yet
	kicked bool    // guarded by mu: Kick came since refill last began
	closed bool    // guarded by mu
	code   string  // guarded by mu; why it was closed
}

// NewQueue makes an empty queue. Wake must not block and must not call the queue; it is called without the queue's mutex.
func NewQueue(limits Limits, wake func()) *Queue {
	if limits.Bytes <= 0 {
		limits.Bytes = DefaultBytes
	}
	if limits.Frames <= 0 {
		limits.Frames = DefaultFrames
	}
	return &Queue{limits: limits, wake: wake}
}

// Refill names where more comes from when nothing waits, such as the next page of a catch-up: Pop calls it, without the
// queue's mutex, before it says that nothing is left. It pushes what there is and reports whether Pop should look again. So
// pages are read as fast as the phone takes them and never wait in memory. Call it before the queue is used.
func (q *Queue) Refill(more func() bool) { q.refill = more }

// Gate holds frames about a scope back while open says no, and what waits behind them: then Pop gives nothing, and Kick makes
// it look again. Open must be quick and must not call the queue. Call it before the queue is used.
func (q *Queue) Gate(open func() bool) { q.gate = open }

// Kick says that refill has something again, or that the gate is open. The taker is woken if nobody takes.
func (q *Queue) Kick() {
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return
	}
	q.kicked = true
	q.unlockAndWake()
}

// Push adds a frame. It is false, and the frame is not added, when the queue is full or closed. A frame larger than the whole
// limit gets in when nothing else waits: otherwise one large document could never be delivered.
func (q *Queue) Push(f Frame) bool {
	q.mu.Lock()
	waiting := len(q.frames) - q.head
	if q.closed || waiting >= q.limits.Frames || waiting > 0 && q.bytes+len(f.Bytes) > q.limits.Bytes {
		q.mu.Unlock()
		return false
	}
	q.frames = append(q.frames, f)
	q.bytes += len(f.Bytes)
	q.unlockAndWake()
	return true
}

// Pop takes the next frame. When it is false nothing waits and the taker is done; Closed says whether that is for good.
func (q *Queue) Pop() (Frame, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.head == len(q.frames) {
		q.frames, q.head = nil, 0
		if !q.refillLocked() {
			q.taking = false
			return Frame{}, false
		}
	}
	f := q.frames[q.head]
	if f.Scope != "" && q.gate != nil && !q.gate() {
		q.taking = false
		return Frame{}, false
	}
	q.frames[q.head] = Frame{}
	q.head++
	q.bytes -= len(f.Bytes)
	if q.head >= 64 && q.head*2 >= len(q.frames) { // a queue that is never empty must not grow for ever
		q.frames, q.head = append([]Frame(nil), q.frames[q.head:]...), 0
	}
	return f, true
}

// refillLocked asks for more without the mutex, and reports whether it is worth looking again: there was more, or somebody
// pushed or kicked meanwhile.
func (q *Queue) refillLocked() bool {
	if q.refill == nil || q.closed {
		return false
	}
	q.kicked = false
	more := q.askUnlocked()
	return more || q.kicked || q.head < len(q.frames)
}

func (q *Queue) askUnlocked() bool {
	q.mu.Unlock()
	defer q.mu.Lock() // also when refill panics: Pop's own unlock follows
	return q.refill()
}

// Drop removes the waiting frames of a scope and says how many: whoever lost the scope must not get what was queued before.
func (q *Queue) Drop(scope document.Scope) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	kept := q.frames[:q.head]
	dropped := 0
	for _, f := range q.frames[q.head:] {
		if f.Scope == scope {
			q.bytes -= len(f.Bytes)
			dropped++
			continue
		}
		kept = append(kept, f)
	}
	clear(q.frames[len(kept):])
	q.frames = kept
	return dropped
}

// Close refuses further frames; what waits still leaves. The first code stays. The taker is woken, to see the end.
func (q *Queue) Close(code string) { q.end(code, nil, false) }

// Abort refuses further frames and replaces what waits by the last ones, such as a farewell. It works on a closed queue too,
// whose code stays.
func (q *Queue) Abort(code string, last ...Frame) { q.end(code, last, true) }

func (q *Queue) end(code string, last []Frame, drop bool) {
	q.mu.Lock()
	if q.closed && !drop {
		q.mu.Unlock()
		return
	}
	if !q.closed {
		q.closed, q.code = true, code
	}
	if drop {
		q.frames, q.head, q.bytes = nil, 0, 0
		for _, f := range last {
			q.frames = append(q.frames, f)
			q.bytes += len(f.Bytes)
		}
	}
	q.unlockAndWake()
}

func (q *Queue) unlockAndWake() {
	wake := !q.taking
	q.taking = true
	q.mu.Unlock()
	if wake && q.wake != nil {
		q.wake()
	}
}

// Closed reports whether and why the queue was closed.
func (q *Queue) Closed() (code string, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.code, q.closed
}

// Waiting says how many frames and bytes wait.
func (q *Queue) Waiting() (frames, bytes int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.frames) - q.head, q.bytes
}

// IsIdle reports whether nothing waits and nobody takes.
func (q *Queue) IsIdle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return !q.taking
}
