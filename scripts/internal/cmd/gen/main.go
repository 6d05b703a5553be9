// Command gen is scripts/gen: it writes what the code says to phones into mobile-contract, or checks that it stands there.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/contractlock"
	"github.com/samsyn/samsyn/scripts/internal/published"
	"github.com/samsyn/samsyn/scripts/internal/vectors"
	"github.com/samsyn/samsyn/server/wire"
)

// Names of files are paths in the folder of the contract.
const (
	folder   = "mobile-contract"
	lockFile = "published/contract.lock.json"
)

func main() {
	check := flag.Bool("check", false, "write nothing; fail when something is not what the code says")
	root := flag.String("root", ".", "the repository")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// files are all that is made here, but for the lock and the types of other languages.
var files = sync.OnceValues(func() (map[string][]byte, error) {
	out, err := vectors.Files()
	if err != nil {
		return nil, err
	}
	schemas, err := published.Files()
	for name, text := range schemas {
		out["published/"+name] = text
	}
	return out, err
})

// run looks at the lock first: what breaks older phones is not written at all.
func run(root string, check bool) error {
	made, err := files()
	if err != nil {
		return err
	}
	at := filepath.Join(root, folder)
	lock, err := locked(at, made)
	if err != nil {
		return err
	}
	made = maps.Clone(made)
	made[lockFile] = lock
	stale := differing(at, made)
	if check {
		if stale = append(stale, staleTypes(root, made)...); len(stale) > 0 {
			return fmt.Errorf("not what the code says, run scripts/gen: %s", strings.Join(stale, ", "))
		}
		fmt.Fprintln(os.Stdout, "gen: everything is what the code says")
		return nil
	}
	for _, name := range stale {
		if err := os.WriteFile(filepath.Join(at, name), made[name], 0o644); err != nil { //nolint:gosec // published
			return err
		}
		fmt.Fprintln(os.Stdout, "gen: wrote", filepath.Join(folder, name))
	}
	return makeTypes(root, made)
}

// locked gives the lock of the code as it is, unless it breaks the one that is committed.
func locked(at string, made map[string][]byte) ([]byte, error) {
	points, err := published.Meaning(made["vectors/merge-rules.json"])
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(at, lockFile)) //nolint:gosec // in the repository
	if err != nil {
		return nil, fmt.Errorf("%w: it is never made anew; take it from git", err)
	}
	var was contractlock.Lock
	if err := json.Unmarshal(text, &was); err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, err)
	}
	if broken := was.Breaks(wire.Contract, points); len(broken) > 0 {
		return nil, fmt.Errorf("phones of contract %d would trip over this; take it back, or raise wire.Contract (protocol.md, Changing this contract):\n  %s",
			was.Contract, strings.Join(broken, "\n  "))
	}
	out, err := json.Marshal(contractlock.New(wire.Contract, points), json.Deterministic(true), jsontext.WithIndent("  "))
	return append(out, '\n'), err
}

// differing lists the files that are not there as they should be, by name.
func differing(at string, files map[string][]byte) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if is, err := os.ReadFile(filepath.Join(at, name)); err != nil || !bytes.Equal(is, files[name]) { //nolint:gosec // in the repository
			names = append(names, name)
		}
	}
	return names
}
