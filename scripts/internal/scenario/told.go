package scenario

import "slices"

// classes are the four push classes (domain.md 1.5).
var classes = []string{"urgent", "visit", "meeting", "sync"}

// is takes "is told of …", "is rung for …", "is asked for a new answer to …" and the like, of several people "are …", if that is what
// stands there.
func (r *reader) is(c *Claim) bool {
	if !r.has("is") && !r.has("are") {
		return false
	}
	switch {
	case r.has("asked", "for", "a", "new", "answer", "to"):
		c.Kind = AskedAnew
		r.askedAnew(c)
	case r.has("not", "asked", "for", "a", "new", "answer", "to"):
		c.Kind = NotAskedAnew
		r.askedAnew(c)
	case r.has("offered", "a", "value", "for"):
		c.Kind, c.Type = Offered, r.code("a type")
	case r.has("locked", "out"):
		c.Kind = LockedOut
	case r.has("not", "locked", "out"):
		c.Kind = NotLockedOut
	case r.has("told", "of"):
		r.told(c)
	case r.has("not", "rung"):
		c.Kind = NotRung
		if r.has("for") {
			c.Class = r.class()
		}
	default:
		r.want("rung")
		r.rung(c)
	}
	return true
}

// told takes "DOC [urgently | in the class CLASS] [because CODE]", or a conflict on a document.
func (r *reader) told(c *Claim) {
	c.Kind = Told
	if r.has("the", "conflict", "on") || r.has("a", "conflict", "on") {
		c.Conflict = &ConflictClaim{}
		c.Conflict.Document = r.document()
		c.Document = c.Conflict.Document
		if t := r.peek(); isCode(t) && !slices.Contains([]string{"urgently", "in", "because"}, t.text) {
			c.Conflict.Field = r.code("a field")
		}
	} else {
		c.Document = r.document()
	}
	switch {
	case r.has("urgently"):
		c.Class = "urgent"
	case r.has("in", "the", "class"):
		c.Class = r.class()
	}
	if r.has("because") {
		c.Code = r.code("what happened")
	}
}

// rung takes "[at once] [N times] for CLASS".
func (r *reader) rung(c *Claim) {
	c.Kind, c.High = Rung, r.has("at", "once")
	if r.peek().kind == numberToken {
		if c.Times = r.number(); !r.has("time") {
			r.want("times")
		}
	}
	r.want("for")
	c.Class = r.class()
}

func (r *reader) class() string {
	t := r.next()
	if !slices.Contains(classes, t.text) {
		r.fail("urgent, visit, meeting or sync", t)
	}
	return t.text
}

// names takes "a push names NAME, "TEXT" …" and "a board names …".
func (r *reader) names(c *Claim) bool {
	switch {
	case r.has("a", "push", "names"):
		c.Kind = PushNames
	case r.has("a", "board", "names"):
		c.Kind = BoardNames
	default:
		return false
	}
	for more := true; more && r.err == nil; more = r.has(",") {
		if t := r.peek(); t.kind == textToken && t.text != "" {
			c.Names = append(c.Names, r.next().text)
			continue
		}
		name, s := r.subject("the name of somebody, or a text in quotes", "citizen", "staff", "representative", "team")
		c.Names = append(c.Names, name, s.ID)
	}
	return true
}

// reached takes what follows "WHO sees" when it is about whom the team has reached, or who is there: "NAME not reached about DOC",
// "NAME reached about DOC", "NAME on the call list about DOC" (or "nobody …"), and "NAME offline [heard of at TIME] [with N unsent]".
func (r *reader) reached(c *Claim) bool {
	from, nobody := r.at, r.has("nobody")
	s, is := r.p.s.subjects[r.peek().text]
	if !nobody {
		if !is || s.Kind != "staff" || !isName(r.peek()) {
			return false
		}
		r.next()
		c.Whom = s
	}
	switch {
	case r.has("not", "reached", "about"):
		c.Kind = NotReached
	case !nobody && r.has("reached", "about"):
		c.Kind = Reached
	case r.has("on", "the", "call", "list", "about"):
		c.Kind = ToCall
	case !nobody && r.has("offline"):
		r.offline(c)
		return true
	case nobody:
		r.fail("not reached about, or on the call list about", r.peek())
		return true
	default: // her own document
		r.at, c.Whom = from, Subject{}
		return false
	}
	c.Document = r.document()
	return true
}

func (r *reader) offline(c *Claim) {
	c.Kind, c.Heard, c.Unsent = Offline, -1, -1
	if r.has("heard", "of", "at") {
		c.Heard = r.clock()
	}
	if r.has("with") {
		c.Unsent = r.number()
		r.want("unsent")
	}
}

// notesOral takes "that NAME was told by word of mouth of DOC" and perhaps a note.
func (r *reader) notesOral(a *Act) {
	a.Verb = NotesOral
	r.want("that")
	a.Owner, _ = r.person()
	r.want("was", "told", "by", "word", "of", "mouth", "of")
	a.Document = r.document()
	if t := r.peek(); t.kind == textToken {
		a.Reason = r.next().text
	}
}
