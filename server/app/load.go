package app

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Load upserts rows into a tenant. See package load.
func (a *App) Load(ctx context.Context, tenant string, rows io.Reader, line func(int, string, string), progress func(load.Report)) (load.Report, error) {
	t, ok := a.tenants.find(tenant)
	if !ok {
		return load.Report{}, fmt.Errorf("no tenant %q", tenant)
	}
	return load.Load(ctx, rows, load.Options{
		Flow: a.flow, Schema: schema.Embedded(), Tenant: t, Line: line, Progress: progress,
		Document: func(ctx context.Context, scope document.Scope, id string) (*document.Document, error) {
			return a.flow.Document(ctx, store.Key{Tenant: tenant, Scope: scope}, id)
		},
	})
}

// loadFor is POST /v1/load: rows from a municipality's own system.
func (a *App) loadFor(ctx context.Context, token string, rows []byte, line func(string)) error {
	tenant, err := a.system(token)
	if err != nil {
		return err
	}
	report, err := a.Load(ctx, tenant, bytes.NewReader(rows), func(n int, id, reason string) {
		line(fmt.Sprintf("row %d (%s): %s", n, id, reason))
	}, nil)
	if err != nil {
		return err
	}
	text, err := json.Marshal(report)
	line(string(text))
	return err
}
