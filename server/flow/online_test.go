package flow_test

import (
	"maps"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// A restriction is lifted only by somebody who was online: when it was written is told by the phone's clock as corrected.
func TestArrival_ARestrictionIsLiftedOnline(t *testing.T) {
	t.Parallel()
	const minute = 60 * 1000
	for name, c := range map[string]struct {
		ago, skew int64
		code      string
	}{
		"just now":                                {minute, 0, ""},
		"a quarter of an hour ago, offline":       {15 * minute, 0, document.CodeMustBeOnline},
		"just now, by a clock a day ahead":        {minute, 24 * hour, ""},
		"an hour ago, by a clock an hour ahead":   {hour, hour, document.CodeMustBeOnline},
		"just now, by a clock an hour behind":     {minute, -hour, ""},
		"in the future, as a wrong offset has it": {-10 * minute, 0, ""},
	} {
		w := newWorld(t)
		item := func(id, text string) document.Op {
			return document.Op{Add: map[string]jsontext.Value{id: value(text)}}
		}
		start := ops("title", "Promenad")
		maps.Copy(start, map[string]document.Op{"restrictions": item("r1", "Ej ut vid halka")})
		w.submit("jonas", w.create("jonas", social, "planActivity", "pa1", start))
		w.now += 2 * hour
		e := w.edit("jonas", social, "planActivity", "pa1", w.head(social).Seq, map[string]document.Op{
			"restrictions":       {Remove: []string{"r1"}},
			"restrictionReasons": {Add: map[string]jsontext.Value{"why": jsontext.Value(`{"at":"2026-11-21T10:00:00Z","text":"Sandat"}`)}},
		})
		e.Stamp = hlc.New(w.now-c.ago+c.skew, 0, "rjonas")
		who := author("jonas")
		who.OffsetMillis = -c.skew
		if v := w.submitAs(who, e)[0]; v.Code != c.code {
			t.Errorf("%s: %+v, want %q", name, v, c.code)
		}
	}
}
