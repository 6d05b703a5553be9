package simtest

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// rot loses a document or a scope from the disk: the replica must notice and load the scope anew.
func (p *phone) rot() {
	keys := slices.DeleteFunc(p.keysOf(), func(key string) bool { return !strings.HasPrefix(key, "doc/") && !strings.HasPrefix(key, "scope/") })
	if len(keys) == 0 {
		return
	}
	key := pick(p.w, keys)
	delete(p.disk, key)
	p.w.note("%s loses %s from its disk", p.name, key)
}

// save writes what has changed to the disk: all of it, or with most >= 0 only the first puts, as when the app dies meanwhile.
func (p *phone) save(most int) {
	puts := p.r.Unsaved()
	if p.whole {
		if most >= 0 && most < len(puts) {
			return // a snapshot is there or not
		}
		all := map[string]jsontext.Value{}
		if err := json.Unmarshal(p.r.Snapshot(), &all); err != nil {
			panic(err)
		}
		p.disk = all
	} else {
		if most >= 0 {
			puts = puts[:min(most, len(puts))]
		}
		for _, put := range puts {
			if put.Value == nil {
				delete(p.disk, put.Key)
			} else {
				p.disk[put.Key] = put.Value
			}
		}
	}
	p.r.Saved(puts)
	p.dirty = most >= 0
	p.unsaved = slices.DeleteFunc(p.unsaved, func(e document.Edit) bool {
		_, here := p.disk["edit/"+e.ID]
		if here {
			p.w.oracle.write(e, p)
		}
		return here
	})
}

// wake starts the app again from its disk.
func (w *World) wake() bool {
	p := w.somePhone(func(p *phone) bool { return p.r == nil && p.dead <= w.now })
	if p == nil {
		return false
	}
	p.restore()
	return true
}

func (p *phone) restore() {
	if len(p.disk) == 0 {
		p.r = replica.New(p.o)
	} else {
		r, err := replica.Restore(p.o, toJSON(p.disk))
		if err != nil {
			panic(err)
		}
		p.r = r
	}
	p.w.note("%s starts, %d in the outbox", p.name, p.r.Pending())
}

// keysOf is what is on the disk, sorted.
func (p *phone) keysOf() []string { return slices.Sorted(maps.Keys(p.disk)) }
