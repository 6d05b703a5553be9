package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
)

// RevokeUsage says what the command of Revoke takes.
const RevokeUsage = `samsyn revoke REPLICA           a lost phone: its login reads nothing any more, and the phone purges
                                -cause TEXT: what it has not handed in yet is not to be believed, and waits for a manager
`

// revocation is the body of POST /v1/revoke.
type revocation struct {
	Replica string `json:"replica"`
	Cause   string `json:"cause,omitzero"` // "" revokes without cause
}

// Revoke revokes a login: through the server that listens at SAMSYN_LISTEN, if one does, so that an open phone is cut off at
// once, else straight in the store.
func Revoke(ctx context.Context, c config.Config, args []string, w io.Writer) error {
	var r revocation
	set := flag.NewFlagSet("samsyn revoke", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&r.Cause, "cause", "", "")
	if err := set.Parse(args[1:]); err != nil || set.NArg() > 0 {
		return fmt.Errorf("samsyn revoke does not take that; there is:\n\n%s", RevokeUsage)
	}
	r.Replica = args[0]
	if listens(c) {
		return revokeThrough(ctx, c, r, w)
	}
	c.Demo = false
	a, err := Open(ctx, c, config.NewLogger(io.Discard, c.Log.Level))
	if err != nil {
		return err
	}
	defer a.Close()
	return sayRevoked(w, r, a.revoke(ctx, c.Tenant.Default, r))
}

func revokeThrough(ctx context.Context, c config.Config, r revocation, w io.Writer) error {
	answer, err := postAsSystem(ctx, c, "", "/v1/revoke", r)
	if err != nil {
		return err
	}
	if err := answer.ok(); err != nil {
		return fmt.Errorf("%w: is %s a login that signs?", err, r.Replica)
	}
	return sayRevoked(w, r, nil)
}

func sayRevoked(w io.Writer, r revocation, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s is revoked\n", r.Replica)
	return err
}

// revokeFor is POST /v1/revoke, for a municipality's own system.
func (a *App) revokeFor(ctx context.Context, token string, body []byte) error {
	tenant, err := a.system(token)
	if err != nil {
		return err
	}
	var r revocation
	if err := json.Unmarshal(body, &r); err != nil {
		return fault.Newf(fault.BadFrame, "not a revocation")
	}
	return a.revoke(ctx, tenant, r)
}

func (a *App) revoke(ctx context.Context, tenant string, r revocation) error {
	login, err := a.flow.Login(ctx, tenant, r.Replica)
	switch {
	case err != nil:
		return err
	case login == nil || login.Key.IsZero():
		return fault.Newf(fault.NotFound, "no such login")
	}
	done := make(chan error, 1)
	a.flow.Revoke(login, r.Cause != "", or(r.Cause, "Förlorad enhet."), func(err error) { done <- err })
	select {
	case err = <-done:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if now, again := a.flow.Login(ctx, tenant, r.Replica); again != nil || !isRevoked(now) {
		err = errors.Join(err, again, errors.New("the login was not revoked"))
	}
	return err
}

func isRevoked(l *flow.Login) bool { return l != nil && l.Revoked }

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
