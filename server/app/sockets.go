package app

import (
	"context"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
)

func (a *App) openSockets() *socket.Server {
	return socket.New(socket.Options{
		Origins: a.config.Socket.Origins, FrameBytes: a.config.Wire.FrameBytes, Sockets: a.config.Socket.Sockets,
		Queue: fanout.Limits{Bytes: a.config.Socket.QueueBytes}, Log: a.log, Closed: a.metrics.SocketClosed,
		Bye: func(code string, retryMillis int64) []byte {
			return wire.AppendBye(nil, &fault.Error{Code: code, RetryMillis: retryMillis})
		},
	}, func(s *socket.Socket) socket.Handler { return connection{a.desk.Open(s.Queue())} })
}

// connection joins a socket and a session. The next frame waits for the verdicts of the one before: a phone that submits
// faster than the store commits is held back by its own socket.
type connection struct{ session *session.Session }

// Frame works on a borrowed stack: a hello or a submit needs tens of kilobytes of it, and the reader of an idle socket would
// keep them.
func (c connection) Frame(raw []byte) {
	failed := make(chan any, 1)
	go func() {
		defer func() { failed <- recover() }()
		if done := c.session.Frame(context.Background(), raw); done != nil {
			<-done
		}
	}()
	if value := <-failed; value != nil {
		panic(value) // in the reader, which closes this one socket
	}
}

func (c connection) Closed() { c.session.Close() }
