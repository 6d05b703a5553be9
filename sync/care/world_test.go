package care_test

import (
	"fmt"
	"iter"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// Scopes of Norra Ekby and of Tage (citizen c1).
const (
	meeting = document.Scope("team/norra/meeting/ekby")
	part2   = document.Scope("citizen/c1/case-norra-2/ekby")
	part3   = document.Scope("citizen/c1/case-norra-3/ekby")
	social  = document.Scope("citizen/c1/social/ekby")
	health  = document.Scope("citizen/c1/health/ekby")
	visits  = document.Scope("citizen/c1/visits/ekby")
)

var types = schema.Embedded()

// world holds documents as the commits so far leave them.
type world struct {
	t    *testing.T
	now  int64
	seq  uint64
	docs map[string]*document.Document

	onBehalfOf string                        // of the next edit
	staff      map[string]*document.Document // of the directory; nil where nobody knows it
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, now: millis(t, "2026-11-24T08:00:00Z"), docs: map[string]*document.Document{}}
}

func millis(t *testing.T, text string) int64 {
	t.Helper()
	at, ok := document.TimeMillis(text)
	if !ok {
		t.Fatalf("%q is no time", text)
	}
	return at
}

// step is one edit: what was there, what it made and what it was.
type step struct {
	before, after *document.Document
	edit          document.Edit
}

// write makes an edit whose author has seen everything.
func (w *world) write(by, role string, scope document.Scope, typ, id string, changes map[string]document.Op) step {
	w.t.Helper()
	return w.writeFrom(w.seq, by, role, scope, typ, id, changes)
}

// forCitizen makes an edit that records what the citizen said.
func (w *world) forCitizen(by string, scope document.Scope, typ, id string, changes map[string]document.Op) step {
	w.t.Helper()
	w.onBehalfOf = "citizen"
	defer func() { w.onBehalfOf = "" }()
	return w.write(by, "assistantNurse", scope, typ, id, changes)
}

// writeFrom makes an edit whose author has seen the commits up to base.
func (w *world) writeFrom(base uint64, by, role string, scope document.Scope, typ, id string, changes map[string]document.Op) step {
	w.t.Helper()
	w.seq++
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", w.seq), Scope: scope, Doc: id, Type: typ, Changes: changes, Create: w.docs[id] == nil,
		Stamp: hlc.New(w.now, 0, "r"+by), OnBehalfOf: w.onBehalfOf,
	}
	out := merge.Apply(types.Types[typ], w.docs[id], e, merge.Arrival{Author: by, Role: role, Replica: fmt.Sprintf("r%s%d", by, w.seq), Base: base, Seq: w.seq, At: w.now})
	if out.Verdict.Kind == document.Refused {
		w.t.Fatalf("%s %s: %+v", typ, id, out.Verdict)
	}
	s := step{w.docs[id], out.Doc, e}
	w.docs[id] = out.Doc
	return s
}

// load is an edit by the server.
func (w *world) load(scope document.Scope, typ, id string, changes map[string]document.Op) step {
	w.t.Helper()
	return w.write("server", "server", scope, typ, id, changes)
}

func (w *world) facts() care.Facts {
	f := care.Facts{
		Now: w.now, Municipality: "ekby", Schema: types,
		Document: func(id string) (*document.Document, error) { return w.docs[id], nil },
		TeamsOf: func(citizen string) []string {
			if citizen != "c1" {
				return nil
			}
			return []string{"norra"}
		},
		InAudience: func(_ string, part int, staff string) bool {
			return map[string]string{"mats": "12", "petra": "23", "erik": "2", "bodil": "123", "amina": "123"}[staff] != "" &&
				contains(map[string]string{"mats": "12", "petra": "23", "erik": "2", "bodil": "123", "amina": "123"}[staff], part)
		},
		HasRole: func(staff, role string) bool { return staff == "petra" && role == "nurse" },
	}
	if w.staff != nil {
		f.Staff = func(id string) *document.Document { return w.staff[id] }
	}
	return f
}

func contains(parts string, part int) bool {
	for _, r := range parts {
		if int(r-'0') == part {
			return true
		}
	}
	return false
}

// judge asks Guard about a step and takes it back when it is refused.
func (w *world) judge(s step) (code, field, note string) {
	code, field, note = care.Guard(types.Types[s.edit.Type], s.before, s.after, s.edit, w.facts())
	if code != "" {
		w.docs[s.edit.Doc] = s.before
	}
	return code, field, note
}

