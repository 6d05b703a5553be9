package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const grown = `Title: Prov
Day: 2026-11-24 +01:00
Municipality: ekby
Shows: W8; 3.2 visitPlan.state,
  visitRecord; R2
Teams
| name  | provider | on call |
| Norra | ekby     | Amina   |
People
| name  | role           | team  |
| Amina | assistantNurse | Norra |
Citizens
| name | provider | team  | way  |
| Elsa | ekby     | Norra | http |
Assignments
| name | who   | citizen | provider | from  | to               |
| AS-1 | Amina | Elsa    | lind     | 06:45 | 2026-11-25 15:00 |
|      | Norra | Elsa    |          |       |                  |
At the start
| document | type | about | field      | value      | at   |
| G-1      | goal | Elsa  | nextReview | 2026-12-15 | lind |
The day
08:00  Elsa: sets G-1 citizenWords = "Hej"
08:15  time passes
Then Amina, Elsa may hold G-1
Then Amina may not hold AS-1
Then Amina sees 1 visitAssertion of Elsa where kind = suspectedMissed and note = nothing by the server
JV-1 is the jointVisit of Elsa where fromDecisionId = G-1
08:20  Amina: adds for the citizen JV-1 citizenStance Amina = (answer "yes")
08:21  Amina: removes Elsa safetyAlerts SA-1; safetyAlertReasons R-1 = (text "Bra", at 08:21)
08:22  Amina: creates N-1 visitNote of Elsa in social at lind: text E-1 = "x"; category = event
08:23  Amina: counts G-1 tries 3
08:24  Amina: loses the phone
08:25  Amina: locks the app
08:26  Elsa: logs in on Amina's phone
08:27  the office: revokes Amina's login
08:28  the office: revokes Elsa's login "Borttappad"
08:29  Amina: acknowledges G-1
08:29:10  Amina: notes that Amina was told by word of mouth of G-1 "Ringde"
08:29:20  Amina: has coverage for a moment
Then Amina, Elsa are told of G-1 in the class meeting because nextReview
Then Amina is told of the conflict on G-1 nextReview urgently
Then Amina is rung at once for urgent
Then Amina is rung 2 times for visit
Then Amina is not rung for sync
Then Amina sees Amina not reached about G-1
Then Amina sees nobody on the call list about G-1
Then Amina sees Amina offline heard of at 08:20 with 1 unsent
Then Amina sees Amina
Then Amina sees G-1 voided "Så"
Then Elsa carried 2 edits of others
Then Amina sees an overdue possibleDoubleDelivery conflict of Elsa owned by nurse due by 09:20
Then Amina sees an open conflict on G-1 nextReview owned by Amina in force 2026-12-15
    between 2026-12-15 by Amina and 2026-12-16 by Elsa
Then Amina sees no open conflict on G-1
08:30  Amina: resolves for the citizen the conflict on G-1 nextReview: 2026-12-16 by Elsa "Så"
08:31  Amina: resolves the possibleDoubleDelivery conflict of Elsa: "Kollat"
Then Amina sees JV-1 responses counting Amina
Then Amina sees JV-1 responses not counting Elsa
Then Amina's 08:22 edit is applied or merged as a late entry because stale
Then Amina's 08:23 edit is stopped on the phone because bad-value

2026-11-25
08:00  Elsa: sets G-1 citizenWords = "Nej"
Then Elsa's 08:00 edit is applied
Then Elsa's 2026-11-24 08:00 edit is applied
Then Amina's 08:20 edit is applied

2026-11-26 +02:00
Must never from 2026-11-25 08:00 to 02:30: anyone sees G-1 by the server
Must never: a push names Elsa, "Ek"
Must never: a board names Norra
`

const hour = 3_600_000

// stepAt finds the step of a line of the text.
func stepAt(t *testing.T, s *Scenario, text string) Step {
	t.Helper()
	at := strings.Index(grown, text)
	if at < 0 {
		t.Fatalf("no line %s", text)
	}
	line := strings.Count(grown[:at], "\n") + 1
	for _, step := range s.Steps {
		if step.Line == line {
			return step
		}
	}
	t.Fatalf("no step on line %d", line)
	return Step{}
}

