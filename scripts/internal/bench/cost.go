package bench

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func unmarshal(text []byte, v any) error { return json.Unmarshal(text, v) }

// Cost of doing something: CPU and allocations, for each edit.
type Cost struct {
	CPU    time.Duration
	Allocs float64
	Bytes  float64
}

func (c Cost) add(o Cost) Cost {
	return Cost{CPU: c.CPU + o.CPU, Allocs: c.Allocs + o.Allocs, Bytes: c.Bytes + o.Bytes}
}

func (c Cost) String() string {
	return fmt.Sprintf("%8.1f µs CPU %7.0f allocations %8.1f KB", float64(c.CPU.Nanoseconds())/1000, c.Allocs, c.Bytes/1024)
}

// measure runs f and gives its cost divided by n. What was left over from before is collected first.
func measure(n int, f func()) Cost {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := cpu()
	f()
	used := cpu() - start
	runtime.ReadMemStats(&after)
	return Cost{
		CPU: used / time.Duration(n), Allocs: float64(after.Mallocs-before.Mallocs) / float64(n),
		Bytes: float64(after.TotalAlloc-before.TotalAlloc) / float64(n),
	}
}

// cpu is the user and system time of this process so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic("bench: " + err.Error())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Ratio compares a submitted edit with what nobody can do without, in turns, in one process.
type Ratio struct {
	Decode, Append, Encode, Submit Cost
}

// Times is how many times the sum of its parts a submitted edit costs.
func (r Ratio) Times() float64 {
	return float64(r.Submit.CPU) / float64(r.Decode.add(r.Append).add(r.Encode).CPU)
}

// mean is the cost over all rounds: what a database puts off in one round it pays for in another.
func mean(rounds []Ratio) (m Ratio) {
	for _, r := range rounds {
		m.Decode, m.Append, m.Encode, m.Submit = m.Decode.add(r.Decode), m.Append.add(r.Append), m.Encode.add(r.Encode), m.Submit.add(r.Submit)
	}
	for _, c := range []*Cost{&m.Decode, &m.Append, &m.Encode, &m.Submit} {
		n := len(rounds)
		*c = Cost{CPU: c.CPU / time.Duration(n), Allocs: c.Allocs / float64(n), Bytes: c.Bytes / float64(n)}
	}
	return m
}

// Submits measures rounds of batches, after one that only warms up. Both databases end their rounds at rest, so that each
// pays in its own time for what it put off.
func Submits(dir string, rounds, batches int) ([]Ratio, error) {
	w, err := Open(dir + "/samsyn")
	if err != nil {
		return nil, err
	}
	bare, err := pebbledb.Open(dir+"/bare", &pebbledb.Options{Logger: silent{}})
	if err != nil {
		return nil, err
	}
	var out []Ratio
	for range rounds + 1 {
		r, err := w.round(bare, batches)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out[1:], joinErrors(w.Close(), bare.Close(), os.RemoveAll(dir))
}

func (w *World) round(bare *pebbledb.DB, batches int) (r Ratio, err error) {
	frames, first := make([][]byte, batches), make([]document.Edit, batches)
	verdicts := make([]document.Verdict, batchSize)
	for i := range frames {
		frame, edits := w.Batch()
		frames[i], first[i] = frame, edits[0]
		for k, e := range edits {
			verdicts[k] = document.Verdict{Edit: e.ID, Kind: document.Applied, Scope: e.Scope, Seq: uint64(k)}
		}
	}
	n := batches * batchSize
	r.Decode = measure(n, func() {
		for _, f := range frames {
			if _, err := wire.Decode(f, wire.Limits{FrameBytes: 16 << 20}); err != nil {
				panic(err)
			}
		}
	})
	r.Append = measure(n, func() {
		for i, f := range frames {
			must(bare.Set([]byte(first[i].ID), f, pebbledb.Sync))
		}
		must(bare.Flush())
		rest(func() bool { return bare.Metrics().Compact.NumInProgress == 0 })
	})
	r.Encode = measure(n, func() {
		for range frames {
			if len(wire.AppendVerdicts(nil, verdicts)) == 0 {
				panic("bench: no verdicts")
			}
		}
	})
	r.Submit = measure(n, func() {
		for _, f := range frames {
			w.Submit(f)
		}
		must(w.Store.Flush())
		rest(func() bool { return w.Store.Stats().Compacting == 0 })
	})
	if accepted, refused := w.drain(); refused > 0 || accepted != n {
		err = fmt.Errorf("%d edits accepted and %d refused of %d", accepted, refused, n)
	}
	return r, err
}

// rest waits until a database has nothing to do in the background.
func rest(isIdle func() bool) {
	for !isIdle() {
		time.Sleep(time.Millisecond)
	}
}

func must(err error) {
	if err != nil {
		panic("bench: " + err.Error())
	}
}

type silent struct{}

func (silent) Infof(string, ...any)  {}
func (silent) Errorf(string, ...any) {}
func (silent) Fatalf(f string, a ...any) {
	panic(fmt.Sprintf(f, a...))
}
