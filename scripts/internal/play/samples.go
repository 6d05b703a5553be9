package play

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// samples are values that a field may hold, found by asking the schema about a pool of them: so a new type is played
// without a line of code here, as long as the pool has something it accepts.
type samples map[string][]jsontext.Value

// pool are values of the shapes that documents hold. Times are near the day, so that documents stay in the hot window.
func pool(midnight int64) []string {
	out := []string{
		`"Åt hela frukosten."`, `"Gick till brevlådan med rollator."`, `"Trött i dag, satte sig två gånger på vägen upp."`,
		`true`, `false`, `0`, `1`, `2`, `3`, `30`, `"2026-12-01"`, `"2026-12-08"`, `"2027-01-15"`, `["s-0","s-1"]`, `["x-1"]`, `[]`,
		`["ett","två","tre","fyra","fem"]`, `{"description":"ute på egen hand","qualifier":1}`, `{"description":"med stöd"}`,
		`{"date":"2026-11-20","qualifier":2}`, `{"role":"nurse","task":"se över läkemedel"}`, `{"role":"physiotherapist"}`,
		`{"response":"yes","respondedToSequence":1,"staffId":"s-1"}`, `{"response":"no","respondedToSequence":0,"staffId":"s-0"}`,
		`{"answer":"yes","how":"spoken"}`, `["nurse"]`, `{"kind":"chosen"}`, `[{"kind":"relative","name":"Dottern Eva"}]`, `[{"parts":[1,2],"staffId":"s-0"}]`,
	}
	for hour := int64(7); hour < 16; hour += 3 {
		at := document.TimeText(midnight + hour*3_600_000)
		out = append(out, fmt.Sprintf("%q", at), fmt.Sprintf(`{"at":%q,"text":"Anteckning %d"}`, at, hour),
			fmt.Sprintf(`{"activityId":"x-1","at":%q,"outcome":"done"}`, at))
	}
	return out
}

// allSamples finds the samples of every type.
func allSamples(set *schema.Set) map[string]samples {
	out, values := map[string]samples{}, pool(madeDay)
	for name, t := range set.Types {
		out[name] = samplesOf(t, values)
	}
	return out
}

// samplesOf finds the values of every field of a type.
func samplesOf(t *schema.Type, values []string) samples {
	out := samples{}
	for name, f := range t.Fields {
		verb := document.VerbSet
		if f.IsList() {
			verb = document.VerbAdd
		}
		out.take(t, name, verb, append(enumOf(f.Schema), values...))
		if len(out[name]) == 0 {
			out.take(t, name, verb, madeTo(f.Schema))
		}
		if f.Policy == schema.StateMachine && t.States != nil {
			for _, state := range t.States.Precedence {
				out[name] = append(out[name], document.Quote(state))
			}
		}
	}
	return out
}

// take keeps the values that the field accepts.
func (s samples) take(t *schema.Type, name, verb string, values []string) {
	for _, text := range values {
		v, bad := schema.CheckLimits(jsontext.Value(text))
		if bad == nil && t.CheckValue(name, verb, v) == nil {
			s[name] = append(s[name], v)
		}
	}
}

// enumOf reads a field's list of words, if it has one.
func enumOf(fieldSchema any) []string {
	m, ok := fieldSchema.(map[string]any)
	if !ok {
		return nil
	}
	words, ok := m["enum"].([]any)
	if !ok {
		return nil
	}
	var out []string
	for _, w := range words {
		if text, err := json.Marshal(w); err == nil {
			out = append(out, string(text))
		}
	}
	return out
}

func (s samples) pick(rng *rand.Rand, field string) jsontext.Value { return oneOf(rng, s[field]) }

func oneOf[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// fieldsFor lists the fields that somebody of a role may write and that have samples, sorted.
func (s samples) fieldsFor(t *schema.Type, role string) []string {
	var out []string
	for name, f := range t.Fields {
		may := slices.Contains(t.Rights.Write, role) || slices.Contains(t.Rights.Propose, role) && f.Policy == schema.Proposal
		if len(f.Write) > 0 {
			may = slices.Contains(f.Write, role)
		}
		may = may || slices.Contains(f.Others, role)
		if may && !f.Sequence && f.Policy != schema.Derived && len(s[name]) > 0 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
