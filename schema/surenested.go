package schema

import "bytes"

// sureList is the quick check of a list whose items have one.
func sureList(s map[string]any) sure {
	item := compileSure(s["items"])
	if item == nil {
		return nil
	}
	least, most := int(number(s, "minItems", 0)), int(number(s, "maxItems", maxInteger))
	unique, _ := s["uniqueItems"].(bool)
	return func(b []byte, i int) int {
		if i >= len(b) || b[i] != '[' {
			return 0
		}
		n, start := 0, i
		for i++; i < len(b) && (b[i] != ']' || n > 0); i++ {
			begin := i
			if i = item(b, i); i == 0 || i >= len(b) {
				return 0
			}
			// Looking for a twin by the item's bytes may see one where there is none (in a longer item), never the other way
			// round: canonical items are equal when their bytes are.
			if unique && bytes.Contains(b[start:begin], b[begin:i]) {
				return 0
			}
			if n++; b[i] == ']' {
				break
			}
			if b[i] != ',' {
				return 0
			}
		}
		if i >= len(b) || n < least || n > most {
			return 0
		}
		return i + 1
	}
}

// member is one property of an object: where it stands among the required ones, or -1.
type member struct {
	check    sure
	required int
}

// sureObject is the quick check of an object that allows no other members than those it names, each with a quick check.
func sureObject(s map[string]any) sure {
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	if s["additionalProperties"] != false || len(required) > 63 {
		return nil
	}
	members := make(map[string]member, len(properties))
	for name, schema := range properties {
		check := compileSure(schema)
		if check == nil || !isPlain([]byte(name)) {
			return nil
		}
		members[name] = member{check, -1}
	}
	var all uint64
	for n, name := range required {
		m, ok := members[name.(string)]
		if !ok {
			return nil
		}
		m.required = n
		members[name.(string)] = m
		all |= 1 << n
	}
	return func(b []byte, i int) int { return sureMembers(b, i, members, all) }
}

func sureMembers(b []byte, i int, members map[string]member, all uint64) int {
	if i >= len(b) || b[i] != '{' {
		return 0
	}
	var found uint64
	var before []byte
	for i++; ; i++ {
		q := scanText(b, i)
		if q.end == 0 || q.end >= len(b) || b[q.end] != ':' {
			return 0
		}
		name := b[i+1 : q.end-1]
		m, ok := members[string(name)]
		if !ok || before != nil && bytes.Compare(before, name) >= 0 { // in order, so none comes twice
			return 0
		}
		before = name
		if m.required >= 0 {
			found |= 1 << m.required
		}
		if i = m.check(b, q.end+1); i == 0 || i >= len(b) {
			return 0
		}
		switch {
		case b[i] == '}' && found == all:
			return i + 1
		case b[i] != ',':
			return 0
		}
	}
}

// anyDepth is how deep sureAny looks; the library looks at what lies deeper.
const anyDepth = 8

// sureAny is the quick check of a value that may be anything: whether it is a value at all.
func sureAny(b []byte, i int) int { return scanAny(b, i, anyDepth) }

func scanAny(b []byte, i, depth int) int {
	if i >= len(b) || depth == 0 {
		return 0
	}
	switch b[i] {
	case '"':
		return scanText(b, i).end
	case 't', 'f':
		return sureFlag(b, i)
	case '[':
		return scanMany(b, i, ']', func(i int) int { return scanAny(b, i, depth-1) })
	case '{':
		var before []byte
		return scanMany(b, i, '}', func(i int) int {
			q := scanText(b, i)
			if q.end == 0 || q.end >= len(b) || b[q.end] != ':' || before != nil && bytes.Compare(before, b[i+1:q.end-1]) >= 0 {
				return 0
			}
			before = b[i+1 : q.end-1]
			return scanAny(b, q.end+1, depth-1)
		})
	}
	end, _ := scanDigits(b, i)
	return end
}

// scanMany reads what stands between b[i] and the closing mark, separated by commas, and gives the end of it all.
func scanMany(b []byte, i int, closing byte, one func(i int) int) int {
	if i++; i < len(b) && b[i] == closing {
		return i + 1
	}
	for i < len(b) {
		if i = one(i); i == 0 || i >= len(b) {
			return 0
		}
		switch b[i] {
		case closing:
			return i + 1
		case ',':
			i++
		default:
			return 0
		}
	}
	return 0
}
