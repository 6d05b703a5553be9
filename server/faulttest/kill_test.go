package faulttest

import (
	"bufio"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/redistest"
)

// process is a node in a process of its own.
type process struct {
	w        *town
	settings []string
	at       *atomic.Pointer[string]
	cmd      *exec.Cmd
}

// process starts a node that can be killed: this program, as main_test.go says.
func (w *town) process(settings []string) *process {
	w.t.Helper()
	p := &process{w: w, settings: settings, at: w.add("")}
	p.start()
	w.t.Cleanup(p.kill)
	return p
}

func (p *process) start() {
	p.w.t.Helper()
	p.cmd = exec.Command(os.Args[0]) //nolint:noctx // it is killed, or ends with its input
	p.cmd.Env = append([]string{asNode + "=1", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}, p.settings...)
	p.cmd.Stderr = p.w.t.Output()
	if _, err := p.cmd.StdinPipe(); err != nil { // kept open by cmd
		p.w.t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.w.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.w.t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		p.w.t.Fatalf("a node does not start: %v", lines.Err())
	}
	url := lines.Text()
	p.at.Store(&url)
}

// kill ends the node as a crash does, whatever it is doing.
func (p *process) kill() {
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	var exit *exec.ExitError
	if err := p.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		p.w.t.Error(err)
	}
}

// kills is how often a node is killed.
const kills = 5

// Nodes are killed one after the other, at moments that chance draws, while phones write, the team changes and meetings are due.
// A phone goes on at the other node with its cursors. In the end all is there, once.
func TestKill_ANodeThatDiesDuringCommitsLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	redis := redistest.Start(t)
	var nodes []*process
	for range 2 {
		nodes = append(nodes, w.process(w.settings(w.uri, "SAMSYN_REDIS_URL="+redis.URL())))
	}
	w.fill(kills + 2)
	w.phone("amina", "assistantNurse", 0, true)
	w.phone("noor", "careAssistant", 1, true)
	w.phone("jonas", "occupationalTherapist", 0, true)
	w.writes(allDay)
	w.goesOn(1)
	rng := rand.New(rand.NewPCG(5, 17))
	for i := range kills {
		changed := w.reorganises()
		<-time.After(time.Duration(rng.IntN(600)) * time.Millisecond)
		nodes[i%2].kill()
		w.goesOn(1) // at the other node
		nodes[i%2].start()
		<-changed
	}
	w.writes(0)
	w.count()
}
