package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const shared = "../../../mobile-contract/scenarios"

func files(tb testing.TB) map[string][]byte {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(shared, "*.txt"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no scenarios in %s: %v", shared, err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		out[filepath.Base(name)] = text
	}
	return out
}

func TestParse_EveryFileOfTheContractReads(t *testing.T) {
	t.Parallel()
	for name, text := range files(t) {
		s, err := Parse(name, text)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(s.Steps) == 0 || len(s.Nevers) == 0 {
			t.Errorf("%s: %d steps, %d nevers", name, len(s.Steps), len(s.Nevers))
		}
	}
}

const small = `Title: Prov
Day: 2026-11-24 +01:00
Municipality: ekby
People
| name  | role           | citizens | clock      | way  |
| Amina | assistantNurse | Åsa      | 7 min fast | http |
Citizens
| name | provider |
| Åsa  | ekby     |
At the start
| document | type | about | field          | value | by    |
| G-1      | goal | Åsa   | nextReview     | 2026-12-15 | Amina |
|          |      |       | activities A-1 | "a | \"b\"" |  |
The day
10:05  Amina: creates N-1 visitNote of Åsa in health: text = "Hej"
         at = 10:05
Then everyone sees N-1 text = "Hej" by Amina
Must never from 10:05: anyone sees N-1 text other
    than "Hej" or nothing
later: notices | Then Amina is told
`