func TestParse_GrownLanguage(t *testing.T) {
	t.Parallel()
	s, err := Parse("grown.txt", []byte(grown))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"W8", "3.2 visitPlan.state", "3.2 visitRecord", "R2"}, s.Shows); diff != "" {
		t.Error(diff)
	}
	elsa, amina := Subject{"citizen", "c-elsa"}, Subject{"staff", "s-amina"}
	if p := s.People[1]; p.Kind != "citizen" || p.ID != "c-elsa" || p.Role != "citizen" || !p.HTTP {
		t.Errorf("Elsa's phone: %+v", p)
	}
	want := []Assignment{
		{Line: 17, ID: "AS-1", Who: amina, Citizen: "c-elsa", Provider: "lind", From: "2026-11-24T05:45:00.000Z", To: "2026-11-25T14:00:00.000Z"},
		{Line: 18, ID: "a-t-norra-c-elsa", Who: Subject{"team", "t-norra"}, Citizen: "c-elsa"},
	}
	if diff := cmp.Diff(want, s.Assignments); diff != "" {
		t.Error(diff)
	}
	if d := s.Documents["G-1"]; d.Provider != "lind" || s.Documents["AS-1"].Type != "careAssignment" || !s.Documents["JV-1"].Found {
		t.Error("a document is not as the tables say")
	}
	if step := stepAt(t, s, "08:15  time"); step.Act.Verb != TimePasses || step.At != 8*hour+hour/4 {
		t.Errorf("time passes: %+v", step)
	}
	if c := stepAt(t, s, "Then Amina, Elsa may hold").Then; c.Kind != MayHold || len(c.Who.Names) != 2 || c.Document.Name != "G-1" {
		t.Errorf("may hold: %+v", c)
	}
	if c := stepAt(t, s, "Then Amina may not hold").Then; c.Kind != MayNotHold {
		t.Errorf("may not hold: %+v", c)
	}
	c := stepAt(t, s, "Then Amina sees 1 visitAssertion").Then
	where := []Change{{Field: "kind", JSON: []byte(`"suspectedMissed"`)}, {Field: "note"}}
	if diff := cmp.Diff(where, c.Where); diff != "" || c.Kind != Count || c.N != 1 || c.By != "server" || c.About != elsa {
		t.Errorf("count: %+v %s", c, diff)
	}
	if n := stepAt(t, s, "JV-1 is the").Names; n.Document.Name != "JV-1" || n.Document.Type != "jointVisit" || len(n.Where) != 1 {
		t.Errorf("naming: %+v", n)
	}
	if a := stepAt(t, s, "08:20  Amina").Act; !a.ForCitizen || a.Changes[0].Item != "s-amina" {
		t.Errorf("an item of somebody's id, for the citizen: %+v", a)
	}
	if a := stepAt(t, s, "08:21  Amina").Act; len(a.Changes) != 2 || a.Changes[0].JSON != nil || a.Changes[1].JSON == nil {
		t.Errorf("removes with a reason: %+v", a)
	}
	if a := stepAt(t, s, "08:22  Amina").Act; a.Document.Provider != "lind" || a.Document.Compartment != "social" || a.Changes[1].Item != "" {
		t.Errorf("creates at another provider: %+v", a)
	}
	if a := stepAt(t, s, "08:23  Amina").Act; a.Verb != Counts || string(a.Changes[0].JSON) != "3" {
		t.Errorf("counts: %+v", a)
	}
	if a := stepAt(t, s, "08:26  Elsa").Act; a.Verb != LogsIn || a.Owner != "Amina" || stepAt(t, s, "08:25  Amina").Act.Verb != LocksApp {
		t.Errorf("logs in: %+v", a)
	}
	if a := stepAt(t, s, "08:27  the office").Act; a.Verb != Revokes || a.Owner != "Amina" || a.Person != "" || a.Reason != "" || a.IsEdit() {
		t.Errorf("revokes: %+v", a)
	}
	if a := stepAt(t, s, "08:28  the office").Act; a.Owner != "Elsa" || a.Reason != "Borttappad" {
		t.Errorf("revokes for a cause: %+v", a)
	}
	if c := stepAt(t, s, "Then Elsa carried").Then; c.Kind != Carried || c.N != 2 {
		t.Errorf("carried: %+v", c)
	}
	if a := stepAt(t, s, "08:24  Amina").Act; a.Verb != LosesPhone || a.IsEdit() {
		t.Errorf("loses the phone: %+v", a)
	}
}

