package access

import (
	"math"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const forever = math.MaxInt64

// Directory is what decides access in one tenant, with its history. Not safe for concurrent writes.
type Directory struct {
	schema       *schema.Set
	municipality string
	staff        map[string][]employment     // by staff id, oldest first; they do not overlap
	teams        map[string]map[string][]int // team → member → parts, as of the latest document
	members      map[string][]membership     // by staff id, with the ended ones
	assignments  map[string]assignment       // by document id, the latest time of each
	byReceiver   map[string][]assignment     // by "staff/<id>" or "team/<id>", with the ended ones
	byCitizen    map[string][]assignment
	boundaries   []int64 // sorted times at which an assignment begins or ends by itself
}

// employment is what a staff member was for a time; without roles after they left.
type employment struct {
	span
	roles []string
}

// span is a half-open time: from ≤ t < to, milliseconds.
type span struct{ from, to int64 }

func (s span) covers(t int64) bool { return s.from <= t && t < s.to }

type membership struct {
	span
	team  string
	parts []int
}

type assignment struct {
	span
	id, receiver, citizen, provider string
}

// New makes an empty directory: nobody may do anything.
func New(set *schema.Set, municipality string) *Directory {
	return &Directory{
		schema: set, municipality: municipality, staff: map[string][]employment{}, teams: map[string]map[string][]int{},
		members: map[string][]membership{}, assignments: map[string]assignment{}, byReceiver: map[string][]assignment{},
		byCitizen: map[string][]assignment{},
	}
}

// Municipality is the organisation that answers for what no provider does.
func (d *Directory) Municipality() string { return d.municipality }

// Put takes in a document of tenant/directory as it is from a time on. Other types are ignored.
func (d *Directory) Put(doc *document.Document, at int64) {
	t := d.schema.Types[doc.Type]
	if t == nil {
		return
	}
	v := merge.Read(t, doc)
	switch doc.Type {
	case "staffMember":
		d.putStaff(doc.ID, v, at)
	case "careTeam":
		d.putTeam(doc.ID, v, at)
	case "careAssignment":
		d.putAssignment(doc.ID, v, at)
	}
}

func (d *Directory) putStaff(id string, v merge.View, at int64) {
	var roles []string
	if v.Voided == "" && text(v, "state") != "left" {
		_ = json.Unmarshal(v.Fields["roles"].Value, &roles) // schema checked; absent means no roles
	}
	list := d.staff[id]
	if n := len(list); n > 0 {
		if slices.Equal(list[n-1].roles, roles) {
			return
		}
		list[n-1].to = at
	}
	d.staff[id] = append(list, employment{span{at, forever}, roles})
}

func (d *Directory) putTeam(team string, v merge.View, at int64) {
	var list []struct {
		StaffID string `json:"staffId"`
		Parts   []int  `json:"parts"`
	}
	state := text(v, "state")
	if v.Voided == "" && state != "closed" && state != "merged" {
		_ = json.Unmarshal(v.Fields["members"].Value, &list) // schema checked
	}
	now := make(map[string][]int, len(list))
	for _, m := range list {
		now[m.StaffID] = m.Parts
	}
	for id, parts := range d.teams[team] {
		if next, still := now[id]; !still || !slices.Equal(next, parts) {
			d.endMembership(id, team, at)
		}
	}
	for id, parts := range now {
		if old, was := d.teams[team][id]; !was || !slices.Equal(old, parts) {
			d.members[id] = append(d.members[id], membership{span: span{at, forever}, team: team, parts: parts})
		}
	}
	d.teams[team] = now
}

func (d *Directory) endMembership(staffID, team string, at int64) {
	for i := range d.members[staffID] {
		if m := &d.members[staffID][i]; m.team == team && m.to == forever {
			m.to = at
		}
	}
}

func (d *Directory) putAssignment(id string, v merge.View, at int64) {
	a := assignment{id: id, citizen: text(v, "citizenId"), provider: text(v, "providerOrgId"), span: span{at, forever}}
	a.receiver = "staff/" + text(v, "staffId")
	if team := text(v, "teamId"); team != "" {
		a.receiver = "team/" + team
	}
	if t, ok := document.TimeMillis(text(v, "validFrom")); ok {
		a.from = t
		d.addBoundary(t)
	}
	if t, ok := document.TimeMillis(text(v, "validTo")); ok {
		a.to = t
		d.addBoundary(t)
	}
	if state := text(v, "state"); v.Voided != "" || state == "revoked" || state == "expired" {
		a.to = min(a.to, at)
	}
	if old, was := d.assignments[id]; was {
		old.to = min(old.to, at) // what was valid until now stays valid in hindsight
		if old.isSameRelation(a) && a.from <= old.to && old.from <= a.to {
			old.from, old.to = min(old.from, a.from), max(old.to, a.to)
			d.replace(old)
			return
		}
		d.replace(old)
	}
	d.assignments[id] = a
	d.byReceiver[a.receiver] = append(d.byReceiver[a.receiver], a)
	d.byCitizen[a.citizen] = append(d.byCitizen[a.citizen], a)
}

func (a assignment) isSameRelation(b assignment) bool {
	return a.receiver == b.receiver && a.citizen == b.citizen && a.provider == b.provider
}

// replace changes the newest entry of an assignment, here and in both indexes.
func (d *Directory) replace(next assignment) {
	d.assignments[next.id] = next
	for _, list := range [][]assignment{d.byReceiver[next.receiver], d.byCitizen[next.citizen]} {
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].id == next.id {
				list[i] = next
				break
			}
		}
	}
}

func (d *Directory) addBoundary(t int64) {
	if at, found := slices.BinarySearch(d.boundaries, t); !found {
		d.boundaries = slices.Insert(d.boundaries, at, t)
	}
}

// NextBoundary is the first time after t at which somebody's access changes by itself, or false.
func (d *Directory) NextBoundary(t int64) (int64, bool) {
	at, found := slices.BinarySearch(d.boundaries, t)
	if found {
		at++
	}
	if at == len(d.boundaries) {
		return 0, false
	}
	return d.boundaries[at], true
}

func text(v merge.View, field string) string { return document.Unquote(v.Fields[field].Value) }
