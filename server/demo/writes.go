package demo

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Where Norra Ekby writes.
const (
	inMeeting  = "team/norra/meeting/" + Municipality
	inLearning = "unit/norra/learning/" + Municipality
)

func inPart(part string) string { return "team/norra/part" + part + "/" + Municipality }
func inCase(citizen, part string) string {
	return "citizen/" + citizen + "/case-norra-" + part + "/" + Municipality
}
func inHealth(citizen string) string { return "citizen/" + citizen + "/health/" + Municipality }

// made and changed are what somebody wrote so many minutes ago, in a new document and in one that was there.
func made(ago int64, scope, kind, doc string, set ...any) Wrote {
	w := changed(ago, scope, kind, doc, set...)
	w.Create = true
	return w
}

func changed(ago int64, scope, kind, doc string, set ...any) Wrote {
	return Wrote{MinutesAgo: ago, Scope: scope, Type: kind, Doc: doc, Set: values(set...)}
}

// with adds items to a list, by their ids.
func (w Wrote) with(field string, idsAndItems ...any) Wrote {
	more := map[string]map[string]jsontext.Value{field: values(idsAndItems...)}
	for name, items := range w.Items {
		more[name] = items
	}
	w.Items = more
	return w
}

// said makes it the citizen's own statement.
func (w Wrote) said() Wrote {
	w.ForCitizen = true
	return w
}

// told is that somebody's phone fetched the notices about a document, and whether they said that they know.
func told(ago int64, doc string, acknowledged bool) Wrote {
	return Wrote{MinutesAgo: ago, Notice: doc, Acknowledged: acknowledged}
}

// entry is a line of a journal.
func entry(now time.Time, ago int64, text string) map[string]string {
	return map[string]string{"text": text, "at": clock(now.Add(-time.Duration(ago) * time.Minute))}
}
