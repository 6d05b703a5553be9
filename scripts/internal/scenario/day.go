package scenario

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// endOfTime is after every day that a file tells of.
const endOfTime = 1 << 52

// day takes a line of "The day".
func (p *parser) day(l logical) error {
	switch {
	case isDate(l.text):
		return p.nextDay(l)
	case isTimed(l.text):
		return p.act(l)
	case strings.HasPrefix(l.text, "Then "):
		r := p.read(l.line, l.text)
		r.want("Then")
		claim := r.claim()
		if r.err != nil {
			return r.err
		}
		p.s.Steps = append(p.s.Steps, Step{Line: l.line, At: p.now, Then: claim})
		return nil
	case strings.HasPrefix(l.text, "Must never"):
		return p.never(l)
	case strings.HasPrefix(l.text, "later:"):
		return p.later(l)
	case strings.Contains(l.text, " is the "):
		return p.naming(l)
	}
	return p.wrong(l.line, "a time and a name (10:05  Amina: …), Then …, Must never: …, NAME is the TYPE of … where … or later: … | …", l.text)
}

// isDate tells the heading of another day, "2026-11-25" or "2026-10-25 +01:00", from a line of the day.
func isDate(line string) bool {
	_, _, ok := readDate(line, 0)
	return ok
}

func readDate(line string, offset int64) (midnight, _ int64, ok bool) {
	if at, err := time.Parse("2006-01-02 -07:00", line); err == nil {
		_, seconds := at.Zone()
		return at.UnixMilli(), int64(seconds) * 1000, true
	}
	at, err := time.Parse(time.DateOnly, line)
	return at.UnixMilli() - offset, offset, err == nil
}

// nextDay takes the heading of another day, or of the hours after the clocks were changed.
func (p *parser) nextDay(l logical) error {
	today := p.days[len(p.days)-1]
	midnight, offset, _ := readDate(l.text, today.offset)
	if midnight-p.s.Midnight < today.from {
		return p.wrong(l.line, "a day that is not before the one above", l.text)
	}
	p.days = append(p.days, dayMark{from: midnight - p.s.Midnight, offset: offset})
	return nil
}

func (p *parser) never(l logical) error {
	r := p.read(l.line, l.text)
	r.want("Must", "never")
	n := Never{Line: l.line, To: endOfTime}
	if r.has("from") {
		n.From = r.clock()
	}
	if r.has("to") {
		n.To = r.clock()
	}
	if n.From > n.To {
		r.fail("a time that is not before the first", token{kind: wordToken, text: "to"})
	}
	r.want(":")
	n.Claim = r.claim()
	if r.err != nil {
		return r.err
	}
	p.s.Nevers = append(p.s.Nevers, n)
	return nil
}

func (p *parser) later(l logical) error {
	what, text, found := strings.Cut(strings.TrimPrefix(l.text, "later:"), "|")
	what, text = strings.TrimSpace(what), strings.TrimSpace(text)
	if !found || what == "" || !strings.HasPrefix(text, "Then ") && !strings.HasPrefix(text, "Must never") {
		return p.wrong(l.line, "later: what it waits for | Then … or Must never …", l.text)
	}
	p.s.Steps = append(p.s.Steps, Step{Line: l.line, At: p.now, Later: &Later{what, text}})
	return nil
}

// naming takes "JV-208 is the jointVisit of Gunvor where fromDecisionId = D-2".
func (p *parser) naming(l logical) error {
	r := p.read(l.line, l.text)
	name := r.next()
	r.want("is", "the")
	typ := r.code("a type")
	r.want("of")
	about := r.about()
	r.want("where")
	n := &Naming{Where: r.where()}
	r.end()
	if r.err != nil {
		return r.err
	}
	d, err := p.newDocument(l.line, name.text, typ, about, "", "")
	if err != nil {
		return err
	}
	d.Found, n.Document = true, d
	p.s.Steps = append(p.s.Steps, Step{Line: l.line, At: p.now, Names: n})
	return nil
}

func (p *parser) act(l logical) error {
	r := p.read(l.line, l.text)
	at := r.clock()
	if r.err == nil && at < p.now {
		return p.wrong(l.line, "a time that is not before the line above", l.text)
	}
	p.now = at
	a := &Act{}
	switch {
	case r.has("time", "passes"):
		a.Verb = TimePasses
	case r.has("the", "office", ":"):
		r.revokes(a)
	default:
		a.Person, _ = r.person()
		r.want(":")
		r.verb(a)
	}
	r.end()
	if r.err != nil {
		return r.err
	}
	if a.IsEdit() && p.editAt(a.Person, at) != nil {
		return p.wrong(l.line, "one edit at a time of each person (use seconds: 10:05:30)", l.text)
	}
	p.s.Steps = append(p.s.Steps, Step{Line: l.line, At: at, Act: a})
	return nil
}

// editAt finds a person's edit by its time.
func (p *parser) editAt(person string, at int64) *Act {
	for _, s := range p.s.Steps {
		if s.Act != nil && s.At == at && s.Act.Person == person && s.Act.IsEdit() {
			return s.Act
		}
	}
	return nil
}

