package flow_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func storeKey(scope document.Scope) store.Key { return store.Key{Tenant: tenantID, Scope: scope} }

// values are items of a list: ids and what they hold.
func values(pairs ...any) map[string]jsontext.Value {
	m := map[string]jsontext.Value{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = value(pairs[i+1])
	}
	return m
}

// wording is W2: Amina and Jonas proposed two wordings for v3, and nobody has agreed to either.
type wording struct {
	*world
	id       string // of the conflict
	v3, a, b string // edits
}

func newWording(t *testing.T) wording {
	t.Helper()
	w := wording{world: newCareWorld(t)}
	g := w.goal("jonas")
	w.must("jonas", g)
	a := w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", "A"))
	b := w.edit("jonas", social, "goal", "g17", 1, ops("professionalWording", "B"))
	w.must("amina", a)
	w.must("jonas", b)
	w.id, w.v3, w.a, w.b = w.conflictID(), g.ID, a.ID, b.ID
	return w
}

func (w wording) choose(by, edit, onBehalfOf string) document.Verdict {
	e := w.seen(by, social, "conflict", w.id, ops("resolution", map[string]any{"kind": "chosen", "edit": edit}))
	e.OnBehalfOf = onBehalfOf
	return w.submit(by, e)[0]
}

func (w wording) want(wording, state string) {
	w.t.Helper()
	w.wantFields(social, "goal", "g17", map[string]string{"professionalWording": wording})
	w.wantFields(social, "conflict", w.id, map[string]string{"state": state})
}

// One command settles it, in the name of who gave it, and may be given again another way: the candidates stay.
func TestResolve_OneCommandAndBack(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	for _, step := range []struct{ edit, shows string }{{w.a, "A"}, {w.v3, "v3"}, {w.b, "B"}} {
		if v := w.choose("jonas", step.edit, "citizen"); v.Kind != document.Applied || v.Scope != social {
			t.Fatalf("choose %s: %+v", step.shows, v)
		}
		w.want(step.shows, "resolved")
		doc := w.document(social, "g17")
		last := doc.Fields["professionalWording"].Candidates
		if len(last) != 1 || !last[0].Agreed || doc.Origins[last[0].Edit].Author != "jonas" || doc.Origins[last[0].Edit].OnBehalfOf != "citizen" {
			t.Errorf("%s is %+v by %+v", step.shows, last, doc.Origins)
		}
		w.wantFields(social, "conflict", w.id, map[string]string{"effectiveNow": last[0].Edit})
		if n := len(w.document(social, w.id).Fields["candidates"].Items); n != 3 {
			t.Errorf("%d candidates are left", n)
		}
	}
	w.checkPublished()
}

// Who could not have written the value themselves cannot choose it either: only the citizen agrees.
func TestResolve_WithTheRightsOfTheField(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	v := w.choose("jonas", w.a, "")
	if v.Kind != document.Refused || v.Code != document.CodeNotAllowed || v.Field != "resolution" || v.Scope != "staff/jonas/own/ekby" {
		t.Errorf("verdict: %+v", v)
	}
	w.want("v3", "open")
	w.wantFields(social, "conflict", w.id, map[string]string{"resolution": ""})
}

// What the citizen agrees to is recorded by whoever heard it, not only by whom the conflict names.
func TestResolve_AnAgreementIsRecordedByAnybody(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	if v := w.choose("petra", w.a, "citizen"); v.Kind != document.Applied {
		t.Errorf("verdict: %+v", v)
	}
	w.want("A", "resolved")
}

func TestResolve_WhatIsRefused(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	for name, row := range map[string]struct {
		resolution map[string]any
		code       string
	}{
		"a value nobody wrote":          {map[string]any{"kind": "chosen", "edit": "01J00000000000000000000000"}, document.CodeBadValue},
		"none at all":                   {map[string]any{"kind": "chosen"}, document.CodeBadValue},
		"said to be settled, and isn't": {map[string]any{"kind": "agreed"}, document.CodeBadValue},
	} {
		e := w.seen("jonas", social, "conflict", w.id, ops("resolution", row.resolution))
		e.OnBehalfOf = "citizen"
		if v := w.submit("jonas", e)[0]; v.Code != row.code || v.Field != "resolution" {
			t.Errorf("%s: %+v", name, v)
		}
		w.want("v3", "open")
	}
	e := w.seen("jonas", social, "conflict", w.id, ops("state", "resolved"))
	if v := w.submit("jonas", e)[0]; v.Kind != document.Refused {
		t.Errorf("the state itself: %+v", v)
	}
	w.want("v3", "open")
}

