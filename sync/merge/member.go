package merge

import "github.com/go-json-experiment/json/jsontext"

// member finds a text or a number among the members of a canonical object, nil when it is not there. It reads in place:
// lists are read on every screen, and building each entry in memory is most of the cost.
func member(object jsontext.Value, name string) jsontext.Value {
	if len(object) == 0 || object[0] != '{' {
		return nil
	}
	depth := 0
	for i := 0; i < len(object); {
		switch object[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			end := endOfText(object, i)
			if depth == 1 && end < len(object) && object[end] == ':' && string(object[i+1:end-1]) == name {
				return object[end+1 : endOfScalar(object, end+1)]
			}
			i = end
			continue
		}
		i++
	}
	return nil
}

// endOfText is the index after the text that begins at i.
func endOfText(v jsontext.Value, i int) int {
	for i++; i < len(v); i++ {
		switch v[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(v)
}

func endOfScalar(v jsontext.Value, i int) int {
	if i < len(v) && v[i] == '"' {
		return endOfText(v, i)
	}
	for ; i < len(v); i++ {
		if c := v[i]; c == ',' || c == '}' || c == ']' {
			return i
		}
	}
	return len(v)
}
