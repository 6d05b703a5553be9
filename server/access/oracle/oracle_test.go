package oracle_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// fewChecks are done when nobody asks for a number: each is a municipality of its own with twelve phones.
const fewChecks = 30

var (
	citizens  = []string{"c1", "c2", "c3"}
	providers = []string{"ekby", "lindgarden"}
	staff     = []string{"amina", "petra", "jonas", "sofia", "bodil", "dora", "sys", "eva"}
)

// TestOracle_NothingLeaks draws histories of grants, blocks, consents, openings, moves and disclosures among people who write, and
// searches every byte that every phone receives for what it must not hold.
func TestOracle_NothingLeaks(t *testing.T) {
	s, seen, began := open(t), &tally{types: map[string]int{}}, time.Now()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	rapid.Check(t, func(r *rapid.T) {
		if !asked && seen.checks >= fewChecks {
			return
		}
		seen.checks++
		w := newWorld(r, s, seen)
		defer w.close()
		for range rapid.IntRange(5, 20).Draw(r, "steps") {
			w.act()
		}
		w.returns()
	})
	if seen.canaries*seen.applied*seen.refused*seen.granted*seen.revoked == 0 {
		t.Errorf("nothing much happened: %+v", *seen)
	}
	t.Logf("%d checks in %v: %+v", seen.checks, time.Since(began), *seen)
}

// act does one step of the history.
func (w *world) act() {
	var jobs []*job
	add := func(j *job) {
		if j != nil {
			jobs = append(jobs, j)
		}
	}
	ready := w.ready()
	switch act := rapid.IntRange(0, 14).Draw(w.t, "act"); {
	case act <= 2: // one writes, or several at once
		busy := map[*phone]bool{}
		for range rapid.IntRange(1, 3).Draw(w.t, "writers") {
			if p := pick(w, "writer", ready); !busy[p] {
				busy[p] = true
				add(w.writes(p))
			}
		}
	case act == 3 && w.chance("forged", 2):
		add(w.forges())
	case act == 3:
		add(w.loads())
	case act <= 7:
		add(w.change())
	case act <= 9: // a change while others write
		change := w.change()
		if add(change); w.chance("load", 2) {
			add(w.loads())
		}
		for range rapid.IntRange(1, 2).Draw(w.t, "writers") {
			if p := pick(w, "writer", ready); (change == nil || p != change.phone) && !slices.ContainsFunc(jobs, func(j *job) bool { return j.phone == p }) {
				add(w.writes(p))
			}
		}
	case act == 10:
		add(w.passes())
		if w.chance("then", 2) {
			w.step(jobs...)
			if gone := w.revoke(w.some("assignment")); gone != nil {
				w.step(gone)
			}
			jobs = nil
			add(w.forges())
		}
	case act == 11:
		add(w.network())
	case act == 12: // a question, and access that changes beside it
		asked := w.asks()
		if add(asked); w.chance("race", 2) {
			if change := w.change(); change == nil || asked == nil || change.phone != asked.phone {
				add(change)
			}
		}
	default:
		add(w.discloses())
		if w.chance("race", 2) {
			add(w.change())
		}
		if len(jobs) == 2 && jobs[0].phone == jobs[1].phone {
			jobs = jobs[:1]
		}
		slices.Reverse(jobs) // what a disclosure could do is learned of with the change, and without
	}
	if len(jobs) > 0 {
		w.step(jobs...)
	}
}

// passes lets the clock go on.
func (w *world) passes() *job {
	next := w.now + int64(pick(w, "minutes", []int{1, 31, 61, 24 * 60}))*minute
	return w.clock(next)
}

func (w *world) clock(next int64) *job {
	return &job{what: "it is " + document.TimeText(next), run: func() error { return w.s.setClock(w.tenant, next) }, after: func(bool) {
		w.now, w.n.now = next, next
	}}
}

// network takes it from somebody, or gives it back: with the cursors of then, or older ones, or of scopes that were never held.
func (w *world) network() *job {
	p := pick(w, "whose", w.phones)
	if p.http {
		return &job{what: p.id + " asks", phone: p}
	}
	if p.conn != nil {
		return &job{what: p.id + " goes offline", run: p.offline}
	}
	if len(p.old) > 0 && w.chance("restored", 3) {
		p.cursors = maps.Clone(pick(w, "backup", p.old))
	}
	if w.chance("forged", 4) {
		scope := pick(w, "scope", w.scopes)
		p.cursors[document.Scope(scope)] = document.Cursor{Epoch: "e", Seq: uint64(rapid.IntRange(0, 3).Draw(w.t, "seq")), Chain: "0123456789abcdef"}
	}
	return w.comes(p)
}

