package suite_test

import (
	"errors"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

var directory = store.Key{Tenant: "ekby", Scope: document.Directory}

func openStore(t testing.TB) store.Store {
	s, err := pebble.Open(pebble.Small(vfs.NewMem()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() })
	return s
}

func commit(seq uint64) *document.Commit {
	c := &document.Commit{Tenant: directory.Tenant}
	c.Scope, c.Seq, c.Epoch = directory.Scope, seq, "e"
	return c
}

func TestFaulty_WithoutFaultsIsTheStore(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t testing.TB) store.Store { return suite.NewFaulty(openStore(t)) })
}

func TestFaulty_FailsTheNamedCallBeforeOrAfterItsEffect(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault suite.Fault
		want  uint64 // the head afterwards
		err   error
		text  string
	}{
		{suite.Fault{Call: "Append", N: 2}, 1, suite.ErrFault, "Append 2 fails before its effect: injected fault"},
		{suite.Fault{Call: "Append", N: 2, After: true}, 2, suite.ErrFault, "Append 2 fails after its effect: injected fault"},
		{suite.Fault{N: 3, After: true, Err: store.ErrTaken}, 2, store.ErrTaken, "call 3 fails after its effect: that seq is taken"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			if got := c.fault.String(); got != c.text {
				t.Errorf("got %q", got)
			}
			s := suite.NewFaulty(openStore(t), c.fault)
			if err := s.Append(t.Context(), commit(1)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Known(t.Context(), "ekby", nil); err != nil {
				t.Fatal(err)
			}
			if err := s.Append(t.Context(), commit(2)); !errors.Is(err, c.err) {
				t.Errorf("got %v, want %v", err, c.err)
			}
			if head, err := s.Head(t.Context(), directory); err != nil || head.Seq != c.want {
				t.Errorf("got head %d and %v, want %d", head.Seq, err, c.want)
			}
			if len(s.Struck()) != 1 || s.Calls("") != 4 || s.Calls("Append") != 2 {
				t.Errorf("struck %v, calls %d", s.Struck(), s.Calls(""))
			}
		})
	}
}

func TestFaulty_SequenceFailsAtItsBeginningOrEnd(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		s := suite.NewFaulty(openStore(t), suite.Fault{Call: "Commits", N: 1, After: after})
		if err := s.Append(t.Context(), commit(1)); err != nil {
			t.Fatal(err)
		}
		var got []bool // whether each item was a commit
		for c, err := range s.Commits(t.Context(), directory, 1, 0) {
			got = append(got, c != nil && err == nil)
		}
		if want := 1; !after && (len(got) != want || got[0]) || after && (len(got) != want+1 || !got[0] || got[1]) {
			t.Errorf("after %v: got %v", after, got)
		}
	}
}
