package vectors

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
)

// adviceCase is one question to what a phone says by itself, and the answer. Ask says which of the members are the question.
type adviceCase struct {
	Name  string         `json:"name"`
	Ask   string         `json:"ask"` // appointments, saving, opening, judge or suggests
	Now   int64          `json:"now,omitzero"`
	Me    *advise.Me     `json:"me,omitzero"`
	Held  []heldDoc      `json:"held,omitzero"`
	Known []advise.Known `json:"known,omitzero"`
	Draft *advise.Draft  `json:"draft,omitzero"`
	View  *view          `json:"view,omitzero"`  // of the document before the draft
	Visit document.Scope `json:"visit,omitzero"` // of what is opened
	// Documents are those of the draft's scope.
	Documents []*document.Document `json:"documents,omitzero"`
	Type      any                  `json:"type,omitzero"`
	Says      any                  `json:"says"`
}

// heldDoc is an advise.Held as the SDK names it.
type heldDoc struct {
	Scope document.Scope `json:"scope"`
	Doc   string         `json:"doc"`
	Type  string         `json:"type"`
	View  *view          `json:"view"`
}

// adviceCases are told cases of each rule, and drawn ones.
func adviceCases() []any {
	var out []any
	for _, cases := range [][]*adviceCase{judgedCases(), drawnJudged(), drawnPlans(), drawnDemands(), suggestsCases()} {
		for _, c := range cases {
			out = append(out, c)
		}
	}
	return out
}

// adviceTexts is the one table of words, for the SDK.
func adviceTexts() any { return advise.Texts() }

// heldDocs gives what a phone holds to both sides.
func heldDocs(held []advise.Held) []heldDoc {
	out := make([]heldDoc, len(held))
	for i, h := range held {
		out[i] = heldDoc{h.Scope, h.Doc, h.Type, asView(h.View)}
	}
	return out
}

// or0 gives an empty list where there is none.
func or0[E any](list []E) []E {
	if list == nil {
		return []E{}
	}
	return list
}

// suggestsCases are all types, and made-up ones of which each fills something in another way.
func suggestsCases() []*adviceCase {
	typ := func(name string, fields map[string]*schema.Field, write ...string) *schema.Type {
		return &schema.Type{Name: name, Scopes: []string{"*"}, Rights: schema.Rights{Write: write}, Fields: fields}
	}
	text := func(more ...any) map[string]any {
		out := map[string]any{"type": "string"}
		for i := 0; i < len(more); i += 2 {
			out[more[i].(string)] = more[i+1] //nolint:forcetypeassert // below
		}
		return out
	}
	types := []*schema.Type{
		typ("fills", map[string]*schema.Field{
			"default": {Policy: schema.LastWriter, Schema: text("default", "1 tablett")},
			"deep":    {Policy: schema.LastWriter, Schema: map[string]any{"properties": map[string]any{"a": text("examples", []any{"5 mg"})}}},
			"const":   {Policy: schema.LastWriter, Schema: map[string]any{"oneOf": []any{text("const", "2")}}},
			"number":  {Policy: schema.Journal, Schema: map[string]any{"type": "array", "items": map[string]any{"type": "number"}}},
			"integer": {Policy: schema.LastWriter, Schema: map[string]any{"type": "integer"}},
			"text":    {Policy: schema.Journal, Schema: text()},
			"none":    {Policy: schema.LastWriter},
		}, "nurse"),
		typ("server", map[string]*schema.Field{
			"text":    {Policy: schema.LastWriter, Schema: text()},
			"nurses":  {Policy: schema.LastWriter, Write: []string{"nurse"}, Schema: text()},
			"id":      {Policy: schema.LastWriter, Schema: text("pattern", "^[0-9A-Za-z_-]{1,64}$")},
			"ids":     {Policy: schema.LastWriter, Schema: map[string]any{"type": "array", "items": text("pattern", "^[0-9A-Za-z_-]{1,64}$")}},
			"state":   {Policy: schema.StateMachine, Schema: text()},
			"derived": {Policy: schema.Derived, Schema: text()},
		}, "nurse", "server"),
	}
	var out []*adviceCase
	for _, t := range types {
		out = append(out, &adviceCase{Name: "suggests: " + t.Name, Ask: "suggests", Type: forPhones(t), Says: or0(advise.Suggests(t))})
	}
	for _, name := range sortedNames(schema.Embedded().Types) {
		t := schema.Embedded().Types[name]
		out = append(out, &adviceCase{Name: "suggests: " + name, Ask: "suggests", Type: name, Says: or0(advise.Suggests(t))})
	}
	return out
}
