package bench

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
)

func joinErrors(errs ...error) error { return errors.Join(errs...) }

// Run measures and prints everything whose name matches.
func Run(w io.Writer, only string, quick bool) error {
	match, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		run  func(io.Writer, bool) error
	}{{"core", core}, {"submit", submit}, {"scale", scale}, {"rights", rights}, {"sockets", sockets}, {"push", pushes},
		{"nodes-delivery", onGround(deliveries)}, {"nodes-trips", onGround(trips)}, {"nodes-idle", onGround(idling)},
	} {
		if !match.MatchString(part.name) {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", part.name)
		if err := part.run(w, quick); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

func submit(w io.Writer, quick bool) error {
	dir, err := os.MkdirTemp("", "samsyn-bench")
	if err != nil {
		return err
	}
	count, batches := 8, 1000
	if quick {
		count, batches = 3, 10
	}
	rounds, err := Submits(dir, count, batches)
	if err != nil {
		return err
	}
	slices.SortFunc(rounds, func(a, b Ratio) int { return int((a.Times() - b.Times()) * 1e6) })
	r := mean(rounds)
	fmt.Fprintf(w, "  decode a batch of 20       %v\n  synced append of its bytes %v\n  encode its verdicts        %v\n  submit, end to end         %v\n",
		r.Decode, r.Append, r.Encode, r.Submit)
	fmt.Fprintf(w, "  an edit of 1 KB costs %.2f times the sum (aim: at most 2.5), over %d edits; %.2f to %.2f in %d rounds\n",
		r.Times(), count*batches*batchSize, rounds[0].Times(), rounds[len(rounds)-1].Times(), len(rounds))
	return nil
}
