package merge

import (
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// Somebody writes under a colleague's replica id, with stamps far ahead. The colleague's own edit is shown beside or above,
// never taken for one that had been overtaken.
func TestApply_AColleaguesReplicaIDHidesNothing(t *testing.T) {
	t.Parallel()
	typ := &schema.Type{Name: "note", Fields: map[string]*schema.Field{"text": {Policy: schema.LastWriter}}}
	edit := func(id, text string, wall int64, after hlc.Stamp) document.Edit {
		return document.Edit{ID: id, Doc: "d", Type: "note", Stamp: hlc.New(wall, 0, "rA"), After: after,
			Changes: map[string]document.Op{"text": {Set: document.Quote(text)}}}
	}
	first := edit("1", "a", 1, "")
	first.Create = true
	doc := Apply(typ, nil, first, Arrival{Author: "rosa", Replica: "rR", Seq: 1}).Doc
	doc = Apply(typ, doc, edit("2", "eve", 900, hlc.New(899, 0, "rA")), Arrival{Author: "eve", Replica: "rA", Base: 1, Seq: 2}).Doc
	doc = Apply(typ, doc, edit("3", "rosa", 10, ""), Arrival{Author: "rosa", Replica: "rR", Base: 2, Seq: 3}).Doc
	out := Apply(typ, doc, edit("4", "amina", 5, ""), Arrival{Author: "amina", Replica: "rA", Base: 1, Seq: 4})
	if out.Hidden || len(out.Doc.Fields["text"].Candidates) != 2 {
		t.Errorf("hidden %v, candidates %+v", out.Hidden, out.Doc.Fields["text"].Candidates)
	}
}
