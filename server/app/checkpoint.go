package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store/pebble"
)

// This file is how samsyn export and backup read an embedded store that a running server has locked: the server makes a copy in its
// data folder, which takes a moment, and the command reads the copy and removes it.

// checkpointName is what such a copy is called. A name from the network is held to it.
var checkpointName = regexp.MustCompile(`^checkpoint-[0-9a-f]{32}$`)

// checkpointLife is how long a copy may be read. What a command left behind by a crash is removed after it.
const checkpointLife = 6 * time.Hour

type checkpoint struct {
	Name string `json:"name"`
}

// checkpointFor is POST /v1/checkpoint: it answers the copy's name. Nothing of what is in it leaves the machine.
func (a *App) checkpointFor(_ context.Context, token string) ([]byte, error) {
	if _, err := a.system(token); err != nil {
		return nil, err
	}
	s, ok := any(a.store).(*pebble.Store)
	if !ok {
		return nil, fault.Newf(fault.NotFound, "not an embedded store: read the database")
	}
	if err := a.removeOldCheckpoints(); err != nil {
		return nil, err
	}
	name := "checkpoint-" + newID()
	if err := s.Checkpoint(filepath.Join(a.config.Store.Data, name)); err != nil {
		return nil, err
	}
	return json.Marshal(checkpoint{name})
}

func (a *App) removeOldCheckpoints() error {
	entries, err := os.ReadDir(a.config.Store.Data)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !checkpointName.MatchString(e.Name()) || time.Since(info.ModTime()) < checkpointLife {
			continue
		}
		if err := os.RemoveAll(filepath.Join(a.config.Store.Data, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// source opens what is to be read; done closes it, and removes what was made for it.
func (m *moving) source(ctx context.Context) (s kept, done func() error, err error) {
	c := m.config
	if c.Store.Kind == config.Pebble {
		if _, err := os.Stat(c.Store.Data); err != nil {
			return nil, nil, fmt.Errorf("there is no store: %w", err)
		}
	}
	a := &App{config: c, log: config.NewLogger(m.streams.Err, c.Log.Level)}
	remove := func() error { return nil }
	if m.ask && listens(c) {
		dir, err := askCheckpoint(ctx, c)
		if err != nil {
			return nil, nil, err
		}
		if dir != "" {
			fmt.Fprintln(m.streams.Err, "a server runs: this is a copy that it made; what is written from now on is not in it")
			a.config.Store.Data, remove = dir, func() error { return os.RemoveAll(dir) }
		}
	}
	if err := a.openStore(ctx); err != nil {
		return nil, nil, errors.Join(err, remove())
	}
	return a.store, func() error { return errors.Join(a.store.Stop(), remove()) }, nil
}

// askCheckpoint asks the server that listens, and gives the folder of its copy; "" when it is not this store's server.
func askCheckpoint(ctx context.Context, c config.Config) (string, error) {
	answer, err := postAsSystem(ctx, c, "", "/v1/checkpoint", struct{}{})
	if err == nil {
		err = answer.ok()
	}
	var made checkpoint
	if err == nil {
		err = json.Unmarshal(answer.Text, &made)
	}
	if err == nil && !checkpointName.MatchString(made.Name) {
		err = errors.New("the server's answer is not a copy's name")
	}
	if err != nil {
		return "", fmt.Errorf("ask the server at %s for a copy: %w", c.API.Listen, err)
	}
	dir := filepath.Join(c.Store.Data, made.Name)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return dir, err
}
