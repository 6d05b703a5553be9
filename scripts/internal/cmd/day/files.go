package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/play"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
)

// playFiles plays the scenario files one after another.
func playFiles(ctx context.Context, on stage, f flags, out io.Writer, total *play.Summary) error {
	names, err := filepath.Glob(filepath.Join(f.dir, "*.txt"))
	if err != nil {
		return err
	}
	var days []*scenario.Scenario
	for _, name := range names {
		if !f.run.MatchString(filepath.Base(name)) {
			continue
		}
		text, err := os.ReadFile(name) //nolint:gosec // the folder is the caller's own
		if err != nil {
			return err
		}
		s, err := scenario.Parse(filepath.Base(name), text)
		if err != nil {
			return err
		}
		days = append(days, s)
	}
	if len(days) == 0 {
		return errors.New("no scenario matches")
	}
	for i, s := range days {
		_, _ = fmt.Fprintf(out, "[%d/%d] %s\n", i+1, len(days), s.Title) // the next write tells
		begin := time.Now()
		var r play.Result
		err := on(ctx, func(o play.Options) (err error) {
			r, err = play.Play(ctx, o, s)
			return err
		})
		if err != nil {
			return err
		}
		total.Add(r)
		if err := play.WriteTable(out, r); err != nil {
			return err
		}
		if err := play.WriteBroken(out, r); err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "  %d of %d expectations hold, %d later, %v\n", r.Expectations-len(r.Broken), r.Expectations, r.Later,
			time.Since(begin).Round(time.Millisecond))
	}
	return nil
}

// stage gives a day its server.
type stage func(ctx context.Context, play func(play.Options) error) error

// progressEvery is how often made-up days are told of.
const progressEvery = 20

// playRandom plays made-up days, several at once.
func playRandom(ctx context.Context, on stage, f flags, out io.Writer, total *play.Summary) error {
	random := play.NewRandom(play.Options{Schema: schema.Embedded()}, f.seed)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var mu sync.Mutex // guards total, out and next
	var wg sync.WaitGroup
	next, begin := f.from, time.Now()
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		n := next
		next++
		return n, n < f.from+f.random && ctx.Err() == nil
	}
	for range max(1, f.atOnce) {
		wg.Go(func() {
			for n, more := take(); more; n, more = take() {
				var r play.Result
				err := on(ctx, func(o play.Options) (err error) {
					r, err = random.On(o).Play(ctx, n)
					return err
				})
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				total.Add(r)
				_ = play.WriteBroken(out, r) // the summary tells, too
				if len(r.Broken) > 0 {
					_, _ = fmt.Fprintf(out, "  again: scripts/day -random 1 -seed %d -from %d%s\n", f.seed, n, f.where())
				}
				if total.Scenarios%progressEvery == 0 || total.Scenarios == f.random {
					_, _ = fmt.Fprintf(out, "%d of %d days, %v\n", total.Scenarios, f.random, time.Since(begin).Round(time.Millisecond))
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
