package access

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// ask is a Request of amina's about a type in its scope.
func ask(who, typ string, scope document.Scope, changes map[string]document.Op) Request {
	return Request{
		Actor: staffActor(who), Type: schema.Embedded().Types[typ], Exists: true, Written: 50, Now: 50,
		Edit: document.Edit{Scope: scope, Type: typ, Doc: "d1", Changes: changes},
	}
}

func set(field string) map[string]document.Op {
	return map[string]document.Op{field: {Set: jsontext.Value(`"x"`)}}
}

func staffed(t *testing.T) *world {
	w := forTest(t)
	w.hire(0, "amina", "assistantNurse")
	w.hire(0, "petra", "nurse")
	w.hire(0, "mats", "needsAssessor")
	w.hire(0, "maria", "unitManager")
	for _, id := range []string{"amina", "petra", "mats", "maria"} {
		w.assign(1, "as-"+id, "staffId", id, "c1", 1, 0)
	}
	return w
}

func TestAllows_FieldRemoveNarrowsWhoTakesAnItemAway(t *testing.T) {
	t.Parallel()
	const card = document.Scope("citizen/c1/card/ekby")
	w := staffed(t)
	add := map[string]document.Op{"safetyAlerts": {Add: map[string]jsontext.Value{"a": jsontext.Value(`"Fallrisk"`)}}}
	remove := map[string]document.Op{"safetyAlerts": {Remove: []string{"a"}}}
	both := map[string]document.Op{"safetyAlerts": {Add: add["safetyAlerts"].Add, Remove: []string{"b"}}}
	other := map[string]document.Op{"strengths": {Remove: []string{"a"}}}
	for _, c := range []struct {
		who  string
		ops  map[string]document.Op
		want string
	}{
		{"amina", add, ""}, {"amina", remove, document.CodeNotAllowed}, {"amina", both, document.CodeNotAllowed}, {"amina", other, ""},
		{"petra", remove, ""}, {"petra", both, ""}, {"mats", remove, document.CodeNotAllowed},
	} {
		got := w.d.Allows(ask(c.who, "citizen", card, c.ops))
		if got.Code != c.want || c.want != "" && got.Field == "" {
			t.Errorf("%s %v: got %+v, want %q", c.who, c.ops, got, c.want)
		}
	}
}

func TestAllows_OnBehalfOfTheCitizenOnly(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	agree := map[string]document.Op{"professionalWording": {Agree: jsontext.Value(`"v2"`)}}
	for name, c := range map[string]struct {
		who, onBehalfOf string
		ops             map[string]document.Op
		want            string
	}{
		"staff may not agree for themselves":         {"amina", "", agree, document.CodeNotAllowed},
		"staff record that the citizen agreed":       {"amina", "citizen", agree, ""},
		"not on behalf of anybody else":              {"amina", "staff", agree, document.CodeNotAllowed},
		"nor of a named person":                      {"amina", "c1", agree, document.CodeNotAllowed},
		"a manager takes no part and records naught": {"maria", "citizen", agree, document.CodeNotAllowed},
	} {
		q := ask(c.who, "goal", social, c.ops)
		q.Edit.OnBehalfOf = c.onBehalfOf
		if got := w.d.Allows(q); got.Code != c.want {
			t.Errorf("%s: got %+v, want %q", name, got, c.want)
		}
	}
	q := ask("c1", "goal", social, agree)
	q.Actor = citizenActor("c1")
	if got := w.d.Allows(q); got.Code != "" || got.Role != "citizen" {
		t.Errorf("the citizen agrees: %+v", got)
	}
	q.Edit.OnBehalfOf = "citizen"
	if got := w.d.Allows(q); got.Code != document.CodeNotAllowed {
		t.Errorf("the citizen on behalf of the citizen: %+v", got)
	}
}

