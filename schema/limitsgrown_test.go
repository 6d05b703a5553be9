package schema

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// 1e9 is 1000000000 in canonical form: a value below the limit may be beyond it once it is brought there.
func TestCheckLimits_MeasuresTheCanonicalForm(t *testing.T) {
	t.Parallel()
	list := `[1e9` + strings.Repeat(`,1e9`, MaxItems-1) + `]`
	in := `{"a":[` + `{"b":` + list + `}` + strings.Repeat(`,{"b":`+list+`}`, 100) + `]}`
	if len(in) > MaxBytes {
		t.Fatalf("%d bytes are too many before", len(in))
	}
	if got, bad := CheckLimits(jsontext.Value(in)); bad == nil || bad.Code != codeTooLarge {
		t.Errorf("%d bytes of canonical form: %+v", len(got), bad)
	}
}
