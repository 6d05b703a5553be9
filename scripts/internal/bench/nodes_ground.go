package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing" //nolint:depguard // this is not shipped, and stands on what tests stand on

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/redistest"
)

// ground is what the test servers stand on: a test that is none.
type ground struct {
	testing.TB // nil: only what follows is called
	mu         sync.Mutex
	ends       []func() // guarded by mu
	redis      *redistest.Server
	what       string // the database
}

type failed struct{ error }

// Helper, Cleanup, Error and Fatal are what mongotest and redistest call. Fatal is caught by end.
func (g *ground) Helper()        {}
func (g *ground) Error(v ...any) { fmt.Fprintln(os.Stderr, v...) }
func (g *ground) Fatal(v ...any) { panic(failed{errors.New(strings.TrimSpace(fmt.Sprintln(v...)))}) }
func (g *ground) Cleanup(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ends = append(g.ends, f)
}

// end ends what stands here, and gives what Fatal said.
func (g *ground) end(err *error) {
	if r := recover(); r != nil {
		f, ours := r.(failed)
		if !ours {
			panic(r)
		}
		*err = f.error
	}
	g.endAll()
}

func (g *ground) endAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i := len(g.ends) - 1; i >= 0; i-- {
		g.ends[i]()
	}
	g.ends = nil
}

// endOnSignal ends what stands here, and this program, when it is told to end: redis-server would go on. The answer stops that.
func (g *ground) endOnSignal() (stop func()) {
	told, forget := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		select {
		case <-told.Done():
			g.endAll()
			os.Exit(1)
		case <-done:
		}
	}()
	return func() {
		close(done)
		forget()
	}
}

// isSlow reports whether the database is FerretDB, which reads whole collections: 200 logins take minutes.
func (g *ground) isSlow() bool { return os.Getenv("BENCH_MONGODB") == "ferretdb" }

// database gives one that nobody has used: at SAMSYN_TEST_MONGODB_URI, on FerretDB, or the model's.
func (g *ground) database() (string, error) {
	switch {
	case os.Getenv("SAMSYN_TEST_MONGODB_URI") != "":
		g.what = "MongoDB"
		return mongotest.URI(g), nil
	case g.isSlow():
		g.what = "FerretDB"
		return mongotest.URI(g), nil
	}
	g.what = "a model of MongoDB"
	m, err := startModel()
	if err != nil {
		return "", err
	}
	g.Cleanup(func() { _ = m.on.Close() })
	return m.uri(), nil
}
