package fcm

import (
	"strconv"
	"time"

	"firebase.google.com/go/v4/messaging"

	"github.com/samsyn/samsyn/server/push"
)

// format writes a message as its platform wants it. Now is the real time: Apple is told when a message ends, not how long it lasts.
//
// The data are the same everywhere. What is shown is the name of a text in the app, and in browsers, which have no such names, the
// text itself. Sync shows nothing: it is data only, and on Apple a background push, which must have priority 5.
func format(m push.Message, token string, now time.Time) *messaging.Message {
	out := &messaging.Message{Token: token, Data: m.Data()}
	switch m.Platform() {
	case push.IOS:
		out.APNS = apple(m, now)
	case push.Web:
		out.Webpush = web(m)
	default:
		out.Android = android(m)
	}
	return out
}

func priority(m push.Message) string {
	if m.IsHigh() {
		return "high"
	}
	return "normal"
}

func android(m push.Message) *messaging.AndroidConfig {
	ttl := m.TTL()
	c := &messaging.AndroidConfig{CollapseKey: string(m.Class()), Priority: priority(m), TTL: &ttl}
	if key := m.TextKey(); key != "" {
		c.Notification = &messaging.AndroidNotification{BodyLocKey: key, Tag: string(m.Class()), ChannelID: string(m.Class())}
	}
	return c
}

// The kinds of push that Apple knows, with the priority that each must or may have.
const (
	appleAtOnce  = "10"
	appleKindly  = "5" // when it suits the battery; all that a background push may have
	appleAlert   = "alert"
	appleSilence = "background"
)

func apple(m push.Message, now time.Time) *messaging.APNSConfig {
	c := &messaging.APNSConfig{
		Headers: map[string]string{
			"apns-push-type": appleSilence, "apns-priority": appleKindly, "apns-collapse-id": string(m.Class()),
			"apns-expiration": strconv.FormatInt(now.Add(m.TTL()).Unix(), 10),
		},
		Payload: &messaging.APNSPayload{Aps: &messaging.Aps{ContentAvailable: true}},
	}
	if key := m.TextKey(); key != "" {
		c.Headers["apns-push-type"] = appleAlert
		c.Payload.Aps.Alert = &messaging.ApsAlert{LocKey: key}
		if m.IsHigh() {
			c.Headers["apns-priority"], c.Payload.Aps.Sound = appleAtOnce, "default"
		}
	}
	return c
}

func web(m push.Message) *messaging.WebpushConfig {
	c := &messaging.WebpushConfig{Headers: map[string]string{
		"TTL": strconv.FormatInt(int64(m.TTL()/time.Second), 10), "Urgency": priority(m), "Topic": string(m.Class()),
	}}
	if key := m.TextKey(); key != "" {
		c.Notification = &messaging.WebpushNotification{Body: push.Text(key), Language: "sv", Tag: string(m.Class()), Renotify: m.IsHigh()}
	}
	return c
}
