package config

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// WebPush is what a browser must know to be rung by Firebase Cloud Messaging. The members are those of the configuration that
// Firebase's console shows for a web app, and the public key of its Web Push certificate. None is secret: every browser gets them.
type WebPush struct {
	APIKey            string `json:"apiKey"`
	ProjectID         string `json:"projectId"`
	AppID             string `json:"appId"`
	MessagingSenderID string `json:"messagingSenderId"`
	VAPIDKey          string `json:"vapidKey"` // base64url of an uncompressed point on P-256
}

// IsSet reports whether browsers can be rung.
func (w WebPush) IsSet() bool { return w != WebPush{} }

// JSON is what browsers are told: an empty object when they cannot be rung.
func (w WebPush) JSON() []byte {
	if !w.IsSet() {
		return []byte("{}")
	}
	text, err := json.Marshal(w)
	if err != nil {
		panic("config: " + err.Error()) // they are texts
	}
	return text
}

// maxWebPush is far above what the console shows.
const maxWebPush = 16 << 10

// What stands in addresses and headers of the browser's requests is of these forms.
var (
	apiKeyForm  = regexp.MustCompile(`^[A-Za-z0-9_-]{20,80}$`)
	projectForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.:-]{2,80}$`)
	appForm     = regexp.MustCompile(`^[0-9]+:[0-9]+:web:[0-9a-f]+$`)
	senderForm  = regexp.MustCompile(`^[0-9]{6,20}$`)
)

// ErrServiceKey says that somebody gave the key that sends pushes where what every browser may know belongs.
var ErrServiceKey = errors.New("is a service account's key, which is secret and belongs in SAMSYN_FCM_CREDENTIALS; needs the configuration of a web app")

// parseWebPush reads the configuration from JSON, or from the file that a path names. Other members that the console shows, such
// as authDomain, are left out. The error says which member is wrong and not what it holds.
func parseWebPush(given string) (WebPush, error) {
	text := []byte(given)
	if !strings.HasPrefix(strings.TrimSpace(given), "{") {
		var err error
		if text, err = os.ReadFile(given); err != nil { //nolint:gosec // whoever starts the server names the file
			return WebPush{}, fmt.Errorf("needs JSON, or the path of a file: %w", err)
		}
	}
	if len(text) > maxWebPush {
		return WebPush{}, errors.New("is too long for the configuration of a web app")
	}
	var members map[string]jsontext.Value
	if err := json.Unmarshal(text, &members); err != nil {
		return WebPush{}, errors.New("is no JSON object: its members need double quotes, unlike in the console's example")
	}
	if members["private_key"] != nil {
		return WebPush{}, ErrServiceKey
	}
	var w WebPush
	if err := json.Unmarshal(text, &w); err != nil {
		return WebPush{}, errors.New("apiKey, projectId, appId, messagingSenderId and vapidKey must be texts")
	}
	return w, w.check()
}

func (w WebPush) check() error {
	var errs []error
	for _, m := range []struct {
		name, want string
		ok         bool
	}{
		{"apiKey", "20 to 80 letters, digits, - and _", apiKeyForm.MatchString(w.APIKey)},
		{"projectId", "the project's id, such as ekby-samsyn", projectForm.MatchString(w.ProjectID)},
		{"appId", "the id of a web app, such as 1:1234567890:web:0123456789abcdef", appForm.MatchString(w.AppID)},
		{"messagingSenderId", "digits", senderForm.MatchString(w.MessagingSenderID)},
		{"vapidKey", "the public key of the Web Push certificate: base64url of 65 bytes", isPoint(w.VAPIDKey)},
	} {
		if !m.ok {
			errs = append(errs, fmt.Errorf("%s needs %s", m.name, m.want))
		}
	}
	return errors.Join(errs...)
}

// isPoint reports whether a text is base64url of an uncompressed point, as browsers take it.
func isPoint(text string) bool {
	key, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && len(key) == 65 && key[0] == 4
}
