package flow

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// directories hold what decides access, one for each tenant that was asked for.
type directories struct {
	mu sync.Mutex
	m  map[string]*tenantDirectory // guarded by mu
}

type tenantDirectory struct {
	mu   sync.RWMutex
	dir  *access.Directory             // guarded by mu
	head document.Cursor               // how far of the log it has taken in; guarded by mu
	docs map[string]*document.Document // guarded by mu
	// cards are the ids of what each member of staff wrote of themselves. Guarded by mu.
	cards map[string][]string
	// affected are those whose access may have changed since somebody asked; all when nobody can tell. Guarded by mu.
	affected map[access.Actor]bool
	all      bool
}

func (d *tenantDirectory) allows(q access.Request) access.Decision {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.dir.Allows(q)
}

func (d *tenantDirectory) seqNow() uint64 {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.head.Seq
}

// directory gives the tenant's directory, brought up to the head of its log as it was within the last second. Who would say no
// asks for it as it is now: nobody is told no on old knowledge.
func (f *Flow) directory(ctx context.Context, tenant string, now bool) (*tenantDirectory, error) {
	t, ok := f.o.Tenant(tenant)
	if !ok {
		return nil, errNoTenant
	}
	if f.o.Fresh != nil {
		if err := f.o.Fresh(ctx, tenant, now); err != nil {
			return nil, err
		}
	}
	f.dirs.mu.Lock()
	if f.dirs.m == nil {
		f.dirs.m = map[string]*tenantDirectory{}
	}
	d := f.dirs.m[tenant]
	if d == nil {
		d = &tenantDirectory{}
		f.dirs.m[tenant] = d
	}
	f.dirs.mu.Unlock()
	key := store.Key{Tenant: tenant, Scope: document.Directory}
	head, err := f.o.Store.Head(ctx, key)
	if err != nil {
		return nil, err
	}
	d.mu.RLock()
	fresh := d.dir != nil && d.head == head.Cursor
	d.mu.RUnlock()
	if fresh {
		return d, nil
	}
	return d, f.read(ctx, key, d, t.Municipality)
}

// read takes in the commits the directory has not seen; from the first one when the history is another. It asks for the head
// itself: one that was asked for before the lock may be older than what somebody else took in meanwhile, and going back to it
// would let in again who was just shut out.
func (f *Flow) read(ctx context.Context, key store.Key, d *tenantDirectory, municipality string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	head, err := f.o.Store.Head(ctx, key)
	if err != nil {
		return err
	}
	if d.dir == nil || d.head.Epoch != head.Epoch || d.head.Seq > head.Seq {
		d.dir, d.docs, d.head = access.New(f.o.Schema, municipality), map[string]*document.Document{}, document.Cursor{}
		d.cards = map[string][]string{}
		d.all, d.affected = true, nil
	}
	if d.head.Seq == head.Seq {
		d.head = head.Cursor
		return nil
	}
	for c, err := range f.o.Store.Commits(ctx, key, d.head.Seq+1, head.Seq) {
		if err != nil {
			return err
		}
		for _, change := range c.Changes {
			if doc, ok := change.ApplyTo(d.docs[change.Doc.ID]); ok {
				d.docs[doc.ID] = doc
				d.takeCard(f.o.Schema, doc)
				d.affect(d.dir.Put(doc, c.At))
			}
		}
		d.head = c.Cursor()
	}
	return nil
}

// affect notes whose access may have changed. The caller holds mu.
func (d *tenantDirectory) affect(actors []access.Actor) {
	if d.all {
		return // all are looked at anyway
	}
	if d.affected == nil {
		d.affected = map[access.Actor]bool{}
	}
	for _, a := range actors {
		d.affected[a] = true
	}
}

// Affected are those whose access may have changed.
type Affected struct {
	All    bool                  // nobody can tell whose not
	actors map[access.Actor]bool // without their tenant
}

// Has reports whether an actor's access may have changed.
func (a Affected) Has(who access.Actor) bool {
	return a.All || a.actors[access.Actor{Kind: who.Kind, ID: who.ID}]
}

// Actors lists them, without their tenant; nil for All.
func (a Affected) Actors() []access.Actor { return slices.Collect(maps.Keys(a.actors)) }

// Affected says whose access the directory's commits may have changed since it was asked last: each is named once, and whoever
// asks owes them a look. All of them when the directory cannot be read: whoever looks meets the failure.
func (f *Flow) Affected(ctx context.Context, tenant string) Affected {
	d, err := f.directory(ctx, tenant, false)
	if err != nil {
		return Affected{All: true}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out := Affected{All: d.all, actors: d.affected}
	d.all, d.affected = false, nil
	return out
}

// Turned says whose access may have changed by itself after one time and up to another, by the tenant's clock.
func (f *Flow) Turned(ctx context.Context, tenant string, after, until int64) Affected {
	d, err := f.directory(ctx, tenant, false)
	if err != nil || after == 0 || until < after { // nobody looked before, or a demo's clock was set back
		return Affected{All: true}
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if next, some := d.dir.NextBoundary(after); !some || next > until {
		return Affected{}
	}
	out := Affected{actors: map[access.Actor]bool{}}
	for _, a := range d.dir.Turned(after, until) {
		out.actors[a] = true
	}
	return out
}

// Reach is what an actor may read now, and on which state of the directory that stands.
type Reach struct {
	Roles     []string
	Scopes    []document.Scope // sorted
	Directory uint64
}

// Reach asks the directory what an actor may read. Nothing, for an actor it does not know.
func (f *Flow) Reach(ctx context.Context, a access.Actor) (Reach, error) {
	t, ok := f.o.Tenant(a.Tenant)
	if !ok {
		return Reach{}, nil
	}
	d, err := f.directory(ctx, a.Tenant, false)
	if err != nil {
		return Reach{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return Reach{Roles: d.dir.Roles(a), Scopes: d.dir.Scopes(a, t.Now()), Directory: d.head.Seq}, nil
}
