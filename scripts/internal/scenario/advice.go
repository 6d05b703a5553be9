package scenario

// This file reads what a phone says and does by itself.

// alarm takes what follows WHO when it is about alarms: "has an alarm for DOC at TIME", "has no alarm [for DOC] [at TIME]", "hears an alarm
// [for DOC] at TIME"; of several people "have" and "hear".
func (r *reader) alarm(c *Claim) bool {
	switch {
	case r.has("has", "an", "alarm") || r.has("have", "an", "alarm"):
		c.Kind = HasAlarm
	case r.has("has", "no", "alarm") || r.has("have", "no", "alarm"):
		c.Kind = NoAlarm
	case r.has("hears", "an", "alarm") || r.has("hear", "an", "alarm"):
		c.Kind = HearsAlarm
	default:
		return false
	}
	c.Clock = -1
	if r.has("for") {
		c.Document = r.document()
	} else if c.Kind == HasAlarm {
		r.want("for")
	}
	if r.has("at") {
		c.Clock = r.clock()
	} else if c.Kind != NoAlarm {
		r.want("at")
	}
	return true
}

// askedAnew takes what follows "is [not] asked for a new answer to": "DOC from TIME to TIME", "DOC to TIME" of a phone that does not know
// the old time, and of one that is not asked "DOC".
func (r *reader) askedAnew(c *Claim) {
	c.Document = r.document()
	if c.Kind == NotAskedAnew {
		return
	}
	c.Was = -1
	if r.has("from") {
		c.Was = r.clock()
	}
	r.want("to")
	c.Clock = r.clock()
}

// mayOpen takes "WHO may open DOC" and "WHO may not open DOC before "TEXT" [about DOC]", if that is what stands there.
func (r *reader) mayOpen(c *Claim) bool {
	switch {
	case r.isSaid("may", "open"):
		c.Kind = MayOpen
	case r.isSaid("may", "not", "open"):
		c.Kind = MayNotOpen
	default:
		return false
	}
	r.who(c)
	r.want("may")
	r.has("not")
	r.want("open")
	c.Document = r.document()
	if c.Kind == MayOpen {
		return true
	}
	r.want("before")
	c.Words = r.words()
	if r.has("about") {
		c.Cause = r.document()
	}
	return true
}

// foretold takes what follows "NAME's TIME edit is" when the phone said it: "saved only after "TEXT"", "[not] warned of on the phone
// [because CODE]".
func (r *reader) foretold(c *Claim) bool {
	switch {
	case r.has("saved", "only", "after"):
		c.Kind, c.Words = SavedAfter, r.words()
	case r.has("not", "warned", "of", "on", "the", "phone"):
		c.Kind = NotWarnedOf
	case r.has("warned", "of", "on", "the", "phone"):
		if c.Kind = WarnedOf; r.has("because") {
			c.Code = r.code("a code")
		}
	default:
		return false
	}
	return true
}

// words takes what a phone shows, in quotes.
func (r *reader) words() string {
	t := r.next()
	if t.kind != textToken || t.text == "" {
		r.fail("what the phone shows, in quotes", t)
	}
	return t.text
}
