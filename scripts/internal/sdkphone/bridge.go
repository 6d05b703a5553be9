package sdkphone

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/play"
)

// Bridge carries commands to phones in another process. Make it with New or Start.
type Bridge struct {
	end   func() error // waits until the process is gone
	words fmt.Stringer // what the process said last beside the lines

	writing sync.Mutex // one line at a time
	to      io.WriteCloser

	mu      sync.Mutex
	calls   map[int]chan<- line // by id
	phones  map[int]*Phone
	devices map[int]*Device
	last    int           // the last id that was given away
	broken  error         // why nothing can be asked any more
	done    chan struct{} // closed when nothing more is read
}

// line is what comes over the bridge: an answer, if it has an id, or news of a phone or device.
type line struct {
	ID     int            `json:"id"`
	Result jsontext.Value `json:"result"`
	Error  *failure       `json:"error"`

	Phone int            `json:"phone"`
	State *state         `json:"state"`
	Heard []heard        `json:"heard"`
	Board jsontext.Value `json:"board"` // a frame
	Token int            `json:"token"` // it wants one, under this number
	Fault string         `json:"fault"`

	Device  int             `json:"device"`
	Carried []phone.Carried `json:"carried"`
}

// command is what goes over it. Now is the phone's time, milliseconds.
type command struct {
	ID     int    `json:"id"`
	Phone  int    `json:"phone,omitzero"`
	Device int    `json:"device,omitzero"`
	Do     string `json:"do"`
	Now    int64  `json:"now,omitzero"`
	With   any    `json:"with,omitzero"`
}

// New speaks over two ends of something until Close, or until the other side ends.
func New(from io.Reader, to io.WriteCloser) *Bridge {
	return newBridge(from, to, new(tail), func() error { return nil })
}

func newBridge(from io.Reader, to io.WriteCloser, words fmt.Stringer, end func() error) *Bridge {
	b := &Bridge{end: end, words: words, to: to, calls: map[int]chan<- line{}, phones: map[int]*Phone{}, devices: map[int]*Device{}, done: make(chan struct{})}
	go b.read(bufio.NewReaderSize(from, 1<<20))
	return b
}

// Close ends the process, and waits for it.
func (b *Bridge) Close() error {
	err := b.to.Close()
	<-b.done
	return errors.Join(err, b.end())
}

func (b *Bridge) read(from *bufio.Reader) {
	defer close(b.done)
	for {
		text, err := from.ReadBytes('\n')
		if err != nil {
			b.breaks(fmt.Errorf("the bridge to the SDK has ended: %w\n%s", err, b.words))
			return
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			b.breaks(fmt.Errorf("read a line of the bridge: %w: %.200s", err, text))
			return
		}
		b.take(l)
	}
}

// breaks fails all who wait.
func (b *Bridge) breaks(why error) {
	b.mu.Lock()
	b.broken = why
	calls, phones := b.calls, b.phones
	b.calls = map[int]chan<- line{}
	b.mu.Unlock()
	for _, c := range calls {
		close(c)
	}
	for _, p := range phones {
		p.stir()
	}
}

func (b *Bridge) take(l line) {
	b.mu.Lock()
	p, d := b.phones[l.Phone], b.devices[l.Device]
	answer := b.calls[l.ID]
	delete(b.calls, l.ID)
	b.mu.Unlock()
	switch {
	case answer != nil:
		answer <- l // it has room for one
	case p != nil:
		p.take(l)
	case d != nil:
		d.take(l.Carried)
	}
}

// why is the reason that nothing can be asked, or nil.
func (b *Bridge) why() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.broken
}

// call sends a command and waits for its answer.
func (b *Bridge) call(ctx context.Context, c command) (jsontext.Value, error) {
	answer := make(chan line, 1)
	b.mu.Lock()
	if b.broken != nil {
		defer b.mu.Unlock()
		return nil, b.broken
	}
	b.last++
	c.ID = b.last
	b.calls[c.ID] = answer
	b.mu.Unlock()
	if err := b.send(c); err != nil {
		return nil, err
	}
	select {
	case l, is := <-answer:
		switch {
		case !is:
			return nil, b.why()
		case l.Error != nil:
			return nil, l.Error.asError()
		}
		return l.Result, nil
	case <-ctx.Done():
		b.mu.Lock()
		delete(b.calls, c.ID)
		b.mu.Unlock()
		return nil, fmt.Errorf("%s: %w", c.Do, context.Cause(ctx))
	}
}

func (b *Bridge) send(c command) error {
	text, err := json.Marshal(c, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("write a line to the bridge: %w", err)
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	if _, err := b.to.Write(append(text, '\n')); err != nil {
		return errors.Join(fmt.Errorf("write a line to the bridge: %w", err), b.why())
	}
	return nil
}

// number gives a phone or device its number.
func (b *Bridge) number() int {
	b.last++
	return b.last
}

var (
	_ play.Maker = (*Bridge)(nil)
	_ play.Phone = (*Phone)(nil)
)
