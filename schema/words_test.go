package schema

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestLoad_EachFaultOfTheWordsIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, replace, by, want string }{
		{"value without a word", `"low":{"sv":"Kan vänta","en":"Can wait"},`, ``, `values.low: has no word; it is needed at question.urgency`},
		{"yes or no without a word", `"true":{"sv":"Sant","en":"True"},`, ``, `values.true: has no word; it is needed at question.access`},
		{"member without a word", `"respondedToSequence":{"sv":"Svarar på","en":"Answers to"}`, ``, `members.respondedToSequence: has no word; it is needed at question.answers`},
		{"notice without a word", `"question.open":{"sv":"Ny fråga","en":"New question"}`, ``, `notices.question.open: has no word`},
		{"kind without a word", `"citizen":{"sv":"Medborgare","en":"Citizen"}`, ``, `kinds.citizen: has no word`},
		{"word of a state", `"low":{`, `"open":{"sv":"Öppen","en":"Open"},"low":{`, `values.open: is a word of nothing`},
		{"value that is gone", `"low":{`, `"later":{"sv":"Sen","en":"Later"},"low":{`, `values.later: is a word of nothing`},
		{"value of another field", `"question.stance.no":`, `"question.urgency.no":`, `values.question.urgency.no: is a word of nothing`},
		{"value of another type", `"question.stance.no":`, `"answer.stance.no":`, `values.answer.stance.no: is a word of nothing`},
		{"member that is gone", `"members":{`, `"members":{"at":{"sv":"När","en":"When"},`, `members.at: is a word of nothing`},
		{"member of another field", `"members":{`, `"members":{"question.need.respondedToSequence":{"sv":"Svar","en":"Answer"},`, `members.question.need.respondedToSequence: is a word of nothing`},
		{"notice that nobody gets", `"notices":{`, `"notices":{"question.closed":{"sv":"Stängd","en":"Closed"},`, `notices.question.closed: is a word of nothing`},
		{"kind that is not", `"kinds":{`, `"kinds":{"team":{"sv":"Team","en":"Team"},`, `kinds.team: is a word of nothing`},
		{"said twice", `{"sv":"Vill inte","en":"Does not want"}`, `{"sv":"Nej","en":"No"}`, `values.question.stance.no: says the same as "no"`},
		{"role said twice", `"low":{`, `"nurse":{"sv":"Syster","en":"Nurse"},"low":{`, `values.nurse: has its word in roles.json`},
		{"number without a word", `"schema":{"type":"integer"}`, `"schema":{"enum":[0,2]}`, `values.question.count.2: has no word`},
		{"number with a word for everywhere", `"low":{`, `"2":{"sv":"Två","en":"Two"},"low":{`, `values.2: is a word of nothing`},
		{"none without a word", `"policy":"human","schema":{"type":"string","format":"date-time"}`,
			`"policy":"human","schema":{"oneOf":[{"enum":[null]},{"type":"string","format":"date-time"}]}`, `values.null: has no word; it is needed at question.due`},
		{"member of a member without a word", `"respondedToSequence":{"type":"integer"}`, `"respondedToSequence":{"type":"integer"},"at":{"type":"array","items":{"enum":["here"]}}`,
			`values.here: has no word; it is needed at question.answers.at`},
		{"no English", `"kinds":{"citizen":{"sv":"Medborgare","en":"Citizen"}}`, `"kinds":{"citizen":{"sv":"Medborgare"}}`, `words.json: kinds.citizen: missing property 'en'`},
		{"unknown kind of words", `"verdicts":{}`, `"verdicts":{},"rules":{}`, `words.json: (all): additional properties 'rules' not allowed`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			broken, times := small(smallType), 0
			for _, file := range broken {
				text := string(file.Data)
				times += strings.Count(text, c.replace)
				file.Data = []byte(strings.Replace(text, c.replace, c.by, 1))
			}
			if times != 1 {
				t.Fatalf("the small set holds %d of %s", times, c.replace)
			}
			if _, err := Load(broken); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// What stands in other files has its words from there: roles, and the compartments of a citizen that are values.
func TestLoad_TakesWordsOfRolesAndCompartments(t *testing.T) {
	t.Parallel()
	files := small(strings.Replace(smallType, `"schema":{"enum":["yes","no"]}`, `"schema":{"enum":["yes","no","health","nurse","case-1"]}`, 1))
	rooms := strings.Replace(smallRooms, `{"citizen":{`, `{"citizen":{"case-*-1":{"label":{"sv":"Ärende","en":"Case"},"read":["nurse"]},"own":{"label":{"sv":"Eget","en":"Own"},"read":["nurse"]},`, 1)
	files["compartments.json"].Data = []byte(rooms)
	set, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"health": "Vård", "case-1": "Ärende", "nurse": "Sjuksköterska", "server": "Servern", "own": ""} {
		if got := set.Words.Values[name].Swedish; got != want {
			t.Errorf("%s is called %q, want %q", name, got, want)
		}
	}
	files["words.json"].Data = []byte(strings.Replace(smallWords, `"low":`, `"case-1":{"sv":"Del 1","en":"Part 1"},"low":`, 1))
	if _, err := Load(files); err == nil || !strings.Contains(err.Error(), `values.case-1: has its word in compartments.json`) {
		t.Errorf("a compartment with two words: %v", err)
	}
}

// Numbers from a few to a few may have words, each where it stands; it is no fault that they have none.
func TestLoad_NumbersMayHaveWords(t *testing.T) {
	t.Parallel()
	few := strings.Replace(smallType, `"schema":{"type":"integer"}`, `"schema":{"type":"integer","minimum":-1,"maximum":3}`, 1)
	for word, want := range map[string]string{`"question.count.-1"`: "", `"question.count.3"`: "", `"question.count.4"`: "is a word of nothing"} {
		files := small(few)
		files["words.json"].Data = []byte(strings.Replace(smallWords, `"low":`, word+`:{"sv":"Ingen","en":"None"},"low":`, 1))
		_, err := Load(files)
		if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", word, err)
		}
	}
}

