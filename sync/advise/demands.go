package advise

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Demand is what the person must confirm before the phone goes on. It is shown by the words of its code; what she confirms is the
// app's to write (an answer: her item of confirmations; a notice: its acknowledgement), and then it is not demanded any more. What
// CallNurseNow asks is confirmed by the person alone, in the form.
type Demand struct {
	Code string `json:"code"`
	// What it is about: the question with the answer, the cause of a notice, the document that is to be saved.
	Scope document.Scope `json:"scope"`
	Doc   string         `json:"doc"`
	// Item is the answer that is to be confirmed.
	Item string `json:"item,omitzero"`
	// Notice is the one to be acknowledged, in the person's inbox.
	Notice string `json:"notice,omitzero"`
}

func sorted(all []Demand) []Demand {
	slices.SortFunc(all, func(a, b Demand) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Notice, b.Notice))
	})
	return all
}

// questionType is a question about medicines.
const questionType = "medicationQuestion"

// BeforeSaving says what must be confirmed before a draft is saved; before is the document as the phone shows it, or the zero View. A
// question that becomes urgent now waits for a call, not for a phone that has no network: whoever is no nurse is told to ring one
// first (domain.md W7). That she has phoned already is for the nurse to read and settles nothing here.
func BeforeSaving(me Me, d Draft, before merge.View) []Demand {
	const now = "now"
	to := document.Unquote(d.Changes["urgency"].Set)
	if d.Type != questionType || to != now || me.Role == "nurse" || document.Unquote(before.Fields["urgency"].Value) == now {
		return nil
	}
	return []Demand{{Code: CallNurseNow, Scope: d.Scope, Doc: d.Doc}}
}

// BeforeOpening says what must be confirmed before a visit to a citizen is opened: the newest answer to a question about her medicines
// that this person is to have read, and urgent notices about her. "Must never: 'Besvarad' shown although the next visitor has not
// read it" (domain.md W7). visit is the scope of what is opened; nothing is demanded of what is about no citizen.
func BeforeOpening(me Me, held []Held, visit document.Scope) []Demand {
	if visit.Kind() != "citizen" {
		return nil
	}
	var out []Demand
	answered := map[document.Scope]map[string]bool{}
	urgent := urgentNotices(me, held, visit.Subject())
	for _, h := range held {
		answers := h.View.Fields["answer"].Items
		if h.Type != questionType || !h.isLive() || len(answers) == 0 || h.Scope.Kind() != "citizen" || h.Scope.Subject() != visit.Subject() {
			continue
		}
		if answered[h.Scope] == nil {
			answered[h.Scope] = map[string]bool{}
		}
		answered[h.Scope][h.Doc] = true
		newest := answers[len(answers)-1].ID
		isTold := slices.ContainsFunc(urgent, func(d Demand) bool { return d.Scope == h.Scope && d.Doc == h.Doc })
		if (isTold || mustConfirm(me, h)) && confirmed(me, h) != newest {
			out = append(out, Demand{Code: ReadAnswer, Scope: h.Scope, Doc: h.Doc, Item: newest})
		}
	}
	for _, d := range urgent {
		if !answered[d.Scope][d.Doc] { // an answer is what is to be read, not that there is one
			out = append(out, d)
		}
	}
	return sorted(out)
}

func mustConfirm(me Me, h Held) bool {
	return slices.ContainsFunc(h.View.Fields["mustConfirmIds"].Items, func(i merge.Item) bool { return document.Unquote(i.Value) == me.Actor })
}

// confirmed is the answer that she has confirmed, or "".
func confirmed(me Me, h Held) string {
	item, _ := h.item("confirmations", me.Actor)
	return as[struct {
		AnswerID string `json:"answerId"`
	}](item.Value).AnswerID
}

// urgentNotices are those in her inbox that are about a citizen and not acknowledged, up to the change that they tell of now.
func urgentNotices(me Me, held []Held, citizen string) (out []Demand) {
	for _, h := range held {
		cause := document.Scope(h.text("causeScope"))
		isHers := h.Type == "notice" && h.isLive() && h.Scope.Kind() == "staff" && h.Scope.Subject() == me.Actor
		if !isHers || h.text("class") != "urgent" || cause.Kind() != "citizen" || cause.Subject() != citizen || isAcknowledged(h) {
			continue
		}
		out = append(out, Demand{Code: ReadUrgent, Scope: cause, Doc: h.text("causeDoc"), Notice: h.Doc})
	}
	return out
}

// isAcknowledged: an acknowledgement belongs to a change (domain.md W3). Of a notice that counts no changes the state tells.
func isAcknowledged(notice Held) bool {
	if seq := notice.View.Fields["causeSeq"].Value; seq.Kind() == jsontext.KindNumber {
		return notice.number("acknowledgedSeq") >= as[int](seq)
	}
	return notice.text("state") == "acknowledged"
}
