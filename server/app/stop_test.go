package app_test

import (
	"fmt"
	"net"
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/leaktest"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// A server that stops sends its phones away, each with its own time to come back, after what was under way is durable. The one
// that starts again has everything.
func TestStop_SendsPhonesAwayAndLosesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s, err := run(folder)
	if err != nil {
		t.Fatal(err)
	}
	tn := realTenant(t, s)
	var phones []*phone
	for range 8 {
		p := tn.phone("amina", "assistantNurse").online()
		phones = append(phones, p)
	}
	// Each has a batch under way when the signal comes.
	for i, p := range phones {
		for j := range 20 {
			p.write(newNote(fmt.Sprintf("n%d_%d", i, j), "Åt frukost."))
		}
		frame, err := wire.AppendSubmit(nil, p.r.Outbox(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		p.send(frame)
	}
	s.cancel()
	waits := map[int64]bool{}
	for _, p := range phones {
		bye, closed := p.closing()
		if bye == nil || bye.Code != fault.Stopping || bye.Duty != fault.Retry || bye.RetryMillis < 500 || bye.RetryMillis > 5000 {
			t.Errorf("bye: %+v", bye)
			continue
		}
		if closed.Code != 1012 {
			t.Errorf("close code %d", closed.Code)
		}
		waits[bye.RetryMillis] = true
	}
	if len(waits) < 4 {
		t.Errorf("eight phones come back after only %d different waits", len(waits))
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if res, err := http.Get(s.url + "/healthz"); err == nil {
		res.Body.Close()
		t.Error("it still answers")
	}
	again, err := run(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := again.stop(); err != nil {
			t.Error(err)
		}
	}()
	tn.s = again
	done := map[string]bool{}
	for _, p := range phones {
		p.offline()
		answered := 20 - p.r.Pending()
		p.online()
		for id, v := range p.handIn() {
			if v.Kind != document.Applied {
				t.Errorf("%s: %+v", id, v)
			}
		}
		if p.r.Pending() != 0 {
			t.Errorf("%d answered before, %d wait", answered, p.r.Pending())
		}
	}
	last := phones[0]
	last.offline()
	last.online()
	for _, shown := range last.r.ShowAll(social) {
		done[shown.Doc] = true
	}
	if len(done) != 8*20+1 { // and the goal
		t.Errorf("%d documents after the restart", len(done))
	}
}

// A request that never ends does not keep a server from stopping, and is no failure.
func TestStop_ARequestThatNeverEnds(t *testing.T) {
	t.Parallel()
	s, err := run(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", s.config.API.Listen)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"))
	s.call(t, "GET", "/healthz", "", nil) // it is being read by now
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

// Thirty starts and stops leave nothing running. Not parallel: it counts goroutines.
func TestStop_StartAndStopLeaveNothingRunning(t *testing.T) {
	folder := t.TempDir()
	once(t, folder, 0)
	http.DefaultClient.CloseIdleConnections()
	before := goleak.IgnoreCurrent()
	for i := range 30 {
		once(t, folder, i+1)
	}
	http.DefaultClient.CloseIdleConnections()
	if err := leaktest.Find(before); err != nil {
		t.Error(err)
	}
}

// once starts a server, lets a phone write every third time, and stops it.
func once(t *testing.T, folder string, i int) {
	t.Helper()
	s, err := run(folder)
	if err != nil {
		t.Fatal(err)
	}
	tn := &tenant{t: t, s: s, id: s.config.Tenant.Default, ids: 100 * i}
	if i == 0 {
		tn.load(rows()...)
	}
	p := tn.phone("amina", "assistantNurse").online()
	if i%3 == 0 {
		if v := p.does(newNote(fmt.Sprintf("n%d", i), "Åt frukost.")); v.Kind != document.Applied {
			t.Errorf("start %d: %+v", i, v)
		}
	}
	if err := s.stop(); err != nil {
		t.Fatalf("stop %d: %v", i, err)
	}
	p.offline()
}

// A signal may come before the port is served.
func TestStop_RightAfterTheStart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for range 20 {
		s, err := run(folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
}
