package play

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
)

// granted is a day on which people may hold more, and less, than before.
const granted = `Title: Vem som får
Day: 2026-11-24 +01:00
Municipality: ekby
Teams
| name  | label      | provider |
| Norra | Norra Ekby | ekby     |
People
| name  | role           | team  |
| Amina | assistantNurse | Norra |
| Petra | nurse          | Norra |
| Bodil | unitManager    | Norra |
| Olof  | coordinator    | Norra |
| Sten  | steeringMember |       |
Citizens
| name | full name | provider | team  |
| Sara | Sara Lund | ekby     | Norra |
At the start
| document | type            | about | field       | value       |
| CI-2     | citizenIdentity | Sara  | displayName | "Sara Lund" |
The day
09:00  time passes
Then Amina, Petra may hold CI-2
09:05  Petra: goes offline
09:20  Olof: sets CI-2 protectedIdentity = yes
Then Amina, Petra may not hold CI-2
09:30  Bodil: creates PP-2 protectedPerson of Sara: citizenId = Sara; staffIds = [Petra]; state = active
Then Petra may hold CI-2
Then Amina may not hold CI-2
Then Sten may not hold CI-2
Then Sten may not hold Sara
Then Sten may not hold PP-2
Then Sten sees 1 deviceSession of Sten
10:00  Bodil: sets PP-2 staffIds = [Petra, Amina]
10:10  time passes
Must never: Sten may hold CI-2
Must never to 09:19: Amina may not hold CI-2
Must never: Amina may not hold CI-2
Must never: Petra may not hold CI-2
Must never from 09:30: Petra may hold CI-2
Must never from 10:00: Amina may hold CI-2
`

// What people may hold is asked again whenever it may have changed, also of those whose phones are offline, and nobody gets a login
// from that.
func TestPlay_AsksWhatPeopleMayHoldWhenItMayHaveChanged(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("granted.txt", []byte(granted))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Play(t.Context(), serve(t), s)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range s.Nevers {
		where := fmt.Sprintf("%s:%d", s.File, n.Line)
		if slices.ContainsFunc(r.Broken, func(b Broken) bool { return b.Where == where }) != (i > 1) {
			t.Errorf("line %d: broken %t", n.Line, i <= 1)
		}
	}
	if len(r.Broken) != 4 {
		t.Errorf("broken: %v", r.Broken)
	}
}

// mute is a server that answers nobody who only looks.
type mute struct{ http.RoundTripper }

func (m mute) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == "/v1/sync" { // the phones of that day have sockets
		return nil, errors.New("nobody answers")
	}
	return m.RoundTripper.RoundTrip(r)
}

// A must never that nobody can look at does not hold.
func TestPlay_MustNeverNeedsAnAnswer(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("granted.txt", []byte(granted))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	o.Server.Agent.Transport, o.Grace = mute{o.Server.Agent.Transport}, 0
	r, err := Play(t.Context(), o, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Nevers {
		where := fmt.Sprintf("%s:%d", s.File, n.Line)
		if !slices.ContainsFunc(r.Broken, func(b Broken) bool { return b.Where == where }) {
			t.Errorf("line %d holds", n.Line)
		}
	}
}

// Phones that were equal are compared again when time has passed, or one of them has heard of something; not before.
func TestCompare_OnceForAMoment(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("granted.txt", []byte(granted))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	agent := *o.Server.Agent
	o.Server.Agent = &agent
	d := &day{s: s, crew: newCrew(o, tenantName("compare"), s.Midnight)}
	defer d.crew.close()
	if err := d.begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	if why := d.crew.compare(t.Context()).why; len(why) > 0 {
		t.Fatal(why)
	}
	agent.Transport = mute{agent.Transport}
	if why := d.crew.compare(t.Context()).why; len(why) > 0 {
		t.Errorf("at the same moment: %v", why)
	}
	d.crew.now.Add(1)
	for range 2 { // what is not equal is compared each time
		if len(d.crew.compare(t.Context()).why) == 0 {
			t.Error("later: nobody was asked")
		}
	}
}
