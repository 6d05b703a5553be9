package pebble_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

func open(t testing.TB, o pebble.Options) *pebble.Store {
	t.Helper()
	s, err := pebble.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore_HoldsWhatStoresPromise(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t testing.TB) store.Store { return open(t, pebble.Small(vfs.NewMem())) })
}

func TestStore_WithoutCachesHoldsTheSame(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t testing.TB) store.Store {
		o := pebble.Small(vfs.NewMem())
		o.Heads, o.DocumentBytes, o.Check = 1, 1, false
		return open(t, o)
	})
}

// disk is a memory file system with a power switch.
type disk struct {
	fs *vfs.MemFS
	s  *pebble.Store
}

func newDisk(t testing.TB) suite.Disk {
	d := &disk{fs: vfs.NewCrashableMem()}
	t.Cleanup(func() {
		if err := d.s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *disk) Open(t testing.TB) store.Store {
	t.Helper()
	s, err := pebble.Open(pebble.Small(d.fs))
	if err != nil {
		t.Fatal(err)
	}
	d.s = s
	return s
}

func (d *disk) Crash(unsynced int, random *rand.Rand) {
	after := d.fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: unsynced, RNG: random})
	if err := d.s.Stop(); err != nil { // on the file system nobody sees any more
		panic(err)
	}
	d.fs = after
}

func TestStore_SurvivesCrashes(t *testing.T) {
	t.Parallel()
	suite.Crash(t, newDisk)
}

func commit(seq uint64, edit string) *document.Commit {
	c := &document.Commit{Tenant: "ekby"}
	c.Scope, c.Seq, c.Epoch = "tenant/directory", seq, "e"
	c.Edits = []document.Entry{{Digest: "d", Author: "s1", Verdict: document.Verdict{Edit: edit, Scope: c.Scope, Seq: seq}}}
	doc := &document.Document{ID: "d1", Type: "note", Scope: c.Scope, Seq: seq, Created: "e1"}
	c.Changes = []document.Change{{Prev: seq - 1, Whole: true, Doc: doc}}
	c.Deadlines = []document.Deadline{{Due: int64(seq), Rule: "cutOff", Doc: "d1", Edit: "t" + edit}}
	return c
}

var directory = store.Key{Tenant: "ekby", Scope: document.Directory}

func TestAppend_FailedSyncIsReportedAndNothingIsBelieved(t *testing.T) {
	t.Parallel()
	mem := vfs.NewCrashableMem()
	fails := false
	injector := errorfs.InjectorFunc(func(op errorfs.Op) error {
		if fails && (op.Kind == errorfs.OpFileSync || op.Kind == errorfs.OpFileSyncData || op.Kind == errorfs.OpFileSyncTo) {
			return errorfs.ErrInjected
		}
		return nil
	})
	s, err := pebble.Open(pebble.Small(errorfs.Wrap(mem, injector)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), commit(1, "first")); err != nil {
		t.Fatal(err)
	}
	fails = true
	if err := s.Append(t.Context(), commit(2, "second")); !errors.Is(err, pebble.ErrBroken) {
		t.Errorf("append without sync: got %v, want ErrBroken", err)
	}
	if _, err := s.Head(t.Context(), directory); !errors.Is(err, pebble.ErrBroken) {
		t.Errorf("head after a failed sync: got %v, want ErrBroken", err)
	}
	again := open(t, pebble.Small(mem.CrashClone(vfs.CrashCloneCfg{})))
	if head, err := again.Head(t.Context(), directory); err != nil || head.Seq != 1 {
		t.Errorf("opened again: got head %d and %v, want 1", head.Seq, err)
	}
	_ = s.Stop() // fails or not; it must return
}

