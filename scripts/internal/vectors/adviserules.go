package vectors

import (
	"slices"

	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
)

func itemCases() []*adviceCase {
	const typ = "agendaItem"
	item := func(scope document.Scope, by advise.Me, more ...map[string]document.Op) *shelf {
		return on(scope).write(by, typ, "A", both(append(more, set("question", `"Kan hon bo kvar?"`), set("state", `"proposed"`))...))
	}
	state := func(to string) map[string]document.Op {
		return both(set("state", `"`+to+`"`), set("stateReason", `"Det löste sig"`))
	}
	team := document.Scope("team/norra/part2/ekby")
	voice := set("citizenVoice", `"Jag vill bo kvar."`)
	part3 := func() *shelf { return item(part3Scope, amina, set("part", "3")) }
	return slices.Concat(
		part3().asks("gate: a new assessment", amina, typ, "A", set("requiresNewAssessment", "true")).
			asks("gate: none", amina, typ, "A", set("requiresNewAssessment", "false")).
			asks("gate: to part 2", amina, typ, "A", both(set("part", "2"), set("requiresNewAssessment", "true"))).
			asks("gate: an item that begins so", amina, typ, "B", both(set("question", `"?"`), set("part", "3"), set("requiresNewAssessment", "true"))).out,
		item(part3Scope, amina, set("part", "2"), set("requiresNewAssessment", "true")).asks("gate: into part 3", amina, typ, "A", set("part", "3")).out,
		item(part3Scope, amina, set("part", "3"), set("requiresNewAssessment", "true")).asks("gate: nothing of it", amina, typ, "A", set("priority", `"high"`)).out,
		item(part2Scope, amina).asks("voice: discussed without", kerstin, typ, "A", state("discussed")).
			asks("voice: said in the same edit", kerstin, typ, "A", both(state("discussed"), voice)).
			asks("voice: of spaces", kerstin, typ, "A", both(state("discussed"), set("citizenVoice", `" \n\u00a0\u2003 "`))).
			asks("voice: of what only looks so", kerstin, typ, "A", both(state("discussed"), set("citizenVoice", `"\ufeff"`))).
			asks("voice: accepted without", kerstin, typ, "A", state("accepted")).out,
		item(part2Scope, amina, voice).asks("voice: discussed", kerstin, typ, "A", state("discussed")).
			write(kerstin, typ, "A", state("discussed")).asks("voice: decided", kerstin, typ, "A", state("decided")).out,
		item(part2Scope, amina, set("anonymous", "true")).asks("voice: anonymous", kerstin, typ, "A", state("discussed")).out,
		item(team, amina).asks("voice: about no citizen", kerstin, typ, "A", state("discussed")).out,
		item(part2Scope, amina).asks("withdrawn: by the raiser", amina, typ, "A", state("withdrawnByRaiser")).
			asks("withdrawn: by another", kerstin, typ, "A", state("withdrawnByRaiser")).
			asks("withdrawn: as it is made", kerstin, typ, "B", both(state("withdrawnByRaiser"), set("question", `"?"`))).out,
		item(part2Scope, server).asks("withdrawn: the server's, by the coordinator", kerstin, typ, "A", state("withdrawnByRaiser")).
			asks("withdrawn: the server's, by an assistant nurse", amina, typ, "A", state("withdrawnByRaiser")).out,
	)
}

