package vectors

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/fault"
)

// phoneWords are the words of the schema, with those that stand elsewhere: of compartments, by "kind/name", and of codes.
type phoneWords struct {
	schema.Words `json:",inline"`
	Compartments map[string]schema.Labels `json:"compartments"`
	Codes        map[string]schema.Labels `json:"codes"`
}

// wordsOf are a set's words for phones; nil when it has none.
func wordsOf(set *schema.Set) *phoneWords {
	if set.Words == nil {
		return nil
	}
	out := &phoneWords{Words: *set.Words, Compartments: map[string]schema.Labels{}, Codes: map[string]schema.Labels{}}
	for kind, rooms := range set.Compartments {
		for name, c := range rooms {
			out.Compartments[kind+"/"+name] = c.Label
		}
	}
	for _, c := range fault.Codes() {
		out.Codes[c.Code] = c.Meaning
	}
	return out
}
