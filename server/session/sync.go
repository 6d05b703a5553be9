package session

import (
	"context"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// MaxSyncBytes is about how much one answer of POST /v1/sync carries. A phone that is not caught up asks again.
const MaxSyncBytes = 4 << 20

// Sync is a whole connection in one request: hello, submit and catch up. It returns the frames that a socket would have
// sent; without "caughtUp" there is more to fetch. The error is about the request as a whole. It needs a Flow that runs by
// itself (flow.Options.Spawn).
func (d *Desk) Sync(ctx context.Context, token string, body []byte) ([][]byte, error) {
	request, err := wire.DecodeSync(body, d.o.Limits.Wire)
	if err != nil {
		return nil, err
	}
	hello, edits := &request.Hello, &request.Submit
	hello.Token = token
	out := fanout.NewQueue(fanout.Limits{Bytes: 2 * MaxSyncBytes, Frames: fanout.DefaultFrames}, func() {})
	s := d.Open(out)
	defer s.Close()
	done, refused := s.hello(ctx, hello)
	if !wait(ctx, done) {
		return nil, context.Cause(ctx)
	}
	if done != nil {
		refused = s.refused
	}
	if refused != nil && (fault.CodeOf(refused) != fault.TokenExpired || len(edits.Entries) == 0 && request.Reads == nil) {
		return nil, refused // an expired token may still hand in
	}
	if code, closed := out.Closed(); closed {
		return nil, fault.Newf(code, "the scopes could not be planned")
	}
	s.handIn(ctx, request, len(body))
	if len(edits.Entries)+len(edits.Nameless) > 0 {
		if !wait(ctx, s.submit(ctx, edits, len(body))) {
			return nil, context.Cause(ctx)
		}
	}
	if refused != nil {
		s.fail(refused)
	}
	return take(out), nil
}

// wait waits for an answer, if there is one to wait for; false when the caller has gone.
func wait(ctx context.Context, done <-chan struct{}) bool {
	if done == nil {
		return true
	}
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

// take pops frames until the phone is caught up or has enough for one answer.
func take(out *fanout.Queue) [][]byte {
	var frames [][]byte
	size := 0
	for size < MaxSyncBytes {
		f, more := out.Pop()
		if !more {
			break
		}
		frames = append(frames, f.Bytes)
		size += len(f.Bytes)
	}
	return frames
}
