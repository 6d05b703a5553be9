package mongo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/go-json-experiment/json"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// bellRow is a device's bell. Bell holds all of it; the rest is what queries need. Each write names the version it was made from.
type bellRow struct {
	Tenant  string `bson:"tenant"`
	Device  string `bson:"device"`
	Version int64  `bson:"version"`
	Replica string `bson:"replica"`
	Who     string `bson:"who"`   // kind/actor; "" of a bell that rings nothing
	Token   string `bson:"token"` // its hash; likewise
	Due     int64  `bson:"due"`   // math.MaxInt64 for never
	Bell    string `bson:"bell"`  // JSON
}

func newBellRow(tenant string, b *store.Bell, version int64) (*bellRow, error) {
	text, err := json.Marshal(b, json.Deterministic(true))
	r := &bellRow{Tenant: tenant, Device: b.Device, Version: version, Replica: b.Replica, Due: math.MaxInt64, Bell: string(text)}
	if b.CanRing() {
		r.Who, r.Token = whoOf(b.Kind, b.Actor), store.TokenHash(b.Token.Text)
	}
	if next := b.Next(); next != 0 {
		r.Due = next
	}
	return r, err
}

func whoOf(kind, actor string) string { return kind + "/" + actor }

func (r *bellRow) open() (b store.Bell, err error) {
	err = json.Unmarshal([]byte(r.Bell), &b)
	return b, err
}

func (r *bellRow) update() bson.D {
	return bson.D{{Key: "$set", Value: bson.D{
		{Key: "version", Value: r.Version}, {Key: "replica", Value: r.Replica}, {Key: "who", Value: r.Who}, {Key: "token", Value: r.Token},
		{Key: "due", Value: r.Due}, {Key: "bell", Value: r.Bell},
	}}}
}

func deviceOf(tenant, device string) bson.D {
	return bson.D{{Key: "tenant", Value: tenant}, {Key: "device", Value: device}}
}

// bell reads a device's bell and its version; 0 when there is none.
func (s *Store) bell(ctx context.Context, tenant, device string) (b store.Bell, version int64, err error) {
	var row bellRow
	err = s.bells.FindOne(ctx, deviceOf(tenant, device)).Decode(&row)
	if errors.Is(err, driver.ErrNoDocuments) {
		return b, 0, nil
	}
	if err == nil {
		b, err = row.open()
	}
	return b, row.Version, err
}

// bellAttempts is how often a bell is read again that somebody else changed meanwhile.
const bellAttempts = 50

// changeBell reads a device's bell, lets it be changed, and writes it if change says so; all again when another node was faster.
// This node's own calls take turns. FerretDB 1.24 carries out an update as a read and a write, between which another node may
// come: there a bell may ring twice. MongoDB's updates are atomic.
func (s *Store) changeBell(ctx context.Context, tenant, device string, change func(b *store.Bell) bool) (store.Bell, error) {
	mu := s.ringing.of(store.Key{Tenant: tenant, Scope: document.Scope(device)})
	mu.Lock()
	defer mu.Unlock()
	for range bellAttempts {
		b, version, err := s.bell(ctx, tenant, device)
		if err != nil || !change(&b) {
			return b, err
		}
		row, err := newBellRow(tenant, &b, version+1)
		if err != nil {
			return b, err
		}
		if done, err := s.replaceBell(ctx, row, version); done || err != nil {
			return b, err
		}
	}
	return store.Bell{}, errBusy
}

var errBusy = errors.New("others keep changing it")

func (s *Store) replaceBell(ctx context.Context, row *bellRow, from int64) (bool, error) {
	if from == 0 {
		_, err := s.bells.InsertOne(ctx, row)
		if driver.IsDuplicateKeyError(err) {
			return false, nil
		}
		return err == nil, err
	}
	result, err := s.bells.UpdateOne(ctx, with(deviceOf(row.Tenant, row.Device), "version", from), row.update())
	return err == nil && result.MatchedCount > 0, err
}

// bellsBy reads the bells that a field's value finds, by device.
func (s *Store) bellsBy(ctx context.Context, tenant, field, value string) (list []store.Bell, err error) {
	rows, err := all(find[bellRow](ctx, s.bells, bson.D{{Key: "tenant", Value: tenant}, {Key: field, Value: value}}, options.Find()))
	for _, r := range rows {
		b, failed := r.open()
		list, err = append(list, b), errors.Join(err, failed)
	}
	slices.SortFunc(list, func(a, b store.Bell) int { return cmp.Compare(a.Device, b.Device) })
	return list, err
}

// dueBells names up to n devices with something due, the earliest first, and says when the first is.
func (s *Store) dueBells(ctx context.Context, tenant string, until int64, n int) (devices []string, first int64, err error) {
	filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "due", Value: bson.D{{Key: "$lte", Value: until}}}}
	o := options.Find().SetSort(by("due")).SetLimit(int64(n)).SetProjection(by("device", "due"))
	for r, err := range find[bellRow](ctx, s.bells, filter, o) {
		if err != nil {
			return nil, 0, fmt.Errorf("read what is to be rung: %w", err)
		}
		if len(devices) == 0 {
			first = r.Due
		}
		if devices = append(devices, r.Device); len(devices) == n {
			break
		}
	}
	return devices, first, nil
}