const verbs = "what a phone does: goes, creates, sets, agrees, adds, removes, voids, resolves, counts, acknowledges, notes, has coverage, locks, logs, loses, sends or installs"

func (r *reader) verb(a *Act) {
	switch first := r.next(); first.text {
	case "goes":
		a.Verb = GoesOffline
		if !r.has("offline") {
			r.want("online")
			a.Verb = GoesOnline
		}
	case "loses":
		a.Verb = LosesPhone
		if !r.has("the", "phone") {
			r.want("the", "next", "answer")
			a.Verb = LosesAnswer
		}
	case "locks":
		r.want("the", "app")
		a.Verb = LocksApp
	case "logs":
		if a.Verb = LogsOut; r.has("out") {
			return
		}
		a.Verb = LogsIn
		r.want("in", "on")
		a.Owner, _ = r.person()
		r.want("'s", "phone")
	case "counts":
		a.Verb, a.Document = Counts, r.document()
		c := Change{Field: r.code("a field")}
		c.JSON = jsontext.Value(strconv.Itoa(r.number()))
		a.Changes = append(a.Changes, c)
	case "installs":
		r.want("the", "app", "anew")
		a.Verb = InstallsAgain
	case "sends":
		r.sends(a)
	case "creates":
		r.creates(a)
	case "sets", "agrees":
		a.Verb = Verb(first.text)
		a.ForCitizen = r.has("for", "the", "citizen")
		a.Document = r.document()
		r.changes(a, false)
	case "adds":
		a.Verb, a.ForCitizen = Adds, r.has("for", "the", "citizen")
		a.Document = r.document()
		r.changes(a, true)
	case "removes":
		a.Verb, a.Document = Removes, r.document()
		for more := true; more && r.err == nil; more = r.has(";") {
			c := Change{Field: r.code("a field"), Item: r.item()}
			if r.has("=") { // why, in the same edit
				c.JSON = r.value()
			}
			a.Changes = append(a.Changes, c)
		}
	case "acknowledges":
		a.Verb, a.Document = Acknowledges, r.document()
	case "notes":
		r.notesOral(a)
	case "has":
		a.Verb = Glimpses
		r.want("coverage", "for", "a", "moment")
	case "voids":
		a.Verb, a.Document = Voids, r.document()
		reason := r.next()
		if reason.kind != textToken || reason.text == "" {
			r.fail("the reason in quotes", reason)
		}
		a.Reason = reason.text
	case "resolves":
		r.resolves(a)
	default:
		r.fail(verbs, first)
	}
}

// revokes takes "revokes NAME's login", and a cause in quotes.
func (r *reader) revokes(a *Act) {
	a.Verb = Revokes
	r.want("revokes")
	a.Owner, _ = r.person()
	r.want("'s", "login")
	if t := r.peek(); t.kind == textToken {
		a.Reason = r.next().text
	}
}

func (r *reader) sends(a *Act) {
	if r.has("again") {
		a.Verb = SendsAgain
		return
	}
	r.want("in", "order")
	a.Verb = SendsInOrder
	for more := true; more && r.err == nil; more = r.has(",") {
		a.Order = append(a.Order, r.number())
	}
}

func (r *reader) creates(a *Act) {
	a.Verb = Creates
	name := r.next()
	typ := r.code("a type")
	r.want("of")
	about, in, at := r.about(), "", ""
	if r.has("in") {
		in = r.code("a compartment")
	}
	if r.has("at") {
		at = r.code("a provider")
	}
	if r.err != nil {
		return
	}
	d, err := r.p.newDocument(r.line, name.text, typ, about, in, at)
	if err != nil {
		r.err = err.(*Error) //nolint:errorlint,forcetypeassert // newDocument makes nothing else
		return
	}
	a.Document = d
	r.want(":")
	r.changes(a, false)
}

// resolves takes "the conflict on DOC FIELD: VALUE by NAME" and perhaps a note.
func (r *reader) resolves(a *Act) {
	a.Verb, a.ForCitizen = Resolves, r.has("for", "the", "citizen")
	r.want("the")
	c := Conflict{}
	r.whichConflict(&c)
	a.Conflict = &c
	r.want(":")
	if t := r.peek(); t.kind == textToken && r.tokens[r.at+1].kind == endToken {
		a.Reason = r.next().text // nothing to choose: people looked, and say what they found
		return
	}
	a.Choice = r.attributed(false)
	if t := r.peek(); t.kind == textToken {
		a.Reason = r.next().text
	}
}

// changes takes field = value; field = value …, with an item before the = when it is a list's.
func (r *reader) changes(a *Act, items bool) {
	for more := true; more && r.err == nil; more = r.has(";") {
		c := Change{Field: r.code("a field")}
		if items || isName(r.peek()) {
			c.Item = r.item()
		}
		r.want("=")
		c.JSON = r.value()
		for _, other := range a.Changes {
			if other.Field == c.Field && other.Item == c.Item {
				r.fail("each field once", token{kind: wordToken, text: c.Field})
			}
		}
		a.Changes = append(a.Changes, c)
	}
}
