package document_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// chain seals n commits, each on the one before.
func chain(t interface{ Fatalf(string, ...any) }, n int) (stored [][]byte, heads []document.Head) {
	head := document.Head{}
	heads = append(heads, head)
	for i := range n {
		c := fullCommit()
		c.Seq, c.Prev, c.At = head.Seq+1, head.Hash, int64(i)
		if i != 1 {
			c.Parent = nil
		}
		bytes := must[[]byte](t)(c.Seal())
		head = c.Head(head.Parent)
		stored, heads = append(stored, bytes), append(heads, head)
	}
	return stored, heads
}

func TestVerify_FollowsTheChain(t *testing.T) {
	t.Parallel()
	stored, heads := chain(t, 4)
	for i, bytes := range stored {
		got, err := document.Verify(bytes, heads[i])
		if err != nil {
			t.Fatalf("commit %d: %v", i+1, err)
		}
		if diff := cmp.Diff(heads[i+1], got); diff != "" {
			t.Errorf("head after %d (-want +got):\n%s", i+1, diff)
		}
	}
	if p := heads[4].Parent; p == nil || p.Epoch != "old" {
		t.Errorf("the fork of commit 2 is forgotten: %+v", p)
	}
}

func TestVerify_OutOfPlace(t *testing.T) {
	t.Parallel()
	stored, heads := chain(t, 3)
	for i, bytes := range stored {
		for j, head := range heads {
			got, err := document.Verify(bytes, head)
			if i != j && (!errors.Is(err, document.ErrChain) || cmp.Diff(head, got) != "") {
				t.Errorf("commit %d after head %d: %v", i+1, j, err)
			}
		}
	}
}

// Whoever changes a stored byte either breaks the chain or says exactly the same.
func TestVerify_FindsTampering(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	stored, heads := chain(t, 2)
	was := must[*document.Commit](t)(document.OpenCommit("ekby", stored[1]))
	rapid.Check(t, func(t *rapid.T) {
		bytes := append([]byte(nil), stored[1]...)
		at := rapid.IntRange(0, len(bytes)-1).Draw(t, "at")
		bytes[at] = rapid.Byte().Draw(t, "byte")
		head, err := document.Verify(bytes, heads[1])
		if err != nil {
			return
		}
		got, err := document.OpenCommit("ekby", bytes)
		if err != nil {
			t.Fatalf("verified, but cannot be opened: %v", err)
		}
		if diff := cmp.Diff(was, got, cmpopts.EquateEmpty()); diff != "" || cmp.Diff(heads[2], head) != "" {
			t.Fatalf("byte %d changed unnoticed:\n%s", at, diff)
		}
	})
}

func TestVerify_BodyOfAnother(t *testing.T) {
	t.Parallel()
	c := fullCommit()
	c.Seq, c.Prev = 1, ""
	mine := must[[]byte](t)(c.Seal())
	c.Edits = nil
	other := must[[]byte](t)(c.Seal())
	mixed := append(append([]byte(nil), header(mine)...), body(other)...)
	if _, err := document.Verify(mixed, document.Head{}); !errors.Is(err, document.ErrChain) {
		t.Errorf("another body under the same header: %v", err)
	}
}

func TestVerify_RightNumberOfAnotherHistory(t *testing.T) {
	t.Parallel()
	stored, heads := chain(t, 2)
	other := heads[1]
	other.Hash = "00" + other.Hash[2:]
	if _, err := document.Verify(stored[1], other); !errors.Is(err, document.ErrChain) {
		t.Errorf("commit 2 follows another commit 1: %v", err)
	}
}

// A body's hash is salted: the same body in two commits cannot be guessed equal.
func TestSeal_SaltHidesEqualBodies(t *testing.T) {
	t.Parallel()
	a, b := fullCommit(), fullCommit()
	b.Salt = "another"
	must[[]byte](t)(a.Seal())
	must[[]byte](t)(b.Seal())
	if a.BodyHash == b.BodyHash {
		t.Error("two salts, one hash")
	}
}

func header(stored []byte) []byte { return stored[:lineEnd(stored)+1] }
func body(stored []byte) []byte   { return stored[lineEnd(stored)+1:] }

func lineEnd(stored []byte) int {
	for i, c := range stored {
		if c == '\n' {
			return i
		}
	}
	return len(stored) - 1
}

func TestChecksum_Text(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		want := document.Checksum(rapid.Uint64().Draw(t, "sum"))
		text := must[[]byte](t)(want.MarshalText())
		var got document.Checksum
		if err := got.UnmarshalText(text); err != nil || got != want || len(text) != 16 {
			t.Fatalf("%s became %d: %v", text, got, err)
		}
	})
	var c document.Checksum
	for _, text := range []string{"", "xyz", "00000000000000000", "-1"} {
		if err := c.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is a checksum", text)
		}
	}
}

func FuzzOpenCommit(f *testing.F) {
	stored, _ := chain(f, 2)
	f.Add(stored[0])
	f.Add([]byte("{}\n{}"))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		c, err := document.OpenCommit("ekby", bytes)
		if head, bad := document.Verify(bytes, document.Head{}); bad == nil {
			if err != nil || c.Head(nil).Hash != head.Hash {
				t.Fatalf("verified, yet opening says %v", err)
			}
		}
	})
}
