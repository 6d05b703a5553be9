package play

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Server is a demo server, of one node or several.
type Server struct {
	URL    string
	Others []string // the other nodes' addresses
	Agent  *http.Client
}

// node is one of the addresses: phones take the next one each time they connect.
func (s Server) node(n int64) string {
	nodes := append([]string{s.URL}, s.Others...)
	return nodes[n%int64(len(nodes))]
}

// at is the same server, asked at another node.
func (s Server) at(url string) Server {
	s.URL, s.Others = url, nil
	return s
}

// Row is a document of the start, in the form that `samsyn load` takes.
type Row struct {
	Type     string                               `json:"type"`
	ID       string                               `json:"id"`
	Citizen  string                               `json:"citizen,omitzero"`
	Provider string                               `json:"provider,omitzero"`
	Team     string                               `json:"team,omitzero"`
	Staff    string                               `json:"staff,omitzero"`
	Part     string                               `json:"part,omitzero"`
	Values   map[string]jsontext.Value            `json:"values,omitzero"`
	Items    map[string]map[string]jsontext.Value `json:"items,omitzero"`
	By       string                               `json:"by,omitzero"`
}

// Tenant is what a day starts with.
type Tenant struct {
	Tenant       string `json:"tenant"`
	Municipality string `json:"municipality"`
	Now          int64  `json:"now"` // milliseconds
	Rows         []Row  `json:"rows"`
}

// Create makes the tenant with its rows, and names it to the other nodes. A rejected row is an error.
func (s Server) Create(ctx context.Context, t Tenant) error {
	for _, other := range s.Others {
		named := t
		named.Rows = []Row{}
		if err := s.at(other).Create(ctx, named); err != nil {
			return err
		}
	}
	text, err := s.call(ctx, http.MethodPost, "/demo/tenants", t)
	if err != nil {
		return fmt.Errorf("make tenant %s: %w", t.Tenant, err)
	}
	var answer struct {
		Rejected []jsontext.Value `json:"rejected"`
	}
	if len(text) > 0 && json.Unmarshal(text, &answer) == nil && len(answer.Rejected) > 0 {
		return fmt.Errorf("make tenant %s: rejected %s", t.Tenant, answer.Rejected[0])
	}
	return nil
}

// A node whose database does not answer in time says so, and is asked again: the clock is set to the same however often.
const (
	clockTries = 10
	clockPause = time.Second
)

// SetClock sets the tenant's clock, on every node, when none of them is ringing anybody.
func (s Server) SetClock(ctx context.Context, tenant string, now int64) (err error) {
	for range clockTries {
		if err = s.setClock(ctx, tenant, now); err == nil || pause(ctx, clockPause) != nil {
			return err
		}
	}
	return err
}

func (s Server) setClock(ctx context.Context, tenant string, now int64) error {
	path, err := "/demo/tenants/"+tenant, error(nil)
	if len(s.Others) > 0 {
		err = s.everywhere(ctx, path+"/hold", nil)
	}
	if err = errors.Join(err, s.everywhere(ctx, path+"/clock", map[string]int64{"now": now})); err != nil {
		return fmt.Errorf("set the clock of %s: %w", tenant, err)
	}
	return nil
}

// everywhere asks every node at once, as time passes.
func (s Server) everywhere(ctx context.Context, path string, body any) error {
	nodes := append([]string{s.URL}, s.Others...)
	failed := make([]error, len(nodes))
	var all sync.WaitGroup
	for i, node := range nodes {
		all.Go(func() { _, failed[i] = s.at(node).call(ctx, http.MethodPost, path, body) })
	}
	all.Wait()
	return errors.Join(failed...)
}

// Token asks the development issuer for a token of somebody; kind is staff, citizen or representative.
func (s Server) Token(ctx context.Context, tenant, kind, actor string) (string, error) {
	q := url.Values{"tenant": {tenant}, "actor": {actor}, "kind": {kind}}
	text, err := s.call(ctx, http.MethodGet, "/demo/token?"+q.Encode(), nil)
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	var answer struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return "", fmt.Errorf("read token: %w", err)
	}
	return answer.Token, nil
}

func (s Server) call(ctx context.Context, method, path string, body any) ([]byte, error) {
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("encode: %w", err)
		}
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.URL+path, in)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := s.Agent.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }() // it is read to the end below
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	if res.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%s %s: %s: %.300s", method, path, res.Status, text)
	}
	return text, nil
}
