package app

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/demo"
)

// asker is the name under which the commands ask.
const asker = "audit"

// AuditUsage says what the commands of Ask take.
const AuditUsage = `samsyn audit -citizen ID        who read and wrote what about a citizen (-from, -to: 2026-11-01; -json)
samsyn audit -staff ID          what a member of staff read and wrote
samsyn audit -verify            check every log's chain (-since SUM: against what it printed before)
samsyn extract -citizen ID      the citizen's own extract, in plain Swedish, without ids and names of staff
samsyn review -sample KIND -n N a sample to review, random or targeted (-seed: the same again; -addresses FILE: where staff live)
samsyn review -done NAME -by ID -outcome TEXT    write down what came of it
samsyn review                   the reviews and their outcomes; every opening and every disclosure, to be reviewed by -done ID
samsyn holdings -citizen ID     whose phones have, or had, something about a citizen (-json)
samsyn parked                   what came from logins that were revoked for a cause, and waits for a manager (-json)
samsyn parked -show ID -by MANAGER               read it
samsyn parked -release ID -by MANAGER -outcome TEXT    hand it in, in its author's name; -drop ID: do not
samsyn disclosures -citizen ID  what was copied from one of a citizen's rooms to another, on what basis (-json);
                                without -citizen all there are, also between a team's parts
                                all of these: -tenant ID, -by ID (who asks)
`

// Ask answers a question about who did what: by the server that listens at SAMSYN_LISTEN, if one does, else straight from the
// store.
func Ask(ctx context.Context, c config.Config, command string, args []string, w io.Writer) error {
	tenant, q, err := parseQuestion(command, args)
	if err != nil {
		return err
	}
	if tenant != "" {
		c.Tenant.Default = tenant
	}
	if listens(c) {
		return askThrough(ctx, c, tenant, q, w)
	}
	if _, err := os.Stat(c.Store.Data); c.Store.Kind == config.Pebble && err != nil {
		return fmt.Errorf("no server answers at %s, and there is no store in %s: start one (./scripts/up), or set SAMSYN_LISTEN or SAMSYN_DATA", c.API.Listen, c.Store.Data)
	}
	if c.Tenant.Municipality == "" { // a folder of a demo
		if c.Tenant.Municipality = tenant; tenant == "" {
			c.Tenant.Municipality, c.Tenant.Default = demo.Municipality, demo.Municipality
		}
	}
	return askStore(ctx, c, q, w)
}

// parseQuestion reads a command's flags.
func parseQuestion(command string, args []string) (tenant string, q audit.Question, err error) {
	set := flag.NewFlagSet("samsyn "+command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	var from, to, addresses string
	var verify bool
	set.StringVar(&tenant, "tenant", "", "")
	set.StringVar(&q.By, "by", "", "")
	set.StringVar(&from, "from", "", "")
	set.StringVar(&to, "to", "", "")
	if command != "review" {
		set.StringVar(&q.Citizen, "citizen", "", "")
		set.BoolVar(&q.JSON, "json", false, "")
	}
	switch command {
	case "audit":
		q.Ask = audit.AskLog
		set.StringVar(&q.Staff, "staff", "", "")
		set.BoolVar(&verify, "verify", false, "")
		set.StringVar(&q.Since, "since", "", "")
	case "extract":
		q.Ask = audit.AskExtract
	case "holdings":
		q.Ask = audit.AskHoldings
	case "disclosures":
		q.Ask = audit.AskDisclosures
	case "parked":
		q.Ask = audit.AskParked
		for _, do := range []string{audit.DoShow, audit.DoRelease, audit.DoDrop} {
			set.Func(do, "", func(id string) error { q.Do, q.Edit = do, id; return nil })
		}
		set.StringVar(&q.Outcome, "outcome", "", "")
	case "review":
		q.Ask = audit.AskReviews
		set.StringVar(&q.Sample, "sample", "", "")
		set.IntVar(&q.N, "n", 20, "")
		set.Uint64Var(&q.Seed, "seed", 0, "")
		set.StringVar(&addresses, "addresses", "", "")
		set.StringVar(&q.Review, "done", "", "")
		set.StringVar(&q.Outcome, "outcome", "", "")
	}
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return "", q, fmt.Errorf("%w; there are:\n\n%s", errors.Join(err, fmt.Errorf("samsyn %s does not take that", command)), AuditUsage)
	}
	switch {
	case verify:
		q.Ask = audit.AskVerify
	case q.Review != "":
		q.Ask = audit.AskDone
	case q.Sample != "":
		q.Ask = audit.AskSample
		if !isSet(set, "seed") {
			q.Seed = newSeed()
		}
	}
	if q.Addresses, err = readAddresses(addresses); err != nil {
		return "", q, err
	}
	if q.From, err = parseDay(from, 0); err == nil {
		q.To, err = parseDay(to, 1)
	}
	return tenant, q, err
}

func isSet(set *flag.FlagSet, name string) (is bool) {
	set.Visit(func(f *flag.Flag) { is = is || f.Name == name })
	return is
}

// newSeed draws a seed that can be typed again.
func newSeed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return binary.BigEndian.Uint64(b[:]) % 1_000_000
}

// parseDay reads a day, or a day and a time, in Sweden; a last day is meant whole.
func parseDay(text string, plusDays int) (int64, error) {
	if text == "" {
		return 0, nil
	}
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return 0, err
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", text, zone); err == nil {
		return t.UnixMilli(), nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		return 0, errors.New("a time is 2026-11-01 or \"2026-11-01 07:30\"")
	}
	return t.AddDate(0, 0, plusDays).UnixMilli(), nil
}

// readAddresses reads a file of staff id to address, as JSON. The server does not keep it.
func readAddresses(name string) (map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	var addresses map[string]string
	if err := json.Unmarshal(text, &addresses); err != nil {
		return nil, errors.New("addresses are a JSON object from staff id to address")
	}
	return addresses, nil
}

// askStore opens the store itself; no server has it.
func askStore(ctx context.Context, c config.Config, q audit.Question, w io.Writer) error {
	c.Demo = false
	a, err := Open(ctx, c, config.NewLogger(io.Discard, c.Log.Level))
	if err != nil {
		return err
	}
	defer a.Close()
	text, whole, err := a.answer(ctx, c.Tenant.Default, asker, q)
	var why audit.Sentence
	if errors.As(err, &why) {
		err = why
	}
	return say(w, text, whole, err)
}

// askThrough asks the server that listens.
func askThrough(ctx context.Context, c config.Config, tenant string, q audit.Question, w io.Writer) error {
	answer, err := postAsSystem(ctx, c, tenant, "/v1/audit", q)
	if err != nil {
		return err
	}
	if answer.Code == http.StatusConflict {
		return say(w, string(answer.Text), false, nil)
	}
	if err := answer.ok(); err != nil {
		return err
	}
	return say(w, string(answer.Text), true, nil)
}

func say(w io.Writer, text string, whole bool, err error) error {
	if _, failed := io.WriteString(w, text); err == nil {
		err = failed
	}
	if err == nil && !whole {
		err = audit.ErrBroken
	}
	return err
}
