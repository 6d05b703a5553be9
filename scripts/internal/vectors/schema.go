package vectors

import "github.com/samsyn/samsyn/schema"

// phoneSchema is what a phone knows of the types.
type phoneSchema struct {
	Types map[string]*phoneType `json:"types"`
	Words *phoneWords           `json:"words,omitzero"`
}

// phoneType is a schema.Type without what only the server does: telling, projecting, deadlines, the hot window, whose conflict
// it is.
type phoneType struct {
	Name     string                   `json:"type"`
	Label    schema.Labels            `json:"label"`
	Scopes   []string                 `json:"scopes"`
	Rights   schema.Rights            `json:"rights"`
	Fields   map[string]*schema.Field `json:"fields"`
	States   *schema.Machine          `json:"states,omitzero"`
	Required []string                 `json:"required,omitzero"`
	Rules    []string                 `json:"rules,omitzero"`
}

// Schema is a set as phones get it (src/schema.json of the SDK).
func Schema(set *schema.Set) any {
	out := phoneSchema{Types: map[string]*phoneType{}}
	for name, t := range set.Types {
		out.Types[name] = forPhones(t)
	}
	out.Words = wordsOf(set)
	return out
}

func forPhones(t *schema.Type) *phoneType {
	return &phoneType{
		Name: t.Name, Label: t.Label, Scopes: t.Scopes, Rights: t.Rights, Fields: t.Fields, States: t.States, Required: t.Required,
		Rules: t.Rules,
	}
}
