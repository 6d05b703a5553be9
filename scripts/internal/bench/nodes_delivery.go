package bench

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// writersAtOnce is how many edits are on their way at any time, and breath how long a writer rests: about a hundred a second.
const (
	writersAtOnce = 2
	breath        = 20 * time.Millisecond
)

// delivered is how long edits took from the writer's socket to the others': on the writer's node, and on the other.
type delivered struct {
	mu         sync.Mutex
	same, over []time.Duration // guarded by mu
}

// deliveriesOf is how much is measured: edits are those of a round.
type deliveriesOf struct{ teams, sockets, rounds, edits int }

// deliveries compares, in one run, what an edit's way takes to phones on its node and on the other. Teams of ten sit on both.
func deliveries(w io.Writer, g *ground, quick bool) error {
	size := deliveriesOf{teams: 20, sockets: 200, rounds: 9, edits: 500}
	if quick {
		size = deliveriesOf{teams: 4, sockets: 40, rounds: 3, edits: 20}
	}
	if g.isSlow() {
		size.rounds, size.edits = 3, 60
	}
	town, err := g.town(townOf{teams: size.teams, staff: size.sockets / size.teams, citizens: 1, nodes: 2}, nil)
	if err != nil {
		return err
	}
	ratios, all, err := size.measure(town)
	if err == nil {
		fmt.Fprintf(w, "  from a phone's edit to its team's phones: %d sockets in teams of %d on two nodes, over Redis and %s, %d edits\n",
			size.sockets, size.sockets/size.teams, g.what, size.rounds*size.edits)
		fmt.Fprintf(w, "  on its node  p50 %6.1f ms, p99 %6.1f ms\n  on the other p50 %6.1f ms, p99 %6.1f ms\n",
			at(all.same, 50), at(all.same, 99), at(all.over, 50), at(all.over, 99))
		fmt.Fprintf(w, "  p99 on the other node is %.2f times that on its own (aim: at most 1.5), median of %d rounds; %.2f to %.2f\n",
			ratios[len(ratios)/2], len(ratios), ratios[0], ratios[len(ratios)-1])
	}
	return errors.Join(err, town.stop())
}

// measure gives the ratio of p99 in each round, sorted, and all times. The first round only warms up.
func (size deliveriesOf) measure(town *nodesTown) (ratios []float64, all *delivered, err error) {
	teams := make([][]*nodesPhone, size.teams)
	for i := range size.sockets {
		p, err := town.phone(i/size.teams%2, i%size.teams, i/size.teams)
		if err != nil {
			return nil, nil, err
		}
		teams[i%size.teams] = append(teams[i%size.teams], p)
	}
	all = &delivered{}
	for i := range size.rounds + 1 {
		d := &delivered{}
		if err := d.round(teams, size.edits); err != nil {
			return nil, nil, err
		}
		if i > 0 {
			ratios = append(ratios, at(d.over, 99)/at(d.same, 99))
			all.same, all.over = append(all.same, d.same...), append(all.over, d.over...)
		}
	}
	slices.Sort(ratios)
	return ratios, all, nil
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
				time.Sleep(breath)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// one has a phone write, and takes the times of its team's.
func (d *delivered) one(team []*nodesPhone, writer *nodesPhone) error {
	began := time.Now()
	if err := writer.begin(1); err != nil {
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

// at is a percentile, in milliseconds.
func at(took []time.Duration, percent int) float64 {
	s := slices.Sorted(slices.Values(took))
	return float64(s[min(len(s)-1, len(s)*percent/100)].Microseconds()) / 1000
}
