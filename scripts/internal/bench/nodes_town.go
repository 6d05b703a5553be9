package bench

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/redistest"
	"github.com/samsyn/samsyn/server/store/mongo"
)

// townOf says how large a town is: each team has its own staff and citizens.
type townOf struct{ nodes, teams, staff, citizens int }

// nodesTown is a municipality on some nodes over a database of its own.
type nodesTown struct {
	nodes  []*server
	issuer *auth.Issuer
	phones []*nodesPhone
	ends   []func() error
}

func (g *ground) town(of townOf, watch *commands) (*nodesTown, error) {
	if g.redis == nil {
		g.redis = redistest.Start(g)
	}
	key, err := auth.NewKey(strings.NewReader(strings.Repeat("k", 32)))
	if err != nil {
		return nil, err
	}
	t := &nodesTown{}
	if t.issuer, err = auth.NewIssuer(key, ""); err != nil {
		return nil, err
	}
	uri, err := g.database()
	if err != nil {
		return nil, err
	}
	for i := range of.nodes {
		a, err := t.start(watch, "SAMSYN_KEY="+key.Secret(), "SAMSYN_MONGODB_URI="+uri, "SAMSYN_REDIS_URL="+g.redis.URL())
		if err == nil && i == 0 {
			err = of.load(a)
		}
		if err != nil {
			return nil, errors.Join(err, t.stop())
		}
	}
	return t, nil
}

// start starts a node.
func (t *nodesTown) start(watch *commands, settings ...string) (*app.App, error) {
	c, err := config.Load(append(settings, "SAMSYN_STORE=mongo", "SAMSYN_LISTEN=127.0.0.1:0", "SAMSYN_MUNICIPALITY=ekby", "SAMSYN_TENANT="+tenantID,
		"SAMSYN_SIGNED=0", "SAMSYN_READS_PER_MINUTE=1000000", "SAMSYN_EDITS_PER_MINUTE=1000000"))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	a, err := app.Open(ctx, c, log, app.WithMongo(func(o *mongo.Options) {
		o.OpTimeout = waitFor
		if watch != nil {
			o.Monitor = watch.monitor()
		}
	}))
	if err != nil {
		cancel()
		return nil, err
	}
	on, err := a.Listen()
	if err != nil {
		cancel()
		return nil, errors.Join(err, a.Close())
	}
	ran := make(chan error, 1)
	go func() { ran <- a.Run(ctx, on) }()
	t.nodes = append(t.nodes, &server{url: "http://" + on.Addr().String()})
	t.ends = append(t.ends, func() error {
		cancel()
		return errors.Join(<-ran, a.Close())
	})
	return a, nil
}

func (t *nodesTown) stop() (err error) {
	for _, p := range t.phones {
		_ = p.Cut() // its receiver may have ended
	}
	for _, end := range t.ends {
		err = errors.Join(err, end())
	}
	return err
}

// load fills the directory.
func (of townOf) load(a *app.App) error {
	var rows strings.Builder
	row := func(format string, v ...any) { fmt.Fprintf(&rows, format+"\n", v...) }
	for t := range of.teams {
		var members []string
		for s := range of.staff {
			row(`{"type":"staffMember","id":"s%d-%d","values":{"name":"S","roles":["assistantNurse"],"employerOrgId":"ekby","state":"active"}}`, t, s)
			members = append(members, fmt.Sprintf(`{"staffId":"s%d-%d","parts":[1,2,3]}`, t, s))
		}
		row(`{"type":"careTeam","id":"t%d","values":{"name":"T","providerOrgId":"ekby","state":"active","members":[%s]}}`, t, strings.Join(members, ","))
		for c := range of.citizens {
			row(`{"type":"careAssignment","id":"as%d-%d","values":{"teamId":"t%d","citizenId":"c%d-%d","providerOrgId":"ekby","reason":"teamMember","validFrom":"2026-01-01T00:00:00Z","state":"active"}}`, t, c, t, t, c)
		}
	}
	report, err := a.Load(context.Background(), tenantID, strings.NewReader(rows.String()), func(n int, id, reason string) {
		fmt.Fprintln(os.Stderr, "row", n, id, reason)
	}, nil)
	if err == nil && report.Rejected > 0 {
		err = fmt.Errorf("%d rows were rejected", report.Rejected)
	}
	return err
}

func (t *nodesTown) token(actor string) (string, error) {
	return t.issuer.Sign(auth.Claims{Actor: actor, Tenant: tenantID, Kind: auth.Staff, Issued: time.Now(), Expires: time.Now().Add(12 * time.Hour)})
}
