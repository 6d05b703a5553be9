package simtest

import (
	"slices"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/session"
)

// conn is a connection: two lines of frames in the air, a phone at one end and a session at the other. An honest one is
// like TCP: what arrives is whole and in order, until it breaks.
type conn struct {
	w       *World
	n       int
	phone   *phone
	honest  bool
	up      []flight
	down    []flight
	upCut   bool // what the phone sends vanishes
	downCut bool // what the server sends vanishes

	left    bool             // the phone has hung up
	server  *server          // which one was dialled
	session *session.Session // nil when the server has
	queue   *fanout.Queue
	awake   bool            // the queue's taker was woken and has not come to its end
	hold    <-chan struct{} // open while the server's reader waits for verdicts
	looked  int64           // when a hello or renew made the session look at the directory
}

// flight is a frame in the air, or the end of the line.
type flight struct {
	frame []byte
	end   bool
}

// dial opens a connection to the server.
func (w *World) dial(p *phone) *conn {
	w.conn++
	c := &conn{w: w, n: w.conn, phone: p, server: w.server, honest: w.calm || !w.chance(w.weather.bad)}
	limits := fanout.Limits{}
	if w.weather.smallQueues && !w.calm {
		limits = fanout.Limits{Bytes: w.between(2000, 20000), Frames: w.between(3, 12)}
	}
	c.queue = fanout.NewQueue(limits, func() { c.awake = true })
	c.session = w.server.desk.Open(c.queue)
	w.conns = append(w.conns, c)
	return c
}

func (c *conn) sendUp(frame []byte) {
	if !c.upCut {
		c.up = append(c.up, flight{frame: frame})
	}
}

// lost is the server's end going away without a word.
func (c *conn) lost() {
	c.session, c.queue, c.awake, c.hold, c.up = nil, nil, false, nil, nil
	if !c.downCut && c.w.chance(70) {
		c.down = append(c.down, flight{end: true})
	} else {
		c.upCut, c.downCut = true, true
	}
}

// close is the server's end going away properly.
func (c *conn) close() {
	if c.session != nil {
		c.session.Close()
	}
	c.session, c.queue, c.awake, c.hold, c.up = nil, nil, false, nil, nil
	if !c.downCut {
		c.down = append(c.down, flight{end: true})
	}
}

func (c *conn) isBroken() bool { return c.upCut || c.downCut }

// canGoUp: the server's reader takes the next frame when the last one's verdicts are queued.
func (c *conn) canGoUp() bool {
	if len(c.up) == 0 {
		return false
	}
	if c.hold != nil {
		select {
		case <-c.hold:
			c.hold = nil
		default:
			return false
		}
	}
	return true
}

// next takes a frame out of the air, and decides its fate: the one that comes is not always the first, and not always once.
func (c *conn) next(line *[]flight) (f flight, arrives bool) {
	w, i := c.w, 0
	if c.honest {
		f = (*line)[0]
		*line = slices.Delete(*line, 0, 1)
		return f, true
	}
	if w.chance(w.weather.loss) {
		i = w.rng.IntN(len(*line))
	}
	f = (*line)[i]
	if !f.end && w.chance(w.weather.loss) {
		return f, true // and comes again
	}
	*line = slices.Delete(*line, i, i+1)
	return f, f.end || !w.chance(w.weather.loss)
}

// someConn picks a connection that fits, or nil.
func (w *World) someConn(fits func(*conn) bool) *conn {
	var list []*conn
	for _, c := range w.conns {
		if fits(c) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(w, list)
}

// tidyConns forgets connections that are over.
func (w *World) tidyConns() {
	w.conns = slices.DeleteFunc(w.conns, func(c *conn) bool { return c.left && c.session == nil })
}
