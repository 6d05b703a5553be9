package care

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// assessmentGate: "part=3 ⇒ requiresNewAssessment=false" (domain.md 1.3.5). Whoever finds that part 3's question needs a new
// assessment raises it in part 2, where the needs assessor is.
func assessmentGate(t *schema.Type, _, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	if number(t, after, "part") != 3 || !isTrue(t, after, "requiresNewAssessment") {
		return "", "", ""
	}
	if e.Changes["requiresNewAssessment"].Set.Kind() == 't' || touches(e, "part") {
		return document.CodeNeedsAssessment, "requiresNewAssessment", ""
	}
	return "", "", ""
}

// voiceFirst: "citizenVoice mandatory before 'discussed'" (domain.md A13); "no item about a citizen is complete without the
// citizen's voice" (0.3). An anonymous item has nobody to ask.
func voiceFirst(t *schema.Type, before, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	about := func(state string) bool { return state == "discussed" || state == "decided" }
	to := document.Unquote(e.Changes["state"].Set)
	if after.Scope.Kind() != "citizen" || !about(to) || text(t, after, "state") != to || text(t, before, "state") == to || isTrue(t, after, "anonymous") {
		return "", "", ""
	}
	if strings.TrimSpace(text(t, after, "citizenVoice")) == "" {
		return document.CodeVoiceMissing, "citizenVoice", ""
	}
	return "", "", ""
}

// floorFirst: "supportFloorConfirmed required to start" (domain.md A3): a test takes no granted support away.
func floorFirst(t *schema.Type, before, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	const running = "running"
	if document.Unquote(e.Changes["state"].Set) == running && text(t, before, "state") != running && !isTrue(t, after, "supportFloorConfirmed") {
		return document.CodeReasonMissing, "supportFloorConfirmed", ""
	}
	return "", "", ""
}

// inTime: "Accepted as in time, marked 'kom in sent p.g.a. offline' … because a phone in a stairwell must not cost the
// citizen a meeting" (domain.md W1). What counts is when the item was put on this meeting; a clock that runs ahead counts
// as the arrival.
func inTime(s screen, doc *document.Document) jsontext.Value {
	meeting := read(s.t, doc, "meetingId")
	id := document.Unquote(meeting.Value)
	if id == "" {
		return nil
	}
	for m := range s.all("teamMeeting") {
		if m.ID != id {
			continue
		}
		cutoff, has := moment(s.set.Types["teamMeeting"], m, "cutoffAt")
		if !has {
			return nil
		}
		o := doc.Origins[meeting.Edit]
		written := writtenAt(o)
		switch {
		case max(written, o.At) <= cutoff:
			return document.Quote("onTime")
		case written <= cutoff:
			return document.Quote("lateByOffline")
		}
		return document.Quote("late")
	}
	return nil
}
