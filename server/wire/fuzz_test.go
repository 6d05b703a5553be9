package wire_test

import (
	"errors"
	"runtime"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// FuzzDecode: no panic, only codes, and what was decoded is encoded and decoded to the same.
func FuzzDecode(f *testing.F) {
	for _, raw := range samples(f) {
		f.Add(raw)
	}
	for _, text := range []string{`{"frame":"submit","edits":[{"id":"01JDPPPPPPPPPPPPPPPPPPPPPP","a":1,"a":2},7,{"x":"` + "\xff" + `"}]}`,
		`{"frame":"submit","edits":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]`, `{"frame":"submit","edits":[`} {
		f.Add([]byte(text))
	}
	limits := wire.Limits{FrameBytes: 64 << 10, BatchEdits: 20}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := wire.Decode(raw, limits)
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) || !fault.IsKnown(e.Code) || got != nil {
				t.Fatalf("%v, %v", got, err)
			}
			return
		}
		again, err := encode(t, got)
		if err != nil {
			t.Fatal(err)
		}
		second, err := wire.Decode(again, wire.Limits{})
		if err != nil {
			t.Fatalf("decode what was encoded: %v\n%s", err, again)
		}
		if diff := cmp.Diff(strip(t, got), second, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-first +second):\n%s", diff)
		}
	})
}

// strip leaves of a submit what can be encoded again, and checks the rest.
func strip(t *testing.T, f wire.Frame) wire.Frame {
	s, ok := f.(*wire.Submit)
	if !ok {
		return f
	}
	var readable []wire.Entry
	for _, e := range s.Entries {
		if e.Err == nil {
			readable = append(readable, e)
			continue
		}
		commit := document.Commit{Body: document.Body{Edits: []document.Entry{{Kept: e.Raw}}}}
		if _, err := commit.Seal(); err != nil {
			t.Fatalf("what is kept cannot be committed: %v\n%s", err, e.Raw)
		}
	}
	return &wire.Submit{Entries: readable, Proof: s.Proof}
}

func encode(t *testing.T, f wire.Frame) ([]byte, error) {
	switch f := f.(type) {
	case *wire.Hello:
		return wire.AppendHello(nil, *f), nil
	case *wire.Submit:
		var edits []document.Edit
		for _, e := range strip(t, f).(*wire.Submit).Entries {
			edits = append(edits, e.Edit)
		}
		return wire.AppendSigned(nil, edits, f.Proof)
	case *wire.CatchUp:
		return wire.AppendCatchUp(nil, f.Scope, f.Cursor), nil
	case *wire.Purged:
		return wire.AppendPurged(nil, f.Scope), nil
	case *wire.Renew:
		return wire.AppendRenew(nil, f.Token), nil
	case *wire.End:
		return wire.AppendEnd(nil), nil
	case *wire.Sealed:
		return wire.AppendSealed(nil, f.Box), nil
	case *wire.Reads:
		return wire.AppendReads(nil, f.Batch), nil
	case *wire.Presence:
		return wire.AppendPresence(nil, *f), nil
	case *wire.Lock:
		return wire.AppendLock(nil, f.Scope, f.Doc), nil
	case *wire.PushToken:
		return wire.AppendPushToken(nil, *f), nil
	case *wire.Unlock:
		return wire.AppendUnlock(nil, f.Scope, f.Doc), nil
	}
	t.Fatalf("decoded a %T", f)
	return nil, nil
}

// FuzzCursor: a cursor is read to the same cursor or is none.
func FuzzCursor(f *testing.F) {
	f.Add([]byte(`{"epoch":"e7Kd","seq":41,"chain":"00c0ffee00c0ffee"}`))
	f.Add([]byte(`{"epoch":"e","seq":9007199254740993,"chain":"00c0ffee00c0ffee"}`))
	f.Add([]byte(`{"epoch":{"a":1},"seq":"1","chain":[]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !jsontext.Value(raw).IsValid() {
			return
		}
		frame := append(append([]byte(`{"frame":"catchup","scope":"citizen/c17/health/ekby","cursor":`), raw...), '}')
		got, err := wire.Decode(frame, wire.Limits{})
		if err != nil {
			if code := fault.CodeOf(err); code != fault.BadFrame && code != fault.FrameTooLarge {
				t.Fatal(err)
			}
			return
		}
		again, err := wire.Decode(wire.AppendCatchUp(nil, health, got.(*wire.CatchUp).Cursor), wire.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The worst frames of 1 MB that we could think of stay within a few times their size.
func TestDecode_AllocatesInProportion(t *testing.T) {
	for name, raw := range worstFrames() {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = wire.Decode(raw, wire.Limits{})
		runtime.ReadMemStats(&after)
		got := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(raw))
		t.Logf("%s: %.1f times the frame", name, got)
		if got > 16 {
			t.Errorf("%s: allocated %.1f times the frame's %d bytes", name, got, len(raw))
		}
	}
}
