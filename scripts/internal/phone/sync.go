package phone

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/replica"
)

// maxAnswerBytes bounds what a phone reads of one answer.
const maxAnswerBytes = 64 << 20

// maxRounds bounds the requests of one Settle: an outbox of thousands, and a few reloads.
const maxRounds = 200

// pollEvery is how long a phone without a socket waits before it asks again.
const pollEvery = 20 * time.Millisecond

func pause(ctx context.Context) error {
	t := time.NewTimer(pollEvery)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p *Phone) settleHTTP(ctx context.Context) error {
	for range maxRounds {
		p.mu.Lock()
		p.replica.Fetched(p.o.Now())
		online, batch := p.online, p.replica.Outbox(p.limit, maxBatchBytes)
		first := replica.Piece{}
		if pieces := p.piecesLocked(batch); len(pieces) > 0 {
			first, p.last = pieces[0], batch
		}
		p.mu.Unlock()
		if !online {
			return nil
		}
		done, err := p.exchange(ctx, first)
		if errors.Is(err, ErrOffline) || err == nil && done {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return p.unsettled(fmt.Errorf("%d requests were not enough", maxRounds))
}

// exchange is one round trip: hello and edits up, verdicts and documents down. Done says that nothing is left to do.
func (p *Phone) exchange(ctx context.Context, piece replica.Piece) (done bool, err error) {
	p.exchanging.Lock()
	defer p.exchanging.Unlock()
	p.mu.Lock()
	if !p.online {
		p.mu.Unlock()
		return false, ErrOffline
	}
	h := p.helloLocked("")
	h.Edits, h.Proof = piece.Edits, piece.Proof
	p.bringLocked(&h)
	h.Bell = p.bellLocked()
	p.caughtUp, p.asked = false, false
	asked := p.replica
	p.mu.Unlock()
	frames, err := p.post(ctx, h)
	if err != nil {
		return false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.stirLocked()
	if p.replica == asked {
		p.broughtLocked(&h)
	}
	for _, f := range frames {
		if !p.online || p.replica != asked {
			return true, nil // the answer was lost, or it was for another store
		}
		if err := p.takeLocked(f); err != nil {
			return false, err
		}
	}
	if h.Bell != nil { // the welcome that came with it did not know yet
		p.bell.owed = false
	}
	return p.caughtUp && !p.asked && !p.bell.owed && p.replica.Pending() == 0 && !p.isLoadingLocked() && !p.hasReadsLocked(), nil
}

func (p *Phone) post(ctx context.Context, h hello) ([]jsontext.Value, error) {
	token, err := p.o.Token(ctx)
	if err != nil {
		return nil, fmt.Errorf("token of %s: %w", p.o.Author, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.o.URL+"/v1/sync", bytes.NewReader(encode(h)))
	if err != nil {
		return nil, fmt.Errorf("post sync: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := p.o.Agent.Do(req)
	if err != nil {
		return nil, fmt.Errorf("post sync: %w", err)
	}
	defer func() { _ = res.Body.Close() }() // it was read to the end
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswerBytes))
	if err != nil {
		return nil, fmt.Errorf("read sync: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		t := new(Trouble)
		if json.Unmarshal(text, t) == nil && t.Code != "" {
			return nil, t
		}
		return nil, fmt.Errorf("post sync: %s", res.Status)
	}
	var answer struct {
		Frames []jsontext.Value `json:"frames"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, fmt.Errorf("read sync: %w", err)
	}
	return answer.Frames, nil
}
