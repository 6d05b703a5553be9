package app_test

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"testing"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/replica"
)

type draft = replica.Draft

// rawSocket is a websocket on a plain connection, for what no library would do, such as never reading.
type rawSocket struct {
	t  testing.TB
	w  *bufio.Writer
	r  *bufio.Reader
	in net.Conn
}

func newRawSocket(t testing.TB, conn net.Conn) *rawSocket {
	t.Helper()
	ws := &rawSocket{t: t, w: bufio.NewWriter(conn), r: bufio.NewReader(conn), in: conn}
	_, err := ws.w.WriteString("GET /v1/socket HTTP/1.1\r\nHost: samsyn\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if err != nil || ws.w.Flush() != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(ws.r, nil)
	if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("handshake: %v %v", res, err)
	}
	return ws
}

// send writes a text frame.
func (ws *rawSocket) send(frame []byte) {
	ws.t.Helper()
	ws.put(frame)
	ws.flush()
}

func (ws *rawSocket) flush() {
	ws.t.Helper()
	if err := ws.w.Flush(); err != nil {
		ws.t.Fatal(err)
	}
}

// put has a text frame leave with the next flush, masked with zeros as the standard allows.
func (ws *rawSocket) put(frame []byte) {
	ws.t.Helper()
	head := []byte{0x81, 0x80}
	if len(frame) < 126 {
		head[1] |= byte(len(frame))
	} else {
		head[1] |= 126
		head = binary.BigEndian.AppendUint16(head, uint16(len(frame)))
	}
	if _, err := ws.w.Write(append(append(head, 0, 0, 0, 0), frame...)); err != nil {
		ws.t.Fatal(err)
	}
}

// next reads one frame: its kind, 1 for text and 8 for a close, and its body.
func (ws *rawSocket) next() (kind byte, body []byte) {
	ws.t.Helper()
	read := func(n uint64) []byte {
		b := make([]byte, n)
		if _, err := io.ReadFull(ws.r, b); err != nil {
			ws.t.Fatalf("the connection ends without a close: %v", err)
		}
		return b
	}
	head := read(2)
	n := uint64(head[1] & 0x7f)
	if n >= 126 {
		long := read(2 + 6*(n-126)) // two bytes, or eight
		n = 0
		for _, b := range long {
			n = n<<8 | uint64(b)
		}
	}
	return head[0] & 0x0f, read(n)
}

// until reads frames up to one that is meant, which comes last.
func (ws *rawSocket) until(is func(wire.Frame) bool) (frames []wire.Frame) {
	ws.t.Helper()
	for {
		kind, body := ws.next()
		if kind == 8 {
			ws.t.Fatalf("closed: %s", body)
		}
		f, err := wire.Receive(body)
		if kind != 1 || err != nil {
			continue
		}
		if frames = append(frames, f); is(f) {
			return frames
		}
	}
}

// drain reads to the close frame and gives the bye before it and its code.
func (ws *rawSocket) drain() (bye *wire.Bye, code int) {
	ws.t.Helper()
	for {
		switch kind, body := ws.next(); kind {
		case 1:
			if f, err := wire.Receive(body); err == nil {
				if b, ok := f.(*wire.Bye); ok {
					bye = b
				}
			}
		case 8:
			return bye, int(binary.BigEndian.Uint16(body))
		}
	}
}
