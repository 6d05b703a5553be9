package scenario

// conflict takes what follows "WHO sees" when it is a claim about a conflict.
func (r *reader) conflict(c *Claim) bool {
	var k ConflictClaim
	switch {
	case r.has("an", "open"):
		k.State = "open"
	case r.has("an", "overdue"):
		k.State = "overdue"
	case r.has("a", "resolved"):
		k.State = "resolved"
	case r.has("no", "open"):
		c.Kind, c.Conflict = NoConflict, &k
		r.whichConflict(&k.Conflict)
		c.Document, c.Field, c.About = k.Document, k.Field, k.About
		return true
	default:
		return false
	}
	c.Kind, c.Conflict = OpenConflict, &k
	r.whichConflict(&k.Conflict)
	c.Document, c.Field, c.About = k.Document, k.Field, k.About
	for r.err == nil && r.peek().kind != endToken {
		switch {
		case r.has("owned", "by"):
			if t := r.peek(); isName(t) {
				k.OwnerID = r.author()
			} else {
				k.OwnerRole = r.code("a role or a name")
			}
		case r.has("due", "by"):
			k.Due = r.timeText()
		case r.has("in", "force"):
			k.InForce = r.value()
		case r.has("between"):
			for more := true; more && r.err == nil; more = r.has("and") {
				k.Candidates = append(k.Candidates, r.attributed(false))
			}
		default:
			r.fail("owned by, due by, in force, between or the end of the line", r.peek())
		}
	}
	return true
}

// whichConflict takes "[KIND] conflict on DOC [FIELD]" or "[KIND] conflict of ABOUT".
func (r *reader) whichConflict(c *Conflict) {
	if r.peek().text != "conflict" {
		c.Kind = r.code("a kind of conflict, or conflict")
	}
	r.want("conflict")
	if r.has("of") {
		c.About = r.about()
		return
	}
	r.want("on")
	c.Document = r.document()
	if t := r.peek(); isCode(t) && !startsQualifier[t.text] {
		c.Field = r.code("a field")
	}
}

// startsQualifier are the words that may follow a document whose field is not said.
var startsQualifier = map[string]bool{"owned": true, "due": true, "in": true, "between": true}
