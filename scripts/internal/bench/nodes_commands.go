package bench

import (
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
	mu    sync.Mutex
	count map[string]int // by shape; guarded by mu
	order []string       // shapes since hold; guarded by mu

	closing map[int64]bool // requests under way that close a commit; guarded by mu
	closed  int            // commits that were followed up; guarded by mu
	beside  int            // commands of the background since hold; guarded by mu
	allowed int            // how many go through while held; guarded by mu
	held    chan struct{}  // closed by release; nil when nothing is held; guarded by mu
}

func newCommands() *commands { return &commands{count: map[string]int{}, closing: map[int64]bool{}} }

// closing is the last that is done about a commit: its mark is removed.
const closing = "update commits"

// heldFor is how long a command is held that may be one the verdict waits for.
const heldFor = 2 * time.Second

func (c *commands) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{
		Started: func(_ context.Context, e *event.CommandStartedEvent) {
			shape, background := shapeOf(e.CommandName, e.Command)
			if shape == closing {
				c.mu.Lock()
				c.closing[e.RequestID] = true
				c.mu.Unlock()
			}
			if held := c.began(shape, background); held != nil {
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
func (c *commands) began(shape string, background bool) (held chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count[shape]++
	switch {
	case c.held == nil:
	case background:
		c.beside++
	case len(c.order) < c.allowed:
		c.order = append(c.order, shape)
	default:
		return c.held
	}
	return nil
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

// settled is how many commits were followed up.
func (c *commands) settled() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// hold lets n commands through until release; what comes after them waits, and counts only if nothing released it.
func (c *commands) hold(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order, c.beside, c.allowed, c.held = nil, 0, n, make(chan struct{})
}

// release gives how many commands there were since hold, and how many of the background's besides.
func (c *commands) release() (n, beside int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.held)
	c.held = nil
	return len(c.order), c.beside
}

func (c *commands) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.order, ", ")
}

// since begins to count anew, and gives what was counted.
func (c *commands) since() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.count
	c.count = map[string]int{}
	return was
}

// list says counts by shape, most first.
func list(count map[string]int, seconds float64) string {
	shapes := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return count[b] - count[a] })
	for i, s := range shapes {
		shapes[i] = fmt.Sprintf("%s %.2f/s", s, float64(count[s])/seconds)
	}
	return strings.Join(shapes, ", ")
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
