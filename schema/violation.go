package schema

import "fmt"

// Codes of violations. They are those of sync/document, as texts, because schema imports nothing of Samsyn.
const (
	codeUnknownField = "unknown-field"
	codeBadValue     = "bad-value"
	codeBadEdit      = "bad-edit"
	codeTooLarge     = "too-large"
)

// Violation says why a value may not stand. It is a value, not an error: "no" is a normal answer. Text says what to do and
// never quotes what was written.
type Violation struct {
	Field string // "" from CheckLimits, which knows no field
	Code  string // bad-value, too-large, unknown-field or bad-edit
	Text  Labels
}

// about makes a bad-value violation of a field; the two sentences go on from its label.
func (f *Field) about(code, swedish, english string) *Violation {
	return &Violation{Field: f.Name, Code: code, Text: Labels{
		Swedish: fmt.Sprintf("”%s” %s", f.Label.Swedish, swedish),
		English: fmt.Sprintf("“%s” %s", f.Label.English, english),
	}}
}

func unknownField(name string) *Violation {
	return &Violation{Field: name, Code: codeUnknownField, Text: Labels{
		Swedish: "Servern känner inte till fältet. Uppdatera appen och skicka igen.",
		English: "The server does not know the field. Update the app and submit again.",
	}}
}

func limit(code, swedish, english string) *Violation {
	return &Violation{Code: code, Text: Labels{Swedish: swedish, English: english}}
}
