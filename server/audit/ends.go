package audit

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// This file is about where logs of commits end. A log's own chain shows what was changed inside it, not that its end was cut off
// or written anew, nor that all of it is gone. So each verification notes in the audit log where the logs ended, those that went
// on since the last time; a later one finds every one of them there, or says so.

// end is where a log of commits ended: a commit's number, and its chain hash in hex.
type end struct {
	seq  uint64
	hash string
}

// endsInNote is how many ends one event holds: about a hundred bytes each.
const endsInNote = 500

// readEnds takes up what an event noted. Its chain was checked.
func readEnds(noted map[document.Scope]end, e *store.Event) error {
	if e.Action != store.ActionEndsNoted {
		return nil
	}
	for line := range strings.Lines(e.Note) {
		var scope document.Scope
		var one end
		if _, err := fmt.Sscan(line, &scope, &one.seq, &one.hash); err != nil {
			return fmt.Errorf("%w: event %d: %w", ErrBroken, e.N, err)
		}
		noted[scope] = one
	}
	return nil
}

// noteEnds writes where the logs end that went on since it was noted.
func (d *desk) noteEnds(ctx context.Context, noted, now map[document.Scope]end) error {
	maps.DeleteFunc(now, func(scope document.Scope, one end) bool { return noted[scope] == one })
	var events []store.Event
	for part := range slices.Chunk(document.Keys(nil, now), endsInNote) {
		var note strings.Builder
		for _, scope := range part {
			fmt.Fprintln(&note, scope, now[scope].seq, now[scope].hash)
		}
		events = append(events, store.Event{At: d.Now, Action: store.ActionEndsNoted, Who: d.asker(), Note: note.String()})
	}
	if len(events) == 0 {
		return nil
	}
	return d.o.Store.Record(ctx, d.ID, events)
}

// lost says that a log does not go on from where it once ended.
func (d *desk) lost(scope document.Scope, was end) error {
	d.print("Skrivloggen är KAPAD eller UTBYTT i %s: inskrivning %d, som fanns vid en tidigare kontroll, är borta eller en annan.\n", scope.Masked(), was.seq)
	return fmt.Errorf("%w: a log of commits is not the one it was", ErrBroken)
}
