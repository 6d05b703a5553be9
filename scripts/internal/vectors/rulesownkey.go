package vectors

// ownKeyRules: nobody answers, or counts, for others.
func ownKeyRules(begin func(string) *story) {
	s := begin("ownKey: nobody answers for others")
	amina, jonas := s.two(set("start", `"a"`))
	berit := s.join("berit", "coordinator").sees()
	s.come(amina.write(add("attendance", "amina", `{"respondedToSequence":0}`)), amina.write(add("attendance", "jonas", `{}`)),
		berit.write(add("attendance", "jonas", `{"respondedToSequence":1}`)), jonas.write(set("start", `"b"`)))
	own := amina.write(add("checks", "c17", `"ok"`))
	own.edit.OnBehalfOf = "citizen"
	s.come(own, amina.write(add("checks", "c17", `"ok"`)))

	s = begin("ownKey: in a team's scope nobody is the citizen")
	s.scope = "team/c17/part1/ekby"
	amina, _ = s.two(set("icfCode", `1`))
	own = amina.write(add("checks", "c17", `"ok"`))
	own.edit.OnBehalfOf = "citizen"
	s.come(own)

	s = begin("ownKey: an answer to an earlier sequence is kept and does not count")
	amina, jonas = s.two(set("start", `"a"`))
	s.come(jonas.write(set("start", `"b"`)), amina.write(add("attendance", "amina", `{"respondedToSequence":1}`)),
		jonas.write(add("attendance", "jonas", `{"respondedToSequence":2,"text":"ja"}`)), jonas.write(add("checks", "jonas", `1`)))
}

// answerRules: an answer belongs to a sequence, a count to a replica.
func answerRules(begin func(string) *story) {
	s := begin("ownKey: of one person's two phones the answer to the later sequence is shown")
	amina, jonas := s.two(set("start", `"a"`))
	tablet := s.join("amina", "assistant")
	tablet.now += 60_000
	s.come(amina.write(add("attendance", "amina", `{"respondedToSequence":1}`)), tablet.write(add("attendance", "amina", `{"respondedToSequence":0}`)),
		jonas.write(add("attendance", "jonas", `"ja"`)))

	s = begin("counter: each replica upwards under its own id")
	amina, jonas = s.two(add("trialUse", "amina0", `3`))
	s.come(amina.write(add("trialUse", "amina0", `5`)), amina.write(add("trialUse", "amina0", `4`)), jonas.write(add("trialUse", "amina0", `9`)),
		jonas.write(add("trialUse", "jonas1", `-1`)), jonas.write(add("trialUse", "jonas1", `1.5`)), jonas.write(add("trialUse", "jonas1", `9007199254740991`)))
}
