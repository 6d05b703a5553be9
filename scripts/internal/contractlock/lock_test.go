package contractlock_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/scripts/internal/contractlock"
)

func points() map[string]contractlock.Point {
	return map[string]contractlock.Point{
		"frames/hello": {Digest: "1"}, "frames/hello/token": {Digest: "2"}, "codes/slow": {Digest: "3"}, "types/goal/fields/text": {Digest: "4"},
	}
}

func TestBreaks_TellsWhatOlderPhonesTripOver(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		contract int
		change   func(p map[string]contractlock.Point)
		want     []string
	}{
		"nothing":             {1, func(map[string]contractlock.Point) {}, nil},
		"an ignorable member": {1, func(p map[string]contractlock.Point) { p["frames/hello/more"] = contractlock.Point{Digest: "9"} }, nil},
		"a new code":          {1, func(p map[string]contractlock.Point) { p["codes/new"] = contractlock.Point{Digest: "9"} }, nil},
		"a new kind of frame with what it needs": {1, func(p map[string]contractlock.Point) {
			p["frames/dance"] = contractlock.Point{Digest: "9"}
			p["frames/dance/with"] = contractlock.Point{Digest: "9", Of: "frames/dance"}
		}, nil},
		"a demanded member": {1, func(p map[string]contractlock.Point) {
			p["frames/hello/more"] = contractlock.Point{Digest: "9", Of: "frames/hello"}
		}, []string{"frames/hello/more is new, and older phones cannot ignore it"}},
		"a removed member":          {1, func(p map[string]contractlock.Point) { delete(p, "frames/hello/token") }, []string{"frames/hello/token is gone"}},
		"a removed field":           {1, func(p map[string]contractlock.Point) { delete(p, "types/goal/fields/text") }, []string{"types/goal/fields/text is gone"}},
		"another meaning":           {1, func(p map[string]contractlock.Point) { p["codes/slow"] = contractlock.Point{Digest: "9"} }, []string{"codes/slow means something else"}},
		"all of it, in a new one":   {2, func(p map[string]contractlock.Point) { clear(p) }, nil},
		"nothing, in an older one":  {0, func(map[string]contractlock.Point) {}, []string{"the contract went back from 1 to 0"}},
		"everything is gone at one": {1, func(p map[string]contractlock.Point) { clear(p) }, []string{"codes/slow is gone", "frames/hello is gone", "frames/hello/token is gone", "types/goal/fields/text is gone"}},
	} {
		lock, now := contractlock.New(1, points()), points()
		c.change(now)
		if diff := cmp.Diff(c.want, lock.Breaks(c.contract, now)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDigest_IsOfTheMeaningAlone(t *testing.T) {
	t.Parallel()
	digest := func(v any) string {
		t.Helper()
		d, err := contractlock.Digest(v)
		if err != nil || len(d) != 16 {
			t.Fatalf("%q %v", d, err)
		}
		return d
	}
	one := digest(map[string]any{"type": "string", "maxLength": 5})
	if one != digest(map[string]any{"maxLength": 5.0, "type": "string"}) {
		t.Error("order, or how a number is kept, counts")
	}
	if one == digest(map[string]any{"type": "string", "maxLength": 6}) {
		t.Error("a limit does not count")
	}
	if _, err := contractlock.Digest(func() {}); err == nil {
		t.Error("what is no JSON has a digest")
	}
}
