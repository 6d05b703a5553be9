package vectors

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
)

// How many drawn cases of each field there are.
const (
	drawnOfStatus = 240
	drawnOfSame   = 80
	drawnOfInTime = 60
)

func derivedDice(n uint64) *dice {
	return &dice{Rand: rand.New(rand.NewPCG(seed, n))} //nolint:gosec // drawn the same each time, on purpose
}

// drawnStatuses are visits of which much was said, by people who knew little of each other.
func drawnStatuses() []*derivedCase {
	d := derivedDice(8001)
	var out []*derivedCase
	for n := range drawnOfStatus {
		plans := planned(d.hour(), set("state", pick(d, []string{`"planned"`, `"planned"`, `"planned"`, `"changed"`, `"cancelled"`})))
		shelves := []*shelf{plans, on(pick(d, []document.Scope{"citizen/c17/visits/lind", "citizen/c18/visits/ekby"})), on(socialScope), on("citizen/c17/social/lind")}
		for i := range d.IntN(6) {
			s := shelves[pick(d, []int{0, 0, 0, 0, 1})]
			if d.one(2) {
				s.day(pick(d, []string{"D", "E"}), fact("R-"+strconv.Itoa(i), d.visit(), d.outcome()))
			} else {
				s.day(pick(d, []string{"D", "E"}), says("A-"+strconv.Itoa(i), d.visit(), d.kind(), d.hour()))
			}
		}
		for i := range d.IntN(2) {
			shelves[pick(d, []int{2, 2, 2, 3})].record("R-"+strconv.Itoa(i*2), d.visit(), d.outcome())
		}
		for i := range d.IntN(2) {
			shelves[pick(d, []int{0, 0, 0, 1})].asserts("A-"+strconv.Itoa(i*2), d.visit(), d.kind(), d.hour())
		}
		if d.one(3) {
			shelves = append(shelves, card(pick(d, []string{"c17", "c17", "c18"}), pick(d, []string{"active", "ended", "deceased"})))
		}
		for _, s := range shelves {
			for _, doc := range s.docs {
				if doc.ID != "VP" && d.one(9) {
					s.takenBack(doc.ID)
				}
			}
		}
		out = append(out, over(shelves...).derives(fmt.Sprintf("drawn %d", n), "visitStatus"))
	}
	return out
}

// hour is a time around the one at which the visit ends.
func (d *dice) hour() string {
	return pick(d, []string{"2026-11-18T06:45:00Z", visitEnd, "2026-11-18T07:15:00Z", "2026-11-18T08:15:00+01:00", "2026-11-18T07:20:00.5Z", "2026-11-18T09:00:00Z"})
}

func (d *dice) visit() string { return pick(d, []string{"VP", "VP", "VP", "VQ"}) }

func (d *dice) outcome() string {
	return pick(d, []string{"performed", "partly", "interrupted", "alreadyVisited", "declinedByCitizen", "notAdmitted", "notHome", "notHome"})
}

func (d *dice) kind() string {
	return pick(d, []string{"replacementSent", "confirmedMissed", "suspectedMissed", "suspectedMissed", "allWell"})
}

// drawnSame are questions about the same days.
func drawnSame() []*derivedCase {
	d := derivedDice(8002)
	var out []*derivedCase
	states := schema.Embedded().Types[medicineType].States.Precedence
	for n := range drawnOfSame {
		here, there := on(healthScope), on("citizen/c18/health/ekby")
		for i := range 2 + d.IntN(4) {
			changes := set("occurredAt", fmt.Sprintf(`"2026-11-%dT%02d:00:00Z"`, 17+d.IntN(2), d.IntN(24)))
			if d.one(2) {
				changes = both(changes, set("state", string(document.Quote(pick(d, states)))))
			}
			if d.one(5) {
				changes = both(changes, add("duplicateOf", "L", fmt.Sprintf(`"MQ-%d"`, d.IntN(5))))
			}
			s := here
			if i > 0 && d.one(8) {
				s = there
			}
			if s.put(medicineType, "MQ-"+strconv.Itoa(i), changes); i > 0 && d.one(10) {
				s.takenBack("MQ-" + strconv.Itoa(i))
			}
		}
		out = append(out, over(here, there).derives(fmt.Sprintf("drawn %d", n), "maybeSameAs"))
	}
	return out
}

// drawnInTime are items put on meetings, and moved between them, around the cut-off.
func drawnInTime() []*derivedCase {
	d := derivedDice(8003)
	var out []*derivedCase
	for n := range drawnOfInTime {
		meetings := on(meetingScope)
		for i := range 1 + d.IntN(2) {
			meetings.write(kerstin, "teamMeeting", "TM-"+strconv.Itoa(i), set("cutoffAt", string(document.Quote(document.TimeText(noon+int64(d.IntN(5)-2)*60_000)))))
		}
		items := on(part2Scope)
		for range 1 + d.IntN(3) {
			written := noon + int64(d.IntN(13)-6)*60_000
			at := max(written-int64(d.IntN(7))*60_000, noon+int64(d.IntN(9)-4)*60_000)
			items.comes(pick(d, []advise.Me{amina, kerstin}), set("meetingId", pick(d, []string{`"TM-0"`, `"TM-0"`, `"TM-1"`})), written, at)
		}
		out = append(out, over(items, meetings).derives(fmt.Sprintf("drawn %d", n), "inTime"))
	}
	return out
}
