package advise

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// desk is what a phone holds of one scope.
type desk struct {
	t    *testing.T
	n    int
	docs []*document.Document
}

func set(values ...string) map[string]document.Op {
	out := map[string]document.Op{}
	for i := 0; i < len(values); i += 2 {
		out[values[i]] = document.Op{Set: jsontext.Value(values[i+1])}
	}
	return out
}

func add(field, id, value string) map[string]document.Op {
	return map[string]document.Op{field: {Add: map[string]jsontext.Value{id: jsontext.Value(value)}}}
}

// write puts an edit there, with a commit or, at seq 0, without one.
func (k *desk) write(seq uint64, me Me, d Draft) {
	k.t.Helper()
	k.n++
	at := -1
	var before *document.Document
	for i, doc := range k.docs {
		if doc.ID == d.Doc {
			at, before = i, doc
		}
	}
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", k.n), Scope: d.Scope, Doc: d.Doc, Type: d.Type, Create: before == nil, OnBehalfOf: d.OnBehalfOf,
		Stamp: hlc.New(ms(at1130)+int64(k.n), 0, "r"+me.Actor), Changes: d.Changes,
	}
	out := merge.Apply(schema.Embedded().Types[d.Type], before, e, merge.Arrival{Author: me.Actor, Role: me.Role, Replica: "r" + me.Actor, Base: 1 << 40, Seq: seq, At: ms(at1130)})
	if out.Verdict.Kind == document.Refused {
		k.t.Fatalf("%+v", out.Verdict)
	}
	if at < 0 {
		k.docs = append(k.docs, out.Doc)
	} else {
		k.docs[at] = out.Doc
	}
}

func (k *desk) judge(me Me, d Draft) Said {
	return Judge(ms(at1230), me, schema.Embedded(), k.docs, d)
}

var kerstin = Me{Actor: "kerstin", Role: "coordinator"}

// The person has seen what she wrote herself, with or without a commit: it is not beside what she writes now, and a move from it counts.
func TestJudge_KnowsOnesOwn(t *testing.T) {
	t.Parallel()
	for _, seq := range []uint64{0, 4} {
		k := &desk{t: t}
		visit := func(change map[string]document.Op, behalf string) Draft {
			return Draft{Scope: part2, Doc: "JV-1", Type: "jointVisit", Changes: change, OnBehalfOf: behalf}
		}
		k.write(seq, kerstin, visit(set("state", `"suggested"`, "purpose", `"Trappan"`), ""))
		if got := k.judge(kerstin, visit(set("state", `"scheduled"`), "")); got != (Said{document.CodeNoTransition, "state", true}) {
			t.Errorf("%+v", got)
		}
		k.write(seq, kerstin, visit(set("state", `"citizenAsked"`), ""))
		k.write(seq, kerstin, visit(set("state", `"accepted"`), "citizen"))
		if got := k.judge(kerstin, visit(set("state", `"scheduled"`), "")); got != (Said{document.CodeCitizenNotAsked, "state", true}) {
			t.Errorf("%+v", got)
		}
		k.write(seq, kerstin, visit(add("citizenStance", "all", `{"answer":"yes"}`), "citizen"))
		if got := k.judge(kerstin, visit(set("state", `"scheduled"`), "")); got != (Said{}) {
			t.Errorf("seq %d: %+v", seq, got)
		}
	}
}

// What the person had not seen when the form was opened is not overruled by it: time and place are strict.
func TestJudge_AFormThatWasOpenForLong(t *testing.T) {
	t.Parallel()
	k := &desk{t: t}
	move := Draft{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Changes: set("start", `"`+at1300+`"`, "end", `"`+nextDay+`"`)}
	k.write(3, kerstin, move)
	k.write(5, kerstin, move)
	if got := k.judge(Me{"bodil", "unitManager"}, move); got != (Said{}) {
		t.Errorf("she has seen it: %+v", got)
	}
	move.Seen = document.Base{Seq: 3}
	if got := k.judge(Me{"bodil", "unitManager"}, move); got.Code != document.CodeStale || !got.Refused {
		t.Errorf("she has not: %+v", got)
	}
}

// Who may sit in which part is the directory's to say; a phone knows it from the team's roster, and says nothing without one.
func TestJudge_TheRoster(t *testing.T) {
	t.Parallel()
	server := Me{"server", "server"}
	k := &desk{t: t}
	k.write(1, kerstin, Draft{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Changes: set("start", `"`+at1130+`"`, "end", `"`+at1300+`"`, "state", `"called"`)})
	open := func(part, present string) Said {
		return k.judge(kerstin, Draft{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Changes: set("openPart", part, "presentIds", present)})
	}
	if got := open("3", `["mats"]`); got != (Said{}) {
		t.Errorf("without a roster: %+v", got)
	}
	roster := func(members string) {
		k.write(2, server, Draft{Scope: meetings, Doc: "R", Type: "teamRoster", Changes: set("members", members)})
	}
	roster(`[{"staffId":"mats","parts":[1,2]},{"staffId":"petra","parts":[2,3]}]`)
	if got := open("2", `["mats"]`); got != (Said{}) {
		t.Errorf("without roles: %+v", got)
	}
	if got := open("3", `["petra"]`); got != (Said{}) {
		t.Errorf("nobody says that she is no nurse: %+v", got)
	}
	if got := open("3", `["mats"]`); got.Code != document.CodeWrongAudience {
		t.Errorf("without roles, a wrong person: %+v", got)
	}
	roster(`[{"staffId":"mats","role":"needsAssessor","parts":[1,2]},{"staffId":"petra","role":"nurse","parts":[2,3]},{"staffId":"bodil","role":"unitManager","parts":[1,2,3]}]`)
	for _, c := range []struct {
		part, present string
		want          Said
	}{
		{"3", `["mats","petra"]`, Said{document.CodeWrongAudience, "presentIds", true}},
		{"2", `["mats","petra"]`, Said{}},
		{"3", `["bodil"]`, Said{Code: document.CodeNoQuorum}},
		{"3", `["bodil","petra"]`, Said{}},
		{"3", `["bodil","elsa"]`, Said{}},
		{"0", `["mats"]`, Said{}},
	} {
		if got := open(c.part, c.present); got != c.want {
			t.Errorf("part %s, %s: %+v", c.part, c.present, got)
		}
	}
}

// An answer to an earlier time is kept and does not count: a note, not a refusal.
func TestJudge_Notes(t *testing.T) {
	t.Parallel()
	k := &desk{t: t}
	k.write(1, kerstin, Draft{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Changes: set("start", `"`+at1130+`"`, "end", `"`+at1300+`"`, "sequence", "2")})
	answer := func(to string) Said {
		return k.judge(petra, Draft{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Changes: add("attendance", "petra", `{"response":"yes","respondedToSequence":`+to+`,"staffId":"petra"}`)})
	}
	if got := answer("1"); got != (Said{Code: document.CodeStaleAnswer}) {
		t.Errorf("%+v", got)
	}
	if got := answer("2"); got != (Said{}) {
		t.Errorf("%+v", got)
	}
	if got := k.judge(petra, Draft{Scope: meetings, Doc: "X", Type: "agendaItem", Changes: set("question", `"?"`)}); got != (Said{}) {
		t.Errorf("of a document that is not here: %+v", got)
	}
	if got := k.judge(petra, Draft{Type: "fax"}); got != (Said{Code: document.CodeUnknownType, Refused: true}) {
		t.Errorf("%+v", got)
	}
}
