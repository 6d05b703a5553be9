package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// drawRule writes one of the rules that the server copies into the directory, or a manager's.
func drawRule(t *rapid.T, w *world, at int64) {
	pick := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(t, name) }
	rooms := rapid.SliceOfNDistinct(rapid.SampledFrom(someCompartments), 0, 3, rapid.ID).Draw(t, "rooms")
	citizen, staff := pick("citizen", someCitizens), pick("staff", someStaff)
	later := func(name string) string { return document.TimeText(at + int64(rapid.IntRange(-5, 40).Draw(t, name))) }
	typ := pick("rule", []string{"blockRule", "blockRule", "consentRule", "openingRule", "openingRule", "protectedPerson", "protectionRule", "mandate"})
	id := fmt.Sprintf("%s%d", typ, rapid.IntRange(1, 2).Draw(t, "id"))
	isNew := w.docs[id] == nil
	var pairs []any
	switch typ {
	case "blockRule":
		pairs = []any{"level", pick("level", []string{"provider", "unit", "team"}), "orgUnitId", pick("org", []string{ekby, lind, "t1", "2"}),
			"compartments", rooms, "state", pick("state", []string{"active", "active", "temporarilyOpened", "lifted"})}
	case "consentRule":
		to := map[string]string{"kind": "staff", "id": staff}
		switch rapid.IntRange(0, 2).Draw(t, "to") {
		case 0:
			to = map[string]string{"kind": "team", "id": pick("team", someTeams)}
		case 1:
			to = map[string]string{"kind": "org", "id": pick("org", someProviders)}
		}
		pairs = []any{"recipients", []any{to}, "compartments", rooms, "validTo", later("to"), "validFrom", later("from"),
			"state", pick("state", []string{"given", "given", "given", "withdrawn", "limited"})}
	case "openingRule":
		if pairs = []any{"state", pick("state", []string{"open", "open", "closed"})}; isNew {
			pairs = append(pairs, "staffId", staff, "kind", pick("kind", []string{"outside", "emergency"}), "until", later("until"))
		}
	case "protectedPerson":
		if pairs = []any{"staffIds", []string{staff}}; isNew {
			pairs = append(pairs, "state", "active")
		} else {
			pairs = append(pairs, "state", pick("state", []string{"active", "ended"}))
		}
	case "protectionRule":
		pairs = []any{"protectedIdentity", rapid.IntRange(0, 2).Draw(t, "protected") == 0}
	case "mandate":
		pairs = []any{"compartments", slices.DeleteFunc(rooms, func(r string) bool { return r == "case-2" }), "validFrom", later("from"), "validTo", later("to")}
		if isNew {
			pairs = append(pairs, "representativeId", pick("representative", someReps), "state", "active")
		} else if rapid.IntRange(0, 2).Draw(t, "revoke") == 0 {
			pairs = []any{"state", "revoked"}
		}
	}
	if isNew {
		pairs = append(pairs, "citizenId", citizen)
	}
	w.put(at, typ, id, pairs...)
}

// naive reads the rules of the brief off the log each time it is asked. It knows no index and no history of spans.
type naive struct{ log []logged }

// fact is one version of a document while it was the latest.
type fact struct {
	logged
	until int64
}

func (f fact) text(field string) string { return document.Unquote(f.v.Fields[field].Value) }

func (f fact) list(field string) (out []string) {
	_ = json.Unmarshal(f.v.Fields[field].Value, &out)
	return out
}

func (f fact) isIn(states ...string) bool {
	return f.v.Voided == "" && slices.Contains(states, f.text("state"))
}

// valid is whether a version counts at a time: while it was the latest, and between its own times. Backdated ones count from
// their own beginning.
func (f fact) valid(at int64, backdated bool) bool {
	from, to := f.at, f.until
	if t, ok := document.TimeMillis(f.text("validFrom")); ok {
		if from = max(from, t); backdated {
			from = t
		}
	}
	if t, ok := document.TimeMillis(f.text("validTo")); ok {
		to = min(to, t)
	}
	return f.v.Voided == "" && from <= at && at < to
}

func (n naive) facts(typ string) (out []fact) {
	for i, l := range n.log {
		if l.typ != typ {
			continue
		}
		f := fact{l, forever}
		for _, later := range n.log[i+1:] {
			if later.typ == typ && later.id == l.id {
				f.until = later.at
				break
			}
		}
		out = append(out, f)
	}
	return out
}

