package phone

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
)

// line is a Conn whose other end is the test.
type line struct {
	down chan string
	end  sync.Once

	mu   sync.Mutex
	sent []string // frames of reads
}

func (l *line) Send(text []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if strings.Contains(string(text), `"frame":"reads"`) {
		l.sent = append(l.sent, string(text))
	}
	return nil
}

func (l *line) Receive() ([]byte, error) {
	text, open := <-l.down
	if !open {
		return nil, io.EOF
	}
	return []byte(text), nil
}

func (l *line) Close() error {
	l.end.Do(func() { close(l.down) })
	return nil
}

func (l *line) reads() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sent
}

// reader is a phone in a bubble that has a read under way.
type reader struct {
	*Phone
	t    *testing.T
	line *line
}

func newReader(t *testing.T) *reader {
	r := &reader{t: t}
	r.Phone = New(Options{
		Author: "s-a", Role: "nurse", Replica: "r1", Schema: schema.Embedded(), NewID: func() string { return ulid.Make().String() },
		Now:   func() int64 { return time.Now().UnixMilli() },
		Token: func(context.Context) (string, error) { return "token", nil },
		Dial: func(context.Context, string) (Conn, error) {
			r.line = &line{down: make(chan string, 1)}
			r.line.down <- `{"frame":"welcome","contract":1,"scopes":["team/t1"]}`
			return r.line, nil
		},
	})
	r.online()
	r.Open("team/t1", "d1")
	r.want(1)
	return r
}

func (r *reader) online() {
	r.t.Helper()
	if err := r.Online(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	synctest.Wait()
}

func (r *reader) says(frame string) {
	r.line.down <- frame
	synctest.Wait()
}

// want checks how many frames of reads went out on this connection.
func (r *reader) want(n int) {
	r.t.Helper()
	synctest.Wait()
	if got := len(r.line.reads()); got != n {
		r.t.Errorf("%d frames of reads, want %d", got, n)
	}
}

// An error about something else says nothing of reads that are under way, and stops none that come.
func TestReads_GoOnAfterAnErrorAboutSomethingElse(t *testing.T) {
	t.Parallel()
	for _, e := range []string{
		`{"frame":"error","code":"batch-too-large","duty":"fix","about":"submit"}`,
		`{"frame":"error","code":"rate-limited","duty":"retry","about":"submit","retryMillis":1000}`,
		`{"frame":"error","code":"bad-edit","duty":"fix","about":"submit","index":0}`,
		`{"frame":"error","code":"token-expired","duty":"refresh"}`,
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newReader(t)
			defer r.Close()
			r.says(e)
			time.Sleep(2 * time.Second)
			r.want(1)
			r.says(`{"frame":"readsTaken","upTo":1}`)
			r.want(1)
			r.Open("team/t1", "d2")
			r.want(2)
		})
	}
}

func TestReads_WaitAsLongAsTheServerAsks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReader(t)
		defer r.Close()
		r.says(`{"frame":"error","code":"overloaded","duty":"retry","about":"reads","retryMillis":1000}`)
		r.Open("team/t1", "d2")
		time.Sleep(999 * time.Millisecond)
		r.want(1)
		time.Sleep(time.Millisecond)
		r.want(2)
		if got := r.line.reads()[1]; !strings.Contains(got, "d1") || !strings.Contains(got, "d2") {
			t.Errorf("sent again: %s", got)
		}
	})
}

// Reads that were refused are kept for the next connection.
func TestReads_RefusedAreNotSentAgainOnThisConnection(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newReader(t)
		defer r.Close()
		r.says(`{"frame":"error","code":"bad-signature","duty":"fix","about":"reads"}`)
		r.Open("team/t1", "d2")
		r.says(`{"frame":"error","code":"bad-edit","duty":"fix","about":"submit"}`)
		r.Open("team/t1", "d3")
		r.want(1)
		r.Cut()
		r.online()
		r.want(1)
	})
}
