package lock

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/server/watch"
	"github.com/samsyn/samsyn/sync/document"
)

// Redis is a Table shared by nodes. The locks of a scope are one hash; all clocks are Redis' own. Tokens are Redis' time in
// microseconds, made to grow: so that they also grow when it has forgotten the last one.
type Redis struct{ db *redis.Client }

const channel = "samsyn:locks"

// NewRedis makes a table on a connection that its owner closes.
func NewRedis(db *redis.Client) *Redis { return &Redis{db: db} }

func scopeName(tenant string, scope document.Scope) string {
	return "samsyn:lock:" + tenant + ":" + string(scope)
}

// All three scripts begin alike: KEYS is the scope's hash and the token's key; ARGV is the document, the TTL in milliseconds,
// the channel, its message, and what the script needs besides. They answer {ok, lock as JSON}.
const begin = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local text = redis.call('HGET', KEYS[1], ARGV[1])
local old = text and cjson.decode(text)
if old and old['until'] <= now then old = nil end
local function put(l)
  l['until'] = now + tonumber(ARGV[2])
  local out = cjson.encode(l)
  redis.call('HSET', KEYS[1], ARGV[1], out)
  redis.call('PEXPIRE', KEYS[1], 10 * ARGV[2])
  redis.call('PUBLISH', ARGV[3], ARGV[4])
  return {1, out}
end
`

var (
	take = redis.NewScript(begin + `
if old and (old.staffId ~= ARGV[5] or old.replica ~= ARGV[6]) then return {0, text} end
local token = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, t[1] * 1000000 + t[2])
token = string.format('%.0f', token) -- a text: cjson would round it
redis.call('SET', KEYS[2], token)
return put({doc = ARGV[1], staffId = ARGV[5], replica = ARGV[6], token = token})`)
	renew = redis.NewScript(begin + `
if not old or old.token ~= ARGV[5] then return {0, ''} end
return put(old)`)
	release = redis.NewScript(begin + `
if not old or old.token ~= ARGV[5] then return {0, ''} end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[3], ARGV[4])
return {1, ''}`)
)

func (r *Redis) run(ctx context.Context, script *redis.Script, p Place, more ...any) (ok bool, l Lock, err error) {
	args := append([]any{p.Doc, TTL.Milliseconds(), channel, p.Tenant + "\n" + string(p.Scope)}, more...)
	got, err := script.Run(ctx, r.db, []string{scopeName(p.Tenant, p.Scope), "samsyn:lock-token"}, args...).Slice()
	if err != nil {
		return false, l, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	if len(got) != 2 {
		return false, l, fmt.Errorf("%w: an answer of %d values", ErrUnknown, len(got))
	}
	n, _ := got[0].(int64)
	if text, _ := got[1].(string); text != "" {
		if l, err = parse(text); err != nil {
			return false, l, fmt.Errorf("%w: %w", ErrUnknown, err)
		}
	}
	return n == 1, l, nil
}

// parse reads a lock as the scripts write it: Lua writes times such as 1.7e+12.
func parse(text string) (Lock, error) {
	var w struct {
		Doc     string  `json:"doc"`
		Staff   string  `json:"staffId"`
		Replica string  `json:"replica"`
		Token   int64   `json:"token,string"`
		Until   float64 `json:"until"`
	}
	err := json.Unmarshal([]byte(text), &w)
	return Lock{Doc: w.Doc, Staff: w.Staff, Replica: w.Replica, Token: w.Token, Until: int64(w.Until)}, err
}

// Take implements Table.
func (r *Redis) Take(ctx context.Context, p Place, staff, replica string) (Lock, error) {
	ok, l, err := r.run(ctx, take, p, staff, replica)
	if err == nil && !ok {
		err = ErrHeld
	}
	return l, err
}

// Renew implements Table.
func (r *Redis) Renew(ctx context.Context, p Place, token int64) (Lock, error) {
	ok, l, err := r.run(ctx, renew, p, token)
	if err == nil && !ok {
		err = ErrLost
	}
	return l, err
}

// Release implements Table.
func (r *Redis) Release(ctx context.Context, p Place, token int64) error {
	_, _, err := r.run(ctx, release, p, token)
	return err
}

// Held implements Table.
func (r *Redis) Held(ctx context.Context, tenant string, scope document.Scope) ([]Lock, error) {
	var now *redis.TimeCmd
	var all *redis.MapStringStringCmd
	if _, err := r.db.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		now, all = pipe.Time(ctx), pipe.HGetAll(ctx, scopeName(tenant, scope))
		return nil
	}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	var list []Lock
	for _, text := range all.Val() {
		if l, err := parse(text); err == nil && l.Until > now.Val().UnixMilli() {
			list = append(list, l)
		}
	}
	sortLocks(list)
	return list, nil
}

// Watch implements Table.
func (r *Redis) Watch(ctx context.Context, changed func(tenant string, scope document.Scope)) error {
	watch.Redis(ctx, r.db, channel, func(message string) {
		tenant, scope, _ := strings.Cut(message, "\n")
		changed(tenant, document.Scope(scope))
	}, func() { changed("", "") })
	return nil
}
