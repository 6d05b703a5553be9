package access

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// Those who run the directory let others in, and never themselves.
func TestAllows_NobodyLetsThemselvesIn(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.hire(1, "adm", "systemAdmin")
	receiver := func(field, id string) map[string]document.Op {
		return map[string]document.Op{field: {Set: document.Quote(id)}, "citizenId": {Set: document.Quote("c1")}}
	}
	for _, c := range []struct {
		who, typ, id string
		create       bool
		ops          map[string]document.Op
		want, field  string
	}{
		{"adm", "careAssignment", "new", true, receiver("staffId", "petra"), "", ""},
		{"adm", "careAssignment", "new", true, receiver("staffId", "adm"), document.CodeNotAllowed, "staffId"},
		{"maria", "careAssignment", "new", true, receiver("staffId", "maria"), document.CodeNotAllowed, "staffId"},
		{"maria", "careAssignment", "new", true, receiver("teamId", "t1"), "", ""},
		{"maria", "careAssignment", "as-petra", false, receiver("staffId", "maria"), document.CodeNotAllowed, "staffId"},
		{"maria", "careAssignment", "as-petra", false, set("validTo"), "", ""},
		{"maria", "careAssignment", "as-maria", false, set("validTo"), document.CodeNotAllowed, "staffId"},
		{"adm", "careAssignment", "as-maria", false, set("validTo"), "", ""},
		{"adm", "staffMember", "adm", false, set("roles"), document.CodeNotAllowed, "roles"},
		{"adm", "staffMember", "adm", false, set("askMeAbout"), "", ""},
		{"adm", "staffMember", "maria", false, set("roles"), "", ""},
		{"maria", "staffMember", "maria", false, set("roles"), document.CodeNotAllowed, "roles"},
	} {
		q := ask(c.who, c.typ, document.Directory, c.ops)
		q.Edit.Doc, q.Edit.Create, q.Exists = c.id, c.create, !c.create
		if got := w.d.Allows(q); got.Code != c.want || got.Field != c.field {
			t.Errorf("%s, %s %s: got %+v, want %q in %q", c.who, c.typ, c.id, got, c.want, c.field)
		}
	}
}

// A manager or administrator of a provider from outside runs nothing here: the directory names every provider's citizens.
func TestScopes_TheDirectoryIsTheMunicipalitysOwn(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.hireAt(1, lind, "eva", "unitManager", "systemAdmin")
	w.put(2, "careTeam", "t9", "name", "t9", "providerOrgId", lind, "state", "active", "members", []any{member("eva", 1)})
	for _, scope := range []document.Scope{document.Directory, "tenant/register"} {
		for who, want := range map[string]bool{"maria": true, "eva": false} {
			writes := w.d.Allows(ask(who, "careAssignment", scope, set("validTo"))).Code == ""
			if reads := w.sees(staffActor(who), scope, 50); reads != want || writes != want {
				t.Errorf("%s of %s: reads %t, writes %t", who, scope, reads, writes)
			}
		}
	}
	if !w.sees(staffActor("eva"), "team/t9/meeting/ekby", 50) {
		t.Error("her own team's roster is in its meeting")
	}
	w.put(60, "staffMember", "eva", "employerOrgId", ekby)
	if !w.sees(staffActor("eva"), document.Directory, 60) {
		t.Error("hired by the municipality, she is one of its own")
	}
}
