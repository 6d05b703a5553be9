package play

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
)

// ended is a day on which somebody hands in what he wrote where he may not read any more.
const ended = `Title: Sent inlämnat
Day: 2026-11-23 +01:00
Municipality: ekby
Teams
| name | label      | provider |
| Lind | Lindgården | ekby     |
People
| name  | role           | team |
| Bodil | unitManager    | Lind |
| Tom   | assistantNurse |      |
| Ulla  | assistantNurse |      |
Citizens
| name | full name  | provider |
| Ove  | Ove Brandt | ekby     |
Assignments
| name | who  | citizen | provider |
| AS-2 | Tom  | Ove     | ekby     |
| AS-3 | Ulla | Ove     | ekby     |
The day
08:10  Tom: goes offline
08:40  Tom: creates N-97 visitNote of Ove: occurredAt = 08:35; text E-1 = (text "Sov till åtta.", at 08:40)
09:31  Bodil: sets AS-2 state = revoked
10:00  Tom: goes online
Then Tom's 08:40 edit is applied as a late entry
Then Ulla sees N-97 by Tom
Must never from 10:00: Ulla does not see N-97
`

// lagging is a connection on which the note comes late.
type lagging struct{ phone.Conn }

func (c lagging) Receive() ([]byte, error) {
	text, err := c.Conn.Receive()
	if bytes.Contains(text, []byte("Sov till åtta.")) {
		<-time.After(200 * time.Millisecond)
	}
	return text, err
}

// The verdict of what its author may not read says no seq: whoever looks waits all the same until phones have it.
func TestPlay_WaitsForWhatItsAuthorMayNotRead(t *testing.T) {
	t.Parallel()
	s, err := scenario.Parse("ended.txt", []byte(ended))
	if err != nil {
		t.Fatal(err)
	}
	o := serve(t)
	o.Dial = func(ctx context.Context, url string) (phone.Conn, error) {
		conn, err := phone.DialSocket(ctx, url)
		return lagging{conn}, err
	}
	r, err := Play(t.Context(), o, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range r.Broken {
		t.Errorf("%s %s: %s", b.Where, b.Text, b.Why)
	}
}
