package bench

import (
	"errors"
	"fmt"
	"io"
)

// onGround gives a part what servers share: a database and a Redis. Servers and phones are in this process, over real sockets.
func onGround(part func(io.Writer, *ground, bool) error) func(io.Writer, bool) error {
	return func(w io.Writer, quick bool) (err error) {
		g := &ground{}
		defer g.end(&err)
		defer g.endOnSignal()()
		return part(w, g, quick)
	}
}

// warming is how many batches of new notes make a scope warm: the node then knows which documents it has.
const warming = 3

// trips counts what a batch costs before its verdict, over a real socket and through a whole server: new notes and, in turn, lines
// in those that are there.
func trips(w io.Writer, g *ground, quick bool) error {
	batches := 60
	if quick {
		batches = 6
	}
	watch := newCommands()
	town, err := g.town(townOf{nodes: 1, teams: 1, staff: 2, citizens: 1}, watch)
	if err != nil {
		return err
	}
	p, err := town.phone(0, 0, 0)
	if err != nil {
		return errors.Join(err, town.stop())
	}
	least, most, what := 1<<30, 0, ""
	for i := range warming + batches {
		write := func() error { return p.begin(batchSize) }
		if i > warming && i%2 == 0 {
			write = func() error { return p.goOn(fmt.Sprint("e", i)) }
		}
		n, order, err := watch.trips(write, p.verdict)
		if err != nil {
			return errors.Join(err, town.stop())
		}
		if i < warming {
			continue
		}
		if least = min(least, n); n > most {
			most, what = n, order
		}
	}
	fmt.Fprintf(w, "  a batch of 20 edits to a warm scope: %d to %d round trips to the database before its verdict (aim: at most 2), over %d batches: %s\n",
		least, most, batches, what)
	return town.stop()
}
