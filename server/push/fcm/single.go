package fcm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/oauth2"

	"github.com/samsyn/samsyn/server/push"
)

// single is a transport with which the SDK makes one attempt. Where it would try again, its context ends with the failure.
type single struct{ next http.RoundTripper }

type giveUpKey struct{}

// once gives a context for one attempt, and a way to end it.
func once(ctx context.Context) (context.Context, context.CancelCauseFunc) {
	ctx, giveUp := context.WithCancelCause(ctx)
	return context.WithValue(ctx, giveUpKey{}, giveUp), giveUp
}

// RoundTrip implements http.RoundTripper.
func (s single) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := s.next.RoundTrip(request)
	giveUp, ours := request.Context().Value(giveUpKey{}).(context.CancelCauseFunc)
	switch {
	case !ours:
		return answer, err
	case err != nil:
		giveUp(unreached(err))
		return nil, err
	case answer.StatusCode == http.StatusServiceUnavailable:
		f := &push.Failure{Why: push.Later, Code: "UNAVAILABLE", After: retryAfter(answer.Header, time.Now())}
		_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again
		_ = answer.Body.Close()
		giveUp(f)
		return nil, f
	}
	return answer, nil
}

// unreached is that nobody answered: the network, or whoever gives us access tokens.
func unreached(err error) *push.Failure {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil && refused.Response.StatusCode < http.StatusInternalServerError {
		return &push.Failure{Why: push.Denied, Code: "credentials", Cause: fmt.Errorf("no access token: %s", reason(refused))}
	}
	return &push.Failure{Why: push.Later, Code: "unreachable", Cause: err}
}

// reason is the code that whoever gives access tokens answered with.
func reason(refused *oauth2.RetrieveError) string {
	var body struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(refused.Body, &body) == nil && body.Error != "" {
		return body.Error
	}
	return refused.Response.Status
}

// retryAfter reads how long to wait: seconds, or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 24*3600)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
