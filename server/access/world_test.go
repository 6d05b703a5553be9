package access

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

const (
	ekby = "ekby"
	lind = "lindgarden"
)

// world fills a Directory as the log of tenant/directory would.
type world struct {
	fatalf func(format string, args ...any)
	d      *Directory
	docs   map[string]*document.Document
	seq    uint64

	affected []Actor // by the latest put
	quiet    bool    // nobody reads the log
	log      []logged
}

// logged is what was put, for the naive model.
type logged struct {
	at      int64
	typ, id string
	v       merge.View
}

func newWorld(fatalf func(string, ...any)) *world {
	return &world{fatalf: fatalf, d: New(schema.Embedded(), ekby), docs: map[string]*document.Document{}}
}

// shell writes fields of a document whose beginning has not come.
func (w *world) shell(at int64, typ, id string, pairs ...any) {
	w.put(at, typ, id, append(pairs, "begins", false)...)
}

// put writes fields of a directory document at a time. "void" voids it; "begins" says whether the edit is its first, which the
// first to come is otherwise.
func (w *world) put(at int64, typ, id string, pairs ...any) {
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", w.seq), Scope: document.Directory, Doc: id, Type: typ, Create: w.docs[id] == nil,
		Stamp: hlc.New(int64(w.seq+1), 0, "loading"), After: hlc.New(int64(w.seq), 0, "loading"), Changes: map[string]document.Op{},
	}
	for i := 0; i < len(pairs); i += 2 {
		switch pairs[i] {
		case "void":
			e.Void = pairs[i+1].(string)
			continue
		case "begins":
			e.Create = pairs[i+1].(bool)
			continue
		}
		text, err := json.Marshal(pairs[i+1], json.Deterministic(true))
		if err != nil {
			w.fatalf("%v", err)
		}
		e.Changes[pairs[i].(string)] = document.Op{Set: text}
	}
	w.seq++
	out := merge.Apply(schema.Embedded().Types[typ], w.docs[id], e, merge.Arrival{
		Author: Server, Role: Server, Replica: "loading", Base: w.seq, Seq: w.seq, At: at,
	})
	if out.Verdict.Kind == document.Refused {
		w.fatalf("put %s %s: %s %s", typ, id, out.Verdict.Code, out.Verdict.Field)
		return
	}
	w.docs[id] = out.Doc
	w.affected = w.d.Put(out.Doc, at)
	if w.quiet {
		return
	}
	w.log = append(w.log, logged{at, typ, id, merge.Read(schema.Embedded().Types[typ], out.Doc)})
}

func (w *world) hire(at int64, id string, roles ...string) { w.hireAt(at, ekby, id, roles...) }

func (w *world) hireAt(at int64, employer, id string, roles ...string) {
	w.put(at, "staffMember", id, "name", id, "roles", roles, "employerOrgId", employer, "state", "active")
}

func (w *world) team(at int64, id string, members ...any) {
	pairs := []any{"members", members}
	if w.docs[id] == nil {
		pairs = append(pairs, "name", id, "providerOrgId", ekby, "state", "active")
	}
	w.put(at, "careTeam", id, pairs...)
}

func member(id string, parts ...int) any {
	if parts == nil {
		parts = []int{}
	}
	return map[string]any{"staffId": id, "parts": parts}
}

// assign makes an assignment of a "teamId" or "staffId". A to of 0 has no end.
func (w *world) assign(at int64, id, receiverField, receiver, citizen string, from, to int64) {
	pairs := []any{receiverField, receiver, "citizenId", citizen, "providerOrgId", ekby, "reason", "teamMember",
		"validFrom", document.TimeText(from), "state", "active"}
	if to != 0 {
		pairs = append(pairs, "validTo", document.TimeText(to))
	}
	w.put(at, "careAssignment", id, pairs...)
}

func staffActor(id string) Actor   { return Actor{Tenant: "t", Kind: Staff, ID: id} }
func citizenActor(id string) Actor { return Actor{Tenant: "t", Kind: Citizen, ID: id} }

func forTest(t *testing.T) *world {
	t.Helper()
	return newWorld(t.Fatalf)
}
