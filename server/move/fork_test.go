package move_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// After a restore every scope goes on in a new epoch that says where it left the old one; nothing else of it changes.
func TestImport_ARestoreBeginsANewEpochInEveryScope(t *testing.T) {
	t.Parallel()
	from, to := newPebble(t), newPebble(t)
	for _, scope := range scopes {
		h := newHistory(t, from, scope)
		h.commit("ett", "a")
		h.commit("två", "a", "b")
	}
	lines, _ := export(t, from)
	sum := take(t, to, lines, move.Options{Restore: true})
	if sum.Forked != len(scopes) {
		t.Errorf("%d scopes were forked", sum.Forked)
	}
	epochs := map[string]bool{"first": true}
	for _, scope := range scopes {
		head, err := to.Head(t.Context(), store.Key{Tenant: tenant, Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		old, err := from.Head(t.Context(), store.Key{Tenant: tenant, Scope: scope})
		if err != nil {
			t.Fatal(err)
		}
		if head.Parent == nil || *head.Parent != (document.Base{Epoch: old.Epoch, Seq: old.Seq}) || head.Seq != old.Seq+1 || head.Checksum != old.Checksum {
			t.Errorf("%s: %+v after %+v", scope, head, old)
		}
		if epochs[head.Epoch] {
			t.Errorf("%s: epoch %s is not new", scope, head.Epoch)
		}
		epochs[head.Epoch] = true
		if isOpen(t, to, store.Key{Tenant: tenant, Scope: scope}, head.Seq) {
			t.Errorf("%s: the fork is open", scope)
		}
	}
}
