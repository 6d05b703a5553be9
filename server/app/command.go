package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/load"
)

// Announce tells whoever started the server what it is and what to do next.
func (a *App) Announce(w io.Writer, address string) {
	fmt.Fprintf(w, "\nSamsyn listens on http://%s\n", address)
	switch {
	case a.config.Demo:
		fmt.Fprint(w, "\n  *** DEMO DATA: fictional people, and anybody may log in as anybody. Never use it for real people. ***\n\n"+
			"  Next, in another terminal:  ./scripts/day          play worked days on real phones\n"+
			"                              ./scripts/day -random 20 -seed 1\n\n")
	case a.config.Auth.Key == "":
		fmt.Fprint(w, "\n  No SAMSYN_KEY: nobody gets in. Make one with `samsyn key`.\n\n")
	case a.config.Tenant.Municipality == "":
		fmt.Fprint(w, "\n  No SAMSYN_MUNICIPALITY: there is no tenant to log in to. See \"A pilot\" in README.md.\n\n")
	}
}

// PrintKey makes a key and writes it as SAMSYN_KEY takes it.
func PrintKey(w io.Writer) error {
	key, err := auth.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "SAMSYN_KEY=%s\n# for a server that only checks tokens: SAMSYN_KEY=%s\n", key.Secret(), key.Public())
	return err
}

// PrintToken signs a token for an actor and, as a second argument, a kind.
func PrintToken(w io.Writer, c config.Config, args []string) error {
	kind := auth.Staff
	if len(args) > 1 {
		kind = auth.Kind(args[1])
	}
	token, err := sign(c, args[0], kind, 12*time.Hour)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, token)
	return err
}

func sign(c config.Config, actor string, kind auth.Kind, life time.Duration) (string, error) {
	key, err := auth.ParseKey(c.Auth.Key)
	if err != nil {
		return "", fmt.Errorf("SAMSYN_KEY: %w", err)
	}
	issuer, err := auth.NewIssuer(key, "")
	if err != nil {
		return "", err
	}
	return issuer.Sign(auth.Claims{Actor: actor, Tenant: c.Tenant.Default, Kind: kind, Expires: time.Now().Add(life)})
}

// LoadFile upserts the rows of a file: through the server when one listens at SAMSYN_LISTEN, so that open phones see it at
// once, else straight into the store.
func LoadFile(ctx context.Context, c config.Config, name string, w io.Writer) error {
	rows, err := os.ReadFile(name) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	if answer, err := http.Get("http://" + c.API.Listen + "/healthz"); err == nil { //nolint:noctx // asks whether anybody is there
		answer.Body.Close()
		return loadThrough(ctx, c, rows, w)
	}
	c.Demo = false
	a, err := Open(ctx, c, config.NewLogger(io.Discard, c.Log.Level))
	if err != nil {
		return err
	}
	defer a.Close()
	rejected := func(line int, id, reason string) { fmt.Fprintf(w, "row %d (%s): %s\n", line, id, reason) }
	progress := func(r load.Report) {
		fmt.Fprintf(w, "%d rows: %d written, %d unchanged, %d rejected\n", r.Rows, r.Written, r.Unchanged, r.Rejected)
	}
	report, err := a.Load(ctx, c.Tenant.Default, bytes.NewReader(rows), rejected, progress)
	if err == nil && report.Rejected > 0 {
		err = fmt.Errorf("%d of %d rows were rejected; the others are in", report.Rejected, report.Rows)
	}
	return err
}

// Restored begins a new epoch in every scope of the tenant. Run it once, with the server stopped, after the data folder was
// put back from a backup: phones then hand in again what the backup does not have.
func Restored(ctx context.Context, c config.Config, w io.Writer) error {
	a, err := Open(ctx, c, config.NewLogger(io.Discard, c.Log.Level))
	if err != nil {
		return err
	}
	defer a.Close()
	for _, tenant := range a.tenants.ids() {
		n, err := a.flow.Fork(ctx, tenant)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s: %d scopes began a new epoch\n", tenant, n)
	}
	return nil
}

// chunkRows is how many rows go in one request, so that there is progress to see.
const chunkRows = 2000

func loadThrough(ctx context.Context, c config.Config, rows []byte, w io.Writer) error {
	token, err := sign(c, "load", auth.System, time.Hour)
	if err != nil {
		return err
	}
	done := 0
	for len(rows) > 0 {
		chunk := firstLines(rows, chunkRows)
		rows = rows[len(chunk):]
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.API.Listen+"/v1/load", bytes.NewReader(chunk))
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(answer.Body)
		if err = errors.Join(err, answer.Body.Close()); err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("the server says %s: %s", answer.Status, text)
		}
		done += bytes.Count(chunk, []byte("\n"))
		fmt.Fprintf(w, "after row %d: %s", done, text)
	}
	return nil
}

func firstLines(text []byte, n int) []byte {
	end := 0
	for range n {
		at := bytes.IndexByte(text[end:], '\n')
		if at < 0 {
			return text
		}
		end += at + 1
	}
	return text[:end]
}
