package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
)

// sure reads the canonical value at b[i] and gives its end if the library would accept it. 0 means "ask the library":
// the value is wrong, not canonical, or of a kind that sure leaves alone.
type sure func(b []byte, i int) (end int)

// Patterns that have code of their own, because they are on most fields and regular expressions are slow.
const (
	idPattern   = `^[0-9A-Za-z_-]{1,64}$`
	timePattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$`
)

// compileSure makes the quick check of a schema, or nil when the schema has a keyword it does not know.
func compileSure(schema any) sure {
	s, ok := schema.(map[string]any)
	if !ok {
		return nil
	}
	switch kind := s["type"]; {
	case kind == nil && only(s):
		return sureAny
	case kind == nil && only(s, "enum") && isWhole(s["enum"]):
		return sureWhole(s["enum"])
	case kind == nil && only(s, "oneOf"):
		return sureOrNull(s["oneOf"])
	case kind == "string", kind == nil && only(s, "enum"):
		return sureText(s)
	case kind == "integer" && only(s, "minimum", "maximum"):
		least, most := number(s, "minimum", -maxInteger), number(s, "maximum", maxInteger)
		return func(b []byte, i int) int {
			end, n := scanDigits(b, i)
			if n < least || n > most {
				return 0
			}
			return end
		}
	case kind == "boolean" && only(s):
		return sureFlag
	case kind == "array" && only(s, "items", "minItems", "maxItems", "uniqueItems"):
		return sureList(s)
	case kind == "object" && only(s, "properties", "required", "additionalProperties"):
		return sureObject(s)
	}
	return nil
}

// sureOrNull judges a value that may be null.
func sureOrNull(oneOf any) sure {
	either, _ := oneOf.([]any)
	if len(either) != 2 {
		return nil
	}
	none, _ := either[0].(map[string]any)
	values, _ := none["enum"].([]any)
	value := compileSure(either[1])
	if value == nil || !only(none, "enum") || len(values) != 1 || values[0] != nil {
		return nil
	}
	return func(b []byte, i int) int {
		if bytes.HasPrefix(b[min(i, len(b)):], []byte("null")) {
			return i + len("null")
		}
		return value(b, i)
	}
}

// only reports whether the schema has no other keywords than these, besides type and say.
func only(s map[string]any, keywords ...string) bool {
	for k := range s {
		if k != "type" && k != "say" && !slices.Contains(keywords, k) {
			return false
		}
	}
	return true
}

func number(s map[string]any, keyword string, otherwise int64) int64 {
	n, ok := s[keyword].(json.Number)
	if !ok {
		return otherwise
	}
	i, err := n.Int64()
	if err != nil { // 0.5 as a limit of whole numbers: let the library decide about every value
		return maxInteger + 1
	}
	return i
}

func sureFlag(b []byte, i int) int {
	switch rest := string(b[min(i, len(b)):min(i+5, len(b))]); {
	case rest == "false":
		return i + 5
	case len(rest) >= 4 && rest[:4] == "true":
		return i + 4
	}
	return 0
}

func isWhole(enum any) bool {
	values, _ := enum.([]any)
	return !slices.ContainsFunc(values, func(v any) bool {
		n, ok := v.(json.Number)
		_, err := n.Int64()
		return !ok || err != nil
	})
}

func sureWhole(enum any) sure {
	var numbers []int64
	for _, v := range enum.([]any) {
		n, _ := v.(json.Number).Int64()
		numbers = append(numbers, n)
	}
	return func(b []byte, i int) int {
		end, n := scanDigits(b, i)
		if !slices.Contains(numbers, n) {
			return 0
		}
		return end
	}
}

func sureText(s map[string]any) sure {
	inside := sureInside(s)
	if inside == nil {
		return nil
	}
	least, most := int(number(s, "minLength", 0)), int(number(s, "maxLength", maxInteger))
	simple := only(s, "minLength", "maxLength")
	return func(b []byte, i int) int {
		q := scanText(b, i)
		if q.end == 0 || q.runes < least || q.runes > most {
			return 0
		}
		if !simple && (q.escaped || !inside(b[i+1:q.end-1])) {
			return 0
		}
		return q.end
	}
}

// sureInside judges a text without escapes by the keywords other than its length.
func sureInside(s map[string]any) func(text []byte) bool {
	if !only(s, "minLength", "maxLength", "pattern", "format", "enum") {
		return nil
	}
	pattern, _ := s["pattern"].(string)
	format, _ := s["format"].(string)
	_, isEnum := s["enum"]
	switch {
	case isEnum && pattern == "" && format == "":
		return sureEnum(s["enum"])
	case isEnum:
		return nil
	case pattern == idPattern && format == "":
		return isID[[]byte]
	case pattern == timePattern && format == "date-time":
		return isTime
	case pattern == "" && format == "date":
		return isDate
	case format != "":
		return nil
	case pattern == "":
		return func([]byte) bool { return true }
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil // the library reports it
	}
	return re.Match
}

func sureEnum(enum any) func(text []byte) bool {
	values, _ := enum.([]any)
	texts := make([]string, len(values))
	for i, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil
		}
		texts[i] = text
	}
	return func(text []byte) bool {
		for _, t := range texts {
			if string(text) == t {
				return true
			}
		}
		return false
	}
}

// isDate and isTime accept days 1 to 28 of any month and leave the others, and leap seconds, to the library's calendar.
func isDate(b []byte) bool {
	return len(b) == 10 && digits(b[:4], 0, 9999) && b[4] == '-' && digits(b[5:7], 1, 12) && b[7] == '-' && digits(b[8:], 1, 28)
}

func isTime(b []byte) bool {
	if len(b) < 20 || len(b) > 24 || !isDate(b[:10]) || b[10] != 'T' || b[len(b)-1] != 'Z' {
		return false
	}
	clock, fraction := b[11:19], b[19:len(b)-1]
	return digits(clock[:2], 0, 23) && clock[2] == ':' && digits(clock[3:5], 0, 59) && clock[5] == ':' &&
		digits(clock[6:], 0, 59) && (len(fraction) == 0 || fraction[0] == '.' && len(fraction) > 1 && digits(fraction[1:], 0, 999))
}

func digits(b []byte, least, most int) bool {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return n >= least && n <= most
}
