package access

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// gone is a world in which everybody named had access until 100 and has none after: amina and petra on the staff, eva who ran
// the directory, and bo who spoke for the citizen.
func gone(t *testing.T) *world {
	w := staffed(t)
	w.hire(0, "eva", "unitManager")
	w.put(1, "mandate", "m", "representativeId", "bo", "citizenId", "c1", "compartments", []string{"rights", "health"}, "validFrom", document.TimeText(1), "state", "active")
	for _, id := range []string{"amina", "petra"} {
		w.put(100, "careAssignment", "as-"+id, "state", "revoked")
	}
	w.put(100, "staffMember", "eva", "roles", []string{"assistantNurse"})
	w.put(100, "mandate", "m", "state", "revoked")
	return w
}

// late asks about a new document, written at 99 and handed in at 200.
func late(a Actor, typ string, scope document.Scope, changes map[string]document.Op) Request {
	q := ask(a.ID, typ, scope, changes)
	q.Actor, q.Exists, q.Edit.Create, q.Edit.Doc, q.Written, q.Now = a, false, true, "new", 99, 200
	return q
}

// Whoever had access tells what they did. What decides who may read what, or carries it there, comes from who has it now.
func TestAllows_ALateEntryDecidesNobodysAccess(t *testing.T) {
	t.Parallel()
	const rights, part3 = document.Scope("citizen/c1/rights/ekby"), document.Scope("citizen/c1/case-t1-3/ekby")
	w := gone(t)
	w.team(2, "t1", member("amina", 2, 3))
	w.assign(2, "as-t1", "teamId", "t1", "c1", 2, 0)
	w.team(100, "t1", member("amina", 2))
	bo := Actor{Tenant: "t", Kind: Representative, ID: "bo"}
	for _, c := range []struct {
		who   Actor
		typ   string
		scope document.Scope
		ops   map[string]document.Op
		want  string
	}{
		{staffActor("amina"), "agendaItem", part3, set("question"), ""},
		{staffActor("amina"), "disclosure", part3, set("why"), document.CodeTooLate},
		{staffActor("petra"), "consent", rights, set("covers"), document.CodeTooLate},
		{staffActor("petra"), "accessBlock", rights, set("level"), ""}, // the citizen told her
		{bo, "accessBlock", rights, set("level"), document.CodeTooLate},
		{bo, "consent", rights, set("covers"), document.CodeTooLate},
		{bo, "aidQuestion", "citizen/c1/health/ekby", set("need"), ""},
		{staffActor("eva"), "careAssignment", document.Directory, set("staffId"), document.CodeTooLate},
		{staffActor("eva"), "staffMember", document.Directory, set("name"), document.CodeTooLate},
		{staffActor("eva"), "mandate", document.Directory, set("citizenId"), document.CodeTooLate},
		{staffActor("eva"), "protectedPerson", document.Directory, set("citizenId"), document.CodeTooLate},
		{staffActor("eva"), "careTeam", document.Directory, set("name"), document.CodeTooLate},
	} {
		if got := w.d.Allows(late(c.who, c.typ, c.scope, c.ops)); got.Code != c.want || got.Late != (c.want == "") {
			t.Errorf("%s, %s: got %+v, want %q", c.who.ID, c.typ, got, c.want)
		}
	}
}

// Every type that says who may read, by itself or by its copy in the directory, is one that is never late.
func TestAllows_WhatDecidesAccessIsNeverLate(t *testing.T) {
	t.Parallel()
	never := map[string]bool{}
	for name, typ := range schema.Embedded().Types {
		q := Request{Actor: citizenActor("c1"), Type: typ, Edit: document.Edit{Scope: "citizen/c1/rights/ekby"}}
		never[name] = !mayBeLate(q)
		if q.Edit.Scope = document.Directory; mayBeLate(q) {
			t.Errorf("%s in the directory", name)
		}
	}
	for _, name := range []string{"accessBlock", "consent", "disclosure", "opening"} {
		if !never[name] {
			t.Errorf("%s", name)
		}
	}
	for _, name := range []string{"visitRecord", "visitNote", "medicationQuestion", "aidQuestion", "goal", "agendaItem", "deviationDraft"} {
		if never[name] {
			t.Errorf("%s tells of care, and is never late", name)
		}
	}
}

// Whoever lost access may try every id and every field: what they get tells neither that something is there nor that it is not.
func TestAllows_ALateAnswerTellsNothingOfWhatIsThere(t *testing.T) {
	t.Parallel()
	w := gone(t)
	tried := 0
	for name, typ := range schema.Embedded().Types {
		for _, scope := range []document.Scope{social, "citizen/c1/visits/ekby", "citizen/c1/card/ekby"} {
			if !typ.ScopeFits(string(scope)) {
				continue
			}
			for field := range typ.Fields {
				for _, op := range []document.Op{
					{Set: jsontext.Value(`"x"`)}, {Add: map[string]jsontext.Value{"i": jsontext.Value(`"x"`)}}, {Remove: []string{"i"}}, {Agree: jsontext.Value(`"x"`)},
				} {
					q := late(staffActor("amina"), name, scope, map[string]document.Op{field: op})
					q.Edit.Create = false
					absent := w.d.Allows(q)
					if absent.Code != document.CodeTooLate {
						t.Errorf("%s.%s in %s: %+v, though there is no such document", name, field, scope, absent)
					}
					q.Exists = true
					if there := w.d.Allows(q); there.Code != "" && there != absent {
						t.Errorf("%s.%s in %s: %+v if it is there, %+v if not", name, field, scope, there, absent)
					}
					tried++
				}
			}
		}
	}
	if tried < 200 {
		t.Errorf("only %d were tried", tried)
	}
}

// Who never held the scope on that phone has nothing on it to hand in late: a stamp of then is not enough.
func TestAllows_NothingIsLateFromBeforeTheLoginBegan(t *testing.T) {
	t.Parallel()
	const end = 10 * beganLeeway
	w := staffed(t)
	w.put(end, "careAssignment", "as-amina", "state", "revoked")
	text := map[string]document.Op{"text": {Add: map[string]jsontext.Value{"i": jsontext.Value(`{}`)}}}
	told := map[string]document.Op{"text": text["text"], "occurredAt": {Set: document.Quote(document.TimeText(end - 1000))}}
	for name, c := range map[string]struct {
		ops            map[string]document.Op
		began, written int64
		want           string
	}{
		"nobody knows when it began":    {text, 0, end - 1, ""},
		"it was there":                  {text, end - 1000, end - 1, ""},
		"a clock that goes a bit wrong": {text, end - 1 + beganLeeway, end - 1, ""},
		"it came afterwards":            {text, end + beganLeeway, end - 1, document.CodeTooLate},
		"it came after what occurred":   {told, end + 2*beganLeeway, end + 3*beganLeeway, document.CodeTooLate},
		"it was there when it occurred": {told, end - 1000, end + 3*beganLeeway, ""},
	} {
		q := late(staffActor("amina"), "visitNote", social, c.ops)
		q.Began, q.Written, q.Now = c.began, c.written, end+10*beganLeeway
		if got := w.d.Allows(q); got.Code != c.want {
			t.Errorf("%s: got %+v, want %q", name, got, c.want)
		}
	}
	w.assign(end+1, "again", "staffId", "amina", "c1", end+1, 0)
	q := late(staffActor("amina"), "visitNote", social, text)
	q.Began, q.Now = end+2*beganLeeway, end+10*beganLeeway
	if got := w.d.Allows(q); got.Code != "" || got.Late {
		t.Errorf("whoever has access writes whatever their clock says: %+v", got)
	}
}
