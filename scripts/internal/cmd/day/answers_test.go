package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/scripts/internal/play"
)

// Days are played on a demo server that answers; whoever has none is told how to get one.
func TestAnswers_SaysHowToGetAServer(t *testing.T) {
	serve := func(status int) *httptest.Server {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	}
	demo, other, gone := serve(http.StatusOK), serve(http.StatusNotFound), serve(http.StatusOK)
	defer demo.Close()
	defer other.Close()
	gone.Close()
	for _, one := range []struct{ url, says string }{
		{demo.URL, ""},
		{other.URL, "no demo server; scripts/up starts one"},
		{gone.URL, "start one with scripts/up"},
		{"127.0.0.1:8080", "SAMSYN_URL"},
	} {
		err := answers(t.Context(), play.Server{URL: one.url, Agent: http.DefaultClient})
		if one.says == "" && err != nil || one.says != "" && (err == nil || !strings.Contains(err.Error(), one.says)) {
			t.Errorf("%s: %v, want %q", one.url, err, one.says)
		}
	}
}
