package socket

import (
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
)

// Options of a Server. Zero values mean the defaults.
type Options struct {
	Origins    []string // hosts whose pages may connect besides the server's own, as "host" or "host:port"
	FrameBytes int      // largest frame from a phone; DefaultFrameBytes
	Queue      fanout.Limits
	Sockets    int // most open sockets; DefaultSockets

	// PingEvery is 25 s: under the 30 s after which some mobile networks forget an idle connection. Each wait differs by up to
	// 20 % either way, so that sockets opened in the same second do not ping in the same second for ever.
	PingEvery time.Duration
	// PongTimeout is 10 s, and longer after large frames (MinBytesPerSecond).
	PongTimeout time.Duration
	// WriteTimeout is 10 s for a frame, and longer for large ones.
	WriteTimeout time.Duration
	// HelloTimeout is 10 s from the handshake to the first whole frame.
	HelloTimeout time.Duration
	// MinBytesPerSecond is the slowest network that counts as one: 4 KB/s, an old mobile network on a bad day. A page of 256 KB
	// then takes a minute; with a fixed deadline such a phone would never catch up.
	MinBytesPerSecond int

	// Bye encodes the last frame before the server closes a socket; nil sends none.
	Bye func(code string, retryMillis int64) []byte
	// Jitter gives numbers in [0,1); rand.Float64.
	Jitter func() float64
	// Closed is told the code of every socket the server closed, for counting; nil is fine.
	Closed func(code string)
	Log    *slog.Logger
}

// Defaults of Options.
const (
	DefaultFrameBytes = 1 << 20
	DefaultSockets    = 15_000
)

func (o Options) orDefaults() Options {
	o.FrameBytes = or(o.FrameBytes, DefaultFrameBytes)
	o.Sockets = or(o.Sockets, DefaultSockets)
	o.PingEvery = or(o.PingEvery, 25*time.Second)
	o.PongTimeout = or(o.PongTimeout, 10*time.Second)
	o.WriteTimeout = or(o.WriteTimeout, 10*time.Second)
	o.HelloTimeout = or(o.HelloTimeout, 10*time.Second)
	o.MinBytesPerSecond = or(o.MinBytesPerSecond, 4<<10)
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func or[T int | time.Duration](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

// carry is how long that many bytes may take on the slowest network.
func (o *Options) carry(bytes int64) time.Duration {
	return time.Duration(bytes) * time.Second / time.Duration(o.MinBytesPerSecond)
}

// pingIn is the wait until the next ping: PingEvery ± 20 %.
func (o *Options) pingIn() time.Duration {
	return time.Duration(float64(o.PingEvery) * (0.8 + 0.4*o.Jitter()))
}

// backoffMillis is how long a phone waits before it connects to a restarted server: 500 to 5000, spread so that five thousand
// phones do not come back in the same second.
func (o *Options) backoffMillis() int64 { return 500 + int64(4500*o.Jitter()) }