func TestParse_WhoIsTold(t *testing.T) {
	t.Parallel()
	s, err := Parse("grown.txt", []byte(grown))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"s-amina"}, s.Teams[0].OnCall); diff != "" {
		t.Error(diff)
	}
	amina, g1 := Subject{"staff", "s-amina"}, s.Documents["G-1"]
	for text, want := range map[string]Claim{
		"Then Amina, Elsa are told":         {Kind: Told, Document: g1, Class: "meeting", Code: "nextReview"},
		"Then Amina is told of the":         {Kind: Told, Document: g1, Class: "urgent", Conflict: &ConflictClaim{Conflict: Conflict{Document: g1, Field: "nextReview"}}},
		"Then Amina is rung at":             {Kind: Rung, Class: "urgent", High: true},
		"Then Amina is rung 2":              {Kind: Rung, Class: "visit", Times: 2},
		"Then Amina is not":                 {Kind: NotRung, Class: "sync"},
		"Then Amina sees Amina not":         {Kind: NotReached, Document: g1, Whom: amina},
		"Then Amina sees nobody":            {Kind: ToCall, Document: g1},
		"Then Amina sees Amina offline":     {Kind: Offline, Whom: amina, Heard: 8*hour + hour/3, Unsent: 1},
		"Then Amina sees Amina\n":           {Kind: Exists, Document: s.Documents["Amina"]},
		"Then Amina sees G-1 voided \"Så\"": {Kind: Voided, Document: g1, Reason: "Så"},
	} {
		got := *stepAt(t, s, text).Then
		got.Line, got.Text, got.Who = 0, "", Who{}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Document{})); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	if a := stepAt(t, s, "08:29  Amina").Act; a.Verb != Acknowledges || a.Document != g1 || !a.IsEdit() {
		t.Errorf("acknowledges: %+v", a)
	}
	if a := stepAt(t, s, "08:29:10").Act; a.Verb != NotesOral || a.Owner != "Amina" || a.Document != g1 || a.Reason != "Ringde" || !a.IsEdit() {
		t.Errorf("notes: %+v", a)
	}
	if a := stepAt(t, s, "08:29:20").Act; a.Verb != Glimpses || a.IsEdit() {
		t.Errorf("coverage: %+v", a)
	}
	push, board := s.Nevers[1].Claim, s.Nevers[2].Claim
	if diff := cmp.Diff([]string{"Elsa", "c-elsa", "Ek"}, push.Names); diff != "" || push.Kind != PushNames || board.Kind != BoardNames {
		t.Errorf("names: %+v %+v %s", push, board, diff)
	}
}

func TestParse_Conflicts(t *testing.T) {
	t.Parallel()
	s, err := Parse("grown.txt", []byte(grown))
	if err != nil {
		t.Fatal(err)
	}
	elsa, g1 := Subject{"citizen", "c-elsa"}, s.Documents["G-1"]
	date := func(day string) []byte { return []byte(`"2026-12-` + day + `"`) }
	for text, want := range map[string]ConflictClaim{
		"Then Amina sees an overdue": {
			Conflict: Conflict{About: elsa, Kind: "possibleDoubleDelivery"}, State: "overdue", OwnerRole: "nurse", Due: "2026-11-24T08:20:00.000Z",
		},
		"Then Amina sees an open conflict": {
			Conflict: Conflict{Document: g1, Field: "nextReview"}, State: "open", OwnerID: "s-amina", InForce: date("15"),
			Candidates: []Attributed{{date("15"), "s-amina"}, {date("16"), "c-elsa"}},
		},
		"Then Amina sees no open": {Conflict: Conflict{Document: g1}},
	} {
		c := stepAt(t, s, text).Then
		if diff := cmp.Diff(want, *c.Conflict); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if (c.Kind == NoConflict) != (want.State == "") {
			t.Errorf("%s: kind %d", text, c.Kind)
		}
	}
	a := stepAt(t, s, "08:30  Amina").Act
	if a.Verb != Resolves || !a.ForCitizen || a.Conflict.Document != g1 || a.Choice.By != "c-elsa" || string(a.Choice.JSON) != string(date("16")) || a.Reason != "Så" {
		t.Errorf("resolves with a choice: %+v", a)
	}
	a = stepAt(t, s, "08:31  Amina").Act
	if a.Conflict.About != elsa || a.Choice.JSON != nil || a.Reason != "Kollat" {
		t.Errorf("resolves without a choice: %+v", a)
	}
}

// Times without a date belong to the day that is told; a verdict's, to the latest day that has such an edit.
func TestParse_Days(t *testing.T) {
	t.Parallel()
	s, err := Parse("grown.txt", []byte(grown))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int64{
		"Then Elsa's 08:00": 32 * hour, "Then Elsa's 2026-11-24 08:00": 8 * hour, "Then Amina's 08:20": 8*hour + hour/3,
		"Then Amina's 08:22": 8*hour + 22*60_000,
	} {
		if c := stepAt(t, s, text).Then; c.EditAt != want {
			t.Errorf("%s: edit at %d, want %d", text, c.EditAt, want)
		}
	}
	late := stepAt(t, s, "Then Amina's 08:22").Then
	if !late.Late || late.Code != "stale" || len(late.Kinds) != 2 {
		t.Errorf("late: %+v", late)
	}
	if c := stepAt(t, s, "Then Amina's 08:23").Then; c.Kind != Stopped || c.Code != "bad-value" {
		t.Errorf("stopped: %+v", c)
	}
	// The third day's clocks show an hour more than the file's.
	n := s.Nevers[0]
	if n.From != 31*hour || n.To != 49*hour+hour/2 || n.Claim.By != "server" {
		t.Errorf("never: %+v", n)
	}
}

