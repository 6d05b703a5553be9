package sdkphone

import (
	"fmt"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/replica"
)

// failure is why a command came to nothing. Kind is "invalid" for a draft the schema refuses, "offline", or another of the SDK's
// codes.
type failure struct {
	Kind  string `json:"kind"`
	Code  string `json:"code"`
	Field string `json:"field"`
	Text  string `json:"text"`
}

// asError is the error that a Go phone would have given.
func (f *failure) asError() error {
	switch {
	case f.Kind == "invalid" && f.Code == "revoked":
		return replica.ErrRevoked
	case f.Kind == "invalid":
		return &replica.Invalid{Code: f.Code, Field: f.Field}
	case f.Kind == "offline":
		return phone.ErrOffline
	}
	return fmt.Errorf("the SDK: %s: %s", f.Kind, f.Text)
}
