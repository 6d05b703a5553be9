package scenario

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// reader walks the tokens of one line. The first mistake stays in err; after it every method gives zero values, so that
// the grammar reads as a straight line.
type reader struct {
	p      *parser
	line   int
	text   string
	tokens []token
	at     int
	err    *Error
}

func (p *parser) read(line int, text string) *reader {
	r := &reader{p: p, line: line, text: text}
	tokens, err := lex(text)
	if err != nil {
		err.File, err.Line = p.s.File, line
		r.err, tokens = err, []token{{}}
	}
	r.tokens = tokens
	return r
}

func (r *reader) peek() token { return r.tokens[r.at] }

func (r *reader) next() token {
	t := r.tokens[r.at]
	if t.kind != endToken {
		r.at++
	}
	return t
}

func (r *reader) fail(want string, got token) {
	if r.err == nil {
		text := got.text
		if got.kind == endToken {
			text = ""
		}
		r.err = &Error{File: r.p.s.File, Line: r.line, Want: want, Got: text}
	}
	r.at = len(r.tokens) - 1
}

// has takes the words if they come next.
func (r *reader) has(words ...string) bool {
	if r.at+len(words) > len(r.tokens) {
		return false
	}
	for i, w := range words {
		if t := r.tokens[r.at+i]; t.text != w || t.kind == textToken || t.kind == endToken {
			return false
		}
	}
	r.at += len(words)
	return true
}

func (r *reader) want(words ...string) {
	if !r.has(words...) {
		r.fail(strings.Join(words, " "), r.peek())
	}
}

func (r *reader) end() {
	if t := r.peek(); t.kind != endToken {
		r.fail("nothing more", t)
	}
}

func isName(t token) bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return t.kind == wordToken && unicode.IsUpper(first)
}

func isCode(t token) bool { return t.kind == wordToken && !isName(t) }

// code takes a word with a small first letter: a type, a field, a code.
func (r *reader) code(what string) string {
	t := r.next()
	if !isCode(t) {
		r.fail(what, t)
		return ""
	}
	return t.text
}

// subject takes the name of somebody declared.
func (r *reader) subject(what string, kinds ...string) (string, Subject) {
	t := r.next()
	s, ok := r.p.s.subjects[t.text]
	if ok && isName(t) {
		for _, k := range kinds {
			if s.Kind == k {
				return t.text, s
			}
		}
	}
	r.fail(what, t)
	return "", Subject{}
}

// person takes the name of somebody who has a phone.
func (r *reader) person() (name, id string) {
	t := r.peek()
	name, s := r.subject("the name of somebody in People, or of a citizen with a way", "staff", "citizen", "representative")
	if r.err == nil && !slices.ContainsFunc(r.p.s.People, func(p Person) bool { return p.ID == s.ID }) {
		r.fail("the name of somebody in People, or of a citizen with a way", t)
	}
	return name, s.ID
}

// author takes a person, or the server, who writes too.
func (r *reader) author() string {
	if r.has("the", "server") {
		return "server"
	}
	_, id := r.person()
	return id
}

func (r *reader) about() Subject {
	_, s := r.subject("the name of a citizen, a team or a person", "citizen", "team", "staff")
	return s
}

// ownType is the type of the document that bears somebody's name.
var ownType = map[string]string{"citizen": "citizen", "staff": "staffMember", "team": "careTeam"}

// document takes the name of a document that is known, or of a citizen, a person or a team, whose own document is meant.
func (r *reader) document() *Document {
	t := r.next()
	if d := r.p.s.Documents[t.text]; d != nil && isName(t) {
		return d
	}
	if s, ok := r.p.s.subjects[t.text]; ok && isName(t) {
		d := &Document{Line: r.line, Name: t.text, ID: s.ID, Type: ownType[s.Kind], About: s}
		r.p.s.Documents[t.text] = d
		return d
	}
	r.fail("the name of a document that the start or an earlier line made", t)
	return nil
}

// item takes the name of an item, or of somebody whose id is the item's.
func (r *reader) item() string {
	t := r.next()
	if s, ok := r.p.s.subjects[t.text]; ok && isName(t) {
		return s.ID
	}
	if !isName(t) || !document.IsID(t.text) {
		r.fail("the name of an item, such as A-1", t)
	}
	return t.text
}

func (r *reader) number() int {
	t := r.next()
	n, err := strconv.Atoi(t.text)
	if t.kind != numberToken || err != nil || n < 0 || n > 1_000_000 {
		r.fail("a whole number", t)
		return 0
	}
	return n
}

// clock takes a time of the day that is told, or a date and a time, as milliseconds since the file's midnight.
func (r *reader) clock() int64 {
	t := r.next()
	ms, ok := r.p.when(t)
	if !ok {
		r.fail("a time such as 10:05 or 2026-11-25 10:05", t)
	}
	return ms
}

// when reads a time token.
func (p *parser) when(t token) (int64, bool) {
	today := p.days[len(p.days)-1]
	if t.kind == timeToken {
		ms, ok := timeOfDay(t.text)
		return today.from + ms, ok
	}
	parts := strings.Fields(t.text)
	if t.kind != dateTimeToken || len(parts) < 2 {
		return 0, false
	}
	date := parts[0]
	if len(parts) == 3 {
		date += " " + parts[2]
	}
	midnight, _, ok := readDate(date, today.offset)
	ms, fits := timeOfDay(parts[1])
	return midnight - p.s.Midnight + ms, ok && fits
}

// timeText takes a time and gives it as documents hold it.
func (r *reader) timeText() string {
	at := r.clock()
	return document.TimeText(r.p.s.Midnight + at)
}

func timeOfDay(text string) (int64, bool) {
	for _, layout := range []string{"15:04", "15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Sub(at.Truncate(24 * time.Hour)).Milliseconds(), true
		}
	}
	return 0, false
}

func canonical(v jsontext.Value) jsontext.Value {
	if err := v.Canonicalize(); err != nil {
		return nil
	}
	return v
}
