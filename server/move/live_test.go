package move_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
)

// People write while the backup is taken: whatever of it is in, the restore holds together.
func TestExport_WhilePeopleWrite(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(testing.TB) store.Store{
		"pebble": func(t testing.TB) store.Store { return newPebble(t) },
		"mongo":  func(t testing.TB) store.Store { return newMongo(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			h := newHistory(t, s, scopes[0])
			h.commit("before", "a", "b")
			var out bytes.Buffer
			ended := make(chan struct{})
			wrote := make(chan error, 1)
			go func() { wrote <- writeUntil(h, ended) }()
			_, err := move.Export(t.Context(), s, tenant, &out, nil)
			close(ended)
			if err := <-wrote; err != nil {
				t.Fatal(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			sum := take(t, newPebble(t), out.String(), move.Options{Restore: true})
			if sum.Commits < 1 || sum.Forked != 1 {
				t.Errorf("restored %s", sum)
			}
		})
	}
}

// writeUntil writes until it is told to stop, at least once.
func writeUntil(h *history, ended <-chan struct{}) error {
	for i := 0; ; i++ {
		c := h.next(fmt.Sprint(i), "a", fmt.Sprint("n", i%7))
		if err := h.s.Append(h.t.Context(), c); err != nil {
			return err
		}
		h.adopt(c)
		if err := h.s.Finish(h.t.Context(), c); err != nil {
			return err
		}
		if err := h.s.Close(h.t.Context(), h.key, c.Seq); err != nil {
			return err
		}
		select {
		case <-ended:
			return nil
		default:
		}
	}
}