func TestParse_SmallFile(t *testing.T) {
	t.Parallel()
	s, err := Parse("small.txt", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	amina := Person{Line: 6, Kind: "staff", Name: "Amina", ID: "s-amina", Full: "Amina", Role: "assistantNurse",
		Citizens: []string{"c-asa"}, ClockErrorMillis: 420_000, HTTP: true}
	if diff := cmp.Diff([]Person{amina}, s.People); diff != "" {
		t.Error(diff)
	}
	asa := Subject{Kind: "citizen", ID: "c-asa"}
	goal := &Document{Line: 12, Name: "G-1", ID: "G-1", Type: "goal", About: asa}
	note := &Document{Line: 15, Name: "N-1", ID: "N-1", Type: "visitNote", About: asa, Compartment: "health"}
	start := []Value{
		{Line: 12, Document: goal, Field: "nextReview", JSON: []byte(`"2026-12-15"`), By: "s-amina"},
		{Line: 13, Document: goal, Field: "activities", Item: "A-1", JSON: []byte(`"a | \"b\""`), By: "s-amina"},
	}
	if diff := cmp.Diff(start, s.Start); diff != "" {
		t.Error(diff)
	}
	const at = (10*60 + 5) * 60_000
	steps := []Step{
		{Line: 15, At: at, Act: &Act{Person: "Amina", Verb: Creates, Document: note, Changes: []Change{
			{Field: "text", JSON: []byte(`"Hej"`)}, {Field: "at", JSON: []byte(`"2026-11-24T09:05:00.000Z"`)},
		}}},
		{Line: 17, At: at, Then: &Claim{Line: 17, Text: `everyone sees N-1 text = "Hej" by Amina`, Kind: Shows,
			Who: Who{Everyone: true}, Document: note, Field: "text", Values: []Attributed{{JSON: []byte(`"Hej"`), By: "s-amina"}}}},
		{Line: 20, At: at, Later: &Later{"notices", "Then Amina is told"}},
	}
	if diff := cmp.Diff(steps, s.Steps); diff != "" {
		t.Error(diff)
	}
	nevers := []Never{{Line: 18, From: at, To: endOfTime, Claim: &Claim{Line: 18,
		Text: `anyone sees N-1 text other than "Hej" or nothing`, Kind: ShowsOther, Who: Who{Anyone: true}, Document: note,
		Field: "text", Values: []Attributed{{JSON: []byte(`"Hej"`)}, {}}}}}
	if diff := cmp.Diff(nevers, s.Nevers); diff != "" {
		t.Error(diff)
	}
}

func TestParse_SaysWhereAndWhat(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, want string }{
		{"no title", "Title: Prov\n", "", `:3: expected Title:, Day: and Municipality: before the first section, got "People"`},
		{"bad day", "2026-11-24 +01:00", "2026-11-31 +01:00", `:2: expected a date and its offset`},
		{"unknown heading", "Title:", "Titel:", `:1: expected Title: …`},
		{"sections out of order", "Citizens\n", "Teams\n", `:7: expected the sections once each, in the order Teams, People`},
		{"missing column", "| name | provider |", "| name | label |", `:8: expected a column named provider`},
		{"unknown column", "| clock ", "| klocka ", `:5: expected only columns named`},
		{"too few cells", "| Åsa  | ekby     |", "| Åsa  |", `:9: expected as many cells as the heading row has: name, provider`},
		{"not a row", "| Åsa  | ekby     |", "Åsa, ekby", `:9: expected a table row`},
		{"small name", "| Åsa  | ekby     |", "| åsa  | ekby     |", `:9: expected a name: one word that begins with a capital`},
		{"same name twice", "| Åsa  | ekby     |", "| Åsa  | ekby |\n| Åsa | ekby |", `:10: expected a name that nobody has yet, got "Åsa"`},
		{"unknown citizen", "| Åsa      | 7", "| Ove      | 7", `:6: expected the name of a citizen that a table declares, got "Ove"`},
		{"bad clock", "7 min fast", "sju", `:6: expected how wrong the clock is`},
		{"bad way", "| http |", "| fax |", `:6: expected socket or http, got "fax"`},
		{"bad value", "| 2026-12-15 |", "| 2026-12-32 |", `:12: expected a date that exists`},
		{"bare name that is not declared", "| 2026-12-15 |", "| Jonas |", `:12: expected a name that is declared`},
		{"unknown verb", "creates N-1", "writes N-1", `:15: expected what a phone does`},
		{"unknown person", "10:05  Amina:", "10:05  Jonas:", `:15: expected the name of somebody in People, or of a citizen with a way, got "Jonas"`},
		{"no such time", "10:05  Amina:", "25:05  Amina:", `:15: expected a time such as 10:05 or 2026-11-25 10:05, got "25:05"`},
		{"unknown document", "sees N-1 text =", "sees N-2 text =", `:17: expected the name of a document`},
		{"open quote", `= "Hej" by`, `= "Hej by`, `:17: expected a closing "`},
		{"field twice", "at = 10:05", `text = "Igen"`, `:15: expected each field once, got "text"`},
		{"claim without end", ` by Amina`, ` av Amina`, `:17: expected nothing more, got "av"`},
		{"unknown claim", `text = "Hej" by`, `text is "Hej" by`, `:17: expected =, other than, with`},
		{"later without bar", "notices | Then", "notices Then", `:20: expected later: what it waits for`},
		{"no must never", "Must never from 10:05:", "Then", `expected`},
		{"backwards", "later:", "09:00  Amina: goes offline\nlater:", `:20: expected a time that is not before`},
		{"verdict of no edit", "later:", "Then Amina's 10:06 edit is applied\nlater:", `:20: expected the time of an edit of Amina above, got "10:06"`},
		{"unknown verdict", "later:", "Then Amina's 10:05 edit is fine\nlater:", `:20: expected applied, merged`},
		{"not UTF-8", "Hej", "\xff", `expected at most 1 MB of UTF-8`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			broken := strings.Replace(small, tt.old, tt.new, 1)
			if broken == small {
				t.Fatal("the test changes nothing")
			}
			_, err := Parse("small.txt", []byte(broken))
			if err == nil || !strings.Contains(err.Error(), "small.txt:") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestParse_WantsAMustNever(t *testing.T) {
	t.Parallel()
	from := strings.Index(small, "Must never")
	_, err := Parse("small.txt", []byte(small[:from]))
	if err == nil || !strings.Contains(err.Error(), `at least one "Must never"`) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	for _, text := range files(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Parse("fuzz.txt", text)
		if (s == nil) == (err == nil) {
			t.Fatalf("got %v and %v", s, err)
		}
		if err == nil && (len(s.People) == 0 || len(s.Nevers) == 0) {
			t.Fatal("an incomplete scenario without an error")
		}
	})
}
