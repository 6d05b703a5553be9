package bench

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// idling counts what a node asks the database while nobody does anything. What is not seen here is who is connected: each
// login's contact is written every five minutes, all that are due at once, so once a second at most.
func idling(w io.Writer, g *ground, quick bool) error {
	const teams, staff, citizens, stretches = 2, 10, 22, 3
	sockets, seconds := 550, 10
	if quick {
		sockets, seconds = 40, 2
	}
	watch := newCommands()
	town, err := g.town(townOf{nodes: 1, teams: teams, staff: staff, citizens: citizens}, watch)
	if err != nil {
		return err
	}
	scopes := 0
	for i := range sockets {
		p, err := town.phone(0, i%teams, i/teams%staff)
		if err != nil {
			return errors.Join(err, town.stop())
		}
		scopes = p.scopes
	}
	time.Sleep(5 * time.Second) // what the logins brought is written
	fmt.Fprintf(w, "  a node with %d sockets of %d scopes, when nothing happens (aim: at most 5 questions a second):\n", sockets, scopes)
	for range stretches {
		began := time.Now()
		watch.since()
		time.Sleep(time.Duration(seconds) * time.Second)
		n, what := total(watch.since(), time.Since(began).Seconds())
		fmt.Fprintf(w, "  %.2f a second over %d s: %s\n", n, seconds, what)
	}
	return town.stop()
}
