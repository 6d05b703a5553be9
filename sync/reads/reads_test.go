package reads_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

const scope = "citizen/c17/social/ekby"

// chain is n reads, and the mark after each; marks[0] is the start.
func chain(n int) (list []reads.Read, marks []reads.Mark) {
	marks = append(marks, reads.Start("r1"))
	for i := range n {
		r := reads.Read{N: uint64(i + 1), At: int64(1000 + i), Scope: scope, Doc: fmt.Sprint("g", i), Action: "read", Online: i%2 == 0}
		list, marks = append(list, r), append(marks, marks[i].Next(r))
	}
	return list, marks
}

// batch is the reads after from, up to to.
func batch(list []reads.Read, marks []reads.Mark, from, to int) *reads.Batch {
	return &reads.Batch{From: uint64(from + 1), Prev: marks[from].Link.String(), Events: slices.Clone(list[from:to])}
}

func TestFollow_TakesWhatIsNewAndSeesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	list, marks := chain(9)
	other := slices.Clone(list)
	other[2].Doc = "another"
	fork := reads.Start("r1")
	forked := []reads.Mark{fork}
	for _, r := range other {
		fork = fork.Next(r)
		forked = append(forked, fork)
	}
	for _, c := range []struct {
		name     string
		at       int
		b        *reads.Batch
		fresh    int
		fits     bool
		wantMark reads.Mark
	}{
		{"the first", 0, batch(list, marks, 0, 3), 3, true, marks[3]},
		{"the next", 3, batch(list, marks, 3, 5), 2, true, marks[5]},
		{"the same again", 3, batch(list, marks, 0, 3), 0, true, marks[3]},
		{"the same and more", 3, batch(list, marks, 0, 5), 2, true, marks[5]},
		{"a gap", 3, batch(list, marks, 4, 6), 2, false, marks[6]},
		{"all but the first", 0, batch(list, marks, 1, 3), 2, false, marks[3]},
		{"another history that overlaps", 5, batch(other, forked, 0, 6), 6, false, forked[6]},
		{"another history, shorter", 5, batch(other, forked, 2, 4), 2, false, forked[4]},
		{"another history that goes on", 5, batch(other, forked, 5, 7), 2, false, forked[7]},
	} {
		fresh, next, fits, err := c.b.Follow(marks[c.at])
		if err != nil || len(fresh) != c.fresh || fits != c.fits || next != c.wantMark {
			t.Errorf("%s: %d new, fits %v, at %d, %v; want %d, %v, %d", c.name, len(fresh), fits, next.UpTo, err, c.fresh, c.fits, c.wantMark.UpTo)
		}
	}
}

// Whatever member of a read is changed, its link is another.
func TestNext_CoversAllOfARead(t *testing.T) {
	t.Parallel()
	r := reads.Read{N: 1, At: 1, Scope: scope, Doc: "g1", Action: "read"}
	seen := map[reads.Mark]bool{reads.Start("r1").Next(r): true, reads.Start("r2").Next(r): true}
	for _, change := range []func(*reads.Read){
		func(r *reads.Read) { r.At++ }, func(r *reads.Read) { r.Scope += "x" }, func(r *reads.Read) { r.Doc, r.Action = "g1r", "ead" },
		func(r *reads.Read) { r.Doc = "" }, func(r *reads.Read) { r.Action = "search" }, func(r *reads.Read) { r.Online = true }, func(r *reads.Read) { r.N = 2 },
	} {
		other := r
		change(&other)
		seen[reads.Start("r1").Next(other)] = true
	}
	if len(seen) != 9 {
		t.Errorf("%d links of 9 are different", len(seen))
	}
}

func TestSign_IsOfTheLastLinkByThatKey(t *testing.T) {
	t.Parallel()
	list, marks := chain(3)
	key, err := sign.NewKey(make([]byte, 32))
	other, err2 := sign.NewKey(slices.Repeat([]byte{1}, 32))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	public := key.Public()
	b := batch(list, marks, 0, 3)
	if b.IsSignedBy(public) {
		t.Error("unsigned, and taken for signed")
	}
	if err := b.Sign(key); err != nil || !b.IsSignedBy(public) {
		t.Errorf("signed, and not taken for it: %v", err)
	}
	if b.IsSignedBy(other.Public()) || b.IsSignedBy(sign.Public{}) {
		t.Error("signed by somebody else")
	}
	if end, _ := b.End(); (sign.Signature(key.Sign(sign.Link(end.Link)))).FitsReads(public, end.Link) {
		t.Error("a signature of the outbox passes for one of the reads")
	}
	b.Events[0].Doc = "another"
	if b.IsSignedBy(public) {
		t.Error("changed, and still signed")
	}
}

func TestBatch_RefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	list, marks := chain(4)
	for name, harm := range map[string]func(*reads.Batch){
		"a gap inside":   func(b *reads.Batch) { b.Events = slices.Delete(b.Events, 1, 2) },
		"another first":  func(b *reads.Batch) { b.From++ },
		"no reads":       func(b *reads.Batch) { b.Events = nil },
		"no link":        func(b *reads.Batch) { b.Prev = "" },
		"a short link":   func(b *reads.Batch) { b.Prev = b.Prev[:62] },
		"capital digits": func(b *reads.Batch) { b.Prev = "AB" + b.Prev[2:] },
		"number zero":    func(b *reads.Batch) { b.From, b.Events[0].N = 0, 0; b.Events = b.Events[:1] },
		"too many": func(b *reads.Batch) {
			for n := range uint64(reads.MaxBatch) {
				b.Events = append(b.Events, reads.Read{N: n + 5})
			}
		},
	} {
		b := batch(list, marks, 0, 4)
		harm(b)
		if _, _, _, err := b.Follow(marks[0]); !errors.Is(err, reads.ErrBatch) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// However a phone cuts its reads into batches, and however often answers are lost, the server ends with each read once.
func TestFollow_LostAnswersLoseNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list, marks := chain(rapid.IntRange(1, 30).Draw(t, "reads"))
		var got []reads.Read
		server, phone := reads.Start("r1"), 0
		for phone < len(list) {
			to := rapid.IntRange(max(phone+1, int(server.UpTo)), len(list)).Draw(t, "to")
			fresh, next, fits, err := batch(list, marks, phone, to).Follow(server)
			if err != nil || !fits {
				t.Fatalf("%d to %d at %d: fits %v, %v", phone, to, server.UpTo, fits, err)
			}
			got, server = append(got, fresh...), next
			if rapid.Bool().Draw(t, "the answer comes") {
				phone = int(server.UpTo)
			}
		}
		if !slices.Equal(got, list) {
			t.Errorf("got %d reads of %d", len(got), len(list))
		}
	})
}
