package watch_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/watch"
)

func TestList_TellsUntilTheContextEnds(t *testing.T) {
	t.Parallel()
	var l watch.List[string]
	l.Tell("ekby", "nobody")
	var heard []string
	note := func(name string) func(string, string) {
		return func(tenant, what string) { heard = append(heard, fmt.Sprint(name, " ", tenant, " ", what)) }
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	l.Add(ctx, note("a"))
	l.Tell("ekby", "norra")
	stop()
	context.AfterFunc(ctx, func() { close(ended) }) // runs in a goroutine of its own, as the list's does
	<-ended
	l.Add(t.Context(), note("b"))
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); { // until the list's has run too
		heard = heard[:0]
		if l.Tell("ekby", "lind"); fmt.Sprint(heard) == "[b ekby lind]" {
			return
		}
	}
	t.Errorf("heard %v", heard)
}

// A watcher may add another and tell: the list's mutex is not held.
func TestList_AWatcherMayUseTheList(t *testing.T) {
	t.Parallel()
	var l watch.List[int]
	heard := 0
	l.Add(t.Context(), func(_ string, n int) {
		heard += n
		if n == 1 {
			l.Add(t.Context(), func(string, int) {})
			l.Tell("ekby", 10)
		}
	})
	if l.Tell("ekby", 1); heard != 11 {
		t.Errorf("heard %d", heard)
	}
}
