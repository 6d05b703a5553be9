package wire_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write mobile-contract/frames anew")

const frames = "../../mobile-contract/frames"

// Bytes out: every kind of frame is, to the byte, what mobile-contract/frames says.
func TestGolden_FramesAreWhatTheContractSays(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	for name, raw := range samples(t) {
		want[name+".json"] = string(raw) + "\n"
		if *update {
			if err := os.WriteFile(filepath.Join(frames, name+".json"), append(bytes.Clone(raw), '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := filepath.Glob(frames + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got[filepath.Base(file)] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("golden frames (-encoded +file); if the contract may change, run this test with -update:\n%s", diff)
	}
}
