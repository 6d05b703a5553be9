package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

func TestCheckValue(t *testing.T) {
	t.Parallel()
	long := `"` + strings.Repeat("å", 8000) + `"`
	for _, c := range []struct{ typ, field, op, value, code, text string }{
		{"goal", "citizenWords", "set", `"Onsdag och lördag räcker."`, "", ""},
		{"goal", "citizenWords", "set", `"Rad ett.\nRad två, \"så\"."`, "", ""},
		{"goal", "citizenWords", "set", long, "", ""},
		{"goal", "citizenWords", "set", long[:len(long)-1] + `x"`, "bad-value", "”Mitt mål med egna ord” får ha högst 8000 tecken. Korta texten eller dela upp den."},
		{"goal", "citizenWords", "set", `7`, "bad-value", "”Mitt mål med egna ord” ska vara en text."},
		{"goal", "citizenWords", "set", `null`, "bad-value", "ska vara en text."},
		{"goal", "citizenWords", "add", `"x"`, "bad-edit", "kan inte ändras på det sättet"},
		{"goal", "citizenWords", "agree", `"x"`, "bad-edit", ""},
		{"goal", "citizenWords", "", `"x"`, "bad-edit", ""},
		{"goal", "citizenword", "set", `"x"`, "unknown-field", "Uppdatera appen"},
		{"goal", "professionalWording", "agree", `"Till brevlådan med rollator"`, "", ""},
		{"goal", "activities", "add", `"Öva kantsten"`, "", ""},
		{"goal", "activities", "set", `"Öva kantsten"`, "bad-edit", ""},
		{"goal", "nextReview", "set", `"2026-12-01"`, "", ""},
		{"goal", "nextReview", "set", `"2026-12-31"`, "", ""},
		{"goal", "nextReview", "set", `"2026-02-30"`, "bad-value", "ett datum, som 2026-12-01"},
		{"goal", "nextReview", "set", `"1 dec"`, "bad-value", "”Nästa uppföljning” ska vara ett datum, som 2026-12-01. Ändra och skicka igen."},
		{"goal", "nextReview", "set", `"2026-12-01`, "bad-value", "kan inte läsas"},
		{"goal", "state", "set", `"withdrawnByCitizen"`, "", ""},
		{"goal", "state", "set", `"done"`, "bad-value", "ett av withdrawnByCitizen, enteredInError"},
		{"goal", "target", "set", `{"description":"utan sällskap, rollator","qualifier":2}`, "", ""},
		{"goal", "target", "set", `{"description":"utan sällskap, rollator","qualifier":5}`, "bad-value", "(qualifier) ska vara en ICF-bedömning"},
		{"goal", "target", "set", `{"qualifier":2}`, "bad-value", "saknar description"},
		{"goal", "target", "set", `{"description":"x","hemligt":2}`, "bad-value", "servern inte känner till"},
		{"goal", "importance", "set", `3`, "", ""},
		{"goal", "importance", "set", `4`, "bad-value", "ett tal från 0 till 3"},
		{"goal", "gasLevels", "set", `["1","2","3","4"]`, "bad-value", "minst 5 rader"},
		{"goal", "responsibleId", "set", `"jonas"`, "", ""},
		{"goal", "responsibleId", "set", `"jonas lilja"`, "bad-value", "ett id"},
		{"goalFollowUp", "level", "set", `-3`, "bad-value", "ska vara minst -2"},
		{"visitNote", "text", "add", `{"at":"2026-11-24T10:14:00Z","text":"Gick hela vägen."}`, "", ""},
		{"visitNote", "text", "add", `{"at":"2026-11-24T10:14:00.123Z","text":"Gick hela vägen."}`, "", ""},
		{"visitNote", "text", "add", `{"at":"2026-11-24T10:14:00+01:00","text":"Gick hela vägen."}`, "bad-value", "(at) ska vara en tidpunkt i UTC"},
		{"visitNote", "text", "add", `{"at":"2026-11-24T10:14:00Z","text":""}`, "bad-value", "(text) får inte vara tomt"},
		{"visitNote", "text", "add", `{"at":"2026-11-24T10:14:00Z"}`, "bad-value", "saknar text"},
		{"visitNote", "text", "remove", ``, "bad-edit", ""},
		{"visitNote", "needsAction", "set", `true`, "", ""},
		{"visitNote", "needsAction", "set", `"ja"`, "bad-value", "ja eller nej"},
		{"visitNote", "legalDomain", "set", `"hsl"`, "bad-value", "hör inte hemma i den sociala akten"},
		{"teamMeeting", "openPart", "set", `4`, "bad-value", "0 (ingen), 1, 2 eller 3"},
		{"teamMeeting", "presentIds", "set", `["mats","bodil"]`, "", ""},
		{"teamMeeting", "presentIds", "set", `[]`, "", ""},
		{"teamMeeting", "presentIds", "set", `["mats","mats"]`, "bad-value", "samma sak två gånger"},
		{"teamMeeting", "presentIds", "set", `["mats",7]`, "bad-value", "(rad) ska vara ett id"},
		{"conflict", "candidates", "add", `{"at":"2026-11-24T10:14:00Z","author":"amina","edit":"e1","role":"nurse","value":"Till brevlådan"}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":{"description":"ute","qualifier":[1,2,{"a":false}]}}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":[]}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":{}}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":-1.5}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":[[[[[[[[[["x"]]]]]]]]]]}`, "", ""},
		{"conflict", "candidates", "add", `{"edit":"e1","value":{"a":1,"a":2}}`, "bad-value", "kan inte läsas"},
		{"conflict", "candidates", "add", `{"edit":"e1","value":[1 2]}`, "bad-value", "kan inte läsas"},
		{"conflict", "candidates", "add", `{"edit":"e1","value":[1,]}`, "bad-value", "kan inte läsas"},
		{"conflict", "candidates", "add", `{"edit":"e1","value":{"a"}}`, "bad-value", "kan inte läsas"},
		{"conflict", "candidates", "add", `{"edit":"e1","value":[`, "bad-value", "kan inte läsas"},
		{"conflict", "candidates", "add", `{"value":"x"}`, "bad-value", "saknar edit"},
		{"conflict", "resolution", "set", `{"edit":"e1","kind":"chosen"}`, "", ""},
		{"conflict", "resolution", "set", `{"kind":"guessed"}`, "bad-value", "ett av chosen, checked"},
		{"jointVisit", "citizenStance", "add", `{"answer":"no","words":"Inte de andra."}`, "", ""},
		{"jointVisit", "citizenStance", "set", `{"answer":"no"}`, "bad-edit", ""},
		{"jointVisit", "citizenStance", "add", `{"words":"Inte de andra."}`, "bad-value", "saknar answer"},
		{"jointVisit", "responses", "add", `{"respondedToSequence":3,"response":"yes"}`, "", ""},
		{"aidQuestion", "trialUses", "add", `4`, "", ""},
		{"aidQuestion", "trialUses", "add", `-1`, "bad-value", "ska vara minst 0"},
		{"accessBlock", "compartments", "add", `"health"`, "", ""},
		{"accessBlock", "compartments", "add", `"rights"`, "bad-value", "ett rum hos medborgaren"},
		{"medicationQuestion", "urgency", "set", `"soon"`, "bad-value", "ett av beforeNextMeeting, today, now"},
		{"careTeam", "members", "set", `[{"parts":[1,2],"staffId":"amina"},{"parts":[3],"staffId":"petra"}]`, "", ""},
		{"careTeam", "members", "set", `[{"parts":[1,4],"staffId":"amina"}]`, "bad-value", "(rad/parts/rad) ska vara högst 3"},
	} {
		bad := Embedded().Types[c.typ].CheckValue(c.field, c.op, jsontext.Value(c.value))
		switch {
		case bad == nil && c.code == "":
		case bad == nil, bad.Code != c.code, bad.Field != c.field, !strings.Contains(bad.Text.Swedish, c.text), bad.Text.English == "":
			t.Errorf("%s.%s %s %.40s: got %+v", c.typ, c.field, c.op, c.value, bad)
		}
	}
}

