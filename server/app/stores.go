package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/pebble"
)

// kept is a store with its way to stop.
type kept interface {
	store.Store
	Stop() error
}

// openStore opens the store that the configuration names. Its error is one line that says what to do.
func (a *App) openStore(ctx context.Context) error {
	c := a.config.Store
	if c.Kind == config.Mongo {
		s, err := mongo.Open(ctx, a.mongoOptions(mongo.Options{URI: string(c.MongoURI), Schema: schema.Embedded()}))
		if err != nil {
			return fmt.Errorf("open store in MongoDB: %w", err)
		}
		a.store, a.shared = s, s
		return nil
	}
	s, err := pebble.Open(pebble.Options{Dir: c.Data, Log: a.log})
	if err != nil {
		return fmt.Errorf("open store in %s: %w", c.Data, err)
	}
	a.store = s
	return nil
}

// How long Redis may take. Nothing that people wait for waits for it: a hint is lost, presence is unknown.
const (
	redisDial = time.Second
	redisCall = 500 * time.Millisecond
)

var errRedisURL = errors.New("SAMSYN_REDIS_URL cannot be read (redis://host:6379/0)") // the parser's own error would show it

// openRedis makes the connections, if there is a Redis. One that is away is no reason not to start: it may come back.
func (a *App) openRedis(ctx context.Context) error {
	if a.config.Redis.URL == "" {
		return nil
	}
	o, err := redis.ParseURL(string(a.config.Redis.URL))
	if err != nil {
		return errRedisURL
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.MaxRetries = redisDial, redisCall, redisCall, -1
	redis.SetLogger(redisLog{a.log}) // the library has one for the process
	a.redis = redis.NewClient(o)
	ctx, cancel := context.WithTimeout(ctx, redisDial)
	defer cancel()
	if err := a.redis.Ping(ctx).Err(); err != nil {
		a.log.Warn("Redis does not answer; presence and locks are unknown, and hints lost, until it does", "cause", err)
	}
	return nil
}

// redisLog takes what the library says of its connections: again and again while Redis is away.
type redisLog struct{ log *slog.Logger }

// Printf implements the library's logging.
func (l redisLog) Printf(_ context.Context, format string, v ...any) {
	l.log.Debug("redis", "says", fmt.Sprintf(format, v...))
}

func (a *App) closeRedis() error {
	if a.redis == nil {
		return nil
	}
	return a.redis.Close()
}
