package advise

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/schema"
)

// "Must never: the app suggesting a dose" (domain.md W7).
func TestSuggests_NothingInAQuestionAboutMedicines(t *testing.T) {
	t.Parallel()
	if got := Suggests(schema.Embedded().Types["medicationQuestion"]); len(got) > 0 {
		t.Errorf("%v could be said by the product itself", got)
	}
}

func TestSuggests(t *testing.T) {
	t.Parallel()
	text := map[string]any{"type": "string", "maxLength": 200}
	id := map[string]any{"type": "string", "pattern": "^[0-9A-Za-z_-]{1,64}$"}
	with := func(name string, value any) map[string]any { return map[string]any{"type": "string", name: value} }
	typ := &schema.Type{Name: "x", Rights: schema.Rights{Write: []string{"nurse"}}, Fields: map[string]*schema.Field{
		"text":      {Policy: schema.Journal, Schema: text},
		"default":   {Policy: schema.LastWriter, Schema: with("default", "1 tablett")},
		"example":   {Policy: schema.LastWriter, Schema: map[string]any{"properties": map[string]any{"a": with("examples", []any{"5 mg"})}}},
		"const":     {Policy: schema.LastWriter, Schema: map[string]any{"oneOf": []any{with("const", "2")}}},
		"number":    {Policy: schema.LastWriter, Schema: map[string]any{"type": "array", "items": map[string]any{"type": "number"}}},
		"integer":   {Policy: schema.LastWriter, Schema: map[string]any{"type": "integer"}},
		"server":    {Policy: schema.LastWriter, Write: []string{"nurse", "server"}, Schema: text},
		"serverId":  {Policy: schema.LastWriter, Write: []string{"server"}, Schema: id},
		"state":     {Policy: schema.StateMachine, Write: []string{"server"}, Schema: text},
		"derived":   {Policy: schema.Derived, Schema: text},
		"derivedId": {Policy: schema.Derived, Schema: map[string]any{"type": "array", "items": id}},
	}}
	want := []string{"const", "default", "derived", "example", "integer", "number", "server"}
	if got := Suggests(typ); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	typ.Rights.Write = append(typ.Rights.Write, "server")
	if got := Suggests(typ); !slices.Contains(got, "text") {
		t.Errorf("the server writes text: %v", got)
	}
	if got := Suggests(nil); got != nil {
		t.Errorf("no type: %v", got)
	}
}

// An answer holds codes, references and times: nothing in it could be put into a field.
func TestAnswers_HoldNoValues(t *testing.T) {
	t.Parallel()
	for _, answer := range []any{Alarm{}, Known{}, Moved{}, Demand{}, Said{}} {
		of := reflect.TypeOf(answer)
		for i := range of.NumField() {
			name, kind := of.Field(i).Name, of.Field(i).Type.Kind()
			refers := slices.Contains([]string{"Code", "Scope", "Doc", "Type", "Item", "Notice", "Field", "Answered"}, name)
			isTime := slices.Contains([]string{"Sequence", "At", "From", "To"}, name)
			isPlain := refers && kind == reflect.String || isTime && (kind == reflect.Int || kind == reflect.Int64) || kind == reflect.Bool
			if !isPlain {
				t.Errorf("%s.%s is a %s", of.Name(), name, kind)
			}
		}
	}
}

func TestLabel_SwedishFirst(t *testing.T) {
	t.Parallel()
	for _, code := range []string{CallNurseNow, ReadAnswer, ReadUrgent, AnswerAgain} {
		l, is := Label(code)
		if !is || l.Swedish == "" || l.English == "" || strings.EqualFold(l.Swedish, l.English) {
			t.Errorf("%s: %+v", code, l)
		}
	}
	if l, is := Label("stale"); is {
		t.Errorf("%+v", l)
	}
	if len(Texts()) != 4 {
		t.Error("a code without a test")
	}
}
