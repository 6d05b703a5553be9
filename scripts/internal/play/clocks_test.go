package play

import (
	"net/http"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// The server's word on a clock is held against how wrong that clock was made.
func TestClocks_JudgesTheServersWord(t *testing.T) {
	t.Parallel()
	const at, slow, fast = 1_795_500_000_000, -60 * 60_000, hlc.SkewLimitMillis + 1
	cases := []struct {
		what        string
		skew, stamp int64 // the stamp from when the server got it
		ahead, calm bool
		wrong, wins bool // a fault is found; loses no tie
	}{
		{"right", 0, 0, false, true, false, true},
		{"right, said to be ahead", 0, 0, true, false, true, true},
		{"right, wrote in a leap of a calm day", 0, 0, true, true, false, true},
		{"slow, said to be ahead", slow, slow, true, false, true, true},
		{"as fast as it may be", fast - 1, fast - 1, false, true, false, true},
		{"fast", fast, fast, true, true, false, false},
		{"fast, and nobody said so", fast, fast, false, false, true, false},
		{"fast, handed in later", fast, 0, true, true, false, false},
		{"fast, handed in later, and nobody said so", fast, 0, false, true, true, true},
		{"fast, said hello in a leap", fast, 0, false, false, false, true},
	}
	for _, c := range cases {
		o := document.Origin{Replica: "r1", Stamp: hlc.New(at+c.stamp, 0, "r1"), At: at, Ahead: c.ahead}
		skews := map[string]int64{"r1": c.skew}
		if got := clockFault(o, skews, c.calm); (got != "") != c.wrong {
			t.Errorf("%s: %q", c.what, got)
		}
		if (judge{skews: skews}).isAhead(o) == c.wins {
			t.Errorf("%s: wins a tie: %t", c.what, !c.wins)
		}
	}
	o := document.Origin{Replica: "load1", Stamp: hlc.New(at+fast, 0, "load1"), At: at}
	if got := clockFault(o, nil, true); got != "" || (judge{}).isAhead(o) {
		t.Errorf("there from the start: %q", got)
	}
	o = document.Origin{Replica: "guest1", Stamp: hlc.New(at+fast, 0, "guest1"), At: at, Ahead: true}
	if got := clockFault(o, nil, true); got != "" || !(judge{}).isAhead(o) {
		t.Errorf("a guest who wrote nothing wins a tie: %q", got)
	}
}

// onClock looks when the server is told the time.
type onClock struct {
	http.RoundTripper
	look func()
}

func (o onClock) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/clock") {
		o.look()
	}
	return o.RoundTripper.RoundTrip(r)
}

// Phones hear of a new time after the server: one that says hello meanwhile would seem to run ahead.
func TestSetClock_TheServerIsToldFirst(t *testing.T) {
	t.Parallel()
	o := serve(t)
	agent := *o.Server.Agent
	o.Server.Agent = &agent
	c := newCrew(o, tenantName("clock"), madeDay)
	if err := o.Server.Create(t.Context(), Tenant{Tenant: c.tenant, Municipality: madeMunicipality, Now: madeDay, Rows: []Row{}}); err != nil {
		t.Fatal(err)
	}
	told := 0
	agent.Transport = onClock{agent.Transport, func() {
		if told++; c.now.Load() != madeDay {
			t.Error("phones were told before")
		}
	}}
	if err := c.setClock(t.Context(), madeDay+1, false); err != nil || told != 1 || c.now.Load() != madeDay+1 {
		t.Errorf("told %d times, then it is %d: %v", told, c.now.Load(), err)
	}
	if err := c.setClock(t.Context(), madeDay+1, false); err != nil || told != 1 {
		t.Errorf("told %d times of no news: %v", told, err)
	}
}
