package main

import (
	"context"
	"fmt"
	"net/http"

	"github.com/samsyn/samsyn/scripts/internal/play"
)

// answers fails when days cannot be played on a server: nobody answers there, or it is none of a demo. It says what to do.
func answers(ctx context.Context, s play.Server) error {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/demo/people", http.NoBody)
	if err != nil {
		return fmt.Errorf("SAMSYN_URL: %w", err)
	}
	got, err := s.Agent.Do(ask)
	if err != nil {
		return fmt.Errorf("no server answers; start one with scripts/up, name another in SAMSYN_URL, or play with -nodes 1 -store pebble: %w", err)
	}
	defer func() { _ = got.Body.Close() }() // nothing more is read
	if got.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d and is no demo server; scripts/up starts one, or SAMSYN_DEMO=1", s.URL, got.StatusCode)
	}
	return nil
}
