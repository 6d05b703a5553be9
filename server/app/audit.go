package app

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"strings"
	"time"
	_ "time/tzdata" // people read Swedish time, wherever the server runs

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// openAudit makes the book that sessions write and the office that answers.
func (a *App) openAudit() error {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return err
	}
	a.book = audit.NewBook(audit.Options{
		Store: a.store, Unit: a.employer, Log: a.log,
		Observe: audit.Observer{Events: a.metrics.Audited, MissingLink: a.metrics.MissingLink},
	})
	a.office = audit.NewOffice(audit.OfficeOptions{
		Store: a.store, Schema: schema.Embedded(), Document: a.flow.Document, Documents: documentsOf(a.flow), Zone: zone, MayHold: a.mayHold,
		Release: a.release,
		Lease:   time.Duration(a.config.Audit.LeaseHours) * time.Hour,
	})
	return nil
}

// employer is the organisation a member of staff works for, "" when the directory does not know.
func (a *App) employer(ctx context.Context, tenant, actor string) string {
	doc, err := a.flow.Document(ctx, store.Key{Tenant: tenant, Scope: document.Directory}, actor)
	if err != nil || doc == nil || doc.Type != "staffMember" {
		return ""
	}
	return document.Unquote(merge.Read(schema.Embedded().Types[doc.Type], doc).Fields["employerOrgId"].Value)
}

// mayHold is what a login may hold now: nothing once it ended or was revoked.
func (a *App) mayHold(ctx context.Context, tenant string, who store.Who) ([]document.Scope, error) {
	login, err := a.flow.Login(ctx, tenant, who.Replica)
	if err != nil || login != nil && (login.Revoked || login.Ended != 0) {
		return nil, err
	}
	reach, err := a.flow.Reach(ctx, access.Actor{Tenant: tenant, Kind: who.Kind, ID: who.Actor})
	return reach.Scopes, err
}

// documentsOf reads all documents of a scope, a page at a time.
func documentsOf(f *flow.Flow) func(context.Context, store.Key) iter.Seq2[*document.Document, error] {
	return func(ctx context.Context, key store.Key) iter.Seq2[*document.Document, error] {
		return func(yield func(*document.Document, error) bool) {
			for page := (flow.Page{}); !page.Done; {
				var err error
				if page, err = f.Page(ctx, key, page.Last, false); err != nil {
					yield(nil, err)
					return
				}
				for _, d := range page.Documents {
					if !yield(d.Doc, nil) {
						return
					}
				}
			}
		}
	}
}

// askFor is POST /v1/audit: a question from a municipality's own system, and the answer as text with its status: 409 when a log
// is broken, as the text says; 400 and 404 when the text says why the question has no answer.
func (a *App) askFor(ctx context.Context, token string, question []byte) (text string, status int, err error) {
	claims, err := a.verifier.Verify(token, time.Now())
	if err != nil {
		return "", 0, err
	}
	if claims.Kind != auth.System {
		return "", 0, fault.Newf(fault.TokenInvalid, "not a system's token")
	}
	var q audit.Question
	if err := json.Unmarshal(question, &q); err != nil {
		return "", 0, fault.Newf(fault.BadFrame, "not a question")
	}
	text, whole, err := a.answer(ctx, claims.Tenant, claims.Actor, q)
	var why audit.Sentence
	switch {
	case errors.As(err, &why):
		return why.Error() + "\n", fault.From(err).Row().HTTP, nil
	case !whole:
		return text, http.StatusConflict, err
	}
	return text, http.StatusOK, err
}

func (a *App) answer(ctx context.Context, id, asker string, q audit.Question) (text string, whole bool, err error) {
	t, known := a.tenants.find(id)
	if !known {
		return "", false, fault.Newf(fault.TokenInvalid, "no such tenant")
	}
	var out strings.Builder
	err = a.office.Answer(ctx, audit.Tenant{ID: id, Municipality: t.Municipality, Now: t.Now(), Asker: asker}, q, &out)
	if errors.Is(err, audit.ErrBroken) {
		a.log.Error("a log is broken", "cause", err)
		return out.String(), false, nil
	}
	return out.String(), true, err
}
