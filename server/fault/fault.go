// Package fault holds every error code that a phone can see, and the phone's duty for each.
//
// It sits beside the whole server: the package that understands a problem makes an Error, wire encodes its code, and
// nothing else ever leaves the server. Whatever is not an Error is "internal" to the phone and full detail to the operator.
//
// Promises: the list is closed, a code's meaning never changes, and mobile-contract/errors.md has one row per code. A phone
// that meets a code it does not know follows the duty in the frame, so codes can be added without a new contract.
//
// Callers owe that a cause holds ids, sizes and positions, never content: causes are logged.
//
// The package is pure and starts no goroutine. To test code that uses it, compare CodeOf(err).
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Error is a code with the cause that never leaves the server.
type Error struct {
	Code        string
	Cause       error // may be nil
	RetryMillis int64 // how long the phone waits before it tries again; 0 leaves it to the phone
}

// New makes an Error. The cause may be nil.
func New(code string, cause error) *Error { return &Error{Code: code, Cause: cause} }

// Newf makes an Error whose cause is the formatted text. Ids, sizes and positions only.
func Newf(code, format string, args ...any) *Error {
	return &Error{Code: code, Cause: fmt.Errorf(format, args...)}
}

// Wait makes an Error that tells the phone when to try again. Less than a millisecond counts as one.
func Wait(code string, after time.Duration) *Error {
	return &Error{Code: code, RetryMillis: max(1, after.Milliseconds())}
}

// Error says the code and the cause, for operators.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Code
	}
	return e.Code + ": " + e.Cause.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Row is what the code's row of the table says.
func (e *Error) Row() Code { return Lookup(e.Code) }

// From finds the Error in err; any other error becomes Internal with err as its cause. From(nil) is nil.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return New(Internal, err)
}

// CodeOf is the code that a phone would see for err, or "" for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	return From(err).Code
}
