package replica

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Kerstin, in a car park without coverage, books the visit that nobody has asked Gunvor about. She is told at once; the phone
// takes it all the same when she insists, and the server decides.
func TestAdvise_TellsWithoutANet(t *testing.T) {
	t.Parallel()
	n := 0
	r := New(Options{Replica: "rk", Author: "kerstin", Role: "coordinator", Schema: schema.Embedded(), NewID: func() string {
		n++
		return "01J0000000000000000000000" + string(rune('0'+n))
	}})
	const scope = document.Scope("citizen/c1/case-norra-2/ekby")
	draft := func(create bool, field, value string) Draft {
		return Draft{Scope: scope, Doc: "jv", Type: "jointVisit", Create: create, Changes: map[string]document.Op{field: {Set: jsontext.Value(value)}}}
	}
	visit := draft(true, "state", `"suggested"`)
	visit.Changes["purpose"] = document.Op{Set: jsontext.Value(`"Trappan"`)}
	if got := r.Advise(1, visit); got != nil {
		t.Fatalf("a suggestion: %v", got)
	}
	if _, err := r.Edit(1, visit); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		field, value string
		behalf       string
		want         string
	}{
		{"state", `"scheduled"`, "", document.CodeNoTransition},
		{"state", `"citizenAsked"`, "", ""},
		{"state", `"accepted"`, "citizen", ""},
		{"state", `"scheduled"`, "", document.CodeCitizenNotAsked},
		{"state", `"nonsense"`, "", document.CodeBadValue},
	} {
		d := draft(false, step.field, step.value)
		d.OnBehalfOf = step.behalf
		got := r.Advise(int64(i+2), d)
		if code := codeOf(got); code != step.want {
			t.Errorf("step %d: %q, want %q", i, code, step.want)
		}
		if got == nil {
			if _, err := r.Edit(int64(i+2), d); err != nil {
				t.Fatal(err)
			}
		}
	}
	if e, err := r.Edit(9, draft(false, "state", `"scheduled"`)); err != nil || e.ID == "" {
		t.Errorf("advice is no refusal: %v", err)
	}
	if waiting := len(r.Outbox(100, 1<<20)); waiting != 4 {
		t.Errorf("%d edits wait: advice is not among them", waiting)
	}
}

func codeOf(v *Invalid) string {
	if v == nil {
		return ""
	}
	return v.Code
}
