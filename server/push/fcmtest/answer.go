package fcmtest

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Error says what the service says.
func (a Answer) Error() string { return a.Words }

// invalid is a message that the service cannot take. Field is where, in the form of google.rpc.BadRequest; "" is nowhere.
func invalid(field, words string) error {
	return badField{Answer{400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", words}, field}
}

// badField is an answer that names a member.
type badField struct {
	Answer
	field string
}

// Unwrap gives the answer.
func (b badField) Unwrap() error { return b.Answer }

type errorBody struct {
	Error struct {
		Code    int              `json:"code"`
		Message string           `json:"message"`
		Status  string           `json:"status"`
		Details []map[string]any `json:"details,omitzero"`
	} `json:"error"`
}

// body is the answer as the service writes it.
func (a Answer) body() []byte {
	var b errorBody
	b.Error.Code, b.Error.Message, b.Error.Status = a.HTTP, a.Words, a.Status
	if a.Code != "" {
		b.Error.Details = append(b.Error.Details, map[string]any{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": a.Code})
	}
	text, err := json.Marshal(b, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil { // texts and numbers
		panic("fcmtest: " + err.Error())
	}
	return append(text, '\n')
}
