package wire_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

func sampleBoard() wire.Board {
	return wire.Board{Team: "t3", Entries: []wire.Present{
		{Staff: "amina", State: "atVisit", SyncAt: 1_795_000_000_000, Pending: 2}, {Staff: "noor", State: "online", OfflineSince: 1_795_000_060_000},
	}}
}

func sampleLocks() wire.Locks {
	return wire.Locks{Scope: health, Locks: []wire.Held{{Doc: "v-8", Staff: "petra", Replica: "r7", Until: 1_795_000_030_000}}}
}

func TestAround_ThereAndBack(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		raw  []byte
		want wire.Frame
	}{
		{wire.AppendPresence(nil, wire.Presence{State: "travelling", Pending: 7}), &wire.Presence{State: "travelling", Pending: 7}},
		{wire.AppendLock(nil, health, "v-8"), &wire.Lock{Scope: health, Doc: "v-8"}},
		{[]byte(`{"doc":"v-8","scope":"citizen/c17/health/ekby","frame":"unlock","more":1}`), &wire.Unlock{Scope: health, Doc: "v-8"}},
	} {
		got, err := wire.Decode(one.raw, wire.Limits{})
		if diff := cmp.Diff(one.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", one.raw, err, diff)
		}
	}
	board, locks := sampleBoard(), sampleLocks()
	nobody := wire.Board{Team: "t3", Entries: []wire.Present{}}
	for _, one := range []struct {
		raw  []byte
		want wire.Frame
	}{
		{wire.AppendBoard(nil, board), &board}, {wire.AppendLocks(nil, locks), &locks}, {wire.AppendBoard(nil, nobody), &nobody},
		{wire.AppendLocks(nil, wire.Locks{Scope: health, Unknown: true}), &wire.Locks{Scope: health, Unknown: true}},
	} {
		got, err := wire.Receive(one.raw)
		if diff := cmp.Diff(one.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", one.raw, err, diff)
		}
	}
}

func TestAround_BadMembersAreBadFrames(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		`{"frame":"presence","state":7,"pending":1}`, `{"frame":"presence","state":"online","pending":-1}`, `{"frame":"lock","scope":"citizen/c17/health/ekby"}`,
		`{"frame":"lock","doc":"v-8"}`, `{"frame":"unlock","scope":"citizen/c17/health/ekby","doc":"å"}`,
	} {
		if _, err := wire.Decode([]byte(raw), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
			t.Errorf("%s: got %v", raw, err)
		}
	}
}
