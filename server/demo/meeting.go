package demo

import (
	"strconv"
	"time"

	"github.com/samsyn/samsyn/server/load"
)

// Norra Ekby's team meeting tomorrow, the last one, and the routine for them.
const (
	theMeeting = "tm-norra"
	theLast    = "tm-norra-0"
	theRoutine = "rt-norra"
)

// meetings are those that the coordinators had called before the morning.
func (b *rows) meetings(date time.Time) {
	for _, m := range []struct {
		id, team  string
		day       int
		chair, by string
	}{{theMeeting, "norra", 1, "bodil", "kerstin"}, {theLast, "norra", -13, "bodil", "kerstin"}, {"tm-lindgarden", "lindgarden", 2, "olle", "sofia"}} {
		start := at(later(date, m.day), 13*60)
		r := load.Row{Type: "teamMeeting", ID: m.id, Team: m.team, Values: values(
			"start", clock(start), "end", clock(start.Add(90*time.Minute)), "place", "Ekby vårdcentral, rum 3", "state", "called",
			"chairId", m.chair, "secretaryId", m.by)}
		if m.team == "norra" {
			add(&r, values("routineId", theRoutine, "routineVersion", 1))
		}
		if m.id == theMeeting {
			add(&r, values("cutoffAt", clock(at(later(date, m.day), 9*60))))
		}
		b.row(r)
	}
}

// duty is a step of the routine.
type duty struct{ phase, role, what, when, why string }

var duties = []duty{
	{"before", "coordinator", "Kalla till träffen och stäm av ärendelistan.", "Tre dagar innan", "Alla hinner förbereda sig."},
	{"before", "assistantNurse", "Fråga den enskilde vad hen vill att vi tar upp, och skriv det med hens ord.", "Dagen innan", "Ingen fråga om någon utan hens röst."},
	{"before", "nurse", "Läs frågorna om läkemedel och hälsa i del 3.", "Samma morgon", ""},
	{"during", "unitManager", "Led träffen, håll tiden i varje del och parkera det som inte hör dit.", "", "Fokus på det vi kan avgöra tillsammans."},
	{"during", "needsAssessor", "Säg till när något kräver en ny biståndsbedömning.", "Del 1 och 2", "Del 3 är för frågor som inte gör det."},
	{"during", "coordinator", "Skriv besluten: vem, vad och när.", "", ""},
	{"after", "assistantNurse", "Berätta för den enskilde vad vi kom fram till.", "Inom två dagar", "Det är hens vardag."},
	{"after", "coordinator", "Lägg in de gemensamma hembesöken i planeringen.", "Samma dag", ""},
}

func stepID(n int) string { return "rs-norra-" + strconv.Itoa(n+1) }

// routine is what the unit manager put in force: who does what before, during and after a team meeting.
func routine(now time.Time) Shift {
	early, ids, s := early(now), []string{}, Shift{Staff: "bodil"}
	for n, d := range duties {
		ids = append(ids, stepID(n))
		w := made(early, inMeeting, "routineStep", stepID(n), "routineId", theRoutine, "routineVersion", 1, "phase", d.phase, "order", n+1, "role", d.role, "what", d.what)
		if d.when != "" {
			w.Set["deadlineRule"] = values("x", d.when)["x"]
		}
		if d.why != "" {
			w.Set["why"] = values("x", d.why)["x"]
		}
		s.Writes = append(s.Writes, w)
	}
	s.Writes = append(s.Writes,
		made(early, inMeeting, "routine", theRoutine, "name", "Rutin för teamträff", "purpose", "Vi löser det vi kan tillsammans, med den enskilde i mitten.", "stepIds", ids, "state", "draft"),
		changed(early, inMeeting, "routine", theRoutine, "state", "approved"),
		changed(early, inMeeting, "routine", theRoutine, "state", "inForce"),
		changed(early, inMeeting, "teamMeeting", theLast, "state", "running"),
		changed(early, inMeeting, "teamMeeting", theLast, "state", "closed"),
		changed(early, inMeeting, "teamMeeting", theLast, "state", "confirmed"),
	)
	return s
}

// meetingParts are the three rooms of the meeting, with their items in order.
func meetingParts(now time.Time) Shift {
	s := Shift{Staff: "kerstin"}
	for n, p := range []struct {
		minutes int
		quorum  []string
		items   []string
	}{
		{20, []string{"needsAssessor", "assistantNurse"}, []string{"ai-1", "ai-6"}},
		{45, []string{"needsAssessor", "assistantNurse", "nurse", "occupationalTherapist"}, []string{"ai-2", "ai-3"}},
		{25, []string{"nurse", "assistantNurse"}, []string{"ai-4", "ai-5"}},
	} {
		part := strconv.Itoa(n + 1)
		w := made(early(now)-20, inPart(part), "meetingPart", "mp-norra-"+part, "meetingId", theMeeting, "part", n+1, "timeboxMinutes", p.minutes, "itemOrder", p.items)
		var quorum, items []any
		for i, role := range p.quorum {
			quorum = append(quorum, "k"+strconv.Itoa(i+1), role)
		}
		for _, id := range p.items {
			items = append(items, id, id)
		}
		s.Writes = append(s.Writes, w.with("quorum", quorum...).with("itemIds", items...))
	}
	return s
}

// moved is the meeting that the coordinator moved an hour ago. Those who had answered had answered to another time; some have
// seen the new one, and two have no coverage where they are. The manager, who had none either, had moved it somewhere else:
// that is refused, and kept for her.
func moved(now time.Time) []Shift {
	start := at(later(midnight(now), 1), 14*60+30)
	answer := func(ago int64, who, response string, sequence int) Wrote {
		return changed(ago, inMeeting, "teamMeeting", theMeeting).with("attendance", who,
			map[string]any{"staffId": who, "response": response, "respondedToSequence": sequence})
	}
	elsewhere := at(later(midnight(now), 1), 12*60+30)
	return []Shift{
		{Staff: "petra", Writes: []Wrote{answer(200, "petra", "yes", 1)}},
		{Staff: "jonas", Writes: []Wrote{answer(199, "jonas", "yes", 1), told(44, theMeeting, false)}},
		{Staff: "kerstin", Writes: []Wrote{
			told(60, "*", true),
			changed(50, inMeeting, "teamMeeting", theMeeting, "start", clock(start), "end", clock(start.Add(90*time.Minute)), "place", "Ekby vårdcentral, rum 3"),
			answer(49, "kerstin", "yes", 2),
		}},
		{Staff: "rosa", Writes: []Wrote{told(46, theMeeting, true), answer(45, "rosa", "yes", 2)}},
		{Staff: "mats", Writes: []Wrote{told(43, theMeeting, true), answer(42, "mats", "yes", 2)}},
		{Staff: "li", Writes: []Wrote{told(40, theMeeting, true), answer(39, "li", "maybe", 2)}},
		{Staff: "erik", Writes: []Wrote{told(38, theMeeting, true), answer(37, "erik", "no", 2)}},
		{Staff: "noor", Writes: []Wrote{told(30, theMeeting, false)}},
		{Staff: "bodil", Writes: []Wrote{
			{MinutesAgo: 56, Scope: inMeeting, Type: "teamMeeting", Doc: theMeeting, Offline: true, Saw: 57, Refused: "stale", Set: values(
				"start", clock(elsewhere), "end", clock(elsewhere.Add(90*time.Minute)), "place", "Biblioteket, grupprum 2")},
			told(1, theMeeting, false),
		}},
		{Staff: "amina", Writes: []Wrote{told(1, theMeeting, false)}},
	}
}
