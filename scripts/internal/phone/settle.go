package phone

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// maxReturns bounds how often one Settle opens a new connection; a server that cuts every one is broken.
const maxReturns = 20

// Settle waits until the phone has nothing unsent and has caught up with what the server has told it. A connection that
// was lost is opened again. A phone that is offline is settled.
func (p *Phone) Settle(ctx context.Context) error {
	if p.o.HTTP {
		return p.settleHTTP(ctx)
	}
	for range maxReturns {
		if err := p.wait(ctx, func() bool { return !p.online || p.link == nil || p.settledLocked() }); err != nil {
			return p.unsettled(err)
		}
		p.mu.Lock()
		again := p.online && p.link == nil
		p.mu.Unlock()
		if !again {
			return nil
		}
		if err := p.connect(ctx); err != nil {
			return err
		}
	}
	return p.unsettled(errors.New("every connection was cut"))
}

func (p *Phone) settledLocked() bool {
	return p.greeted && p.caughtUp && len(p.inFlight) == 0 && len(p.carrying) == 0 && (p.hold || p.replica.Pending() == 0) && !p.isLoadingLocked() && !p.hasReadsLocked()
}

func (p *Phone) isLoadingLocked() bool {
	return slices.ContainsFunc(p.replica.Scopes(), func(name document.Scope) bool {
		s, _ := p.replica.Status(name)
		return s.Loading || s.Revoked
	})
}

// unsettled says what the phone still waits for.
func (p *Phone) unsettled(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	state := fmt.Sprintf("welcomed %t, caught up %t, %d unsent, %d unanswered, loading %t",
		p.greeted, p.caughtUp, p.replica.Pending(), len(p.inFlight), p.isLoadingLocked())
	if p.trouble != nil {
		state += ", " + p.trouble.Error()
	}
	return fmt.Errorf("%s does not settle (%s): %w", p.o.Replica, state, err)
}

// Reach settles and waits until the phone's cursor of every one of these scopes that it holds is at least the seq.
func (p *Phone) Reach(ctx context.Context, heads map[document.Scope]uint64) error {
	err := p.Until(ctx, func(r *replica.Replica) bool {
		for scope, seq := range heads {
			if s, held := r.Status(scope); held && !s.Revoked && s.Cursor.Seq < seq {
				return false
			}
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("%s does not reach %v: %w", p.o.Replica, p.behind(heads), err)
	}
	return nil
}

// Until settles and waits until the claim holds of the replica; without a socket it asks again and again. Of a phone that is
// offline nothing is waited for.
func (p *Phone) Until(ctx context.Context, claim func(*replica.Replica) bool) error {
	for {
		if err := p.Settle(ctx); err != nil {
			return err
		}
		if !p.IsOnline() {
			return nil
		}
		if p.o.HTTP {
			done := false
			p.Look(func(r *replica.Replica) { done = claim(r) })
			if done {
				return nil
			}
			if err := pause(ctx); err != nil {
				return p.unsettled(err)
			}
			continue
		}
		if err := p.wait(ctx, func() bool { return p.link == nil || claim(p.replica) }); err != nil {
			return err
		}
		p.mu.Lock()
		cut := p.link == nil
		p.mu.Unlock()
		if !cut {
			return nil
		}
	}
}

// behind lists the scopes that are not where they should be.
func (p *Phone) behind(heads map[document.Scope]uint64) []string {
	var out []string
	p.Look(func(r *replica.Replica) {
		for scope, seq := range heads {
			if s, held := r.Status(scope); held && s.Cursor.Seq < seq {
				out = append(out, fmt.Sprintf("%s at %d of %d", scope, s.Cursor.Seq, seq))
			}
		}
	})
	return out
}

// Resend sends the last batch again, as it was.
func (p *Phone) Resend(ctx context.Context) error {
	p.mu.Lock()
	batch := slices.Clone(p.last)
	p.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	return p.send(ctx, [][]document.Edit{batch})
}

// Submit sends edits, whether they were answered before or not, and waits for the answers. It returns at once without any.
func (p *Phone) Submit(ctx context.Context, edits []document.Edit) error {
	var batches [][]document.Edit
	for batch := range slices.Chunk(edits, document.MaxCommitEdits) {
		batches = append(batches, batch)
	}
	return p.send(ctx, batches)
}

// SubmitInOrder sends the unsent edits one by one in the given order (counted from 1; every one exactly once), and goes
// online for it.
func (p *Phone) SubmitInOrder(ctx context.Context, order []int) error {
	var frames [][]document.Edit
	p.mu.Lock()
	edits := p.replica.Outbox(0, 0)
	p.hold = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.hold = false
		p.pumpLocked()
	}()
	sorted := slices.Sorted(slices.Values(order))
	for i, n := range sorted {
		if n != i+1 || len(sorted) != len(edits) {
			return fmt.Errorf("%s has %d edits to send, the order is %v", p.o.Replica, len(edits), order)
		}
	}
	for _, n := range order {
		frames = append(frames, edits[n-1:n])
	}
	if err := p.Online(ctx); err != nil {
		return err
	}
	return p.send(ctx, frames)
}

// send submits batches and waits until all are answered.
func (p *Phone) send(ctx context.Context, batches [][]document.Edit) error {
	if p.o.HTTP {
		for _, b := range batches {
			p.mu.Lock()
			p.last = b
			pieces := p.piecesLocked(b)
			p.mu.Unlock()
			for _, piece := range pieces {
				if _, err := p.exchange(ctx, piece); err != nil {
					return err
				}
			}
		}
		return nil
	}
	p.mu.Lock()
	if p.link == nil {
		p.mu.Unlock()
		return ErrOffline
	}
	for _, b := range batches {
		p.submitLocked(b)
	}
	p.mu.Unlock()
	return p.wait(ctx, func() bool { return p.link == nil || len(p.inFlight) == 0 })
}
