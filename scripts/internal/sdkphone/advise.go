package sdkphone

import (
	"bytes"
	"context"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/advise"
)

// sameMoment is how often a phone is asked anew because it heard of something between its answer and Go's.
const sameMoment = 5

// Advise asks the SDK, and Go of what the SDK holds at that moment: when they say something else that is a fault.
func (p *Phone) Advise(q phone.Question) (a phone.Advice, err error) {
	for range sameMoment {
		var text jsontext.Value
		var version int
		if a, text, version, err = p.asks(q); err != nil {
			return a, err
		}
		p.looking.Lock()
		err = p.lookAgain()
		if err == nil && p.looked.version == version {
			ours := encode(phone.Advise(p.looked.replica, advise.Me{Actor: p.o.Author, Role: p.o.Role}, p.o.Schema, q))
			p.looking.Unlock()
			if theirs := encode(a); !bytes.Equal(theirs, ours) {
				p.fault(fmt.Sprintf("asked for %s, the SDK says %s, Go says %s", q.Ask, text, ours))
			}
			return a, nil
		}
		p.looking.Unlock()
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// asks asks the SDK alone.
func (p *Phone) asks(q phone.Question) (phone.Advice, jsontext.Value, int, error) {
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	text, err := p.do(ctx, "advise", q)
	if err != nil {
		return phone.Advice{}, nil, 0, err
	}
	var answer struct {
		Version int          `json:"version"`
		Advice  phone.Advice `json:"advice"`
	}
	if err := json.Unmarshal(text, &answer, json.RejectUnknownMembers(true)); err != nil { // a value would be a member nobody knows
		return phone.Advice{}, nil, 0, fmt.Errorf("read what the SDK says by itself: %w", err)
	}
	return answer.Advice, text, answer.Version, nil
}
