package sdkphone

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// endWithin is how long the process may take to end when its input has.
const endWithin = 10 * time.Second

// Where phones save what they hold: in a database as a browser has it (encrypted, transactions and all), or in memory, which is
// faster.
const (
	IndexedDB = "indexeddb"
	Memory    = "memory"
)

// Where phones live: in a Node process, on what stands in there for a browser's things, or in a page of the system's Chromium, whose
// WebSocket, fetch, IndexedDB and WebCrypto they then have.
const (
	Node     = "node"
	Chromium = "chromium"
)

// Start bundles the SDK in this folder (mobile-contract/sdk, after npm ci) and starts a process with its phones, which live in Node or
// Chromium and save in IndexedDB or, in Node, Memory. It ends at Close, and with this program.
func Start(folder, lives, saves string) (*Bridge, error) {
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "esbuild")); err != nil {
		return nil, fmt.Errorf("the SDK's tools are missing: npm ci --prefix %s", folder)
	}
	cmd := exec.Command("node", "scripts/bridge.mjs", lives, saves) //nolint:noctx // ended by Close
	cmd.Dir = folder
	last := new(tail)
	cmd.Stderr = last
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	from, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.Stdout = to
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start the SDK's phones: %w", err), from.Close(), to.Close())
	}
	_ = to.Close() // the process has its own
	return newBridge(from, in, last, func() error { return end(cmd, from, last) }), nil
}

func end(cmd *exec.Cmd, from io.Closer, last *tail) error {
	over := time.AfterFunc(endWithin, func() { _ = cmd.Process.Kill() }) // Wait tells
	defer over.Stop()
	err := cmd.Wait()
	if err != nil {
		err = fmt.Errorf("the SDK's phones: %w\n%s", err, last)
	}
	return errors.Join(err, from.Close())
}

// maxTail is how much of what a process says is kept.
const maxTail = 8 << 10

// tail keeps the end of what is written to it. Safe for concurrent use.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if extra := len(t.text) - maxTail; extra > 0 {
		t.text = t.text[extra:]
	}
	return len(p), nil
}

// String is the text.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.text))
}
