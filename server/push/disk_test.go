package push_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/server/store/pebble"
)

// disk is what outlives a process.
type disk interface {
	// open gives a process its store.
	open() store.Store
	// cut loses what was not synced.
	cut()
	// nodes is how many processes may have it at the same time.
	nodes() int
}

// pebbleDisk is the embedded store's: one process has it.
type pebbleDisk struct {
	t  testing.TB
	fs *vfs.MemFS
	s  *pebble.Store
}

func newPebbleDisk(t testing.TB, fs *vfs.MemFS) *pebbleDisk {
	d := &pebbleDisk{t: t, fs: fs}
	d.start()
	t.Cleanup(d.stop)
	return d
}

func (d *pebbleDisk) start() {
	s, err := pebble.Open(pebble.Small(d.fs))
	if err != nil {
		d.t.Fatal(err)
	}
	d.s = s
}

func (d *pebbleDisk) stop() {
	if err := d.s.Stop(); err != nil {
		d.t.Error(err)
	}
}

func (d *pebbleDisk) open() store.Store { return d.s }
func (d *pebbleDisk) nodes() int        { return 1 }

func (d *pebbleDisk) cut() {
	after := crashed(d.fs)
	d.stop()
	d.fs = after
	d.start()
}

// crashed is what a file system holds after the power was cut.
func crashed(fs *vfs.MemFS) *vfs.MemFS {
	return fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 0, RNG: rand.New(rand.NewPCG(1, 2))})
}

// mongoDisk is a replica set in memory, under the store for MongoDB: two processes have it. Nothing acknowledged is ever lost.
type mongoDisk struct {
	db *model.Database
}

func (d *mongoDisk) open() store.Store {
	c := d.db.Connect("node", nil)
	return mongo.Over(mongo.Collections{
		Commits: c.Collection("commits"), Surely: c.Surely("commits"), Documents: c.Collection("documents"),
		Audit: c.Collection("audit"), Holdings: c.Collection("holdings"), Bells: c.Collection("bells"),
	}, mongo.Options{OpTimeout: time.Hour, Now: func() time.Time { return time.UnixMilli(start) }, Wait: func(context.Context, time.Duration) error { return nil }})
}

func (d *mongoDisk) cut()       {}
func (d *mongoDisk) nodes() int { return 2 }
