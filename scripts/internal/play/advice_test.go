package play

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
)

// alarmedDay is a day with a meeting that moves, and a question that is urgent; what stands after "no:" is not so.
const alarmedDay = `Title: Larm
Day: 2026-11-24 +01:00
Municipality: ekby
Teams
| name  | provider |
| Norra | ekby     |
People
| name    | role           | team  | citizens | clock      |
| Kerstin | coordinator    | Norra |          |            |
| Amina   | assistantNurse | Norra | Gunvor   |            |
| Petra   | nurse          | Norra | Gunvor   |            |
| Sven    | assistantNurse | Norra | Gunvor   | 5 min fast |
Citizens
| name   | provider | team  |
| Gunvor | ekby     | Norra |
At the start
| document | type        | about  | field    | value   | by      |
| TM-1     | teamMeeting | Norra  | start    | 13:00   | Kerstin |
|          |             |        | end      | 14:00   |         |
|          |             |        | state    | called  |         |
| TM-2     | teamMeeting | Norra  | start    | 10:04   | Kerstin |
|          |             |        | end      | 10:30   |         |
|          |             |        | state    | called  |         |
| VP-1     | visitPlan   | Gunvor | start    | 12:00   | Kerstin |
|          |             |        | end      | 12:30   |         |
|          |             |        | staffIds | [Amina] |         |
| VP-2     | visitPlan   | Gunvor | start    | 15:00   | Kerstin |
|          |             |        | end      | 15:30   |         |
The day
09:00  Petra: goes offline
09:10  Kerstin: sets TM-1 start = 11:00; end = 12:00
yes: Then Amina has an alarm for TM-1 at 11:00
yes: Then Petra has an alarm for TM-1 at 13:00
yes: Then Amina has no alarm for TM-1 at 13:00
yes: Then Amina is asked for a new answer to TM-1 from 13:00 to 11:00
yes: Then Petra is not asked for a new answer to TM-1
yes: Then Amina may open VP-1
no: Then Amina has an alarm for TM-1 at 13:00
no: Then Amina has an alarm for TM-2 at 11:00
no: Then Amina has no alarm
no: Then Amina has no alarm at 11:00
no: Then Amina is asked for a new answer to TM-1 from 12:00 to 11:00
no: Then Amina is asked for a new answer to TM-1 from 13:00 to 12:00
no: Then Amina is asked for a new answer to TM-1 to 11:00
no: Then Amina is asked for a new answer to TM-2 from 13:00 to 11:00
no: Then Amina is not asked for a new answer to TM-1
no: Then Amina hears an alarm for TM-1 at 11:00
no: Then Amina may not open VP-1 before "Bekräfta att du har läst svaret"
no: Then Kerstin is offered a value for medicationQuestion
no: Then Kerstin is offered a value for nothingThereIs
10:00  Amina: creates MQ-1 medicationQuestion of Gunvor: observation = "Yr"; urgency = now; state = raised
yes: Then Amina's 10:00 edit is saved only after "Ring sjuksköterska nu"
yes: Then Amina's 10:00 edit is not warned of on the phone
yes: Then Sven hears an alarm for TM-2 at 10:04
no: Then Amina hears an alarm for TM-2 at 10:04
no: Then Amina's 10:00 edit is saved only after "Ring 112"
no: Then Amina's 10:00 edit is warned of on the phone
10:01  Kerstin: sets TM-1 state = closed
yes: Then Kerstin's 10:01 edit is warned of on the phone because no-transition
no: Then Kerstin's 10:01 edit is warned of on the phone because stale
no: Then Kerstin's 10:01 edit is not warned of on the phone
no: Then Kerstin's 10:01 edit is saved only after "Ring sjuksköterska nu"
10:30  Petra: goes online
yes: Then Petra is asked for a new answer to TM-1 from 13:00 to 11:00
10:31  Petra: sets MQ-1 state = answered; answer E-1 = (text "Vila.", at 10:31); mustConfirmIds M-1 = Amina
yes: Then Amina may not open VP-1 before "Bekräfta att du har läst svaret" about MQ-1
no: Then Amina may open VP-1
no: Then Amina may not open VP-1 before "Ring sjuksköterska nu"
no: Then Amina may not open VP-1 before "Bekräfta att du har läst svaret" about TM-1
no: Then Kerstin may open MQ-1
11:30  Amina: goes offline
yes: Then Amina, Petra, Kerstin hear an alarm for TM-1 at 11:00
no: Then Amina hears an alarm for TM-1 at 13:00
no: Then Amina hears an alarm for TM-2 at 11:00
14:00  time passes
Must never: anyone hears an alarm at 13:00
Must never: anyone is offered a value for medicationQuestion
Must never: Amina hears an alarm at 11:00
Must never: anyone is offered a value for teamMeeting
`

// What a phone says by itself can be said wrongly: each "no:" must break, no "yes:", and of the must nevers the last two.
func TestPlay_ExpectationsOfAdvice(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer("yes: ", "", "no: ", "").Replace(alarmedDay)
	s, err := scenario.Parse("advice.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	o.Grace = 500 * time.Millisecond // notices need a while, and what is false stays so
	r, err := Play(t.Context(), o, s)
	if err != nil {
		t.Fatal(err)
	}
	isBroken := func(line int) bool {
		return slices.ContainsFunc(r.Broken, func(b Broken) bool { return b.Where == fmt.Sprintf("advice.txt:%d", line) })
	}
	for i, line := range strings.Split(alarmedDay, "\n") {
		if no := strings.HasPrefix(line, "no: "); (no || strings.HasPrefix(line, "yes: ")) && isBroken(i+1) != no {
			t.Errorf("%s: broken %t", line, !no)
		}
	}
	for i, n := range s.Nevers {
		if isBroken(n.Line) != (i > 1) {
			t.Errorf("Must never: %s: broken %t", n.Claim.Text, i <= 1)
		}
	}
}
