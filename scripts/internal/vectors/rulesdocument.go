package vectors

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// documentRules: what makes a document, once.
func documentRules(begin func(string) *story) {
	s := begin("an edit of nothing is a bad edit")
	s.come(s.join("amina", "assistant").write(nil))

	s = begin("a create with no field makes a document")
	s.come(s.join("amina", "assistant").create(nil))

	s = begin("an edit that comes before the one that creates waits for it")
	amina := s.join("amina", "assistant")
	first := amina.create(set("icfCode", `"d450"`))
	s.come(amina.write(set("homeAccess", `"nyckel"`)), first)

	s = begin("the same edit twice changes nothing")
	amina, _ = s.two(set("icfCode", `"d450"`))
	l := amina.write(set("icfCode", `"d455"`))
	s.come(l, l)

	s = begin("a document is created once")
	amina, jonas := s.two(set("icfCode", `"d450"`))
	s.come(jonas.create(set("icfCode", `"d455"`)))
	other := amina.write(set("icfCode", `"d460"`))
	other.edit.Type = "goal"
	s.come(other)
}

// fieldRules: what may be written in one.
func fieldRules(begin func(string) *story) {
	s := begin("a field that the type does not have")
	amina, _ := s.two(set("icfCode", `"d450"`))
	s.come(amina.write(both(set("icfCode", `"d455"`), set("zz", `1`))))

	s = begin("derived fields are never written")
	amina, _ = s.two(set("icfCode", `"d450"`))
	s.come(amina.write(set("status", `"missed"`)))

	s = begin("a field of a policy that is not known here")
	amina, _ = s.two(set("icfCode", `"d450"`))
	s.come(amina.write(set("future", `1`)))

	s = begin("an op that does not fit the field")
	amina, _ = s.two(set("icfCode", `"d450"`))
	s.come(amina.write(add("icfCode", "x", `1`)), amina.write(set("notes", `1`)), amina.write(agree("icfCode", `1`)),
		amina.write(remove("notes", "x")), amina.write(add("activities", "å", `1`)), amina.write(remove("activities", "å")),
		amina.write(map[string]document.Op{"activities": {Add: map[string]jsontext.Value{"x": raw(`1`)}, Remove: []string{"x"}}}),
		amina.write(map[string]document.Op{"wording": {Set: raw(`1`), Agree: raw(`2`)}}))
}

// voidRules: what was taken back, and names that mean something elsewhere.
func voidRules(begin func(string) *story) {
	s := begin("voided: who had seen it is refused, who had not is kept")
	amina, jonas := s.two(set("icfCode", `"d450"`))
	s.come(amina.void("fel medborgare 🥪"), jonas.write(set("icfCode", `"d455"`)), jonas.void("dubblett"))
	s.come(jonas.sees().write(set("icfCode", `"d460"`)))

	s = begin("names that JavaScript gives a meaning")
	amina, jonas = s.two(add("activities", "__proto__", `{"__proto__":1,"constructor":2}`))
	s.come(jonas.write(add("activities", "constructor", `"c"`)), amina.write(remove("activities", "__proto__")),
		amina.write(set("constructor", `1`)), amina.write(set("toString", `1`)))
}
