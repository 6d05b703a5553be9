package bench

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing" //nolint:depguard // this is not shipped, and stands on what tests stand on

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/redistest"
)

// ground is what the test servers stand on: a test that is none.
type ground struct {
	testing.TB // nil: only what follows is called
	ends       []func()
	redis      *redistest.Server
	what       string // the database
}

type failed struct{ error }

// Helper, Cleanup, Error and Fatal are what mongotest and redistest call. Fatal is caught by end.
func (g *ground) Helper()          {}
func (g *ground) Cleanup(f func()) { g.ends = append(g.ends, f) }
func (g *ground) Error(v ...any)   { fmt.Fprintln(os.Stderr, v...) }
func (g *ground) Fatal(v ...any)   { panic(failed{errors.New(strings.TrimSpace(fmt.Sprintln(v...)))}) }

// end ends what stands here, and gives what Fatal said.
func (g *ground) end(err *error) {
	if r := recover(); r != nil {
		f, ours := r.(failed)
		if !ours {
			panic(r)
		}
		*err = f.error
	}
	for i := len(g.ends) - 1; i >= 0; i-- {
		g.ends[i]()
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