// Told only after it is true: what is written and not yet synced can be read from Pebble, and must not be from the store.
func TestAppend_NothingIsSeenBeforeItIsSynced(t *testing.T) {
	t.Parallel()
	var armed atomic.Bool
	syncing, release := make(chan struct{}), make(chan struct{})
	injector := errorfs.InjectorFunc(func(op errorfs.Op) error {
		isSync := op.Kind == errorfs.OpFileSync || op.Kind == errorfs.OpFileSyncData || op.Kind == errorfs.OpFileSyncTo
		if isSync && armed.CompareAndSwap(true, false) {
			close(syncing)
			<-release
		}
		return nil
	})
	s := open(t, pebble.Small(errorfs.Wrap(vfs.NewMem(), injector)))
	if _, err := s.Head(t.Context(), directory); err != nil { // now cached, so that nobody has to wait
		t.Fatal(err)
	}
	armed.Store(true)
	appended := make(chan error)
	go func() { appended <- s.Append(t.Context(), commit(1, "first")) }()
	<-syncing
	see := func() (seen int) {
		head, err := s.Head(t.Context(), directory)
		known, err2 := s.Known(t.Context(), "ekby", []string{"first"})
		if err := errors.Join(err, err2); err != nil {
			t.Error(err)
		}
		seen = int(head.Seq) + len(known)
		for range s.Commits(t.Context(), directory, 1, 0) {
			seen++
		}
		for range s.Open(t.Context(), store.Key{}) {
			seen++
		}
		for range s.Scopes(t.Context(), "ekby") {
			seen++
		}
		for range s.Due(t.Context(), "ekby", 9) {
			seen++
		}
		for range s.WrittenBy(t.Context(), "ekby", "s1", 0, 9) {
			seen++
		}
		return seen
	}
	if got := see(); got != 0 {
		t.Errorf("before the sync: got %d signs of the commit, want none", got)
	}
	close(release)
	if err := <-appended; err != nil {
		t.Fatal(err)
	}
	if got := see(); got != 7 {
		t.Errorf("after the sync: got %d signs of the commit, want 7", got)
	}
}

func TestStop_EndsCallsAndCanBeRepeated(t *testing.T) {
	t.Parallel()
	s, err := pebble.Open(pebble.Small(vfs.NewMem()))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Append(t.Context(), commit(1, "first")), s.Stop(), s.Stop()); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), commit(2, "second")); !errors.Is(err, pebble.ErrStopped) {
		t.Errorf("got %v, want ErrStopped", err)
	}
	for _, err := range s.Since(t.Context(), directory, 0) {
		if !errors.Is(err, pebble.ErrStopped) {
			t.Errorf("got %v, want ErrStopped", err)
		}
	}
}

func TestStore_CancelledCallsDoNothing(t *testing.T) {
	t.Parallel()
	s := open(t, pebble.Small(vfs.NewMem()))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, commit(1, "first")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
	if head, err := s.Head(t.Context(), directory); err != nil || head.Seq != 0 {
		t.Errorf("got head %d and %v", head.Seq, err)
	}
}

func TestSmall_FindsACallersMistake(t *testing.T) {
	t.Parallel()
	s := open(t, pebble.Small(vfs.NewMem()))
	wrongSeq := commit(1, "first")
	wrongSeq.Changes[0].Doc.Seq = 9
	if err := s.Append(t.Context(), wrongSeq); err == nil {
		t.Error("a document of another seq was taken")
	}
	wrongNext := commit(1, "first")
	other := *wrongNext.Changes[0].Doc
	other.Type = "other"
	if err := s.Append(t.Context(), wrongNext); err != nil {
		t.Fatal(err)
	}
	wrongNext.Changes[0].Next = document.Encode(&other)
	if err := s.Finish(t.Context(), wrongNext); err == nil {
		t.Error("a Next that the change does not make was taken")
	}
}

// What a crash leaves depends on the calls alone, also across log files: the simulation replays on that. Here nothing is
// synced while the commits are followed up, and what survives is what was in log files that were full.
func TestSmall_CrashesTheSameWayTwice(t *testing.T) {
	t.Parallel()
	const commits = 200
	run := func() (left []uint64, hash string) {
		d := newDisk(t)
		s := d.Open(t)
		var log []*document.Commit
		for seq := range uint64(commits) {
			c := commit(seq+1, fmt.Sprintf("edit%d", seq))
			c.Changes[0].Doc.Created = fmt.Sprintf("%1000d", seq)
			if err := s.Append(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			log = append(log, c)
		}
		for _, c := range log {
			if err := errors.Join(s.Finish(t.Context(), c), s.Close(t.Context(), directory, c.Seq)); err != nil {
				t.Fatal(err)
			}
		}
		d.Crash(0, nil)
		for c, err := range d.Open(t).Open(t.Context(), directory) {
			if err != nil {
				t.Fatal(err)
			}
			left = append(left, c.Seq)
		}
		return left, log[commits-1].Hash
	}
	first, hash := run()
	if len(first) == 0 || len(first) == commits {
		t.Fatalf("%d commits are open after the crash: the test shows nothing", len(first))
	}
	for range 7 {
		again, hashAgain := run()
		if diff := cmp.Diff(first, again); diff != "" || hash != hashAgain {
			t.Errorf("the same calls left other open commits (-first +again), or other hashes: %s, %s\n%s", hash, hashAgain, diff)
		}
	}
}