// A violation may be logged and shown to a colleague, so nothing of the value may be in it.
func TestCheckValue_NeverQuotesTheValue(t *testing.T) {
	t.Parallel()
	const secret = "gunvor"
	for _, value := range []string{
		`"gunvor"`, `{"gunvor":1}`, `["gunvor","gunvor"]`, `{"at":"gunvor","text":"gunvor"}`, `{"description":{"gunvor":1}}`,
		`{"text":"x","at":"2026-11-24T10:14:00Z","gunvor":{"gunvor":1}}`, `[{"gunvor":1}]`, `"gunvor`,
	} {
		for _, typ := range Embedded().Types {
			for name, f := range typ.Fields {
				for _, op := range []string{"set", "add", "agree"} {
					bad := typ.CheckValue(name, op, jsontext.Value(value))
					if bad != nil && strings.Contains(bad.Text.Swedish+bad.Text.English, secret) {
						t.Errorf("%s.%s (%s): %+v", typ.Name, name, f.Policy, bad)
					}
				}
			}
		}
	}
}

// The quick check may only ever say yes where the library would.
func TestCheckValue_QuickCheckAgreesWithTheLibrary(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(Embedded().Types)) {
		typ := Embedded().Types[name]
		for _, field := range slices.Sorted(maps.Keys(typ.Fields)) {
			f, quick := typ.Fields[field], 0
			tried := append(slices.Clone(seeds), example(f.Schema))
			for _, value := range tried {
				quick += agree(t, f, jsontext.Value(value))
			}
			if quick == 0 { // then every edit of it would take the slow way
				t.Errorf("%s.%s: the quick check accepts none of the seeds, nor %s", name, field, example(f.Schema))
			}
		}
	}
}

// example is a small value that a schema accepts, in canonical form.
func example(schema any) string {
	s, _ := schema.(map[string]any)
	enum, _ := s["enum"].([]any)
	switch kind := s["type"]; {
	case len(enum) > 0:
		text, _ := json.Marshal(enum[0])
		return string(text)
	case kind == "boolean":
		return "true"
	case kind == "integer", kind == "number":
		least, _ := s["minimum"].(float64)
		return fmt.Sprint(least)
	case kind == "array":
		n, _ := s["minItems"].(float64)
		return "[" + strings.TrimSuffix(strings.Repeat(example(s["items"])+",", int(n)), ",") + "]"
	case kind == "object":
		properties, _ := s["properties"].(map[string]any)
		var members []string
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			members = append(members, fmt.Sprintf("%q:%s", name, example(properties[name])))
		}
		return "{" + strings.Join(members, ",") + "}"
	case s["format"] == "date-time":
		return `"2026-11-24T13:00:00Z"`
	case s["format"] == "date":
		return `"2026-12-01"`
	}
	return `"x"`
}

// agree is 1 if the quick check accepted the value, and fails the test if the library does not.
func agree(t testing.TB, f *Field, value jsontext.Value) int {
	if !f.check.isSure(value) {
		return 0
	}
	slow := &checker{library: f.check.library}
	if bad := slow.judge(f, value); bad != nil {
		t.Errorf("%s: the quick check accepts %q, the library says %+v", f.Name, value, bad.Text)
	}
	return 1
}
