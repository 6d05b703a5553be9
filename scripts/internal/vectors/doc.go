// Package vectors writes down what Go's core does, for phones in other languages to be compared with: merging, reading, stamps,
// canonical bytes, checksums, signed chains, what the schema takes. It also writes the schema as phones get it.
//
// Where: scripts/gen writes Files into mobile-contract, and a test of this package fails when they differ there (with -update it
// writes them itself). The TypeScript SDK plays all of them.
//
// Promises: pure and deterministic. Random cases come from a fixed seed, so the files change only when the core or the schema
// does. Documents are given in canonical bytes; a case that differs in one byte is a phone that differs.
//
// Callers owe nothing. To test code that uses it, call Files.
package vectors

import (
	"bytes"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
)

// Files are the contents by path inside mobile-contract.
func Files() (map[string][]byte, error) {
	out := map[string][]byte{}
	for path, make := range map[string]func() []any{
		"vectors/stamps.json":         stamps,
		"vectors/scopes.json":         scopes,
		"vectors/times.json":          times,
		"vectors/canonical.json":      canonicals,
		"vectors/checksums.json":      checksums,
		"vectors/changes.json":        changes,
		"vectors/edits.json":          edits,
		"vectors/reads.json":          readChain,
		"vectors/values.json":         values,
		"vectors/merge-rules.json":    ruleCases,
		"vectors/merge-policies.json": policyCases,
		"vectors/merge-random.json":   randomCases,
		"vectors/advise.json":         adviceCases,
		"vectors/derived.json":        derivedCases,
	} {
		var err error
		if out[path], err = lines(make()); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	for path, v := range map[string]any{"sdk/src/schema.json": Schema(schema.Embedded()), "vectors/plan.json": forPhones(plan()), "sdk/src/advise/texts.json": adviceTexts()} {
		text, err := encode(v)
		if err != nil {
			return nil, err
		}
		out[path] = append(text, '\n')
	}
	return out, nil
}

// lines is a JSON array with a case on each line, so that a difference shows what it is about.
func lines(cases []any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, c := range cases {
		text, err := encode(c)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(text)
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}

func encode(v any) ([]byte, error) {
	return json.Marshal(v, json.Deterministic(true), jsontext.AllowInvalidUTF8(false))
}