// Two decide at the same time: the first counts, the second is told to look.
func TestResolve_TheSecondIsStale(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	first := w.seen("jonas", social, "conflict", w.id, ops("resolution", map[string]any{"kind": "chosen", "edit": w.b}))
	second := w.seen("amina", social, "conflict", w.id, ops("resolution", map[string]any{"kind": "chosen", "edit": w.a}))
	first.OnBehalfOf, second.OnBehalfOf = "citizen", "citizen"
	w.must("jonas", first)
	if v := w.submit("amina", second)[0]; v.Code != document.CodeStale {
		t.Errorf("second: %+v", v)
	}
	w.want("B", "resolved")
}

// A third wording came that Jonas had not seen: his choice is in force, and with one proposal left there is nothing to choose
// between until somebody proposes again. Then it is a new conflict; the old one stays as it was settled.
func TestResolve_WhatCameMeanwhileWaits(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	base := w.head(social).Seq
	w.must("rosa", w.edit("rosa", social, "goal", "g17", base, ops("professionalWording", "C")))
	e := w.edit("jonas", social, "conflict", w.id, base, ops("resolution", map[string]any{"kind": "chosen", "edit": w.a}))
	e.OnBehalfOf = "citizen"
	w.must("jonas", e)
	w.want("A", "resolved")
	w.must("amina", w.seen("amina", social, "goal", "g17", ops("professionalWording", "D")))
	ids := w.ofType(social, "conflict")
	if len(ids) != 2 {
		t.Fatalf("conflicts: %v", ids)
	}
	w.want("A", "resolved")
}

// Two took the task (domain.md 3.2: "Two 'I took it' → both shown, first keeps"). A value that the resolver had not seen keeps
// the conflict open.
func TestResolve_AHumanFieldStaysOpenForWhatWasNotSeen(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("kerstin", w.create("kerstin", part2, "followUpTask", "t1", ops("title", "Ring", "responsibleId", "kerstin", "due", w.at("16:00"), "state", "open")))
	base := w.head(part2).Seq
	took := func(who string) document.Edit {
		return w.edit(who, part2, "followUpTask", "t1", base, ops("responsibleId", who))
	}
	a, b, c := took("amina"), took("jonas"), took("petra")
	w.must("amina", a)
	if v := w.must("jonas", b); v.Kind != document.Parked {
		t.Errorf("second: %+v", v)
	}
	id := w.ofType(part2, "conflict")[0]
	known := w.head(part2).Seq
	w.wantFields(part2, "followUpTask", "t1", map[string]string{"responsibleId": "amina"})
	w.must("petra", c)
	if n := len(w.document(part2, id).Fields["candidates"].Items); n != 3 || len(w.ofType(part2, "conflict")) != 1 {
		t.Errorf("%d candidates in %v", n, w.ofType(part2, "conflict"))
	}
	choose := func(base uint64, edit string) {
		t.Helper()
		w.must("bodil", w.edit("bodil", part2, "conflict", id, base, ops("resolution", map[string]any{"kind": "chosen", "edit": edit})))
	}
	choose(known, b.ID)
	w.wantFields(part2, "conflict", id, map[string]string{"state": "open"})
	choose(w.head(part2).Seq, c.ID)
	w.wantFields(part2, "conflict", id, map[string]string{"state": "resolved"})
	w.wantFields(part2, "followUpTask", "t1", map[string]string{"responsibleId": "petra"})
}

// Never lose granted support by merge (domain.md 3.2, planActivity): ended and active at once stay active until somebody decides.
func TestResolve_AMachinesChoice(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("jonas", w.create("jonas", social, "planActivity", "pa", ops("title", "Kantsten", "state", "planned")))
	base := w.head(social).Seq
	w.must("amina", w.edit("amina", social, "planActivity", "pa", base, ops("state", "active")))
	end := w.edit("jonas", social, "planActivity", "pa", base, ops("state", "ended", "stateReason", "Klarar det själv"))
	if v := w.must("jonas", end); v.Kind != document.Parked {
		t.Errorf("second: %+v", v)
	}
	w.wantFields(social, "planActivity", "pa", map[string]string{"state": "active"})
	id := w.ofType(social, "conflict")[0]
	w.wantFields(social, "conflict", id, map[string]string{"kind": "disputed", "ownerRole": "assistantNurse", "dueBy": "2026-11-25T06:00:00.000Z"})
	choice := ops("resolution", map[string]any{"kind": "chosen", "edit": end.ID})
	if v := w.submit("petra", w.seen("petra", social, "conflict", id, choice))[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("a nurse, whom the conflict does not name: %+v", v)
	}
	w.wantFields(social, "planActivity", "pa", map[string]string{"state": "active"})
	w.must("amina", w.seen("amina", social, "conflict", id, choice))
	w.wantFields(social, "planActivity", "pa", map[string]string{"state": "ended"})
	w.wantFields(social, "conflict", id, map[string]string{"state": "resolved"})
}

