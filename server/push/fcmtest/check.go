package fcmtest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The service's limits.
const (
	maxPayload  = 4096
	maxTTL      = 28 * 24 * time.Hour
	maxCollapse = 64 // Apple's, bytes
	maxTopic    = 32 // of web push
)

// request is the body, as the service's reference has it.
type request struct {
	ValidateOnly bool    `json:"validate_only"`
	Message      message `json:"message"`
}

type message struct {
	Name         string            `json:"name"`
	Data         map[string]string `json:"data"`
	Notification *struct {
		Title string `json:"title"`
		Body  string `json:"body"`
		Image string `json:"image"`
	} `json:"notification"`
	Android    *android `json:"android"`
	Webpush    *webpush `json:"webpush"`
	APNS       *apns    `json:"apns"`
	FCMOptions *labels  `json:"fcm_options"`
	Token      string   `json:"token"`
	Topic      string   `json:"topic"`
	Condition  string   `json:"condition"`

	shows string // what a lock screen says
	ttl   time.Duration
}

type labels struct {
	AnalyticsLabel string `json:"analytics_label"`
	Link           string `json:"link"`
	Image          string `json:"image"`
}

type android struct {
	CollapseKey           string            `json:"collapse_key"`
	Priority              string            `json:"priority"`
	TTL                   string            `json:"ttl"`
	RestrictedPackageName string            `json:"restricted_package_name"`
	Data                  map[string]string `json:"data"`
	Notification          *struct {
		Title        string   `json:"title"`
		Body         string   `json:"body"`
		Icon         string   `json:"icon"`
		Color        string   `json:"color"`
		Sound        string   `json:"sound"`
		Tag          string   `json:"tag"`
		ClickAction  string   `json:"click_action"`
		BodyLocKey   string   `json:"body_loc_key"`
		BodyLocArgs  []string `json:"body_loc_args"`
		TitleLocKey  string   `json:"title_loc_key"`
		TitleLocArgs []string `json:"title_loc_args"`
		ChannelID    string   `json:"channel_id"`
		Priority     string   `json:"notification_priority"`
		Visibility   string   `json:"visibility"`
		DefaultSound bool     `json:"default_sound"`
	} `json:"notification"`
	FCMOptions   *labels `json:"fcm_options"`
	DirectBootOK bool    `json:"direct_boot_ok"`
}

type webpush struct {
	Headers      map[string]string         `json:"headers"`
	Data         map[string]string         `json:"data"`
	Notification map[string]jsontext.Value `json:"notification"` // a Struct: the browser's, with any members
	FCMOptions   *labels                   `json:"fcm_options"`
}

type apns struct {
	Headers           map[string]string         `json:"headers"`
	Payload           map[string]jsontext.Value `json:"payload"` // a Struct, with aps
	FCMOptions        *labels                   `json:"fcm_options"`
	LiveActivityToken string                    `json:"live_activity_token"`
}

// aps is what Apple knows of a payload.
type aps struct {
	Alert             jsontext.Value `json:"alert"`
	Badge             *int           `json:"badge"`
	Sound             string         `json:"sound"`
	ContentAvailable  int            `json:"content-available"`
	MutableContent    int            `json:"mutable-content"`
	Category          string         `json:"category"`
	ThreadID          string         `json:"thread-id"`
	InterruptionLevel string         `json:"interruption-level"`
}

type apsAlert struct {
	Title  string   `json:"title"`
	Body   string   `json:"body"`
	Key    string   `json:"loc-key"`
	Args   []string `json:"loc-args"`
	TKey   string   `json:"title-loc-key"`
	TArgs  []string `json:"title-loc-args"`
	Launch string   `json:"launch-image"`
}

// parse reads a body and checks all of it. Its errors are answers.
func parse(body []byte) (m *message, dry bool, err error) {
	var r request
	if err := json.Unmarshal(body, &r, json.RejectUnknownMembers(true)); err != nil {
		return nil, false, invalid("", "Invalid JSON payload received. "+err.Error())
	}
	m = &r.Message
	m.ttl = maxTTL
	for _, check := range []func() error{m.checkTarget, m.checkData, m.checkAndroid, m.checkAPNS, m.checkWeb} {
		if err := check(); err != nil {
			return nil, false, err
		}
	}
	if m.Notification != nil && m.shows == "" {
		m.shows = strings.TrimSpace(m.Notification.Title + " " + m.Notification.Body)
	}
	return m, r.ValidateOnly, nil
}

// token is what the service's tokens look like, near enough.
var token = regexp.MustCompile(`^[A-Za-z0-9_:%.\-]{8,1000}$`)

func (m *message) checkTarget() error {
	n := 0
	for _, target := range []string{m.Token, m.Topic, m.Condition} {
		if target != "" {
			n++
		}
	}
	switch {
	case n != 1:
		return invalid("message", "Exactly one of token, topic or condition must be specified.")
	case m.Token == "":
		return invalid("message.topic", "This service knows no topics.")
	case !token.MatchString(m.Token):
		return BadToken
	case m.Name != "":
		return invalid("message.name", "The name is the service's to give.")
	}
	return nil
}

func (m *message) checkData() error {
	size := 0
	for name, value := range m.Data {
		if name == "from" || name == "message_type" || strings.HasPrefix(name, "google") || strings.HasPrefix(name, "gcm") {
			return invalid("message.data", "Invalid data payload key: "+name)
		}
		size += len(name) + len(value)
	}
	if size > maxPayload {
		return invalid("message", "Android message is too big")
	}
	return nil
}

func (m *message) checkAndroid() error {
	a := m.Android
	if a == nil {
		return nil
	}
	switch strings.ToLower(a.Priority) {
	case "", "normal", "high":
	default:
		return invalid("message.android.priority", fmt.Sprintf("Invalid value at 'message.android.priority': %q", a.Priority))
	}
	if a.TTL != "" {
		seconds, err := strconv.ParseFloat(strings.TrimSuffix(a.TTL, "s"), 64)
		if err != nil || !strings.HasSuffix(a.TTL, "s") || seconds < 0 {
			return invalid("message.android.ttl", fmt.Sprintf("Invalid value at 'message.android.ttl': %q", a.TTL))
		}
		if m.ttl = time.Duration(seconds * float64(time.Second)); m.ttl > maxTTL {
			return invalid("message.android.ttl", "TTL must be between 0 and 2419200 seconds")
		}
	}
	if n := a.Notification; n != nil {
		m.shows = strings.TrimSpace(or(localised(n.TitleLocKey), n.Title) + " " + or(localised(n.BodyLocKey), n.Body))
		if len(n.BodyLocArgs) > 0 && n.BodyLocKey == "" || len(n.TitleLocArgs) > 0 && n.TitleLocKey == "" {
			return invalid("message.android.notification", "Arguments without a key.")
		}
	}
	return nil
}

func or(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}
