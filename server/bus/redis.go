package bus

import (
	"context"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/server/watch"
)

const (
	channel = "samsyn:hints"
	waiting = 4096 // hints that may wait for Redis; more are lost
	batch   = 128  // hints in one message to Redis' socket
)

// Redis is a Bus over Redis' publish and subscribe, which promises as little as a hint needs.
type Redis struct {
	db   *redis.Client
	node string
	out  chan Hint
	stop context.CancelFunc
	done sync.WaitGroup
}

// NewRedis makes the bus of a node on a connection that its owner closes after Stop. It starts the goroutine that tells.
func NewRedis(db *redis.Client, node string) *Redis {
	ctx, stop := context.WithCancel(context.Background())
	r := &Redis{db: db, node: node, out: make(chan Hint, waiting), stop: stop}
	r.done.Go(func() { r.run(ctx) })
	return r
}

// Tell implements Bus.
func (r *Redis) Tell(h Hint) {
	h.Node = r.node
	select {
	case r.out <- h:
	default: // Redis is away or slow: the others read the log by themselves
	}
}

// run sends what waits, many at once.
func (r *Redis) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case h := <-r.out:
			_, _ = r.db.Pipelined(ctx, func(pipe redis.Pipeliner) error { // a hint that fails is lost
				r.publish(ctx, pipe, h)
				for n := 1; n < batch; n++ {
					select {
					case h := <-r.out:
						r.publish(ctx, pipe, h)
					default:
						return nil
					}
				}
				return nil
			})
		}
	}
}

func (r *Redis) publish(ctx context.Context, pipe redis.Pipeliner, h Hint) {
	if text, err := json.Marshal(h); err == nil {
		pipe.Publish(ctx, channel, text)
	}
}

// Watch implements Bus. When Redis comes back it hears a zero Hint: some were missed.
func (r *Redis) Watch(ctx context.Context, heard func(Hint)) error {
	ended := watch.Redis(ctx, r.db, channel, func(message string) {
		var h Hint
		if json.Unmarshal([]byte(message), &h) == nil && h.Node != r.node {
			heard(h)
		}
	}, func() { heard(Hint{}) })
	r.done.Go(func() { <-ended })
	return nil
}

// Stop implements Bus. The watches' contexts must have ended, or it waits for them.
func (r *Redis) Stop() {
	r.stop()
	r.done.Wait()
}
