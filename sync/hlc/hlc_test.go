package hlc_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/hlc"
)

const lastMilli = 1<<48 - 1

func TestClock_EachStampIsGreater(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := hlc.NewClock("r1", "")
		last := hlc.Stamp("")
		// Phone clocks jump: set back by hand, set right by the network, years off, or broken.
		times := rapid.OneOf(rapid.Int64Range(-5, 5), rapid.Int64Range(1.7e12, 1.9e12), rapid.Int64Range(0, lastMilli-1_000_000))
		for i, now := range rapid.SliceOfN(times, 1, 50).Draw(t, "times") {
			stamp := c.Tick(now)
			if stamp <= last {
				t.Fatalf("stamp %d at %d: %s after %s", i, now, stamp, last)
			}
			if rapid.Bool().Draw(t, "restart") {
				c = hlc.NewClock("r1", stamp)
			}
			last = stamp
		}
	})
}

func TestClock_SetBackGoesOnFromTheLatest(t *testing.T) {
	t.Parallel()
	c := hlc.NewClock("r1", "")
	first := c.Tick(1_795_000_000_000)
	second := c.Tick(1_600_000_000_000)
	if second <= first || second.WallMillis() != first.WallMillis() {
		t.Errorf("%s after %s", second, first)
	}
}

func TestClock_CounterOverflowsIntoTheMillisecond(t *testing.T) {
	t.Parallel()
	c := hlc.NewClock("r1", hlc.New(1000, math.MaxUint16-1, "r1"))
	if got := c.Tick(1000); got != hlc.New(1000, math.MaxUint16, "r1") {
		t.Errorf("last of the millisecond is %s", got)
	}
	if got := c.Tick(1000); got != hlc.New(1001, 0, "r1") {
		t.Errorf("then comes %s", got)
	}
	if got := c.Tick(1001); got != hlc.New(1001, 1, "r1") {
		t.Errorf("then comes %s", got)
	}
}

// A phone that believes it is the year 12000 still makes stamps that grow, until there are none left.
func TestClock_BeyondTheLastMillisecond(t *testing.T) {
	t.Parallel()
	c := hlc.NewClock("r1", "")
	last := hlc.Stamp("")
	for range 5 {
		stamp := c.Tick(math.MaxInt64)
		if stamp <= last {
			t.Fatalf("%s after %s", stamp, last)
		}
		last = stamp
	}
	c = hlc.NewClock("r1", hlc.New(lastMilli, math.MaxUint16, "r1"))
	if got := c.Tick(math.MaxInt64); got < hlc.New(lastMilli, math.MaxUint16, "r1") {
		t.Errorf("at the end of time the clock goes back to %s", got)
	}
}

func TestStamp_SortsAsItsTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, lastMilli).Draw(t, "a"), rapid.Int64Range(0, lastMilli).Draw(t, "b")
		x, y := hlc.New(a, rapid.Uint16().Draw(t, "x"), "zz"), hlc.New(b, rapid.Uint16().Draw(t, "y"), "aa")
		if a < b && x >= y {
			t.Fatalf("%s does not come before %s", x, y)
		}
		if x.WallMillis() != a || x.Replica() != "zz" {
			t.Fatalf("%s tells %d and %q", x, x.WallMillis(), x.Replica())
		}
	})
}

func TestStamp_IsAhead(t *testing.T) {
	t.Parallel()
	const now = 1_795_000_000_000
	for wall, want := range map[int64]bool{now + hlc.SkewLimitMillis: false, now + hlc.SkewLimitMillis + 1: true, now: false, 0: false} {
		if got := hlc.New(wall, 0, "r1").IsAhead(now); got != want {
			t.Errorf("%d: %t", wall-now, got)
		}
	}
	if hlc.Stamp("").IsAhead(now) || hlc.Stamp("garbage").WallMillis() != 0 || hlc.Stamp("zzzzzzzzzzzzzzzzzzz").WallMillis() != 0 || hlc.Stamp("x").Replica() != "" {
		t.Error("no stamp tells a time or a replica")
	}
	if got := hlc.New(-5, 0, "r1").WallMillis(); got != 0 {
		t.Errorf("before 1970 is %d", got)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "-", "01a1ee566da00000", "01a1ee566da00000-", "01A1EE566DA00000-r1", "01a1ee566da0000g-r1", "01a1ee566da00000_r1", "01a1ee566da00000-r 1",
		"01a1ee566da00000-r-1", "01a1ee566da00000-å", "01a1ee566da00000-" + strings.Repeat("x", 65),
	} {
		if got, err := hlc.Parse(text); err == nil || got != "" {
			t.Errorf("%q is a stamp", text)
		}
	}
	for _, text := range []string{"01a1ee566da00000-r1", "0000000000000000-_", "ffffffffffffffff-" + strings.Repeat("x", 64)} {
		if got, err := hlc.Parse(text); err != nil || string(got) != text {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("01a1ee566da00000-r1")
	f.Add("01a1ee566da00000-01JCZ0000000000000000000")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := hlc.Parse(text)
		if err != nil {
			return
		}
		if string(s) != text || s.Replica() == "" || s.WallMillis() < 0 {
			t.Fatalf("%q became %q of %q at %d", text, s, s.Replica(), s.WallMillis())
		}
		next := hlc.NewClock(s.Replica(), s).Tick(0)
		if _, err := hlc.Parse(string(next)); err != nil || next < s {
			t.Fatalf("after %q comes %q: %v", s, next, err)
		}
	})
}
