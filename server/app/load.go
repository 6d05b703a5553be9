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
	return a.load(ctx, tenant, rows, load.Options{Line: line, Progress: progress})
}

func (a *App) load(ctx context.Context, tenant string, rows io.Reader, o load.Options) (load.Report, error) {
	t, ok := a.tenants.find(tenant)
	if !ok {
		return load.Report{}, fmt.Errorf("no tenant %q", tenant)
	}
	o.Flow, o.Schema, o.Tenant = a.flow, schema.Embedded(), t
	o.Document = func(ctx context.Context, scope document.Scope, id string) (*document.Document, error) {
		return a.flow.Document(ctx, store.Key{Tenant: tenant, Scope: scope}, id)
	}
	return load.Load(ctx, rows, o)
}

// loadFor is POST /v1/load: rows from a municipality's own system, after others of the same file.
func (a *App) loadFor(ctx context.Context, token string, rows []byte, after int, line func(string)) error {
	tenant, err := a.system(token)
	if err != nil {
		return err
	}
	rejected := func(n int, id, reason string) { line(fmt.Sprintf("row %d (%s): %s", n, id, reason)) }
	report, err := a.load(ctx, tenant, bytes.NewReader(rows), load.Options{After: after, Line: rejected})
	if err != nil {
		return err
	}
	text, err := json.Marshal(report)
	line(string(text))
	return err
}
