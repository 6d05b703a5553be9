package schema

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// BenchmarkCheck is what every edit pays: a kilobyte of text as a plain field and as an entry of a journal.
func BenchmarkCheck(b *testing.B) {
	text := strings.Repeat("Gunvor gick till brevlådan. ", 37)
	goal, note, team := Embedded().Types["goal"], Embedded().Types["visitNote"], Embedded().Types["careTeam"]
	for _, c := range []struct {
		name, field, op, value string
		typ                    *Type
	}{
		{"text", "citizenWords", "set", `"` + text + `"`, goal},
		{"lines", "citizenWords", "set", `"` + strings.ReplaceAll(text, ". ", `.\n`) + `"`, goal},
		{"entry", "text", "add", `{"at":"2026-11-24T10:14:00Z","text":"` + text + `"}`, note},
		{"unsorted", "text", "add", `{"text":"` + text + `","at":"2026-11-24T10:14:00Z"}`, note},
		{"date", "nextReview", "set", `"2026-12-01"`, goal},
		{"members", "members", "set", `[{"parts":[1,2],"staffId":"amina"},{"parts":[1,2,3],"staffId":"petra"}]`, team},
		{"refused", "nextReview", "set", `"i morgon"`, goal},
	} {
		value := jsontext.Value(c.value)
		b.Run("limits/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = CheckLimits(value)
			}
		})
		canonical, _ := CheckLimits(value)
		b.Run("value/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = c.typ.CheckValue(c.field, c.op, canonical)
			}
		})
	}
	b.Run("scope", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = goal.ScopeFits("citizen/c17/social/lindgarden")
		}
	})
	b.Run("compartment", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = Embedded().Compartment("citizen/c17/case-t3-2/ekby")
		}
	})
}
