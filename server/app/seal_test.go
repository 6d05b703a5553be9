package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/auth"
)

// The key that outboxes are sealed to outlives a restart, with either sort of key, and is not the same for two servers.
func TestOpener_OutlivesARestart(t *testing.T) {
	t.Parallel()
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	public, err := auth.ParseKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for name, k := range map[string]auth.Key{"signs": key, "only checks": public, "none": {}} {
		dir := t.TempDir()
		first, err := opener(k, dir, false)
		if err != nil {
			t.Fatal(err)
		}
		second, err := opener(k, dir, false)
		if err != nil {
			t.Fatal(err)
		}
		text, err := first.Public().MarshalText()
		if err != nil || first.Public() != second.Public() || seen[string(text)] {
			t.Errorf("%s: %s, %v", name, text, err)
		}
		seen[string(text)] = true
		info, err := os.Stat(filepath.Join(dir, sealFile))
		if k.CanSign() == (err == nil) {
			t.Errorf("%s: the file: %v", name, err)
		}
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: anybody reads the key: %s", name, info.Mode())
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, sealFile), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := opener(public, dir, false); err == nil {
		t.Error("half a key opens")
	}
}

// A node of several must not make a key of its own: the others could not open what is sealed to it.
func TestOpener_WithOtherNodesMakesNoKey(t *testing.T) {
	t.Parallel()
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	public, err := auth.ParseKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := opener(public, dir, true); err == nil || !strings.Contains(err.Error(), sealFile) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := opener(public, dir, false); err != nil {
		t.Fatal(err)
	}
	if _, err := opener(public, dir, true); err != nil {
		t.Errorf("with the file: %v", err)
	}
}