func TestAllows_UnknownAndForbiddenAnswerAlike(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.assign(1, "elsewhere", "staffId", "nobody-we-know", "c2", 1, 0)
	want := w.d.Allows(ask("amina", "goal", "citizen/c9/social/ekby", set("direction")))
	if want.Code != document.CodeNotAllowed {
		t.Fatalf("unknown citizen: %+v", want)
	}
	for _, scope := range []document.Scope{"citizen/c2/social/ekby", "citizen/c1/social/lindgarden", "citizen/c1/nothing/ekby"} {
		for _, exists := range []bool{true, false} {
			q := ask("amina", "goal", scope, set("direction"))
			q.Exists = exists
			if got := w.d.Allows(q); got != want {
				t.Errorf("%s (exists %v): %+v, unknown answers %+v", scope, exists, got, want)
			}
		}
	}
}

// Amina wrote while she had access; her phone comes back after it ended.
func TestAllows_LateEntryCreatesOrProposesOnly(t *testing.T) {
	t.Parallel()
	const end = 100
	w := staffed(t)
	w.put(end, "careAssignment", "as-amina", "state", "revoked")
	text := map[string]document.Op{"text": {Add: map[string]jsontext.Value{"i": jsontext.Value(`{}`)}}}
	proposal := map[string]document.Op{"professionalWording": {Set: jsontext.Value(`"x"`)}}
	cases := map[string]struct {
		typ     string
		ops     map[string]document.Op
		exists  bool
		create  bool
		void    string
		written int64
		now     int64
		want    string
		late    bool
	}{
		"a new note":                 {"visitNote", text, false, true, "", 99, 200, "", true},
		"a line in a note":           {"visitNote", text, true, false, "", 99, 200, "", true},
		"a proposal":                 {"goal", proposal, true, false, "", 99, 200, "", true},
		"an overwriting set":         {"visitNote", set("category"), true, false, "", 99, 200, document.CodeTooLate, false},
		"an item taken away":         {"visitNote", map[string]document.Op{"forProfessions": {Remove: []string{"a"}}}, true, false, "", 99, 200, document.CodeTooLate, false},
		"a create of what is there":  {"visitNote", set("category"), true, true, "", 99, 200, document.CodeTooLate, false},
		"voiding":                    {"visitNote", nil, true, false, "fel", 99, 200, document.CodeTooLate, false},
		"written as access ended":    {"visitNote", text, false, true, "", end, 200, document.CodeNotAllowed, false},
		"written before it began":    {"visitNote", text, false, true, "", 0, 200, document.CodeNotAllowed, false},
		"after exactly 14 days":      {"visitNote", text, false, true, "", 99, 99 + LateLimitMillis, "", true},
		"after 14 days and a bit":    {"visitNote", text, false, true, "", 99, 100 + LateLimitMillis, document.CodeTooLate, false},
		"what was never hers either": {"goal", nil, true, false, "fel", 99, 200, document.CodeTooLate, false},
	}
	for name, c := range cases {
		q := ask("amina", c.typ, social, c.ops)
		q.Exists, q.Edit.Create, q.Edit.Void, q.Written, q.Now = c.exists, c.create, c.void, c.written, c.now
		got := w.d.Allows(q)
		if got.Code != c.want || c.want == "" && got.Late != c.late {
			t.Errorf("%s: got %+v, want code %q late %v", name, got, c.want, c.late)
		}
	}
}

func TestAllows_WhoLeftMayHandInWhatTheyWroteBefore(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.put(100, "staffMember", "amina", "state", "left")
	q := ask("amina", "visitNote", social, map[string]document.Op{"text": {Add: map[string]jsontext.Value{"i": jsontext.Value(`{}`)}}})
	q.Exists, q.Edit.Create, q.Now = false, true, 200
	q.Written = 99
	if got := w.d.Allows(q); got.Code != "" || !got.Late || got.Role != "assistantNurse" {
		t.Errorf("written before: %+v", got)
	}
	q.Written = 100
	if got := w.d.Allows(q); got.Code != document.CodeNotAllowed {
		t.Errorf("written after: %+v", got)
	}
	if got := w.d.Scopes(staffActor("amina"), 200); len(got) != 0 {
		t.Errorf("reads %v", got)
	}
}
