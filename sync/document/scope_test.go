package document_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

func TestParseScope(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][4]string{
		"citizen/c17/health/ekby":     {"citizen", "c17", "health", "ekby"},
		"citizen/c1/case-t3-2/ekby":   {"citizen", "c1", "case-t3-2", "ekby"},
		"team/t3/part1/ekby":          {"team", "t3", "part1", "ekby"},
		string(document.Directory):    {"tenant", "", "directory", ""},
		"staff/s9/inbox/Omsorg_AB-01": {"staff", "s9", "inbox", "Omsorg_AB-01"},
	} {
		s, err := document.ParseScope(text)
		if got := [4]string{s.Kind(), s.Subject(), s.Compartment(), s.Controller()}; err != nil || got != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "/", "tenant", "tenant/", "tenant/a/b", "tenant/a/b/c", "a/b/c", "a/b/c/d/e", "a//c/d", "a/b/c/", "a/b/c/å", "a/b/c/d ", "a/b/c/.",
		"a/b/c/d\x00", "citizen/" + strings.Repeat("x", 65) + "/health/ekby", strings.Repeat("x", 300),
	} {
		if s, err := document.ParseScope(text); err == nil || s != "" {
			t.Errorf("%q is a scope", text)
		}
	}
}

func TestOwnScope(t *testing.T) {
	t.Parallel()
	for _, s := range []document.Scope{document.OwnScope("staff", "s9", "ekby"), document.OwnScope("citizen", "c1", "ekby")} {
		if got, err := document.ParseScope(string(s)); err != nil || got != s || s.Controller() != "ekby" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func FuzzParseScope(f *testing.F) {
	for _, text := range []string{"citizen/c17/health/ekby", "tenant/directory", "a/b/c/d", "////", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := document.ParseScope(text)
		if err != nil {
			if s != "" {
				t.Fatalf("%q refused, and yet %q", text, s)
			}
			return
		}
		parts := []string{s.Kind(), s.Subject(), s.Compartment(), s.Controller()}
		if s.Kind() == "tenant" {
			parts = []string{s.Kind(), s.Compartment()}
		}
		for _, p := range parts {
			if !document.IsID(p) {
				t.Fatalf("%q has a part %q", text, p)
			}
		}
		if strings.Join(parts, "/") != text || len(text) > document.MaxScopeBytes {
			t.Fatalf("%q came apart as %q", text, parts)
		}
	})
}
