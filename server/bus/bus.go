// Package bus carries hints between the nodes of one server: something was committed, a board or a lock changed.
//
// It sits between the log and the other nodes' fanout. A hint saves time and nothing else: it may be lost, doubled or late, and
// whoever acts on one reads the log. So a node that heard nothing is a second behind, never wrong (architecture section 6).
//
// A Bus is the port. Memory joins nodes in one process and loses hints on demand; Redis joins processes. The package starts one
// goroutine for each Redis.Watch. Package bus/suite tests both.
package bus

import (
	"context"
	"sync"

	"github.com/samsyn/samsyn/sync/document"
)

// Hint says that a scope's log has grown. A zero Hint says that hints may have been missed.
type Hint struct {
	Tenant string         `json:"tenant"`
	Scope  document.Scope `json:"scope"`
	Seq    uint64         `json:"seq"`
	Node   string         `json:"node"` // who tells; it does not hear itself
}

// Bus is the port of one node.
type Bus interface {
	// Tell hands a hint to the other nodes. It must not hold up the commit it tells of: it returns at once, and what cannot
	// be told is lost.
	Tell(h Hint)
	// Watch calls heard for every hint of other nodes, from one goroutine, until ctx ends.
	Watch(ctx context.Context, heard func(Hint)) error
	// Stop lets go of what the bus holds; hints that wait are lost.
	Stop()
}

// Net joins the Memory buses of one process.
type Net struct {
	mu    sync.Mutex
	nodes []*Memory
	lose  func(from, to string, h Hint) bool
}

// NewNet makes a net. lose says which hints get lost; nil loses none.
func NewNet(lose func(from, to string, h Hint) bool) *Net { return &Net{lose: lose} }

// Memory is a Bus inside one process. Tell runs the watchers of the others itself.
type Memory struct {
	net  *Net
	node string

	mu    sync.Mutex
	heard func(Hint)
}

// Join makes the bus of a node.
func (n *Net) Join(node string) *Memory {
	m := &Memory{net: n, node: node}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.nodes = append(n.nodes, m)
	return m
}

// Tell implements Bus.
func (m *Memory) Tell(h Hint) {
	h.Node = m.node
	m.net.mu.Lock()
	var others []*Memory
	for _, o := range m.net.nodes {
		if o != m && (m.net.lose == nil || !m.net.lose(m.node, o.node, h)) {
			others = append(others, o)
		}
	}
	m.net.mu.Unlock()
	for _, o := range others {
		o.mu.Lock()
		if o.heard != nil {
			o.heard(h)
		}
		o.mu.Unlock()
	}
}

// Watch implements Bus.
func (m *Memory) Watch(ctx context.Context, heard func(Hint)) error {
	m.mu.Lock()
	m.heard = heard
	m.mu.Unlock()
	context.AfterFunc(ctx, m.Stop)
	return nil
}

// Stop implements Bus.
func (m *Memory) Stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.heard = nil
}
