package config_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/config"
)

// webApp is a made-up web app, with what Firebase's console shows besides.
const webApp = `{"apiKey":"AIzaSyA-made-up-key-of-no-project_000000","authDomain":"ekby.firebaseapp.com","projectId":"ekby-samsyn",
	"appId":"1:1234567890:web:0123456789abcdef","messagingSenderId":"1234567890",
	"vapidKey":"BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0A"}`

var ekby = config.WebPush{
	APIKey: "AIzaSyA-made-up-key-of-no-project_000000", ProjectID: "ekby-samsyn", AppID: "1:1234567890:web:0123456789abcdef",
	MessagingSenderID: "1234567890", VAPIDKey: "BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0A",
}

func loadWeb(given string) (config.WebPush, error) {
	c, err := config.Load([]string{"SAMSYN_FCM_CREDENTIALS=/run/secrets/fcm", "SAMSYN_FCM_WEB=" + given})
	return c.Push.Web, err
}

// The text itself and a file with it are the same, and browsers get the five members and nothing else.
func TestWebPush_IsReadFromTextOrFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "web.json")
	if err := os.WriteFile(path, []byte(webApp), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, given := range []string{webApp, "\n " + webApp, path} {
		got, err := loadWeb(given)
		if diff := cmp.Diff(ekby, got); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		if text := string(got.JSON()); strings.Contains(text, "authDomain") || !strings.Contains(text, `"projectId":"ekby-samsyn"`) {
			t.Errorf("browsers get %s", text)
		}
	}
	got, err := loadWeb("")
	if err != nil || got.IsSet() || string(got.JSON()) != "{}" {
		t.Errorf("without it browsers get %s, %v", got.JSON(), err)
	}
}

// Each member is looked at when the server starts, and the error names it and not what stands there.
func TestWebPush_WhatIsWrongIsSaidAtStart(t *testing.T) {
	t.Parallel()
	for _, member := range []string{"apiKey", "projectId", "appId", "messagingSenderId", "vapidKey"} {
		for _, wrong := range []any{nil, "", "planterad\r\nX: y/../é", 17} {
			var of map[string]any
			if err := json.Unmarshal([]byte(webApp), &of); err != nil {
				t.Fatal(err)
			}
			if of[member] = wrong; wrong == nil {
				delete(of, member)
			}
			text, err := json.Marshal(of)
			if err != nil {
				t.Fatal(err)
			}
			_, err = loadWeb(string(text))
			if err == nil || !strings.Contains(err.Error(), "SAMSYN_FCM_WEB") || !strings.Contains(err.Error(), member) || strings.Contains(err.Error(), "planterad") {
				t.Errorf("%s as %v: %v", member, wrong, err)
			}
		}
	}
	short := strings.Replace(webApp, "P0A", "", 1)
	private := strings.Replace(webApp, `"BAEC`, `"AAEC`, 1)
	for _, given := range []string{"{apiKey: 'x'}", "{}", "[]", "/no/such/file", short, private, strings.Replace(webApp, ":web:", ":android:", 1), `{"a":"` + strings.Repeat("a", 17<<10) + `"}`} {
		if _, err := loadWeb(given); err == nil || !strings.Contains(err.Error(), "SAMSYN_FCM_WEB") {
			t.Errorf("%.40s: %v", given, err)
		}
	}
}

// The key that sends pushes never comes to a browser, whatever else stands beside it.
func TestWebPush_TheServiceAccountsKeyIsRefused(t *testing.T) {
	t.Parallel()
	_, err := loadWeb(strings.Replace(webApp, "{", `{"private_key":"planterad",`, 1))
	if !errors.Is(err, config.ErrServiceKey) || strings.Contains(err.Error(), "planterad") {
		t.Errorf("got %v", err)
	}
}

// Whoever would have browsers register that nobody can ring is told so.
func TestWebPush_NeedsSomebodyWhoRings(t *testing.T) {
	t.Parallel()
	for _, off := range []string{"SAMSYN_PUSH=", "SAMSYN_PUSH=off"} {
		if _, err := config.Load([]string{off, "SAMSYN_FCM_WEB=" + webApp}); err == nil || !strings.Contains(err.Error(), "SAMSYN_FCM_CREDENTIALS") {
			t.Errorf("%s: %v", off, err)
		}
	}
	if _, err := config.Load([]string{"SAMSYN_DEMO=1", "SAMSYN_FCM_WEB=" + webApp}); err != nil {
		t.Errorf("a demo: %v", err)
	}
}
