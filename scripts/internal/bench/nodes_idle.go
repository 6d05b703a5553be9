package bench

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// idling counts what a node asks the database while nobody does anything.
func idling(w io.Writer, g *ground, quick bool) error {
	const teams, citizens = 2, 22
	sockets, seconds := 550, 10
	if quick {
		sockets, seconds = 40, 2
	}
	watch := newCommands()
	town, err := g.town(townOf{teams: teams, staff: 10, citizens: citizens, nodes: 1}, watch)
	if err != nil {
		return err
	}
	began := time.Now()
	scopes := 0
	for i := range sockets {
		p, err := town.phone(0, i%teams, i/teams%10)
		if err != nil {
			return errors.Join(err, town.stop())
		}
		scopes = p.scopes
	}
	fmt.Fprintf(w, "  %d sockets of %d scopes, opened in %.0f s\n", sockets, scopes, time.Since(began).Seconds())
	time.Sleep(5 * time.Second)
	watch.since()
	for range 3 {
		began = time.Now()
		time.Sleep(time.Duration(seconds) * time.Second)
		count, n := watch.since(), 0
		for _, c := range count {
			n += c
		}
		s := time.Since(began).Seconds()
		fmt.Fprintf(w, "  %.2f a second: %s\n", float64(n)/s, list(count, s))
	}
	return town.stop()
}
