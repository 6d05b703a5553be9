package scenario

import (
	"slices"
	"strings"
)

// claim takes a claim to the end of the line.
func (r *reader) claim() *Claim {
	c := &Claim{Line: r.line, Text: strings.TrimSpace(r.text[r.peek().from:])}
	switch {
	case r.has("nothing", "is", "unsent"):
		c.Kind = NothingUnsent
	case r.has("all", "phones", "are", "equal"):
		c.Kind = PhonesEqual
	case r.office(c):
	case r.names(c):
	case r.mayHold(c):
	case r.mayOpen(c):
	case r.at+1 < len(r.tokens) && r.tokens[r.at+1].text == "'s":
		r.verdict(c)
	default:
		r.who(c)
		r.sees(c)
	}
	r.end()
	return c
}

// isSaid reports whether the words come after who is meant.
func (r *reader) isSaid(words ...string) bool {
	from := r.at
	for r.at < len(r.tokens)-1 && (isName(r.peek()) || r.peek().text == "," || r.peek().text == "everyone" || r.peek().text == "anyone") {
		r.at++
	}
	is := r.has(words...)
	r.at = from
	return is
}

// mayHold takes "WHO may hold DOC" and "WHO may not hold DOC", if that is what stands there.
func (r *reader) mayHold(c *Claim) bool {
	if !r.isSaid("may") || r.isSaid("may", "open") || r.isSaid("may", "not", "open") {
		return false
	}
	r.who(c)
	r.want("may")
	c.Kind = MayHold
	if r.has("not") {
		c.Kind = MayNotHold
	}
	r.want("hold")
	c.Document = r.document()
	return true
}

func (r *reader) who(c *Claim) {
	switch {
	case r.has("everyone"):
		c.Who.Everyone = true
	case r.has("anyone"):
		c.Who.Anyone = true
	default:
		for more := true; more && r.err == nil; more = r.has(",") {
			name, _ := r.person()
			c.Who.Names = append(c.Who.Names, name)
		}
	}
}

func (r *reader) sees(c *Claim) {
	if r.is(c) {
		return
	}
	if r.alarm(c) {
		return
	}
	if r.has("carried") {
		c.Kind, c.N = Carried, r.number()
		r.want("edits", "of", "others")
		return
	}
	if r.has("does", "not", "see") {
		c.Kind, c.Document = Absent, r.document()
		if r.has("voided") {
			c.Kind = NotVoided
		}
		return
	}
	if !r.has("see") { // of several people
		r.want("sees")
	}
	switch {
	case r.conflict(c):
	case r.reached(c):
	case r.peek().kind == numberToken:
		r.counts(c)
	default:
		c.Document = r.document()
		r.shown(c)
	}
}

func (r *reader) counts(c *Claim) {
	c.N = r.number()
	if r.has("entries", "in") || r.has("entry", "in") {
		c.Kind, c.Document, c.Field = Entries, r.document(), r.code("a field")
		return
	}
	c.Kind, c.Type = Count, r.code("entries in, or a type")
	r.want("of")
	c.About = r.about()
	if r.has("where") {
		c.Where = r.where()
	}
	if r.has("by") {
		c.By = r.author()
	}
}

// where takes FIELD = VALUE and FIELD = VALUE and so on.
func (r *reader) where() []Change {
	var out []Change
	for more := true; more && r.err == nil; more = r.has("and") {
		w := Change{Field: r.code("a field")}
		r.want("=")
		w.JSON = r.maybeValue()
		out = append(out, w)
	}
	return out
}

// shown takes what follows "WHO sees DOC".
func (r *reader) shown(c *Claim) {
	switch {
	case r.peek().kind == endToken:
		c.Kind = Exists
		return
	case r.has("voided"):
		c.Kind = Voided
		if t := r.peek(); t.kind == textToken {
			c.Reason = r.next().text
		}
		return
	case r.has("by"):
		c.Kind = CreatedBy
		c.By = r.author()
		return
	}
	c.Field = r.code("a field, voided, by, or the end of the line")
	switch {
	case r.has("="):
		c.Kind, c.Values = Shows, []Attributed{r.attributed(true)}
	case r.has("other", "than"):
		c.Kind = ShowsOther
		for more := true; more && r.err == nil; more = r.has("or") {
			c.Values = append(c.Values, Attributed{JSON: r.maybeValue()})
		}
	case r.has("with"):
		r.with(c)
	case r.has("without"):
		c.Kind, c.Item = LacksItem, r.item()
	case r.has("counting"):
		c.Kind, c.Item = Counting, r.item()
	case r.has("not", "counting"):
		c.Kind, c.Item = NotCounting, r.item()
	default:
		r.pending(c)
	}
}

func (r *reader) with(c *Claim) {
	c.Kind, c.Item = HasItem, r.item()
	if r.has("=") {
		c.Values = []Attributed{r.attributed(true)}
	} else if r.has("by") {
		c.Values = []Attributed{{By: r.author()}}
	}
}

// pending takes what waits for an agreement or stands beside what is shown.
func (r *reader) pending(c *Claim) {
	switch {
	case r.has("waiting", "nothing"):
		c.Kind = WaitingOnly
		return
	case r.has("waiting", "only"):
		c.Kind = WaitingOnly
	case r.has("waiting"):
		c.Kind = Waiting
	case r.has("not", "waiting"):
		c.Kind = NotWaiting
	case r.has("beside"):
		c.Kind = Beside
	default:
		r.fail("=, other than, with, without, counting, not counting, waiting, not waiting or beside", r.peek())
	}
	for more := true; more && r.err == nil; more = r.has("and") {
		c.Values = append(c.Values, r.attributed(false))
	}
}

func (r *reader) attributed(orNothing bool) Attributed {
	var a Attributed
	if orNothing {
		a.JSON = r.maybeValue()
	} else {
		a.JSON = r.value()
	}
	if r.has("by") {
		a.By = r.author()
	}
	return a
}

var kinds = []string{"applied", "merged", "proposed", "parked", "refused"}

func (r *reader) verdict(c *Claim) {
	c.Person, _ = r.person()
	r.want("'s")
	at := r.peek()
	c.EditAt = r.clock()
	for day := len(r.p.days) - 1; r.err == nil && r.p.editAt(c.Person, c.EditAt) == nil; day-- {
		if day == 0 || at.kind != timeToken { // a time without a date is that of the latest day it fits
			r.fail("the time of an edit of "+c.Person+" above", at)
			break
		}
		c.EditAt += r.p.days[day-1].from - r.p.days[day].from
	}
	r.want("edit", "is")
	switch {
	case r.has("unanswered"):
		c.Kind = Unanswered
		return
	case r.has("stopped", "on", "the", "phone"):
		c.Kind = Stopped
		if r.has("because") {
			c.Code = r.code("a code")
		}
		return
	case r.foretold(c):
		return
	case r.has("answered", "again", "with", "the", "same", "verdict"):
		c.Kind = AnsweredAgain
		return
	}
	c.Kind = VerdictIs
	for more := true; more && r.err == nil; more = r.has("or") {
		t := r.next()
		if !slices.Contains(kinds, t.text) {
			r.fail(strings.Join(kinds, ", ")+", unanswered, stopped on the phone, warned of on the phone, saved only after or answered again with the same verdict", t)
		}
		c.Kinds = append(c.Kinds, t.text)
	}
	c.Late = r.has("as", "a", "late", "entry")
	if r.has("because") {
		c.Code = r.code("a code")
	}
}
