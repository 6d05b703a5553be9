package published

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/contractlock"
)

// broken says what a change of a part, a frame or a type breaks.
func broken(before, after meaning) []string {
	return contractlock.New(1, before.points).Breaks(1, after.points)
}

func of(name string, sent bool, s Schema) meaning {
	m := meaning{points: map[string]contractlock.Point{}}
	m.object(name, sent, s)
	return m
}

func TestMeaning_OfFrames(t *testing.T) {
	t.Parallel()
	hello := func(more ...member) Schema {
		return object(append([]member{must("token", text(5).about("A token.")), may("clock", millis)}, more...)...).about("Hello.")
	}
	for name, c := range map[string]struct {
		sent  bool
		after Schema
		want  []string
	}{
		"the same in other words":         {true, object(must("token", text(5).about("Another word.")), may("clock", millis)).about("Good day."), nil},
		"one more that may be ignored":    {true, hello(may("more", flag)), nil},
		"one more that must be there":     {true, hello(must("more", flag)), []string{"frames/hello/more is new, and older phones cannot ignore it"}},
		"one more that the server sends":  {false, hello(must("more", flag)), nil},
		"one less":                        {true, object(must("token", text(5))), []string{"frames/hello/clock is gone"}},
		"a smaller limit":                 {true, object(must("token", text(4)), may("clock", millis)), []string{"frames/hello/token means something else"}},
		"another type":                    {true, object(must("token", text(5)), may("clock", flag)), []string{"frames/hello/clock means something else"}},
		"what could be left out must not": {true, object(must("token", text(5)), must("clock", millis)), []string{"frames/hello/clock means something else"}},
		"a rule over members":             {true, hello().with("anyOf", []Schema{has("clock")}), []string{"frames/hello means something else"}},
	} {
		got := broken(of("frames/hello", c.sent, hello()), of("frames/hello", c.sent, c.after))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A document is hashed with all its members: a phone that does not know one gets another checksum.
func TestMeaning_OfWhatIsHashed(t *testing.T) {
	t.Parallel()
	cell := func(more ...member) Schema { return object(append([]member{may("c", flag)}, more...)...) }
	for part, want := range map[string][]string{"parts/Cell": {"parts/Cell/more is new, and older phones cannot ignore it"}, "parts/Held": nil} {
		if diff := cmp.Diff(want, broken(of(part, false, cell()), of(part, false, cell(may("more", flag))))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", part, diff)
		}
	}
}

func TestMeaning_OfTypes(t *testing.T) {
	t.Parallel()
	one := []string{"types/goal means something else"}
	text := []string{"types/goal/fields/text means something else"}
	for name, c := range map[string]struct {
		change func(t *schema.Type)
		want   []string
	}{
		"nothing":                  {func(*schema.Type) {}, nil},
		"another label":            {func(t *schema.Type) { t.Label.Swedish = "Annat"; t.Fields["text"].Label.English = "Other" }, nil},
		"who may write":            {func(t *schema.Type) { t.Rights.Write = []string{"nurse"}; t.Fields["text"].Write = []string{"nurse"} }, nil},
		"a new field":              {func(t *schema.Type) { t.Fields["more"] = &schema.Field{Policy: schema.LastWriter} }, nil},
		"a new field in a bundle":  {func(t *schema.Type) { t.Fields["more"] = &schema.Field{Policy: schema.StrictBundle, Bundle: "b"} }, one},
		"a new field, and needed":  {func(t *schema.Type) { t.Fields["more"] = &schema.Field{}; t.Required = []string{"more"} }, one},
		"no field":                 {func(t *schema.Type) { delete(t.Fields, "text") }, []string{"types/goal/fields/text is gone"}},
		"another policy":           {func(t *schema.Type) { t.Fields["text"].Policy = schema.Immutable }, text},
		"another value":            {func(t *schema.Type) { t.Fields["text"].Schema = map[string]any{"type": "boolean"} }, text},
		"the same, in other words": {func(t *schema.Type) { t.Fields["text"].Schema = map[string]any{"type": "string", "say": "x"} }, nil},
		"frozen from now":          {func(t *schema.Type) { t.Fields["text"].FrozenIn = []string{"done"} }, text},
		"somewhere else":           {func(t *schema.Type) { t.Scopes = []string{"tenant/directory"} }, one},
		"another state":            {func(t *schema.Type) { t.States.Precedence = []string{"open", "done"} }, []string{"types/goal/states means something else"}},
		"a move that needs more":   {func(t *schema.Type) { t.States.Transitions[0].Needs = []string{"text"} }, []string{"types/goal/states means something else"}},
		"a move for other roles":   {func(t *schema.Type) { t.States.Transitions[0].By = []string{"nurse"} }, nil},
	} {
		before, after := meaning{points: map[string]contractlock.Point{}}, meaning{points: map[string]contractlock.Point{}}
		before.typ("types/goal", goal())
		changed := goal()
		c.change(changed)
		after.typ("types/goal", changed)
		if diff := cmp.Diff(c.want, broken(before, after)); diff != "" || before.err != nil || after.err != nil {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func goal() *schema.Type {
	return &schema.Type{
		Name: "goal", Scopes: []string{"citizen/{citizen}/social/{provider}"},
		Fields: map[string]*schema.Field{
			"text": {Policy: schema.LastWriter, Schema: map[string]any{"type": "string"}}, "start": {Policy: schema.StrictBundle, Bundle: "b"},
		},
		States: &schema.Machine{Initial: []string{"open"}, Precedence: []string{"done", "open"}, Transitions: []schema.Transition{{From: []string{"open"}, To: "done"}}},
	}
}

func TestMeaning_OfMerging(t *testing.T) {
	t.Parallel()
	told := func(text string) meaning {
		m := meaning{points: map[string]contractlock.Point{}}
		m.merging([]byte(text))
		return m
	}
	const one = `[{"name":"a rule","sum":"1"}]`
	for after, want := range map[string][]string{
		one: nil, `[{"name":"another","sum":"2"},{"name":"a rule","sum":"1"}]`: nil,
		`[{"name":"a rule","sum":"2"}]`: {"merging/a rule means something else"}, `[]`: {"merging/a rule is gone"},
	} {
		if diff := cmp.Diff(want, broken(told(one), told(after))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", after, diff)
		}
	}
	if told("{").err == nil {
		t.Error("what is no list is no error")
	}
}

// Every frame, part, code, policy, type and field is a point.
func TestMeaning_LeavesNothingOut(t *testing.T) {
	t.Parallel()
	points, err := Meaning([]byte(`[{"name":"a rule","steps":[]}]`))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"frames/hello/token", "parts/Edit/base", "parts/Scope", "codes/bad-frame", "policies/journal", "types/visitNote", "types/visitNote/fields/text", "types/goal/states", "limits/depth", "merging/a rule"} {
		if len(points[name].Digest) != 16 {
			t.Errorf("%s: %+v", name, points[name])
		}
	}
	used := map[string]bool{}
	for _, s := range framesSchema()["$defs"].(Schema) {
		refs(s, used)
	}
	for name := range used {
		_, part := points["parts/"+name]
		if frame := slices.ContainsFunc(frames(), func(f frame) bool { return f.name() == name }); !part && !frame {
			t.Errorf("%s is referred to, and is no point", name)
		}
	}
	if len(points) < len(schema.Embedded().Types)*5 {
		t.Errorf("only %d points", len(points))
	}
}

func refs(v any, into map[string]bool) {
	switch v := v.(type) {
	case Schema:
		if to, is := v["$ref"].(string); is {
			into[to[len("#/$defs/"):]] = true
		}
		for inner := range maps.Values(v) {
			refs(inner, into)
		}
	case []Schema:
		for _, inner := range v {
			refs(inner, into)
		}
	}
}
