package vectors_test

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/samsyn/samsyn/scripts/internal/vectors"
)

var update = flag.Bool("update", false, "write mobile-contract's vectors and the phones' schema")

// TestFiles_AreWhatTheCoreDoes: a change of merging that moves a vector changes the contract, and every phone must follow.
func TestFiles_AreWhatTheCoreDoes(t *testing.T) {
	t.Parallel()
	files, err := vectors.Files()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..", "..", "mobile-contract")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(root, filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, files[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path) //nolint:gosec // a file of the tree
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, files[name]) {
			t.Errorf("%s is not what the code says; if that is meant: scripts/gen", name)
		}
	}
}
