package fcmtest_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/push/fcmtest"
)

// service is the double with a clock that is set.
type service struct {
	*fcmtest.Server
	t   *testing.T
	now time.Time
}

func newService(t *testing.T, o fcmtest.Options) *service {
	s := &service{t: t, now: time.Unix(1_795_000_000, 0)}
	o.Now = func() time.Time { return s.now }
	s.Server = fcmtest.New(o)
	return s
}

// sends sends a body and gives the status, the API's status and the service's code.
func (s *service) sends(body string) (int, string, string, http.Header) {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/v1/projects/p/messages:send", strings.NewReader(body))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, request)
	var answer struct {
		Name  string `json:"name"`
		Error struct {
			Code    int    `json:"code"`
			Status  string `json:"status"`
			Message string `json:"message"`
			Details []struct {
				Type string `json:"@type"`
				Code string `json:"errorCode"`
			} `json:"details"`
		} `json:"error"`
	}
	text, err := io.ReadAll(w.Body)
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil {
		s.t.Fatalf("%v in %s", err, text)
	}
	code := ""
	for _, d := range answer.Error.Details {
		if d.Type == "type.googleapis.com/google.firebase.fcm.v1.FcmError" {
			code = d.Code
		}
	}
	if w.Code != http.StatusOK && (answer.Error.Code != w.Code || answer.Error.Message == "") || w.Code == http.StatusOK && !strings.HasPrefix(answer.Name, "projects/p/messages/") {
		s.t.Errorf("the answer to %s is %s", body, text)
	}
	return w.Code, answer.Error.Status, code, w.Header()
}

const phone = "dGVzdA:APA91bF"

func visit(token, key, ttl string) string {
	return fmt.Sprintf(`{"message":{"token":%q,"data":{"class":%q},"android":{"collapse_key":%q,"ttl":%q,"notification":{"body":"Nytt"}}}}`, token, key, key, ttl)
}

// What the service's reference does not have, or forbids, is refused.
func TestServer_ChecksEveryMember(t *testing.T) {
	t.Parallel()
	s := newService(t, fcmtest.Options{})
	for _, bad := range []string{
		``, `[]`, `{"message":null}`, `{"message":{}}`, `{"message":{"token":"short"}}`, `{"message":{"token":"with space in it"}}`,
		`{"message":{"token":"` + phone + `","topic":"news"}}`, `{"message":{"topic":"news"}}`, `{"messages":{"token":"` + phone + `"}}`,
	} {
		if status, api, _, _ := s.sends(bad); status != 400 || api != "INVALID_ARGUMENT" {
			t.Errorf("%s: %d %s", bad, status, api)
		}
	}
	for _, bad := range []string{
		`"priority":"high"`, `"collapseKey":"x"`, `"data":{"n":1}`, `"data":{"from":"x"}`, `"data":{"google.x":"x"}`, `"data":{"gcm":"x"}`,
		`"data":{"x":"` + strings.Repeat("x", 4096) + `"}`, `"name":"mine"`, `"notification":{"text":"x"}`,
		`"android":{"priority":"urgent"}`, `"android":{"ttl":"900"}`, `"android":{"ttl":"-1s"}`, `"android":{"ttl":"2419201s"}`, `"android":{"ttl":900}`,
		`"android":{"notification":{"colour":"red"}}`, `"android":{"notification":{"body_loc_args":["x"]}}`,
		`"apns":{"headers":{"apns-priority":"7"}}`, `"apns":{"headers":{"apns-push-type":"loud"}}`, `"apns":{"headers":{"apns-expiration":"soon"}}`,
		`"apns":{"headers":{"apns-colour":"red"}}`, `"apns":{"headers":{"apns-collapse-id":"` + strings.Repeat("x", 65) + `"}}`,
		`"apns":{"payload":{"aps":{"colour":"red"}}}`, `"apns":{"payload":{"aps":{"alert":{"text":"x"}}}}`,
		`"apns":{"headers":{"apns-push-type":"background"},"payload":{"aps":{"alert":"x","content-available":1}}}`,
		`"apns":{"headers":{"apns-push-type":"background"},"payload":{"aps":{}}}`,
		`"apns":{"headers":{"apns-priority":"10"},"payload":{"aps":{"content-available":1}}}`,
		`"apns":{"headers":{"apns-push-type":"alert"},"payload":{"aps":{"content-available":1}}}`,
		`"webpush":{"headers":{"TTL":"soon"}}`, `"webpush":{"headers":{"Urgency":"very"}}`, `"webpush":{"headers":{"Topic":"a b"}}`,
		`"webpush":{"headers":{"Topic":"` + strings.Repeat("x", 33) + `"}}`, `"webpush":{"headers":{"Colour":"red"}}`,
		`"webpush":{"fcm_options":{"link":"http://x"}}`, `"webpush":{"notification":{"body":1}}`,
	} {
		body := `{"message":{"token":"` + phone + `",` + bad + `}}`
		if status, api, code, _ := s.sends(body); status != 400 || api != "INVALID_ARGUMENT" || code != "INVALID_ARGUMENT" {
			t.Errorf("%s: %d %s %s", bad, status, api, code)
		}
	}
	if s.Taken() != 0 {
		t.Errorf("%d were taken", s.Taken())
	}
	if status, _, _, _ := s.sends(visit(phone, "visit", "60s")); status != 200 || s.Taken() != 1 {
		t.Errorf("what is right: %d", status)
	}
	if status, _, _, _ := s.sends(`{"validate_only":true,"message":{"token":"` + phone + `"}}`); status != 200 || s.Taken() != 1 {
		t.Errorf("only to see: %d, %d taken", status, s.Taken())
	}
}

