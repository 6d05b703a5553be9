package schema

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"
)

// A quoted text is what scanText found between two quotation marks.
type quoted struct {
	end     int  // index after the closing mark; 0 when the text is not in canonical form, or not a JSON string at all
	runes   int  // characters
	escaped bool // it holds backslashes
	nul     bool // it holds the character NUL
}

// scanText reads the JSON string at b[i] in one pass. It knows the canonical form (RFC 8785) only and gives up on all else,
// such as \u0041 for A: then the library has to look.
func scanText(b []byte, i int) (q quoted) {
	if i >= len(b) || b[i] != '"' {
		return quoted{}
	}
	for i++; ; q.runes++ {
		begin := i
		for i+8 <= len(b) && arePlain(binary.LittleEndian.Uint64(b[i:])) {
			i += 8
		}
		for i < len(b) && plain[b[i]] {
			i++
		}
		q.runes += i - begin
		if i == len(b) {
			return quoted{}
		}
		switch c := b[i]; {
		case c == '"':
			q.end = i + 1
			return q
		case c == '\\':
			n, nul := escape(b[i:])
			if n == 0 {
				return quoted{}
			}
			q.escaped, q.nul = true, q.nul || nul
			i += n
		case c < ' ':
			return quoted{}
		default:
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				return quoted{}
			}
			i += n
		}
	}
}

// plain marks the bytes that stand for themselves in a JSON string: almost all of a Swedish text.
var plain = func() (table [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

// arePlain reports whether eight bytes are plain, in a few instructions. Taking 32 from a byte below 32, or 1 from one that
// was equal to the mark, sets its highest bit; so does å. A borrow may spoil the byte above, but only after such a byte.
func arePlain(eight uint64) bool {
	const each = 0x0101010101010101
	found := eight | (eight - each*' ') | ((eight ^ each*'"') - each) | ((eight ^ each*'\\') - each)
	return found&(each*0x80) == 0
}

// escape gives the length of the canonical escape b starts with, or 0.
func escape(b []byte) (n int, nul bool) {
	if len(b) < 2 {
		return 0, false
	}
	if bytes.IndexByte([]byte(`"\bfnrt`), b[1]) >= 0 {
		return 2, false
	}
	// Only control characters without a short form are written \u00xx, in lower case.
	if len(b) < 6 || b[1] != 'u' || b[2] != '0' || b[3] != '0' || b[4] != '0' && b[4] != '1' {
		return 0, false
	}
	low := bytes.IndexByte([]byte("0123456789abcdef"), b[5])
	if low < 0 || b[4] == '0' && bytes.IndexByte([]byte("\b\t\n\f\r"), byte(low)) >= 0 {
		return 0, false
	}
	return 6, b[4] == '0' && low == 0
}

// scanDigits reads a canonical integer of at most 2^53 at b[i]: its end, or 0 for any other number or value.
func scanDigits(b []byte, i int) (end int, n int64) {
	start, negative := i, i < len(b) && b[i] == '-'
	if negative {
		i++
	}
	first := i
	for ; i < len(b) && i-first < 17 && b[i] >= '0' && b[i] <= '9'; i++ {
		n = n*10 + int64(b[i]-'0')
	}
	switch {
	case i == first, i-first == 17, n > maxInteger:
		return 0, 0
	case b[first] == '0' && i-start > 1: // 01 and -0
		return 0, 0
	case i < len(b) && (b[i] == '.' || b[i] == 'e' || b[i] == 'E'):
		return 0, 0
	}
	if negative {
		n = -n
	}
	return i, n
}
