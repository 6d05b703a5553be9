package vectors

import (
	"fmt"
)

// chainRules: what a replica's edits stand on.
func chainRules(begin func(string) *story) {
	s := begin("an edit that comes after its own successor is recorded, not shown")
	amina, _ := s.two(set("icfCode", `1`))
	one, two, three := amina.write(set("icfCode", `2`)), amina.write(both(set("icfCode", `3`), set("homeAccess", `3`))), amina.write(set("icfCode", `4`))
	s.come(three, one, two)

	s = begin("a restored backup forks the chain, and both stay")
	amina, jonas := s.two(set("icfCode", `1`))
	backup := amina.last
	s.come(amina.write(set("icfCode", `2`)))
	amina.last = backup
	amina.now += 5000
	s.come(amina.write(set("icfCode", `3`)), amina.write(set("homeAccess", `4`)), jonas.write(set("icfCode", `5`)))
	s.come(jonas.sees().write(set("icfCode", `6`)), amina.write(set("icfCode", `7`)))

	s = begin("a colleague's replica id is not the colleague")
	amina, _ = s.two(set("icfCode", `1`))
	thief := s.join("eva", "nurse")
	thief.replica, thief.last = amina.replica, amina.last
	s.come(thief.write(set("icfCode", `2`)), amina.write(set("icfCode", `3`)))

	s = begin("after a restored backup, with an edit missing, nobody knows which branch is meant")
	amina, _ = s.two(set("icfCode", `1`))
	backup = amina.last
	s.come(amina.write(set("icfCode", `2`)))
	amina.last, amina.base = backup, 0
	amina.now += 5000
	s.come(amina.write(set("homeAccess", `3`)))
	amina.write(set("summary", `"lost"`))
	s.come(amina.write(set("icfCode", `4`)))
}

// oddChainRules: chains that nobody should have made.
func oddChainRules(begin func(string) *story) {
	s := begin("two edits with one stamp: the greater id wins")
	amina, _ := s.two(set("icfCode", `1`))
	one, two := amina.write(set("homeAccess", `"a"`)), amina.write(set("homeAccess", `"b"`))
	two.edit.Stamp, two.edit.After = one.edit.Stamp, one.edit.After
	two.in.Author = "eva"
	s.come(one, two)

	s = begin("a restored backup counts twice: the higher is shown")
	amina, jonas := s.two(add("trialUse", "amina0", `3`))
	backup := amina.last
	s.come(amina.write(add("trialUse", "amina0", `9`)))
	amina.last, amina.base = backup, 0
	amina.now += 5000
	s.come(amina.write(add("trialUse", "amina0", `7`)), jonas.write(add("trialUse", "jonas1", `4`)))

	s = begin("a chain that stands on itself leads nowhere")
	amina, _ = s.two(set("state", `"voiced"`))
	loop := amina.write(set("icfCode", `2`))
	loop.edit.After = loop.edit.Stamp
	s.come(loop, amina.write(set("state", `"agreed"`)))

	s = begin("a cell remembers eight replicas")
	amina, _ = s.two(set("icfCode", `1`))
	var letters []*letter
	for i := range 11 {
		w := s.join(fmt.Sprintf("staff%c", 'a'+i), "nurse")
		w.base = 1
		w.now += int64(i) * 10_000
		letters = append(letters, w.write(set("icfCode", fmt.Sprint(i+10))))
	}
	s.come(letters...)
	s.come(amina.sees().write(set("icfCode", `"alla"`)))
	s.come(letters[0], letters[10])
}
