package merge

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// safeSide (SAFE): of values written without knowing of each other the defined safer one is shown: too early costs
// minutes, too late costs function. Equal values fall back to the later stamp.
func safeSide(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		if c := compareSafe(set.Rule, a.Value, b.Value); c != 0 {
			return c > 0
		}
		return wins(a, b, set.Origins)
	})
}

// compareSafe is positive when a is safer than b. No value, or one that the rule does not know, is never the safer.
func compareSafe(rule *schema.Field, a, b jsontext.Value) int {
	if x, y := isComparable(rule.Order, a), isComparable(rule.Order, b); !x || !y {
		return boolInt(x) - boolInt(y)
	}
	switch rule.Safe {
	case "true", "false":
		return boolInt(string(a) == rule.Safe) - boolInt(string(b) == rule.Safe)
	case "highest", "latest":
		return compareValues(rule.Order, a, b)
	default: // lowest, earliest
		return -compareValues(rule.Order, a, b)
	}
}

func isComparable(order []string, v jsontext.Value) bool {
	return v.Kind() != 'n' && (len(order) == 0 || indexOf(order, v) >= 0)
}

// compareValues orders places in a list of names, numbers by size, and texts as texts: dates and UTC times in RFC 3339
// sort as text.
func compareValues(order []string, a, b jsontext.Value) int {
	if len(order) > 0 {
		return indexOf(order, a) - indexOf(order, b)
	}
	if a.Kind() == '0' && b.Kind() == '0' {
		x, errX := strconv.ParseFloat(string(a), 64)
		y, errY := strconv.ParseFloat(string(b), 64)
		if errX == nil && errY == nil {
			return boolInt(x > y) - boolInt(x < y)
		}
	}
	return compareTexts(a, b)
}

// compareTexts compares in place what needs no escapes, as times never do.
func compareTexts(a, b jsontext.Value) int {
	if a.Kind() == '"' && b.Kind() == '"' && bytes.IndexByte(a, '\\') < 0 && bytes.IndexByte(b, '\\') < 0 {
		return bytes.Compare(a[1:len(a)-1], b[1:len(b)-1])
	}
	return strings.Compare(document.Unquote(a), document.Unquote(b))
}

// indexOf is the place of a text in a list of names, or -1. Names need no escapes, so the text is compared as it stands.
func indexOf(names []string, text jsontext.Value) int {
	for i, name := range names {
		if isText(text, name) {
			return i
		}
	}
	return -1
}

func isText(v jsontext.Value, name string) bool {
	n := len(v)
	return n >= 2 && v[0] == '"' && string(v[1:n-1]) == name
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
