package socket_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/socket"
)

func TestPulse_APhoneThatAnswersStays(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{PingEvery: 20 * time.Millisecond, PongTimeout: time.Minute}, nil)
	p, e := dial(t, h)
	_ = p.Send([]byte("hej"))
	expect(t, p, "hej")
	received := make(chan error, 1)
	go func() { _, err := p.Receive(); received <- err }() // answers pings
	select {
	case err := <-received:
		t.Fatal(err)
	case <-e.closed:
		t.Fatal("closed")
	case <-time.After(300 * time.Millisecond):
	}
	_ = p.Close()
	<-received
}

func TestPulse_ADeadPhoneIsCutOff(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{PingEvery: 20 * time.Millisecond, PongTimeout: 40 * time.Millisecond}, nil)
	p, e := dial(t, h)
	_ = p.Send([]byte("hej")) // and then never reads, so it answers no ping
	<-e.closed
}

// Slowloris: a phone that says nothing after the handshake, and one that dribbles its frame.
func TestSocket_SilentAndDribblingPhonesAreCutOff(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{HelloTimeout: 500 * time.Millisecond}, nil)
	_, silent := dial(t, h)
	<-silent.closed
	conn := handshake(t, h)
	dribbling := <-h.sessions
	if _, err := conn.Write([]byte{0x81, 0xfe, 0x40, 0x00, 0, 0, 0, 0}); err != nil { // a text frame of 16 KB, and ...
		t.Fatal(err)
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-dribbling.closed:
			return
		case <-tick.C:
			_, _ = conn.Write([]byte("a")) // ... one byte every 10 ms
		}
	}
}

// Slowloris before the handshake: half a request does not hold a connection.
func TestTune_HalfARequestIsCutOff(t *testing.T) {
	t.Parallel()
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadTimeout: 60 * time.Millisecond})
	socket.Tune(app)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- app.Listener(ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /v1/socket HTTP/1.1\r\nHost: x\r\nX-")
	_, err = io.Copy(io.Discard, conn)                     // until the server closes
	if err != nil && !errors.Is(err, syscall.ECONNRESET) { // what was sent in that moment is answered so
		t.Error(err)
	}
	if err := app.Shutdown(); err != nil {
		t.Error(err)
	}
	<-served
}

// A phone that does not read fills its queue, and the queue says so; the socket is then closed as slow.
func TestSocket_APhoneThatDoesNotReadIsClosed(t *testing.T) {
	t.Parallel()
	codes := make(chan string, 1)
	h := newHost(t, socket.Options{Queue: fanout.Limits{Bytes: 1 << 20}, WriteTimeout: 50 * time.Millisecond, MinBytesPerSecond: 1 << 30,
		Closed: func(code string) { codes <- code }}, nil)
	conn := handshake(t, h)
	defer conn.Close()
	e := <-h.sessions
	page := fanout.Frame{Bytes: []byte(strings.Repeat("a", 256<<10))}
	full := false
	for range 200 {
		if !e.socket.Queue().Push(page) {
			full = true
			break
		}
	}
	if !full {
		t.Fatal("the queue took 50 MB")
	}
	<-e.closed
	if code := <-codes; code != fault.Slow {
		t.Errorf("closed as %s", code)
	}
}

// handshake opens a socket by hand, for phones that behave badly.
func handshake(t *testing.T, h *host) net.Conn {
	t.Helper()
	host := strings.TrimSuffix(strings.TrimPrefix(h.url, "http://"), "/v1/socket")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	fmt.Fprintf(conn, "GET /v1/socket HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", host)
	answer := make([]byte, 1024)
	n, err := conn.Read(answer)
	if err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 101 ") {
		t.Fatalf("got %q, %v", answer[:n], err)
	}
	return conn
}
