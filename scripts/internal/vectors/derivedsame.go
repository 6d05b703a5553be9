package vectors

import (
	"github.com/samsyn/samsyn/sync/document"
)

const (
	medicineType = "medicationQuestion"
	evening      = `"2026-11-17T18:52:00Z"`
)

// question is a shelf with one question, of when something was seen.
func question(scope document.Scope, id, occurred string, more ...map[string]document.Op) *shelf {
	return on(scope).asked(id, occurred, more...)
}

func (s *shelf) asked(id, occurred string, more ...map[string]document.Op) *shelf {
	more = append(more, set("observation", `"Två dospåsar"`))
	if occurred != "" {
		more = append(more, set("occurredAt", occurred))
	}
	return s.write(amina, medicineType, id, both(more...))
}

// sameCases are which open questions may be one.
func sameCases() []*derivedCase {
	a := &asker{field: "maybeSameAs"}
	ask := a.ask
	mine := func() *shelf { return question(healthScope, "MQ-2", evening) }
	for _, c := range [][2]string{ // when the other was
		{"the same evening", `"2026-11-17T20:00:00Z"`}, {"twelve hours later", `"2026-11-18T06:52:00Z"`}, {"more than twelve hours later", `"2026-11-18T06:52:00.001Z"`},
		{"twelve hours earlier", `"2026-11-17T06:52:00Z"`}, {"more than twelve hours earlier", `"2026-11-17T06:51:59.999Z"`},
		{"nobody said when the other was", ""}, {"in another zone", `"2026-11-18T07:52:00+01:00"`},
	} {
		ask(c[0], mine().asked("MQ-1", c[1]))
	}
	ask("alone", mine())
	ask("nobody said when", question(healthScope, "MQ-2", "").asked("MQ-1", evening))
	ask("three, by id", mine().asked("MQ-3", evening).asked("MQ-1", evening).asked("MQ-10", evening))
	ask("another citizen's", mine(), question("citizen/c18/health/ekby", "MQ-1", evening))
	ask("another provider's", mine(), question("citizen/c17/health/lind", "MQ-1", evening))
	ask("an aid question", mine().write(amina, "aidQuestion", "AQ-1", both(set("need", `"Rullator"`))))
	ask("taken back", mine().asked("MQ-1", evening).takenBack("MQ-1"))
	ask("taken back itself", mine().asked("MQ-1", evening).takenBack("MQ-2"))
	ask("linked", question(healthScope, "MQ-2", evening, add("duplicateOf", "L", `"MQ-1"`)).asked("MQ-1", evening).asked("MQ-3", evening))
	ask("linked from the other", mine().asked("MQ-1", evening, add("duplicateOf", "L", `"MQ-2"`)))
	ask("linked to others", question(healthScope, "MQ-2", evening, add("duplicateOf", "L", `"MQ-7"`)).asked("MQ-1", evening, add("duplicateOf", "L", `"MQ-7"`)))
	for _, state := range []string{"raised", "received", "assessing", "awaitingPhysician", "answered", "confirmedByStaff", "closed"} {
		ask("it is "+state, on(healthScope).put(medicineType, "MQ-2", both(set("occurredAt", evening), set("state", `"`+state+`"`))).asked("MQ-1", evening))
		ask("the other is "+state, mine().put(medicineType, "MQ-1", both(set("occurredAt", evening), set("state", `"`+state+`"`))))
	}
	return a.out
}

// put has the server write a document as it is in the end.
func (s *shelf) put(typ, id string, changes map[string]document.Op) *shelf {
	return s.write(server, typ, id, changes)
}
