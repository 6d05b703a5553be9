package access

import (
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// An edit may overtake the one that begins its document. Half an assignment gives nobody anything, above all not scopes without a
// citizen; what takes access away does so as soon as it is known.
func TestPut_WhatHasNotBegunGivesNothing(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	before := w.d.Scopes(staffActor("petra"), 9)
	w.shell(10, "careAssignment", "as-9", "staffId", "petra", "state", "active")
	w.shell(10, "staffMember", "nobody", "name", "Ingen", "roles", []string{"nurse"}, "employerOrgId", ekby)
	w.shell(10, "careTeam", "t9", "members", []any{map[string]any{"staffId": "petra", "parts": []int{1}}})
	if now := w.d.Scopes(staffActor("petra"), 10); len(now) != len(before) {
		t.Errorf("petra reads %v, before it was %v", now, before)
	}
	if roles := w.d.Roles(staffActor("nobody")); len(roles) != 0 {
		t.Errorf("somebody who has not begun is %v", roles)
	}
	w.shell(20, "blockRule", "b9", "citizenId", "c3", "level", "provider", "orgUnitId", lind, "state", "active")
	w.want(t, "blocked", c3Health, 20, "petra")
	w.put(30, "careAssignment", "as-9", "citizenId", "c1", "providerOrgId", ekby, "reason", "teamMember", "validFrom", document.TimeText(1), "begins", true)
	if !w.sees(staffActor("petra"), document.Scope(fmt.Sprintf("citizen/c1/health/%s", ekby)), 30) {
		t.Error("petra does not read what she is assigned to once it has begun")
	}
}
