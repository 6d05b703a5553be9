package sdkphone

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/play"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// answerWithin is how long a command may take that waits for nothing but the bridge.
const answerWithin = 5 * time.Minute

// Phone is a phone of the SDK. Make it with Bridge.Phone.
type Phone struct {
	b *Bridge
	n int
	o phone.Options

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when anything below changed
	replica string        // the id of the store
	state   state
	diary   map[string][]phone.Heard
	boards  map[string]boardFrame
	faults  []string

	looking sync.Mutex
	looked  look
}

// state is what the bridge says of a phone by itself.
type state struct {
	Online   bool   `json:"online"`   // it should have the network
	Line     string `json:"line"`     // the SDK's word for where its line is
	Settled  bool   `json:"settled"`  // nothing waits, here or there
	Own      int    `json:"own"`      // edits that were sent beside the SDK and are not answered
	Failed   string `json:"failed"`   // why it does not come online
	Waits    string `json:"waits"`    // for what, in words
	Said     int    `json:"said"`     // unsent edits, as last said on this connection; -1 is nothing
	SaidAt   int64  `json:"saidAt"`   // when that was
	Belled   int    `json:"belled"`   // how often it said where it can be rung
	CaughtUp bool   `json:"caughtUp"` // the server has sent everything
	// Scopes are the seqs of what is held and not revoked.
	Scopes   map[document.Scope]uint64 `json:"scopes"`
	Version  int                       `json:"version"`  // grows when what is held may have changed
	Mistaken []string                  `json:"mistaken"` // what came before the first checksum that did not match
}

// heard is a verdict as it came over the network.
type heard struct {
	Verdict document.Verdict `json:"verdict"`
	Lost    bool             `json:"lost"`
}

// boardFrame is a board; the text is kept for what has no member here.
type boardFrame struct {
	Team    string        `json:"team"`
	Unknown bool          `json:"unknown"`
	Entries []phone.Entry `json:"entries"`
	text    string
}

// Phone makes a phone that is offline and empty.
func (b *Bridge) Phone(o phone.Options, on play.Device) play.Phone {
	b.mu.Lock()
	p := &Phone{
		b: b, n: b.number(), o: o, changed: make(chan struct{}), diary: map[string][]phone.Heard{}, boards: map[string]boardFrame{},
		replica: o.Replica, state: state{Said: -1},
	}
	b.phones[p.n] = p
	b.mu.Unlock()
	d, _ := on.(*Device)
	if d == nil {
		d = b.Device("").(*Device)
	}
	nodes := o.Nodes
	if len(nodes) == 0 {
		nodes = []string{o.URL}
	}
	p.must("make", map[string]any{
		"device": d.n, "deviceId": d.id, "nodes": nodes, "author": o.Author, "role": o.Role, "replica": o.Replica, "http": o.HTTP,
		"bell": o.Bell, "present": o.Present, "unsigned": o.Unsigned,
	})
	return p
}

// do sends a command, and waits for its answer.
func (p *Phone) do(ctx context.Context, what string, with any) (jsontext.Value, error) {
	return p.b.call(ctx, command{Phone: p.n, Do: what, Now: p.o.Now(), With: with})
}

// must sends a command that can only fail when the bridge does; then it is a fault of the phone.
func (p *Phone) must(what string, with any) {
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	if _, err := p.do(ctx, what, with); err != nil {
		p.fault(what + ": " + err.Error())
	}
}

// sameFault is how much of its text tells a fault from others; the rest is what it looked like that time.
const sameFault = 60

// fault notes a fault, the first of its kind.
func (p *Phone) fault(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kind := text[:min(len(text), sameFault)]
	if !slices.ContainsFunc(p.faults, func(known string) bool { return strings.HasPrefix(known, kind) }) {
		p.faults = append(p.faults, text)
	}
}

// Faults are the ways in which the phone was not as the Go phone would have been, and what broke in it.
func (p *Phone) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.faults)
}

// take takes news of the phone. It is called in the order of the lines.
func (p *Phone) take(l line) {
	if l.Fault != "" {
		p.fault(l.Fault)
	}
	if l.Token != 0 {
		go p.giveToken(l.Token)
	}
	p.mu.Lock()
	for _, h := range l.Heard {
		p.diary[h.Verdict.Edit] = append(p.diary[h.Verdict.Edit], phone.Heard(h))
	}
	if l.Board != nil {
		f := boardFrame{text: string(l.Board)}
		if json.Unmarshal(l.Board, &f) == nil {
			p.boards[f.Team] = f
		}
	}
	if l.State != nil {
		p.state = *l.State
	}
	p.mu.Unlock()
	p.stir()
}

// giveToken logs her in.
func (p *Phone) giveToken(ask int) {
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	with := map[string]any{"ask": ask}
	token, err := p.o.Token(ctx)
	if err != nil {
		with["error"] = fmt.Sprintf("token of %s: %v", p.o.Author, err)
	} else {
		with["token"] = token
	}
	if err := p.b.send(command{Phone: p.n, Do: "token", Now: p.o.Now(), With: with}); err != nil {
		p.fault(err.Error())
	}
}

// stir wakes everybody in wait.
func (p *Phone) stir() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.changed)
	p.changed = make(chan struct{})
}

// wait blocks until the claim holds of the state. The claim is called with mu held.
func (p *Phone) wait(ctx context.Context, claim func() bool) error {
	for {
		p.mu.Lock()
		holds, changed := claim(), p.changed
		p.mu.Unlock()
		if holds {
			return nil
		}
		if err := p.b.why(); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// id names the store that the phone has now.
func (p *Phone) id() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.replica
}

// now is the state as the bridge said it last.
func (p *Phone) now() state {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

// Edit writes a draft, as somebody who has the document open.
func (p *Phone) Edit(d replica.Draft) (document.Edit, error) {
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	var e document.Edit
	text, err := p.do(ctx, "edit", draftOf(d))
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	return e, err
}

// draftOf is a draft as the SDK has it.
func draftOf(d replica.Draft) map[string]any {
	draft := map[string]any{"scope": d.Scope, "doc": d.Doc, "type": d.Type}
	for name, value := range map[string]string{"onBehalfOf": d.OnBehalfOf, "void": d.Void} {
		if value != "" {
			draft[name] = value
		}
	}
	if d.Create {
		draft["create"] = true
	}
	if len(d.Changes) > 0 {
		draft["changes"] = d.Changes
	}
	if d.Seen != (document.Base{}) {
		draft["seen"] = d.Seen
	}
	return draft
}

// Diary gives what was heard about an edit, in order.
func (p *Phone) Diary(edit string) []phone.Heard {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.diary[edit])
}

// Mistaken is what came over the network before a checksum did not match for the first time, or nil.
func (p *Phone) Mistaken() []string {
	if trace := p.now().Mistaken; len(trace) > 0 {
		return trace
	}
	return nil
}

// Tick tells the phone what time it is. Only one without network has something to do then that is to be waited for.
func (p *Phone) Tick() {
	if !p.IsOnline() {
		p.must("tick", nil)
	} else if err := p.b.send(command{Phone: p.n, Do: "tick", Now: p.o.Now()}); err != nil {
		p.fault("tick: " + err.Error())
	}
}
