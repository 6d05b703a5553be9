package play

import (
	"fmt"
	"maps"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// This file is rule R7, about clocks that run ahead, worked out here from how wrong the phones' clocks were made.

// skews tells by replica how wrong the clock is that its edits were written by, milliseconds. Somebody may write on two phones.
func (c *crew) skews() map[string]int64 {
	out := map[string]int64{}
	for _, m := range c.mates {
		for _, e := range m.edits {
			out[e.Stamp.Replica()] = m.skew
		}
	}
	return out
}

// clocks lists the edits of which the server says something false about the clock. A time that comes while a hello is under way makes the
// phone look slower than it is, never faster: of a fast one the server may not notice then, unless nobody said hello meanwhile (calm).
func (c *crew) clocks(truth map[document.Scope]held, calm bool) []string {
	var out []string
	skews := c.skews()
	for _, scope := range slices.Sorted(maps.Keys(truth)) {
		for _, id := range slices.Sorted(maps.Keys(truth[scope].docs)) {
			doc := truth[scope].docs[id]
			for _, edit := range slices.Sorted(maps.Keys(doc.Origins)) {
				if why := clockFault(doc.Origins[edit], skews, calm); why != "" {
					out = append(out, fmt.Sprintf("edit %s of %s %s in %s %s", edit, doc.Type, id, scope, why))
				}
			}
		}
	}
	return out
}

func clockFault(o document.Origin, skews map[string]int64, calm bool) string {
	skew, ours := skews[o.Replica]
	fast := skew > hlc.SkewLimitMillis
	switch {
	case !ours:
		return "" // the server's own, or there when the day began
	case o.Ahead && !fast && !calm: // on a calm day phones hear of a new time first, and seem fast for a moment
		return fmt.Sprintf("is said to run ahead, though its phone's clock is wrong by %d ms", skew)
	case !o.Ahead && (isStampAhead(o) || calm && fast):
		return fmt.Sprintf("is not said to run ahead, though its phone's clock is wrong by %d ms", skew)
	}
	return ""
}

func isStampAhead(o document.Origin) bool { return o.Stamp.WallMillis() > o.At+hlc.SkewLimitMillis }

// isAhead is rule R7: a clock that runs ahead wins no tie. A phone whose clock does is ahead by its hello, whatever it sends later, unless
// the hello met a leap of the day's clock; which of the two it was only the server knows. So it is with phones that nobody wrote by: a
// guest's, who only read, marks by itself what came to it.
func (j judge) isAhead(o document.Origin) bool {
	skew, ours := j.skews[o.Replica]
	if !ours {
		return o.Ahead
	}
	return isStampAhead(o) || skew > hlc.SkewLimitMillis && o.Ahead
}
