package notice_test

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

const (
	health = document.Scope("citizen/c1/health/ekby")
	minute = int64(60_000)
	noon   = int64(1_795_000_020_000) // the beginning of a minute of the clock
)

// made is a document as one edit of the server's leaves it, on top of what was there.
func made(t *testing.T, before *document.Document, typ, id string, changes map[string]document.Op) *document.Document {
	t.Helper()
	n := uint64(1)
	if before != nil {
		n = before.Seq + 1
	}
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", n), Scope: document.Directory, Doc: id, Type: typ, Create: before == nil, Stamp: hlc.New(int64(n), 0, "loading"),
		After: hlc.New(int64(n-1), 0, "loading"), Changes: changes,
	}
	if before == nil {
		e.After = ""
	}
	out := merge.Apply(schema.Embedded().Types[typ], before, e, merge.Arrival{Author: "server", Role: "server", Replica: "loading", Base: n, Seq: n, At: 1})
	if out.Verdict.Kind == document.Refused {
		t.Fatalf("%s %s: %s %s", typ, id, out.Verdict.Code, out.Verdict.Field)
	}
	return out.Doc
}

func ops(t *testing.T, pairs ...any) map[string]document.Op {
	t.Helper()
	changes := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		text, err := json.Marshal(pairs[i+1], json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		changes[pairs[i].(string)] = document.Op{Set: text}
	}
	return changes
}

// norra is a team of two nurses, a coordinator and an assistant nurse, who look after c1; Eva is a nurse of no team.
func norra(t *testing.T) *access.Directory {
	t.Helper()
	d := access.New(schema.Embedded(), "ekby")
	put := func(typ, id string, pairs ...any) { d.Put(made(t, nil, typ, id, ops(t, pairs...)), 1) }
	for id, role := range map[string]string{"petra": "nurse", "nils": "nurse", "eva": "nurse", "kerstin": "coordinator", "amina": "assistantNurse"} {
		put("staffMember", id, "name", id, "roles", []string{role}, "employerOrgId", "ekby", "state", "active")
	}
	var members []any
	for _, id := range []string{"petra", "nils", "kerstin", "amina"} {
		members = append(members, map[string]any{"staffId": id, "parts": []int{1, 2, 3}})
	}
	put("careTeam", "norra", "name", "Norra", "providerOrgId", "ekby", "state", "active", "members", members)
	put("careAssignment", "as1", "teamId", "norra", "citizenId", "c1", "providerOrgId", "ekby", "reason", "teamMember", "validFrom", document.TimeText(1), "state", "active")
	return d
}
