// Package badnet puts a network that fails between a test and a real server: toxiproxy, as a library, on a port of its own. It
// is used by tests only.
//
// A Line forwards to one server. Its faults are those of real networks: Slow (latency), Drip (a few bytes at a time), Hang (half
// open: what is sent arrives nowhere and nothing says so), Tear (a reset in the middle of a reply), Cut (nobody answers at
// all). A fault acts on connections that are open, too. Heal takes all faults away.
//
// It starts toxiproxy's goroutines, which end with the test.
package badnet

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Fault is one way to fail.
type Fault string

// What a Line can do. The numbers are chosen to hurt a caller whose time limit is about a second.
const (
	Slow Fault = `{"type":"latency","attributes":{"latency":150,"jitter":150}}`
	Drip Fault = `{"type":"slicer","attributes":{"average_size":40,"size_variation":20,"delay":2000}}` // bytes; microseconds between
	Hang Fault = `{"type":"timeout","attributes":{"timeout":0}}`
	// Deaf is Hang the other way: what is sent does not arrive, while the server's answers would.
	Deaf Fault = `{"type":"timeout","stream":"upstream","attributes":{"timeout":0}}`
	// Tear lets a part of the next reply through and closes; Reset answers with a TCP reset at once.
	Tear  Fault = `{"type":"limit_data","attributes":{"bytes":200}}`
	Reset Fault = `{"type":"reset_peer","attributes":{"timeout":0}}`
	Cut   Fault = "cut"
)

// patience is how long a port is waited for that was this line's before.
const patience = time.Minute

// Faults are all of them.
var Faults = []Fault{Slow, Drip, Hang, Deaf, Tear, Reset, Cut}

// Line is the network to one server.
type Line struct {
	tb      testing.TB
	proxy   *toxiproxy.Proxy
	address string
	mu      sync.Mutex
	cut     bool // guarded by mu
}

// Start makes a line to a server: "tcp" and host:port, or "unix" and the socket's path.
func Start(tb testing.TB, network, address string) *Line {
	tb.Helper()
	if network == "unix" {
		address = bridge(tb, address)
	}
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.New(io.Discard))
	l := &Line{tb: tb, proxy: toxiproxy.NewProxy(server, "line", "127.0.0.1:0", address)}
	if err := l.proxy.Start(); err != nil {
		tb.Fatal(err)
	}
	l.address = l.proxy.Listen
	tb.Cleanup(l.proxy.Stop)
	return l
}

// Address is host:port to connect to. It stays the same through a Cut.
func (l *Line) Address() string { return l.address }

// DialContext connects through the line, whatever address is asked for: for drivers that find their servers themselves.
func (l *Line) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", l.Address())
}

// Fail begins a fault.
func (l *Line) Fail(f Fault) {
	l.tb.Helper()
	if f != Cut {
		if _, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(string(f))); err != nil {
			l.tb.Errorf("%s: %v", f, err)
		}
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut = true; l.proxy.Enabled {
		l.proxy.Stop()
	}
}

// Heal ends all faults.
func (l *Line) Heal() {
	l.tb.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.proxy.Toxics.ResetToxics(context.Background())
	if !l.cut {
		return
	}
	l.cut = false
	err := l.proxy.Start()
	for until := time.Now().Add(patience); err != nil && time.Now().Before(until); { // another test may have been given the port
		<-time.After(100 * time.Millisecond)
		err = l.proxy.Start()
	}
	if err != nil {
		l.tb.Error(fmt.Errorf("listen again: %w", err))
	}
}

// bridge makes a socket of the machine reachable by TCP.
func bridge(tb testing.TB, socket string) (address string) {
	tb.Helper()
	var config net.ListenConfig
	on, err := config.Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = on.Close() })
	go func() { // ends when the listener is closed
		for {
			from, err := on.Accept()
			if err != nil {
				return
			}
			go join(from, socket)
		}
	}()
	return on.Addr().String()
}

// join copies both ways until one end is gone.
func join(from net.Conn, socket string) {
	defer from.Close()
	var d net.Dialer
	to, err := d.DialContext(context.Background(), "unix", socket)
	if err != nil {
		return
	}
	defer to.Close()
	done := make(chan struct{}, 2)
	pump := func(a, b net.Conn) {
		_, _ = io.Copy(a, b) // it ends with either
		done <- struct{}{}
	}
	go pump(from, to)
	go pump(to, from)
	<-done
}
