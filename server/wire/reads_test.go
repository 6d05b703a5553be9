package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// sampleReads is two reads of the replica r1, signed.
func sampleReads() reads.Batch {
	b := reads.Batch{From: 1, Prev: reads.Start("r1").Link.String(), Events: []reads.Read{
		{N: 1, At: 1_795_000_000_000, Scope: health, Doc: "v-8", Action: "read", Online: true},
		{N: 2, At: 1_795_000_060_000, Scope: part1, Doc: "m-2", Action: "read"},
	}}
	if err := b.Sign(sampleKey); err != nil {
		panic(err)
	}
	return b
}

func sampleReadHello() wire.Hello {
	h := sampleHello()
	h.ReadsAt = 2
	return h
}

func TestReads_AreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw  []byte
		want wire.Frame
	}{
		"reads": {wire.AppendReads(nil, sampleReads()), &wire.Reads{Batch: sampleReads()}},
		"hello": {wire.AppendHello(nil, sampleReadHello()), func() wire.Frame { h := sampleReadHello(); return &h }()},
	} {
		if diff := cmp.Diff(c.want, decode(t, c.raw)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for want, raw := range map[wire.Frame][]byte{
		&wire.ReadsWanted{From: 3}: wire.AppendReadsWanted(nil, 3), &wire.ReadsTaken{UpTo: 2}: wire.AppendReadsTaken(nil, 2),
	} {
		if got, err := wire.Receive(raw); err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("%s: %v %v", raw, got, err)
		}
	}
}

// A batch is taken as a whole or not at all: without one of its reads its chain would be another.
func TestReads_RefusesABatchWithABadRead(t *testing.T) {
	t.Parallel()
	good := string(wire.AppendReads(nil, sampleReads()))
	for _, c := range [][2]string{
		{`"n":1`, `"n":2`}, {`"n":1`, `"n":-1`}, {`"from":1`, `"from":2`}, {`"from":1`, `"from":0`}, {`"prev":"`, `"prev":"zz`}, {`"v-8"`, `"v 8"`},
		{`"read"`, `"r ead"`}, {`"action":"read"`, `"action":""`}, {string(health), "citizen/c17"}, {`"online":true`, `"online":"yes"`},
		{`"at":1795000000000`, `"at":"now"`}, {`"events":[`, `"events":[7,`}, {`"sig":"`, `"sig":"AA`}, {`"events":`, `"eventually":`},
	} {
		if !strings.Contains(good, c[0]) {
			t.Fatalf("no %s in %s", c[0], good)
		}
		_, err := wire.Decode([]byte(strings.Replace(good, c[0], c[1], 1)), wire.Limits{})
		if fault.CodeOf(err) != fault.BadFrame {
			t.Errorf("%s: got %v", c[1], err)
		}
	}
	many := sampleReads()
	for n := range uint64(reads.MaxBatch) {
		many.Events = append(many.Events, reads.Read{N: n + 3, Scope: health, Action: "read"})
	}
	if _, err := wire.Decode(wire.AppendReads(nil, many), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
		t.Errorf("%d reads: got %v", len(many.Events), err)
	}
}

func TestDecodeSync_TakesReadsAndWhatWasPurged(t *testing.T) {
	t.Parallel()
	batch := string(wire.AppendReads(nil, sampleReads())[len(`{"frame":"reads",`)-1:])
	batch = "{" + batch[1:]
	body := func(more string) []byte {
		return fmt.Appendf(nil, `{"frame":"hello","contract":1,"replica":"r1","clock":1,"readsAt":2,%s"edits":[]}`, more)
	}
	got, err := wire.DecodeSync(body(`"reads":`+batch+`,"purged":["`+string(health)+`"],`), wire.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := sampleReads()
	if diff := cmp.Diff(&want, got.Reads); diff != "" || got.Hello.ReadsAt != 2 {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]document.Scope{health}, got.Purged); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, more := range []string{`"reads":7,`, `"reads":{"from":1},`, `"purged":7,`, `"purged":["citizen"],`, `"readsAt2":1,"reads":{"from":1,"prev":"x","events":[]},`} {
		if _, err := wire.DecodeSync(body(more), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
			t.Errorf("%s: got %v", more, err)
		}
	}
	// What is wrong in a list is not what follows it: a frame without that member does not mind.
	if _, err := wire.Decode([]byte(`{"frame":"end","purged":["citizen",[]],"more":1}`), wire.Limits{}); err != nil {
		t.Errorf("a member of another kind's: got %v", err)
	}
	if got, err := wire.DecodeSync(body(`"reads":null,`), wire.Limits{}); err != nil || got.Reads != nil {
		t.Errorf("null: got %v %v", got, err)
	}
}
