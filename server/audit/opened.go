package audit

import (
	"context"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// openingType is the document with which staff open a citizen who is not theirs.
const openingType = "opening"

// Opened notes the openings that a commit brought, with their reason, in the citizen's log: all of them are reviewed (domain.md
// L-13, L-17). A commit that is told again, as after a crash, is not noted again.
func (b *Book) Opened(ctx context.Context, set *schema.Set, c *document.Commit) error {
	if b == nil || c.Scope.Kind() != "staff" {
		return nil
	}
	var events []store.Event
	for i := range c.Changes {
		doc := c.Changes[i].Doc // whole, when it is new
		at := slices.IndexFunc(c.Edits, func(e document.Entry) bool { return e.Verdict.Edit == doc.Created })
		if doc.Type != openingType || at < 0 {
			continue
		}
		e := b.opening(ctx, set, c, doc, &c.Edits[at])
		known, err := b.isNoted(ctx, c, &e)
		if err != nil {
			return err
		}
		if !known {
			events = append(events, e)
		}
	}
	return b.record(ctx, c.Tenant, events)
}

func (b *Book) opening(ctx context.Context, set *schema.Set, c *document.Commit, doc *document.Document, entry *document.Entry) store.Event {
	v := merge.Read(set.Types[openingType], doc)
	e := store.Event{At: c.At, Action: store.ActionOpenedOutside, Directory: c.Directory, Note: text(v, "reason")}
	if text(v, "kind") == "emergency" {
		e.Action = store.ActionEmergency
	}
	e.Who = store.Who{Actor: entry.Author, Kind: "staff", Role: doc.Origins[doc.Created].Role, Replica: entry.Replica}
	e.What = store.What{Citizen: text(v, "citizenId"), Scope: c.Scope, Doc: doc.ID}
	if b.o.Unit != nil {
		e.Unit = b.o.Unit(ctx, c.Tenant, entry.Author)
	}
	return e
}

func (b *Book) isNoted(ctx context.Context, c *document.Commit, e *store.Event) (bool, error) {
	for old, err := range b.o.Store.Events(ctx, c.Tenant, store.Subject{Citizen: e.Citizen}, e.At, e.At+1) {
		if err != nil || old.Action == e.Action && old.Doc == e.Doc && old.Scope == e.Scope {
			return true, err
		}
	}
	return false, nil
}
