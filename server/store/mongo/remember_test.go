package mongo_test

import (
	"context"
	"fmt"
	"testing"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/sync/document"
)

// late is a collection whose replies to a bulk write come late: something happens first.
type late struct {
	mongo.Collection
	first func()
}

func (l *late) BulkWrite(ctx context.Context, w []driver.WriteModel, o ...options.Lister[options.BulkWriteOptions]) (*driver.BulkWriteResult, error) {
	r, err := l.Collection.BulkWrite(ctx, w, o...)
	if first := l.first; first != nil {
		l.first = nil
		first()
	}
	return r, err
}

// change appends a commit that changes a document, on top of what the store gives.
func change(t *testing.T, s store.Store, key store.Key, id string) *document.Commit {
	t.Helper()
	head, err := s.Head(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := s.Documents(t.Context(), key, []string{id})
	if err != nil {
		t.Fatal(err)
	}
	return appendChange(t, s, key, head.Seq+1, stored[id].Doc, id)
}

// changeOn appends a commit on top of one that is not finished.
func changeOn(t *testing.T, s store.Store, key store.Key, c *document.Commit) *document.Commit {
	t.Helper()
	before := c.Changes[0].Next.Doc
	return appendChange(t, s, key, c.Seq+1, before, before.ID)
}

func appendChange(t *testing.T, s store.Store, key store.Key, seq uint64, before *document.Document, id string) *document.Commit {
	t.Helper()
	after := &document.Document{ID: id, Type: "visitNote", Scope: key.Scope, Seq: seq}
	c := &document.Commit{Tenant: key.Tenant}
	c.Scope, c.Seq, c.Epoch = key.Scope, seq, "first"
	c.Edits = []document.Entry{{Digest: "d", Verdict: document.Verdict{Edit: fmt.Sprintf("e%d", c.Seq), Scope: key.Scope, Seq: c.Seq}}}
	ch := document.Delta(before, after, nil)
	ch.Next = document.Encode(after)
	c.Changes = []document.Change{ch}
	if err := s.Append(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return c
}

// A node finishes its commit. Before it hears that, another node changes the same document, and this one looks anew at the
// scope. What it finished is not what there is.
func TestFinish_RemembersNothingOldInANewView(t *testing.T) {
	t.Parallel()
	db := model.New(model.Options{Unique: mongo.Unique()})
	here, there := db.Connect("here", nil), overModel(db.Connect("there", nil))
	documents := &late{Collection: here.Collection("documents")}
	s := mongo.Over(mongo.Collections{
		Commits: here.Collection("commits"), Surely: here.Surely("commits"), Documents: documents,
		Audit: here.Collection("audit"), Holdings: here.Collection("holdings"),
	}, mongo.Options{})
	key := store.Key{Tenant: "ekby", Scope: "citizen/c1/social/ekby"}
	finish := func(s store.Store, c *document.Commit) {
		t.Helper()
		if err := s.Finish(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(t.Context(), key, c.Seq); err != nil {
			t.Fatal(err)
		}
	}
	finish(s, change(t, s, key, "d1"))
	second := change(t, s, key, "d1")
	documents.first = func() {
		finish(there, change(t, there, key, "d1"))
		s.Stale(key)
		if head, err := s.Head(t.Context(), key); err != nil || head.Seq != 3 {
			t.Fatalf("head %d, %v", head.Seq, err)
		}
	}
	finish(s, second)
	stored, err := s.Documents(t.Context(), key, []string{"d1"})
	if err != nil || stored["d1"].Doc == nil || stored["d1"].Doc.Seq != 3 {
		t.Errorf("the document is %+v, %v", stored["d1"].Doc, err)
	}
}
