package vectors

// citizenRules: the citizen owns her words.
func citizenRules(begin func(string) *story) {
	s := begin("citizenOwned: the citizen's words come before staff's")
	amina, jonas := s.two(set("citizenWords", `"vill gå ut"`))
	gunvor := s.join("gunvor", "citizen").sees()
	gunvor.now -= 60_000
	s.come(jonas.write(set("citizenWords", `"vill promenera"`)), gunvor.write(set("citizenWords", `"vill till torget"`)))
	behalf := amina.sees().write(set("citizenWords", `"vill till kyrkan"`))
	behalf.edit.OnBehalfOf = "citizen"
	s.come(amina.write(set("citizenWords", `"egna ord"`)), behalf, jonas.sees().write(set("citizenWords", `"nej"`)))

	s = begin("citizenOwned list: an item for each")
	amina, _ = s.two(add("citizenStance", "petra", `{"answer":"yes"}`))
	gunvor = s.join("gunvor", "representative")
	s.come(gunvor.write(add("citizenStance", "petra", `{"answer":"no"}`)), amina.write(add("citizenStance", "jonas", `{"answer":"yes"}`)))
}

// agreementRules: people agree, or choose.
func agreementRules(begin func(string) *story) {
	s := begin("proposal: what is agreed is in force, the rest waits")
	amina, jonas := s.two(set("wording", `"ett"`))
	s.come(amina.write(set("wording", `"två"`)), amina.write(set("wording", `"tre"`)), jonas.write(set("wording", `"fyra"`)))
	s.come(jonas.sees().write(agree("wording", `"tre"`)), amina.write(agree("wording", `"ett"`)), amina.write(set("wording", `"fem"`)))

	s = begin("proposal: nothing is in force until somebody agrees")
	amina, _ = s.two(set("icfCode", `"d450"`))
	s.come(amina.write(set("wording", `{"b":1,"a":[1,2.5,null]}`)))

	s = begin("human: people choose between two people's different values")
	amina, jonas = s.two(set("icfCode", `"d450"`))
	jonas.now += 60_000
	s.come(jonas.write(set("outcome", `{"a":1,"b":2}`)), amina.write(set("outcome", `{"b":2,"a":1}`)), amina.write(set("outcome", `"partly"`)))
	s.come(jonas.sees().write(set("outcome", `"done"`)))
}
