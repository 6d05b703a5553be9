package fcmtest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/push"
)

// localised is the text that an app has under a key.
func localised(key string) string { return push.Text(key) }

// checkAPNS checks what Apple would; the service passes its refusals on.
func (m *message) checkAPNS() error {
	if m.APNS == nil {
		return nil
	}
	for name, value := range m.APNS.Headers {
		if err := checkAppleHeader(name, value); err != nil {
			return err
		}
	}
	var a aps
	for _, name := range slices.Sorted(maps.Keys(m.APNS.Payload)) {
		if name != "aps" {
			continue // the app's own
		}
		if err := json.Unmarshal(m.APNS.Payload[name], &a, json.RejectUnknownMembers(true)); err != nil {
			return invalid("message.apns.payload.aps", "Invalid value at 'message.apns.payload': "+err.Error())
		}
	}
	kind, priority := m.APNS.Headers["apns-push-type"], m.APNS.Headers["apns-priority"]
	silent := len(a.Alert) == 0 && a.Sound == "" && a.Badge == nil
	switch {
	case kind == "background" && (!silent || a.ContentAvailable != 1):
		return invalid("message.apns", "A background push shows nothing and has content-available.")
	case silent && m.Notification == nil && priority == "10":
		return invalid("message.apns.headers", "A data message must have priority 5.")
	case kind == "alert" && silent && m.Notification == nil:
		return invalid("message.apns", "An alert push shows something.")
	}
	return m.appleShows(a.Alert)
}

func (m *message) appleShows(alert jsontext.Value) error {
	if len(alert) == 0 {
		return nil
	}
	if alert.Kind() == '"' {
		return json.Unmarshal(alert, &m.shows)
	}
	var text apsAlert
	if err := json.Unmarshal(alert, &text, json.RejectUnknownMembers(true)); err != nil {
		return invalid("message.apns.payload.aps.alert", "Invalid value at 'message.apns.payload': "+err.Error())
	}
	m.shows = strings.TrimSpace(or(localised(text.TKey), text.Title) + " " + or(localised(text.Key), text.Body))
	return nil
}

func checkAppleHeader(name, value string) error {
	ok := false
	switch name {
	case "apns-priority":
		ok = value == "10" || value == "5" || value == "1"
	case "apns-push-type":
		ok = value == "alert" || value == "background"
	case "apns-expiration":
		_, err := strconv.ParseInt(value, 10, 64)
		ok = err == nil
	case "apns-collapse-id":
		ok = len(value) <= maxCollapse
	case "apns-topic", "apns-id":
		ok = true
	}
	if !ok {
		return invalid("message.apns.headers", fmt.Sprintf("Invalid value at 'message.apns.headers': %s: %q", name, value))
	}
	return nil
}

var (
	urgencies = []string{"very-low", "low", "normal", "high"}
	topic     = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
)

// checkWeb checks the headers of RFC 8030 and what browsers know of a notification.
func (m *message) checkWeb() error {
	w := m.Webpush
	if w == nil {
		return nil
	}
	for name, value := range w.Headers {
		ok := false
		switch name {
		case "TTL":
			seconds, err := strconv.ParseInt(value, 10, 32)
			ok = err == nil && seconds >= 0
			m.ttl = time.Duration(seconds) * time.Second
		case "Urgency":
			ok = slices.Contains(urgencies, value)
		case "Topic":
			ok = topic.MatchString(value) && len(value) <= maxTopic
		}
		if !ok {
			return invalid("message.webpush.headers", fmt.Sprintf("Invalid value at 'message.webpush.headers': %s: %q", name, value))
		}
	}
	if w.FCMOptions != nil && w.FCMOptions.Link != "" && !strings.HasPrefix(w.FCMOptions.Link, "https://") {
		return invalid("message.webpush.fcm_options.link", "The link must be https.")
	}
	for _, name := range []string{"title", "body"} {
		if text, has := w.Notification[name]; has {
			var t string
			if json.Unmarshal(text, &t) != nil {
				return invalid("message.webpush.notification", "Not a text: "+name)
			}
			m.shows = strings.TrimSpace(m.shows + " " + t)
		}
	}
	return nil
}

// collapse is the key under which a later message replaces this one; "" does not collapse.
func (m *message) collapse() string {
	switch {
	case m.Android != nil:
		return m.Android.CollapseKey
	case m.APNS != nil:
		return m.APNS.Headers["apns-collapse-id"]
	case m.Webpush != nil:
		return m.Webpush.Headers["Topic"]
	}
	return ""
}

// expires is when the message is not delivered any more.
func (m *message) expires(now time.Time) time.Time {
	if m.APNS != nil {
		if at, err := strconv.ParseInt(m.APNS.Headers["apns-expiration"], 10, 64); err == nil {
			return time.Unix(at, 0)
		}
	}
	return now.Add(m.ttl)
}
