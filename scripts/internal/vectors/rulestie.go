package vectors

import (
	"fmt"
)

// tieRules: of two that did not know of each other the later is shown.
func tieRules(begin func(string) *story) {
	s := begin("lastWriter: the later stamp is shown, the other stands beside it")
	amina, jonas := s.two(set("icfCode", `"d450"`))
	jonas.now += 60_000
	s.come(jonas.write(set("icfCode", `"d455"`)), amina.write(set("icfCode", `"d460"`)))
	s.come(amina.sees().write(set("icfCode", `"d465"`)))

	s = begin("a stamp ahead of the server's clock loses every tie")
	amina, jonas = s.two(set("icfCode", `"d450"`), set("homeAccess", `"nyckel"`))
	jonas.now += 400_000
	s.come(jonas.write(both(set("icfCode", `"d455"`), set("decision", `1`))), amina.write(both(set("icfCode", `"d460"`), set("decision", `2`))))

	s = begin("two stamps ahead: the later still wins")
	amina, jonas = s.two(set("icfCode", `"d450"`))
	jonas.now += 400_000
	amina.now += 500_000
	s.come(jonas.write(set("icfCode", `"d455"`)), amina.write(set("icfCode", `"d460"`)))

	s = begin("lastWriterNotice tells both authors")
	amina, jonas = s.two(set("homeAccess", `"nyckel"`))
	s.come(jonas.write(set("homeAccess", `{"door":"1234"}`)), amina.write(set("homeAccess", `"1235"`)))
}

// safeSideRules: the safer of two is shown, whichever is later.
func safeSideRules(begin func(string) *story) {
	for _, c := range [][3]string{
		{"review", `"2026-12-08"`, `"2026-12-01"`}, {"until", `"2026-12-08"`, `"2026-12-01"`}, {"urgency", `"low"`, `"acute"`},
		{"urgency", `"soon"`, `"unknown"`}, {"freedom", `"free"`, `"guided"`}, {"hours", `2.5`, `10`}, {"dose", `2.5`, `10`},
		{"informed", `true`, `false`}, {"alarm", `true`, `false`}, {"review", `null`, `"2026-12-01"`}, {"hours", `3`, `3`},
		{"alarm", `"true"`, `false`}, {"until", `"\ue000"`, `"😀"`}, {"until", `17`, `"a"`},
	} {
		s := begin(fmt.Sprintf("safeSide %s: %s and %s", c[0], c[1], c[2]))
		amina, jonas := s.two(set("icfCode", `"d450"`))
		s.come(jonas.write(set(c[0], c[1])), amina.write(set(c[0], c[2])))
	}
}
