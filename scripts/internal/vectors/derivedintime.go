package vectors

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// The agenda item of which edits were written at one time and came at another.
const (
	itemType = "agendaItem"
	itemID   = "A"
)

// comes puts an edit of the item there, with both times in milliseconds; its author has seen everything.
func (s *shelf) comes(me advise.Me, changes map[string]document.Op, written, at int64) *shelf {
	s.n++
	var before *document.Document
	found := s.find(itemID)
	if found >= 0 {
		before = s.docs[found]
	}
	e := document.Edit{
		ID: editID(s.n), Scope: s.scope, Doc: itemID, Type: itemType, Create: before == nil, Base: document.Base{Seq: 1 << 30},
		Stamp: hlc.New(written, uint16(s.n), "r"+me.Actor), Changes: changes, //nolint:gosec // small
	}
	in := merge.Arrival{Author: me.Actor, Role: me.Role, Replica: "r" + me.Actor, Base: 1 << 30, Seq: uint64(s.n), At: at, Ahead: e.Stamp.IsAhead(at)} //nolint:gosec // small
	out := merge.Apply(schema.Embedded().Types[itemType], before, e, in)
	if found < 0 {
		s.docs = append(s.docs, out.Doc)
	} else {
		s.docs[found] = out.Doc
	}
	return s
}

// inTimeCases are agenda items that come before and after a meeting's cut-off, noon.
func inTimeCases() []*derivedCase {
	const minute = 60_000
	a := &asker{field: "inTime"}
	ask := a.ask
	meeting := func(cutoff string) *shelf {
		return on(meetingScope).write(kerstin, "teamMeeting", "TM", set("cutoffAt", cutoff))
	}
	cutoff := string(document.Quote(document.TimeText(noon)))
	item := func(written, at int64) *shelf {
		return on(part2Scope).comes(amina, both(set("question", `"Kan hon bo kvar?"`), set("meetingId", `"TM"`)), noon+written, noon+at)
	}
	ask("written and come before", item(-2*minute, -minute), meeting(cutoff))
	ask("written and come at the moment", item(0, 0), meeting(cutoff))
	ask("written before and come after", item(-minute, minute), meeting(cutoff))
	ask("written at the moment and come after", item(0, 1), meeting(cutoff))
	ask("written after", item(1, minute), meeting(cutoff))
	ask("written after by a clock that is a little fast, come before", item(2*minute, -minute), meeting(cutoff))
	ask("written after by a clock that runs ahead, come before", item(60*minute, -minute), meeting(cutoff))
	ask("written after by a clock that runs ahead, come after", item(60*minute, minute), meeting(cutoff))
	ask("the meeting is not held", item(-minute, -minute))
	ask("another meeting", item(-minute, -minute), on(meetingScope).write(kerstin, "teamMeeting", "TM-2", set("cutoffAt", cutoff)))
	ask("a meeting without a cut-off", item(-minute, -minute), on(meetingScope).write(kerstin, "teamMeeting", "TM", set("state", `"draft"`)))
	ask("a cut-off that is no time", item(-minute, -minute), meeting(`"på onsdag"`))
	ask("no meeting", on(part2Scope).write(amina, itemType, itemID, set("question", `"Kan hon bo kvar?"`)), meeting(cutoff))
	put := set("meetingId", `"TM"`)
	early := func() *shelf {
		return on(part2Scope).comes(amina, both(set("question", `"Kan hon bo kvar?"`), set("meetingId", `"TM-2"`)), noon-9*minute, noon-9*minute)
	}
	ask("put on this meeting in time", early().comes(kerstin, put, noon-minute, noon-minute), meeting(cutoff))
	ask("put on this meeting late", early().comes(kerstin, put, noon+minute, noon+minute), meeting(cutoff))
	ask("changed late", item(-minute, -minute).comes(kerstin, set("priority", `"high"`), noon+minute, noon+minute), meeting(cutoff))
	return a.out
}
