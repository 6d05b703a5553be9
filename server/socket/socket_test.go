package socket_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/leaktest"
	"github.com/samsyn/samsyn/server/socket"
)

func TestMain(m *testing.M) {
	if beIdleServer() {
		return
	}
	code := m.Run()
	if err := leaktest.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// echo answers each frame with itself and remembers what happened.
type echo struct {
	socket *socket.Socket
	frames atomic.Int64
	closed chan struct{}
	on     func(raw string)
}

func (e *echo) Frame(raw []byte) {
	e.frames.Add(1)
	if e.on != nil {
		e.on(string(raw))
		return
	}
	e.socket.Queue().Push(fanout.Frame{Bytes: []byte(string(raw))})
}

func (e *echo) Closed() { close(e.closed) }

// host is a Fiber app on port 0 with a socket server whose sockets are echoes.
type host struct {
	*socket.Server
	url      string
	sessions chan *echo
	on       func(e *echo, raw string)
}

func newHost(t testing.TB, o socket.Options, on func(e *echo, raw string)) *host {
	t.Helper()
	h := &host{sessions: make(chan *echo, 10_000), on: on}
	if o.Bye == nil {
		o.Bye = func(code string, retryMillis int64) []byte { return fmt.Appendf(nil, "bye %s %d", code, retryMillis) }
	}
	h.Server = socket.New(o, func(k *socket.Socket) socket.Handler {
		e := &echo{socket: k, closed: make(chan struct{})}
		if h.on != nil {
			e.on = func(raw string) { h.on(e, raw) }
		}
		h.sessions <- e
		return e
	})
	app := newApp(h.Server)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.url = "http://" + ln.Addr().String() + "/v1/socket"
	var running sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	running.Go(func() { _ = app.Listener(ln) })
	running.Go(func() { _ = h.Run(ctx) })
	t.Cleanup(func() {
		stop, done := context.WithTimeout(context.Background(), time.Minute)
		defer done()
		if err := h.StopAll(stop); err != nil {
			t.Error(err)
		}
		cancel()
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		running.Wait()
		if n := h.Len(); n != 0 {
			t.Errorf("%d sockets stayed", n)
		}
	})
	return h
}

func newApp(s *socket.Server) *fiber.App {
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ErrorHandler: func(c *fiber.Ctx, err error) error {
		return c.Status(fault.From(err).Row().HTTP).SendString(fault.CodeOf(err))
	}})
	socket.Tune(app)
	app.Get("/v1/socket", s.Handle)
	return app
}

func dial(t testing.TB, h *host) (*socket.Phone, *echo) {
	t.Helper()
	p, err := socket.Dial(context.Background(), h.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p, <-h.sessions
}

func expect(t *testing.T, p *socket.Phone, want string) {
	t.Helper()
	got, err := p.Receive()
	if err != nil || string(got) != want {
		t.Fatalf("got %.80q, %v; want %.80q", got, err, want)
	}
}

func expectClosed(t *testing.T, p *socket.Phone, code string) {
	t.Helper()
	_, err := p.Receive()
	var closed *socket.ClosedError
	if !errors.As(err, &closed) || closed.Reason != code || closed.Code != fault.Lookup(code).Close {
		t.Fatalf("got %v, want %s", err, code)
	}
}

func TestSocket_FramesGoBothWays(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{}, nil)
	p, e := dial(t, h)
	large := strings.Repeat("å", 300_000)
	for _, text := range []string{"ett", "", "två", large, "tre"} {
		if err := p.Send([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if text != "" { // an empty frame is handed on; the echo's empty answer is a ping
			expect(t, p, text)
		}
	}
	_ = p.Close()
	<-e.closed
	if got := e.frames.Load(); got != 5 {
		t.Errorf("%d frames, want 5", got)
	}
}

// Many goroutines push at once; a second writer would make gorilla panic or mix the frames up.
func TestSocket_OneWriterWhoeverPushes(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{}, nil)
	p, e := dial(t, h)
	const pushers, each = 8, 200
	var group sync.WaitGroup
	for i := range pushers {
		group.Go(func() {
			for n := range each {
				e.socket.Queue().Push(fanout.Frame{Bytes: fmt.Appendf(nil, "%d %d", i, n)})
			}
		})
	}
	next := [pushers]int{}
	for range pushers * each {
		raw, err := p.Receive()
		if err != nil {
			t.Fatal(err)
		}
		var i, n int
		if _, err := fmt.Sscanf(string(raw), "%d %d", &i, &n); err != nil || next[i] != n {
			t.Fatalf("got %q, want %d %d", raw, i, next[i])
		}
		next[i]++
	}
	group.Wait()
}

func TestSocket_ClosesWithItsCode(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{FrameBytes: 1000, Jitter: func() float64 { return 0.5 }}, func(e *echo, raw string) {
		e.socket.Queue().Push(fanout.Frame{Bytes: []byte("last words")})
		e.socket.Close(raw)
		e.socket.Close(fault.Internal) // the first reason stays
	})
	for _, code := range []string{fault.TokenExpired, fault.Slow, fault.BadFrame, fault.Overloaded} {
		p, e := dial(t, h)
		if err := p.Send([]byte(code)); err != nil {
			t.Fatal(err)
		}
		expect(t, p, "last words")
		retry := 0
		if code == fault.Overloaded {
			retry = 2750
		}
		expect(t, p, fmt.Sprintf("bye %s %d", code, retry))
		expectClosed(t, p, code)
		_ = p.Close()
		<-e.closed
	}
}

