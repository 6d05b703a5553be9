package pebble

import (
	"context"
	"errors"
	"fmt"
	"sync"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
)

var (
	// ErrStopped says that the store was stopped.
	ErrStopped = errors.New("the store is stopped")
	// ErrBroken says that a write failed: what the disk holds is unknown until the store is opened again.
	ErrBroken = errors.New("the store must be opened again")
)

// Store is a store.Store in a Pebble database.
type Store struct {
	db      *pebbledb.DB
	salt    func() string
	check   bool
	life    life
	rotate  rotation
	marks   marks
	appends stripes    // held while a scope's next commit is written
	changes stripes    // held while a scope's documents change; read-held while they are read and cached
	bells   stripes    // held while a device's bell changes
	binds   sync.Mutex // held while a token gets its device; before any of bells
	heads   lru[store.Key, tail]
	docs    lru[docKey, store.Stored] // a nil Doc: known not to be there
	ledgers ledgers
}

var _ store.Store = (*Store)(nil)

type docKey struct {
	store.Key
	id string
}

// Open opens the store, creating it if need be, and finds the open commits. Stop stops it.
func Open(o Options) (*Store, error) {
	o.setDefaults()
	db, err := pebbledb.Open(o.Dir, o.pebble())
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", o.Dir, err)
	}
	s := &Store{db: db, salt: o.Salt, check: o.Check}
	s.heads.limit, s.docs.limit, s.rotate.limit = o.Heads, o.DocumentBytes, o.RotateBytes
	s.life.none.L = &s.life.mu
	if err := s.findMarks(); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", o.Dir, err), db.Close())
	}
	return s, nil
}

// Stop waits for running calls, iterations included, and closes the database. Doing it again does nothing.
func (s *Store) Stop() error {
	if !s.life.stop() {
		return nil
	}
	return s.db.Close()
}

// life counts running calls, so that Stop can wait for them: Pebble panics when used after its end.
type life struct {
	mu      sync.Mutex
	running int       // guarded by mu
	end     error     // guarded by mu; why no new call may begin
	stopped bool      // guarded by mu
	none    sync.Cond // running is 0
}

func (l *life) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.end != nil {
		return l.end
	}
	l.running++
	return nil
}

func (l *life) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running--; l.running == 0 {
		l.none.Broadcast()
	}
}

func (l *life) fail(cause error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.end == nil {
		l.end = fmt.Errorf("%w: %w", ErrBroken, cause)
	}
	return l.end
}

func (l *life) stop() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		return false
	}
	l.stopped, l.end = true, ErrStopped
	for l.running > 0 {
		l.none.Wait()
	}
	return true
}

// write commits a batch and lets it go.
func (s *Store) write(b *pebbledb.Batch, o *pebbledb.WriteOptions) (err error) {
	defer func() {
		if r := recover(); r != nil {
			cause, ok := r.(error)
			if !ok || !errors.Is(cause, errFatal) {
				panic(r)
			}
			err = s.life.fail(cause)
		}
	}()
	if err := s.rotate.before(s.db, b); err != nil {
		return s.life.fail(err)
	}
	if err := s.db.Apply(b, o); err != nil {
		return s.life.fail(err)
	}
	return b.Close()
}

// rotation starts a new log file after a number of bytes (Options.RotateBytes).
type rotation struct {
	mu    sync.Mutex
	limit int
	bytes int // guarded by mu
}

func (r *rotation) before(db *pebbledb.DB, b *pebbledb.Batch) error {
	if r.limit == 0 {
		return nil
	}
	const perKey = 320 // more than Pebble's memory for an entry, at its greatest
	r.mu.Lock()
	defer r.mu.Unlock()
	size := b.Len() + perKey*int(b.Count())
	if r.bytes += size; r.bytes <= r.limit {
		return nil
	}
	r.bytes = size
	_, err := db.AsyncFlush() // the new log file has begun when it returns
	return err
}

// Stats are figures for an operator.
type Stats struct {
	DiskBytes  uint64 // what the database takes
	DebtBytes  uint64 // about what Pebble has yet to rewrite
	Compacting int64  // rewrites under way
	Open       int    // open commits
}

// Stats gives the store's figures; zeroes after Stop.
func (s *Store) Stats() Stats {
	if s.life.enter(context.Background()) != nil {
		return Stats{}
	}
	defer s.life.leave()
	m := s.db.Metrics()
	return Stats{m.DiskSpaceUsage(), m.Compact.EstimatedDebt, m.Compact.NumInProgress, s.marks.count()}
}

// Flush moves what is only in the log file and in memory to tables, and returns when it is there. For measuring.
func (s *Store) Flush() error {
	if err := s.life.enter(context.Background()); err != nil {
		return err
	}
	defer s.life.leave()
	return s.db.Flush()
}
