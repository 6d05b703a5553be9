package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
)

// RevokeUsage says what the command of Revoke takes.
const RevokeUsage = `samsyn revoke REPLICA           a lost phone: its login reads and writes nothing any more, and the phone purges; the
                                person's tokens end, on all phones
                                -cause TEXT: what it has not handed in yet is not to be believed, and waits for a manager
samsyn revoke -device ID        every login on a device, as a shared phone has many; also with -cause
`

// revocation is the body of POST /v1/revoke.
type revocation struct {
	Replica string `json:"replica,omitzero"`
	Device  string `json:"device,omitzero"` // every login on it, when there is no replica
	Cause   string `json:"cause,omitzero"`  // "" revokes without cause
}

// String names what is revoked.
func (r revocation) String() string {
	if r.Replica != "" {
		return r.Replica
	}
	return "every login on " + r.Device
}

// Revoke revokes a login: through the server that listens at SAMSYN_LISTEN, if one does, so that an open phone is cut off at
// once, else straight in the store.
func Revoke(ctx context.Context, c config.Config, args []string, w io.Writer) error {
	var r revocation
	set := flag.NewFlagSet("samsyn revoke", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&r.Cause, "cause", "", "")
	set.StringVar(&r.Device, "device", "", "")
	if !strings.HasPrefix(args[0], "-") {
		r.Replica, args = args[0], args[1:]
	}
	if err := set.Parse(args); err != nil || set.NArg() > 0 || (r.Replica == "") == (r.Device == "") {
		return fmt.Errorf("samsyn revoke does not take that; there is:\n\n%s", RevokeUsage)
	}
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
		return fmt.Errorf("%w: is %s a login that signs?", err, r)
	}
	return sayRevoked(w, r, nil)
}

func sayRevoked(w io.Writer, r revocation, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s is revoked\n", r)
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
	replicas := []string{r.Replica}
	if r.Replica == "" {
		var err error
		if replicas, err = a.loginsOn(ctx, tenant, r.Device); err != nil {
			return err
		}
	}
	if len(replicas) == 0 {
		return fault.Newf(fault.NotFound, "no login on the device")
	}
	var failed error
	for _, replica := range replicas { // one that fails leaves none of the others with the finder
		failed = errors.Join(failed, a.revokeLogin(ctx, tenant, replica, r.Cause))
	}
	return failed
}

// loginsOn lists the logins that began on a device, but for those revoked before. The register knows every replica; which
// device it is on is what its login says, which does not change, not what its latest hello said.
func (a *App) loginsOn(ctx context.Context, tenant, device string) (replicas []string, err error) {
	for contact, err := range a.store.Logins(ctx, tenant) {
		if err != nil {
			return nil, err
		}
		login, err := a.flow.Login(ctx, tenant, contact.Replica)
		if err != nil {
			return nil, err
		}
		if login != nil && login.Device == device && device != "" && !login.Revoked {
			replicas = append(replicas, login.Replica)
		}
	}
	return replicas, nil
}

// revokeAttempts is how often a login is revoked that was changed meanwhile: it may be ended only once.
const revokeAttempts = 3

func (a *App) revokeLogin(ctx context.Context, tenant, replica, cause string) error {
	for range revokeAttempts {
		login, err := a.flow.Login(ctx, tenant, replica)
		switch {
		case err != nil:
			return err
		case login == nil || login.Key.IsZero():
			return fault.Newf(fault.NotFound, "no such login")
		}
		done := make(chan error, 1)
		a.flow.Revoke(login, cause != "", or(cause, "Förlorad enhet."), func(err error) { done <- err })
		select {
		case err = <-done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if err != nil {
			return err
		}
		if now, err := a.flow.Login(ctx, tenant, replica); err != nil || isRevoked(now) {
			return err
		}
	}
	return errors.New("the login was not revoked")
}

func isRevoked(l *flow.Login) bool { return l != nil && l.Revoked }

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
