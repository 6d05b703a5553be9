package vectors

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// listRules: items come and go one by one.
func listRules(begin func(string) *story) {
	s := begin("addWins: an item that was changed meanwhile stays")
	amina, jonas := s.two(add("activities", "x", `"gå"`), set("icfCode", `1`))
	s.come(jonas.write(add("activities", "x", `"gå långt"`)), amina.write(remove("activities", "x")))
	s.come(amina.sees().write(remove("activities", "x")), jonas.write(remove("activities", "y")))

	s = begin("journal: ordered by its own time, or when it was written")
	amina, jonas = s.two(add("notes", "b", `{"at":"2026-11-18T10:00:00.000Z","text":"sent"}`))
	jonas.now -= 86_400_000
	s.come(jonas.write(add("notes", "c", `{"at":"2026-11-18T12:30:00.5+02:00"}`)), jonas.write(add("notes", "a", `"igår"`)),
		amina.write(add("notes", "d", `{"at":"i morse"}`)), amina.write(add("notes", "a", `"ändrat"`)), amina.sees().write(add("notes", "a", `"ändrat"`)),
		amina.write(add("notes", "e", `{"at":"2026-11-18"}`)))

	s = begin("restrictive: lifted by who saw it, is online, and says why")
	amina, jonas = s.two(add("restrictions", "x", `"inte ensam"`))
	s.come(amina.write(remove("restrictions", "x")), amina.write(add("restrictions", "x", `"mildare"`)))
	late := amina.write(both(remove("restrictions", "x"), add("reasons", "r1", `"läkaren"`)))
	late.in.Written = noon - 6*60*1000
	s.come(late, jonas.write(add("restrictions", "y", `"ny"`)))
	stale := amina.write(both(remove("restrictions", "y"), add("reasons", "r2", `"fel"`)))
	lifts := amina.write(both(remove("restrictions", "x"), add("reasons", "r3", `"läkaren"`)))
	lifts.in.Written = noon - 60*1000
	s.come(stale)
	s.screen(lifts)
	s.come(lifts)

	s = begin("a late entry adds, and changes nothing that is there")
	amina, _ = s.two(add("notes", "x", `"ett"`), add("activities", "x", `"ett"`))
	changes, adds := amina.write(add("activities", "x", `"två"`)), amina.write(add("activities", "y", `"två"`))
	changes.in.Late, adds.in.Late = true, true
	s.come(changes, adds)
}

// fullListRules: a list has an end, and forgets.
func fullListRules(begin func(string) *story) {
	s := begin("a list holds five hundred items and remembers thirty-two that are gone")
	amina, _ := s.two(set("icfCode", `1`))
	s.whole = false
	many := map[string]jsontext.Value{}
	for i := range 500 {
		many[fmt.Sprintf("i%03d", i)] = raw("1")
	}
	s.come(amina.write(map[string]document.Op{"activities": {Add: many}}), amina.write(add("activities", "z", `1`)))
	var gone []string
	for i := range 40 {
		gone = append(gone, fmt.Sprintf("i%03d", i*3))
	}
	s.come(amina.write(remove("activities", gone...)), amina.write(remove("activities", "i001")), amina.write(add("activities", "z", `1`)))
	var rest []string
	for i := range 500 {
		if i%3 != 0 || i >= 120 {
			rest = append(rest, fmt.Sprintf("i%03d", i))
		}
	}
	s.come(amina.write(remove("activities", rest...)))
}
