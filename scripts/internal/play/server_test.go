package play

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/config"
)

// demoServer is shared: its tenants do not see each other.
var demoServer struct {
	once sync.Once
	url  string
	stop func() error
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if demoServer.stop != nil {
		if err := demoServer.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "the demo server:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// serve gives a test the whole demo server, and connections of the test's own.
func serve(t *testing.T) Options {
	t.Helper()
	demoServer.once.Do(func() { demoServer.err = startDemo() })
	if demoServer.err != nil {
		t.Fatal(demoServer.err)
	}
	agent := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, IdleConnTimeout: 20 * time.Second}}
	t.Cleanup(agent.CloseIdleConnections)
	return Options{
		Server: Server{URL: demoServer.url, Agent: agent}, Dial: phone.DialSocket, Schema: schema.Embedded(),
		Patience: 5 * time.Minute, Grace: time.Minute,
	}
}

// startDemo runs a whole demo server on a free port, until demoServer.stop.
func startDemo() error {
	folder, err := os.MkdirTemp("", "samsyn")
	if err != nil {
		return err
	}
	c, err := config.Load([]string{"SAMSYN_DEMO=1", "SAMSYN_DEMO_EMPTY=1", "SAMSYN_LISTEN=127.0.0.1:0", "SAMSYN_DATA=" + folder})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.Open(ctx, c, slog.New(slog.DiscardHandler))
	if err != nil {
		stop()
		return err
	}
	on, err := a.Listen()
	if err != nil {
		stop()
		return errors.Join(err, a.Close())
	}
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, on) }()
	demoServer.url = "http://" + on.Addr().String()
	demoServer.stop = func() error {
		stop()
		return errors.Join(<-done, a.Close(), os.RemoveAll(folder))
	}
	return nil
}

// Under the race detector every third is played: scripts/test plays all of them, without it, on a server of their own.
func TestPlay_EveryScenarioHolds(t *testing.T) {
	t.Parallel()
	o := serve(t)
	for i, s := range shared(t) {
		if underRace && i%3 != 0 {
			continue
		}
		r, err := Play(t.Context(), o, s)
		if err != nil {
			t.Error(err)
		}
		for _, b := range r.Broken {
			t.Errorf("%s %s: %s", b.Where, b.Text, b.Why)
		}
	}
}

func TestRandom_DaysKeepThePromises(t *testing.T) {
	t.Parallel()
	random, pushes := NewRandom(serve(t), 1), 0
	for n := range 8 {
		r, err := random.Play(t.Context(), n)
		if err != nil {
			t.Error(err)
		}
		pushes += r.Pushes
		for _, b := range r.Broken {
			t.Errorf("%s %s: %s", b.Where, b.Text, b.Why)
		}
	}
	if pushes == 0 {
		t.Error("nobody was rung")
	}
}

// wrong is a day on which nothing goes wrong, with every kind of expectation that is false on it.
const wrong = `Title: Fel
Day: 2026-11-24 +01:00
Municipality: ekby
People
| name  | role           | citizens |
| Amina | assistantNurse | Gunvor   |
| Marek | assistantNurse | Gunvor   |
| Sten  | steeringMember |          |
Citizens
| name   | provider |
| Gunvor | ekby     |
At the start
| document | type | about  | field               | value      |
| G-17     | goal | Gunvor | professionalWording | "Med stöd" |
|          |      |        | nextReview          | 2026-12-15 |
| G-18     | goal | Gunvor | professionalWording | "Till grinden" |
|          |      |        | responsibleId       | Amina      |
| VP-1     | visitPlan | Gunvor | start          | 08:00      |
|          |      |        | end                 | 08:30      |
The day
09:00  Marek: goes offline
09:01  Marek: sets G-18 professionalWording = "Ett"
09:02  Amina: sets G-18 professionalWording = "Två"
09:05  Marek: goes online
10:00  Amina: creates N-1 visitNote of Gunvor: text E-1 = (text "Hej", at 10:00)
10:01  Amina: adds G-17 activities A-1 = "Öva"
10:02  Amina: sets G-17 professionalWording = "På egen hand"
10:03  Marek: goes offline
10:04  Marek: sets G-17 nextReview = 2026-12-01
Then everyone does not see N-1
Then everyone sees N-1 voided
Then everyone sees N-1 by Marek
Then Amina sees G-17 nextReview = 2026-12-01
Then Amina sees G-17 nextReview = nothing
Then everyone sees G-17 professionalWording other than "Med stöd"
Then everyone sees G-17 activities without A-1
Then everyone sees G-17 activities with A-1 = "Nej"
Then everyone sees G-17 activities with A-1 by Marek
Then everyone sees 2 entries in G-17 activities
Then everyone sees G-17 professionalWording waiting nothing
Then everyone sees G-17 professionalWording waiting "Nej" by Amina
Then everyone sees G-17 professionalWording not waiting "På egen hand" by Amina
Then everyone sees G-17 nextReview beside 2026-12-01 by Marek
Then everyone sees 2 visitNote of Gunvor
Then everyone sees an open conflict on G-17 professionalWording
Then Amina's 10:00 edit is refused
Then Amina's 10:00 edit is applied because stale
Then Amina's 10:00 edit is answered again with the same verdict
Then Amina's 10:00 edit is unanswered
Then Marek's 10:04 edit is applied
Then Amina, Marek see N-1 voided
Then Sten may hold G-17
Then Amina may not hold G-17
Then Marek may not hold N-1
Then everyone sees 1 visitNote of Gunvor where category = event
Then everyone sees 1 visitNote of Gunvor by the server
Then everyone sees VP-1 visitStatus = performed
Then everyone sees 1 visitPlan of Gunvor where visitStatus = performed
Then Amina sees an overdue conflict on G-18 professionalWording
Then Amina sees a resolved conflict on G-18 professionalWording
Then Amina sees no open conflict on G-18 professionalWording
Then Amina sees no open disputed conflict of Gunvor
Then Amina sees an open conflict on G-18 professionalWording owned by Marek
Then Amina sees an open conflict on G-18 professionalWording owned by physiotherapist
Then Amina sees an open conflict on G-18 professionalWording due by 10:00
Then Amina sees an open conflict on G-18 professionalWording in force "Två"
Then Amina sees an open conflict on G-18 professionalWording between "Ett" by Amina
Then Amina sees an open possibleDoubleDelivery conflict of Gunvor
Then Amina's 10:00 edit is applied as a late entry
Then Amina's 10:00 edit is stopped on the phone
Then Amina carried 1 edits of others
Then everyone sees G-17 activities counting A-2
Then everyone sees G-17 activities not counting A-1
X-1 is the visitNote of Gunvor where category = event
X-2 is the goal of Gunvor where nextReview = nothing
Must never: anyone sees N-1
Must never: Amina's 10:00 edit is applied
Must never to 08:59: anyone sees G-17
Must never from 10:05: anyone sees G-17
`

