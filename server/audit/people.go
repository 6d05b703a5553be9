package audit

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// people is what the directory knows of staff, teams and assignments, as it is now.
type people struct {
	staff       map[string]person
	providers   map[string][]string // organisation → names of its teams
	teams       map[string][]string // team → staff ids
	teamNames   map[string]string
	assignments []relation
	openings    []opening
	protected   map[string]bool // citizens whose identity is protected now
	citizens    map[string]person
	logins      map[string]store.Contact
}

type person struct {
	name, address, employer string
	role                    string // the first of roles
	roles                   []string
	protected               bool // name is hidden, and there is no address
}

// hidden is the name of somebody whose identity is protected.
const hidden = "skyddad identitet"

// relation is an assignment: a staff member or a team, and a citizen, for a time.
type relation struct {
	staff, team, citizen string
	by                   []string // who wrote what it says now, or made it
	from, to             int64    // to 0: without an end
}

// meet reads the directory, once for a question.
func (d *desk) meet(ctx context.Context) (*people, error) {
	if d.people != nil {
		return d.people, nil
	}
	p := &people{
		staff: map[string]person{}, providers: map[string][]string{}, teams: map[string][]string{}, citizens: map[string]person{},
		protected: map[string]bool{},
		logins:    map[string]store.Contact{}, teamNames: map[string]string{},
	}
	for doc, err := range d.o.Documents(ctx, d.key(document.Directory)) {
		if err != nil {
			return nil, err
		}
		t := d.o.Schema.Types[doc.Type]
		if t == nil {
			continue
		}
		p.add(doc, merge.Read(t, doc))
	}
	d.people = p
	return p, nil
}

func (p *people) add(doc *document.Document, v merge.View) {
	switch doc.Type {
	case "staffMember":
		one := person{name: text(v, "name"), employer: text(v, "employerOrgId")}
		if one.roles = texts(v, "roles"); len(one.roles) > 0 {
			one.role = one.roles[0]
		}
		p.staff[doc.ID] = one
	case "careTeam":
		if org, name := text(v, "providerOrgId"), text(v, "name"); name != "" {
			p.providers[org], p.teamNames[doc.ID] = append(p.providers[org], name), name
		}
		var members []struct {
			StaffID string `json:"staffId"`
		}
		_ = json.Unmarshal(v.Fields["members"].Value, &members) // schema checked; absent means none
		for _, m := range members {
			p.teams[doc.ID] = append(p.teams[doc.ID], m.StaffID)
		}
	case "careAssignment":
		r := relation{staff: text(v, "staffId"), team: text(v, "teamId"), citizen: text(v, "citizenId")}
		r.from, _ = document.TimeMillis(text(v, "validFrom"))
		r.to, _ = document.TimeMillis(text(v, "validTo"))
		for _, o := range doc.Origins {
			r.by = append(r.by, o.Author)
		}
		p.assignments = append(p.assignments, r)
	case "protectedPerson":
		p.protect(v, text(v, "state") != "ended")
	case "protectionRule":
		p.protect(v, isTrue(v, "protectedIdentity"))
	case "openingRule":
		p.openings = append(p.openings, openingOf(doc, v))
	}
}

// protect notes a protection that is in force.
func (p *people) protect(v merge.View, is bool) {
	if is && v.Voided == "" {
		p.protected[text(v, "citizenId")] = true
	}
}

func isTrue(v merge.View, field string) bool { return string(v.Fields[field].Value) == "true" }

func text(v merge.View, field string) string { return document.Unquote(v.Fields[field].Value) }

// texts is a field that is a list of texts.
func texts(v merge.View, field string) (out []string) {
	_ = json.Unmarshal(v.Fields[field].Value, &out) // schema checked; absent means none
	return out
}

// citizen reads a citizen's name and address, once. Of one whose identity is protected it gives neither: what is asked here is
// who read, and answers are printed and sent on (domain.md L-27).
func (d *desk) citizen(ctx context.Context, p *people, id string) (person, error) {
	if one, known := p.citizens[id]; known {
		return one, nil
	}
	if p.protected[id] {
		return person{name: hidden, protected: true}, nil
	}
	scope := document.Scope("citizen/" + id + "/identity/" + d.Municipality)
	doc, err := d.o.Document(ctx, d.key(scope), id)
	if err != nil {
		return person{}, err
	}
	var one person
	if t := d.o.Schema.Types["citizenIdentity"]; doc != nil && t != nil {
		v := merge.Read(t, doc)
		one = person{name: text(v, "displayName"), address: text(v, "address")}
	}
	p.citizens[id] = one
	return one, nil
}

// login reads whose login a replica is, and on which device, once.
func (d *desk) login(ctx context.Context, p *people, replica string) (store.Contact, error) {
	c, known := p.logins[replica]
	if known || replica == "" {
		return c, nil
	}
	c, _, err := d.o.Store.HeldBy(ctx, d.ID, replica)
	if err == nil {
		p.logins[replica] = c
	}
	return c, err
}

// named is a staff member's name with the id, as reviewers need both.
func (p *people) named(id string) string {
	if one := p.staff[id]; one.name != "" {
		return one.name + " (" + id + ")"
	}
	return id
}

// unit is an organisation as people know it: the municipality, or a provider by the names of its teams.
func (p *people) unit(org, municipality string) string {
	switch names := p.providers[org]; {
	case org == "":
		return ""
	case org == municipality:
		return "kommunen"
	case len(names) > 0:
		slices.Sort(names)
		return strings.Join(slices.Compact(names), " och ")
	}
	return "extern utförare"
}

// cares reports whether somebody had an assignment for a citizen at a time: of their own, or through a team.
func (p *people) cares(staff, citizen string, at int64) (own, throughTeam bool) {
	for _, r := range p.assignments {
		if !r.isOf(citizen, at) {
			continue
		}
		own = own || r.staff == staff
		throughTeam = throughTeam || slices.Contains(p.teams[r.team], staff)
	}
	return own, throughTeam
}

// letIn reports whether somebody has an assignment for a citizen at a time that they wrote themselves: in person, or to a team
// they sit in.
func (p *people) letIn(staff, citizen string, at int64) (own, throughTeam bool) {
	for _, r := range p.assignments {
		if !r.isOf(citizen, at) || !slices.Contains(r.by, staff) {
			continue
		}
		own = own || r.staff == staff
		throughTeam = throughTeam || slices.Contains(p.teams[r.team], staff)
	}
	return own, throughTeam
}

func (r relation) isOf(citizen string, at int64) bool {
	return r.citizen == citizen && at >= r.from && (r.to == 0 || at < r.to)
}
