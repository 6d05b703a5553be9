package socket

import (
	"errors"
	"net"
	"time"

	"github.com/gorilla/websocket"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
)

// write is the socket's writer. The queue starts it when something waits and nobody writes, so there is one at a time; it
// ends when nothing waits.
func (k *Socket) write() {
	for {
		f, ok := k.queue.Pop()
		if !ok {
			break
		}
		if err := k.send(f); err != nil {
			k.giveUp(err)
		}
	}
	if code, closed := k.queue.Closed(); closed {
		k.farewell(code)
	}
}

// giveUp ends a socket whose phone is gone, or too slow to take one frame: there is no way left to say goodbye. The reader
// notices the closed connection and ends the socket; meanwhile nothing more may pile up.
func (k *Socket) giveUp(err error) {
	k.queue.Abort(fault.Slow)
	var timeout net.Error
	isSlow := errors.As(err, &timeout) && timeout.Timeout()
	if closed := k.server.options.Closed; !k.said.Swap(true) && isSlow && closed != nil {
		closed(fault.Slow)
	}
	_ = k.ws.Close()
}

// send writes one frame; a frame without bytes is a ping.
func (k *Socket) send(f fanout.Frame) error {
	now := time.Now()
	if len(f.Bytes) == 0 {
		k.pulse.pinged(now)
		return k.ws.WriteControl(websocket.PingMessage, nil, now.Add(k.server.options.WriteTimeout))
	}
	k.pulse.owes(len(f.Bytes))
	_ = k.ws.SetWriteDeadline(now.Add(k.server.options.WriteTimeout + k.server.options.carry(int64(len(f.Bytes)))))
	return k.ws.WriteMessage(websocket.TextMessage, f.Bytes)
}

// farewell says why the server closes, in a bye frame and in the close code, and gives the phone a moment to read it.
func (k *Socket) farewell(code string) {
	if k.said.Swap(true) {
		return
	}
	o := &k.server.options
	if o.Closed != nil {
		o.Closed(code)
	}
	now := time.Now()
	deadline := now.Add(o.WriteTimeout / 2)
	if o.Bye != nil {
		_ = k.ws.SetWriteDeadline(deadline)
		_ = k.ws.WriteMessage(websocket.TextMessage, o.Bye(code, k.retryMillis(code)))
	}
	_ = k.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closeCode(code), code), deadline)
	if half, ok := k.ws.NetConn().(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	_ = k.ws.SetReadDeadline(deadline) // the reader goes on until the phone closes too, or until then
	k.pulse.until(deadline)
}

func (k *Socket) retryMillis(code string) int64 {
	if code == fault.Stopping || code == fault.Overloaded {
		return k.server.options.backoffMillis()
	}
	return 0
}

// ping answers a phone's ping. It is called by the reader, and waits for the writer no longer than a moment.
func (k *Socket) ping(data string) error {
	k.pulse.heard()
	if err := k.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second)); err != nil {
		return nil // a writer in the middle of a large frame: the phone hears that instead
	}
	return nil
}

func (k *Socket) pong(string) error {
	k.pulse.heard()
	return nil
}
