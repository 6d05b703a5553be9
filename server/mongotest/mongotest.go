// Package mongotest gives tests something that speaks MongoDB's protocol: the server of SAMSYN_TEST_MONGODB_URI, or FerretDB, built
// from scripts/ferretdb and started once for each test program. It is used by tests only.
package mongotest

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

var (
	once  sync.Once
	uri   string
	fault error
	input io.Closer //nolint:unused // kept open: the server ends when it is closed, with this program
)

// Start gives the address and the name of a database that nobody has used.
func Start(tb testing.TB) (address, database string) {
	tb.Helper()
	once.Do(func() { uri, fault = start() })
	if fault != nil {
		tb.Fatal(fault)
	}
	return uri, "t" + strings.ToLower(rand.Text())
}

// URI is the address with a database in it that nobody has used, as SAMSYN_MONGODB_URI takes it.
func URI(tb testing.TB) string {
	tb.Helper()
	address, database := Start(tb)
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, query, _ := strings.Cut(rest, "?")
	hosts, _, _ = strings.Cut(hosts, "/")
	if query != "" {
		query = "?" + query
	}
	return scheme + "://" + hosts + "/" + database + query
}

func start() (string, error) {
	if uri := os.Getenv("SAMSYN_TEST_MONGODB_URI"); uri != "" {
		return uri, nil
	}
	_, file, _, _ := runtime.Caller(0)
	source := filepath.Join(filepath.Dir(file), "..", "..", "scripts", "ferretdb")
	folder, err := os.MkdirTemp("", "samsyn-ferretdb")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder) // a running program does not need its file
	program := filepath.Join(folder, "ferretdb")
	build := exec.Command("go", "build", "-o", program, ".") //nolint:noctx // as long as it takes
	build.Dir, build.Env = source, append(os.Environ(), "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build scripts/ferretdb: %w\n%s", err, out)
	}
	run := exec.Command(program) //nolint:noctx // it ends when this program does: its input ends then
	if input, err = run.StdinPipe(); err != nil {
		return "", err
	}
	out, err := run.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := run.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "mongodb://") {
			go func() {
				for lines.Scan() { // so that it never waits for a reader
				}
			}()
			return lines.Text(), nil
		}
	}
	return "", errors.Join(errors.New("scripts/ferretdb did not start"), lines.Err(), run.Wait())
}
