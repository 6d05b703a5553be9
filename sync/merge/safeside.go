package merge

import (
	"slices"
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
	return v.Kind() != 'n' && (len(order) == 0 || slices.Contains(order, document.Unquote(v)))
}

// compareValues orders places in a list of names, numbers by size, and texts as texts: dates and UTC times in RFC 3339
// sort as text.
func compareValues(order []string, a, b jsontext.Value) int {
	if len(order) > 0 {
		return slices.Index(order, document.Unquote(a)) - slices.Index(order, document.Unquote(b))
	}
	x, errX := strconv.ParseFloat(string(a), 64)
	y, errY := strconv.ParseFloat(string(b), 64)
	if errX == nil && errY == nil {
		return boolInt(x > y) - boolInt(x < y)
	}
	return strings.Compare(document.Unquote(a), document.Unquote(b))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