func TestServer_AnswersAsItIsTold(t *testing.T) {
	t.Parallel()
	s := newService(t, fcmtest.Options{})
	s.Fail(fcmtest.Fault{Token: phone, Answer: fcmtest.Quota, After: 30 * time.Second, Times: 2})
	for range 2 {
		if status, api, code, h := s.sends(visit(phone, "visit", "60s")); status != 429 || api != "RESOURCE_EXHAUSTED" || code != "QUOTA_EXCEEDED" || h.Get("Retry-After") != "30" {
			t.Errorf("got %d %s %s %s", status, api, code, h.Get("Retry-After"))
		}
	}
	if status, _, _, _ := s.sends(visit("another-token", "visit", "60s")); status != 200 {
		t.Errorf("another phone: %d", status)
	}
	if status, _, _, _ := s.sends(visit(phone, "visit", "60s")); status != 200 {
		t.Errorf("the third time: %d", status)
	}
	s.Unregister(phone)
	if status, api, code, _ := s.sends(visit(phone, "visit", "60s")); status != 404 || api != "NOT_FOUND" || code != "UNREGISTERED" {
		t.Errorf("got %d %s %s", status, api, code)
	}
	s.Register(phone)
	if status, _, _, _ := s.sends(visit(phone, "visit", "60s")); status != 200 {
		t.Errorf("registered again: %d", status)
	}
	strict := newService(t, fcmtest.Options{Strict: true})
	if status, _, code, _ := strict.sends(visit(phone, "visit", "60s")); status != 404 || code != "UNREGISTERED" {
		t.Errorf("never registered: %d %s", status, code)
	}
}

func TestServer_KeepsQuotas(t *testing.T) {
	t.Parallel()
	s := newService(t, fcmtest.Options{PerDevice: 3, PerMinute: 5})
	statuses := func(token string, n int) (list []int) {
		for range n {
			status, _, _, h := s.sends(visit(token, "visit", "60s"))
			list = append(list, status)
			if status == 429 && h.Get("Retry-After") == "" {
				t.Error("it does not say how long to wait")
			}
		}
		return list
	}
	if got := fmt.Sprint(statuses(phone, 4), statuses("another-token", 2)); got != "[200 200 200 429] [200 429]" {
		t.Errorf("got %s", got)
	}
	s.now = s.now.Add(time.Minute)
	if got := fmt.Sprint(statuses(phone, 1)); got != "[200]" {
		t.Errorf("a minute later: %s", got)
	}
}

func TestServer_NeedsItsProjectAndToken(t *testing.T) {
	t.Parallel()
	s := newService(t, fcmtest.Options{Bearer: "x", Project: "p"})
	if status, api, _, _ := s.sends(visit(phone, "visit", "60s")); status != 401 || api != "UNAUTHENTICATED" {
		t.Errorf("without a token: %d %s", status, api)
	}
	for path, want := range map[string]int{"/v1/projects/p/messages:send": 200, "/v1/projects/q/messages:send": 403, "/v1/projects/p/messages": 404, "/": 404} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, bytes.NewReader([]byte(visit(phone, "visit", "60s"))))
		request.Header.Set("Authorization", "Bearer x")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, request)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// Messages last by the clock of the tenant that they name: a day may be played whenever.
func TestServer_FollowsTheTenantsClock(t *testing.T) {
	t.Parallel()
	played := time.Date(2026, 11, 24, 11, 45, 0, 0, time.UTC)
	s := newService(t, fcmtest.Options{Clock: func(tenant string) time.Time {
		if tenant == "00c0ffee00c0ffee" {
			return played
		}
		return time.Time{}
	}})
	send := func() {
		t.Helper()
		m := strings.Replace(visit(phone, "visit", "900s"), `"data":{`, `"data":{"tenant":"00c0ffee00c0ffee",`, 1)
		if status, _, _, _ := s.sends(m); status != 200 {
			t.Fatalf("%d for %s", status, m)
		}
	}
	s.Away(phone)
	send()
	played = played.Add(15 * time.Minute)
	s.Back(phone)
	send()
	if list := s.Log(phone); len(list) != 1 || !list[0].At.Equal(played) {
		t.Errorf("got %+v", list)
	}
}

// A phone that is away gets at most four keys, each with its latest message, and nothing that has ended.
func TestServer_KeepsFourKeysForAPhoneThatIsAway(t *testing.T) {
	t.Parallel()
	s := newService(t, fcmtest.Options{})
	s.Away(phone)
	for _, key := range []string{"old", "urgent", "visit", "meeting", "visit", "sync"} {
		s.now = s.now.Add(time.Second)
		ttl := "3600s"
		if key == "urgent" {
			ttl = "60s"
		}
		s.sends(visit(phone, key, ttl))
	}
	if got := s.Screen(phone); got.Away != 4 || len(got.Shows) != 0 || got.Woken != 0 {
		t.Errorf("got %+v", got)
	}
	s.now = s.now.Add(5 * time.Minute)
	s.Back(phone)
	keys := ""
	for _, one := range s.Screen(phone).Shows {
		keys += one.Key + " "
	}
	if keys != "meeting visit sync " {
		t.Errorf("it shows %s", keys)
	}
	s.sends(visit(phone, "meeting", "60s"))
	if got := s.Screen(phone); len(got.Shows) != 3 || got.Shows[2].Key != "meeting" || got.Woken != 4 {
		t.Errorf("got %+v", got)
	}
	s.Unlock(phone)
	if got := s.Screens(); len(got) != 1 || len(got[0].Shows) != 0 || len(s.Log(phone)) != 4 {
		t.Errorf("got %+v", got)
	}
}
