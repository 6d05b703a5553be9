package document

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Quote makes a JSON string.
func Quote(text string) jsontext.Value { return appendText(nil, text) }

// Unquote reads a JSON string; "" for any other value.
func Unquote(v jsontext.Value) string {
	if v.Kind() != '"' {
		return ""
	}
	if n := len(v); n >= 2 && isPlain(v[1:n-1]) {
		return string(v[1 : n-1])
	}
	text, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return ""
	}
	return string(text)
}

func isPlain(b []byte) bool {
	for _, c := range b {
		if c == '\\' || c == '"' || c < 0x20 {
			return false
		}
	}
	return true
}

// TimeText writes milliseconds since 1970 as RFC 3339 in UTC, the form that times have in documents and that sorts as text.
func TimeText(millis int64) string {
	return time.UnixMilli(millis).UTC().Format("2006-01-02T15:04:05.000Z")
}

// TimeMillis reads such a text, or a date; 0 and false for anything else.
func TimeMillis(text string) (int64, bool) {
	for _, form := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UnixMilli(), true
		}
	}
	return 0, false
}
