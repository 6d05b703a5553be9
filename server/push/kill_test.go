package push_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/hlc"
)

// ending is what there is to see when the story is over.
type ending struct {
	Notices map[string][]string // by person
	Written map[string]int      // edits in an inbox, by person
}

func (v *village) ending() ending {
	e := ending{map[string][]string{}, map[string]int{}}
	for who := range team {
		e.Notices[who], e.Written[who] = v.notices(who), len(v.written(who))
	}
	return e
}

// told counts what each device was told: by device, by cursor.
func (v *village) told() map[string]map[string]int {
	all := map[string]map[string]int{}
	for device := range devices {
		all[device] = map[string]int{}
		for n, one := range v.phones.Log(token(device)) {
			if device != "D-14" || n >= v.cutTold {
				all[device][one.Data["inboxCursor"]]++
			}
		}
	}
	return all
}

// check: each cause is one notice for each recipient, each of their devices was rung for it, and no other. It gives how many
// messages there were besides.
func (v *village) check(want ending) (twice int) {
	v.t.Helper()
	if diff := cmp.Diff(want, v.ending()); diff != "" {
		v.t.Errorf("the inboxes (-without faults +got):\n%s", diff)
	}
	holders := maps.Clone(devices)
	if v.cutTold >= 0 {
		holders["D-14"] = "noor"
	}
	for device, told := range v.told() {
		for _, id := range v.written(holders[device]) {
			n := told[push.Opaque(id)]
			delete(told, push.Opaque(id))
			twice += max(0, n-1)
			if n == 0 && holders[device] == devices[device] || n > 2 {
				v.t.Errorf("%s was rung %d times for a notice of %s's", device, n, holders[device])
			}
		}
		if len(told) > 0 {
			v.t.Errorf("%s was rung for what is not %s's: %v", device, holders[device], told)
		}
	}
	for c, err := range v.disk.open().Open(v.t.Context(), everyKey) {
		v.must(err)
		v.t.Errorf("%s %d is open still", c.Scope, c.Seq)
	}
	return twice
}

// everyKey is all scopes of all tenants.
var everyKey store.Key

// changes are the calls by which a store comes to be another. A process that dies between two others leaves what it would have left
// before or after one of them.
var changes = append([]string{"Append", "Finish", "Close"}, bells...)

// bells are those of them that have to do with ringing.
var bells = []string{"Fired", "Ring", "Claim", "Settle"}

// TestKill_AtEveryStep lets the process die after each change of the store and each message, from the change of a meeting to the call
// list a quarter of an hour later: with and without what was not synced, alone and beside another node. Everybody has one notice for each cause. Each of their devices is rung for it, and twice at most where FCM had taken a message
// and nobody lived to write that down: FCM has no key by which it would know it again. So one death doubles one message, of those
// that are under way one after the other as here; on disk, with the power, those since the last sync. A device that changed hands
// meanwhile rings for its new holder alone.
func TestKill_AtEveryStep(t *testing.T) {
	t.Parallel()
	for name, k := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, sound := k.sound(t)
			for _, f := range some(k.deaths(sound)) {
				v := k.told(t, f)
				if twice := v.check(want); !f.power && twice > 1 {
					t.Errorf("%d messages were sent twice", twice)
				}
				if v.cutTold < 0 {
					t.Error("nobody died")
				}
				if t.Failed() {
					t.Fatal(f)
				}
			}
		})
	}
}

// TestKill_WhoLivesGoesOn lets each call fail once that has to do with ringing, before its effect and after, and each answer
// of FCM's get lost, while the process lives on.
func TestKill_WhoLivesGoesOn(t *testing.T) {
	t.Parallel()
	k := kinds(t)["mongo"]
	want, sound := k.sound(t)
	for _, f := range some(sound.failures()) {
		v := k.told(t, f)
		if twice := v.check(want); twice > 1 {
			t.Errorf("%d messages were sent twice", twice)
		}
		if t.Failed() {
			t.Fatal(f)
		}
	}
}

// some are all of these, or under the race detector every tenth: the story is one goroutine's but for what rings, which is the same each
// time. scripts/test tells all of them without it.
func some(all []fate) (list []fate) {
	for i, f := range all {
		if !underRace || i%10 == 0 {
			list = append(list, f)
		}
	}
	return list
}

// kind is a store to tell the story on.
type kind struct {
	disk    func(testing.TB) disk
	settled func(v *village)
	power   bool
}

// counts are what the first process did when nothing went wrong.
type counts struct {
	by           map[string][]int // the calls that change something, from 1
	calls, sends int
}

func kinds(t *testing.T) map[string]*kind {
	image := vfs.NewCrashableMem()
	founded := &pebbleDisk{t: t, fs: image}
	founded.start()
	v := newVillage(t, founded, fate{})
	v.settle()
	founded.stop()
	return map[string]*kind{
		"pebble": {func(t testing.TB) disk { return newPebbleDisk(t, crashed(image)) }, v.copyTo, true},
		"mongo":  {func(testing.TB) disk { return &mongoDisk{db: model.New(model.Options{Unique: mongo.Unique()})} }, (*village).settle, false},
	}
}

// copyTo lets another village go on where this one is.
func (v *village) copyTo(other *village) {
	other.now, other.ids, other.begun = v.now, v.ids, maps.Clone(v.begun)
	for by := range v.stamps {
		other.stamps[by] = hlc.NewClock("r"+by, "")
	}
}

// told tells the story once.
func (k *kind) told(t *testing.T, f fate) *village {
	t.Helper()
	v := newVillage(t, k.disk(t), f)
	k.settled(v)
	v.tell()
	return v
}

func (k *kind) sound(t *testing.T) (ending, counts) {
	t.Helper()
	v := k.told(t, fate{})
	want := v.ending()
	if twice := v.check(want); twice > 0 {
		t.Errorf("%d messages were sent twice, and nothing went wrong", twice)
	}
	for _, call := range []string{"reaching.unreached sync", "reaching.call urgent"} {
		if !slices.Contains(want.Notices["kerstin"], call) {
			t.Errorf("kerstin was not told %s: %v", call, want.Notices["kerstin"])
		}
	}
	first := v.procs[0]
	c := counts{by: map[string][]int{"Claim": first.claims}, calls: first.store.Calls(""), sends: v.sends}
	for _, call := range changes {
		for n := 1; n <= first.store.Calls(call) && call != "Claim"; n++ {
			c.by[call] = append(c.by[call], n)
		}
		if len(c.by[call]) == 0 {
			t.Errorf("the story never calls %s", call)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return want, c
}

// deaths are after each change and each message, which is before the next.
func (k *kind) deaths(c counts) (list []fate) {
	for _, power := range []bool{false, true} {
		if power && !k.power {
			break
		}
		list = append(list, fate{store: suite.Fault{N: 1, Dies: true}, power: power})
		calls := changes
		if k.power && !power { // of the others enough is lost with it
			calls = bells
		}
		for _, call := range calls {
			for _, n := range c.by[call] {
				list = append(list, fate{store: suite.Fault{Call: call, N: n, After: true, Dies: true}, power: power})
			}
		}
		for n := 1; n <= c.sends; n++ {
			list = append(list, fate{send: n, dies: true, power: power})
		}
	}
	return list
}

func (c counts) failures() (list []fate) {
	for _, call := range bells {
		for _, n := range c.by[call] {
			for _, after := range []bool{false, true} {
				list = append(list, fate{store: suite.Fault{Call: call, N: n, After: after}})
			}
		}
	}
	for n := 1; n <= c.sends; n++ {
		list = append(list, fate{send: n})
	}
	return list
}
