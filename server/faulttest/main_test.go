package faulttest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"testing"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/leaktest"
)

// asNode makes this program a node instead of tests: one that can be killed. It serves until its input ends.
const asNode = "FAULTTEST_NODE"

func TestMain(m *testing.M) {
	if os.Getenv(asNode) != "" {
		if err := serve(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	http.DefaultClient.CloseIdleConnections()
	if err := leaktest.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// serve is what the command does, and says on which address.
func serve() error {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // the test is gone
		stop()
	}()
	c, err := config.Load(os.Environ())
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, c, config.NewLogger(os.Stderr, c.Log.Level))
	if err != nil {
		return err
	}
	on, err := a.Listen()
	if err != nil {
		return errors.Join(err, a.Close())
	}
	fmt.Fprintln(os.Stdout, "http://"+on.Addr().String())
	return errors.Join(a.Run(ctx, on), a.Close())
}
