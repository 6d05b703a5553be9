package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
)

// commands counts what nodes ask the database, by the driver's monitor: the driver tells of every command before it is sent.
type commands struct {
	mu      sync.Mutex
	count   map[string]int // by shape; guarded by mu
	closing map[int64]bool // requests under way that close a commit; guarded by mu
	closed  int            // commits that were followed up; guarded by mu
	order   []string       // shapes since trips began, without the background's; guarded by mu
	held    chan struct{}  // closed at the verdict; nil when nothing is held; guarded by mu
}

func newCommands() *commands { return &commands{count: map[string]int{}, closing: map[int64]bool{}} }

// closing is the last that is done about a commit: its mark is removed.
const closing = "update commits"

// free is how many commands are not held: as many as a batch may cost.
const free = 2

// heldFor is how long a command is held that may be one the verdict waits for.
const heldFor = 2 * time.Second

func (c *commands) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{
		Started: func(_ context.Context, e *event.CommandStartedEvent) {
			shape, background := shapeOf(e.CommandName, e.Command)
			if held := c.began(e.RequestID, shape, background); held != nil {
				c.await(shape, held)
			}
		},
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) {
			c.mu.Lock()
			defer c.mu.Unlock()
			if c.closing[e.RequestID] {
				delete(c.closing, e.RequestID)
				c.closed++
			}
		},
	}
}

// began counts a command, and says what it must wait for.
func (c *commands) began(request int64, shape string, background bool) (held chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count[shape]++
	if shape == closing {
		c.closing[request] = true
	}
	if c.held == nil || background {
		return nil
	}
	if len(c.order) < free {
		c.order = append(c.order, shape)
		return nil
	}
	return c.held
}

// await holds a command until the verdict is there without it, or it is one that the verdict waits for.
func (c *commands) await(shape string, held chan struct{}) {
	select {
	case <-held:
	case <-time.After(heldFor):
		c.mu.Lock()
		defer c.mu.Unlock()
		c.order = append(c.order, shape)
	}
}

// trips counts the commands from a write to its verdict, and names them. All but two are held until the verdict: what is only
// done after it does not count, however fast it is. It returns when the commit is followed up.
func (c *commands) trips(write, verdict func() error) (n int, order string, err error) {
	c.mu.Lock()
	followed := c.closed
	c.order, c.held = nil, make(chan struct{})
	c.mu.Unlock()
	err = write()
	if err == nil {
		err = verdict()
	}
	c.mu.Lock()
	close(c.held)
	c.held = nil
	n, order = len(c.order), strings.Join(c.order, ", ")
	c.mu.Unlock()
	if err != nil {
		return n, order, err
	}
	return n, order, c.settle(followed + 1)
}

// settle waits until n commits were followed up since the nodes began.
func (c *commands) settle(n int) error {
	for deadline := time.Now().Add(waitFor); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		c.mu.Lock()
		closed := c.closed
		c.mu.Unlock()
		if closed >= n {
			return nil
		}
	}
	return errors.New("a commit is not followed up")
}

// since begins to count anew, and gives what was counted.
func (c *commands) since() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.count
	c.count = map[string]int{}
	return was
}

// total is how many commands there were a second, and which, the most frequent first.
func total(count map[string]int, seconds float64) (n float64, what string) {
	shapes := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	for i, s := range shapes {
		n += float64(count[s]) / seconds
		shapes[i] = fmt.Sprintf("%s %.2f", s, float64(count[s])/seconds)
	}
	return n, strings.Join(shapes, ", ")
}

// shapeOf names what a command asks for, and reports whether a node asks it by the clock, whatever phones do.
func shapeOf(name string, command bson.Raw) (shape string, background bool) {
	collection, _ := command.Lookup(name).StringValueOK()
	shape = name + " " + collection
	filter, ok := command.Lookup("filter").DocumentOK()
	if !ok {
		return shape, false
	}
	elements, _ := filter.Elements()
	var fields []string
	for _, e := range elements {
		fields = append(fields, e.Key())
	}
	if level, _ := command.Lookup("readConcern", "level").StringValueOK(); level == "linearizable" && filter.Lookup("scope").String() == `"tenant/directory"` {
		return shape + " directory", true
	}
	shape += " by " + strings.Join(fields, "+")
	return shape, fields[0] == "inserted" || fields[0] == "open.tenant" && len(fields) == 1
}
