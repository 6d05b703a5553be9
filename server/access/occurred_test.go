package access

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// Inga-Britt changes provider at 100. Marek, without network, helped her at 90 and writes about it at 110 (domain.md W5).
func TestAllows_DocumentsLateWhatOccurredBefore(t *testing.T) {
	t.Parallel()
	const end = 100
	w := staffed(t)
	w.put(end, "careAssignment", "as-amina", "state", "revoked")
	for name, c := range map[string]struct {
		occurred       int64
		exists, create bool
		written, now   int64
		want           string
	}{
		"a new note of a visit before":        {90, false, true, 110, 200, ""},
		"written just now":                    {90, false, true, 200, 200, ""},
		"of what occurred after":              {end, false, true, 110, 200, document.CodeNotAllowed},
		"of what occurred before it all":      {0, false, true, 110, 200, document.CodeNotAllowed},
		"of what has not occurred yet":        {120, false, true, 110, 200, document.CodeNotAllowed},
		"in a note that is there":             {90, true, true, 110, 200, document.CodeNotAllowed},
		"not a new note":                      {90, false, false, 110, 200, document.CodeNotAllowed},
		"fourteen days after what occurred":   {90, false, true, 110, 90 + LateLimitMillis, ""},
		"later than that":                     {90, false, true, 110, 91 + LateLimitMillis, document.CodeTooLate},
		"written before, occurred after that": {99, false, true, 98, 200, ""},
	} {
		q := ask("amina", "visitNote", social, map[string]document.Op{
			"text": {Add: map[string]jsontext.Value{"i": jsontext.Value(`{}`)}}, "occurredAt": {Set: document.Quote(document.TimeText(c.occurred))},
		})
		q.Exists, q.Edit.Create, q.Written, q.Now = c.exists, c.create, c.written, c.now
		if got := w.d.Allows(q); got.Code != c.want || c.want == "" && !got.Late {
			t.Errorf("%s: got %+v, want %q", name, got, c.want)
		}
	}
}
