package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// core measures the parts an edit is made of, one by one.
func core(w io.Writer, quick bool) error {
	n := 20_000
	if quick {
		n = 2_000
	}
	dir, err := os.MkdirTemp("", "samsyn-bench")
	if err != nil {
		return err
	}
	world, err := Open(dir)
	if err != nil {
		return err
	}
	frame, edits := world.Batch()
	note := schema.Embedded().Types["visitNote"]
	created := merge.Apply(note, nil, edits[0], arrival(1)).Doc
	again := world.edit(edits[0].Scope, "visitNote", edits[0].Doc, map[string]document.Op{"category": {Set: document.Quote("observation")}})
	again.Create = false
	bytes := document.Encode(created).Bytes

	show := func(name string, c Cost) { fmt.Fprintf(w, "  %-44s %v\n", name, c) }
	show("schema: check a value of 1 KB", measure(n, times(n, func() {
		v, _ := schema.CheckLimits(edits[0].Changes["text"].Add["e1"])
		if bad := note.CheckValue("text", document.VerbAdd, v); bad != nil {
			panic(bad.Code)
		}
	})))
	show("merge.Apply, a new document of 1 KB", measure(n, times(n, func() { merge.Apply(note, nil, edits[0], arrival(1)) })))
	show("merge.Apply, one field of a document", measure(n, times(n, func() { merge.Apply(note, created, again, arrival(2)) })))
	show("encode a document of 1 KB, with its sum", measure(n, times(n, func() { document.Encode(created) })))
	show("decode it", measure(n, times(n, func() {
		if _, err := document.Decode(bytes); err != nil {
			panic(err)
		}
	})))
	show("wire.Decode, an edit of a batch of 20", measure(n, times(n/batchSize, func() {
		if _, err := wire.Decode(frame, wire.Limits{}); err != nil {
			panic(err)
		}
	})))
	show("store.Append and Finish, an edit of 20, synced", measure(n/10, world.appends(edits, n/10/batchSize)))
	return errors.Join(world.Close(), os.RemoveAll(dir))
}

func times(n int, f func()) func() {
	return func() {
		for range n {
			f()
		}
	}
}

func arrival(seq uint64) merge.Arrival {
	return merge.Arrival{Author: "amina", Role: "assistantNurse", Replica: replicaID, Base: seq - 1, Seq: seq, At: 1}
}

// appends gives a function that appends n commits of 20 new documents each and follows them up.
func (w *World) appends(edits []document.Edit, n int) func() {
	key := store.Key{Tenant: "appends", Scope: edits[0].Scope}
	commits := make([]*document.Commit, n)
	for i := range commits {
		c := &document.Commit{Tenant: key.Tenant}
		c.Scope, c.Seq, c.Epoch, c.Salt = key.Scope, uint64(i+1), "epoch", "salt"
		for j, e := range edits {
			e.ID = string(hlc.New(int64(i), uint16(j), ""))[:16] + "0123456789"
			e.Doc = e.ID
			doc := merge.Apply(schema.Embedded().Types["visitNote"], nil, e, arrival(c.Seq)).Doc
			c.Changes = append(c.Changes, document.Change{Whole: true, Doc: doc, Next: document.Encode(doc)})
			c.Edits = append(c.Edits, document.Entry{Digest: e.Digest(), Author: "amina", Replica: replicaID, Verdict: document.Verdict{
				Edit: e.ID, Kind: document.Applied, Scope: e.Scope, Seq: c.Seq}})
		}
		commits[i] = c
	}
	return func() {
		for _, c := range commits {
			must(w.Store.Append(context.Background(), c))
			must(w.Store.Finish(context.Background(), c))
			must(w.Store.Close(context.Background(), key, c.Seq))
		}
	}
}
