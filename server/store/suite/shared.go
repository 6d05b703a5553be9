package suite

import (
	"fmt"
	"sync"
	"testing"

	"github.com/samsyn/samsyn/server/store"
)

var sharedClaims = []struct {
	name string
	test func(t *testing.T, a, b store.Shared)
}{
	{"Open_ForgetsWhatAnotherNodeFinished", func(t *testing.T, a, b store.Shared) {
		w := newWriter(a, key)
		first := w.write(t, "Sov gott.", "d1")
		w.finish(t, first)
		w.close(t, first)
		wantSeq(t, a, 1)
		second := w.write(t, "Sov dåligt.", "d1") // and its node fails before it can finish it
		for c := range all(t, b.Open(t.Context(), store.Key{})) {
			if err := b.Finish(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Close(t.Context(), key, second.Seq); err != nil {
			t.Fatal(err)
		}
		for c := range all(t, a.Open(t.Context(), key)) {
			t.Errorf("%d is still open", c.Seq)
		}
		wantSeq(t, a, 2)
	}},
	{"Open_ShowsNoHeadBeforeWhatItGives", func(t *testing.T, a, b store.Shared) {
		if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 0 {
			t.Fatalf("got %+v, %v", head, err)
		}
		newWriter(a, key).write(t, "Sov gott.", "d1")
		for c := range all(t, b.Open(t.Context(), store.Key{})) {
			if head, err := b.Head(t.Context(), key); err != nil || head.Seq < c.Seq {
				t.Errorf("after commit %d the head is %d, %v", c.Seq, head.Seq, err)
			}
		}
	}},
	{"Since_ShowsNoHeadBeforeWhatItGives", func(t *testing.T, a, b store.Shared) {
		w := newWriter(a, key)
		w.write(t, "Sov gott.", "d1")
		if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 1 {
			t.Fatalf("got %+v, %v", head, err)
		}
		second := w.write(t, "Sov dåligt.", "d2")
		w.finish(t, second)
		for d := range all(t, b.Since(t.Context(), key, 0)) {
			if head, err := b.Head(t.Context(), key); err != nil || head.Seq < d.Doc.Seq {
				t.Errorf("after a document of %d the head is %d, %v", d.Doc.Seq, head.Seq, err)
			}
		}
	}},
	{"Stale_LetsAppendGoOn", func(t *testing.T, a, b store.Shared) {
		w := newWriter(a, key)
		w.write(t, "Sov gott.", "d1")
		if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 1 {
			t.Fatalf("got %+v, %v", head, err)
		}
		w.write(t, "Sov dåligt.", "d1")
		if seq, err := b.Latest(t.Context(), key); err != nil || seq != 2 {
			t.Errorf("the latest is %d, %v", seq, err)
		}
		if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 2 {
			t.Errorf("after Latest the head is %d, %v", head.Seq, err)
		}
		w.write(t, "Sov gott igen.", "d1")
		b.Stale(key)
		if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 3 {
			t.Errorf("after Stale the head is %d, %v", head.Seq, err)
		}
	}},
	{"Claim_IsOneNodes", func(t *testing.T, a, b store.Shared) {
		for i := range 20 {
			who := login(fmt.Sprint("s", i), fmt.Sprint("r", i), fmt.Sprint("D-", i))
			meet(t, a, key.Tenant, who)
			bind(t, a, key.Tenant, who, fmt.Sprint("token-", i), 1)
			ring(t, b, who.Actor, 1, "visit")
		}
		var sent sync.Map
		var wg sync.WaitGroup
		for owner, s := range map[string]store.Shared{"a": a, "b": b} {
			wg.Go(func() {
				for range 20 {
					list, err := s.Claim(t.Context(), key.Tenant, owner, 1, 50, 3)
					if err != nil {
						t.Error(err)
					}
					for _, bell := range list {
						if by, twice := sent.LoadOrStore(bell.Device, owner); twice {
							t.Errorf("%s was claimed by %s and %s", bell.Device, by, owner)
						}
						settle(t, s, bell, rung(bell, "visit", 2))
					}
				}
			})
		}
		wg.Wait()
		wantDue(t, a, 0)
	}},
}

func wantSeq(t *testing.T, s store.Store, want uint64) {
	t.Helper()
	docs, err := s.Documents(t.Context(), key, []string{"d1"})
	if err != nil || docs["d1"].Doc == nil || docs["d1"].Doc.Seq != want {
		t.Fatalf("the document is %+v, %v; want seq %d", docs["d1"].Doc, err, want)
	}
}

// RunShared tests a store that several processes write: open gives two of them on one empty database.
func RunShared(t *testing.T, open func(t testing.TB) (a, b store.Shared)) {
	for _, c := range sharedClaims {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, b := open(t)
			c.test(t, a, b)
		})
	}
}
