package mutate

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// outcome is how one "go test" went.
type outcome int

const (
	passed  outcome = iota
	failed          // by names what failed
	unbuilt         // nothing was tested
)

// goTest runs tests with an overlay, "" for none. It is a process group of its own, so that nothing outlives it.
type goTest struct {
	root    string
	rapid   map[string]bool // packages with property tests
	timeout time.Duration
}

// rapidFlags keep property tests from drawing other values each time, from spending time on the smallest failing ones, and
// from keeping those in the tree.
var rapidFlags = []string{"-rapid.seed=1", "-rapid.nofailfile", "-rapid.shrinktime=0s"}

func (g goTest) run(ctx context.Context, t Test, overlay string) (result outcome, by, output string, err error) {
	args := []string{"test", "-v", "-vet=off", "-failfast", "-timeout", g.timeout.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	args = append(args, strings.Fields(string(t))...)
	if g.rapid[t.Package()] {
		args = append(args, rapidFlags...)
	}
	inside, enough := context.WithCancel(ctx)
	defer enough()
	out := watch{seen: enough}
	cmd := exec.CommandContext(inside, "go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = g.root, &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	err = cmd.Run()
	var exit *exec.ExitError
	switch text := out.said.String(); {
	case ctx.Err() != nil:
		return passed, "", "", context.Cause(ctx)
	case err == nil && strings.Contains(text, "no tests to run"):
		return unbuilt, "", text, nil
	case err == nil:
		return passed, "", text, nil
	case !errors.As(err, &exit) && inside.Err() == nil:
		return passed, "", "", err
	case strings.Contains(text, "[build failed]"), strings.Contains(text, "[setup failed]"), !strings.Contains(text, "FAIL"):
		return unbuilt, "", text, nil
	default:
		return failed, killer(text), text, nil
	}
}

// watch keeps what a test says, and tells at once when one has failed: the others need not be waited for.
type watch struct {
	said bytes.Buffer // not embedded: its ReadFrom would go past Write
	seen func()
}

func (w *watch) Write(b []byte) (int, error) {
	n, err := w.said.Write(b)
	if failLine.Match(w.said.Bytes()[max(0, w.said.Len()-n-100):]) {
		w.seen()
	}
	return n, err
}

var failLine = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)

// killer names what failed.
func killer(output string) string {
	name := ""
	if m := failLine.FindStringSubmatch(output); m != nil {
		name = m[1]
	}
	switch {
	case strings.Contains(output, "panic: test timed out"):
		return strings.TrimSpace("hangs " + name)
	case name != "":
		return name
	case strings.Contains(output, "panic: "):
		return "panics"
	}
	return "fails"
}

// propertyTests finds which of the packages have property tests.
func propertyTests(ctx context.Context, root string, packages []string) (map[string]bool, error) {
	found := map[string]bool{}
	for _, p := range packages {
		cmd := exec.CommandContext(ctx, "go", "list", "-f", "{{.TestImports}} {{.XTestImports}}", p)
		cmd.Dir = root
		out, err := cmd.CombinedOutput()
		if err != nil {
			return nil, errors.Join(err, errors.New(string(out)))
		}
		found[p] = bytes.Contains(out, []byte("pgregory.net/rapid"))
	}
	return found, nil
}
