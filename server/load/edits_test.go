package load

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

var loaded = &schema.Type{Name: "thing", Fields: map[string]*schema.Field{
	"stance": {Name: "stance", Policy: schema.CitizenOwned, Keyed: true}, "words": {Name: "words", Policy: schema.CitizenOwned},
	"verdict": {Name: "verdict", Policy: schema.Human}, "answers": {Name: "answers", Policy: schema.OwnKey},
	"tries": {Name: "tries", Policy: schema.Counter}, "alerts": {Name: "alerts", Policy: schema.Restrictive, Reason: "why"},
	"why": {Name: "why", Policy: schema.Journal}, "provider": {Name: "provider", Policy: schema.ServerAuthoritative},
}}

// A file brings every policy's field in; the second time it changes nothing that people own.
func TestEdits_PeoplesFieldsAreLoadedOnceAndInTheirName(t *testing.T) {
	t.Parallel()
	l := &loader{Options: Options{Tenant: flow.Tenant{Now: func() int64 { return 1 }}}, clock: hlc.NewClock("load", "")}
	items := func(id, v string) map[string]jsontext.Value { return map[string]jsontext.Value{id: jsontext.Value(v)} }
	row := func(v string) Row {
		return Row{
			ID:     "d1",
			Values: map[string]jsontext.Value{"words": jsontext.Value(v), "verdict": jsontext.Value(v), "provider": jsontext.Value(v)},
			Items: map[string]map[string]jsontext.Value{
				"stance": items("jonas", v), "answers": items("jonas", v), "tries": items("r1", "1"), "alerts": items("a1", `"halka"`),
			},
		}
	}
	var doc *document.Document
	load := func(r Row) {
		for i, e := range l.edits(loaded, r, "citizen/c1/card/ekby", doc) {
			if e.OnBehalfOf == "" && (len(e.Changes["words"].Set) > 0 || len(e.Changes["stance"].Add) > 0) {
				t.Errorf("the citizen's words are loaded as staff's: %v", e.Changes)
			}
			out := merge.Apply(loaded, doc, e, merge.Arrival{Author: "server", Role: "server", Replica: "load", Base: 100, Seq: uint64(i) + 1})
			if out.Verdict.Kind != document.Applied {
				t.Errorf("%v: %+v", e.Changes, out.Verdict)
			}
			doc = out.Doc
		}
	}
	load(row(`"yes"`))
	load(row(`"no"`))
	got := map[string]string{}
	for name, r := range merge.Read(loaded, doc).Fields {
		got[name] = string(r.Value)
		for _, it := range r.Items {
			got[name] += it.ID + "=" + string(it.Value)
		}
	}
	want := map[string]string{
		"words": `"yes"`, "verdict": `"yes"`, "provider": `"no"`, "stance": `jonas="yes"`, "answers": `jonas="no"`, "tries": "1r1=1",
		"alerts": `a1="halka"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("loaded twice (-want +got):\n%s", diff)
	}
}

// What a row stands on is in before it: its own document, and the names of those who come to somebody.
func TestRow_WaitsForWhatItStandsOn(t *testing.T) {
	t.Parallel()
	pending := func(typ, id string, scope document.Scope) pendingRow {
		return pendingRow{edits: []document.Edit{{Type: typ, Doc: DocumentID(id), Scope: scope}}}
	}
	const visits = document.Scope("citizen/c1/visits/ekby")
	for _, c := range []struct {
		before pendingRow
		scope  document.Scope
		waits  bool
	}{
		{pending("visitPlan", "d1", visits), visits, true},
		{pending("visitPlan", "d1", "citizen/c2/visits/ekby"), visits, false},
		{pending("visitPlan", "d2", visits), visits, false},
		{pending("staffMember", "amina", document.Directory), visits, true},
		{pending("staffMember", "amina", document.Directory), document.Directory, false},
	} {
		if got := c.before.goesBefore(Row{ID: "d1"}, c.scope); got != c.waits {
			t.Errorf("%s %s before one in %s: %t", c.before.edits[0].Type, c.before.edits[0].Scope, c.scope, got)
		}
	}
}
