package fcm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"

	firebase "firebase.google.com/go/v4"
	"firebase.google.com/go/v4/messaging"
	"github.com/go-json-experiment/json"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/option"
	transport "google.golang.org/api/transport/http"

	"github.com/samsyn/samsyn/server/push"
)

// scope is what an access token is for.
const scope = "https://www.googleapis.com/auth/firebase.messaging"

// Options say whom to tell, and as whom.
type Options struct {
	Credentials string           // path of a service account's key, JSON; "" sends without, to Endpoint
	Endpoint    string           // "" is Google's; else where HTTP v1 is, such as http://127.0.0.1:1234/v1
	Project     string           // "" is the credentials'
	Now         func() time.Time // nil: the machine's
	// Clock is by what a message's end is told; nil: Now. A demo's follows the day that is played.
	Clock func(push.Message) time.Time
}

// Sender tells FCM. Safe for concurrent use.
type Sender struct {
	o Options

	mu     sync.Mutex
	client *messaging.Client // nil before the credentials were read; guarded by mu
	tried  time.Time         // when they last could not be; guarded by mu
	why    error             // and why; guarded by mu
	pool   *http.Transport
}

// tryEvery is how often credentials that do not do are looked at.
const tryEvery = 30 * time.Second

var _ push.Sender = (*Sender)(nil)

// New makes a Sender. It does not look at the credentials yet: see Check.
func New(o Options) *Sender {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Clock == nil {
		o.Clock = func(push.Message) time.Time { return o.Now() }
	}
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxIdleConnsPerHost = 100 // as many as messages are under way at a time
	return &Sender{o: o, pool: pool}
}

// Check reads the credentials and asks for an access token, to say at start what is wrong. Sending tries anyway. When ctx ends it
// returns, and the asking, which the library does not let one end, goes on until the network gives up.
func (s *Sender) Check(ctx context.Context) error {
	if _, err := s.connect(); err != nil {
		return err
	}
	if s.o.Credentials == "" {
		return nil
	}
	text, err := os.ReadFile(s.o.Credentials)
	if err != nil {
		return err
	}
	c, err := google.CredentialsFromJSON(ctx, text, scope) //nolint:staticcheck // the file is the operator's own
	if err != nil {
		return err
	}
	asked := make(chan error, 1)
	go func() {
		_, err := c.TokenSource.Token()
		asked <- err
	}()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case err := <-asked:
		if err != nil {
			return unreached(err)
		}
		return nil
	}
}

// Send implements push.Sender.
func (s *Sender) Send(ctx context.Context, token string, m push.Message) error {
	client, err := s.connect()
	if err != nil {
		return &push.Failure{Why: push.Denied, Code: "credentials", Cause: err}
	}
	ctx, giveUp := once(ctx)
	defer giveUp(nil)
	_, err = client.Send(ctx, format(m, token, s.o.Clock(m)))
	if err == nil {
		return nil
	}
	if f := (*push.Failure)(nil); errors.As(context.Cause(ctx), &f) {
		return f
	}
	return failure(err, s.o.Now())
}

// connect gives the SDK's client, making it if the credentials do.
func (s *Sender) connect() (*messaging.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return s.client, nil
	}
	if s.why != nil && s.o.Now().Sub(s.tried) < tryEvery {
		return nil, s.why
	}
	s.tried = s.o.Now()
	s.client, s.why = s.open()
	return s.client, s.why
}

// open makes a client. Nothing here is bound by a request's context: access tokens are fetched as long as the client lives.
func (s *Sender) open() (*messaging.Client, error) {
	ctx := context.Background()
	access, project := []option.ClientOption{option.WithoutAuthentication()}, s.o.Project
	if s.o.Credentials != "" {
		text, err := os.ReadFile(s.o.Credentials)
		if err != nil {
			return nil, fmt.Errorf("read the service account's key: %w", err)
		}
		if project, err = readProject(text, project); err != nil {
			return nil, fmt.Errorf("%s: %w", s.o.Credentials, err)
		}
		access = []option.ClientOption{option.WithCredentialsJSON(text), option.WithScopes(scope)}
	}
	authorised, err := transport.NewTransport(ctx, s.pool, append(access, option.WithTelemetryDisabled())...)
	if err != nil {
		return nil, fmt.Errorf("use the service account's key: %w", err)
	}
	o := []option.ClientOption{option.WithHTTPClient(&http.Client{Transport: single{authorised}})}
	if s.o.Endpoint != "" {
		o = append(o, option.WithEndpoint(s.o.Endpoint))
	}
	app, err := firebase.NewApp(ctx, &firebase.Config{ProjectID: project}, o...)
	if err != nil {
		return nil, err
	}
	return app.Messaging(ctx)
}

// Close lets go of the connections that nothing is under way on.
func (s *Sender) Close() { s.pool.CloseIdleConnections() }

// readProject finds whose key it is. Its errors hold nothing of the key.
func readProject(text []byte, project string) (string, error) {
	var key struct {
		Type    string `json:"type"`
		Project string `json:"project_id"`
	}
	if json.Unmarshal(text, &key) != nil {
		return "", errors.New("is not a service account's key: no JSON")
	}
	if project == "" {
		project = key.Project
	}
	if key.Type != "service_account" || project == "" {
		return "", errors.New("is not a service account's key: it needs type service_account and a project_id")
	}
	return project, nil
}
