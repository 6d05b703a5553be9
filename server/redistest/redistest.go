// Package redistest starts a real redis-server for a test, on a socket in the test's folder. It is used by tests only.
//
// A mock would not do: what is tested here is what Redis does when it dies, forgets and comes back.
package redistest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Server is a redis-server of one test.
type Server struct {
	tb      testing.TB
	socket  string
	process *exec.Cmd
}

// Start starts a server, which is stopped with the test. Without redis-server on the machine the test fails.
func Start(tb testing.TB) *Server {
	tb.Helper()
	folder, err := os.MkdirTemp("", "samsyn-redis") // a test's own folder has too long a name for a socket
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{tb: tb, socket: filepath.Join(folder, "s")}
	tb.Cleanup(func() {
		s.Kill()
		_ = os.RemoveAll(folder)
	})
	s.Restart()
	return s
}

// URL is what SAMSYN_REDIS_URL takes.
func (s *Server) URL() string { return "unix://" + s.socket }

// Restart starts a killed server again, empty.
func (s *Server) Restart() {
	s.tb.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		s.tb.Fatal("redis-server is needed: apt-get install redis-server")
	}
	s.process = exec.Command(path, "--port", "0", "--unixsocket", s.socket, "--save", "", "--appendonly", "no", "--dir", filepath.Dir(s.socket))
	if err := s.process.Start(); err != nil {
		s.tb.Fatal(err)
	}
	db := s.Connect()
	deadline := time.Now().Add(20 * time.Second)
	for db.Ping(context.Background()).Err() != nil {
		if time.Now().After(deadline) {
			s.tb.Fatal("redis-server does not answer")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Kill ends the server as a crash does. Doing it again does nothing.
func (s *Server) Kill() {
	if s.process == nil {
		return
	}
	_ = s.process.Process.Signal(syscall.SIGKILL)
	var exit *exec.ExitError
	if err := s.process.Wait(); err != nil && !errors.As(err, &exit) {
		s.tb.Error(err)
	}
	s.process = nil
}

// Flush makes the server forget everything.
func (s *Server) Flush() {
	s.tb.Helper()
	if err := s.Connect().FlushAll(context.Background()).Err(); err != nil {
		s.tb.Fatal(err)
	}
}

// Connect gives a connection of its own, as a node has.
func (s *Server) Connect() *redis.Client {
	const patience = 30 * time.Second // one that is gone says so at once
	db := redis.NewClient(&redis.Options{Network: "unix", Addr: s.socket, MaxRetries: -1, DialTimeout: patience, ReadTimeout: patience, WriteTimeout: patience})
	s.tb.Cleanup(func() { _ = db.Close() })
	return db
}
