package fcmtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options say how the service behaves. The zero value takes everything that is right, at once.
type Options struct {
	Project string        // "" takes any
	Bearer  string        // the access token that is needed; "" none
	Latency time.Duration // before each answer
	// PerMinute bounds the messages of a project, PerDevice those of one token, in a minute; 0: 600 000 and 240, as Google does.
	PerMinute, PerDevice int
	Strict               bool // a token that was not Registered is not registered
	Keep                 bool // Sent remembers every message, without end
	Now                  func() time.Time
	// Clock is by what messages wait and arrive, by what they name the tenant with; nil: Now.
	Clock func(tenant string) time.Time
}

// Server is the service. Safe for concurrent use.
type Server struct {
	o Options

	mu     sync.Mutex
	phones map[string]*phone  // by token; guarded by mu
	faults []*Fault           // guarded by mu
	spent  map[string]int     // messages in this minute, by token and, for "", in all; guarded by mu
	minute time.Time          // which that is; guarded by mu
	count  int                // messages taken; guarded by mu
	asked  int                // requests; guarded by mu
	http   *http.Server       // nil before Listen
	hang   context.Context    //nolint:containedctx // ends with the server
	stop   context.CancelFunc // ends hang
}

// New makes a service that nobody can reach yet: it is an http.Handler, see also Listen.
func New(o Options) *Server {
	if o.PerMinute == 0 {
		o.PerMinute = 600_000
	}
	if o.PerDevice == 0 {
		o.PerDevice = 240
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Clock == nil {
		o.Clock = func(string) time.Time { return o.Now() }
	}
	s := &Server{o: o, phones: map[string]*phone{}, spent: map[string]int{}}
	s.hang, s.stop = context.WithCancel(context.Background())
	return s
}

// Listen serves on a free port of this machine and gives the endpoint for fcm.Options.
func (s *Server) Listen() (endpoint string, err error) {
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(on) }() // until Close
	return "http://" + on.Addr().String() + "/v1", nil
}

// Close ends what Listen began.
func (s *Server) Close() error {
	s.stop()
	if s.http == nil {
		return nil
	}
	return s.http.Close()
}

// Fault makes messages fail. The first that fits is used.
type Fault struct {
	Token  string        // for whom; "" is everybody
	Answer Answer        // what is said
	Hang   bool          // nothing is ever said
	After  time.Duration // a Retry-After of so many whole seconds; 0 none
	Times  int           // how often; 0 always
}

// Answer is an error of the service.
type Answer struct {
	HTTP   int
	Status string // the API's
	Code   string // the service's own, in details; "" none
	Words  string
}

// The errors of the service's documentation.
var (
	Unregistered = Answer{404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found."}
	Mismatch     = Answer{403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "SenderId mismatch"}
	Quota        = Answer{429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "Quota exceeded for quota metric 'Send requests'."}
	Unavailable  = Answer{503, "UNAVAILABLE", "UNAVAILABLE", "The service is currently unavailable."}
	Internal     = Answer{500, "INTERNAL", "INTERNAL", "Internal error encountered."}
	ThirdParty   = Answer{401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", "Auth error from APNS or Web Push Service"}
	Unauthorised = Answer{401, "UNAUTHENTICATED", "", "Request had invalid authentication credentials."}
	BadToken     = Answer{400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token"}
)

// Fail adds a fault.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Mend forgets all faults.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Taken is how many messages were taken, Asked how many were sent.
func (s *Server) Taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// Asked is how many requests came.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

const maxBody = 64 << 10

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(io.LimitReader(request.Body, maxBody))
	if err != nil {
		return
	}
	if s.o.Latency > 0 && !s.pause(request.Context(), s.o.Latency) {
		return
	}
	name, retry, err := s.take(request, body)
	var answer Answer
	switch {
	case errors.Is(err, errHang):
		s.pause(request.Context(), time.Hour)
		return
	case errors.As(err, &answer):
		if retry > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(retry/time.Second)))
		}
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.WriteHeader(answer.HTTP)
		_, _ = w.Write(answer.body())
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	_, _ = fmt.Fprintf(w, "{\n  \"name\": %q\n}\n", name)
}

// pause waits, and reports whether there is still somebody to answer.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
	case <-s.hang.Done():
	}
	return false
}

var errHang = errors.New("nothing is said")

// take carries out one request.
func (s *Server) take(request *http.Request, body []byte) (name string, retry time.Duration, err error) {
	project, ok := projectOf(request.URL.Path)
	switch {
	case !ok || request.Method != http.MethodPost:
		return "", 0, Answer{404, "NOT_FOUND", "", "The requested URL was not found on this server."}
	case s.o.Bearer != "" && request.Header.Get("Authorization") != "Bearer "+s.o.Bearer:
		return "", 0, Unauthorised
	case s.o.Project != "" && project != s.o.Project:
		return "", 0, Answer{403, "PERMISSION_DENIED", "", "Permission denied on resource project " + project + "."}
	}
	m, dry, err := parse(body)
	if err != nil {
		return "", 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if retry, err := s.faultLocked(m.Token); err != nil {
		return "", retry, err
	}
	if retry := s.spendLocked(m.Token); retry > 0 {
		return "", retry, Quota
	}
	if p := s.phones[m.Token]; p == nil && s.o.Strict || p != nil && p.gone {
		return "", 0, Unregistered
	}
	if !dry {
		s.count++
		p := s.phoneLocked(m.Token)
		p.receive(m, s.o.Clock(m.Data["tenant"]))
		if s.o.Keep {
			p.sent = append(p.sent, string(body))
		}
	}
	return fmt.Sprintf("projects/%s/messages/0:%016x%%%s", project, s.count, m.collapse()), 0, nil
}

func projectOf(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, "/v1/projects/")
	project, method, ok2 := strings.Cut(rest, "/")
	return project, ok && ok2 && method == "messages:send" && project != ""
}

func (s *Server) faultLocked(token string) (time.Duration, error) {
	for i, f := range s.faults {
		if f.Token != "" && f.Token != token {
			continue
		}
		if f.Times == 1 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		} else if f.Times > 1 {
			f.Times--
		}
		if f.Hang {
			return 0, errHang
		}
		return f.After, f.Answer
	}
	return 0, nil
}

// spendLocked counts a message, and gives how long to wait when there were too many in this minute.
func (s *Server) spendLocked(token string) time.Duration {
	now := s.o.Now()
	if minute := now.Truncate(time.Minute); !minute.Equal(s.minute) {
		s.minute = minute
		clear(s.spent)
	}
	s.spent[""]++
	s.spent[token]++
	if s.spent[""] > s.o.PerMinute || s.spent[token] > s.o.PerDevice {
		return max(time.Second, s.minute.Add(time.Minute).Sub(now).Round(time.Second))
	}
	return 0
}
