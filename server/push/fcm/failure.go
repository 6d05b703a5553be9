package fcm

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"firebase.google.com/go/v4/errorutils"
	"firebase.google.com/go/v4/messaging"

	"github.com/samsyn/samsyn/server/push"
)

// quotaWait is what Google asks to wait after a 429 without Retry-After.
const quotaWait = time.Minute

// failure says what an answer of FCM means for a ring. The SDK's error holds the service's words, which name no token.
func failure(err error, now time.Time) *push.Failure {
	f := &push.Failure{Why: push.Later, Code: code(err), Cause: errors.New(brief(err))}
	status := 0
	if answer := errorutils.HTTPResponse(err); answer != nil {
		status, f.After = answer.StatusCode, retryAfter(answer.Header, now)
	}
	switch {
	case messaging.IsUnregistered(err), messaging.IsSenderIDMismatch(err), isBadToken(err):
		f.Why = push.Gone
	case messaging.IsQuotaExceeded(err) || status == http.StatusTooManyRequests:
		if f.After == 0 {
			f.After = quotaWait
		}
	case messaging.IsThirdPartyAuthError(err), status == http.StatusUnauthorized, status == http.StatusForbidden:
		f.Why = push.Denied
	case messaging.IsInvalidArgument(err), status == http.StatusBadRequest, status == http.StatusNotFound:
		f.Why = push.Refused
	}
	return f
}

// isBadToken reports whether FCM calls the token itself malformed. It has the same code for a malformed message; only its words
// tell. Ours are all tested against what FCM documents, so a token is the likelier.
func isBadToken(err error) bool {
	return messaging.IsInvalidArgument(err) && strings.Contains(err.Error(), "registration token")
}

func code(err error) string {
	for _, one := range []struct {
		is   func(error) bool
		name string
	}{
		{messaging.IsUnregistered, "UNREGISTERED"}, {messaging.IsSenderIDMismatch, "SENDER_ID_MISMATCH"}, {messaging.IsQuotaExceeded, "QUOTA_EXCEEDED"},
		{messaging.IsThirdPartyAuthError, "THIRD_PARTY_AUTH_ERROR"}, {messaging.IsInvalidArgument, "INVALID_ARGUMENT"},
		{messaging.IsUnavailable, "UNAVAILABLE"}, {messaging.IsInternal, "INTERNAL"}, {errorutils.IsUnauthenticated, "UNAUTHENTICATED"},
		{errorutils.IsPermissionDenied, "PERMISSION_DENIED"},
	} {
		if one.is(err) {
			return one.name
		}
	}
	return "UNKNOWN"
}

// brief is the first line of the service's words.
func brief(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text[:min(len(text), 200)]
}
