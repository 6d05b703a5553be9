package vectors

// firstRules: the first stands, and who had not seen it is refused.
func firstRules(begin func(string) *story) {
	s := begin("immutable: the first stands, a change of it is refused")
	amina, jonas := s.two(set("icfCode", `"d450"`))
	jonas.now += 60_000
	s.come(jonas.write(set("decision", `"ja"`)), amina.write(set("decision", `"nej"`)), jonas.write(set("decision", `"kanske"`)))

	s = begin("strictBundle: who had not seen the latest of the bundle is refused")
	amina, jonas = s.two(set("start", `"2026-12-01T08:00:00.000Z"`), set("place", `"hemma"`))
	s.come(jonas.write(set("start", `"2026-12-01T09:00:00.000Z"`)), amina.write(set("place", `"torget"`)))
	s.come(amina.sees().write(both(set("place", `"torget"`), set("start", `"2026-12-02T08:00:00.000Z"`))))

	s = begin("strictBundle: a writer's second change overtakes the first")
	amina, _ = s.two(set("start", `"2026-12-01T08:00:00.000Z"`))
	early, late := amina.write(set("start", `"a"`)), amina.write(set("start", `"b"`))
	s.come(late, early)

	s = begin("a sequence that the server sets is not counted")
	s.two(set("start", `"2026-12-01T08:00:00.000Z"`))
	server := s.join("server", "server").sees()
	s.come(server.write(both(set("start", `"a"`), set("sequence", `7`))))
	s.come(server.sees().write(set("start", `"b"`)))
}

// serverRules: the server decides, and what was confirmed stays.
func serverRules(begin func(string) *story) {
	s := begin("serverAuthoritative: a phone's request waits on its own screen")
	_, jonas := s.two(set("provider", `"ekby"`))
	s.screen(jonas.write(set("provider", `"norrby"`)))
	s.screen(jonas.write(set("provider", `"sörby"`)))

	s = begin("serverAuthoritative: the first commit wins")
	amina, jonas := s.two(set("provider", `"ekby"`))
	s.come(jonas.write(set("provider", `"norrby"`)), amina.write(set("provider", `"sörby"`)))

	s = begin("frozen: what was confirmed no longer changes")
	amina, jonas = s.two(set("state", `"voiced"`), set("summary", `"ett"`))
	gunvor := s.join("gunvor", "citizen")
	for _, state := range []string{`"drafted"`, `"agreed"`, `"active"`} {
		s.come(jonas.sees().write(set("state", state)))
	}
	before := gunvor.sees().write(set("summary", `"före"`))
	s.come(gunvor.write(set("state", `"confirmed"`)), before, amina.write(set("summary", `"efter"`)))
}
