package pebble

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Options say where and how a store is kept. Only Dir is needed.
type Options struct {
	Dir           string
	FS            vfs.FS        // nil: the real file system
	Salt          func() string // a new commit's salt; nil: 16 random bytes in hex. Simulations give their own
	Log           *slog.Logger  // Pebble's own words, at debug, and its errors; nil: nowhere. Keys are never logged
	CacheBytes    int64         // Pebble's blocks; 0: 64 MB
	DocumentBytes int           // decoded documents, about; 0: 64 MB
	Heads         int           // heads in memory, about 500 bytes each; 0: 20 000
	MemTableBytes uint64        // what a restart replays at most, twice; 0: 32 MB
	// RotateBytes starts a new log file after so many bytes, counted by us: Pebble's own count depends on chance, and what
	// is in a finished log file survives a crash. 0: Pebble decides. At most half of MemTableBytes.
	RotateBytes int
	// Check reads every commit back before it is written and compares each change's Next with what ApplyTo gives: it
	// finds the caller's mistakes, for about twice the time.
	Check bool
}

// Small is for tests and simulations: opens in a few milliseconds, checks its callers, and leaves after a crash what the
// calls alone decide. Its salts are counted, so that hashes repeat.
func Small(fs vfs.FS) Options {
	var salts atomic.Uint64
	return Options{
		Dir: "store", FS: fs, Check: true,
		Salt:       func() string { return fmt.Sprintf("%032x", salts.Add(1)) },
		CacheBytes: 1 << 20, DocumentBytes: 1 << 20, Heads: 100, MemTableBytes: 256 << 10, RotateBytes: 96 << 10,
	}
}

func (o *Options) setDefaults() {
	if o.Salt == nil {
		o.Salt = randomSalt
	}
	o.CacheBytes = orDefault(o.CacheBytes, 64<<20)
	o.DocumentBytes = orDefault(o.DocumentBytes, 64<<20)
	o.Heads = orDefault(o.Heads, 20_000)
	o.MemTableBytes = orDefault(o.MemTableBytes, 32<<20)
}

func orDefault[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}

func randomSalt() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// memTables is how many there may be at a time: one written, one or two flushed or kept for the next turn.
const memTables = 3

func (o *Options) pebble() *pebbledb.Options {
	p := &pebbledb.Options{
		FS:                 o.FS,
		FormatMajorVersion: pebbledb.FormatNewest,
		CacheSize:          o.CacheBytes + memTables*int64(o.MemTableBytes), // Pebble takes them out of the cache
		MemTableSize:       o.MemTableBytes,
		MaxOpenFiles:       512,
		LoggerAndTracer:    logger{o.Log},
	}
	p.L0CompactionThreshold = 10 // half as many rewrites as with Pebble's 4, a tenth of what an edit costs; filters keep reads cheap
	p.Experimental.ValueSeparationPolicy = separate
	for i := range p.Levels {
		p.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
	}
	return p
}

// separate puts commits and documents into value files. They are rewritten when half of a file is garbage, or when a table
// would refer to very many of them.
func separate() pebbledb.ValueSeparationPolicy {
	return pebbledb.ValueSeparationPolicy{
		Enabled: true, MinimumSize: 256, MaxBlobReferenceDepth: 64, RewriteMinimumAge: time.Minute, TargetGarbageRatio: 0.5,
	}
}

// logger passes Pebble's words on. It is no tracer.
type logger struct{ log *slog.Logger }

// errFatal is what Pebble cannot go on after.
var errFatal = errors.New("pebble cannot go on")

func (l logger) Infof(format string, args ...any) {
	if l.log != nil && l.log.Enabled(context.Background(), slog.LevelDebug) {
		l.log.Debug("pebble", "text", fmt.Sprintf(format, args...))
	}
}

func (l logger) Errorf(format string, args ...any) {
	if l.log != nil {
		l.log.Error("pebble", "text", fmt.Sprintf(format, args...))
	}
}

// Fatalf must not return. The panic is caught in Store.write; anywhere else it ends the process.
func (l logger) Fatalf(format string, args ...any) {
	panic(fmt.Errorf("%w: %s", errFatal, fmt.Sprintf(format, args...)))
}

func (l logger) Eventf(context.Context, string, ...any) {}
func (l logger) IsTracingEnabled(context.Context) bool  { return false }
