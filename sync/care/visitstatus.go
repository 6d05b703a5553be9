package care

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// statuses of a planned visit, strongest first: "performed fact > partly > interrupted > declined/notHome/notAdmitted >
// replacementSent > confirmedMissed > suspectedMissed > cancelled > planned" (domain.md 3.2). Must never: "'Utebliven'
// overwrites 'utförd' because it was written later" (W8).
var statuses = []string{
	"performed", "partly", "interrupted", "alreadyVisited", "declinedByCitizen", "notAdmitted", "notHome",
	"replacementSent", "confirmedMissed", "suspectedMissed", "cancelled", "planned",
}

// visitStatus joins what was done and what people thought of it over the plan, also when only this phone knows it yet. The
// visits of a person who died, or has no support any more, are cancelled unless somebody was there (trap T7).
func visitStatus(s screen, doc *document.Document) jsontext.Value {
	best := text(s.t, doc, "state")
	if best != "cancelled" {
		best = "planned" // changed, too
	}
	take := func(status string) {
		if at := slices.Index(statuses, status); at >= 0 && at < slices.Index(statuses, best) {
			best = status
		}
	}
	for _, one := range factsOf(s, doc) {
		take(one.Outcome)
	}
	said := saidOf(s, doc)
	for _, one := range said {
		if one.Kind != suspected || s.stillSuspected(one, said, doc) {
			take(one.Kind)
		}
	}
	nothingDone := slices.Index(statuses, best) > slices.Index(statuses, "notHome")
	if nothingDone && s.isOver(doc.Scope.Subject()) { // also when silence made somebody suspect that it was missed
		best = "cancelled"
	}
	return document.Quote(best)
}

const suspected = "suspectedMissed"

// stillSuspected: a suspicion is about the time that the plan has, and ends when somebody has heard that all is well.
func (s screen) stillSuspected(one assertion, said []assertion, plan *document.Document) bool {
	at, known := document.TimeMillis(one.At)
	if end, has := moment(s.t, plan, "end"); !known || has && at < end {
		return !known
	}
	return !slices.ContainsFunc(said, func(other assertion) bool {
		heard, is := document.TimeMillis(other.At)
		return is && other.Kind == "allWell" && heard >= at
	})
}

// isOver reports whether a citizen's support has ended, as far as this phone knows.
func (s screen) isOver(citizen string) bool {
	for c := range s.all("citizen") {
		if c.Scope.Subject() == citizen && isEnded(s.set.Types["citizen"], c) {
			return true
		}
	}
	return false
}
