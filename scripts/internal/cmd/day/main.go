// Day plays worked days against a running demo server: the scenario files of mobile-contract/scenarios, or days made up
// from a seed. See scripts/day -h.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"regexp"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/play"
	"github.com/samsyn/samsyn/scripts/internal/sdkphone"
)

const usage = `day plays worked days on real phones against a running demo server, and says what broke.

  scripts/day                        every file of mobile-contract/scenarios
  scripts/day -run w2                files whose name matches a regular expression
  scripts/day -random 200 -seed 1    days made up from a seed
  scripts/day -phones sdk            on phones of the TypeScript SDK (after npm ci in mobile-contract/sdk), in Node; chromium: in a
                                     page of Chromium; mixed: in turns with those written in Go, as go,sdk,chromium is
  scripts/day -nodes 2               on nodes of its own over MongoDB and Redis, each day on a fresh database; -store pebble for one.
                                     On made-up days the first of them is killed now and then, and comes back
  scripts/day -json                  also print the totals, and which file shows which row of the domain, as one last
                                     line of JSON

The server is SAMSYN_URL (default http://127.0.0.1:8080), started with SAMSYN_DEMO=1. Exit 0 only when all hold.

`

type flags struct {
	run    *regexp.Regexp
	dir    string
	json   bool
	random int
	from   int
	seed   uint64
	atOnce int
	phones string
	saves  string
	own    own
}

func main() {
	f, err := readFlags(os.Args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	holds, err := run(ctx, f, os.Stdout)
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "day:", err) // nowhere else to say it
		stop()
		os.Exit(1)
	}
	if !holds {
		stop()
		os.Exit(1)
	}
}

func readFlags(args []string) (flags, error) {
	var f flags
	set := flag.NewFlagSet("day", flag.ContinueOnError)
	set.Usage = func() {
		_, _ = io.WriteString(set.Output(), usage)
		set.PrintDefaults()
	}
	pattern := set.String("run", "", "play the files whose name matches this regular expression")
	set.StringVar(&f.dir, "dir", "mobile-contract/scenarios", "the folder of the files")
	set.BoolVar(&f.json, "json", false, "print the totals as one last line of JSON")
	set.IntVar(&f.random, "random", 0, "play this many made-up days instead of files")
	set.IntVar(&f.from, "from", 1, "number of the first made-up day, to play one again")
	set.Uint64Var(&f.seed, "seed", 1, "seed of the made-up days")
	set.IntVar(&f.atOnce, "at-once", 6, "made-up days played at once")
	set.StringVar(&f.phones, "phones", "go", "whose phones people have: go, sdk, chromium, or several in turns, such as go,chromium; mixed is go,sdk")
	set.StringVar(&f.saves, "saves", sdkphone.IndexedDB, "where phones of the SDK save: indexeddb (a database as in a browser), or memory")
	set.IntVar(&f.own.nodes, "nodes", 0, "play on this many nodes that are started here; 0 plays on SAMSYN_URL")
	set.StringVar(&f.own.store, "store", "mongo", "of -nodes: mongo (FerretDB, or SAMSYN_TEST_MONGODB_URI) or, for one node, pebble")
	set.StringVar(&f.own.bus, "bus", "", "of -nodes: redis (started here; for several nodes, if nothing is said), or none: nodes hear of each\nother once a second, and boards are of one node")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if err := errors.Join(f.own.check(), checkPhones(f.phones, f.saves)); err != nil {
		_, _ = fmt.Fprintln(set.Output(), err) // nowhere else to say it
		return f, err
	}
	re, err := regexp.Compile(*pattern)
	if err != nil {
		_, _ = fmt.Fprintln(set.Output(), "-run:", err)
	}
	f.run = re
	return f, err
}

// What a step and an expectation may take. They take milliseconds on a server that works, and a machine may stand still.
const (
	patience = 5 * time.Minute
	grace    = time.Minute
)

// idle is how long a connection that nobody uses is kept: less than the server keeps it, which closes it under a request otherwise.
const idle = 20 * time.Second

func run(ctx context.Context, f flags, out io.Writer) (bool, error) {
	url := os.Getenv("SAMSYN_URL")
	if url == "" {
		url = "http://127.0.0.1:8080"
	}
	agent := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: idle}, Timeout: patience}
	defer agent.CloseIdleConnections()
	o := play.Options{
		Server: play.Server{URL: url, Agent: agent}, Dial: phone.DialSocket, Schema: schema.Embedded(), Patience: patience, Grace: grace,
	}
	if f.own.nodes == 0 {
		if err := answers(ctx, o.Server); err != nil {
			return false, err
		}
	}
	makers, end, err := phones(f.phones, f.saves)
	if err != nil {
		return false, err
	}
	defer end()
	o.Makers = makers
	on := stage(func(ctx context.Context, play func(play.Options) error) error { return play(o) })
	var total play.Summary
	if f.own.nodes > 0 {
		o.Grace = ownGrace
		ground, failed := newGround(ctx, f.own)
		if failed != nil {
			return false, failed
		}
		defer ground.close()
		on = ground.stage(o)
	}
	if f.random > 0 {
		err = playRandom(ctx, on, f, out, &total)
	} else {
		err = playFiles(ctx, on, f, out, &total)
	}
	if err != nil { // a day that cannot be played is broken, and whoever reads the last line must learn it
		_, _ = fmt.Fprintln(out, "  BROKEN", err) // the next write tells
		total.Broken++
	}
	if err := play.WriteShows(out, &total); err != nil {
		return false, err
	}
	if err := play.WriteSummary(out, &total); err != nil {
		return false, err
	}
	if f.json {
		_, err = fmt.Fprintln(out, total.Line())
	}
	return total.Holds(), err
}
