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
			"                              ./scripts/day -random 20 -seed 1\n"+
			"                              go run ./server audit -citizen c17      who read and wrote what about a citizen\n"+
			"                              go run ./server holdings -citizen c17   whose phones have something about her\n\n")
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
	return issuer.Sign(auth.Claims{Actor: actor, Tenant: c.Tenant.Default, Kind: kind, Issued: time.Now(), Expires: time.Now().Add(life)})
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
	progress := func(r load.Report) { sayProgress(w, r) }
	report, err := a.Load(ctx, c.Tenant.Default, bytes.NewReader(rows), rejected, progress)
	return errors.Join(err, sayRejected(report))
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
		if err := a.silenceAll(ctx, tenant); err != nil {
			return err
		}
	}
	return nil
}
