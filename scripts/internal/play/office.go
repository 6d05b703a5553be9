package play

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
)

// officeSays checks what the data protection officer is told: all texts of the claim stand in one line, or, of the reviews,
// anywhere.
func (d *day) officeSays(ctx context.Context, c *scenario.Claim) string {
	question := map[string]string{"ask": map[scenario.Kind]string{
		scenario.LogSays: "audit", scenario.HoldersSay: "holdings", scenario.ReviewsSay: "reviews",
	}[c.Kind]}
	if c.Kind != scenario.ReviewsSay {
		question["citizen"] = c.About.ID
	}
	text, err := d.crew.o.Server.Ask(ctx, d.crew.tenant, question)
	if err != nil {
		return err.Error()
	}
	blocks := slices.Collect(strings.Lines(text))
	if c.Kind == scenario.ReviewsSay {
		blocks = []string{text}
	}
	for _, block := range blocks {
		if !slices.ContainsFunc(c.Values, func(v scenario.Attributed) bool { return !strings.Contains(block, document.Unquote(v.JSON)) }) {
			return ""
		}
	}
	return "it says\n" + text
}

// Ask asks the server who did what, as the municipality's own system does.
func (s Server) Ask(ctx context.Context, tenant string, question any) (string, error) {
	return s.asSystem(ctx, tenant, "/v1/audit", question)
}

// Revoke revokes a login; a cause says that what it has not handed in is not to be believed.
func (s Server) Revoke(ctx context.Context, tenant, replica, cause string) error {
	_, err := s.asSystem(ctx, tenant, "/v1/revoke", map[string]string{"replica": replica, "cause": cause})
	return err
}

func (s Server) asSystem(ctx context.Context, tenant, path string, question any) (string, error) {
	token, err := s.Token(ctx, tenant, "system", "audit")
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(question)
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+path, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := s.Agent.Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }() // it is read to the end below
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.300s", path, res.Status, text)
	}
	return string(text), err
}
