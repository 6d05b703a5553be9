package replica

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// readLog is what was read on the phone and not handed in yet, in the chain of package reads.
type readLog struct {
	taken   reads.Mark // what the server has
	last    reads.Mark
	waiting []reads.Read
}

// Opened notes that a document was opened on the screen at the phone's time now, in milliseconds; action says how (read,
// search, openedOutside or emergency). Call it before the document is shown.
func (r *Replica) Opened(now int64, scope document.Scope, doc, action string, online bool) {
	one := reads.Read{N: r.reads.last.UpTo + 1, At: now, Scope: scope, Doc: doc, Action: action, Online: online}
	r.reads.last = r.reads.last.Next(one)
	r.reads.waiting = append(r.reads.waiting, one)
	r.touch(keyRead(one.N))
}

// ReadsAt is the number of the last read, for hello. The server gives nothing new to a phone that has reads to hand in.
//
// It is 0 when none waits: a server that has fewer would otherwise wait for what the phone no longer has, as after a copy of the
// replica's store handed in another history.
func (r *Replica) ReadsAt() uint64 {
	if len(r.reads.waiting) == 0 {
		return 0
	}
	return r.reads.last.UpTo
}

// Reads gives the reads to hand in now, at most maxReads (0: reads.MaxBatch), signed when the replica has a key; false when there are none. It marks nothing:
// they are given again, the same or more, until they are taken. Hand in one batch at a time, always with the same maxReads,
// and write all of Unsaved before: a phone that forgot what was taken would seem to have another history.
func (r *Replica) Reads(maxReads int) (reads.Batch, bool) {
	l := &r.reads
	if len(l.waiting) == 0 {
		return reads.Batch{}, false
	}
	if maxReads <= 0 || maxReads > reads.MaxBatch {
		maxReads = reads.MaxBatch
	}
	return r.readsFrom(l.taken, l.waiting, maxReads), true
}

// readsFrom signs the first of these reads, in a row, which follow on a mark.
func (r *Replica) readsFrom(m reads.Mark, waiting []reads.Read, most int) reads.Batch {
	n := 1
	for n < min(most, len(waiting)) && waiting[n].N == waiting[n-1].N+1 {
		n++
	}
	b := reads.Batch{From: waiting[0].N, Prev: m.Link.String(), Events: slices.Clone(waiting[:n])}
	if !r.o.Key.IsZero() {
		if err := b.Sign(r.o.Key); err != nil { // numbered in a row, so it is a batch
			panic("replica: sign reads: " + err.Error())
		}
	}
	return b
}

// allReads are all that wait, batch by batch.
func (r *Replica) allReads() (all []reads.Batch) {
	mark := r.reads.taken
	for waiting := r.reads.waiting; len(waiting) > 0; {
		b := r.readsFrom(mark, waiting, reads.MaxBatch)
		for _, one := range b.Events {
			mark = mark.Next(one)
		}
		all, waiting = append(all, b), waiting[len(b.Events):]
	}
	return all
}

// ReadsTaken says that the server has the reads up to a number. Those that the phone does not have any more are of no use.
func (r *Replica) ReadsTaken(upTo uint64) {
	l := &r.reads
	for len(l.waiting) > 0 && l.waiting[0].N <= upTo {
		r.touch(keyRead(l.waiting[0].N))
		l.taken = l.taken.Next(l.waiting[0])
		l.waiting = l.waiting[1:]
		r.touch(keySelf)
	}
}

const prefixRead = "read/"

// keyRead sorts by number.
func keyRead(n uint64) string { return fmt.Sprintf("%s%020d", prefixRead, n) }

func (l *readLog) value(key string) jsontext.Value {
	for i := range l.waiting {
		if keyRead(l.waiting[i].N) == key {
			return encode(l.waiting[i])
		}
	}
	return nil
}

// readsTaken is what is stored of the mark; nil while nothing was handed in.
type readsTaken struct {
	UpTo uint64 `json:"upTo"`
	Link string `json:"link"`
}

func (l *readLog) saved() *readsTaken {
	if l.taken.UpTo == 0 {
		return nil
	}
	return &readsTaken{UpTo: l.taken.UpTo, Link: l.taken.Link.String()}
}

// restoreReads goes on with the chain where it was. Reads that were taken are left to Unsaved to delete. When a read in
// between is gone, what comes after keeps its number: the server sees the gap, and somebody asks.
func (r *Replica) restoreReads(at *readsTaken, keys []string, all map[string]jsontext.Value) error {
	l := &r.reads
	l.taken = reads.Start(r.o.Replica)
	if at != nil {
		link, ok := reads.ParseLink(at.Link)
		if !ok {
			return fmt.Errorf("restore reads: %w", reads.ErrBatch)
		}
		l.taken = reads.Mark{UpTo: at.UpTo, Link: link}
	}
	l.last = l.taken
	for _, key := range keys { // sorted
		number, is := strings.CutPrefix(key, prefixRead)
		if !is {
			continue
		}
		var one reads.Read
		if err := json.Unmarshal(all[key], &one); err != nil {
			return fmt.Errorf("restore %s: %w", key, err)
		}
		if n, err := strconv.ParseUint(number, 10, 64); err != nil || n != one.N || n <= l.taken.UpTo {
			r.touch(key)
			continue
		}
		l.last = l.last.Next(one)
		l.waiting = append(l.waiting, one)
	}
	return nil
}
