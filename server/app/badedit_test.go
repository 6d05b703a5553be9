package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// A poison edit stands first in a queue of 500. It is refused, and the others go through.
func TestBadEdit_PoisonFirstInAQueueOf500(t *testing.T) {
	t.Parallel()
	for name, poison := range map[string]func(p *phone, id string) string{
		"a wrong member": func(p *phone, id string) string { return fmt.Sprintf(`{"id":%q,"scope":5,"changes":{"å":[]}}`, id) },
		"a name twice":   func(p *phone, id string) string { return fmt.Sprintf(`{"id":%q,"doc":"a","doc":"b"}`, id) },
		"nested too deep": func(p *phone, id string) string {
			return fmt.Sprintf(`{"id":%q,"changes":%s}`, id, strings.Repeat("[", 60)+strings.Repeat("]", 60))
		},
		"of an unknown app": func(p *phone, id string) string {
			return fmt.Sprintf(`{"id":%q,"scope":"citizen/c1/social/ekby","doc":"d","type":"dragon","stamp":"0000000000010000-%s","changes":{"a":{"set":1}}}`, id, p.id)
		},
	} {
		p := newTenant(t).phone("amina", "assistantNurse").online()
		for i := range 500 {
			p.write(newNote(fmt.Sprintf("n%d_%s", i, strings.ReplaceAll(name, " ", "")), "Åt frukost."))
		}
		id := ulid.Make().String()
		first, err := wire.AppendSubmit(nil, p.r.Outbox(255, 0))
		if err != nil {
			t.Fatal(err)
		}
		p.send([]byte(strings.Replace(string(first), `"edits":[`, `"edits":[`+poison(p, id)+`,`, 1)))
		got := map[string]document.Verdict{}
		for len(got) < 256 {
			for _, v := range await[*wire.Verdicts](p, nil).Verdicts {
				got[v.Edit] = v
			}
		}
		if v := got[id]; v.Kind != document.Refused || v.Code != document.CodeBadEdit && v.Code != document.CodeUnknownType || v.Scope != "staff/amina/own/ekby" {
			t.Errorf("%s: %+v", name, v)
		}
		for len(p.r.Outbox(1, 0)) > 0 {
			p.handIn()
		}
		if aside := p.r.SetAside(); len(aside) != 0 {
			t.Errorf("%s: %d others were set aside, the first %+v", name, len(aside), aside[0].Verdict)
		}
	}
}

