package presence

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/server/watch"
)

// Redis is a Board shared by nodes. A board is one hash: a field for each phone, which names its node. A node's last beat is a
// key of its own, in Redis' time, so that the clocks of the nodes do not matter; whose node is silent is offline since then.
//
// A node remembers what its own phones said. When Redis was away or has forgotten everything, the next Beat says it all again.
type Redis struct {
	db   *redis.Client
	node string

	mu   sync.Mutex
	mine map[phoneName]own // guarded by mu
	lost bool              // something could not be written; guarded by mu
}

// phoneName names a phone without its teams.
type phoneName struct{ Tenant, Staff, Replica string }

type own struct {
	phone Phone
	said  Said
}

const channel = "samsyn:presence"

// NewRedis makes the board of one node. Node names are unique and are not used again by another process.
func NewRedis(db *redis.Client, node string) *Redis {
	return &Redis{db: db, node: node, mine: map[phoneName]own{}}
}

func boardName(tenant, team string) string { return "samsyn:board:" + tenant + ":" + team }
func nodeName(node string) string          { return "samsyn:node:" + node }

// Say implements Board.
func (r *Redis) Say(ctx context.Context, p Phone, s Said) error {
	r.mu.Lock()
	r.mine[phoneName{p.Tenant, p.Staff, p.Replica}] = own{p, s}
	r.mu.Unlock()
	return r.write(ctx, p, func(w *word) { w.Said = s })
}

// Leave implements Board. A phone that spoke at another node meanwhile is there: its old connection ended late.
func (r *Redis) Leave(ctx context.Context, p Phone, at int64) error {
	r.drop(p)
	for _, team := range p.Teams {
		keys := []string{boardName(p.Tenant, team)}
		if err := leave.Run(ctx, r.db, keys, p.name(), r.node, channel, p.Tenant+"\n"+team, at).Err(); err != nil {
			return r.failed(err)
		}
	}
	return nil
}

// Forget implements Board.
func (r *Redis) Forget(ctx context.Context, p Phone) error {
	r.drop(p)
	_, err := r.db.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, team := range p.Teams {
			pipe.HDel(ctx, boardName(p.Tenant, team), p.name())
			pipe.Publish(ctx, channel, p.Tenant+"\n"+team)
		}
		return nil
	})
	return r.failed(err)
}

func (r *Redis) drop(p Phone) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.mine, phoneName{p.Tenant, p.Staff, p.Replica})
}

// leave marks a node's own word as gone, in Redis' time.
var leave = redis.NewScript(`
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return 0 end
local word = cjson.decode(text)
if word.node ~= ARGV[2] or word.gone then return 0 end
local t = redis.call('TIME')
local gone = t[1] * 1000 + math.floor(t[2] / 1000)
text = string.gsub(text, '^{', '{"gone":' .. string.format('%.0f', gone) .. ',"left":' .. ARGV[5] .. ',', 1)
redis.call('HSET', KEYS[1], ARGV[1], text)
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1`)

// say is written in Redis' time: the word's At is filled in there.
var say = redis.NewScript(`
local t = redis.call('TIME')
local word = string.gsub(ARGV[2], '"at":0', '"at":' .. (t[1] * 1000 + math.floor(t[2] / 1000)))
redis.call('HSET', KEYS[1], ARGV[1], word)
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1`)

func (r *Redis) write(ctx context.Context, p Phone, fill func(*word)) error {
	w := word{Staff: p.Staff, Node: r.node}
	fill(&w)
	text, err := json.Marshal(w)
	if err != nil {
		return err
	}
	for _, team := range p.Teams {
		keys := []string{boardName(p.Tenant, team)}
		if err := say.Run(ctx, r.db, keys, p.name(), string(text), int(KeptFor.Seconds()), channel, p.Tenant+"\n"+team).Err(); err != nil {
			return r.failed(err)
		}
	}
	return nil
}

// failed remembers that Redis lacks something, and gives ErrUnknown.
func (r *Redis) failed(err error) error {
	if err == nil {
		return nil
	}
	r.mu.Lock()
	r.lost = true
	r.mu.Unlock()
	return fmt.Errorf("%w: %w", ErrUnknown, err)
}

// beat says whether the node was known.
var beat = redis.NewScript(`
local t = redis.call('TIME')
local old = redis.call('SET', KEYS[1], t[1] * 1000 + math.floor(t[2] / 1000), 'EX', ARGV[1], 'GET')
if old then return 1 end
return 0`)

// Beat implements Board. It says again what Redis has lost.
func (r *Redis) Beat(ctx context.Context) error {
	known, err := beat.Run(ctx, r.db, []string{nodeName(r.node)}, int(KeptFor.Seconds())).Int()
	if err != nil {
		return r.failed(err)
	}
	r.mu.Lock()
	again := make([]own, 0, len(r.mine))
	if known == 0 || r.lost {
		for _, o := range r.mine {
			again = append(again, o)
		}
	}
	r.lost = false
	r.mu.Unlock()
	for _, o := range again {
		if err := r.write(ctx, o.phone, func(w *word) { w.Said = o.said }); err != nil {
			return err
		}
	}
	return nil
}

// Team implements Board.
func (r *Redis) Team(ctx context.Context, tenant, team string) ([]Entry, error) {
	var now *redis.TimeCmd
	var all *redis.MapStringStringCmd
	if _, err := r.db.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		now, all = pipe.Time(ctx), pipe.HGetAll(ctx, boardName(tenant, team))
		return nil
	}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	at := now.Val().UnixMilli()
	var words []word
	beats := map[string]int64{}
	for _, text := range all.Val() {
		var w word
		if json.Unmarshal([]byte(text), &w) != nil || max(w.Gone, w.At) < at-KeptFor.Milliseconds() {
			continue // of a newer version, or of an earlier shift
		}
		words = append(words, w)
		beats[w.Node] = 0
	}
	if err := r.beats(ctx, beats); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	return entries(words, func(node string) (int64, bool) { return beats[node], beats[node] > at-DeadAfter.Milliseconds() }), nil
}

// beats fills in when each node was last heard of.
func (r *Redis) beats(ctx context.Context, beats map[string]int64) error {
	if len(beats) == 0 {
		return nil
	}
	nodes, keys := make([]string, 0, len(beats)), make([]string, 0, len(beats))
	for node := range beats {
		nodes, keys = append(nodes, node), append(keys, nodeName(node))
	}
	values, err := r.db.MGet(ctx, keys...).Result()
	if err != nil {
		return err
	}
	for i, v := range values {
		if text, ok := v.(string); ok {
			beats[nodes[i]], _ = strconv.ParseInt(text, 10, 64)
		}
	}
	return nil
}

// Watch implements Board. The subscription comes back by itself after Redis was away, and then says that anything may have
// changed.
func (r *Redis) Watch(ctx context.Context, changed func(tenant, team string)) error {
	watch.Redis(ctx, r.db, channel, func(message string) {
		tenant, team, _ := strings.Cut(message, "\n")
		changed(tenant, team)
	}, func() { changed("", "") })
	return nil
}