// "If the citizen withdraws after it → HUM to the responsible person" (domain.md 3.2, agendaItem.state): whoever decides, the
// citizen's no is chosen away by nobody but the citizen.
func TestResolve_TheCitizensWithdrawal(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("jonas", w.create("jonas", part2, "agendaItem", "a1", ops("question", "Flytta?", "part", 2, "citizenVoice", "Nej.", "state", "proposed")))
	w.must("jonas", w.seen("jonas", part2, "agendaItem", "a1", ops("state", "discussed")))
	base := w.head(part2).Seq
	decided := w.edit("jonas", part2, "agendaItem", "a1", base, ops("state", "decided"))
	no := w.edit("amina", part2, "agendaItem", "a1", base, ops("state", "withdrawnByCitizen"))
	no.OnBehalfOf = "citizen"
	w.must("jonas", decided)
	w.must("amina", no)
	id := w.ofType(part2, "conflict")[0]
	choose := func(by, edit, onBehalfOf string) document.Verdict {
		e := w.seen(by, part2, "conflict", id, ops("resolution", map[string]any{"kind": "chosen", "edit": edit}))
		e.OnBehalfOf = onBehalfOf
		return w.submit(by, e)[0]
	}
	for _, row := range []struct{ by, edit, onBehalfOf, code string }{
		{"rosa", no.ID, "", document.CodeNotAllowed},
		{"rosa", decided.ID, "citizen", document.CodeNotAllowed},
		{"bodil", decided.ID, "", document.CodeCitizenOwned},
		{"bodil", decided.ID, "citizen", ""},
		{"bodil", no.ID, "", ""},
	} {
		if v := choose(row.by, row.edit, row.onBehalfOf); v.Code != row.code {
			t.Errorf("%+v: %+v", row, v)
		}
	}
	w.wantFields(part2, "agendaItem", "a1", map[string]string{"state": "withdrawnByCitizen"})
}

// Who settles it without the conflict settles it, and so does who voids the document.
func TestResolve_WithoutTheConflict(t *testing.T) {
	t.Parallel()
	w := newWording(t)
	e := w.seen("jonas", social, "goal", "g17", nil)
	e.Void = "fel medborgare"
	w.must("jonas", e)
	w.wantFields(social, "conflict", w.id, map[string]string{"state": "resolved"})

	w = newWording(t)
	agree := w.seen("jonas", social, "goal", "g17", map[string]document.Op{"professionalWording": {Agree: value("v4")}})
	agree.OnBehalfOf = "citizen"
	w.must("jonas", agree)
	w.want("v4", "resolved")
	e = w.seen("jonas", social, "conflict", w.id, ops("resolution", map[string]any{"kind": "agreed", "note": "Gunvor valde själv."}))
	w.must("jonas", e)
	w.want("v4", "resolved")
}

// Opened and settled within one commit.
func TestResolve_InTheCommitThatOpenedIt(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	w.must("jonas", w.goal("jonas"))
	a := w.edit("amina", social, "goal", "g17", 1, ops("professionalWording", "A"))
	b := w.edit("jonas", social, "goal", "g17", 1, ops("professionalWording", "B"))
	agree := w.edit("jonas", social, "goal", "g17", 1, map[string]document.Op{"professionalWording": {Agree: value("v4")}})
	agree.OnBehalfOf = "citizen"
	w.hand("amina", a)
	w.hand("jonas", b, agree)
	w.run()
	w.wantFields(social, "goal", "g17", map[string]string{"professionalWording": "v4"})
	for _, id := range w.ofType(social, "conflict") {
		w.wantFields(social, "conflict", id, map[string]string{"state": "resolved"})
	}
}
