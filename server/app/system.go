package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
)

// This file is how the operator's commands speak with a server that runs: as a municipality's own system.

// listens reports whether a server runs at SAMSYN_LISTEN. It has the store's lock then, and must be asked.
func listens(c config.Config) bool {
	answer, err := http.Get("http://" + c.API.Listen + "/healthz") //nolint:noctx // asks whether anybody is there
	if err != nil {
		return false
	}
	answer.Body.Close()
	return true
}

// reply is what the server says.
type reply struct {
	Code int
	Text []byte
}

// ok is the error of a reply that says no: with its own sentence, if it has one.
func (r reply) ok() error {
	if r.Code == http.StatusOK {
		return nil
	}
	var said struct {
		Code string `json:"code"`
	}
	if json.Unmarshal(r.Text, &said) == nil && said.Code != "" {
		return fmt.Errorf("the server says %s", said.Code)
	}
	if len(r.Text) == 0 {
		return fmt.Errorf("the server says %d %s", r.Code, http.StatusText(r.Code))
	}
	return errors.New(strings.TrimSpace(string(r.Text)))
}

// postAsSystem asks the server that listens, with a system's token of the tenant; "" is SAMSYN_TENANT, or the demo's own.
func postAsSystem(ctx context.Context, c config.Config, tenant, path string, body any) (reply, error) {
	token, err := systemToken(ctx, c, tenant)
	if err != nil {
		return reply{}, err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return reply{}, err
	}
	return post(ctx, "http://"+c.API.Listen+path, token, text)
}

func post(ctx context.Context, address, token string, body []byte) (reply, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return do(request)
}

func do(request *http.Request) (reply, error) {
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return reply{}, err
	}
	text, err := io.ReadAll(answer.Body)
	return reply{answer.StatusCode, text}, errors.Join(err, answer.Body.Close())
}

// systemToken signs a system's token; a demo gives one to anybody.
func systemToken(ctx context.Context, c config.Config, tenant string) (string, error) {
	if c.Auth.Key != "" {
		return sign(c, asker, auth.System, time.Hour)
	}
	var demo struct {
		Tenant string `json:"tenant"`
		Token  string `json:"token"`
	}
	base := "http://" + c.API.Listen + "/demo/"
	if err := getJSON(ctx, base+"people", &demo); err != nil {
		return "", fmt.Errorf("SAMSYN_KEY is needed to ask this server: %w", err)
	}
	if tenant == "" {
		tenant = demo.Tenant
	}
	query := url.Values{"tenant": {tenant}, "kind": {string(auth.System)}, "actor": {asker}}
	err := getJSON(ctx, base+"token?"+query.Encode(), &demo)
	return demo.Token, err
}

func getJSON(ctx context.Context, address string, v any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer, err := do(request)
	if err == nil {
		err = answer.ok()
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(answer.Text, v)
}
