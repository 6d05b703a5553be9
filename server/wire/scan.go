package wire

import "bytes"

// notable marks the bytes that scan stops at.
var notable = [256]bool{'"': true, '{': true, '[': true, '}': true, ']': true, ':': true}

// isHeavy reports nesting beyond MaxDepth, or more than the given number of members.
func isHeavy(raw []byte, members int) bool {
	_, heavy := scan(raw, members)
	return heavy
}

// scan looks at a frame before it is decoded: nesting costs stack, and finding duplicate names takes memory for each member,
// many times its size. It is heavy when it nests deeper than MaxDepth or has more than the given number of members. Edits is
// how many edits it has if it is a submit. The text need not be valid JSON.
func scan(raw []byte, members int) (edits int, heavy bool) {
	depth := 0
	for i := 0; i < len(raw); i++ {
		if !notable[raw[i]] {
			continue
		}
		switch raw[i] {
		case '"':
			i = endOfString(raw, i+1)
		case '{', '[':
			if depth++; depth > MaxDepth {
				return edits, true
			}
			if depth == 3 { // the frame, its list, an edit
				edits++
			}
		case '}', ']':
			depth--
		case ':':
			if members--; members < 0 {
				return edits, true
			}
		}
	}
	return edits, false
}

// endOfString gives the place of the quote that ends the string that begins at i, or the end of raw.
func endOfString(raw []byte, i int) int {
	for {
		n := bytes.IndexByte(raw[i:], '"')
		if n < 0 {
			return len(raw)
		}
		escapes := 0
		for at := i + n - 1; at >= i && raw[at] == '\\'; at-- {
			escapes++
		}
		i += n
		if escapes%2 == 0 {
			return i
		}
		i++
	}
}
