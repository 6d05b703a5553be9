package session_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// leased is a node whose directory counts for so many frames after it was asked for.
type leased struct {
	left, each int
	asked      int
	err        error
}

func (l *leased) delivers() bool {
	l.left--
	return l.left >= 0
}

func (l *leased) confirm() error {
	if l.err == nil {
		l.left, l.asked = l.each, l.asked+1
	}
	return l.err
}

// A request whose answer takes longer than the directory counts asks again, and its answer is whole; when nobody answers it
// ends, and the phone asks again.
func TestSync_AnAnswerThatTakesLongIsWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, name := range []string{"a", "b", "c", "d"} { // more than one page: the documents of one commit stay together
		w.goals(name, 200, 10)
	}
	w.node = &leased{each: 1}
	body, err := wire.AppendSyncRequest(nil, wire.Hello{Contract: wire.Contract, Replica: "ramina", Clock: w.now}, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds := func() (all []string) {
		frames, err := w.syncs(w.token("amina", time.Hour), body)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range frames {
			all = append(all, f.Kind())
		}
		return all
	}
	if got := kinds(); !slices.Contains(got, wire.KindCaughtUp) || w.node.asked < 2 {
		t.Errorf("asked %d times: %v", w.node.asked, got)
	}
	w.node = &leased{}
	if got := kinds(); slices.Contains(got, wire.KindDocuments) || slices.Contains(got, wire.KindCaughtUp) {
		t.Errorf("never confirmed: %v", got)
	}
	w.node = &leased{err: errors.New("the database is away")}
	if _, err := w.syncs(w.token("amina", time.Hour), body); err == nil {
		t.Error("a hello without a directory is welcomed")
	}
}

// What waits while the directory is not known leaves when it is; what was committed meanwhile is not lost.
func TestSession_HeldBackFramesLeaveWhenKicked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 2, 10)
	w.node = &leased{each: 1000}
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	w.node.left = 0
	w.goals("b", 1, 10)
	for _, f := range c.all() {
		if f.Kind() == wire.KindCommit || f.Kind() == wire.KindDocuments {
			t.Errorf("sent %s without a directory", f.Kind())
		}
	}
	w.node.left = 1000
	w.desk.Kick(tenantID)
	c.all()
	c.isAtHead(social)
}

func TestDesk_ConcernsWhatSomebodyActsOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	key := func(scope document.Scope) store.Key { return store.Key{Tenant: tenantID, Scope: scope} }
	own := document.OwnScope("staff", "amina", "ekby")
	for _, scope := range []document.Scope{social, own, document.Directory} {
		if w.desk.Concerns(key(scope)) {
			t.Errorf("%s concerns somebody while nobody is there", scope)
		}
	}
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	for _, scope := range []document.Scope{social, own, document.Directory} {
		if !w.desk.Concerns(key(scope)) {
			t.Errorf("%s concerns nobody", scope)
		}
	}
	if w.desk.Concerns(key("citizen/c9/social/ekby")) || !slices.Equal(w.desk.Tenants(), []string{tenantID}) {
		t.Error("concerned with what nobody holds")
	}
	c.s.Close()
	if w.desk.Concerns(key(own)) || len(w.desk.Tenants()) != 0 {
		t.Error("concerned with what somebody held who is gone")
	}
}
