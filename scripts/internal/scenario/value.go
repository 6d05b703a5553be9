package scenario

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// maxDepth bounds values within values; care documents stay far below it.
const maxDepth = 20

// value takes a value and gives its canonical JSON, names replaced by ids.
func (r *reader) value() jsontext.Value {
	v := canonical(jsontext.Value(r.raw(0)))
	if v == nil && r.err == nil {
		r.fail("a value that JSON can hold", r.peek())
	}
	return v
}

// maybeValue takes a value, or the word nothing, which gives nil.
func (r *reader) maybeValue() jsontext.Value {
	if r.has("nothing") {
		return nil
	}
	return r.value()
}

func (r *reader) raw(depth int) string {
	t := r.next()
	if depth > maxDepth {
		r.fail("a flatter value", t)
	}
	switch {
	case r.err != nil:
		return ""
	case t.kind == textToken:
		return quote(t.text)
	case t.kind == numberToken:
		return t.text
	case t.kind == dateToken:
		return r.date(t)
	case t.kind == timeToken, t.kind == dateTimeToken:
		return r.moment(t)
	case t.text == "(":
		return r.members(depth)
	case t.text == "[":
		return r.list(depth)
	case isName(t):
		return quote(r.idOf(t))
	case t.text == "yes":
		return "true"
	case t.text == "no":
		return "false"
	case t.kind == wordToken && t.text != "nothing":
		return quote(t.text)
	}
	r.fail("a value", t)
	return ""
}

func (r *reader) idOf(t token) string {
	if s, ok := r.p.s.subjects[t.text]; ok {
		return s.ID
	}
	if d := r.p.s.Documents[t.text]; d != nil && !d.Found {
		return d.ID
	}
	r.fail("a name that is declared (texts are in quotes), not one that the server made", t)
	return ""
}

func (r *reader) date(t token) string {
	if _, err := time.Parse(time.DateOnly, t.text); err != nil {
		r.fail("a date that exists", t)
	}
	return quote(t.text)
}

// moment gives a time as documents hold it: RFC 3339 in UTC.
func (r *reader) moment(t token) string {
	at, ok := r.p.when(t)
	if !ok {
		r.fail("a time that exists", t)
		return ""
	}
	return quote(document.TimeText(r.p.s.Midnight + at))
}

func (r *reader) members(depth int) string {
	var b strings.Builder
	for {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quote(r.code("a member's name")) + ":" + r.raw(depth+1))
		switch t := r.next(); {
		case r.err != nil:
			return ""
		case t.text == ")" && t.kind == markToken:
			return "{" + b.String() + "}"
		case t.text != "," || t.kind != markToken:
			r.fail(", or )", t)
		}
	}
}

func (r *reader) list(depth int) string {
	if r.has("]") {
		return "[]"
	}
	var b strings.Builder
	for {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(r.raw(depth + 1))
		switch t := r.next(); {
		case r.err != nil:
			return ""
		case t.text == "]" && t.kind == markToken:
			return "[" + b.String() + "]"
		case t.text != "," || t.kind != markToken:
			r.fail(", or ]", t)
		}
	}
}

// quote gives the JSON string. Parse has checked that the text is UTF-8.
func quote(text string) string {
	b, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		return `""`
	}
	return string(b)
}