// person is a member of staff at a time: roles, employer and the parts of each team.
func (n naive) person(id string, at int64) (roles []string, employer string, seats map[string][]int, providers map[string]string) {
	seats, providers = map[string][]int{}, map[string]string{}
	for _, f := range n.facts("staffMember") {
		if f.id == id && f.at <= at && at < f.until {
			employer = f.text("employerOrgId")
			if f.v.Voided == "" && !f.isIn("left") {
				roles = f.list("roles")
			}
		}
	}
	for _, f := range n.facts("careTeam") {
		var members []struct {
			StaffID string `json:"staffId"`
			Parts   []int  `json:"parts"`
		}
		_ = json.Unmarshal(f.v.Fields["members"].Value, &members)
		for _, m := range members {
			if m.StaffID == id && f.at <= at && at < f.until && f.v.Voided == "" && !f.isIn("closed", "merged") {
				seats[f.id], providers[f.id] = m.Parts, f.text("providerOrgId")
			}
		}
	}
	return roles, employer, seats, providers
}

// had says which providers a citizen had been assigned to by a time, and has.
func (n naive) had(citizen string, at int64) (ever, now []string) {
	for _, f := range n.facts("careAssignment") {
		from, _ := document.TimeMillis(f.text("validFrom"))
		if f.text("citizenId") != citizen || f.v.Voided != "" || f.isIn("revoked", "expired") {
			continue
		}
		to := f.until
		if t, ok := document.TimeMillis(f.text("validTo")); ok {
			to = min(to, t)
		}
		if from <= at && from < to {
			ever = append(ever, f.text("providerOrgId"))
			if at < to {
				now = append(now, f.text("providerOrgId"))
			}
		}
	}
	return ever, now
}

// reads says whether an actor reads a scope about a citizen.
func (n naive) reads(a Actor, scope document.Scope, at int64) bool {
	citizen, room, controller := scope.Subject(), scope.Compartment(), scope.Controller()
	team, part := "", ""
	if rest, isCase := strings.CutPrefix(room, "case-"); isCase {
		cut := strings.LastIndexByte(rest, '-')
		if cut <= 0 {
			return false
		}
		team, part, room = rest[:cut], rest[cut+1:], "case-"+rest[cut+1:]
	}
	name := room
	if part != "" {
		name = "case-*-" + part
	}
	c := schema.Embedded().Compartments["citizen"][name]
	if c == nil || c.Controller == "municipality" && controller != ekby {
		return false
	}
	under := func(providers ...string) bool {
		return c.Controller != "provider" || slices.Contains(providers, controller)
	}
	ever, now := n.had(citizen, at)
	if a.Kind == Citizen {
		return a.ID == citizen && part == "" && slices.Contains(c.Read, "citizen") && len(ever) > 0 && under(ever...)
	}
	someNamed := false
	for _, f := range n.facts("protectedPerson") {
		if f.text("citizenId") == citizen && f.valid(at, false) && !f.isIn("ended") {
			if someNamed = true; a.Kind != Staff || !slices.Contains(f.list("staffIds"), a.ID) {
				return false
			}
		}
	}
	for _, f := range n.facts("protectionRule") {
		if f.text("citizenId") == citizen && f.valid(at, false) && string(f.v.Fields["protectedIdentity"].Value) == "true" && !someNamed {
			return false
		}
	}
	if a.Kind == Representative {
		return part == "" && slices.ContainsFunc(n.facts("mandate"), func(f fact) bool {
			return f.text("representativeId") == a.ID && f.text("citizenId") == citizen && f.valid(at, false) && !f.isIn("revoked") &&
				slices.Contains(f.list("compartments"), room) && slices.Contains(c.Read, Representative) && under(ever...)
		})
	}
	if a.Kind != Staff {
		return false
	}
	roles, employer, seats, providerOf := n.person(a.ID, at)
	external := employer != ekby
	reads := func(some []string) bool {
		return slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(c.Read, r) && (some == nil || slices.Contains(some, r)) })
	}
	for _, f := range n.facts("openingRule") {
		until, _ := document.TimeMillis(f.text("until"))
		known := len(ever) > 0 && !external || slices.Contains(now, employer)
		if f.text("citizenId") == citizen && f.text("staffId") == a.ID && f.valid(at, false) && f.isIn("open") && at < until && part == "" && known {
			mine := now
			if external {
				mine = []string{employer}
			}
			if !under(mine...) {
				continue
			}
			if f.text("kind") == "emergency" {
				if reads([]string{"nurse", "occupationalTherapist", "physiotherapist", "assistantNurse", "unitManager"}) {
					return true
				}
			} else if reads(nil) && !n.blocked(citizen, room, employer, seats, at) {
				return true
			}
		}
	}
	if !reads(nil) || n.blocked(citizen, room, employer, seats, at) {
		return false
	}
	for _, f := range n.facts("careAssignment") {
		if f.text("citizenId") != citizen || !f.valid(at, true) || f.isIn("revoked", "expired") || !under(f.text("providerOrgId")) ||
			external && f.text("providerOrgId") != employer {
			continue
		}
		through := f.text("teamId")
		parts, sits := seats[through]
		switch {
		case through == "" && f.text("staffId") == a.ID && part == "":
			return true
		case through == "" || !sits || external && providerOf[through] != employer:
		case part == "" || through == team && slices.ContainsFunc(parts, func(p int) bool { return fmt.Sprint(p) == part }):
			return true
		}
	}
	return part == "" && slices.ContainsFunc(n.facts("consentRule"), func(f fact) bool {
		var to []struct {
			Kind string `json:"kind"`
			ID   string `json:"id"`
		}
		_ = json.Unmarshal(f.v.Fields["recipients"].Value, &to)
		if f.text("citizenId") != citizen || !f.valid(at, false) || !f.isIn("given") || !slices.Contains(f.list("compartments"), room) || !under(ever...) {
			return false
		}
		for _, one := range to {
			_, sits := seats[one.ID]
			if one.Kind == "staff" && one.ID == a.ID || one.Kind == "team" && sits || one.Kind == "org" && one.ID == employer {
				return true
			}
		}
		return false
	})
}