func TestLoad_WithoutWordsThereAreNone(t *testing.T) {
	t.Parallel()
	files := small(smallType)
	delete(files, "words.json")
	if set, err := Load(files); err != nil || set.Words != nil {
		t.Errorf("got %v, %v", set, err)
	}
}

// A word fits into a button or a row of a list. A notice, a compartment and what became of an edit are lines of their own.
func TestWords_AreShort(t *testing.T) {
	t.Parallel()
	w := Embedded().Words
	for _, c := range []struct {
		of    map[string]Labels
		limit int
	}{{w.Values, 60}, {w.Members, 30}, {w.Notices, 60}, {w.Kinds, 20}, {w.Verdicts, 35}, {w.Refusals, 35}, {w.Presence, 20}} {
		for name, l := range c.of {
			for _, text := range []string{l.Swedish, l.English} {
				if n := utf8.RuneCountInString(text); n > c.limit || strings.TrimSpace(text) != text || strings.HasSuffix(text, ".") {
					t.Errorf("%s: %q has %d letters, at most %d, and no full stop", name, text, n, c.limit)
				}
			}
		}
	}
}

// What is a copy of another document's state is called as there.
func TestWords_CopiesOfStatesAreCalledAsTheState(t *testing.T) {
	t.Parallel()
	set := Embedded()
	for _, c := range []struct {
		from   string
		states []string
	}{
		{"citizen", []string{"prospective", "active", "paused", "ended", "deceased"}},
		{"visitPlan", []string{"planned", "changed", "cancelled"}},
	} {
		for _, state := range c.states {
			if diff := cmp.Diff(set.Types[c.from].States.Labels[state], set.Words.Values[state]); diff != "" {
				t.Errorf("%s of %s (-state +value):\n%s", state, c.from, diff)
			}
		}
	}
}

// Of two values of one field, and of two members of one object, people must see which is which.
func TestWords_OfAFieldAreDifferent(t *testing.T) {
	t.Parallel()
	set := Embedded()
	for name, typ := range set.Types {
		for field, f := range typ.Fields {
			if f.Policy == StateMachine {
				continue
			}
			eachList(f.Schema, name+"."+field, func(place string, members bool, names []any) {
				said, words := map[string]any{}, set.Words.Values
				if members {
					words = set.Words.Members
				}
				for _, name := range names {
					word := wordOf(words, place, name)
					if other, twice := said[word]; twice || word == "" {
						t.Errorf("%s: %v and %v are both called %q", place, other, name, word)
					}
					said[word] = name
				}
			})
		}
	}
}

// wordOf is what a name is called at a place, as phones look it up: there first, then, but for numbers, anywhere.
func wordOf(words map[string]Labels, place string, name any) string {
	text := fmt.Sprint(name)
	if name == nil {
		text = "null"
	}
	if own, is := words[place+"."+text]; is {
		return own.Swedish
	}
	if _, isNumber := name.(float64); isNumber {
		return ""
	}
	return words[text].Swedish
}

// eachList gives the values of each enum, and the members of each object, with its place and whether they are members.
func eachList(schema any, place string, do func(place string, members bool, names []any)) {
	s, _ := schema.(map[string]any)
	do(place, false, list(s["enum"]))
	properties, _ := s["properties"].(map[string]any)
	var members []any
	for name, property := range properties {
		members = append(members, name)
		eachList(property, place+"."+name, do)
	}
	do(place, true, members)
	if s["items"] != nil {
		eachList(s["items"], place, do)
	}
	for _, one := range list(s["oneOf"]) {
		eachList(one, place, do)
	}
}
