package fcm

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/push/fcmtest"
	"github.com/samsyn/samsyn/server/store"
)

func service(t *testing.T, o fcmtest.Options) (*fcmtest.Server, *Sender) {
	t.Helper()
	s := fcmtest.New(o)
	endpoint, err := s.Listen()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, New(Options{Endpoint: endpoint, Project: "test"})
}

func bell(class push.Class, platform string) push.Message {
	return push.NewMessage("ekby", platform, store.Ring{Class: string(class), Cursor: "00c0ffee00c0ffee", Until: 600_000}, 0)
}

// The SDK sends every kind of message, and a service that checks each member takes it.
func TestSender_IsTaken(t *testing.T) {
	t.Parallel()
	s, sender := service(t, fcmtest.Options{Project: "test", PerDevice: 1000})
	for _, m := range every() {
		if m.Class().IsShown() && m.Data()["inboxCursor"] != "00c0ffee00c0ffee" {
			continue // the same for the service, and there are many
		}
		if err := sender.Send(t.Context(), "the-token", m); err != nil {
			t.Fatalf("%+v: %v", m, err)
		}
	}
	var shows []string
	for _, one := range s.Screen("the-token").Shows {
		shows = append(shows, one.Key+" "+one.Text)
	}
	if len(shows) != 3 || !strings.Contains(strings.Join(shows, ", "), "urgent Samsyn: viktig händelse – öppna appen") {
		t.Errorf("the lock screen shows %q", shows)
	}
}

func TestSender_SaysWhatAFailureMeans(t *testing.T) {
	t.Parallel()
	s, sender := service(t, fcmtest.Options{})
	for _, c := range []struct {
		fault fcmtest.Fault
		why   push.Why
		after time.Duration
	}{
		{fcmtest.Fault{Answer: fcmtest.Unregistered}, push.Gone, 0},
		{fcmtest.Fault{Answer: fcmtest.Mismatch}, push.Gone, 0},
		{fcmtest.Fault{Answer: fcmtest.BadToken}, push.Gone, 0},
		{fcmtest.Fault{Answer: fcmtest.Quota, After: 17 * time.Second}, push.Later, 17 * time.Second},
		{fcmtest.Fault{Answer: fcmtest.Quota}, push.Later, time.Minute},
		{fcmtest.Fault{Answer: fcmtest.Unavailable, After: 9 * time.Second}, push.Later, 9 * time.Second},
		{fcmtest.Fault{Answer: fcmtest.Unavailable}, push.Later, 0},
		{fcmtest.Fault{Answer: fcmtest.Internal}, push.Later, 0},
		{fcmtest.Fault{Answer: fcmtest.ThirdParty}, push.Denied, 0},
		{fcmtest.Fault{Answer: fcmtest.Unauthorised}, push.Denied, 0},
		{fcmtest.Fault{Answer: fcmtest.Answer{HTTP: 403, Status: "PERMISSION_DENIED", Words: "no"}}, push.Denied, 0},
		{fcmtest.Fault{Answer: fcmtest.Answer{HTTP: 400, Status: "INVALID_ARGUMENT", Code: "INVALID_ARGUMENT", Words: "message is too big"}}, push.Refused, 0},
		{fcmtest.Fault{Answer: fcmtest.Answer{HTTP: 502, Words: "<html>bad gateway</html>"}}, push.Later, 0},
	} {
		s.Mend()
		s.Fail(c.fault)
		before := s.Asked()
		err := sender.Send(t.Context(), "the-token", bell(push.Visit, push.Android))
		var f *push.Failure
		if !errors.As(err, &f) || f.Why != c.why || f.After != c.after {
			t.Errorf("%+v: got %v", c.fault, err)
		}
		if n := s.Asked() - before; n != 1 {
			t.Errorf("%+v: asked %d times", c.fault, n)
		}
	}
}

func TestSender_TriesOnceWhenNobodyAnswers(t *testing.T) {
	t.Parallel()
	s, sender := service(t, fcmtest.Options{})
	s.Fail(fcmtest.Fault{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	before := s.Asked()
	if err := sender.Send(ctx, "the-token", bell(push.Visit, push.Android)); err == nil {
		t.Error("nobody answered, and it was sent")
	}
	if n := s.Asked() - before; n > 1 {
		t.Errorf("asked %d times", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var f *push.Failure
	if err := sender.Send(t.Context(), "the-token", bell(push.Visit, push.Android)); !errors.As(err, &f) || f.Why != push.Later {
		t.Errorf("got %v", err)
	}
}

// account writes a service account's key whose access tokens come from an address.
func account(t *testing.T, tokens string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]string{
		"type": "service_account", "project_id": "test", "private_key_id": "k", "client_email": "samsyn@test.example", "token_uri": tokens,
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Credentials that ended are said at start and with each message, and nothing needs a restart when they are mended.
func TestSender_LivesWithoutCredentials(t *testing.T) {
	t.Parallel()
	s := fcmtest.New(fcmtest.Options{Bearer: "open sesame"})
	endpoint, err := s.Listen()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	expired := true
	google := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if expired {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"invalid_grant","error_description":"Invalid JWT Signature."}`))
			return
		}
		_, _ = w.Write([]byte(`{"access_token":"open sesame","token_type":"Bearer","expires_in":3600}`))
	}))
	t.Cleanup(google.Close)
	now := time.Now()
	path := filepath.Join(t.TempDir(), "missing.json")
	sender := New(Options{Credentials: path, Endpoint: endpoint, Now: func() time.Time { return now }})
	wantDenied := func(words string) {
		t.Helper()
		if err := sender.Check(t.Context()); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("at start: %v", err)
		}
		var f *push.Failure
		if err := sender.Send(t.Context(), "the-token", bell(push.Visit, push.Android)); !errors.As(err, &f) || f.Why != push.Denied {
			t.Errorf("sending: %v", err)
		}
	}
	wantDenied("missing.json")
	if err := os.WriteFile(path, []byte(`{"type":"user","secret":"s3cret"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	wantDenied("missing.json: no such file") // it is not looked at so often
	now = now.Add(time.Minute)
	wantDenied("needs type service_account")
	now = now.Add(time.Minute)
	text, err := os.ReadFile(account(t, google.URL))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	wantDenied("invalid_grant")
	expired = false
	if err := sender.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := sender.Send(t.Context(), "the-token", bell(push.Visit, push.Android)); err != nil || s.Taken() != 1 {
		t.Errorf("got %v, %d taken", err, s.Taken())
	}
}