// follow does all that a step brings, in whatever scope, and what that brings.
func (w *world) follow(s step) {
	w.t.Helper()
	writes, err := care.Follow(types.Types[s.after.Type], s.before, s.after, w.facts())
	if err != nil {
		w.t.Fatal(err)
	}
	w.doAll(s.after.Scope, writes)
}

func (w *world) doAll(scope document.Scope, writes []care.Write) {
	w.t.Helper()
	for _, wr := range writes {
		if wr.Scope != "" && !wr.Create && w.docs[wr.Doc] == nil {
			continue // an effect about something that is not there
		}
		if wr.Scope == "" {
			wr.Scope = scope
		}
		w.check(wr)
		w.onBehalfOf = wr.OnBehalfOf
		s := w.load(wr.Scope, wr.Type, wr.Doc, wr.Changes)
		w.onBehalfOf = ""
		w.follow(s)
	}
}

// check holds a write against the schema.
func (w *world) check(wr care.Write) {
	w.t.Helper()
	t := types.Types[wr.Type]
	if t == nil || !t.ScopeFits(string(wr.Scope)) {
		w.t.Fatalf("no %s in %s", wr.Type, wr.Scope)
	}
	if w.docs[wr.Doc] == nil && !wr.Create {
		w.t.Errorf("%s %s is not there and not created", wr.Type, wr.Doc)
	}
	for name, op := range wr.Changes {
		if t.Fields[name] == nil {
			w.t.Errorf("%s has no field %s", wr.Type, name)
			continue
		}
		if op.Set != nil {
			if bad := t.CheckValue(name, document.VerbSet, op.Set); bad != nil {
				w.t.Errorf("%s.%s: %+v", wr.Type, name, bad)
			}
		}
		for _, v := range op.Add {
			if bad := t.CheckValue(name, document.VerbAdd, v); bad != nil {
				w.t.Errorf("%s.%s %s: %+v", wr.Type, name, v, bad)
			}
		}
	}
	for _, name := range t.Required {
		if _, has := wr.Changes[name]; wr.Create && w.docs[wr.Doc] == nil && !has {
			w.t.Errorf("a new %s without %s", wr.Type, name)
		}
	}
}

// due lets a deadline's rule look at a document now.
func (w *world) due(rule, id string) []care.Write {
	w.t.Helper()
	writes, err := care.Due(rule, types.Types[w.docs[id].Type], w.docs[id], w.facts())
	if err != nil {
		w.t.Fatal(err)
	}
	return writes
}

func (w *world) derive(id, field string) string {
	all := func(typ string) iter.Seq[*document.Document] {
		return func(yield func(*document.Document) bool) {
			for _, d := range w.docs {
				if d.Type == typ && !yield(d) {
					return
				}
			}
		}
	}
	return document.Unquote(care.Derive(types.Types[w.docs[id].Type], field, w.docs[id], all, types))
}

func (w *world) shown(id, field string) jsontext.Value {
	d := w.docs[id]
	if d == nil {
		return nil
	}
	t := types.Types[d.Type]
	return merge.ReadField(t, t.Fields[field], d, d.Fields[field]).Value
}

func (w *world) text(id, field string) string { return document.Unquote(w.shown(id, field)) }

func (w *world) items(id, field string) []merge.Item {
	d := w.docs[id]
	if d == nil {
		return nil
	}
	t := types.Types[d.Type]
	return merge.ReadField(t, t.Fields[field], d, d.Fields[field]).Items
}

// ofType counts the documents of a type, and gives the ids.
func (w *world) ofType(typ string) (ids []string) {
	for id, d := range w.docs {
		if d.Type == typ {
			ids = append(ids, id)
		}
	}
	return ids
}

func ops(pairs ...any) map[string]document.Op {
	m := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		op, is := pairs[i+1].(document.Op)
		if !is {
			op = document.Op{Set: value(pairs[i+1])}
		}
		m[pairs[i].(string)] = op
	}
	return m
}

func add(pairs ...any) document.Op {
	op := document.Op{Add: map[string]jsontext.Value{}}
	for i := 0; i < len(pairs); i += 2 {
		op.Add[pairs[i].(string)] = value(pairs[i+1])
	}
	return op
}

func value(v any) jsontext.Value {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}

type m = map[string]any

// careGuard asks the rules about an edit as somebody.
func careGuard(before, after *document.Document, e document.Edit, f care.Facts) (code, field, note string) {
	return care.Guard(types.Types[after.Type], before, after, e, f)
}
