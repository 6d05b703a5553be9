package vectors

import "github.com/samsyn/samsyn/sync/document"

// ruleCases tell one rule each.
func ruleCases() []any {
	var out []any
	for _, tell := range []func(func(string) *story){
		documentRules, fieldRules, voidRules, tieRules, safeSideRules, firstRules, serverRules, citizenRules,
		agreementRules, ownKeyRules, answerRules, stateRules, choiceRules, beginningRules, listRules, fullListRules, chainRules, oddChainRules,
	} {
		tell(func(name string) *story {
			s := newStory(name, plan())
			out = append(out, s)
			return s
		})
	}
	for i, s := range out {
		out[i] = s.(*story).done()
	}
	return out
}

// two begin a document that amina and jonas have seen.
func (s *story) two(changes ...map[string]document.Op) (amina, jonas *writer) {
	amina, jonas = s.join("amina", "assistant"), s.join("jonas", "nurse")
	s.come(amina.create(both(changes...)))
	return amina.sees(), jonas.sees()
}
