package flow_test

import (
	"context"
	"errors"
	"maps"
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// on puts a store between the flow and the world's own, and starts the flow anew on it.
func (w *world) on(wrap func(store.Store) store.Store) {
	w.store = wrap(w.store)
	w.restart()
}

// hooked is a store that calls a function before a method.
type hooked struct {
	store.Store
	append func(*document.Commit) error // an error keeps the commit out
	head   func(store.Key, document.Head)
}

func (h *hooked) Append(ctx context.Context, c *document.Commit) error {
	if h.append != nil {
		if err := h.append(c); err != nil {
			return err
		}
	}
	return h.Store.Append(ctx, c)
}

// Head tells of what was read before it is given: whoever gets it may then have an old one.
func (h *hooked) Head(ctx context.Context, key store.Key) (document.Head, error) {
	head, err := h.Store.Head(ctx, key)
	if h.head != nil {
		h.head(key, head)
	}
	return head, err
}

// elsewhere is another process on the same store: what it commits comes in between.
func (w *world) elsewhere(s store.Store) *world {
	other := *w
	other.store = s
	other.ids += 1_000_000
	other.restart()
	return &other
}

func author(by string) flow.Author {
	return flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: by}, Replica: "r" + by}
}

// hand submits without stepping. The reply is filled in when the answer comes.
func (w *world) hand(by string, edits ...document.Edit) *reply {
	r := &reply{}
	var in []flow.Incoming
	for _, e := range edits {
		in = append(in, flow.Incoming{Edit: e})
	}
	w.flow.Submit(author(by), in, func(v []document.Verdict, err error) {
		r.answers++
		r.verdicts, r.err = v, err
	})
	return r
}

type reply struct {
	answers  int
	verdicts []document.Verdict
	err      error
}

// entries counts how often each edit stands in the logs of the tenant as an answer of its own, and checks that every log is
// whole.
func (w *world) entries() map[string]int {
	w.t.Helper()
	ctx, count := context.Background(), map[string]int{}
	for scope, err := range w.store.Scopes(ctx, tenantID) {
		if err != nil {
			w.t.Fatal(err)
		}
		var seq uint64
		var prev string
		for c, err := range w.store.Commits(ctx, store.Key{Tenant: tenantID, Scope: scope}, 1, 0) {
			if err != nil {
				w.t.Fatal(err)
			}
			if seq++; c.Seq != seq || c.Prev != prev {
				w.t.Errorf("%s: commit %d stands where %d should", scope, c.Seq, seq)
			}
			prev = c.Hash
			for _, e := range c.Edits {
				count[e.Verdict.Edit]++
			}
		}
	}
	return count
}

// open lists the commits that are not followed up.
func (w *world) open() (out []string) {
	for c, err := range w.store.Open(context.Background(), store.Key{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, string(c.Scope))
	}
	return out
}

func (w *world) shown(scope document.Scope, typ, id string) map[string]string {
	out := map[string]string{}
	doc := w.document(scope, id)
	if doc == nil {
		return out
	}
	for name, r := range merge.Read(schema.Embedded().Types[typ], doc).Fields {
		out[name] = string(r.Value)
		for _, it := range r.Items {
			out[name] += string(it.Value)
		}
	}
	maps.DeleteFunc(out, func(_, v string) bool { return v == "" })
	return out
}

var errDisk = errors.New("the disk is gone")

func (w *world) sweep() {
	w.t.Helper()
	if err := w.flow.Sweep(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.run()
}

func mustNot(t *testing.T, what string, bad bool) {
	t.Helper()
	if bad {
		t.Error(what)
	}
}
