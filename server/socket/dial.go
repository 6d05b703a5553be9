package socket

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Phone is the other end of a Socket, for phones written in Go.
type Phone struct {
	ws *websocket.Conn

	mu sync.Mutex // one writer at a time
}

// ClosedError is how Receive tells that the server closed the socket.
type ClosedError struct {
	Code   int    // websocket close code
	Reason string // one of fault's codes, or ""
}

// Error says both.
func (e *ClosedError) Error() string { return fmt.Sprintf("socket closed: %d %s", e.Code, e.Reason) }

// RefusedError is how Dial tells that the server answered the handshake with a status.
type RefusedError struct{ Status int }

// Error says the status.
func (e *RefusedError) Error() string { return fmt.Sprintf("socket refused: status %d", e.Status) }

// phoneWriteTimeout is how long a frame may take to leave.
const phoneWriteTimeout = 30 * time.Second

// Dial connects to a server's socket route; http and https are taken for ws and wss. The context bounds the handshake only.
// Pings are answered while somebody is in Receive.
func Dial(ctx context.Context, url string) (*Phone, error) {
	if rest, ok := strings.CutPrefix(url, "http"); ok {
		url = "ws" + rest
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, ReadBufferSize: 4 << 10, WriteBufferSize: 4 << 10}
	ws, response, err := dialer.DialContext(ctx, url, nil)
	if errors.Is(err, websocket.ErrBadHandshake) && response != nil {
		return nil, &RefusedError{Status: response.StatusCode}
	}
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	return &Phone{ws: ws}, nil
}

// Send writes one frame. Safe for concurrent use.
func (p *Phone) Send(raw []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.ws.SetWriteDeadline(time.Now().Add(phoneWriteTimeout))
	return p.ws.WriteMessage(websocket.TextMessage, raw)
}

// Receive waits for the next frame. When the server closed the socket the error is a *ClosedError. One goroutine at a time.
func (p *Phone) Receive() ([]byte, error) {
	_, raw, err := p.ws.ReadMessage()
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return nil, &ClosedError{Code: closed.Code, Reason: closed.Text}
	}
	return raw, err
}

// Close says goodbye and closes. A Receive in another goroutine returns with an error. It may be called twice.
func (p *Phone) Close() error {
	_ = p.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	return p.ws.Close()
}

// Cut closes the connection without a word, as when a phone loses its network.
func (p *Phone) Cut() error { return p.ws.NetConn().Close() }
