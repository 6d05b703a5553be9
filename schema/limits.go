package schema

import (
	"bytes"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// What no value may go beyond, because some store or language that handles it cannot (architecture section 4).
const (
	maxInteger = 1 << 53 // beyond it JavaScript and canonical JSON lose digits
	MaxDepth   = 20      // objects and arrays in each other
	MaxItems   = 500     // in a list
	MaxBytes   = 256 << 10
)

// CheckLimits refuses a value that some store could not keep, and gives the canonical form (RFC 8785) of one that it can.
// That is the same bytes, without an allocation, when they were canonical already; otherwise it is a copy. The value given
// is never changed.
//
// Refused are: text that is not JSON or names a member twice, '.' or '$' or NUL in a member's name, NUL in a text, an array
// directly in an array, numbers beyond ±2^53, more than MaxDepth levels, a list of more than MaxItems, more than MaxBytes.
func CheckLimits(value jsontext.Value) (canonical jsontext.Value, bad *Violation) {
	if len(value) > MaxBytes {
		return nil, tooLong()
	}
	s := scan{b: value}
	if end := s.value(0, false); end > 0 && end == len(value) {
		return value, nil
	}
	return canonicalize(value)
}

// canonicalize is the slow way: the library rewrites a copy, and only then it is measured.
func canonicalize(value jsontext.Value) (jsontext.Value, *Violation) {
	v := value.Clone()
	// Whole numbers first stay as they are written: 2^53+1 must be refused, not rounded to 2^53.
	if err := v.Canonicalize(jsontext.CanonicalizeRawInts(false)); err != nil {
		return nil, limit(codeBadValue, "Det som skickades kan inte läsas. Uppdatera appen och skicka igen.",
			"What was submitted cannot be read. Update the app and submit again.")
	}
	s := scan{b: v, trusted: true}
	if s.value(0, false); s.bad != nil {
		return nil, s.bad
	}
	if err := v.Canonicalize(); err != nil || len(v) > MaxBytes { // 1e9 grows
		return nil, tooLong()
	}
	return v, nil
}

func tooLong() *Violation {
	return limit(codeTooLarge, "Texten är för lång. Dela upp den i flera anteckningar.",
		"The text is too long. Split it into several notes.")
}

// scan walks over a value once. It looks for what goes beyond the limits, and unless the value is trusted to be canonical,
// also for anything that makes it doubtful that it is.
type scan struct {
	b       []byte
	trusted bool
	depth   int
	bad     *Violation
}

// value reads the value at b[i] and gives its end, or 0 when it is bad or doubtful.
func (s *scan) value(i int, inArray bool) int {
	if i >= len(s.b) {
		return 0
	}
	switch s.b[i] {
	case '"':
		return s.text(i)
	case '{':
		return s.nested(i)
	case '[':
		if inArray {
			return s.refuse(codeBadValue, "En lista får inte ligga direkt i en lista. Uppdatera appen.",
				"A list may not lie directly in a list. Update the app.")
		}
		return s.nested(i)
	case 't':
		return s.word(i, "true")
	case 'f':
		return s.word(i, "false")
	case 'n':
		return s.word(i, "null")
	}
	return s.number(i)
}

func (s *scan) refuse(code, swedish, english string) int {
	s.bad = limit(code, swedish, english)
	return 0
}

func (s *scan) word(i int, word string) int {
	if !bytes.HasPrefix(s.b[i:], []byte(word)) {
		return 0
	}
	return i + len(word)
}

func (s *scan) text(i int) int {
	q := scanText(s.b, i)
	if q.nul {
		return s.refuse(codeBadValue, "Texten innehåller ett tecken som inte kan sparas (NUL). Skriv om texten.",
			"The text holds a character that cannot be kept (NUL). Write the text again.")
	}
	return q.end
}

func (s *scan) nested(i int) (end int) {
	if s.depth++; s.depth > MaxDepth {
		return s.refuse(codeBadValue, "Uppgifterna ligger i för många nivåer. Uppdatera appen.",
			"The data is nested too deeply. Update the app.")
	}
	if s.b[i] == '{' {
		end = s.members(i + 1)
	} else {
		end = s.items(i + 1)
	}
	s.depth--
	return end
}

func (s *scan) items(i int) int {
	if i < len(s.b) && s.b[i] == ']' {
		return i + 1
	}
	for n := 1; ; n++ {
		if n > MaxItems {
			return s.refuse(codeTooLarge, "Listan är för lång. Den får ha högst 500 rader.",
				"The list is too long. It may have at most 500 items.")
		}
		if i = s.value(i, true); i == 0 || i >= len(s.b) {
			return 0
		}
		switch s.b[i] {
		case ',':
			i++
		case ']':
			return i + 1
		default:
			return 0
		}
	}
}

func (s *scan) members(i int) int {
	if i < len(s.b) && s.b[i] == '}' {
		return i + 1
	}
	var before []byte
	for first := true; ; first = false {
		end := s.text(i)
		if end == 0 || end >= len(s.b) || s.b[end] != ':' {
			return 0
		}
		name := s.b[i+1 : end-1]
		if bytes.ContainsAny(name, ".$") {
			return s.refuse(codeBadValue, "Ett namn i uppgifterna innehåller punkt eller dollartecken. Uppdatera appen.",
				"A name in the data holds a dot or a dollar sign. Update the app.")
		}
		if !s.trusted && (!isPlain(name) || !first && bytes.Compare(before, name) >= 0) {
			return 0
		}
		before = name
		if i = s.value(end+1, false); i == 0 || i >= len(s.b) {
			return 0
		}
		switch s.b[i] {
		case ',':
			i++
		case '}':
			return i + 1
		default:
			return 0
		}
	}
}

// isPlain reports whether comparing the name's bytes orders it as RFC 8785 does, which compares UTF-16.
func isPlain(name []byte) bool {
	for _, c := range name {
		if c >= 0x80 || c == '\\' {
			return false
		}
	}
	return true
}

// number reads a number. Unless trusted, only whole ones are known to be canonical.
func (s *scan) number(i int) int {
	if end, _ := scanDigits(s.b, i); end != 0 {
		return end
	}
	if !s.trusted {
		return 0
	}
	end := i
	for end < len(s.b) && bytes.IndexByte([]byte("+-.eE0123456789"), s.b[end]) >= 0 {
		end++
	}
	if n, err := strconv.ParseFloat(string(s.b[i:end]), 64); err != nil || math.Abs(n) > maxInteger || isBeyond(s.b[i:end]) {
		return s.refuse(codeBadValue, "Talet är för stort. Skriv ett mindre tal.", "The number is too large. Write a smaller one.")
	}
	return end
}

// isBeyond catches whole numbers that rounding hides: 2^53+1 reads as 2^53.
func isBeyond(number []byte) bool {
	n, err := strconv.ParseInt(string(number), 10, 64)
	return err == nil && (n > maxInteger || n < -maxInteger)
}
