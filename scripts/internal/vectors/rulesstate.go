package vectors

// stateRules: moves, and the stronger of two.
func stateRules(begin func(string) *story) {
	s := begin("stateMachine: moves, roles and reasons")
	amina, jonas := s.two(set("state", `"voiced"`))
	s.come(amina.write(set("state", `"active"`)), amina.write(set("state", `"nowhere"`)), amina.write(set("state", `"drafted"`)))
	s.come(amina.write(set("state", `"agreed"`)), amina.write(set("state", `"active"`)), amina.write(set("state", `"achieved"`)))
	s.come(amina.write(set("state", `"ended"`)), amina.write(both(set("state", `"ended"`), set("stopReason", `"flyttat"`))))
	s.come(jonas.sees().write(set("state", `"voiced"`)))

	s = begin("stateMachine: the strongest of two that did not know of each other")
	_, jonas = s.two(set("state", `"voiced"`))
	gunvor := s.join("gunvor", "citizen").sees()
	s.come(gunvor.write(set("state", `"declinedByCitizen"`)), jonas.write(set("state", `"drafted"`)))
	s.come(jonas.sees().write(set("state", `"agreed"`)))
}

// choiceRules: where no machine may choose.
func choiceRules(begin func(string) *story) {
	s := begin("stateMachine: people choose, the strongest in force meanwhile")
	_, jonas := s.active()
	petra := s.join("petra", "nurse").sees()
	s.come(jonas.write(set("state", `"notAchieved"`)), petra.write(set("state", `"achieved"`)))
	again := jonas.sees().write(set("state", `"notAchieved"`))
	chosen := petra.sees().write(set("state", `"notAchieved"`))
	chosen.in.Decides = true
	s.come(again, chosen)

	s = begin("stateMachine: people choose, the weakest in force meanwhile")
	amina, jonas := s.active()
	paused := jonas.write(set("state", `"paused"`))
	back := jonas.write(set("state", `"active"`))
	s.come(paused, amina.write(both(set("state", `"ended"`), set("stopReason", `"flyttat"`))), back)
}

// beginningRules: where a machine begins.
func beginningRules(begin func(string) *story) {
	s := begin("stateMachine: a first state without the machine's beginning")
	amina, jonas := s.two(set("icfCode", `"d450"`))
	s.come(amina.write(set("state", `"agreed"`)), jonas.write(set("state", `"drafted"`)))

	s = begin("stateMachine: a create begins at the beginning, the server anywhere")
	s.come(s.join("amina", "assistant").create(set("state", `"active"`)), s.join("server", "server").create(set("state", `"active"`)))

	s = begin("stateMachine: a straggler may be the step between")
	amina, _ = s.two(set("state", `"voiced"`))
	drafted := amina.write(set("state", `"drafted"`))
	s.come(amina.write(set("state", `"agreed"`)), drafted)

	s = begin("stateMachine: staff record what the citizen said")
	amina, _ = s.two(set("state", `"voiced"`))
	said := amina.write(set("state", `"declinedByCitizen"`))
	said.edit.OnBehalfOf = "citizen"
	s.come(amina.write(set("state", `"declinedByCitizen"`)), said)
}

// active brings the state machine to active, in commits that both have seen.
func (s *story) active() (amina, jonas *writer) {
	amina, jonas = s.two(set("state", `"voiced"`))
	for _, state := range []string{`"drafted"`, `"agreed"`, `"active"`} {
		s.come(jonas.sees().write(set("state", state)))
	}
	return amina.sees(), jonas.sees()
}
