package wire_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// worstFrames are frames of the largest size that make a decoder work.
func worstFrames() map[string][]byte {
	fill := func(head, unit, tail string) []byte {
		n := (wire.DefaultFrameBytes - len(head) - len(tail)) / len(unit)
		return []byte(head + strings.Repeat(unit, n) + tail)
	}
	var names bytes.Buffer
	for i := 0; names.Len() < wire.DefaultFrameBytes-200; i++ {
		fmt.Fprintf(&names, `"%x":{},`, i)
	}
	const edit = `{"frame":"submit","edits":[{"id":"01JDPPPPPPPPPPPPPPPPPPPPPP","changes":{`
	return map[string][]byte{
		"empty edits":      fill(`{"frame":"submit","edits":[`, `{},`, `{}]}`),
		"many fields":      []byte(edit + names.String() + `"z":{}}}]}`),
		"many items":       []byte(edit + `"f":{"add":{` + names.String() + `"z":{}}}}}]}`),
		"many removes":     fill(edit+`"f":{"remove":[`, `"i",`, `"i"]}}}]}`),
		"many values":      fill(edit+`"f":{"set":[`, `[],`, `[]]}}}]}`),
		"many members":     []byte(edit + `"f":{"set":{` + names.String() + `"z":{}}}}}]}`),
		"unknown members":  []byte(`{"frame":"renew","token":"a",` + names.String() + `"z":{}}`),
		"open brackets":    bytes.Repeat([]byte("["), wire.DefaultFrameBytes),
		"escapes":          fill(edit+`"f":{"set":"`, `\u00e5`, `"}}}]}`),
		"a name twice":     fill(`{"frame":"submit","edits":[{"a":1,"a":1},`, `{"a":1,"a":1},`, `1]}`),
		"one huge text":    fill(edit+`"f":{"set":"`, `a`, `"}}}]}`),
		"cursors":          []byte(`{"frame":"hello","contract":1,"replica":"r1","token":"","cursors":{` + names.String() + `"z":{}}}`),
		"one large number": fill(edit+`"f":{"set":`, `1`, `}}}]}`),
	}
}

func BenchmarkDecodeSubmit(b *testing.B) {
	raw := batch(b, 20)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := wire.Decode(raw, wire.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What it would cost to let the library fill in the structs, without checking limits, ids or form.
func BenchmarkDecodeSubmitByReflection(b *testing.B) {
	raw := batch(b, 20)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		var frame struct {
			Frame string          `json:"frame"`
			Edits []document.Edit `json:"edits"`
		}
		if err := json.Unmarshal(raw, &frame); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeSubmitOnePoisonInTwenty(b *testing.B) {
	raw := bytes.Replace(batch(b, 20), []byte(`"doc":`), []byte(`"doc":"d","doc":`), 1)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := wire.Decode(raw, wire.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendVerdicts(b *testing.B) {
	verdicts := make([]document.Verdict, 20)
	for i := range verdicts {
		verdicts[i] = document.Verdict{Edit: editID(i), Kind: document.Applied, Scope: health, Seq: 42}
	}
	buf := make([]byte, 0, 8<<10)
	b.ReportAllocs()
	for b.Loop() {
		buf = wire.AppendVerdicts(buf[:0], verdicts)
	}
}

func BenchmarkAppendCommit(b *testing.B) {
	commit := wire.Commit{Scope: health, Cursor: cursor, SafeSeq: 1}
	for range 20 {
		commit.Changes = append(commit.Changes, document.Change{Prev: 3, Doc: sampleDocument()})
	}
	buf := make([]byte, 0, 64<<10)
	b.ReportAllocs()
	for b.Loop() {
		buf = wire.AppendCommit(buf[:0], commit)
	}
}
