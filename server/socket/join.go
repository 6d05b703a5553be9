package socket

import (
	"bufio"
	"bytes"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp"

	"github.com/samsyn/samsyn/server/fault"
)

// This file is the whole join of Fiber, fasthttp and gorilla. fasthttp's own net/http adaptor would cost an in-memory pipe and
// two goroutines a socket. Handing gorilla the connection from RequestCtx.Hijack avoids that, but fasthttp keeps its request
// context and its 4 KB read buffer until the hijack handler returns. So the handler returns at once, the reader gets a
// goroutine of its own with a fresh stack, and KeepHijackedConns leaves the connection open.

// Buffers of one socket. Frames are read past the read buffer when they are larger; the write buffer is pooled and only holds
// a frame's header, since gorilla writes the frame's own bytes beside it (writev).
const (
	readBufferBytes  = 1 << 10
	writeBufferBytes = 1 << 10
	// A slow phone's frames otherwise pile up in the kernel, up to 4 MB a socket that no limit of ours sees.
	kernelBufferBytes = 64 << 10
)

// Tune prepares the Fiber app for sockets, and bounds how long a request may take to come. Call it before the app listens.
func Tune(app *fiber.App) {
	s := app.Server()
	s.KeepHijackedConns = true
	if s.ReadTimeout == 0 {
		s.ReadTimeout = 10 * time.Second // for the head of a request
	}
	if s.HeaderReceived == nil {
		s.HeaderReceived = func(*fasthttp.RequestHeader) fasthttp.RequestConfig {
			return fasthttp.RequestConfig{ReadTimeout: 2 * time.Minute} // for a body of 1 MB over a slow mobile network
		}
	}
	if s.IdleTimeout == 0 {
		s.IdleTimeout = time.Minute
	}
}

var errNotTuned = errors.New("socket.Tune was not called on the app")

// Handle is the Fiber handler of the socket's route. It refuses with a *fault.Error (stopping, overloaded) or with the status
// gorilla gives to what is not a websocket handshake or comes from a foreign page.
func (s *Server) Handle(c *fiber.Ctx) error {
	if !c.App().Server().KeepHijackedConns {
		return fault.New(fault.Internal, errNotTuned)
	}
	if e := s.refuse(); e != nil {
		return e
	}
	r := request(c.Context())
	var probe handshake
	if _, err := s.upgrader.Upgrade(&probe, r, nil); !probe.accepted {
		return c.Status(probe.status).SendString(err.Error())
	}
	c.Context().HijackSetNoResponse(true) // gorilla writes the response
	c.Context().Hijack(func(conn net.Conn) { s.accept(conn, r) })
	return nil
}

// accept finishes the handshake on the raw connection and starts the socket.
func (s *Server) accept(conn net.Conn, r *http.Request) {
	if wrapped, ok := conn.(interface{ UnsafeConn() net.Conn }); ok {
		conn = wrapped.UnsafeConn() // past fasthttp's buffer: a phone says nothing before it has our answer
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(kernelBufferBytes)
	}
	ws, err := s.upgrader.Upgrade(&handshake{conn: conn}, r, nil)
	if err != nil {
		_ = conn.Close()
		return
	}
	s.start(ws)
}

// request copies what a handshake looks at: fasthttp uses its memory again.
func request(ctx *fasthttp.RequestCtx) *http.Request {
	r := &http.Request{
		Method: string(ctx.Method()),
		Host:   string(ctx.Host()),
		Header: http.Header{},
		URL:    &url.URL{Path: string(ctx.Path())},
	}
	for _, name := range []string{"Connection", "Upgrade", "Sec-Websocket-Version", "Sec-Websocket-Key", "Origin"} {
		for _, value := range ctx.Request.Header.PeekAll(name) {
			r.Header.Add(name, string(value))
		}
	}
	return r
}

// allowOrigin lets in phones, which send no Origin, and pages of our own host or an allowed one.
func (s *Server) allowOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	return strings.EqualFold(u.Host, r.Host) ||
		slices.ContainsFunc(s.options.Origins, func(host string) bool { return strings.EqualFold(u.Host, host) })
}

// handshake is what gorilla's Upgrade sees as the response. Without a connection it only tells whether Upgrade, which hijacks
// after all its checks, would accept.
type handshake struct {
	conn     net.Conn
	accepted bool
	status   int
	header   http.Header
}

var errProbe = errors.New("only asking")

func (h *handshake) Header() http.Header {
	if h.header == nil {
		h.header = http.Header{}
	}
	return h.header
}

func (h *handshake) Write(b []byte) (int, error) { return len(b), nil }

func (h *handshake) WriteHeader(status int) { h.status = status }

func (h *handshake) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	h.accepted = true
	if h.conn == nil {
		return nil, nil, errProbe
	}
	return h.conn, bufio.NewReadWriter(noReader, bufio.NewWriterSize(h.conn, 256)), nil
}

// noReader stands for "nothing was read ahead"; gorilla makes its own reader of readBufferBytes.
var noReader = bufio.NewReaderSize(bytes.NewReader(nil), 16)

func newUpgrader(s *Server) websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout: s.options.HelloTimeout,
		ReadBufferSize:   readBufferBytes,
		WriteBufferSize:  writeBufferBytes,
		WriteBufferPool:  new(sync.Pool),
		CheckOrigin:      s.allowOrigin,
		Error:            func(w http.ResponseWriter, _ *http.Request, status int, _ error) { w.WriteHeader(status) },
	}
}
