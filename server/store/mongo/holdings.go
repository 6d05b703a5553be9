package mongo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// holdingsRow is a login's register. Scopes repeats the names in Holdings, to be found by.
type holdingsRow struct {
	Tenant   string             `bson:"tenant"`
	Replica  string             `bson:"replica"`
	Contact  string             `bson:"contact"` // JSON
	Scopes   []string           `bson:"scopes"`
	Holdings map[string]heldRow `bson:"holdings"`
}

type heldRow struct {
	Since        int64 `bson:"since"`
	PurgeAskedAt int64 `bson:"purgeAskedAt,omitempty"`
	PurgedAt     int64 `bson:"purgedAt,omitempty"`
}

// Hold implements store.Holdings: one update of one document.
func (s *Store) Hold(ctx context.Context, tenant string, c store.Contact, holdings ...store.Holding) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return err
	}
	model, err := contactModel(tenant, c, holdings)
	if err != nil {
		return err
	}
	if _, err := s.holdings.BulkWrite(ctx, []driver.WriteModel{model}); err != nil {
		return fmt.Errorf("write holdings of %s: %w", c.Replica, err)
	}
	return nil
}

func contactModel(tenant string, c store.Contact, holdings []store.Holding) (driver.WriteModel, error) {
	if err := checkKey(store.Key{Tenant: tenant, Scope: document.Scope(c.Replica)}); err != nil {
		return nil, err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	set, names := bson.D{{Key: "contact", Value: string(text)}}, bson.A{}
	for _, h := range holdings {
		if strings.ContainsAny(string(h.Scope), ".$\x00") {
			return nil, errName
		}
		set = append(set, bson.E{Key: "holdings." + string(h.Scope), Value: heldRow{h.Since, h.PurgeAskedAt, h.PurgedAt}})
		names = append(names, string(h.Scope))
	}
	update := bson.D{{Key: "$set", Value: set}}
	if len(names) > 0 {
		update = append(update, bson.E{Key: "$addToSet", Value: bson.D{{Key: "scopes", Value: bson.D{{Key: "$each", Value: names}}}}})
	}
	filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "replica", Value: c.Replica}}
	return driver.NewUpdateOneModel().SetFilter(filter).SetUpdate(update).SetUpsert(true), nil
}

// Touch implements store.Holdings.
func (s *Store) Touch(ctx context.Context, tenant string, contacts ...store.Contact) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil || len(contacts) == 0 {
		return err
	}
	models := make([]driver.WriteModel, len(contacts))
	for i, c := range contacts {
		if models[i], err = contactModel(tenant, c, nil); err != nil {
			return err
		}
	}
	if _, err := s.holdings.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false)); err != nil {
		return fmt.Errorf("write contacts: %w", err)
	}
	return nil
}

// HeldBy implements store.Holdings.
func (s *Store) HeldBy(ctx context.Context, tenant, replica string) (store.Contact, []store.Holding, error) {
	var c store.Contact
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return c, nil, err
	}
	if err := checkKey(store.Key{Tenant: tenant, Scope: document.Scope(replica)}); err != nil {
		return c, nil, err
	}
	var row holdingsRow
	err = s.holdings.FindOne(ctx, bson.D{{Key: "tenant", Value: tenant}, {Key: "replica", Value: replica}}).Decode(&row)
	if errors.Is(err, driver.ErrNoDocuments) {
		return c, nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(row.Contact), &c)
	}
	if err != nil {
		return c, nil, fmt.Errorf("read holdings of %s: %w", replica, err)
	}
	return c, row.list(""), nil
}

func (r *holdingsRow) list(prefix string) []store.Holding {
	var list []store.Holding
	for scope, h := range r.Holdings {
		if strings.HasPrefix(scope, prefix) {
			list = append(list, store.Holding{Scope: document.Scope(scope), Replica: r.Replica, Since: h.Since, PurgeAskedAt: h.PurgeAskedAt, PurgedAt: h.PurgedAt})
		}
	}
	sortHoldings(list)
	return list
}

func sortHoldings(list []store.Holding) {
	slices.SortFunc(list, func(a, b store.Holding) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Replica, b.Replica))
	})
}

// Holders implements store.Holdings.
func (s *Store) Holders(ctx context.Context, tenant, prefix string) iter.Seq2[store.Holding, error] {
	return func(yield func(store.Holding, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.Holding{}, err)
			return
		}
		filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "scopes", Value: bson.Regex{Pattern: "^" + regexp.QuoteMeta(prefix)}}}
		var list []store.Holding
		for r, err := range find[holdingsRow](ctx, s.holdings, filter, options.Find()) {
			if err != nil {
				yield(store.Holding{}, fmt.Errorf("read holders: %w", err))
				return
			}
			list = append(list, r.list(prefix)...)
		}
		sortHoldings(list)
		for _, h := range list {
			if !yield(h, nil) {
				return
			}
		}
	}
}
