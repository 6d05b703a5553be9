package sdkphone

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Online gives the phone the network and waits for the server's welcome. Over HTTP it only says that it may be used.
func (p *Phone) Online(ctx context.Context) error {
	if _, err := p.do(ctx, "online", nil); err != nil {
		return err
	}
	if p.o.HTTP {
		return nil
	}
	if err := p.wait(ctx, func() bool { return !p.state.Online || p.state.greeted() || p.state.Failed != "" }); err != nil {
		return p.unsettled(err)
	}
	if s := p.now(); s.Failed != "" {
		return fmt.Errorf("%s: %s", p.id(), s.Failed)
	}
	return nil
}

// greeted: the server knows who we are.
func (s state) greeted() bool { return s.Line == "catchingUp" || s.Line == "live" }

// IsOnline reports whether the phone should have the network.
func (p *Phone) IsOnline() bool { return p.now().Online }

// Offline takes the network away.
func (p *Phone) Offline() { p.must("offline", nil) }

// Cut drops the connection, as a tunnel does; the SDK comes back by itself.
func (p *Phone) Cut() { p.must("cut", nil) }

// Close ends the phone.
func (p *Phone) Close() { p.must("close", nil) }

// LoseNextAnswer makes the next verdicts that come be lost, and the network with them. What was sent arrives.
func (p *Phone) LoseNextAnswer() { p.must("lose", true) }

// KeepAnswers undoes LoseNextAnswer.
func (p *Phone) KeepAnswers() { p.must("lose", false) }

// Settle waits until the phone has nothing unsent and has caught up with what the server has told it. A phone that is offline is
// settled.
func (p *Phone) Settle(ctx context.Context) error {
	if p.o.HTTP {
		if !p.IsOnline() {
			return nil
		}
		_, err := p.do(ctx, "sync", nil)
		if errors.Is(err, phone.ErrOffline) {
			return nil
		}
		return err
	}
	if err := p.wait(ctx, func() bool { return !p.state.Online || p.state.Settled }); err != nil {
		return p.unsettled(err)
	}
	return nil
}

// unsettled says what the phone still waits for.
func (p *Phone) unsettled(err error) error {
	s := p.now()
	return fmt.Errorf("%s does not settle (line %s, %s): %w", p.id(), s.Line, s.Waits, err)
}

// Reach settles and waits until every one of these scopes that the phone holds is at least at the seq.
func (p *Phone) Reach(ctx context.Context, heads map[document.Scope]uint64) error {
	err := p.until(ctx, func() bool { return len(p.now().behind(heads)) == 0 })
	if err != nil {
		return fmt.Errorf("%s does not reach %v: %w", p.id(), p.now().behind(heads), err)
	}
	return nil
}

// behind lists the scopes that are not where they should be.
func (s state) behind(heads map[document.Scope]uint64) (out []string) {
	for scope, at := range s.Scopes {
		if at < heads[scope] {
			out = append(out, fmt.Sprintf("%s at %d of %d", scope, at, heads[scope]))
		}
	}
	slices.Sort(out)
	return out
}

// Until settles and waits until the claim holds of what the phone holds; without a socket it asks again and again. Of a phone that
// is offline nothing is waited for.
func (p *Phone) Until(ctx context.Context, claim func(*replica.Replica) bool) error {
	return p.until(ctx, func() (holds bool) {
		p.Look(func(r *replica.Replica) { holds = claim(r) })
		return holds
	})
}

// pollEvery is how long a phone without a socket waits before it asks again.
const pollEvery = 20 * time.Millisecond

func (p *Phone) until(ctx context.Context, claim func() bool) error {
	for {
		if err := p.Settle(ctx); err != nil {
			return err
		}
		p.mu.Lock()
		changed, online := p.changed, p.state.Online
		p.mu.Unlock()
		if !online || claim() {
			return nil
		}
		var again <-chan time.Time // a nil channel never speaks
		if p.o.HTTP {
			again = time.After(pollEvery)
		}
		select {
		case <-changed:
		case <-again:
		case <-ctx.Done():
			return p.unsettled(context.Cause(ctx))
		}
	}
}

// Resend sends the last batch again, as it was.
func (p *Phone) Resend(ctx context.Context) error { return p.beside(ctx, "resend", nil) }

// Submit sends edits, whether they were answered before or not, and waits for the answers.
func (p *Phone) Submit(ctx context.Context, edits []document.Edit) error {
	if len(edits) == 0 {
		return nil
	}
	return p.beside(ctx, "submit", slices.Collect(slices.Chunk(edits, document.MaxCommitEdits)))
}

// SubmitInOrder sends the unsent edits one by one in the given order (counted from 1; every one exactly once), and goes online for
// it.
func (p *Phone) SubmitInOrder(ctx context.Context, order []int) error {
	var edits []document.Edit
	p.must("hold", true)
	defer p.must("hold", false)
	p.Look(func(r *replica.Replica) { edits = r.Outbox(0, 0) })
	sorted := slices.Sorted(slices.Values(order))
	for i, n := range sorted {
		if n != i+1 || len(sorted) != len(edits) {
			return fmt.Errorf("%s has %d edits to send, the order is %v", p.id(), len(edits), order)
		}
	}
	var frames [][]document.Edit
	for _, n := range order {
		frames = append(frames, edits[n-1:n])
	}
	if err := p.Online(ctx); err != nil {
		return err
	}
	if len(frames) == 0 {
		return nil
	}
	return p.beside(ctx, "submit", frames)
}

// beside has the bridge send something that the SDK would not, and waits for the answers.
func (p *Phone) beside(ctx context.Context, what string, frames any) error {
	if !p.IsOnline() {
		return phone.ErrOffline
	}
	if !p.o.HTTP {
		if err := p.wait(ctx, func() bool { return !p.state.Online || p.state.greeted() }); err != nil {
			return p.unsettled(err)
		}
	}
	if _, err := p.do(ctx, what, frames); err != nil {
		return err
	}
	return p.wait(ctx, func() bool { return !p.state.Online || p.state.Own == 0 })
}