// asks for a scope again, or says that it was purged: one that is held, one that was, or one that never could be.
func (w *world) asks() *job {
	ready := slices.DeleteFunc(w.ready(), func(p *phone) bool { return p.http })
	if len(ready) == 0 {
		return nil
	}
	p, scope := pick(w, "asks", ready), document.Scope(pick(w, "scope", w.scopes))
	if w.chance("held", 2) && len(p.held) > 0 {
		scope = pick(w, "which", slices.Sorted(maps.Keys(p.held)))
	}
	w.says(p.actor, string(scope))
	frame := wire.AppendPurged(nil, scope)
	if !w.chance("purged", 4) {
		var from *document.Cursor
		if c, has := p.cursors[scope]; has && w.chance("from", 2) {
			from = &c
		}
		frame = wire.AppendCatchUp(nil, scope, from)
	}
	return &job{what: p.id + " sends " + string(frame), phone: p, run: func() error { return p.send(frame) }}
}

func (w *world) comes(p *phone) *job {
	w.says(p.actor, string(toJSON(p.cursors)))
	now := w.now
	return &job{what: fmt.Sprintf("%s comes online with %d cursors", p.id, len(p.cursors)), run: func() error { return p.online(now) }}
}

// returns brings everybody back, so that all is delivered that ever will be.
func (w *world) returns() {
	var jobs []*job
	for _, p := range w.phones {
		switch {
		case p.http:
			jobs = append(jobs, &job{what: p.id + " asks", phone: p})
		case p.conn == nil:
			jobs = append(jobs, w.comes(p))
		}
	}
	w.step(jobs...)
}

func (w *world) close() {
	for _, p := range w.phones {
		_ = p.offline() // what it says was said before
	}
}

// newWorld makes a tenant with citizens, providers, teams and phones.
func newWorld(r *rapid.T, s *server, seen *tally) *world {
	w := &world{
		t: r, s: s, now: start, seen: seen, ids: int(s.tenants.Load()+1) * 1_000_000, // so that another tenant's canary is unknown
		places: map[string][]place{}, said: map[actor]map[string]bool{}, inside: map[written][]string{},
		n: &naive{now: start, people: map[string]*person{
			"amina": {"ekby", []string{"assistantNurse"}}, "petra": {"ekby", []string{"nurse"}}, "jonas": {"ekby", []string{"occupationalTherapist"}},
			"sofia": {"lindgarden", []string{"assistantNurse"}}, "bodil": {"ekby", []string{"unitManager"}}, "dora": {"ekby", []string{"needsAssessor", "nurse"}},
			"sys": {"ekby", []string{"systemAdmin"}}, "eva": {"lindgarden", []string{"unitManager"}},
		}, teams: map[string]*crew{
			"t1": {"ekby", map[string][]string{"amina": {"1", "2", "3"}, "petra": {"2", "3"}, "bodil": {"1"}}},
			"t2": {"lindgarden", map[string][]string{"sofia": {"2", "3"}, "eva": {"1"}}},
		}},
	}
	w.add(fact{what: "assignment", id: "as1", citizen: "c1", holders: []string{"team/t1"}, provider: "ekby", from: start - day, to: forever})
	w.add(fact{what: "assignment", id: "as2", citizen: "c2", holders: []string{"team/t2"}, provider: "lindgarden", from: start - day, to: forever})
	w.add(fact{what: "assignment", id: "as3", citizen: "c3", holders: []string{"team/t1"}, provider: "ekby", from: start - day, to: forever})
	w.add(fact{what: "assignment", id: "as4", citizen: "c3", holders: []string{"staff/jonas"}, provider: "ekby", from: start - day, to: forever})
	w.add(fact{what: "assignment", id: "as5", citizen: "c3", holders: []string{"team/t2"}, provider: "lindgarden", from: start - day, to: forever})
	w.everything()
	w.people()
	w.held = []map[actor]map[string]bool{{}}
	var err error
	if w.tenant, err = s.tenant(w.firstRows()); err != nil {
		w.fatal("%v", err)
	}
	for i, a := range w.actors {
		w.phones = append(w.phones, newPhone(s, w.tenant, "r"+strconv.Itoa(i)+a.id, a, a.id == "dora" || a.id == "nobody" || a.id == "sys" || a.id == "eva"))
	}
	w.phones = append(w.phones, newPhone(s, w.tenant, "r99amina", w.actors[0], true))
	w.step(w.clock(start + day)) // so that there was a time before
	w.returns()
	return w
}