func (n naive) blocked(citizen, room, employer string, seats map[string][]int, at int64) bool {
	return slices.ContainsFunc(n.facts("blockRule"), func(f fact) bool {
		rooms := f.list("compartments")
		if len(rooms) == 0 {
			rooms = []string{"health"}
		}
		_, sits := seats[f.text("orgUnitId")]
		return f.text("citizenId") == citizen && f.valid(at, false) && !f.isIn("lifted") && (slices.Contains(rooms, room) || room == "case-3" && slices.Contains(rooms, "health")) &&
			(f.text("level") != "team" && f.text("orgUnitId") == employer || f.text("level") != "provider" && sits)
	})
}

// Whatever was written in whatever order: the directory says of every scope about a citizen what the naive model says.
func TestDirectory_SaysWhatTheNaiveModelSays(t *testing.T) {
	t.Parallel()
	all := slices.DeleteFunc(everyScope(), func(s document.Scope) bool { return s.Kind() != "citizen" })
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawWorld(t)
		model := naive{w.log}
		at := int64(rapid.IntRange(0, 130).Draw(t, "at"))
		for _, a := range everyActor() {
			scopes := w.d.Scopes(a, at)
			for _, s := range all {
				_, got := slices.BinarySearch(scopes, s)
				if want := model.reads(a, s, at); got != want {
					t.Fatalf("%s %s at %d reads %s: %v, the model says %v", a.Kind, a.ID, at, s, got, want)
				}
			}
		}
	})
}

// Whoever is not named by Put reads after it what they read before, and by Turned likewise.
func TestDirectory_WhoIsNotAffectedReadsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, at := drawWorld(t)
		before := map[Actor][]document.Scope{}
		at++
		for _, a := range everyActor() {
			before[a] = w.d.Scopes(a, at)
		}
		drawChange(t, w, at)
		after := at + int64(rapid.IntRange(0, 30).Draw(t, "wait"))
		turned := w.d.Turned(at, after)
		for _, a := range everyActor() {
			bare := Actor{Kind: a.Kind, ID: a.ID}
			now, later := w.d.Scopes(a, at), w.d.Scopes(a, after)
			if !slices.Contains(w.affected, bare) && !slices.Equal(before[a], now) {
				t.Fatalf("%s %s: %v before, %v after, and only %v are affected", a.Kind, a.ID, before[a], now, w.affected)
			}
			if !slices.Contains(turned, bare) && !slices.Equal(now, later) {
				t.Fatalf("%s %s: %v at %d, %v at %d, and only %v turn", a.Kind, a.ID, now, at, later, after, turned)
			}
		}
	})
}