// An edit without an id that can be read is answered by its place; the rest goes through.
func TestBadEdit_WithoutAReadableID(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").online()
	p.write(newNote("n1", "Åt frukost."))
	frame, err := wire.AppendSubmit(nil, p.r.Outbox(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	p.loud = false
	p.send([]byte(strings.Replace(string(frame), `"edits":[`, `"edits":[{"id":7},`, 1)))
	e := await[*wire.Error](p, nil)
	if e.Code != document.CodeBadEdit || e.Index == nil || *e.Index != 0 || e.Duty != "fix" {
		t.Errorf("nameless: %+v", e)
	}
	await[*wire.Verdicts](p, nil)
	if p.r.Pending() != 0 || len(p.r.SetAside()) != 0 {
		t.Errorf("%d wait", p.r.Pending())
	}
}

// Somebody else's document and a scope one has no part in are refused; the text is kept where its author can find it.
func TestBadEdit_SomebodyElsesDocument(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	sofia, amina := tn.phone("sofia", "assistantNurse").online(), tn.phone("amina", "assistantNurse").online()
	d := newNote("n1", "Sofias.")
	d.Scope = other
	before := sofia.does(d)
	e := line("n1", "l2", "Aminas.")
	e.Scope = other
	v := amina.does(e)
	if v.Kind != document.Refused || v.Code != document.CodeNotAllowed || v.Scope != "staff/amina/own/ekby" || v.Seq == 0 {
		t.Errorf("verdict: %+v", v)
	}
	amina.reach("staff/amina/own/ekby", v.Seq)
	if aside := amina.r.SetAside(); len(aside) != 1 || aside[0].Edit.Doc != "n1" {
		t.Errorf("set aside: %+v", aside)
	}
	sofia.barrier()
	if sofia.seq(other) != before.Seq || strings.Contains(sofia.bytes(other), "Aminas") {
		t.Error("the refused edit reached the target's log")
	}
}

// A phone's clock may be a year off, either way; a base may be of another history or beyond the head. All is accepted.
func TestBadEdit_OddClocksAndBases(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	year := (365 * 24 * time.Hour).Milliseconds()
	for i, skew := range []int64{-year, year} {
		p := tn.phone("amina", "assistantNurse")
		p.skew = skew
		p.online()
		if v := p.does(newNote(fmt.Sprintf("n%d", i), "Klockan går fel.")); v.Kind != document.Applied || v.Late {
			t.Errorf("a clock off by %d: %+v", skew, v)
		}
	}
	p := tn.phone("jonas", "occupationalTherapist").online()
	for i, base := range []document.Base{{Epoch: "nowhere", Seq: 3}, {Epoch: p.r.Base(social, "g1").Epoch, Seq: 9999}, {}} {
		d := sets(social, "goal", "g1", "icfCode", fmt.Sprintf("d%d", i))
		d.Seen = base
		if v := p.does(d); v.Kind == document.Refused {
			t.Errorf("a base of %+v: %+v", base, v)
		}
	}
	amina := tn.phone("amina", "assistantNurse").online()
	p.reach(social, amina.seq(social))
	alike(t, amina, p, social)
}

// sayings are edits that get each code, and how. Every one is on a tenant of its own.
var sayings = map[string]func(tn *tenant) string{
	document.CodeUnknownType: func(tn *tenant) string {
		return tn.amina().submits(draft{Scope: social, Type: "dragon", Doc: "d", Create: true, Changes: sets(social, "", "", "a", 1).Changes}).Code
	},
	document.CodeUnknownField: func(tn *tenant) string { return tn.amina().submits(sets(social, "goal", "g1", "colour", "red")).Code },
	document.CodeBadValue: func(tn *tenant) string {
		return tn.amina().submits(sets(social, "goal", "g1", "direction", "sideways")).Code
	},
	document.CodeBadScope: func(tn *tenant) string { return tn.amina().submits(sets(card, "goal", "g1", "icfCode", "x")).Code },
	document.CodeBadEdit: func(tn *tenant) string {
		p, id := tn.amina(), ulid.Make().String()
		p.send([]byte(`{"frame":"submit","edits":[{"id":"` + id + `","stamp":"x"}]}`))
		return await[*wire.Verdicts](p, nil).Verdicts[0].Code
	},
	document.CodeTooLarge: func(tn *tenant) string {
		d := newNote("n1", "x")
		for i := range 40 {
			d.Changes["text"].Add[fmt.Sprintf("l%d", i)] = toJSON(map[string]string{"text": strings.Repeat("a", 8000), "at": document.TimeText(start)})
		}
		return tn.amina().submits(d).Code
	},
	document.CodeNotAllowed: func(tn *tenant) string { return tn.amina().submits(sets(other, "goal", "g1", "icfCode", "x")).Code },
	document.CodeNoDocument: func(tn *tenant) string {
		return tn.phone("noor", "careAssistant").online().submits(sets(social, "goal", "g9", "icfCode", "x")).Code
	},
	document.CodeDocumentTaken: func(tn *tenant) string { return tn.jonas().submits(creates(social, "goal", "g1", "icfCode", "x")).Code },
	document.CodeIDTaken: func(tn *tenant) string {
		p := tn.amina()
		e := p.raw(sets(social, "goal", "g1", "icfCode", "x"))
		p.submit(e)
		e.Changes = sets(social, "goal", "g1", "icfCode", "y").Changes
		return p.submit(e)[e.ID].Code
	},
	document.CodeImmutable: func(tn *tenant) string {
		p := tn.amina()
		p.submits(creates(social, "visitRecord", "v1", "arrivedAt", document.TimeText(start)))
		p.reach(social, 2)
		return p.submits(sets(social, "visitRecord", "v1", "arrivedAt", document.TimeText(start+1))).Code
	},
	document.CodeStale: func(tn *tenant) string {
		p, q := tn.phone("bodil", "unitManager").online(), tn.phone("bodil", "unitManager").online()
		p.submits(sets(card, "citizen", "c1", "homeTeamId", "norra"))
		e := q.raw(sets(card, "citizen", "c1", "homeTeamId", "lind"))
		e.Base = document.Base{Epoch: e.Base.Epoch, Seq: 1}
		return q.submit(e)[e.ID].Code
	},
	document.CodeNoTransition: func(tn *tenant) string {
		return tn.amina().submits(sets(social, "goal", "g1", "state", "achieved")).Code
	},
	document.CodeVoided: func(tn *tenant) string {
		p := tn.voided()
		return p.submits(sets(social, "goal", "g1", "icfCode", "x")).Code
	},
	document.CodeVoidedMeantime: func(tn *tenant) string {
		p := tn.voided()
		e := p.raw(sets(social, "goal", "g1", "icfCode", "x"))
		e.Base.Seq = 1
		return p.submit(e)[e.ID].Code
	},
	document.CodeTooLate: func(tn *tenant) string {
		p := tn.amina()
		tn.setClock(tn.now + 1000)
		e := p.write(sets(social, "goal", "g1", "icfCode", "x"))
		tn.setClock(tn.now + 1000)
		tn.revoke("as1")
		return p.handIn()[e.ID].Code
	},
	document.CodeCitizenOwned: func(tn *tenant) string {
		return tn.amina().submits(sets(social, "goal", "g1", "citizenWords", "Hon vill ut.")).Code
	},
	document.CodeCreateAwaited: func(tn *tenant) string { return tn.amina().submits(sets(social, "goal", "g9", "icfCode", "x")).Code },
}

func (tn *tenant) amina() *phone { return tn.phone("amina", "assistantNurse").online() }
func (tn *tenant) jonas() *phone { return tn.phone("jonas", "occupationalTherapist").online() }

// voided voids the goal and gives a phone that has seen it.
func (tn *tenant) voided() *phone {
	petra, amina := tn.phone("petra", "nurse").online(), tn.amina()
	v := petra.submits(replica.Draft{Scope: social, Type: "goal", Doc: "g1", Void: "fel person", Changes: map[string]document.Op{}})
	amina.reach(social, v.Seq)
	return amina
}
