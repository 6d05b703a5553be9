package bench

import (
	"errors"
	"fmt"
	"io"
)

// Servers that share a database and a Redis: what a commit's way to another node takes, and what is asked of the database.
// Servers and phones are in this process, over real sockets; the database is FerretDB, or MongoDB at SAMSYN_TEST_MONGODB_URI.

// onGround gives a part its test servers.
func onGround(part func(io.Writer, *ground, bool) error) func(io.Writer, bool) error {
	return func(w io.Writer, quick bool) (err error) {
		g := &ground{}
		defer g.end(&err)
		return part(w, g, quick)
	}
}

// warming is how many batches make a scope warm.
const warming = 3

// trips counts what a batch costs before its verdict, over a real socket and through a whole server.
func trips(w io.Writer, g *ground, quick bool) error {
	batches := 50
	if quick {
		batches = 5
	}
	watch := newCommands()
	town, err := g.town(townOf{nodes: 1, teams: 1, staff: 2, citizens: 1}, watch)
	if err != nil {
		return err
	}
	p, err := town.phone(0, 0, 0)
	if err != nil {
		return err
	}
	least, most, beside := 1<<30, 0, 0
	var what string
	for i := range batches + warming {
		followed := watch.settled()
		watch.hold(2)
		if err = p.write(); err != nil {
			return errors.Join(err, town.stop())
		}
		n, other := watch.release()
		if err := watch.settle(followed + 1); err != nil {
			return errors.Join(err, town.stop())
		}
		if i < warming {
			continue
		}
		least, beside = min(least, n), beside+other
		if n > most {
			most, what = n, watch.said()
		}
	}
	fmt.Fprintf(w, "  a batch of 20 edits to a warm scope: %d to %d round trips to the database before its verdict (aim: at most 2), over %d batches: %s; the background's %d beside\n",
		least, most, batches, what, beside)
	return town.stop()
}
