package config

import (
	"encoding"
	"io"
	"log/slog"
	"reflect"
	"strings"
)

// Dot is what a log shows instead of something that could hold care data.
const Dot = "·"

// NewLogger makes the server's logger: JSON, one line each. Care data cannot get through it as a value: besides plain texts,
// numbers, times and errors it shows only types that say themselves how they are logged (slog.LogValuer); everything else,
// such as an edit, a document or a frame, is a dot. A text that somebody formats first gets through, which is why the linter
// forbids formatting those types.
func NewLogger(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: hide}))
}

func hide(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindAny && !mayShow(a.Value.Any()) {
		a.Value = slog.StringValue(Dot)
	}
	return a
}

// mayShow allows what slog itself puts in a line, errors, and named plain types such as a duty, a code or a scope.
func mayShow(v any) bool {
	switch v.(type) {
	case nil, error, *slog.Source, slog.Level:
		return true
	case encoding.TextMarshaler:
		return !holdsCare(reflect.TypeOf(v))
	}
	switch t := reflect.TypeOf(v); t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return true
	}
	return false
}

// holdsCare is true for anything compound of our own that happens to have a text form.
func holdsCare(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	compound := t.Kind() == reflect.Struct || t.Kind() == reflect.Map || t.Kind() == reflect.Slice
	return compound && strings.HasPrefix(t.PkgPath(), "github.com/samsyn/")
}
