package load_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/sync/document"
)

func TestParseRow_RefusesWhatWouldBeLostInSilence(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"", "x", "[]", "null", `{"type":"citizen"}`, `{"id":"c1"}`, `{"type":"citizen","id":"c1","colour":"red"}`,
		`{"type":"citizen","id":"c1","id":"c2"}`, `{"type":"citizen","id":"c1"} {}`} {
		if row, err := load.ParseRow([]byte(line)); err == nil {
			t.Errorf("%s is taken as %+v", line, row)
		}
	}
}

func TestDocumentID_IsAnIDAndAlwaysTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		external := rapid.String().Draw(t, "external")
		id := load.DocumentID(external)
		if !document.IsID(id) || id != load.DocumentID(external) {
			t.Fatalf("%q becomes %q", external, id)
		}
		if document.IsID(external) && id != external {
			t.Fatalf("%q is an id and becomes %q", external, id)
		}
	})
}

func TestScope_IsTheFirstTemplateTheRowHasAllOf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		row  load.Row
		want document.Scope // "" for an error
	}{
		"the citizen's own":        {load.Row{Type: "citizen", ID: "c1"}, "citizen/c1/card/ekby"},
		"a provider's record":      {load.Row{Type: "goal", ID: "g", Citizen: "c1", Provider: "lind"}, "citizen/c1/social/lind"},
		"without a provider: ours": {load.Row{Type: "goal", ID: "g", Citizen: "c1"}, "citizen/c1/social/ekby"},
		"the directory":            {load.Row{Type: "careTeam", ID: "t"}, document.Directory},
		"a citizen is missing":     {load.Row{Type: "goal", ID: "g"}, ""},
		"an id that is none":       {load.Row{Type: "goal", ID: "g", Citizen: "a/b"}, document.Scope("citizen/" + load.DocumentID("a/b") + "/social/ekby")},
	} {
		got, err := c.row.Scope(schema.Embedded().Types[c.row.Type], "ekby")
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}
