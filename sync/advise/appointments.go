package advise

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Alarm is an appointment that the phone rings for.
type Alarm struct {
	Scope    document.Scope `json:"scope"`
	Doc      string         `json:"doc"`
	Type     string         `json:"type"`
	Sequence int            `json:"sequence"` // of the time that stands now
	At       int64          `json:"at"`       // when it begins, milliseconds; rings may come earlier, never for another time
}

// Known is the time of an appointment that its person has taken in: the first she was told of, or that she answered to last.
type Known struct {
	Scope    document.Scope `json:"scope"`
	Doc      string         `json:"doc"`
	Sequence int            `json:"sequence"`
	At       int64          `json:"at"`
}

// Moved is an appointment whose time is another than the one she knows: it is shown from → to, and she is asked to answer again.
type Moved struct {
	Code     string         `json:"code"` // AnswerAgain
	Scope    document.Scope `json:"scope"`
	Doc      string         `json:"doc"`
	Type     string         `json:"type"`
	Sequence int            `json:"sequence"`          // what she is asked to answer to
	From     int64          `json:"from,omitzero"`     // milliseconds; 0 when this phone does not know it any more
	To       int64          `json:"to"`                // milliseconds
	Answered string         `json:"answered,omitzero"` // what she said to the earlier time, which does not count: yes, no or maybe
}

// Plan is what the phone does about appointments. Alarms are all there are: one that the phone has set and that is not among them is
// taken away.
type Plan struct {
	Alarms []Alarm `json:"alarms,omitempty"`
	Moved  []Moved `json:"moved,omitempty"`
	Known  []Known `json:"known,omitempty"` // to be given to the next Appointments
}

// invitation says how a type invites.
type invitation struct {
	states  []string // in which it is to be
	answers string   // the list in which people answer, each under her own id
	invited func(me Me, h Held) bool
}

// invitations are the appointments of staff that people are asked to: "attendance answer belongs to a sequence" (domain.md W3). Only
// who belongs to a team holds its meetings; to a joint visit come those it names, unless the citizen does not want them (W4).
var invitations = map[string]invitation{
	"teamMeeting": {states: []string{"called", "prepared"}, answers: "attendance", invited: func(Me, Held) bool { return true }},
	"jointVisit":  {states: []string{"scheduled", "confirmed"}, answers: "responses", invited: visits},
}

// visits reports whether she is to come to a joint visit.
func visits(me Me, h Held) bool {
	type participant struct {
		StaffID string `json:"staffId"`
	}
	named := func(v jsontext.Value) bool { return as[participant](v).StaffID == me.Actor }
	return slices.ContainsFunc(as[[]jsontext.Value](h.View.Fields["participants"].Value), named) && stance(h, me.Actor) != "no"
}

// stance is what the citizen said about somebody, or else about all.
func stance(h Held, staff string) string {
	type said struct {
		Answer string `json:"answer"`
	}
	for _, about := range []string{staff, "all"} {
		if item, is := h.item("citizenStance", about); is {
			return as[said](item.Value).Answer
		}
	}
	return ""
}

// Appointments says which appointments the phone rings for, and who is asked to answer again because they moved. now is in
// milliseconds; held is what the phone shows, in any order; known is what the last Plan gave, or nothing.
func Appointments(now int64, me Me, held []Held, known []Known) Plan {
	var p Plan
	for _, h := range held {
		how, is := invitations[h.Type]
		if !is || !h.isLive() {
			continue
		}
		at := slices.IndexFunc(known, func(k Known) bool { return k.Scope == h.Scope && k.Doc == h.Doc })
		var was *Known
		if at >= 0 {
			was = &known[at]
		}
		p.add(now, me, h, how, was)
	}
	slices.SortFunc(p.Alarms, func(a, b Alarm) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Doc, b.Doc))
	})
	slices.SortFunc(p.Moved, func(a, b Moved) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Doc, b.Doc))
	})
	slices.SortFunc(p.Known, func(a, b Known) int { return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Doc, b.Doc)) })
	return p
}

// add plans one appointment.
func (p *Plan) add(now int64, me Me, h Held, how invitation, was *Known) {
	start, has := h.moment("start")
	if !has || start <= now || !slices.Contains(how.states, h.text("state")) || !how.invited(me, h) {
		if was != nil {
			p.Known = append(p.Known, *was) // it may be called again
		}
		return
	}
	is := Known{Scope: h.Scope, Doc: h.Doc, Sequence: h.number("sequence"), At: start}
	answer, counts := answerTo(me, h, how, is.Sequence)
	if !counts || answer != "no" {
		p.Alarms = append(p.Alarms, Alarm{Scope: h.Scope, Doc: h.Doc, Type: h.Type, Sequence: is.Sequence, At: start})
	}
	knowsOld := was != nil && was.Sequence < is.Sequence
	if counts || !knowsOld && answer == "" {
		if counts || was == nil {
			was = &is
		}
		p.Known = append(p.Known, *was)
		return
	}
	m := Moved{Code: AnswerAgain, Scope: h.Scope, Doc: h.Doc, Type: h.Type, Sequence: is.Sequence, To: start, Answered: answer}
	if knowsOld {
		m.From = was.At
	}
	if was != nil {
		p.Known = append(p.Known, *was)
	}
	p.Moved = append(p.Moved, m)
}

// answerTo is what she has answered, and whether it is to the time that stands: "Petra's yes to seq 1 is now 'ej svarat' for seq 3"
// (domain.md W3).
func answerTo(me Me, h Held, how invitation, sequence int) (answer string, counts bool) {
	var item merge.Item
	item, has := h.item(how.answers, me.Actor)
	if !has {
		return "", false
	}
	said := as[struct {
		Response string `json:"response"`
		To       int    `json:"respondedToSequence"`
	}](item.Value)
	return said.Response, !item.Stale && said.To >= sequence
}
