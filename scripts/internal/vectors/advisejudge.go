package vectors

import (
	"fmt"
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// Scopes of the told cases.
const (
	meetingScope = document.Scope("team/norra/meeting/ekby")
	part2Scope   = document.Scope("citizen/c17/case-norra-2/ekby")
	part3Scope   = document.Scope("citizen/c17/case-norra-3/ekby")
	healthScope  = document.Scope("citizen/c17/health/ekby")
	visitsScope  = document.Scope("citizen/c17/visits/ekby")
	socialScope  = document.Scope("citizen/c17/social/ekby")
	ownScope     = document.Scope("citizen/c17/own/ekby")
	testScope    = document.Scope("unit/norra/learning/ekby")
)

// People of the told cases.
var (
	amina   = advise.Me{Actor: "amina", Role: "assistantNurse"}
	petra   = advise.Me{Actor: "petra", Role: "nurse"}
	jonas   = advise.Me{Actor: "jonas", Role: "occupationalTherapist"}
	kerstin = advise.Me{Actor: "kerstin", Role: "coordinator"}
	bodil   = advise.Me{Actor: "bodil", Role: "unitManager"}
	server  = advise.Me{Actor: "server", Role: "server"}
	citizen = advise.Me{Actor: "c17", Role: "citizen"}
)

// shelf is the documents of a scope that a case begins with.
type shelf struct {
	scope document.Scope
	n     int
	docs  []*document.Document
	out   []*adviceCase
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func (s *shelf) find(id string) int {
	return slices.IndexFunc(s.docs, func(d *document.Document) bool { return d.ID == id })
}

// write puts an edit of somebody who has seen everything there. Every third has no commit yet.
func (s *shelf) write(me advise.Me, typ, id string, changes map[string]document.Op) *shelf {
	return s.writeFor(me, "", typ, id, changes)
}

func (s *shelf) writeFor(me advise.Me, behalf, typ, id string, changes map[string]document.Op) *shelf {
	s.n++
	at := s.find(id)
	var before *document.Document
	if at >= 0 {
		before = s.docs[at]
	}
	e := document.Edit{
		ID: editID(s.n), Scope: s.scope, Doc: id, Type: typ, Create: before == nil, OnBehalfOf: behalf,
		Base: document.Base{Seq: 1 << 30}, Stamp: hlc.New(noon+int64(s.n), 0, "r"+me.Actor), Changes: changes,
	}
	in := merge.Arrival{Author: me.Actor, Role: me.Role, Replica: "r" + me.Actor, Base: 1 << 30, Seq: uint64(s.n), At: noon} //nolint:gosec // small
	if s.n%3 == 0 {
		in.Seq = 0
	}
	out := merge.Apply(schema.Embedded().Types[typ], before, e, in)
	if out.Verdict.Kind == document.Refused {
		panic(fmt.Sprintf("vectors: %s %s: %+v", typ, id, out.Verdict))
	}
	if at < 0 {
		s.docs = append(s.docs, out.Doc)
	} else {
		s.docs[at] = out.Doc
	}
	return s
}

func editID(n int) string { return fmt.Sprintf("01JD%022d", n) }

// asks makes a case of a draft.
func (s *shelf) asks(name string, me advise.Me, typ, id string, changes map[string]document.Op) *shelf {
	return s.judged(name, me, advise.Draft{Scope: s.scope, Doc: id, Type: typ, Create: s.find(id) < 0, Changes: changes})
}

func (s *shelf) judged(name string, me advise.Me, d advise.Draft) *shelf {
	docs := slices.Clone(s.docs)
	says := advise.Judge(noon, me, schema.Embedded(), docs, d)
	s.out = append(s.out, &adviceCase{Name: name, Ask: "judge", Now: noon, Me: &me, Documents: or0(docs), Draft: &d, Says: says})
	return s
}

// judgedCases has each rule that a phone can tell, each way it can go.
func judgedCases() []*adviceCase {
	return slices.Concat(
		meetingCases(), visitCases(), questionCases(), itemCases(), disclosureCases(), otherCases(),
	)
}

func on(scope document.Scope) *shelf { return &shelf{scope: scope} }

func meetingCases() []*adviceCase {
	const typ = "teamMeeting"
	called := func() *shelf {
		return on(meetingScope).write(kerstin, typ, "TM", both(set("start", `"2026-11-24T12:00:00Z"`), set("end", `"2026-11-24T13:00:00Z"`), set("state", `"called"`), set("sequence", "2")))
	}
	room := func(part, present string) map[string]document.Op {
		return both(set("openPart", part), set("presentIds", present))
	}
	roster := set("members", `[{"parts":[1,2],"role":"needsAssessor","staffId":"mats"},{"parts":[2,3],"role":"nurse","staffId":"petra"},{"parts":[1,2,3],"role":"unitManager","staffId":"bodil"}]`)
	plain := called().asks("room: without a roster", kerstin, typ, "TM", room("3", `["mats"]`))
	noRoles := called().write(server, "teamRoster", "R", set("members", `[{"parts":[1],"staffId":"mats"},{"parts":[3],"staffId":"petra"}]`)).
		asks("room: a roster without roles, a wrong person", kerstin, typ, "TM", room("3", `["mats"]`)).
		asks("room: a roster without roles, who may be a nurse", kerstin, typ, "TM", room("3", `["petra"]`))
	known := called().write(server, "teamRoster", "R", roster).
		asks("room: a wrong person", kerstin, typ, "TM", room("3", `["mats","petra"]`)).
		asks("room: the part is theirs", kerstin, typ, "TM", room("2", `["mats","petra"]`)).
		asks("room: no nurse", kerstin, typ, "TM", room("3", `["bodil"]`)).
		asks("room: a nurse", kerstin, typ, "TM", room("3", `["bodil","petra"]`)).
		asks("room: a guest", kerstin, typ, "TM", room("3", `["bodil","elsa"]`)).
		asks("room: no part is open", kerstin, typ, "TM", room("0", `["mats"]`)).
		asks("room: nobody is said", kerstin, typ, "TM", set("openPart", "1")).
		asks("room: nothing of the room", kerstin, typ, "TM", set("chairId", `"bodil"`)).
		write(server, typ, "TM", room("3", `["petra"]`)).
		asks("room: somebody comes in", kerstin, typ, "TM", set("presentIds", `["petra","mats"]`))
	cancelled := called().write(kerstin, typ, "TM", both(set("state", `"cancelled"`), set("stateReason", `"Sjuka"`))).
		asks("cancelled: it is moved", kerstin, typ, "TM", set("start", `"2026-11-25T12:00:00Z"`)).
		asks("cancelled: a part is opened", kerstin, typ, "TM", room("1", `["bodil"]`)).
		asks("cancelled: the room is emptied", kerstin, typ, "TM", room("0", `[]`)).
		asks("cancelled: the chair", kerstin, typ, "TM", set("chairId", `"bodil"`))
	closed := called().write(kerstin, typ, "TM", set("state", `"running"`)).write(kerstin, typ, "TM", set("state", `"closed"`)).
		asks("closed: a part is opened", kerstin, typ, "TM", room("2", `["bodil"]`)).
		asks("closed: it is moved", kerstin, typ, "TM", set("place", `"Sal 1"`))
	answers := called().
		asks("answer: to an earlier time", petra, typ, "TM", add("attendance", "petra", `{"respondedToSequence":1,"response":"yes","staffId":"petra"}`)).
		asks("answer: to this", petra, typ, "TM", add("attendance", "petra", `{"respondedToSequence":2,"response":"yes","staffId":"petra"}`)).
		asks("answer: for somebody else", petra, typ, "TM", add("attendance", "jonas", `{"respondedToSequence":2,"response":"yes","staffId":"jonas"}`)).
		judged("seen: a form that was open for long", bodil, advise.Draft{
			Scope: meetingScope, Doc: "TM", Type: typ, Seen: document.Base{Epoch: "e1", Seq: 0}, Changes: set("start", `"2026-11-25T12:00:00Z"`),
		})
	moved := called().write(bodil, typ, "TM", set("start", `"2026-11-24T15:00:00Z"`)).
		judged("seen: before somebody moved it", kerstin, advise.Draft{
			Scope: meetingScope, Doc: "TM", Type: typ, Seen: document.Base{Epoch: "e1", Seq: 1}, Changes: set("start", `"2026-11-25T12:00:00Z"`),
		})
	return slices.Concat(plain.out, noRoles.out, known.out, cancelled.out, closed.out, answers.out, moved.out)
}

func visitCases() []*adviceCase {
	const typ = "jointVisit"
	state := func(to string) map[string]document.Op { return set("state", `"`+to+`"`) }
	stance := func(who, answer string) map[string]document.Op {
		return add("citizenStance", who, `{"answer":"`+answer+`"}`)
	}
	people := set("participants", `[{"staffId":"jonas"},{"staffId":"mats"}]`)
	accepted := func(more ...map[string]document.Op) *shelf {
		return on(part2Scope).write(kerstin, typ, "JV", both(append(more, state("suggested"), set("purpose", `"Trappan"`))...)).
			writeFor(amina, "citizen", typ, "JV", state("accepted"))
	}
	var out []*adviceCase
	ask := func(name string, s *shelf, changes map[string]document.Op) {
		out = append(out, s.asks("visit: "+name, kerstin, typ, "JV", changes).out...)
		s.out = nil
	}
	ask("nobody asked", accepted(), state("scheduled"))
	ask("not a move there is", accepted(), state("held"))
	yes := accepted(people).writeFor(amina, "citizen", typ, "JV", both(stance("jonas", "yes"), stance("mats", "yes")))
	ask("yes to each", yes, state("scheduled"))
	ask("yes to one", accepted(people).writeFor(amina, "citizen", typ, "JV", stance("jonas", "yes")), state("scheduled"))
	ask("a yes that staff wrote", accepted(people).write(amina, typ, "JV", both(stance("jonas", "yes"), stance("mats", "yes"))), state("scheduled"))
	ask("yes to all", accepted(people).writeFor(amina, "citizen", typ, "JV", stance("all", "yes")), state("scheduled"))
	ask("no to one", accepted(people).writeFor(amina, "citizen", typ, "JV", both(stance("all", "yes"), stance("mats", "no"))), state("scheduled"))
	ask("a no that staff wrote", accepted(people).write(amina, typ, "JV", both(stance("jonas", "yes"), stance("mats", "no"))), state("scheduled"))
	ask("later", accepted(people).writeFor(amina, "citizen", typ, "JV", stance("all", "laterDate")), state("scheduled"))
	ask("the yes comes in the same edit, of staff", accepted(people), both(state("scheduled"), stance("all", "yes")))
	booked := yes.writeFor(kerstin, "", typ, "JV", state("scheduled"))
	ask("another comes along", booked, set("participants", `[{"staffId":"jonas"},{"staffId":"mats"},{"staffId":"petra"}]`))
	ask("one stays away", booked, set("participants", `[{"staffId":"jonas"}]`))
	ask("nothing of either", booked, set("purpose", `"Badet"`))
	ask("held", booked.writeFor(amina, "citizen", typ, "JV", stance("mats", "no")), state("held"))
	ask("held, with a record", booked.write(jonas, typ, "JV", add("visitRecordIds", "VR", `"VR"`)), state("held"))
	happened := booked.write(jonas, typ, "JV", state("held"))
	ask("summarised", happened, state("summarised"))
	ask("another was there", happened, set("participants", `[{"staffId":"petra"}]`))
	ask("summarised, without a record", accepted(people).write(kerstin, typ, "JV", state("scheduled")).write(kerstin, typ, "JV", state("held")), state("summarised"))
	moved := on(ownScope).write(server, "visitInvitation", "I", both(set("jointVisitId", `"JV"`), set("teamId", `"norra"`), set("visitState", `"scheduled"`), set("sequence", "1"))).
		write(citizen, "visitInvitation", "I", add("citizenStance", "all", `{"answer":"yes","respondedToSequence":1}`)).
		asks("invitation: moved after she answered", server, "visitInvitation", "I", set("sequence", "2"))
	out = append(out, moved.out...)
	invited := on(ownScope).write(server, "visitInvitation", "I", both(set("jointVisitId", `"JV"`), set("teamId", `"norra"`), set("visitState", `"scheduled"`), set("sequence", "3"))).
		asks("invitation: to an earlier time", citizen, "visitInvitation", "I", add("citizenStance", "all", `{"answer":"yes","respondedToSequence":2}`)).
		asks("invitation: to this", citizen, "visitInvitation", "I", add("citizenStance", "all", `{"answer":"yes","respondedToSequence":3}`)).
		asks("invitation: nothing of it", server, "visitInvitation", "I", set("sequence", "4"))
	return slices.Concat(out, invited.out)
}

func questionCases() []*adviceCase {
	const typ = "medicationQuestion"
	state := func(to string) map[string]document.Op { return set("state", `"`+to+`"`) }
	raised := func(urgency string) *shelf {
		return on(healthScope).write(amina, typ, "MQ", both(set("observation", `"Två dospåsar"`), set("urgency", `"`+urgency+`"`), state("raised")))
	}
	answer := func(id, at string) map[string]document.Op {
		return add("answer", id, `{"at":"2026-11-22T`+at+`:00Z","text":"Ge inget mer."}`)
	}
	confirm := func(who, id string) map[string]document.Op {
		return add("confirmations", who, `{"answerId":"`+id+`","at":"2026-11-22T20:00:00Z"}`)
	}
	answered := func() *shelf {
		return raised("now").write(petra, typ, "MQ", both(state("answered"), answer("E-1", "19:36"), add("mustConfirmIds", "amina", `"amina"`)))
	}
	read := func() *shelf { return answered().write(amina, typ, "MQ", confirm("amina", "E-1")) }
	s := slices.Concat(
		answered().asks("question: closed, nobody has read", petra, typ, "MQ", state("closed")).
			asks("question: confirmed, nobody has read", amina, typ, "MQ", state("confirmedByStaff")).
			asks("question: confirmed as it is read", amina, typ, "MQ", both(state("confirmedByStaff"), confirm("amina", "E-1"))).
			asks("question: the wrong answer is read", amina, typ, "MQ", both(state("confirmedByStaff"), confirm("amina", "E-0"))).out,
		read().asks("question: closed, all have read", petra, typ, "MQ", state("closed")).
			asks("question: another is to read", petra, typ, "MQ", both(state("closed"), add("mustConfirmIds", "noor", `"noor"`))).
			asks("question: a newer answer", petra, typ, "MQ", both(state("closed"), answer("E-2", "19:50"))).
			asks("question: an older answer comes", petra, typ, "MQ", both(state("closed"), answer("E-2", "19:20"))).
			asks("question: nothing of the state", petra, typ, "MQ", answer("E-2", "19:50")).out,
		answered().write(petra, typ, "MQ", both(remove("mustConfirmIds", "amina"), confirm("petra", "E-1"))).
			asks("question: who answered has read", petra, typ, "MQ", state("closed")).out,
		answered().write(petra, typ, "MQ", remove("mustConfirmIds", "amina")).
			asks("question: nobody is to read", petra, typ, "MQ", state("closed")).
			write(jonas, typ, "MQ", confirm("jonas", "E-1")).asks("question: nobody is to, and somebody has", petra, typ, "MQ", state("closed")).out,
		raised("now").asks("urgency: less so", amina, typ, "MQ", set("urgency", `"today"`)).
			asks("urgency: a nurse", petra, typ, "MQ", set("urgency", `"today"`)).
			asks("urgency: the same", amina, typ, "MQ", set("urgency", `"now"`)).
			asks("urgency: the server", server, typ, "MQ", set("urgency", `"today"`)).out,
		raised("beforeNextMeeting").asks("urgency: more so", amina, typ, "MQ", set("urgency", `"now"`)).
			asks("urgency: a new one", amina, typ, "MQ-2", both(set("observation", `"Yr"`), set("urgency", `"today"`))).out,
	)
	const aid = "aidQuestion"
	aids := on(healthScope).write(amina, aid, "AQ", both(set("need", `"Rullatorn är trasig"`), set("urgency", `"urgent"`))).
		asks("urgency: of an aid, less so", petra, aid, "AQ", set("urgency", `"canWait"`)).
		asks("urgency: of an aid, its owner", jonas, aid, "AQ", set("urgency", `"canWait"`))
	closed := read().write(petra, typ, "MQ", state("closed")).write(petra, typ, "MQ", answer("E-2", "20:50")).
		asks("question: closed again, with an answer that nobody has read", petra, typ, "MQ", state("closed"))
	return slices.Concat(s, closed.out, aids.out)
}