func disclosureCases() []*adviceCase {
	const typ = "disclosure"
	disclose := func(of, id string, to document.Scope) map[string]document.Op {
		return both(set("sourceType", `"`+of+`"`), set("sourceId", `"`+id+`"`), set("toScope", `"`+string(to)+`"`), set("basis", `"consent"`),
			set("why", `"Hon vill det själv."`), set("state", `"asked"`))
	}
	s := on(part2Scope).write(amina, "agendaItem", "A", set("question", `"Kan hon bo kvar?"`)).
		write(kerstin, "jointVisit", "JV", set("purpose", `"Trappan"`)).
		write(amina, "agendaItem", "V", set("question", `"Fel person"`))
	s.docs[s.find("V")] = voided(s.docs[s.find("V")])
	const elsewhere = document.Scope("citizen/c18/case-norra-3/ekby")
	ask := func(name string, me advise.Me, changes map[string]document.Op) {
		s.asks("disclosure: "+name, me, typ, "D", changes)
	}
	ask("an item to part 3", amina, disclose("agendaItem", "A", part3Scope))
	ask("what is never disclosed", kerstin, disclose("visitPlan", "A", part3Scope))
	ask("of no type there is", kerstin, disclose("fax", "A", part3Scope))
	ask("what is not here", kerstin, disclose("agendaItem", "B", part3Scope))
	ask("of another type", kerstin, disclose("meetingDecision", "A", part3Scope))
	ask("what was voided", kerstin, disclose("agendaItem", "V", part3Scope))
	ask("to where it is", kerstin, disclose("agendaItem", "A", part2Scope))
	ask("to another citizen", kerstin, disclose("agendaItem", "A", elsewhere))
	ask("to a team", kerstin, disclose("agendaItem", "A", "team/c17/part3/ekby"))
	ask("where it does not fit", kerstin, disclose("agendaItem", "A", healthScope))
	s.write(kerstin, typ, "D", disclose("agendaItem", "A", part3Scope))
	ask("it is there already", server, set("copyId", `"C"`))
	note := on(socialScope).write(amina, "visitNote", "N", add("text", "E", `{"at":"2026-11-22T20:00:00Z","text":"Röd häl."}`)).
		asks("disclosure: an assistant nurse, a note", amina, typ, "D", disclose("visitNote", "N", healthScope)).
		asks("disclosure: what is of another type than is said", petra, typ, "D", disclose("agendaItem", "N", healthScope)).
		asks("disclosure: a nurse, a note", petra, typ, "D", disclose("visitNote", "N", healthScope)).
		asks("disclosure: a note to where its kind does not live", petra, typ, "D", disclose("visitNote", "N", "citizen/c17/social/lindgarden"))
	return slices.Concat(s.out, note.out)
}

// voided is a document that somebody voided.
func voided(d *document.Document) *document.Document {
	d = d.Clone()
	d.Fields[document.VoidField] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: d.Created, Value: raw(`"Fel person"`)}}}}
	return d
}

func otherCases() []*adviceCase {
	record := on(socialScope).write(amina, "visitRecord", "VR", both(set("arrivedAt", `"2026-11-22T08:00:00Z"`), set("outcome", `"performed"`))).
		asks("own fact: hers", amina, "visitRecord", "VR", set("leftAt", `"2026-11-22T08:30:00Z"`)).
		asks("own fact: somebody else's", kerstin, "visitRecord", "VR", set("leftAt", `"2026-11-22T08:30:00Z"`)).
		asks("own fact: what is not a testimony", kerstin, "visitRecord", "VR", add("corrections", "C", `{"at":"2026-11-22T20:00:00Z","text":"Hon var hemma."}`)).
		asks("own fact: a new one", kerstin, "visitRecord", "VR-2", set("arrivedAt", `"2026-11-22T08:00:00Z"`))
	for _, me := range []advise.Me{amina, kerstin, bodil} {
		record.judged("own fact: taken back by "+me.Actor, me, advise.Draft{Scope: socialScope, Doc: "VR", Type: "visitRecord", Void: "Fel person"})
	}
	test := on(testScope).write(bodil, "methodTest", "T", both(set("name", `"Läge på väg"`), set("state", `"planned"`))).
		asks("floor: not confirmed", bodil, "methodTest", "T", set("state", `"running"`)).
		asks("floor: confirmed", bodil, "methodTest", "T", both(set("state", `"running"`), set("supportFloorConfirmed", "true"))).
		asks("floor: no start", bodil, "methodTest", "T", set("name", `"Läge"`))
	plan := on(visitsScope).
		asks("a type without rules of this kind", kerstin, "visitPlan", "VP", both(set("start", `"2026-11-23T06:30:00Z"`), set("end", `"2026-11-23T07:00:00Z"`))).
		asks("an edit of what is not here", kerstin, "visitPlan", "VP", set("place", `"Hemma"`)).
		judged("no type there is", kerstin, advise.Draft{Scope: visitsScope, Doc: "VP", Type: "fax", Changes: set("start", `"x"`)})
	return slices.Concat(record.out, test.out, plan.out)
}
