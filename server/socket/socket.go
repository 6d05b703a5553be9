package socket

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
)

// Socket is one phone's connection. Its queue is how frames leave; closing the queue closes the socket with the queue's code.
type Socket struct {
	server *Server
	ws     *websocket.Conn
	queue  *fanout.Queue

	said  atomic.Bool // goodbye was said, or there is nobody to say it to
	pulse pulse
}

func newSocket(s *Server, ws *websocket.Conn) *Socket {
	k := &Socket{server: s, ws: ws}
	k.queue = fanout.NewQueue(s.options.Queue, func() { s.goes(k.write) })
	k.pulse.start(time.Now(), &s.options)
	ws.SetPongHandler(k.pong)
	ws.SetPingHandler(k.ping)
	return k
}

// Queue is where frames for the phone are pushed.
func (k *Socket) Queue() *fanout.Queue { return k.queue }

// Addr is the address of the other end. It belongs to a person: not for logs.
func (k *Socket) Addr() net.Addr { return k.ws.RemoteAddr() }

// Close lets out what waits, says goodbye with the code, and closes the socket. It does not wait.
func (k *Socket) Close(code string) { k.queue.Close(code) }

// cut closes without a goodbye.
func (k *Socket) cut() {
	k.said.Store(true)
	_ = k.ws.Close()
}

// errTooLarge and errBinary end a socket with a code of their own.
var (
	errTooLarge = errors.New("frame beyond the limit")
	errBinary   = errors.New("frame is not text")
)

// read is the socket's reader: it hands frames to the Handler until the connection ends.
func (k *Socket) read() {
	defer k.server.remove(k)
	handler := k.server.open(k)
	defer handler.Closed()
	defer k.end()
	defer k.rescue()
	_ = k.ws.SetReadDeadline(time.Now().Add(k.server.options.HelloTimeout))
	for {
		err := k.readFrame(handler)
		switch {
		case err == nil:
			continue
		case errors.Is(err, errTooLarge):
			k.leave(fault.FrameTooLarge)
		case errors.Is(err, errBinary):
			k.leave(fault.BadFrame)
		}
		return
	}
}

// readFrame reads one frame and hands it on. After a goodbye frames are read and thrown away, so that the phone gets to read
// it: closing a connection with unread bytes would take it back.
func (k *Socket) readFrame(handler Handler) error {
	kind, r, err := k.ws.NextReader()
	if err != nil {
		return err
	}
	if kind != websocket.TextMessage {
		return errBinary
	}
	buf := k.server.buffer()
	defer k.server.release(buf)
	if err := k.fill(buf, r); err != nil {
		return err
	}
	if k.said.Load() {
		return nil
	}
	_ = k.ws.SetReadDeadline(time.Time{}) // from here on the heartbeat finds the dead
	handler.Frame(buf.Bytes())
	return nil
}

// fill reads a frame's bytes. Nothing is allocated for bytes that have not come, and a phone that dribbles is cut off.
func (k *Socket) fill(buf *bytes.Buffer, r io.Reader) error {
	o := &k.server.options
	began := time.Now()
	for {
		// Half of the slowest network's speed: the phone may be sending and receiving at once.
		if deadline := began.Add(o.HelloTimeout + 2*o.carry(int64(buf.Len()))); !k.said.Load() {
			_ = k.ws.SetReadDeadline(deadline)
		}
		buf.Grow(readBufferBytes)
		free := buf.AvailableBuffer()
		n, err := r.Read(free[:cap(free)])
		if n > 0 {
			buf.Write(free[:n])
			k.pulse.heard()
		}
		switch {
		case buf.Len() > o.FrameBytes:
			return errTooLarge
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

// leave closes the socket for something its phone did, and waits until goodbye was said or could not be.
func (k *Socket) leave(code string) {
	k.queue.Close(code)
	_ = k.ws.SetReadDeadline(time.Now().Add(k.server.options.WriteTimeout))
	conn := k.ws.NetConn()
	_, _ = io.Copy(io.Discard, conn)
}

// rescue ends the socket after a panic in the Handler. The value may quote a frame: only its type is logged.
func (k *Socket) rescue() {
	v := recover()
	if v == nil {
		return
	}
	k.server.options.Log.Error("panic in a socket", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
	k.queue.Abort(fault.Internal)
	k.farewell(fault.Internal)
}

// end is the reader's last act: nothing can be sent any more.
func (k *Socket) end() {
	k.cut()
	k.queue.Abort("")
}

func (s *Server) buffer() *bytes.Buffer {
	if b, ok := s.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

// release keeps buffers of ordinary frames for others. One grown by a large batch is let go.
func (s *Server) release(b *bytes.Buffer) {
	if b.Cap() > 64<<10 {
		return
	}
	b.Reset()
	s.buffers.Put(b)
}
