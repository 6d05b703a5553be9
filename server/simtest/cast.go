package simtest

import (
	"bytes"
	"encoding/binary"
	"maps"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// person is an actor and the role the app shows.
type person struct {
	access.Actor
	role string
}

func staff(id, role string) person {
	return person{access.Actor{Tenant: tenantID, Kind: access.Staff, ID: id}, role}
}

func citizen(id string) person {
	return person{access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: id}, "citizen"}
}

var (
	maria  = staff("maria", "unitManager") // grants and revokes
	people = []person{
		staff("amina", "assistantNurse"), staff("jonas", "occupationalTherapist"), staff("petra", "nurse"),
		staff("karin", "coordinator"), staff("bo", "careAssistant"), citizen("c1"), citizen("c2"),
	}
	team      = "t3"
	providers = map[string]string{"c1": "ekby", "c2": "vardab"} // who answers for each citizen's social record
)

// castPhones hands out the phones. Some people have two.
func (w *World) castPhones() {
	for i := range w.weather.phones {
		who := pick(w, people)
		if w.chance(60) {
			who = pick(w, people[:3]) // who work together
		}
		if i == 0 && w.chance(85) {
			who = maria
		}
		w.phones = append(w.phones, w.newPhone(i, who))
	}
	all := []document.Scope{
		"citizen/c1/social/ekby", "citizen/c2/social/vardab", "citizen/c1/health/ekby", "citizen/c1/card/ekby", "team/t3/meeting/ekby",
		"team/t3/part2/ekby", "citizen/c2/case-t3-2/ekby", "citizen/c1/visits/ekby",
	}
	w.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	w.busy = all[:w.between(1, 3)]
}

func (w *World) newKey() auth.Key {
	var seed [32]byte
	binary.BigEndian.PutUint64(seed[:], w.rng.Uint64())
	key, err := auth.NewKey(bytes.NewReader(seed[:]))
	if err != nil {
		panic(err)
	}
	return key
}

func (w *World) sign(a access.Actor, life time.Duration) string {
	issuer, err := auth.NewIssuer(w.key, "")
	if err != nil {
		panic(err)
	}
	now := time.UnixMilli(w.now)
	token, err := issuer.Sign(auth.Claims{Actor: a.ID, Tenant: a.Tenant, Kind: auth.Kind(a.Kind), Issued: now, Expires: now.Add(life)})
	if err != nil {
		panic(err)
	}
	return token
}

// load fills the directory and the citizens' cards as samsyn load would, before the storm.
func (w *World) load() {
	l := loader{w: w, clock: hlc.NewClock("loading", "")}
	for _, p := range append([]person{maria}, people...) {
		if p.Kind == access.Staff {
			l.put(document.Directory, "staffMember", p.ID, "name", p.ID, "roles", []string{p.role}, "employerOrgId", municipality, "state", "active")
		}
	}
	member := func(id string, parts ...int) any { return map[string]any{"staffId": id, "parts": parts} }
	l.put(document.Directory, "careTeam", team, "name", "Norra", "providerOrgId", "ekby", "state", "active", "members",
		[]any{member("amina", 1, 2), member("jonas", 2, 3), member("petra", 2, 3), member("karin", 1, 2, 3), member("maria", 1, 2, 3)})
	soon := func(from, to int) string { // in minutes
		return document.TimeText(start + int64(w.between(from, to))*time.Minute.Milliseconds())
	}
	since := document.TimeText(start - 24*time.Hour.Milliseconds())
	for _, c := range []string{"c1", "c2"} {
		from, to := since, soon(60*24, 60*48)
		if w.chance(25) {
			from = soon(0, 4)
		}
		if w.chance(25) {
			to = soon(2, 12)
		}
		l.put(document.Directory, "careAssignment", "team_"+c, "teamId", team, "citizenId", c, "providerOrgId", providers[c], "reason", "teamMember",
			"validFrom", from, "validTo", to, "state", "active")
		card := document.Scope("citizen/" + c + "/card/" + municipality)
		l.put(card, "citizen", c, "whatMattersToMe", "Att gå till brevlådan.", "state", "active")
	}
	l.put(document.Directory, "careAssignment", "substitute", "staffId", "bo", "citizenId", "c2", "providerOrgId", "vardab", "reason", "substitution",
		"validFrom", since, "validTo", soon(1, 20), "state", "active")
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: "loading"}
	var batch []flow.Incoming
	for _, e := range l.edits {
		w.oracle.write(e, nil)
		batch = append(batch, flow.Incoming{Edit: e})
	}
	w.server.flow.Submit(author, batch, func(verdicts []document.Verdict, err error) {
		for _, v := range verdicts {
			if v.Kind == document.Refused {
				w.fail("loading: %s %s %s refused: %s %s", v.Edit, v.Scope, v.Kind, v.Code, v.Field)
			}
		}
		if err != nil {
			w.fail("loading: %v", err)
		}
	})
	for w.stepGroup() || w.takeReady() {
	}
}

type loader struct {
	w     *World
	clock *hlc.Clock
	last  hlc.Stamp
	edits []document.Edit
}

func (l *loader) put(scope document.Scope, typ, id string, pairs ...any) {
	changes := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		changes[pairs[i].(string)] = document.Op{Set: toJSON(pairs[i+1])}
	}
	e := document.Edit{
		ID: l.w.newID(), Scope: scope, Doc: id, Type: typ, Create: true, Changes: changes, Stamp: l.clock.Tick(l.w.now), After: l.last,
	}
	l.last = e.Stamp
	l.edits = append(l.edits, e)
}

// futureType and futureField exist only in apps that are newer than the server.
const (
	futureType  = "futureNote"
	futureField = "mood"
)

// newerRules is the schema of an app ahead of the server: it takes any value, anywhere, and knows a type and a field more.
func newerRules() *schema.Set {
	old := schema.Embedded()
	set := &schema.Set{Types: map[string]*schema.Type{}, Roles: old.Roles, Compartments: old.Compartments}
	for name, t := range old.Types {
		set.Types[name] = loose(old, t, name)
	}
	set.Types[futureType] = loose(old, old.Types["visitNote"], futureType)
	return set
}

// loose copies a type without the checks of its values; it takes the scopes of conflict, which lives anywhere.
func loose(set *schema.Set, t *schema.Type, name string) *schema.Type {
	out := *set.Types["conflict"]
	out.Name, out.Rights, out.States, out.Required, out.Owner = name, t.Rights, t.States, nil, t.Owner
	out.Fields = map[string]*schema.Field{futureField: {Name: futureField, Policy: schema.LastWriter, Schema: map[string]any{"type": "string"}}}
	for field, f := range maps.All(t.Fields) {
		out.Fields[field] = &schema.Field{
			Name: field, Policy: f.Policy, Safe: f.Safe, Order: f.Order, Bundle: f.Bundle, Sequence: f.Sequence, Schema: f.Schema,
			Keyed: f.Keyed, Answers: f.Answers, Others: f.Others, Reason: f.Reason, FrozenIn: f.FrozenIn,
		}
	}
	return &out
}
