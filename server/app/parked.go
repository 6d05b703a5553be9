package app

import (
	"context"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// release hands in what was parked because its login was revoked for a cause, under an id that follows from its own: the old id
// has its verdict. It is judged by what its author was allowed when it was written, as a late entry is.
func (a *App) release(ctx context.Context, tenant string, author store.Who, e document.Edit, by string) (document.Verdict, error) {
	e.ID = care.HashID("released", tenant, e.ID)
	from := flow.Author{
		Actor: access.Actor{Tenant: tenant, Kind: author.Kind, ID: author.Actor}, Replica: author.Replica,
		Carrier: &document.Carrier{Actor: by, Replica: "released"},
	}
	verdicts, err := a.flow.SubmitWait(ctx, from, []flow.Incoming{{Edit: e}})
	if err != nil {
		return document.Verdict{}, err
	}
	return verdicts[0], nil
}
