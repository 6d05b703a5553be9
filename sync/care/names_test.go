package care

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
)

// A rule that a schema names and nobody wrote would silently let everything through.
func TestRules_AreThoseTheSchemaNames(t *testing.T) {
	t.Parallel()
	names := map[string]map[string]bool{"rules": {}, "deadlines": {}, "derived": {}}
	for _, typ := range schema.Embedded().Types {
		for _, name := range typ.Rules {
			names["rules"][name] = true
		}
		for _, d := range typ.Deadlines {
			names["deadlines"][d.Rule] = true
		}
		for _, f := range typ.Fields {
			if f.Derive != "" {
				names["derived"][f.Derive] = true
			}
		}
	}
	for what, have := range map[string][]string{"rules": slices.Sorted(maps.Keys(rules)), "deadlines": slices.Sorted(maps.Keys(dues)), "derived": slices.Sorted(maps.Keys(derives))} {
		if diff := cmp.Diff(slices.Sorted(maps.Keys(names[what])), have); diff != "" {
			t.Errorf("%s (-schema +care):\n%s", what, diff)
		}
	}
}

func TestRules_EachDoesSomething(t *testing.T) {
	t.Parallel()
	for name, r := range rules {
		if r.guard == nil && r.follow == nil {
			t.Errorf("%s does nothing", name)
		}
	}
}
