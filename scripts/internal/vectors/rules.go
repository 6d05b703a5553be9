package vectors

import (
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// ruleCases tell one rule each.
func ruleCases() []any {
	var out []any
	for _, tell := range []func(func(string) *story){documentRules, tieRules, firstRules, peopleRules, stateRules, listRules, chainRules} {
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

	s = begin("a field that the type does not have")
	amina, _ = s.two(set("icfCode", `"d450"`))
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

	s = begin("voided: who had seen it is refused, who had not is kept")
	amina, jonas = s.two(set("icfCode", `"d450"`))
	s.come(amina.void("fel medborgare 🥪"), jonas.write(set("icfCode", `"d455"`)), jonas.void("dubblett"))
	s.come(jonas.sees().write(set("icfCode", `"d460"`)))

	s = begin("names that JavaScript gives a meaning")
	amina, jonas = s.two(add("activities", "__proto__", `{"__proto__":1,"constructor":2}`))
	s.come(jonas.write(add("activities", "constructor", `"c"`)), amina.write(remove("activities", "__proto__")),
		amina.write(set("constructor", `1`)), amina.write(set("toString", `1`)))
}

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

	for _, c := range [][3]string{
		{"review", `"2026-12-08"`, `"2026-12-01"`}, {"until", `"2026-12-08"`, `"2026-12-01"`}, {"urgency", `"low"`, `"acute"`},
		{"urgency", `"soon"`, `"unknown"`}, {"freedom", `"free"`, `"guided"`}, {"hours", `2.5`, `10`}, {"dose", `2.5`, `10`},
		{"informed", `true`, `false`}, {"alarm", `true`, `false`}, {"review", `null`, `"2026-12-01"`}, {"hours", `3`, `3`},
		{"alarm", `"true"`, `false`}, {"until", `"\ue000"`, `"😀"`}, {"until", `17`, `"a"`},
	} {
		s = begin(fmt.Sprintf("safeSide %s: %s and %s", c[0], c[1], c[2]))
		amina, jonas = s.two(set("icfCode", `"d450"`))
		s.come(jonas.write(set(c[0], c[1])), amina.write(set(c[0], c[2])))
	}
}

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

	s = begin("serverAuthoritative: a phone's request waits on its own screen")
	_, jonas = s.two(set("provider", `"ekby"`))
	s.screen(jonas.write(set("provider", `"norrby"`)))
	s.screen(jonas.write(set("provider", `"sörby"`)))

	s = begin("serverAuthoritative: the first commit wins")
	amina, jonas = s.two(set("provider", `"ekby"`))
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

func peopleRules(begin func(string) *story) {
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

	s = begin("proposal: what is agreed is in force, the rest waits")
	amina, jonas = s.two(set("wording", `"ett"`))
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

	s = begin("ownKey: nobody answers for others")
	amina, jonas = s.two(set("start", `"a"`))
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

	s = begin("ownKey: of one person's two phones the answer to the later sequence is shown")
	amina, jonas = s.two(set("start", `"a"`))
	tablet := s.join("amina", "assistant")
	tablet.now += 60_000
	s.come(amina.write(add("attendance", "amina", `{"respondedToSequence":1}`)), tablet.write(add("attendance", "amina", `{"respondedToSequence":0}`)),
		jonas.write(add("attendance", "jonas", `"ja"`)))

	s = begin("counter: each replica upwards under its own id")
	amina, jonas = s.two(add("trialUse", "amina0", `3`))
	s.come(amina.write(add("trialUse", "amina0", `5`)), amina.write(add("trialUse", "amina0", `4`)), jonas.write(add("trialUse", "amina0", `9`)),
		jonas.write(add("trialUse", "jonas1", `-1`)), jonas.write(add("trialUse", "jonas1", `1.5`)), jonas.write(add("trialUse", "jonas1", `9007199254740991`)))
}

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

	s = begin("stateMachine: people choose, the strongest in force meanwhile")
	_, jonas = s.active()
	petra := s.join("petra", "nurse").sees()
	s.come(jonas.write(set("state", `"notAchieved"`)), petra.write(set("state", `"achieved"`)))
	again := jonas.sees().write(set("state", `"notAchieved"`))
	chosen := petra.sees().write(set("state", `"notAchieved"`))
	chosen.in.Decides = true
	s.come(again, chosen)

	s = begin("stateMachine: people choose, the weakest in force meanwhile")
	amina, jonas = s.active()
	paused := jonas.write(set("state", `"paused"`))
	back := jonas.write(set("state", `"active"`))
	s.come(paused, amina.write(both(set("state", `"ended"`), set("stopReason", `"flyttat"`))), back)

	s = begin("stateMachine: a first state without the machine's beginning")
	amina, jonas = s.two(set("icfCode", `"d450"`))
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

	s = begin("a list holds five hundred items and remembers thirty-two that are gone")
	amina, _ = s.two(set("icfCode", `1`))
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

	s = begin("two edits with one stamp: the greater id wins")
	amina, _ = s.two(set("icfCode", `1`))
	one, two = amina.write(set("homeAccess", `"a"`)), amina.write(set("homeAccess", `"b"`))
	two.edit.Stamp, two.edit.After = one.edit.Stamp, one.edit.After
	two.in.Author = "eva"
	s.come(one, two)

	s = begin("a restored backup counts twice: the higher is shown")
	amina, jonas = s.two(add("trialUse", "amina0", `3`))
	backup = amina.last
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
