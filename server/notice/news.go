package notice

// News is what there is to ring for: a notice, of which it says no more than when and how urgently to wake.
type News struct {
	Class  string // urgent, visit, meeting or sync
	At     int64  // when it was caused, milliseconds
	Until  int64  // when the meeting or visit begins, until which people are woken about it; 0 for what has no such time
	Soon   bool   // it begins within three hours (domain.md 1.5)
	Notice string // the id of the edit that wrote it, which says nothing to anybody else
}

// soon is how near a meeting or visit is whose changes wake phones at once, in milliseconds (domain.md 1.5).
const soon = 3 * 60 * 60_000

// News is what to ring for when an edit has written the notice.
func (c *Cause) News(edit string) News {
	until := c.until()
	return News{Class: c.Class, At: c.At, Until: until, Soon: until != 0 && until-c.At < soon, Notice: edit}
}

// until is when nobody need be woken any more: news of a visit or a meeting are rung until it begins (domain.md 1.5). 0 leaves it
// to the class: what is urgent, what is neither, and what is about something that has begun.
func (c *Cause) until() int64 {
	if c.Start <= c.At || c.Class != "visit" && c.Class != "meeting" {
		return 0
	}
	return c.Start
}
