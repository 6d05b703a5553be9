package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/config"
)

func TestWithFiles_TakesSecretsFromFiles(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := withFiles([]string{"HOME=/", "SAMSYN_KEY_FILE=" + file, "SAMSYN_REDIS_URL_FILE=", "SAMSYN_LISTEN=:1"})
	if diff := cmp.Diff([]string{"HOME=/", "SAMSYN_KEY=s3cret", "SAMSYN_LISTEN=:1"}, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, environ := range map[string][]string{
		"no such file": {"SAMSYN_KEY_FILE=/no/such/file"},
		"empty":        {"SAMSYN_KEY_FILE=" + empty},
		"both set":     {"SAMSYN_KEY=a", "SAMSYN_KEY_FILE=" + file},
	} {
		if _, err := withFiles(environ); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%v: got %v, want …%s…", environ, err, want)
		}
	}
	// What is no secret has no file: the configuration refuses the name.
	if got, err := withFiles([]string{"SAMSYN_LISTEN_FILE=" + file}); err != nil || len(got) != 1 || got[0] != "SAMSYN_LISTEN_FILE="+file {
		t.Errorf("got %v %v", got, err)
	}
}

func TestHealth_IsTheServersAnswer(t *testing.T) {
	t.Parallel()
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	var c config.Config
	c.API.Listen = strings.Replace(s.Listener.Addr().String(), "127.0.0.1", "0.0.0.0", 1)
	err := health(t.Context(), c)
	for again := 0; err != nil && again < 10; again++ { // it waits three seconds, and the machine may stand still for longer
		err = health(t.Context(), c)
	}
	if err != nil {
		t.Error(err)
	}
	status = http.StatusServiceUnavailable
	if health(t.Context(), c) == nil {
		t.Error("a server that cannot take edits is called healthy")
	}
	s.Close()
	if health(t.Context(), c) == nil {
		t.Error("a server that is not there is called healthy")
	}
}
