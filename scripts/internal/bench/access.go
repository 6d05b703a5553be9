package bench

import (
	"fmt"
	"io"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/sign"
)

// The town of this measure: 50,000 assignments of 2,500 citizens, each to a team and to 19 staff in person.
const (
	townStaff, townTeams, townCitizens, inPerson = 500, 50, 2500, 19
	hersCitizens                                 = 23 // of Amina's team, which makes about 200 scopes
)

// town is a directory that has taken in all its documents.
type town struct {
	d    *access.Directory
	docs map[string]*document.Document
	seq  uint64
}

// put writes a document of the directory, and gives whose access that may have changed.
func (t *town) put(typ, id, values string) []access.Actor {
	t.seq++
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", t.seq), Scope: document.Directory, Doc: id, Type: typ, Create: t.docs[id] == nil,
		Stamp: hlc.New(int64(t.seq), 0, replicaID), After: hlc.New(int64(t.seq-1), 0, replicaID), Changes: sets(values),
	}
	out := merge.Apply(schema.Embedded().Types[typ], t.docs[id], e, merge.Arrival{
		Author: access.Server, Role: access.Server, Replica: replicaID, Base: t.seq, Seq: t.seq, At: 1,
	})
	if out.Verdict.Kind == document.Refused {
		panic(fmt.Sprintf("bench: put %s: %+v", id, out.Verdict))
	}
	t.docs[id] = out.Doc
	return t.d.Put(out.Doc, 1)
}

func (t *town) assign(n int, field, who string, citizen int) {
	t.put("careAssignment", fmt.Sprintf("as%d", n), fmt.Sprintf(
		`{%q:%q,"citizenId":"c%d","providerOrgId":"ekby","reason":"teamMember","validFrom":"1970-01-01T00:00:00Z","state":"active"}`, field, who, citizen))
}

func newTown() *town {
	t := &town{d: access.New(schema.Embedded(), "ekby"), docs: map[string]*document.Document{}}
	hire := func(id string) {
		t.put("staffMember", id, `{"name":"x","roles":["assistantNurse"],"employerOrgId":"ekby","state":"active"}`)
	}
	hire("amina")
	for i := range townStaff {
		hire(fmt.Sprintf("s%d", i))
	}
	for i := range townTeams {
		members := `{"staffId":"amina","parts":[1,2,3]}`
		if i > 0 {
			members = `{"staffId":"s0","parts":[1]}`
		}
		for j := range townStaff / townTeams {
			members += fmt.Sprintf(`,{"staffId":"s%d","parts":[1,2,3]}`, 1+(i*townStaff/townTeams+j)%(townStaff-1))
		}
		t.put("careTeam", fmt.Sprintf("t%d", i), `{"name":"x","providerOrgId":"ekby","state":"active","members":[`+members+`]}`)
	}
	n := 0
	for c := range townCitizens {
		team := 1 + c%(townTeams-1)
		if c < hersCitizens {
			team = 0
		}
		t.assign(n, "teamId", fmt.Sprintf("t%d", team), c)
		for k := range inPerson {
			t.assign(n+k+1, "staffId", fmt.Sprintf("s%d", (c*7+k*13)%townStaff), c)
		}
		n += inPerson + 1
	}
	return t
}

// rights measures what deciding who may see what costs, and what signing adds.
func rights(w io.Writer, quick bool) error {
	rounds := 5000
	if quick {
		rounds = 500
	}
	t := newTown()
	amina := access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "amina"}
	scopes := len(t.d.Scopes(amina, 10))
	show := func(name string, c Cost, aim string) { fmt.Fprintf(w, "  %-66s %v  %s\n", name, c, aim) }
	show(fmt.Sprintf("what an actor with %d scopes may hold, of %d assignments", scopes, townCitizens*(inPerson+1)),
		measure(rounds, times(rounds, func() { t.d.Scopes(amina, 10) })), "(aim: under 100 µs)")
	for _, change := range []struct{ name, typ, id, a, b string }{
		{"an assignment in person ends and begins", "careAssignment", "as1", `{"validTo":"1970-01-01T00:00:09Z"}`, `{"validTo":"2100-01-01T00:00:00Z"}`},
		{"a block is lifted and set", "blockRule", "b1", `{"citizenId":"c3","orgUnitId":"ekby","level":"provider","state":"lifted"}`, `{"state":"active"}`},
		{"a member leaves a team and comes back", "careTeam", "t1", `{"members":[{"staffId":"s0","parts":[1]}]}`, `{"members":[{"staffId":"s0","parts":[1]},{"staffId":"s11","parts":[1]}]}`},
	} {
		n := len(t.put(change.typ, change.id, change.a))
		c := measure(rounds/5, times(rounds/10, func() {
			n = max(n, len(t.put(change.typ, change.id, change.b)), len(t.put(change.typ, change.id, change.a)))
		}))
		show(fmt.Sprintf("%s: %d of %d looked at again", change.name, n, townStaff+1+townCitizens), c, "(with merging it)")
	}
	return signed(show, rounds)
}

// signed measures a proof of a batch of 20 edits of 1 KB, beside reading their digests, which a server does anyway.
func signed(show func(string, Cost, string), rounds int) error {
	key, err := sign.NewKey(make([]byte, 32))
	if err != nil {
		return err
	}
	w := &World{clock: hlc.NewClock(replicaID, "")}
	_, edits := w.Batch()
	proof := sign.Prove(key, sign.Start(replicaID), edits...)
	public := key.Public()
	n := rounds / 5
	show("verifying a signed batch of 20 edits", measure(n, times(n, func() {
		if !proof.Fits(public, edits) {
			panic("bench: the proof does not fit")
		}
	})), "(aim: at most 200 µs)")
	return nil
}
