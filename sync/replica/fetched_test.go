package replica

import (
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// A notice that somebody waits to hear of is answered once for each change, and no other.
func TestReplica_FetchedIsSaidOnceForEachChange(t *testing.T) {
	t.Parallel()
	const inbox = document.Scope("staff/petra/inbox/ekby")
	ids := 0
	r := New(Options{Replica: "r1", Author: "petra", Role: "nurse", Schema: schema.Embedded(), NewID: func() string {
		ids++
		return fmt.Sprintf("01J%023d", ids)
	}})
	r.Welcome([]document.Scope{inbox}, 7)
	notice := func(id string, more ...any) {
		draft := Draft{Scope: inbox, Doc: id, Type: "notice", Create: true, Changes: map[string]document.Op{}}
		pairs := append([]any{
			"state", "new", "causeScope", "team/norra/meeting/ekby", "causeDoc", "m1", "causeType", "teamMeeting", "class", "meeting",
			"code", "teamMeeting.start", "createdAt", "2026-11-24T11:00:00.000Z", "causeSeq", 1,
		}, more...)
		for i := 0; i < len(pairs); i += 2 {
			draft.Changes[pairs[i].(string)] = document.Op{Set: jsonOf(t, pairs[i+1])}
		}
		if _, err := r.Edit(1_795_000_000_000, draft); err != nil {
			t.Fatal(err)
		}
	}
	notice("n1", "teamId", "norra")
	notice("n2") // nobody asks
	for i, want := range []int{1, 0} {
		if n := r.Fetched(1_795_000_001_000); n != want {
			t.Errorf("asked %d times: %d written", i+1, n)
		}
	}
	if _, err := r.Edit(1_795_000_001_500, Draft{Scope: inbox, Doc: "n1", Type: "notice", Changes: map[string]document.Op{"causeSeq": {Set: jsonOf(t, 4)}}}); err != nil {
		t.Fatal(err)
	}
	if n := r.Fetched(1_795_000_002_000); n != 1 {
		t.Errorf("after another change %d written", n)
	}
	last := r.Outbox(99, 1<<20)
	e := last[len(last)-1]
	if e.Doc != "n1" || string(e.Changes["fetchedSeq"].Set) != "4" || string(e.Changes["fetchedAt"].Set) != `"2026-11-18T11:06:42.000Z"` {
		t.Errorf("written: %+v", e)
	}
}

func jsonOf(t *testing.T, v any) jsontext.Value {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
