package faulttest

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/badnet"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/redistest"
	"github.com/samsyn/samsyn/server/store/mongo"
)

// How long a node waits for an answer of the database: half as long as otherwise where it is not there at times, and longer than
// FerretDB needs on a busy machine where it always is.
const (
	isAway  = 5 * time.Second
	isThere = 2 * time.Minute
)

// node starts a node in this process, which waits so long for an answer of the database.
func (w *town) node(settings []string, within time.Duration) {
	w.t.Helper()
	c, err := config.Load(settings)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.Open(ctx, c, config.NewLogger(w.t.Output(), c.Log.Level), app.WithMongo(func(o *mongo.Options) { o.OpTimeout = within }))
	if err != nil {
		stop()
		w.t.Fatal(err)
	}
	on, err := a.Listen()
	if err != nil {
		stop()
		w.t.Fatal(errors.Join(err, a.Close()))
	}
	ended := make(chan error, 1)
	go func() { ended <- errors.Join(a.Run(ctx, on), a.Close()) }()
	w.t.Cleanup(func() {
		stop()
		select {
		case err := <-ended:
			if err != nil {
				w.t.Error(err)
			}
		case <-time.After(patience):
			w.t.Error("a node does not stop")
		}
	})
	w.add("http://" + on.Addr().String())
}

// lines are a town of two nodes with a network before the database and before Redis for each.
type lines struct {
	*town
	redis          *redistest.Server
	mongo, toRedis []*badnet.Line
}

func newLines(t *testing.T, within time.Duration) *lines {
	t.Helper()
	w := &lines{town: newTown(t), redis: redistest.Start(t)}
	at, err := url.Parse(w.redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w.mongo = append(w.mongo, badnet.Start(t, "tcp", w.host()))
		w.toRedis = append(w.toRedis, badnet.Start(t, "unix", at.Path))
		w.node(w.settings(w.through(w.mongo[len(w.mongo)-1].Address()), "SAMSYN_REDIS_URL=redis://"+w.toRedis[len(w.toRedis)-1].Address()), within)
	}
	w.fill(2)
	return w
}

// lasts is how long a fault of the database does. What was sent into a half-open connection is waited for longer.
const lasts = 1200 * time.Millisecond

// Two nodes lose their database in every way there is, one of them or both. Phones write on, come back where somebody answers,
// and everything they were told is true.
func TestMongoDB_OnABadNetworkThePromisesAreKept(t *testing.T) {
	t.Parallel()
	w := newLines(t, isAway)
	w.phone("amina", "assistantNurse", 0, true)
	w.phone("noor", "careAssistant", 1, true)
	w.phone("jonas", "occupationalTherapist", 0, true)
	w.writes(allDay)
	w.town.goesOn(1)
	for i, f := range badnet.Faults {
		w.doing = string(f)
		for _, line := range w.mongo[:1+i%2] { // of one node, of both
			line.Fail(f)
		}
		changed := w.reorganises()
		w.phones[i%len(w.phones)].drops()
		<-time.After(lasts)
		for _, line := range w.mongo {
			line.Heal()
		}
		w.town.goesOn(1)
		<-changed
	}
	w.writes(0)
	w.count()
}