func TestParse_GrownSaysWhereAndWhat(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, want string }{
		{"row of nothing", "Shows: W8;", "Shows: X8;", "expected rows of the domain, such as W8"},
		{"row twice", "; R2", "; R2; R2", `expected each row once, got "R2"`},
		{"way of a tablet", "| Norra | http |", "| Norra | fax  |", `expected socket or http, when she has a phone of her own, got "fax"`},
		{"whose assignment", "| AS-1 | Amina |", "| AS-1 | Elsa  |", `expected the name of a person or a team, got "Elsa"`},
		{"assigned to whom", "Elsa    | lind ", "Norra   | lind ", `expected the name of a citizen, got "Norra"`},
		{"from when", "| 06:45 |", "| ofta  |", "expected a time such as 10:05"},
		{"a citizen without a phone", "| http |", "|      |", "expected the name of somebody in People, or of a citizen with a way"},
		{"found twice", "08:20  Amina: adds", "JV-1 is the jointVisit of Elsa where start = 08:00\n08:20  Amina: adds", "expected a name that no document has yet"},
		{"found, as a value", "= G-1\n", "= G-1\n08:16  Amina: sets G-1 nextReview = JV-1\n", "not one that the server made"},
		{"may what", "may hold G-1", "may read G-1", "expected hold"},
		{"a conflict about nothing", "conflict of Elsa owned", "conflict owned", "expected on"},
		{"an unknown qualifier", "owned by nurse due by", "owned by nurse before", "expected owned by, due by, in force, between"},
		{"a day before", "2026-11-26 +02:00", "2026-11-23", "expected a day that is not before the one above"},
		{"who is on call", "| ekby     | Amina   |", "| ekby     | Elsa    |", "expected the name of a staff that a table declares"},
		{"told how", "in the class meeting", "in the class loud", "expected urgent, visit, meeting or sync"},
		{"rung for what", "rung at once for urgent", "rung at once", "expected for"},
		{"nobody is what", "nobody on the call list about", "nobody offline about", "expected not reached about, or on the call list about"},
		{"told by whom", "by word of mouth of", "by letter of", "expected was told by word of mouth of"},
		{"names nobody", "names Elsa, ", "names somebody, ", "expected the name of somebody, or a text in quotes"},
		{"counts nothing", "tries 3", "tries many", "expected a whole number"},
		{"logs in on what", "on Amina's phone", "on the phone", "expected the name of somebody in People"},
		{"revokes what", "revokes Amina's login", "revokes Amina's phone", "expected 's login"},
		{"the office does what", "the office: revokes Amina's login", "the office: calls Amina", "expected revokes"},
		{"carried what", "2 edits of others", "2 edits", "expected edits of others"},
		{"stopped where", "stopped on the phone", "stopped", "expected"},
		{"the hour that is not", "2026-11-25 08:00 to", "2026-11-25 28:00 to", "expected a time such as 10:05"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			broken := strings.Replace(grown, tt.old, tt.new, 1)
			if broken == grown {
				t.Fatal("the test changes nothing")
			}
			_, err := Parse("grown.txt", []byte(broken))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestParse_TwoOfOneTime(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer("Day: 2026-11-24 +01:00", "Day: 2026-10-25 +02:00", "The day\n",
		"The day\n02:30  Amina: goes offline\n2026-10-25 +01:00\n02:30  Amina: goes online\nThen Amina sees G-1 nextReview = 2026-10-25 02:30 +02:00\n").Replace(small)
	text, _, _ = strings.Cut(text, "10:05  Amina")
	text += "Must never: anyone sees G-1 voided\n"
	s, err := Parse("small.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if first, second := s.Steps[0].At, s.Steps[1].At; second-first != hour {
		t.Errorf("half past two in summer at %d, in winter at %d", first, second)
	}
	if v := string(s.Steps[2].Then.Values[0].JSON); v != `"2026-10-25T00:30:00.000Z"` {
		t.Errorf("a time with its zone: %s", v)
	}
}

// Every day and trap of the domain is told, and every policy and rule that this software has is shown.
func TestFiles_ShowTheDomain(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for name, text := range files(t) {
		s, err := Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Shows) == 0 {
			t.Errorf("%s does not say what it shows", name)
		}
		for _, row := range s.Shows {
			shown[row] = true
		}
	}
	want := "W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 R1 R2 R3 R4 R5 R6 R7 3.3"
	for row := range strings.FieldsSeq(want) { // R8 is of locks
		if !shown[row] {
			t.Errorf("no file shows %s", row)
		}
	}
	for policy := range strings.FieldsSeq("IMM JRN AWS RST LWW LWW+ SAFE CTZ PRP STM OWN BND SRV CNT HUM DRV") {
		if !shown["3.1 "+policy] {
			t.Errorf("no file shows 3.1 %s", policy)
		}
	}
}
