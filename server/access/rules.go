package access

import (
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// OpeningMillis is how long an opening lasts at most: 60 minutes (domain.md L-13).
const OpeningMillis = 60 * 60 * 1000

// kind says what a rule does.
type kind uint8

const (
	assigns  kind = iota // lets a holder reach what the role reads
	consents             // lets a holder reach some compartments, without an assignment
	opens                // as assigned in person, for an hour
	emerges              // likewise, and through blocks
	mandates             // lets a representative reach some compartments
	blocks               // keeps people of an organisation or a team out of some compartments
	protects             // keeps out everybody who is not named
	marks                // keeps out everybody, until somebody is named
)

// Prefixes of holders: whom a rule lets in.
const (
	staffHolder = "staff/"
	teamHolder  = "team/"
	orgHolder   = "org/"
	repHolder   = "representative/"
	aboutHolder = "citizen/" // the citizen
)

// rule is one thing that decides who reaches a citizen, for a time. Its members never change but for the end of the time.
type rule struct {
	span
	kind         kind
	id, citizen  string
	about        *about   // the citizen
	provider     string   // of an assignment
	holders      []string // whom it lets in; of protects, the staff it names
	mask         mask     // which compartments; all for assignments and openings
	names        mask     // of a consent: all it names, also the cases that it is a basis for
	org          string   // of a block
	byTeam       bool     // a block's org may be a team
	byEmployer   bool     // a block's org may be an employer
	keepsHistory bool     // it counts from its own beginning even if that was before it was written
}

// about is all that is known about a citizen, with what has ended.
type about struct {
	assignments, consents, openings, mandates, blocks []*rule
	protections                                       []*rule // and marks
}

func (a *about) list(k kind) *[]*rule {
	switch k {
	case assigns:
		return &a.assignments
	case consents:
		return &a.consents
	case opens, emerges:
		return &a.openings
	case mandates:
		return &a.mandates
	case blocks:
		return &a.blocks
	}
	return &a.protections
}

// put is a document as it is read: its view from a time on.
type put struct {
	id    string
	v     merge.View
	at    int64
	rooms rooms
}

func (p put) rule(k kind) *rule {
	r := &rule{kind: k, id: p.id, citizen: text(p.v, "citizenId"), span: span{p.at, forever}, mask: allRooms}
	if p.v.Voided != "" {
		r.to = p.at
	}
	return r
}

// times narrows a rule to validFrom and validTo.
func (p put) times(r *rule) {
	if t, ok := document.TimeMillis(text(p.v, "validFrom")); ok {
		r.from = t
	}
	if t, ok := document.TimeMillis(text(p.v, "validTo")); ok {
		r.to = min(r.to, t)
	}
	if !r.keepsHistory {
		r.from = max(r.from, p.at)
	}
}

func (p put) isIn(states ...string) bool { return slices.Contains(states, text(p.v, "state")) }

func (p put) names(field string) (list []string) {
	_ = json.Unmarshal(p.v.Fields[field].Value, &list) // schema checked; absent is none
	return list
}

func assignmentRule(p put) *rule {
	r := p.rule(assigns)
	r.provider, r.keepsHistory = text(p.v, "providerOrgId"), true
	r.holders = []string{staffHolder + text(p.v, "staffId")}
	if team := text(p.v, "teamId"); team != "" {
		r.holders[0] = teamHolder + team
	}
	p.times(r)
	if p.v.Voided != "" || p.isIn("revoked", "expired") {
		r.to = r.from // backdated as it may be, it was never true
	}
	return r
}

// A citizen who blocks health blocks what is said of it too: part 3 of a meeting is where home care and home health care speak
// (domain.md 1.4), and its case compartment holds that.
const health, healthCase = "health", "case-3"

// blockRule holds until it is lifted. While it is temporarily opened it still holds: who may pass has an opening of their own.
func blockRule(p put) *rule {
	r := p.rule(blocks)
	r.org = text(p.v, "orgUnitId")
	level := text(p.v, "level")
	r.byTeam, r.byEmployer = level != "provider", level != "team"
	named := p.names("compartments")
	if len(named) == 0 {
		named = []string{health}
	}
	if slices.Contains(named, health) {
		named = append(named, healthCase)
	}
	r.mask = p.rooms.named(named)
	if p.isIn("lifted") {
		r.to = p.at
	}
	return r
}

// consentRule gives nothing while it is asked for, and nothing once it is limited: a limit in words is for people to read,
// and the narrower consent that replaces it says what is left. It never opens a case: that takes a seat in the team's part.
func consentRule(p put) *rule {
	r := p.rule(consents)
	r.names = p.rooms.named(p.names("compartments"))
	r.mask = r.names &^ p.rooms.cases
	var to []struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
	}
	_ = json.Unmarshal(p.v.Fields["recipients"].Value, &to) // schema checked
	for _, one := range to {
		r.holders = append(r.holders, one.Kind+"/"+one.ID)
	}
	p.times(r)
	if !p.isIn("given") {
		r.to = min(r.to, p.at)
	}
	return r
}

// openingRule lasts until its time, an hour after it came at most.
func openingRule(p put) *rule {
	k := opens
	if text(p.v, "kind") == "emergency" {
		k = emerges
	}
	r := p.rule(k)
	r.holders, r.mask = []string{staffHolder + text(p.v, "staffId")}, allRooms&^p.rooms.cases
	until, ok := document.TimeMillis(text(p.v, "until"))
	if !ok || !p.isIn("open") {
		until = p.at
	}
	r.to = min(r.to, until, p.at+OpeningMillis)
	return r
}

func protectedRule(p put) *rule {
	r := p.rule(protects)
	for _, id := range p.names("staffIds") {
		r.holders = append(r.holders, staffHolder+id)
	}
	if p.isIn("ended") {
		r.to = p.at
	}
	return r
}

// protectionRule is the mark on a citizen's identity, which whoever takes down the name may set. Whom it lets in a manager
// says; until then nobody.
func protectionRule(p put) *rule {
	r := p.rule(marks)
	if string(p.v.Fields["protectedIdentity"].Value) != "true" {
		r.to = p.at
	}
	return r
}

func mandateRule(p put) *rule {
	r := p.rule(mandates)
	r.holders = []string{repHolder + text(p.v, "representativeId")}
	r.mask = p.rooms.named(p.names("compartments")) &^ p.rooms.cases
	p.times(r)
	if p.isIn("revoked") {
		r.to = min(r.to, p.at)
	}
	return r
}
