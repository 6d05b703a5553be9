package published_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/reads"
)

// odd are values that stand in the place of others, one at a time.
var odd = []any{
	nil, true, false, 0, -1, 1, 1.5, 1 << 53, 1<<53 + 1, "", "å", "r-1", "a b", "zz", "1", strings.Repeat("a", 65), strings.Repeat("0", 64), strings.Repeat("x", 5000),
	[]any{}, []any{7}, []any{"å"}, map[string]any{}, map[string]any{"å": 1}, map[string]any{"a": 7},
}

// Whatever a schema lets a phone send, the server reads: each member of each golden frame is left out, and replaced by odd values.
func TestSchemas_LetNothingThroughThatTheServerDoesNotRead(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	frames, schemaOf := golden(t)
	tried, valid := 0, 0
	for _, name := range slices.Sorted(maps.Keys(frames)) {
		read, sent := reader(schemaOf[name])
		if !sent {
			continue
		}
		schema := s.of(schemaOf[name])
		var whole any
		if err := json.Unmarshal(frames[name], &whole); err != nil {
			t.Fatal(err)
		}
		variants(whole, func(what string, v any) {
			text, err := json.Marshal(v, json.Deterministic(true))
			if err != nil {
				t.Fatal(err)
			}
			tried++
			if schema.Validate(parse(t, text)) != nil {
				return
			}
			valid++
			if err := read(text); err != nil && !isNumbering(name, what, err) {
				t.Errorf("%s, %s: valid, but the server says %v", name, what, err)
			}
		})
	}
	if tried < 5000 || valid < 200 {
		t.Errorf("%d variants, %d valid", tried, valid)
	}
}

// isNumbering is what no schema can say: that the numbers of reads follow each other.
func isNumbering(name, what string, err error) bool {
	return name == "reads" && errors.Is(err, reads.ErrBatch) && (strings.HasPrefix(what, "from") || strings.HasPrefix(what, "events"))
}

// reader reads what a phone sends as the server does; false for what the server sends.
func reader(schema string) (read func([]byte) error, sent bool) {
	switch strings.TrimSuffix(strings.TrimPrefix(schema, "frames#"), "Frame") {
	case "SyncRequest":
		return func(text []byte) error {
			sync, err := wire.DecodeSync(text, wire.Limits{})
			if err != nil {
				return err
			}
			return readable(&sync.Submit)
		}, true
	case "Hello", "Submit", "Catchup", "Purged", "Renew", "End", "Sealed", "Reads", "Presence", "Lock", "Unlock", "PushToken":
		return func(text []byte) error {
			f, err := wire.Decode(text, wire.Limits{})
			if submit, is := f.(*wire.Submit); is && err == nil {
				return readable(submit)
			}
			return err
		}, true
	}
	return nil, false
}

// readable says when an edit of a submit cannot be read.
func readable(s *wire.Submit) error {
	if len(s.Nameless) > 0 {
		return fmt.Errorf("edits %v have no id", s.Nameless)
	}
	for _, e := range s.Entries {
		if e.Err != nil {
			return e.Err
		}
	}
	return nil
}

// variants visits copies of a JSON value in which one thing is another, or gone.
func variants(v any, visit func(what string, v any)) {
	for i, o := range odd {
		visit(fmt.Sprintf("odd value %d", i), o)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			without := maps.Clone(v)
			delete(without, name)
			visit("without "+name, without)
			variants(v[name], func(what string, inner any) {
				changed := maps.Clone(v)
				changed[name] = inner
				visit(name+": "+what, changed)
			})
		}
	case []any:
		for i := range v {
			visit(fmt.Sprintf("without %d", i), slices.Delete(slices.Clone(v), i, i+1))
			variants(v[i], func(what string, inner any) {
				changed := slices.Clone(v)
				changed[i] = inner
				visit(fmt.Sprintf("%d: %s", i, what), changed)
			})
		}
	}
}
