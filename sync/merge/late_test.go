package merge

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// Architecture section 5: a late entry may only create or propose. It adds an alert; it does not rewrite one that is there.
func TestApply_ALateEntryAddsAndRewritesNothing(t *testing.T) {
	t.Parallel()
	typ := &schema.Type{Name: "card", Fields: map[string]*schema.Field{"alerts": {Policy: schema.AddWins}}}
	add := func(id, item, text string, wall int64) document.Edit {
		return document.Edit{ID: id, Doc: "d", Type: "card", Create: id == "1", Stamp: hlc.New(wall, 0, "r"+id),
			Changes: map[string]document.Op{"alerts": {Add: map[string]jsontext.Value{item: document.Quote(text)}}}}
	}
	doc := Apply(typ, nil, add("1", "a", "Halka", 1), Arrival{Author: "amina", Replica: "r1", Seq: 1}).Doc
	late := Arrival{Author: "noor", Replica: "r2", Base: 1, Seq: 2, Late: true}
	if v := Apply(typ, doc, add("2", "a", "ingen fara", 2), late).Verdict; v.Code != document.CodeTooLate {
		t.Errorf("rewriting an alert: %+v", v)
	}
	if v := Apply(typ, doc, add("2", "b", "Trappan", 2), late).Verdict; v.Kind != document.Applied || !v.Late {
		t.Errorf("adding an alert: %+v", v)
	}
}