// The phone still reads why, although it goes on sending.
func TestSocket_FrameTooLarge(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{FrameBytes: 1000}, nil)
	p, e := dial(t, h)
	if err := p.Send([]byte(strings.Repeat("a", 1000))); err != nil {
		t.Fatal(err)
	}
	expect(t, p, strings.Repeat("a", 1000))
	if err := p.Send([]byte(strings.Repeat("a", 500_000))); err != nil {
		t.Fatal(err)
	}
	expect(t, p, "bye frame-too-large 0")
	expectClosed(t, p, fault.FrameTooLarge)
	_ = p.Close()
	<-e.closed
	if e.frames.Load() != 1 {
		t.Error("the frame was handed on")
	}
}

func TestSocket_PanicClosesOnlyItsOwn(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{}, func(e *echo, raw string) {
		if raw == "panic" {
			panic("Planterad")
		}
		e.socket.Queue().Push(fanout.Frame{Bytes: []byte(raw)})
	})
	p, e := dial(t, h)
	other, _ := dial(t, h)
	_ = p.Send([]byte("panic"))
	expect(t, p, "bye internal 0")
	expectClosed(t, p, fault.Internal)
	<-e.closed
	_ = other.Send([]byte("still here"))
	expect(t, other, "still here")
}

func TestHandle_OriginsAndHandshakes(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{Origins: []string{"app.example"}}, nil)
	own := strings.TrimSuffix(strings.TrimPrefix(h.url, "http://"), "/v1/socket")
	for origin, want := range map[string]int{
		"": 101, "http://" + own: 101, "https://app.example": 101, "https://APP.example": 101,
		"https://evil.example": 403, "https://app.example.evil.example": 403, "null": 403, "://": 403,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		ws, response, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(h.url, "http"), header)
		if response == nil || response.StatusCode != want {
			t.Errorf("origin %q: got %v, %v; want %d", origin, response, err, want)
		}
		if ws != nil {
			_ = ws.Close()
		}
	}
	response, err := http.Get(h.url)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if response.StatusCode != http.StatusBadRequest {
		t.Errorf("plain GET: got %d", response.StatusCode)
	}
}

func TestHandle_RefusesMoreThanItsSockets(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{Sockets: 2}, nil)
	dial(t, h)
	p, e := dial(t, h)
	var refused *socket.RefusedError
	if _, err := socket.Dial(context.Background(), h.url); !errors.As(err, &refused) || refused.Status != http.StatusServiceUnavailable {
		t.Errorf("got %v", err)
	}
	_ = p.Close()
	<-e.closed
	for h.Len() > 1 { // its place is free a moment later
		runtime.Gosched()
	}
	dial(t, h)
}

func TestStopAll_SaysByeAndWhenToComeBack(t *testing.T) {
	t.Parallel()
	var n atomic.Int64
	h := newHost(t, socket.Options{Jitter: func() float64 { return float64(n.Add(1)%2) * 0.999 }}, nil)
	phones := make([]*socket.Phone, 20)
	for i := range phones {
		phones[i], _ = dial(t, h)
	}
	var readers sync.WaitGroup
	seen := make(chan string, len(phones))
	for _, p := range phones {
		readers.Go(func() {
			raw, _ := p.Receive()
			seen <- string(raw)
			_, err := p.Receive()
			var closed *socket.ClosedError
			if !errors.As(err, &closed) || closed.Code != websocket.CloseServiceRestart {
				t.Errorf("got %v", err)
			}
			_ = p.Close()
		})
	}
	if err := h.StopAll(context.Background()); err != nil {
		t.Error(err)
	}
	readers.Wait()
	close(seen)
	times := map[string]bool{}
	for text := range seen {
		times[text] = true
		var millis int
		if _, err := fmt.Sscanf(text, "bye stopping %d", &millis); err != nil || millis < 500 || millis > 5000 {
			t.Errorf("got %q", text)
		}
	}
	if len(times) != 2 {
		t.Errorf("all phones come back at the same time: %v", times)
	}
	var refused *socket.RefusedError
	if _, err := socket.Dial(context.Background(), h.url); !errors.As(err, &refused) {
		t.Errorf("a stopped server let a phone in: %v", err)
	}
}

func TestStopAll_CutsOffWhoDoesNotLeave(t *testing.T) {
	t.Parallel()
	h := newHost(t, socket.Options{}, nil)
	_, e := dial(t, h) // it never reads, so it never answers the goodbye
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := h.StopAll(ctx); err == nil {
		t.Error("nobody was cut off")
	}
	<-e.closed
}
