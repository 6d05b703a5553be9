package bench

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// writersAtOnce is how many edits are on their way at any time.
const writersAtOnce = 4

// delivered is how long edits took from the writer's socket to the others': on the writer's node, and on the other.
type delivered struct {
	mu         sync.Mutex
	same, over []time.Duration // guarded by mu
}

type deliveriesOf struct{ teams, sockets, rounds, edits int } // edits of a round

// deliveries compares, in one run, what an edit's way takes to phones on its node and on the other. Teams of ten sit on both.
func deliveries(w io.Writer, g *ground, quick bool) error {
	size := deliveriesOf{teams: 20, sockets: 200, rounds: 5, edits: 200}
	if quick {
		size = deliveriesOf{teams: 4, sockets: 40, rounds: 2, edits: 20}
	}
	each := size.sockets / size.teams
	town, err := g.town(townOf{teams: size.teams, staff: each, citizens: 1, nodes: 2}, nil)
	if err != nil {
		return err
	}
	began := time.Now()
	teams := make([][]*nodesPhone, size.teams)
	for i := range size.sockets {
		p, err := town.phone(i/size.teams%2, i%size.teams, i/size.teams)
		if err != nil {
			return errors.Join(err, town.stop())
		}
		teams[i%size.teams] = append(teams[i%size.teams], p)
	}
	fmt.Fprintf(w, "  opened in %v\n", time.Since(began))
	var ratios []float64
	var all struct{ same, over []time.Duration }
	for range size.rounds + 1 { // the first warms up
		var d delivered
		if err := d.round(teams, size.edits); err != nil {
			return errors.Join(err, town.stop())
		}
		fmt.Fprintf(w, "  p50 %v %v, p99 %v %v\n", at(d.same, 50), at(d.over, 50), at(d.same, 99), at(d.over, 99))
		ratios = append(ratios, float64(at(d.over, 99))/float64(at(d.same, 99)))
		all.same, all.over = append(all.same, d.same...), append(all.over, d.over...)
	}
	fmt.Fprintln(w, ratios)
	return town.stop()
}

// round has edits written by phones of all teams, on both nodes in turn, and waits for all their arrivals.
func (d *delivered) round(teams [][]*nodesPhone, edits int) error {
	var wg sync.WaitGroup
	errs := make([]error, writersAtOnce)
	for i := range writersAtOnce {
		wg.Go(func() {
			for n := i; n < edits && errs[i] == nil; n += writersAtOnce {
				team := teams[n%len(teams)]
				errs[i] = d.one(team, team[n/len(teams)%len(team)])
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// one has a phone write, and takes the times of its team's.
func (d *delivered) one(team []*nodesPhone, writer *nodesPhone) error {
	began := time.Now()
	if err := writer.send(1); err != nil {
		return err
	}
	late := time.After(waitFor)
	for _, p := range team {
		select {
		case a := <-p.arrivals:
			if p != writer {
				d.add(a.at.Sub(began), p.node == writer.node)
			}
		case <-late:
			return fmt.Errorf("an edit did not arrive at phone %d of node %d", p.number, p.node)
		}
	}
	select {
	case err := <-writer.verdicts:
		return err
	case <-late:
		return errors.New("no verdict came")
	}
}

func (d *delivered) add(took time.Duration, same bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if same {
		d.same = append(d.same, took)
		return
	}
	d.over = append(d.over, took)
}

// at is a percentile.
func at(took []time.Duration, percent int) time.Duration {
	s := slices.Sorted(slices.Values(took))
	return s[min(len(s)-1, len(s)*percent/100)]
}
