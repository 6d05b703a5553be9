package push

import (
	"context"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

// Version is that of the form of Message.Data.
const Version = "1"

// Platforms are where a token may be from.
const (
	Android = "android"
	IOS     = "ios"
	Web     = "web"
)

// IsPlatform reports whether a text names one.
func IsPlatform(text string) bool { return text == Android || text == IOS || text == Web }

// Message is all that a push service is told besides a device's token. It holds nothing about anybody: a class, two hashes and
// how urgent it is. Its members are set here only.
type Message struct {
	class    Class
	cursor   string
	tenant   string
	platform string
	high     bool
	ttl      time.Duration
}

// NewMessage makes the message for a ring at a time of the tenant's clock.
func NewMessage(tenant, platform string, r store.Ring, now int64) Message {
	ttl := min(max(0, time.Duration(r.Until-now)*time.Millisecond), longest)
	class := Class(r.Class)
	if !class.IsKnown() {
		class = Sync
	}
	return Message{
		class: class, cursor: Opaque(r.Cursor), tenant: TenantHash(tenant), platform: platform, high: r.High || class == Urgent, ttl: ttl.Truncate(time.Second),
	}
}

// Class is the collapse key.
func (m Message) Class() Class { return m.class }

// Platform is the kind of device.
func (m Message) Platform() string { return m.platform }

// IsHigh reports whether it should wake the phone at once.
func (m Message) IsHigh() bool { return m.high }

// TTL is how long the service should keep it for a phone that is away; whole seconds, at most 28 days.
func (m Message) TTL() time.Duration { return m.ttl }

// Data is the payload: the allow-list of domain section 1.5, and nothing else.
func (m Message) Data() map[string]string {
	return map[string]string{"class": string(m.class), "inboxCursor": m.cursor, "tenant": m.tenant, "v": Version}
}

// TextKey names the text that a lock screen shows, in the app's own resources; "" shows nothing.
func (m Message) TextKey() string {
	switch {
	case !m.class.IsShown():
		return ""
	case m.class == Urgent:
		return "samsyn_urgent"
	}
	return "samsyn_news"
}

// Text is what stands under a TextKey in Swedish, for platforms without resources and for test phones.
func Text(key string) string {
	switch key {
	case "samsyn_urgent":
		return "Samsyn: viktig händelse – öppna appen"
	case "samsyn_news":
		return "Samsyn: ny händelse"
	}
	return ""
}

// Sender tells a push service. It tries once and returns, at the latest when ctx ends. Its errors are *Failure; any other is
// taken for one that may pass.
type Sender interface {
	Send(ctx context.Context, token string, m Message) error
}

// Why says what a Failure is about.
type Why int

// What a service may answer.
const (
	Later   Why = iota // it may pass: the service is full or down, or the network is
	Gone               // the token is nobody's any more, or of another app
	Refused            // the message itself: trying again is no use
	Denied             // our credentials do not do: somebody must look, and then it may pass
)

// Failure is why a message was not taken.
type Failure struct {
	Why   Why
	After time.Duration // how long the service asks to wait; 0 when it does not say
	Code  string        // the service's own, for logs
	Cause error
}

// Error says why, without a token.
func (f *Failure) Error() string {
	if f.Cause == nil {
		return "push: " + f.Code
	}
	return "push: " + f.Code + ": " + f.Cause.Error()
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Cause }
