package flow_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var amina = access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "amina"}

func (w *world) reads(a access.Actor, scope document.Scope) bool {
	w.t.Helper()
	r, err := w.flow.Reach(w.t.Context(), a)
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.Contains(r.Scopes, scope)
}

func TestDirectory_WhatWasCommittedCountsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	eva := access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "eva"}
	mustNot(t, "eva reads before she is assigned", w.reads(eva, social))
	w.load("careAssignment", "as2", ops("staffId", "eva", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "substitution"))
	mustNot(t, "eva does not read after she is assigned", !w.reads(eva, social))
	w.now++
	w.load("careAssignment", "as2", ops("state", "revoked"))
	mustNot(t, "eva reads after it was revoked", w.reads(eva, social))
	w.restart()
	mustNot(t, "eva reads after a restart", w.reads(eva, social))
	mustNot(t, "amina does not read after a restart", !w.reads(amina, social))
}

// Amina is taken off the team in the moment between somebody's asking for the directory's head and reading up to it. Whoever
// asked first must not put the directory back to where she is on it.
func TestDirectory_NeverGoesBackToAnOlderHead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var slow bool
	h := &hooked{Store: w.store}
	w.on(func(store.Store) store.Store { return h })
	w.load("staffMember", "bo", ops("name", "Bo", "employerOrgId", "ekby", "roles", []string{"nurse"}, "state", "active"))
	w.restart() // knows nothing of the directory yet
	h.head = func(key store.Key, _ document.Head) {
		if key.Scope != document.Directory || slow {
			return
		}
		slow = true // the head that is given now is old when it arrives
		w.now++
		w.load("careAssignment", "as1", ops("state", "revoked"))
		mustNot(t, "amina reads as soon as it is revoked", w.reads(amina, social))
	}
	mustNot(t, "amina reads again, by an old head", w.reads(amina, social))
	if v := w.submit("amina", w.create("amina", social, "goal", "g1", ops("citizenWords", "x")))[0]; v.Kind == document.Applied && !v.Late {
		t.Errorf("amina writes: %+v", v)
	}
}
