package advise

import "github.com/samsyn/samsyn/schema"

// The codes of what a phone says by itself.
const (
	// CallNurseNow comes before a question about medicines that cannot wait is saved: "App, offline: 'Ring sjuksköterska nu'"
	// (domain.md W7). What is written is read when somebody reads it; a nurse who is rung answers.
	CallNurseNow = "call-nurse-now"
	// ReadAnswer comes before a visit is opened: "Noor must confirm before opening the visit" (W7).
	ReadAnswer = "read-answer"
	// ReadUrgent is the same of an urgent notice about that citizen.
	ReadUrgent = "read-urgent"
	// AnswerAgain is about a meeting or visit that moved: "shows old → new struck through, asks for a new answer" (W3).
	AnswerAgain = "answer-again"
)

// texts is the one table of words; the SDK's src/advise/texts.json is written from it.
var texts = map[string]schema.Labels{
	CallNurseNow: {Swedish: "Ring sjuksköterska nu", English: "Call the nurse now"},
	ReadAnswer:   {Swedish: "Bekräfta att du har läst svaret", English: "Confirm that you have read the answer"},
	ReadUrgent:   {Swedish: "Bekräfta att du har läst det som är brådskande", English: "Confirm that you have read what is urgent"},
	AnswerAgain:  {Swedish: "Tiden är ändrad. Svara igen", English: "The time has changed. Answer again"},
}

// Label is what people are shown of a code; false for a code that is not ours.
func Label(code string) (schema.Labels, bool) {
	l, is := texts[code]
	return l, is
}

// Texts is the whole table, by code. It must not be changed.
func Texts() map[string]schema.Labels { return texts }
