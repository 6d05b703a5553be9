package access

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// rightsType has one right for each role: whoever has another's breaks a case below.
var rightsType = &schema.Type{
	Name: "thing",
	Rights: schema.Rights{
		Create: []string{"needsAssessor"}, Write: []string{"nurse"}, Propose: []string{"assistantNurse"},
		Agree: []string{"nurse"}, Void: []string{"unitManager"},
	},
	Fields: map[string]*schema.Field{
		"plain":    {Name: "plain", Policy: schema.LastWriter},
		"reserved": {Name: "reserved", Policy: schema.LastWriter, Write: []string{"assistantNurse"}},
		"wording":  {Name: "wording", Policy: schema.Proposal},
		"number":   {Name: "number", Policy: schema.StrictBundle, Bundle: "time", Sequence: true},
		"state":    {Name: "state", Policy: schema.StateMachine},
	},
	States: &schema.Machine{Initial: []string{"a"}, Transitions: []schema.Transition{{From: []string{"a"}, To: "b", By: []string{"assistantNurse"}}}},
}

func TestAllows_EachRightIsItsRolesOnly(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	agree := map[string]document.Op{"wording": {Agree: jsontext.Value(`"x"`)}}
	for name, c := range map[string]struct {
		edit   document.Edit
		absent bool              // the document is not there
		want   map[string]string // who → code; the others are not allowed
	}{
		"create":               {document.Edit{Create: true, Changes: set("plain")}, true, map[string]string{"mats": ""}},
		"edit of what is not":  {document.Edit{Changes: set("plain")}, true, map[string]string{"amina": document.CodeNoDocument, "petra": document.CodeNoDocument, "maria": document.CodeNoDocument}},
		"void":                 {document.Edit{Void: "fel"}, false, map[string]string{"maria": ""}},
		"write":                {document.Edit{Changes: set("plain")}, false, map[string]string{"petra": ""}},
		"a field of their own": {document.Edit{Changes: set("reserved")}, false, map[string]string{"amina": ""}},
		"propose":              {document.Edit{Changes: set("wording")}, false, map[string]string{"amina": "", "petra": ""}},
		"agree":                {document.Edit{Changes: agree}, false, map[string]string{"petra": ""}},
		"count":                {document.Edit{Changes: set("number")}, false, nil},
		"move":                 {document.Edit{Changes: set("state")}, false, map[string]string{"amina": "", "petra": ""}},
	} {
		for _, who := range []string{"amina", "petra", "mats", "maria"} {
			want, named := c.want[who]
			if !named {
				want = document.CodeNotAllowed
			}
			q := ask(who, "goal", social, nil)
			q.Type, q.Exists = rightsType, !c.absent
			q.Edit.Create, q.Edit.Void, q.Edit.Changes = c.edit.Create, c.edit.Void, c.edit.Changes
			if c.absent && !c.edit.Create && who == "mats" {
				continue // may create, so the edit that creates may still be on its way
			}
			if got := w.d.Allows(q); got.Code != want {
				t.Errorf("%s, %s: got %+v, want %q", name, who, got, want)
			}
		}
	}
}

// Whoever has two roles does each thing in the role that may; what none may is refused in the first.
func TestAllows_AnyRoleThatMay(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.hire(2, "sara", "unitManager", "nurse")
	w.assign(2, "as-sara", "staffId", "sara", "c1", 1, 0)
	for field, want := range map[string]Decision{
		"plain":    {Role: "nurse"},
		"reserved": {Role: "unitManager", Code: document.CodeNotAllowed, Field: "reserved"},
	} {
		q := ask("sara", "goal", social, set(field))
		q.Type = rightsType
		if got := w.d.Allows(q); got != want {
			t.Errorf("%s: got %+v, want %+v", field, got, want)
		}
	}
}

func TestAllows_ALateAgreementIsTooLate(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.put(100, "careAssignment", "as-petra", "state", "revoked")
	q := ask("petra", "goal", social, map[string]document.Op{"wording": {Agree: jsontext.Value(`"x"`)}})
	q.Type, q.Written, q.Now = rightsType, 99, 200
	if got := w.d.Allows(q); got.Code != document.CodeTooLate {
		t.Errorf("got %+v", got)
	}
}

func TestScopes_NothingFromWhatWasVoided(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.put(10, "staffMember", "petra", "void", "fel person")
	w.team(10, "t1", member("amina", 1))
	w.put(20, "careTeam", "t1", "void", "fel team")
	if got := w.d.Scopes(staffActor("petra"), 30); len(got) != 0 {
		t.Errorf("a voided staff member reads %v", got)
	}
	for _, s := range w.d.Scopes(staffActor("amina"), 30) {
		if s.Kind() == "team" {
			t.Errorf("a member of a voided team reads %s", s)
		}
	}
}
