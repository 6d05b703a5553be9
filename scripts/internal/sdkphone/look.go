package sdkphone

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

// look is what a phone held and showed at one moment.
type look struct {
	version int
	replica *replica.Replica // made by Go from what the phone would save
}

// report is a look as it comes over the bridge.
type report struct {
	Version int  `json:"version"`
	Same    bool `json:"same"` // as at the version that was asked with

	Snapshot  jsontext.Value                    `json:"snapshot"`
	Shown     map[document.Scope][]shown        `json:"shown"`
	Derived   jsontext.Value                    `json:"derived"`
	Statuses  map[document.Scope]jsontext.Value `json:"statuses"`
	Outbox    []jsontext.Value                  `json:"outbox"`
	Aside     []jsontext.Value                  `json:"aside"`
	Pending   int                               `json:"pending"`
	Purgeable []document.Scope                  `json:"purgeable"`
	Cursors   jsontext.Value                    `json:"cursors"`
}

// Look runs f on a replica that Go made from what the phone would save now, and compares what both show. When the bridge does not
// answer that is a fault, and f sees what was seen last, or nothing.
func (p *Phone) Look(f func(*replica.Replica)) {
	p.looking.Lock()
	defer p.looking.Unlock()
	if err := p.lookAgain(); err != nil {
		p.fault("look: " + err.Error())
	}
	if p.looked.replica == nil {
		p.looked.replica = replica.New(p.options())
	}
	f(p.looked.replica)
}

func (p *Phone) options() replica.Options {
	return replica.Options{
		Replica: p.id(), Author: p.o.Author, Role: p.o.Role, Schema: p.o.Schema, NewID: p.o.NewID, Key: anyKey(),
	}
}

// anyKey makes the replica one that signs. Nothing is left for it to sign in a store in which everything is saved.
func anyKey() sign.Key {
	k, err := sign.NewKey(make([]byte, ed25519.SeedSize))
	if err != nil {
		panic("sdkphone: " + err.Error())
	}
	return k
}

// lookAgain asks the bridge, unless it would have said if there were anything new.
func (p *Phone) lookAgain() error {
	if p.looked.replica != nil && p.looked.version == p.now().Version {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	text, err := p.do(ctx, "look", p.looked.version)
	if err != nil {
		return err
	}
	var r report
	if err := json.Unmarshal(text, &r); err != nil {
		return err
	}
	if r.Same {
		return nil
	}
	made, err := replica.Restore(p.options(), r.Snapshot)
	if err != nil {
		return fmt.Errorf("restore in Go what the SDK saves: %w", err)
	}
	p.looked = look{version: r.Version, replica: made}
	for _, why := range compare(made, p.o.Schema, &r) {
		p.fault(why)
	}
	return nil
}
