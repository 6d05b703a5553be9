package session_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// aboutOf lists what each error is about: kind and code.
func aboutOf(frames []wire.Frame) (out []string) {
	for _, f := range frames {
		if e, ok := f.(*wire.Error); ok {
			out = append(out, e.About+" "+e.Code)
		}
	}
	return out
}

// A phone with several frames on their way must know which of them was refused: else it sets aside an edit because of a
// question about something else.
func TestAbout_AnErrorSaysWhichFrameItAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.frame(wire.AppendLock(nil, social, "g1"))
	if diff := cmp.Diff([]string{"lock hello-first"}, aboutOf(c.all())); diff != "" {
		t.Error(diff)
	}
	c.hello()
	c.all()
	for _, text := range []string{
		`{"frame":"catchup","scope":"citizen/c99/social/ekby"}`, `{"frame":"submit","edits":[{}]}`, `{"scope":7,"frame":"catchup"}`,
		`{"frame":"submit","edits":7}`, `{"frame":"wave"}`, `{"frame":"presence","state":"asleep"}`, `{"frame":"renew","token":"a.b.c"}`,
		`{"frame":7}`, `{"frame":"å"}`, `{"scope":`,
	} {
		c.frame([]byte(text))
	}
	want := []string{
		"catchup not-found", "submit bad-edit", "catchup bad-frame", "submit bad-frame", "wave unknown-frame", "presence bad-frame",
		"renew token-invalid", " bad-frame", " unknown-frame", " bad-frame",
	}
	if diff := cmp.Diff(want, aboutOf(c.all())); diff != "" {
		t.Error(diff)
	}
}

// What ends a login answers no frame, whatever was sent before it.
func TestAbout_ALoginThatEndsAnswersNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	c.frame(wire.AppendCatchUp(nil, "citizen/c99/social/ekby", nil))
	w.flow.Revoke(w.login("r7"), false, "Telefonen är borta.", func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	late := w.signs("amina", "r8", 2)
	late.helloWith(w.token("amina", -time.Hour))
	if diff := cmp.Diff([]string{"catchup not-found", " " + document.CodeReplicaRevoked}, aboutOf(c.all())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"hello " + fault.TokenExpired}, aboutOf(late.all())); diff != "" {
		t.Error(diff)
	}
}