func (w *world) people() {
	for _, id := range append(staff, "nobody") {
		w.actors = append(w.actors, actor{"staff", id})
	}
	w.actors = append(w.actors, actor{"citizen", "c1"}, actor{"citizen", "c2"}, actor{"representative", "rut"})
}

// everything lists all scopes there are.
func (w *world) everything() {
	for _, c := range citizens {
		for _, room := range []string{"identity", "card", "rights", "own", "health", "case-t1-1", "case-t1-2", "case-t1-3", "case-t2-1", "case-t2-2", "case-t2-3"} {
			w.scopes = append(w.scopes, "citizen/"+c+"/"+room+"/ekby")
		}
		for _, provider := range providers {
			w.scopes = append(w.scopes, "citizen/"+c+"/social/"+provider, "citizen/"+c+"/visits/"+provider)
		}
	}
	for _, team := range []string{"t1", "t2"} {
		for _, room := range []string{"meeting", "part1", "part2", "part3", "reach", "handover"} {
			w.scopes = append(w.scopes, "team/"+team+"/"+room+"/ekby")
		}
		w.scopes = append(w.scopes, "unit/"+team+"/learning/ekby")
	}
	for _, id := range append(staff, "nobody") {
		w.scopes = append(w.scopes, "staff/"+id+"/own/ekby", "staff/"+id+"/inbox/ekby")
	}
	w.scopes = append(w.scopes, "representative/rut/own/ekby", "tenant/directory", "tenant/register")
}

// firstRows are the directory and, in every scope of a citizen or a team, a canary.
func (w *world) firstRows() (rows []load.Row) {
	for id, p := range w.n.people {
		rows = append(rows, load.Row{Type: "staffMember", ID: id, Values: values("name", id, "roles", p.roles, "employerOrgId", p.employer, "state", "active")})
	}
	for id, c := range w.n.teams {
		rows = append(rows, teamRow(id, c))
	}
	for _, f := range w.n.facts {
		rows = append(rows, assignmentRow(*f))
	}
	for _, scope := range w.scopes {
		p, list := document.Scope(scope), contentIn(scope)
		if p.Kind() != "citizen" || len(list) == 0 {
			continue
		}
		e := w.newWords(scope)
		r := rowOf(e)
		w.placed(e)
		rows = append(rows, r)
	}
	return rows
}

// rowOf is what an edit says as a row of the municipality's own system.
func rowOf(e document.Edit) load.Row {
	r := load.Row{
		Type: e.Type, ID: e.Doc, Provider: e.Scope.Controller(), Values: map[string]jsontext.Value{}, Items: map[string]map[string]jsontext.Value{},
	}
	room := e.Scope.Compartment()
	switch number := room[len(room)-1:]; {
	case e.Scope.Kind() == "citizen":
		if r.Citizen = e.Scope.Subject(); strings.HasPrefix(room, "case-") {
			r.Team, r.Part = strings.Split(room, "-")[1], number
		}
	case e.Scope.Kind() == "team":
		if r.Team = e.Scope.Subject(); strings.HasPrefix(room, "part") {
			r.Part = number
		}
	}
	for name, op := range e.Changes {
		if op.Add != nil {
			r.Items[name] = op.Add
			continue
		}
		r.Values[name] = op.Set
	}
	return r
}

// loads is a job in which words come from another system.
func (w *world) loads() *job {
	e := w.newWords(pick(w, "scope", slices.DeleteFunc(slices.Clone(w.scopes), func(s string) bool {
		return len(contentIn(s)) == 0 || !strings.HasPrefix(s, "citizen/") && !strings.HasPrefix(s, "team/")
	})))
	return w.rows(fmt.Sprintf("loaded: %s %s %s", e.Scope, e.Type, e.Doc), func() { w.placed(e) }, rowOf(e))
}

func teamRow(id string, c *crew) load.Row {
	var members []any
	for who, parts := range c.parts {
		var numbers []int
		for _, p := range parts {
			numbers = append(numbers, int(p[0]-'0'))
		}
		members = append(members, map[string]any{"staffId": who, "parts": numbers})
	}
	return load.Row{Type: "careTeam", ID: id, Values: values("name", id, "providerOrgId", c.provider, "members", members, "state", "active")}
}
