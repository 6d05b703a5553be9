package scenario

import (
	"fmt"
	"regexp"
	"strings"
)

// Error says where a file is not as the grammar wants it.
type Error struct {
	File string
	Line int
	Want string // what was expected
	Got  string // what was there instead; "" at the end of the line
}

// Error is file:line: expected …, got ….
func (e *Error) Error() string {
	got := "the end of the line"
	if e.Got != "" {
		got = fmt.Sprintf("%q", e.Got)
	}
	return fmt.Sprintf("%s:%d: expected %s, got %s", e.File, e.Line, e.Want, got)
}

type tokenKind int

const (
	endToken tokenKind = iota
	textToken
	dateTimeToken
	dateToken
	timeToken
	numberToken
	wordToken
	markToken
)

type token struct {
	kind tokenKind
	text string // of a textToken: unquoted
	from int    // where it begins in the line, in bytes
}

var shapes = []struct {
	kind tokenKind
	re   *regexp.Regexp
}{
	{dateTimeToken, regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?( [+-]\d{2}:\d{2})?`)},
	{dateToken, regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)},
	{timeToken, regexp.MustCompile(`^\d{2}:\d{2}(:\d{2})?`)},
	{numberToken, regexp.MustCompile(`^-?\d+(\.\d+)?`)},
	{wordToken, regexp.MustCompile(`^\pL[\pL\d_-]*`)},
	{markToken, regexp.MustCompile(`^('s|[()\[\],;=:|])`)},
}

// lex cuts a line into tokens; the last is an endToken. A character that begins no token is an error.
func lex(line string) ([]token, *Error) {
	var tokens []token
	for at := 0; ; {
		rest := strings.TrimLeft(line[at:], " \t")
		at = len(line) - len(rest)
		if rest == "" {
			return append(tokens, token{from: len(line)}), nil
		}
		if rest[0] == '"' {
			text, size, ok := unquote(rest)
			if !ok {
				return nil, &Error{Want: `a closing "`}
			}
			tokens = append(tokens, token{textToken, text, at})
			at += size
			continue
		}
		t, size := shape(rest)
		if size == 0 {
			return nil, &Error{Want: "a word, a value or one of ( ) [ ] , ; = :", Got: firstRune(rest)}
		}
		t.from = at
		tokens = append(tokens, t)
		at += size
	}
}

func shape(rest string) (token, int) {
	for _, s := range shapes {
		if found := s.re.FindString(rest); found != "" {
			return token{kind: s.kind, text: found}, len(found)
		}
	}
	return token{}, 0
}

// unquote reads a text in quotes at the beginning of rest: \" and \\ stand for themselves, nothing else is special.
func unquote(rest string) (text string, size int, ok bool) {
	var b strings.Builder
	for i := 1; i < len(rest); i++ {
		switch c := rest[i]; c {
		case '"':
			return b.String(), i + 1, true
		case '\\':
			if i++; i >= len(rest) || rest[i] != '"' && rest[i] != '\\' {
				return "", 0, false
			}
			b.WriteByte(rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, false
}

func firstRune(text string) string {
	for i := range text {
		if i > 0 {
			return text[:i]
		}
	}
	return text
}

// cells cuts a table row at its bars, minding quotes.
func cells(row string) ([]string, bool) {
	row = strings.TrimSpace(row)
	if len(row) < 2 || row[0] != '|' || row[len(row)-1] != '|' {
		return nil, false
	}
	var out []string
	start, quoted := 1, false
	for i := 1; i < len(row); i++ {
		switch c := row[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '|' && !quoted:
			out = append(out, strings.TrimSpace(row[start:i]))
			start = i + 1
		}
	}
	return out, !quoted && start == len(row)
}
