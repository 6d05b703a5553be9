package phone

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

// Options say whose phone it is and how it reaches the server.
type Options struct {
	URL      string // of the server, such as http://127.0.0.1:8080
	Token    func(ctx context.Context) (string, error)
	Author   string
	Role     string
	Replica  string
	Schema   *schema.Set
	NewID    func() string // a new ULID
	Now      func() int64  // the phone's clock, milliseconds; may be wrong
	HTTP     bool          // POST /v1/sync instead of a socket
	Dial     Dial          // for sockets
	Nodes    []string      // of the server, when it has several: phones of the SDK turn to each
	Agent    *http.Client  // for HTTP
	Kind     string        // staff or citizen; "" is staff
	Device   *Device       // shared by the logins on it; nil: one of its own
	Unsigned bool          // an app from before phones signed
	Bell     string        // the push service's token for the device; "": it cannot be rung
	Present  bool          // it says who is there, and holds the boards it is shown
}

// Conn is an open way to the server that carries whole frames. Send and Receive may run at the same time, each in one
// goroutine; Close ends both.
type Conn interface {
	Send(text []byte) error
	Receive() ([]byte, error)
	Close() error
}

// Dial opens a Conn to the server's URL.
type Dial func(ctx context.Context, url string) (Conn, error)

// ErrOffline says that the phone was asked for something that needs the network.
var ErrOffline = errors.New("the phone is offline")

// Phone is one phone. Make it with New.
type Phone struct {
	o          Options
	exchanging sync.Mutex // one request at a time over HTTP; taken before mu

	mu       sync.Mutex
	replica  *replica.Replica
	changed  chan struct{} // closed and replaced when anything below changed
	online   bool          // it should have the network
	link     *link         // nil without a connection
	hold     bool          // the outbox waits for SubmitInOrder
	loseNext bool          // the next answer is lost
	greeted  bool          // welcome came
	caughtUp bool
	asked    bool            // the replica missed something in the latest HTTP answer
	limit    int             // edits in a batch
	inFlight map[string]bool // sent on this connection, unanswered
	key      sign.Key
	proofs   map[string]sign.Proof // of each edit that was sent, by its id
	carrying []*sealedBox          // sent on this connection, unanswered, in order
	handing  handing
	last     []document.Edit    // the last batch that was sent
	diary    map[string][]Heard // by edit id
	trouble  *Trouble           // the latest error or bye
	trace    []string           // the latest frames, without what people wrote
	mistaken []string           // the trace when the replica first held other bytes than the server said
	bell     bell
	board    board
}

// Heard is a verdict as it came over the network. Lost ones never reached the replica.
type Heard struct {
	Verdict document.Verdict
	Lost    bool
}

// New makes a phone that is offline and empty.
func New(o Options) *Phone {
	p := &Phone{o: o, changed: make(chan struct{}), inFlight: map[string]bool{}, diary: map[string][]Heard{}, limit: 256}
	if p.o.Device == nil {
		p.o.Device = NewDevice("")
	}
	p.login()
	return p
}

// login makes the store of a new login, with a key of its own.
func (p *Phone) login() {
	o := p.o
	p.key, p.proofs, p.handing, p.bell.owed = sign.Key{}, map[string]sign.Proof{}, handing{}, false
	if !o.Unsigned {
		p.key = newKey()
	}
	p.replica = replica.New(replica.Options{Replica: o.Replica, Author: o.Author, Role: o.Role, Schema: o.Schema, NewID: o.NewID, Key: p.key})
}

// Look runs f on the replica while nothing else touches it. What f takes out of it must not be changed.
func (p *Phone) Look(f func(*replica.Replica)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(p.replica)
}

// IsOnline reports whether the phone should have the network.
func (p *Phone) IsOnline() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.online
}

// Diary gives what was heard about an edit, in order.
func (p *Phone) Diary(edit string) []Heard {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Heard(nil), p.diary[edit]...)
}

// Trouble is the latest error or bye frame, or nil.
func (p *Phone) Trouble() *Trouble {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.trouble
}

// Mistaken is what came over the network before a checksum did not match for the first time, or nil.
func (p *Phone) Mistaken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mistaken
}

// Edit writes a draft. Online it is sent at once (over HTTP: with the next Settle).
func (p *Phone) Edit(d replica.Draft) (document.Edit, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.writeLocked(d)
	e, err := p.replica.Edit(p.o.Now(), d)
	if err == nil {
		p.pumpLocked()
	}
	return e, err
}

// LoseNextAnswer makes the next verdicts that come be lost, and the connection with them. What was sent arrives.
func (p *Phone) LoseNextAnswer() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loseNext = true
}

// KeepAnswers undoes LoseNextAnswer.
func (p *Phone) KeepAnswers() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loseNext = false
}

// InstallAnew gives the phone an empty store under a new replica id. It goes offline; what was unsent is gone, as it is when
// a phone is dropped in the canal.
func (p *Phone) InstallAnew(replicaID string) {
	p.Offline()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.o.Replica = replicaID
	p.login()
	p.last, p.loseNext, p.hold = nil, false, false
	p.stirLocked()
}

// Close goes offline and waits for the reader.
func (p *Phone) Close() { p.Offline() }

// stirLocked wakes everybody in wait.
func (p *Phone) stirLocked() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// Wait blocks until the claim holds of the replica, looking anew at everything that comes.
func (p *Phone) Wait(ctx context.Context, claim func(*replica.Replica) bool) error {
	return p.wait(ctx, func() bool { return claim(p.replica) })
}

func (p *Phone) wait(ctx context.Context, claim func() bool) error {
	for {
		p.mu.Lock()
		holds, changed := claim(), p.changed
		p.mu.Unlock()
		if holds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
