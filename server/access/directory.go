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
	rooms        rooms
	staff        map[string][]employment    // by staff id, oldest first; they do not overlap
	employees    map[string][]string        // organisation → staff it employs or employed
	teams        map[string]team            // as of the latest document
	members      map[string][]membership    // by staff id, with the ended ones
	rules        map[string]*rule           // by document id, the newest version of each
	byCitizen    map[string]*about          // all rules about a citizen, with the ended ones
	byHolder     map[string][]*rule         // assignments, consents, openings and mandates, by whom they let in; likewise
	boundaries   []int64                    // sorted times at which access changes by itself
	turns        map[int64][]string         // boundary → holders whose access it may change
	kinds        map[string]func(put) *rule // by type: what a document says
}

// employment is what a staff member was for a time; without roles after they left.
type employment struct {
	span
	roles    []string
	employer string
}

// span is a half-open time: from ≤ t < to, milliseconds.
type span struct{ from, to int64 }

func (s span) covers(t int64) bool { return s.from <= t && t < s.to }

// team is who sits in a team, and for which provider it works.
type team struct {
	provider string
	members  map[string][]int // staff id → parts
	onCall   []string         // in the order they are told
}

type membership struct {
	span
	team, provider string
	parts          []int
}

// New makes an empty directory: nobody may do anything.
func New(set *schema.Set, municipality string) *Directory {
	return &Directory{
		schema: set, municipality: municipality, rooms: roomsOf(set), staff: map[string][]employment{}, employees: map[string][]string{},
		teams: map[string]team{}, members: map[string][]membership{}, rules: map[string]*rule{}, byCitizen: map[string]*about{},
		byHolder: map[string][]*rule{}, turns: map[int64][]string{},
		kinds: map[string]func(put) *rule{
			"careAssignment": assignmentRule, "blockRule": blockRule, "consentRule": consentRule, "openingRule": openingRule,
			"protectedPerson": protectedRule, "protectionRule": protectionRule, "mandate": mandateRule,
		},
	}
}

// Municipality is the organisation that answers for what no provider does.
func (d *Directory) Municipality() string { return d.municipality }

// takeAway are the types that only take access away.
var takeAway = []string{"blockRule", "protectedPerson", "protectionRule"}

// Put takes in a document of tenant/directory as it is from a time on, and says whose access it may have changed: sorted,
// without their tenant. Documents of types that decide nothing change nobody's; nor do those whose beginning has not come
// (create-awaited), unless they take access away: half an assignment may name nobody.
func (d *Directory) Put(doc *document.Document, at int64) []Actor {
	t := d.schema.Types[doc.Type]
	if t == nil || doc.Created == "" && !slices.Contains(takeAway, doc.Type) {
		return nil
	}
	switch say := d.kinds[doc.Type]; {
	case say != nil:
		return d.actors(d.putRule(say(put{doc.ID, merge.Read(t, doc), at, d.rooms}), at), at)
	case doc.Type == "staffMember":
		return d.actors(d.putStaff(doc.ID, merge.Read(t, doc), at), at)
	case doc.Type == "careTeam":
		return d.actors(d.putTeam(doc.ID, merge.Read(t, doc), at), at)
	}
	return nil
}

func (d *Directory) putStaff(id string, v merge.View, at int64) []string {
	now := employment{span: span{at, forever}, employer: text(v, "employerOrgId")}
	if v.Voided == "" && text(v, "state") != "left" {
		_ = json.Unmarshal(v.Fields["roles"].Value, &now.roles) // schema checked; absent means no roles
	}
	list := d.staff[id]
	if n := len(list); n > 0 {
		if slices.Equal(list[n-1].roles, now.roles) && list[n-1].employer == now.employer {
			return nil
		}
		list[n-1].to = at
	}
	d.staff[id] = append(list, now)
	if !slices.Contains(d.employees[now.employer], id) {
		d.employees[now.employer] = append(d.employees[now.employer], id)
	}
	return []string{staffHolder + id}
}

// putTeam names the members whose seat changed: all of them when the team works for another provider.
func (d *Directory) putTeam(id string, v merge.View, at int64) []string {
	var list []struct {
		StaffID string `json:"staffId"`
		Parts   []int  `json:"parts"`
	}
	state := text(v, "state")
	if v.Voided == "" && state != "closed" && state != "merged" {
		_ = json.Unmarshal(v.Fields["members"].Value, &list) // schema checked
	}
	var onCall []string
	_ = json.Unmarshal(v.Fields["onCallIds"].Value, &onCall) // schema checked; absent means nobody
	before, now := d.teams[id], team{provider: text(v, "providerOrgId"), members: make(map[string][]int, len(list)), onCall: onCall}
	for _, m := range list {
		now.members[m.StaffID] = m.Parts
	}
	var changed []string
	for who, parts := range before.members {
		if next, still := now.members[who]; !still || !slices.Equal(next, parts) || before.provider != now.provider {
			d.endMembership(who, id, at)
			changed = append(changed, staffHolder+who)
		}
	}
	for who, parts := range now.members {
		if old, was := before.members[who]; !was || !slices.Equal(old, parts) || before.provider != now.provider {
			d.members[who] = append(d.members[who], membership{span: span{at, forever}, team: id, provider: now.provider, parts: parts})
			changed = append(changed, staffHolder+who)
		}
	}
	d.teams[id] = now
	return changed
}

func (d *Directory) endMembership(staffID, team string, at int64) {
	for i := range d.members[staffID] {
		if m := &d.members[staffID][i]; m.team == team && m.to == forever {
			m.to = at
		}
	}
}

func text(v merge.View, field string) string { return document.Unquote(v.Fields[field].Value) }
