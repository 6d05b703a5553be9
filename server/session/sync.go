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
	request.Hello.Token = token
	out := fanout.NewQueue(fanout.Limits{Bytes: 2 * MaxSyncBytes, Frames: fanout.DefaultFrames}, func() {})
	s := d.Open(out)
	defer s.Close()
	s.brief, s.about = true, wire.KindHello
	done, refused := s.hello(ctx, &request.Hello)
	if !wait(ctx, done) {
		return nil, context.Cause(ctx)
	}
	if done != nil {
		refused = s.refused
	}
	if refused != nil && (!mayHandIn(refused) || !handsIn(request)) {
		return nil, refused
	}
	if code, closed := out.Closed(); closed {
		return nil, fault.Newf(code, "the scopes could not be planned")
	}
	if !s.handIn(ctx, request, len(body)) {
		return nil, context.Cause(ctx)
	}
	if refused != nil && done == nil { // else it was told when it was answered
		s.tell(wire.KindHello, refused)
	}
	return s.take(ctx)
}

// mayHandIn reports whether a hello was refused for reading only: with an expired token, or on a phone that is too old.
func mayHandIn(refused error) bool {
	code := fault.CodeOf(refused)
	return code == fault.TokenExpired || code == fault.ContractTooOld
}

func handsIn(request *wire.Sync) bool {
	return len(request.Submit.Entries) > 0 || request.Reads != nil || len(request.Sealed) > 0 || request.End
}

// handIn takes all that a request brings, the logging out last; false when the caller has gone.
func (s *Session) handIn(ctx context.Context, request *wire.Sync, bytes int) bool {
	if request.Reads != nil {
		s.about = wire.KindReads
		s.reads(ctx, &wire.Reads{Batch: *request.Reads}, bytes)
	}
	if len(request.Purged) > 0 {
		s.about = wire.KindPurged
		s.purged(ctx, request.Purged...)
	}
	s.about = wire.KindSubmit
	if edits := &request.Submit; len(edits.Entries)+len(edits.Nameless) > 0 && !wait(ctx, s.submit(ctx, edits, bytes)) {
		return false
	}
	if request.Push != nil {
		s.about = wire.KindPushToken
		s.pushToken(ctx, request.Push)
	}
	s.about = wire.KindSealed
	for _, box := range request.Sealed {
		if !wait(ctx, s.carry(ctx, box, len(box.Box.Box))) {
			return false
		}
	}
	s.about = wire.KindEnd
	return !request.End || wait(ctx, s.end(ctx))
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

// take pops frames until the phone is caught up or has enough for one answer. A socket's frames are gone when access is lost; these
// still wait for the last of them, and what was taken of a scope that was lost meanwhile is left out. So access is asked about
// once more, and what comes of that is in the answer.
func (s *Session) take(ctx context.Context) ([][]byte, error) {
	frames, size := s.pop(ctx, nil, 0)
	_, before := s.out.Closed()
	s.refresh(ctx)
	if code, closed := s.out.Closed(); closed && !before {
		return nil, fault.Newf(code, "nobody can tell what may be read")
	}
	frames, _ = s.pop(ctx, frames, size)
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([][]byte, 0, len(frames))
	for _, f := range frames {
		if f.Scope == "" || s.find(f.Scope) != nil {
			out = append(out, f.Bytes)
		}
	}
	return out, nil
}

// maxConfirms bounds how often one request asks for the directory, when making its answer takes longer than that counts.
const maxConfirms = 20

func (s *Session) pop(ctx context.Context, frames []fanout.Frame, size int) ([]fanout.Frame, int) {
	for confirms := 0; size < MaxSyncBytes; {
		f, more := s.out.Pop()
		if !more && s.isHeldBack() && confirms < maxConfirms && s.desk.confirm(ctx, s.actor.Tenant) == nil {
			confirms++
			continue
		}
		if !more {
			break
		}
		frames, size = append(frames, f), size+len(f.Bytes)
	}
	return frames, size
}

// isHeldBack reports whether something waits that MayDeliver keeps from leaving.
func (s *Session) isHeldBack() bool {
	waiting, _ := s.out.Waiting()
	_, closed := s.out.Closed()
	return waiting > 0 && !closed
}