// unheard is a day with a meeting that moves, on which everybody but Petra is reached, and what is not so.
const unheard = `Title: Fel
Day: 2026-11-24 +01:00
Municipality: ekby
Teams
| name  | provider | on call |
| Norra | ekby     | Petra   |
People
| name    | role           | team  | citizens |
| Kerstin | coordinator    | Norra |          |
| Amina   | assistantNurse | Norra | Gunvor   |
| Petra   | nurse          | Norra | Gunvor   |
Citizens
| name   | provider | team  |
| Gunvor | ekby     | Norra |
At the start
| document | type        | about | field | value  | by      |
| TM-1     | teamMeeting | Norra | start | 13:00  | Kerstin |
|          |             |       | end   | 14:00  |         |
|          |             |       | place | "Sal"  |         |
|          |             |       | state | called |         |
The day
09:00  Petra: goes offline
09:10  Kerstin: sets TM-1 start = 11:00; end = 12:00
Then Amina is told of TM-1 urgently
Then Amina is told of TM-1 because cancelled
Then Amina, Petra are told of TM-1
Then Kerstin is told of TM-1
Then Amina is told of the conflict on TM-1
Then Amina is not rung
Then Amina is not rung for meeting
Then Amina is rung for urgent
Then Amina is rung 2 times for meeting
Then Petra is rung at once for meeting
09:11  Amina: acknowledges TM-1
Then Amina is rung for meeting
Then Kerstin sees Amina not reached about TM-1
Then Kerstin sees nobody not reached about TM-1
Then Kerstin sees Petra reached about TM-1
Then Kerstin sees Petra on the call list about TM-1
Then Amina sees Petra not reached about TM-1
Then Kerstin sees Amina offline
Then Kerstin sees Petra offline heard of at 09:10
Then Kerstin sees Petra offline with 1 unsent
Must never: a push names "meeting"
Must never: a board names Petra
Must never: a push names Gunvor
`

// Who is told, rung and reached can be said wrongly, too.
func TestPlay_FalseExpectationsOfNoticesBreak(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("unheard.txt", []byte(unheard))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	o.Grace = 500 * time.Millisecond // what is true may need a while, and what is false stays so
	d, err := newDay(o, s)
	if err != nil {
		t.Fatal(err)
	}
	defer d.crew.close()
	err = d.begin(t.Context())
	for _, step := range s.Steps {
		if step.Then != nil && step.Then.Kind == scenario.NotRung {
			err = errors.Join(err, untilRung(t.Context(), d, step.Then.Who.Names[0]))
		}
		if err = errors.Join(err, d.step(t.Context(), step)); err != nil {
			t.Fatal(err)
		}
	}
	broken := map[string]bool{}
	for _, b := range d.broken {
		broken[b.Text] = true
	}
	for _, step := range s.Steps {
		if step.Then != nil && !broken["Then "+step.Then.Text] {
			t.Errorf("line %d holds: %s", step.Line, step.Then.Text)
		}
	}
	for i, n := range s.Nevers {
		if broken["Must never: "+n.Claim.Text] != (i < 2) {
			t.Errorf("line %d: broken %t", n.Line, i >= 2)
		}
	}
}

// untilRung waits until somebody was rung: that they were not is true before.
func untilRung(ctx context.Context, d *day, who string) error {
	for d.rung(ctx, d.mate(who), &scenario.Claim{Kind: scenario.Rung}) != "" {
		if err := pause(ctx, lookEvery); err != nil {
			return err
		}
	}
	return nil
}

// An expectation that cannot fail is worth nothing: each of these must.
func TestPlay_FalseExpectationsBreak(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("wrong.txt", []byte(wrong))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	o.Grace = 0
	r, err := Play(t.Context(), o, s)
	if err != nil {
		t.Fatal(err)
	}
	broken := map[string]bool{}
	for _, b := range r.Broken {
		broken[b.Text] = true
	}
	for _, step := range s.Steps {
		if step.Then != nil && !broken["Then "+step.Then.Text] {
			t.Errorf("line %d holds: %s", step.Line, step.Then.Text)
		}
		if step.Names != nil && broken[step.Names.Document.Name+" is the "+step.Names.Document.Type] == (step.Names.Document.Name == "X-2") {
			t.Errorf("line %d: %s is found, or X-2 is not", step.Line, step.Names.Document.Name)
		}
	}
	// The last two are of hours that the day does not have.
	for i, n := range s.Nevers {
		if broken["Must never: "+n.Claim.Text] != (i < 2) {
			t.Errorf("line %d: broken %t", n.Line, i >= 2)
		}
	}
}
