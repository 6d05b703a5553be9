package move_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/store/suite"
)

// goOn imports until the n-th call fails, and says whether it came to its end.
func goOn(t testing.TB, s store.Store, lines string, n int) bool {
	t.Helper()
	_, err := move.Import(t.Context(), suite.NewFaulty(s, suite.Fault{N: n}), strings.NewReader(lines), move.Options{})
	if err != nil && !errors.Is(err, suite.ErrFault) {
		t.Fatal(err)
	}
	return err == nil
}

// The power goes in the middle of an import: what was not synced is lost, and the same import again ends it.
func TestImport_GoesOnAfterACrash(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(rt *rapid.T) {
		from := newPebble(t)
		draw(t, rt, from)
		lines, _ := export(t, from)
		disk := vfs.NewCrashableMem()
		for n := rapid.IntRange(1, 10).Draw(rt, "call"); ; n += rapid.IntRange(1, 30).Draw(rt, "later") {
			s, err := pebble.Open(pebble.Small(disk))
			if err != nil {
				rt.Fatal(err)
			}
			ended := goOn(t, s, lines, n)
			crashed := disk.CrashClone(vfs.CrashCloneCfg{})
			if ended {
				wantExported(rt, t, s, lines)
			}
			if err := s.Stop(); err != nil {
				rt.Fatal(err)
			}
			if ended {
				return
			}
			disk = crashed
		}
	})
}

func wantExported(rt *rapid.T, t testing.TB, s store.Store, lines string) {
	if again, _ := export(t, s); again != lines {
		rt.Fatalf("-want +got\n%s", cmp.Diff(lines, again))
	}
}
