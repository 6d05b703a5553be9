package session_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// syncs is a visit in one request.
func (w *world) syncs(token string, body []byte) ([]wire.Frame, error) {
	w.t.Helper()
	raw, err := w.desk.Sync(w.t.Context(), token, body)
	var out []wire.Frame
	for _, one := range raw {
		f, err := wire.Receive(one)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, f)
	}
	return out, err
}

func (c *signer) syncBody(life time.Duration, boxes []sign.Box, end bool, proof *sign.Proof, edits ...document.Edit) []byte {
	c.w.t.Helper()
	body, err := wire.AppendSyncSigned(nil, c.helloFrame(life), edits, proof)
	if err != nil {
		c.w.t.Fatal(err)
	}
	return wire.AppendSyncCarried(body, boxes, end)
}

// Noor's phone has no socket: it carries Sven's box and logs her out in one request, her own edit before that.
func TestSync_CarriesABoxAndLogsOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sven := w.signs("amina", "r7", 1).online()
	sven.all()
	hers := sven.notes("n1", "ett")
	boxes, err := sven.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatal(boxes, err)
	}
	noor := w.signs("jonas", "r8", 2)
	own := noor.notes("n2", "två")
	got, err := w.syncs(w.token("jonas", time.Hour), noor.syncBody(time.Hour, boxes, true, noor.proof(own), own))
	if err != nil {
		t.Fatal(err)
	}
	var carried []wire.Carried
	for _, f := range got {
		if c, is := f.(*wire.Carried); is {
			carried = append(carried, *c)
		}
	}
	if len(carried) != 1 || carried[0].Replica != "r7" || carried[0].Code != "" || len(carried[0].Verdicts) != 1 || carried[0].Verdicts[0].Edit != hers.ID {
		t.Errorf("carried: %+v", carried)
	}
	if v := verdictsOf(got); len(v) != 1 || v[0].Edit != own.ID {
		t.Errorf("her own: %+v", v)
	}
	if l := w.login("r8"); l.Ended == 0 {
		t.Error("she is still logged in")
	}
	if len(of(got, social)) > 0 || !slices.Contains(errorsOf(got), fault.TokenExpired) {
		t.Errorf("whoever logged out is sent %v", kinds(got))
	}
}

// A token that ran out may hand in a box and log out, and reads nothing.
func TestSync_CarriesWithATokenThatRanOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 1, 10)
	sven := w.signs("amina", "r7", 1).online()
	sven.all()
	sven.notes("n1", "ett")
	boxes, err := sven.r.Seal("staff")
	if err != nil {
		t.Fatal(err)
	}
	noor := w.signs("jonas", "r8", 2).online()
	noor.all()
	noor.s.Close()
	got, err := w.syncs(w.token("jonas", -time.Hour), noor.syncBody(time.Hour, boxes, true, nil))
	if err != nil || !slices.Contains(kinds(got), wire.KindCarried) || len(of(got, social)) > 0 || w.login("r8").Ended == 0 {
		t.Errorf("%v, %v", err, kinds(got))
	}
	if _, err := w.syncs(w.token("jonas", -time.Hour), noor.syncBody(time.Hour, nil, false, nil)); fault.CodeOf(err) != fault.TokenExpired {
		t.Errorf("with nothing to hand in: %v", err)
	}
}

// Amina loses the citizen after the pages of the social record were taken and before the last page was: the answer has none of
// it, and says that she lost it. On another node nobody tells this one, so it asks.
func TestSync_WhatIsLostWhileItIsTakenIsNotInTheAnswer(t *testing.T) {
	t.Parallel()
	for name, elsewhere := range map[string]bool{"here": false, "on another node": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const rights = document.Scope("citizen/c1/rights/ekby")
			w := newWorld(t)
			w.goals("canary", 3, 10)
			w.serverWrites(rights, "accessBlock", "b1", "level", "provider", "orgUnitId", "lindgarden", "state", "active")
			lost := false
			w.store.since = func(key store.Key) {
				if key.Scope == rights && !lost { // it comes after the social record
					lost, w.drop = true, elsewhere
					w.revoke("amina")
				}
			}
			body, err := wire.AppendSyncRequest(nil, wire.Hello{Contract: wire.Contract, Replica: "ramina", Clock: w.now}, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.syncs(w.token("amina", time.Hour), body)
			if err != nil || !lost {
				t.Fatal(err, lost)
			}
			if strings.Contains(textOf(t, got), "canary") {
				t.Errorf("sent after it was lost: %v", kinds(got))
			}
			told := slices.ContainsFunc(got, func(f wire.Frame) bool {
				r, is := f.(*wire.Revoke)
				return is && slices.Contains(r.Scopes, social)
			})
			if !told {
				t.Errorf("nothing says that it was lost: %v", kinds(got))
			}
		})
	}
}
