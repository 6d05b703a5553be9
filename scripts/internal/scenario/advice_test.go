package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const advised = `Title: Prov
Day: 2026-11-24 +01:00
Municipality: ekby
Teams
| name  | provider |
| Norra | ekby     |
People
| name  | role           | team  |
| Amina | assistantNurse | Norra |
| Petra | nurse          | Norra |
Citizens
| name | provider | team  |
| Elsa | ekby     | Norra |
At the start
| document | type        | about | field | value |
| TM-1     | teamMeeting | Norra | start | 13:00 |
|          |             |       | end   | 14:00 |
The day
08:00  Amina: sets TM-1 start = 12:00
Then Amina, Petra have an alarm for TM-1 at 2026-11-25 08:30
Then Amina has no alarm
Then Amina has no alarm for TM-1 at 13:00
Then Amina hears an alarm at 13:00
Then Amina, Petra hear an alarm for TM-1 at 13:00
Then Amina is asked for a new answer to TM-1 from 13:00 to 12:00
Then Amina is asked for a new answer to TM-1 to 12:00
Then Amina is not asked for a new answer to TM-1
Then Amina may open TM-1
Then Amina may not open TM-1 before "Läs"
Then Amina may not open TM-1 before "Läs" about TM-1
Then Amina's 08:00 edit is saved only after "Ring"
Then Amina's 08:00 edit is warned of on the phone
Then Amina's 08:00 edit is warned of on the phone because stale
Then Amina's 08:00 edit is not warned of on the phone
Then Amina is locked out
Then Amina, Petra are not locked out
Must never: anyone is offered a value for teamMeeting
`

func TestParse_WhatAPhoneSaysByItself(t *testing.T) {
	t.Parallel()
	s, err := Parse("advised.txt", []byte(advised))
	if err != nil {
		t.Fatal(err)
	}
	tm := s.Documents["TM-1"]
	want := []Claim{
		{Kind: HasAlarm, Document: tm, Clock: 32*hour + hour/2},
		{Kind: NoAlarm, Clock: -1},
		{Kind: NoAlarm, Document: tm, Clock: 13 * hour},
		{Kind: HearsAlarm, Clock: 13 * hour},
		{Kind: HearsAlarm, Document: tm, Clock: 13 * hour},
		{Kind: AskedAnew, Document: tm, Was: 13 * hour, Clock: 12 * hour},
		{Kind: AskedAnew, Document: tm, Was: -1, Clock: 12 * hour},
		{Kind: NotAskedAnew, Document: tm},
		{Kind: MayOpen, Document: tm},
		{Kind: MayNotOpen, Document: tm, Words: "Läs"},
		{Kind: MayNotOpen, Document: tm, Words: "Läs", Cause: tm},
		{Kind: SavedAfter, Person: "Amina", EditAt: 8 * hour, Words: "Ring"},
		{Kind: WarnedOf, Person: "Amina", EditAt: 8 * hour},
		{Kind: WarnedOf, Person: "Amina", EditAt: 8 * hour, Code: "stale"},
		{Kind: NotWarnedOf, Person: "Amina", EditAt: 8 * hour},
		{Kind: LockedOut},
		{Kind: NotLockedOut},
		{Kind: Offered, Type: "teamMeeting"},
	}
	var got []Claim
	for _, step := range s.Steps {
		if step.Then != nil {
			got = append(got, *step.Then)
		}
	}
	got = append(got, *s.Nevers[0].Claim)
	for i := range got {
		got[i].Line, got[i].Text, got[i].Who = 0, "", Who{}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Document{})); diff != "" {
		t.Error(diff)
	}
	if who := s.Steps[1].Then.Who.Names; len(who) != 2 {
		t.Errorf("of several: %v", who)
	}
}

func TestParse_WhatAPhoneSaysIsSaidWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, new, want string }{
		"an alarm for nothing":  {"have an alarm for TM-1 at", "have an alarm at", "expected for"},
		"an alarm at no time":   {"hears an alarm at 13:00", "hears an alarm", "expected at"},
		"heard for nothing":     {"hear an alarm for TM-1 at", "hear an alarm for TM-9 at", "expected the name of a document"},
		"asked to which time":   {"from 13:00 to 12:00", "from 13:00", "expected to"},
		"not open before what":  {"may not open TM-1 before \"Läs\"\n", "may not open TM-1\n", "expected before"},
		"before a word":         {"may not open TM-1 before \"Läs\"\n", "may not open TM-1 before läs\n", "expected what the phone shows, in quotes"},
		"before nothing at all": {"saved only after \"Ring\"", "saved only after \"\"", "expected what the phone shows, in quotes"},
		"warned where":          {"not warned of on the phone", "not warned of", "expected applied"},
		"offered what":          {"a value for teamMeeting", "a value for Elsa", "expected a type"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken := strings.Replace(advised, c.old, c.new, 1)
			if broken == advised {
				t.Fatal("the test changes nothing")
			}
			if _, err := Parse("advised.txt", []byte(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
