package watch_test

import (
	"context"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/server/badnet"
	"github.com/samsyn/samsyn/server/redistest"
	"github.com/samsyn/samsyn/server/watch"
)

// The connection to Redis is half open: nothing comes, and nothing says so. The watcher finds out, listens anew, and says that
// something was missed.
func TestRedis_ASilentConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	at, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	line := badnet.Start(t, "unix", at.Path)
	var dials atomic.Int64
	db := redis.NewClient(&redis.Options{MaxRetries: -1, WriteTimeout: time.Second, Dialer: func(ctx context.Context, _, _ string) (net.Conn, error) {
		if dials.Add(1) == 1 {
			return line.DialContext(ctx, "", "")
		}
		var d net.Dialer
		return d.DialContext(ctx, "unix", at.Path) // only the first way is broken
	}})
	t.Cleanup(func() { _ = db.Close() })
	ctx, stop := context.WithCancel(t.Context())
	heard, missed := make(chan string, 100), make(chan struct{}, 100)
	done := watch.Redis(ctx, db, "samsyn:test", func(m string) { heard <- m }, func() { missed <- struct{}{} })
	wait := func(what string, comes <-chan struct{}) {
		t.Helper()
		select {
		case <-comes:
		case <-time.After(3 * time.Minute):
			t.Fatalf("not %s", what)
		}
	}
	wait("listening", missed)
	tell := s.Connect()
	publish := func(message string) {
		t.Helper()
		if err := tell.Publish(t.Context(), "samsyn:test", message).Err(); err != nil {
			t.Fatal(err)
		}
	}
	publish("one")
	if got := <-heard; got != "one" {
		t.Errorf("heard %q", got)
	}
	line.Fail(badnet.Hang)
	publish("two") // it is lost
	wait("listening anew", missed)
	publish("three")
	if got := <-heard; got != "three" {
		t.Errorf("heard %q", got)
	}
	stop()
	wait("ended", done)
}

// A channel on which nothing is said is no reason to listen anew.
func TestRedis_AQuietChannelIsKept(t *testing.T) {
	t.Parallel()
	db := redistest.Start(t).Connect()
	n := 0
	for range 3 { // Redis itself may stand still for a while on this machine
		ctx, stop := context.WithCancel(t.Context())
		missed := make(chan struct{}, 100)
		done := watch.Redis(ctx, db, "samsyn:test", func(string) {}, func() { missed <- struct{}{} })
		<-time.After(3 * watch.Silence)
		stop()
		<-done
		if n = len(missed); n == 1 {
			return
		}
	}
	t.Errorf("it listened %d times", n)
}
