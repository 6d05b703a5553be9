package care

import (
	"iter"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Facts is what the rules know of the world outside the document. A nil function means "cannot tell": the rule lets the
// edit through, and who can tell judges it.
type Facts struct {
	Now                      int64 // ms
	Author, Role, OnBehalfOf string
	// By are those whose edits made the change that people are told of.
	By []string
	// Written is when the edit was written by the phone's corrected clock; 0 on a phone, and for the server's own.
	Written      int64
	Municipality string
	// Decides says that the edit carries out what people decided in a conflict.
	Decides bool
	// Schema knows the types of the other documents.
	Schema *schema.Set
	// InAudience tells whether a member of staff belongs to the audience of a part of the team's meetings, by the directory.
	InAudience func(team string, part int, staff string) bool
	// HasRole tells whether a member of staff has a role, by the directory.
	HasRole func(staff, role string) bool
	// Staff gives a member of staff as the directory has them, nil for none.
	Staff func(id string) *document.Document
	// Discloses judges a copy to another scope, by the directory; it gives the code of a refusal, or "".
	Discloses func(from, to document.Scope, basis string) string
	// Document gives a document of the same scope as the commit so far leaves it, nil if there is none.
	Document func(id string) (*document.Document, error)
	// TeamsOf names the teams that care for a citizen, the one to turn to first.
	TeamsOf func(citizen string) []string
	// MovedFrom names the team that had a citizen for the scope's provider until another provider took over; "" while one still
	// has, and of whom only some may know.
	MovedFrom func(citizen string) string
	// Base gives how much of the scope's log the author of an edit of this commit had seen; false for other edits.
	Base func(edit string) (seq uint64, is bool)
	// OnCall names the staff who are told when nobody of a team has acknowledged what is urgent.
	OnCall func(team string) []string
}

// Write is an edit that the server makes because of another.
type Write struct {
	Scope     document.Scope // "" means the scope of what caused it
	Doc, Type string
	Create    bool // create it if it does not exist; else nothing is done then
	// OnBehalfOf is "citizen" when it is the citizen's own statement, made elsewhere.
	OnBehalfOf string
	Changes    map[string]document.Op
}

type (
	guard  func(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string)
	follow func(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error)
	due    func(t *schema.Type, doc *document.Document, f Facts) ([]Write, error)
	derive func(s screen, doc *document.Document) jsontext.Value
)

// rule is what a name in a type's rules stands for. Either member may be nil.
type rule struct {
	guard  guard
	follow follow
}

var rules = map[string]rule{
	"roomAudience":           {guard: roomAudience},
	"assessmentGate":         {guard: assessmentGate},
	"citizenFirst":           {guard: citizenFirst, follow: respectNo},
	"confirmedBeforeClosed":  {guard: confirmedBeforeClosed, follow: reopened},
	"readByRaiser":           {follow: readByRaiser},
	"invitesCitizen":         {follow: invitesCitizen},
	"answersVisit":           {guard: answeredInTime, follow: answersVisit},
	"decisionFollows":        {follow: decisionFollows},
	"visitFact":              {follow: visitFact},
	"orderSent":              {follow: orderSent},
	"discloseCopy":           {guard: mayBeDisclosed, follow: discloseCopy},
	"openedNow":              {guard: openedNow},
	"visitDay":               {follow: visitDay},
	"doubleDelivery":         {follow: doubleDelivery},
	"outcomesAgree":          {follow: outcomesAgree},
	"supportEnds":            {follow: supportEnds},
	"nurseLowersUrgency":     {guard: loweredBy("nurse")},
	"ownerLowersUrgency":     {guard: loweredBy("occupationalTherapist", "physiotherapist")},
	"floorFirst":             {guard: floorFirst},
	"itemReturns":            {follow: itemReturns},
	"movedAgain":             {follow: movedAgain},
	"ownFact":                {guard: ownFact},
	"cancelledStays":         {guard: cancelledStays},
	"voiceFirst":             {guard: voiceFirst},
	"withdrawnAfterDecision": {follow: withdrawnAfterDecision},
	"noticeAnswered":         {follow: noticeAnswered},
	"reached":                {follow: reached},
	"withdrawnByRaiser":      {guard: withdrawnByRaiser},
	"notesWait":              {follow: notesWait},
	"refuted":                {follow: refuted},
	"afterMove":              {follow: afterMove},
	"outdatedProposals":      {follow: outdatedProposals},
	"handedOver":             {follow: handedOver},
}

// dues are the rules of deadlines.
var dues = map[string]due{
	"cutOff":         cutOff,
	"suspectMissed":  suspectMissed,
	"overdue":        overdue,
	"conflictDue":    conflictDue,
	"orderForgotten": orderForgotten,
	"notReached":     notReached,
	"askNext":        askNext,
	"toCall":         toCall,
	"remindChair":    remindChair,
}

var derives = map[string]derive{
	"inTime":      inTime,
	"visitStatus": visitStatus,
	"maybeSameAs": maybeSameAs,
}

// Guard judges what an edit made of a document, before it counts. Code "" lets it through, field is what a refusal is about.
// Note is the code of a verdict that is not a refusal (no-quorum). Before is nil for a new document.
func Guard(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	for _, name := range t.Rules {
		judge := rules[name].guard
		if judge == nil {
			continue
		}
		code, field, said := judge(t, before, after, e, f)
		if code != "" {
			return code, field, ""
		}
		if said != "" {
			note = said
		}
	}
	return "", "", note
}

// Follow says what the change of a document brings with it: edits by the server in the same scope, which belong in the same
// commit, or with another Scope effects. It says nothing about what is there already. An error is one of Facts.Document.
func Follow(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	var all []Write
	for _, name := range t.Rules {
		bring := rules[name].follow
		if bring == nil {
			continue
		}
		writes, err := bring(t, before, after, f)
		if err != nil {
			return nil, err
		}
		all = append(all, writes...)
	}
	return all, nil
}

// Due says what a deadline brings when its time has come; nothing when it is no longer true: the document was voided, shows
// another state or another time. An error is one of Facts.Document.
func Due(name string, t *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	bring := dues[name]
	if bring == nil || doc == nil || doc.IsVoided() || !isDue(name, t, doc, f.Now) {
		return nil, nil
	}
	return bring(t, doc, f)
}

// Derive computes a derived field for the screen. All yields the documents of a type that are held, of any scope. It is nil
// when there is nothing to show.
func Derive(t *schema.Type, field string, doc *document.Document, all func(typ string) iter.Seq[*document.Document], set *schema.Set) jsontext.Value {
	rule := t.Fields[field]
	if rule == nil || derives[rule.Derive] == nil || doc == nil {
		return nil
	}
	return derives[rule.Derive](screen{t: t, all: all, set: set}, doc)
}

// screen is what a derived field is computed from.
type screen struct {
	t   *schema.Type
	all func(typ string) iter.Seq[*document.Document]
	set *schema.Set
}
