package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/move"
)

// MoveUsage says what the commands of Move take.
const MoveUsage = `samsyn export                   write a tenant with its whole history to stdout, as lines of JSON
samsyn import                   take such lines from stdin into a store without that tenant; after a crash, again
samsyn backup -out FILE         the same lines into a file (- is stdout), while the server runs
samsyn restore -in FILE         import, and begin a new epoch: phones hand in again what came after the backup
                                all four: -tenant T, -store pebble|mongo, -data DIR, -mongodb-uri URI
`

// Streams are what a command reads, writes and tells people.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// moving is one of the four commands under way.
type moving struct {
	config  config.Config
	streams Streams
	file    string // of backup and restore; "" is the stream
	tenant  string // "": as the command takes it to be
	ask     bool   // the store is the configuration's, so that the server that listens may have it
}

// Move runs one of the commands export, import, backup and restore.
func Move(ctx context.Context, c config.Config, args []string, streams Streams) error {
	m := &moving{config: c, streams: streams}
	if err := m.parse(args); err != nil {
		return err
	}
	switch args[0] {
	case "export", "backup":
		return m.export(ctx)
	default:
		return m.importFrom(ctx, move.Options{Tenant: m.tenant, Restore: args[0] == "restore"})
	}
}

func (m *moving) parse(args []string) error {
	set := flag.NewFlagSet(args[0], flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&m.tenant, "tenant", "", "")
	kind, data := set.String("store", m.config.Store.Kind, ""), set.String("data", m.config.Store.Data, "")
	uri := set.String("mongodb-uri", string(m.config.Store.MongoURI), "")
	file := map[string]string{"backup": "out", "restore": "in"}[args[0]]
	if file != "" {
		set.StringVar(&m.file, file, "", "")
	}
	err := set.Parse(args[1:])
	was := m.config.Store
	m.config.Store.Kind, m.config.Store.Data, m.config.Store.MongoURI = *kind, *data, config.Secret(*uri)
	m.ask = m.config.Store == was && was.Kind == config.Pebble
	if err != nil || set.NArg() > 0 || file != "" && m.file == "" {
		return fmt.Errorf("samsyn %s does not take that, or needs more; there is:\n\n%s", args[0], MoveUsage)
	}
	if m.file == "-" {
		m.file = ""
	}
	return m.config.Validate()
}

func (m *moving) export(ctx context.Context) error {
	if m.tenant == "" {
		m.tenant = m.config.Tenant.Default
	}
	s, done, err := m.source(ctx)
	if err != nil {
		return err
	}
	var sum move.Summary
	write := func(w io.Writer) (err error) {
		sum, err = move.Export(ctx, s, m.tenant, w, m.progress())
		return err
	}
	if m.file == "" {
		err = write(m.streams.Out)
	} else {
		err = writeWhole(m.file, write)
	}
	if err := errors.Join(err, done()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.streams.Err, "exported %s", sum)
	return err
}

func (m *moving) importFrom(ctx context.Context, o move.Options) error {
	in := m.streams.In
	if m.file != "" {
		f, err := os.Open(m.file)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // only read
		in = f
	}
	a := &App{config: m.config, log: config.NewLogger(m.streams.Err, m.config.Log.Level)}
	if err := a.openStore(ctx); err != nil {
		return err
	}
	o.Progress = m.progress()
	sum, err := move.Import(ctx, a.store, in, o)
	if err := errors.Join(err, a.store.Stop()); err != nil {
		return err
	}
	if o.Restore {
		if _, err := fmt.Fprintf(m.streams.Out, "%d scopes began a new epoch: what came after the backup is on the phones, which hand it in again\n", sum.Forked); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(m.streams.Out, "imported %s", sum)
	return err
}

// progress tells now and then how far it is.
func (m *moving) progress() func(move.Summary) {
	last := time.Now()
	return func(s move.Summary) {
		if time.Since(last) > 2*time.Second {
			last = time.Now()
			fmt.Fprintf(m.streams.Err, "%d scopes, %d commits …\n", s.Scopes, s.Commits)
		}
	}
}

// writeWhole writes a file that is there whole or not at all, and that only its owner may read. One that is there stays.
func writeWhole(name string, write func(io.Writer) error) error {
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s is there already: choose another name", name)
	}
	half := name + ".part"
	f, err := os.OpenFile(half, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	if err := os.Rename(half, name); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
