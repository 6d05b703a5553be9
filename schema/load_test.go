package schema

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoad_OurOwnFilesAreRight(t *testing.T) {
	t.Parallel()
	set, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"citizen", "citizenIdentity", "staffMember", "careTeam", "teamRoster", "careAssignment", "goal", "goalFollowUp",
		"rehabPlan", "planActivity", "dialogue", "profile", "profileMatch", "visitPlan", "visitRecord", "visitNote", "visitAssertion",
		"visitDay", "supportStatus", "jointVisit", "jointVisitFinding", "teamMeeting", "meetingPart", "agendaItem", "meetingDecision",
		"followUpTask", "routine", "routineStep", "routineCheck", "aidQuestion", "medicationQuestion", "caseThread", "threadMessage",
		"deviationDraft", "consent", "accessBlock", "supportDecision", "serviceOrder", "improvementIdea", "methodTest", "testCycle",
		"workingMethod", "methodAdoption", "notice", "conflict",
	} {
		if set.Types[name] == nil {
			t.Errorf("type %s is missing", name)
		}
	}
}

// One small right set of files. Each case of the next test breaks it in one place.
const (
	smallRoles = `{"nurse":{"sv":"Sjuksköterska","en":"Nurse"},"server":{"sv":"Servern","en":"The server"},"coordinator":{"sv":"Samordnare","en":"Coordinator"}}`
	smallRooms = `{"citizen":{"health":{"label":{"sv":"Vård","en":"Health"},"controller":"municipality","read":["nurse"]}}}`
	smallType  = `{
 "type":"question","label":{"sv":"Fråga","en":"Question"},"scopes":["citizen/{citizen}/health/{municipality}"],
 "rights":{"create":["nurse"],"write":["nurse"],"propose":["nurse"],"agree":["nurse"],"void":["nurse"]},
 "required":["need"],"owner":"ownerId","ownerRole":"nurse","rules":["someRule"],"hot":{"at":"start","backDays":2},
 "project":[{"type":"question","scope":"citizen/{id}/health/{municipality}","fields":["need"]}],
 "deadlines":[{"at":"due","plusMinutes":15,"in":["open"],"rule":"someRule"}],
 "notices":[{"when":"state:open","to":["role:nurse"],"class":"sync"}],
 "fields":{
  "state":{"label":{"sv":"Status","en":"State"},"policy":"stateMachine"},
  "need":{"label":{"sv":"Behov","en":"Need"},"policy":"proposal","schema":{"$ref":"../values.json#/line"}},
  "ownerId":{"label":{"sv":"Ansvarig","en":"Owner"},"policy":"lastWriter","write":["nurse"],"schema":{"type":"string"}},
  "urgency":{"label":{"sv":"Hur bråttom","en":"Urgency"},"policy":"safeSide","safe":"highest","order":["low","high"],"schema":{"enum":["low","high"]}},
  "start":{"label":{"sv":"Start","en":"Start"},"policy":"strictBundle","bundle":"time","schema":{"type":"string"}},
  "count":{"label":{"sv":"Nummer","en":"Number"},"policy":"strictBundle","bundle":"time","sequence":true,"schema":{"type":"integer"}},
  "aids":{"label":{"sv":"Hjälpmedel","en":"Aids"},"policy":"addWins","remove":["nurse"],"schema":{"type":"string"}},
  "alerts":{"label":{"sv":"Varningar","en":"Alerts"},"policy":"restrictive","remove":["nurse"],"reason":"reasons","schema":{"type":"string"}},
  "reasons":{"label":{"sv":"Skäl","en":"Reasons"},"policy":"journal","schema":{"type":"string"}},
  "answers":{"label":{"sv":"Svar","en":"Answers"},"policy":"ownKey","others":["nurse"],"answers":"count",
   "schema":{"type":"object","properties":{"respondedToSequence":{"type":"integer"}},"additionalProperties":false}},
  "tries":{"label":{"sv":"Försök","en":"Tries"},"policy":"counter","schema":{"type":"integer","minimum":0}},
  "stance":{"label":{"sv":"Inställning","en":"Stance"},"policy":"citizenOwned","keyed":true,"schema":{"enum":["yes","no"]}},
  "access":{"label":{"sv":"Åtkomst","en":"Access"},"policy":"serverAuthoritative","write":["nurse"],"schema":{"type":"boolean"}},
  "status":{"label":{"sv":"Läge","en":"Status"},"policy":"derived","derive":"someFunction","schema":{"type":"string"}},
  "summary":{"label":{"sv":"Summering","en":"Summary"},"policy":"lastWriterNotice","frozenIn":["closed"],"urgency":"clinical","schema":{"type":"string"}},
  "due":{"label":{"sv":"Senast","en":"Due"},"policy":"human","schema":{"type":"string","format":"date-time"}}},
 "states":{"initial":["open"],"transitions":[{"from":["open"],"to":"closed","by":["nurse"],"needs":["summary"]}],
  "precedence":["closed","open"],"human":[{"states":["closed","open"],"inForce":"weakest"}],
  "labels":{"open":{"sv":"Öppen","en":"Open"},"closed":{"sv":"Stängd","en":"Closed"}}}}`
	smallWords = `{
 "values":{"low":{"sv":"Kan vänta","en":"Can wait"},"high":{"sv":"Bråttom","en":"Urgent"},"yes":{"sv":"Ja","en":"Yes"},"no":{"sv":"Nej","en":"No"},
  "question.stance.no":{"sv":"Vill inte","en":"Does not want"},"true":{"sv":"Sant","en":"True"},"false":{"sv":"Falskt","en":"False"}},
 "members":{"respondedToSequence":{"sv":"Svarar på","en":"Answers to"}},
 "notices":{"question.open":{"sv":"Ny fråga","en":"New question"}},"kinds":{"citizen":{"sv":"Medborgare","en":"Citizen"}},
 "verdicts":{},"refusals":{},"presence":{}}`
)

func small(typeText string) fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"roles.json": file(smallRoles), "compartments.json": file(smallRooms), "types/question.json": file(typeText),
		"values.json": file(`{"line":{"type":"string","maxLength":200}}`), "words.json": file(smallWords),
	}
}

func TestLoad_SmallSetIsRight(t *testing.T) {
	t.Parallel()
	if _, err := Load(small(smallType)); err != nil {
		t.Fatal(err)
	}
}

func TestLoad_EachFaultIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, replace, by, want string }{
		{"field without a policy", `"policy":"lastWriter",`, ``, `fields.ownerId: missing property 'policy'`},
		{"unknown policy", `"policy":"lastWriter"`, `"policy":"newestWins"`, `fields.ownerId.policy: value must be one of`},
		{"typing error", `"policy":"lastWriter"`, `"policy":"lastWriter","privat":true`, `fields.ownerId: additional properties 'privat' not allowed`},
		{"typing error in a value", `"maxLength":200`, `"maxLenght":200`, `values.json: line: additional properties 'maxLenght' not allowed`},
		{"named twice", `"owner":"ownerId",`, `"owner":"ownerId","owner":"need",`, `duplicate object member name "owner"`},
		{"not JSON", `"required":["need"],`, `"required":[,`, `types/question.json: (all):`},
		{"no Swedish label", `{"sv":"Behov","en":"Need"}`, `{"en":"Need"}`, `fields.need.label: missing property 'sv'`},
		{"empty English label", `{"sv":"Behov","en":"Need"}`, `{"sv":"Behov","en":""}`, `fields.need.label.en: minLength`},
		{"state without an English label", `{"sv":"Stängd","en":"Closed"}`, `{"sv":"Stängd"}`, `states.labels.closed: missing property 'en'`},
		{"role without a label", `"nurse":{"sv":"Sjuksköterska","en":"Nurse"}`, `"nurse":{"sv":"Sjuksköterska"}`, `roles.json: nurse: missing property 'en'`},
		{"state without a place in the precedence", `["closed","open"]`, `["closed"]`, `states.precedence: state "open" has 0 places`},
		{"state twice in the precedence", `["closed","open"]`, `["closed","open","closed"]`, `states.precedence: state "closed" has 2 places`},
		{"unknown state in the precedence", `["closed","open"]`, `["closed","open","lost"]`, `states.precedence: unknown state "lost"`},
		{"transition to an unknown state", `"to":"closed"`, `"to":"shut"`, `states.transitions: unknown state "shut"`},
		{"transition from an unknown state", `"from":["open"]`, `"from":["opened"]`, `states.transitions: unknown state "opened"`},
		{"unknown initial state", `"initial":["open"]`, `"initial":["new"]`, `states.initial: unknown state "new"`},
		{"unreachable state", `"to":"closed"`, `"to":"open"`, `states: state "closed" cannot be reached`},
		{"unknown role creates", `"create":["nurse"]`, `"create":["nurs"]`, `rights.create: unknown role "nurs"`},
		{"unknown role voids", `"void":["nurse"]`, `"void":["nurs"]`, `rights.void: unknown role "nurs"`},
		{"unknown role writes a field", `"write":["nurse"],"schema"`, `"write":["nurs"],"schema"`, `fields.ownerId.write: unknown role "nurs"`},
		{"unknown role removes", `"remove":["nurse"]`, `"remove":["nurs"]`, `fields.aids.remove: unknown role "nurs"`},
		{"unknown role moves", `"by":["nurse"]`, `"by":["nurs"]`, `states.transitions: unknown role "nurs"`},
		{"unknown role reads", `"read":["nurse"]`, `"read":["nurse","nurs"]`, `compartments.json: citizen.health.read: unknown role "nurs"`},
		{"unknown role is told", `"role:nurse"`, `"role:nurs"`, `notices: unknown role "nurs"`},
		{"writer who reads nothing", `"write":["nurse"],"propose"`, `"write":["coordinator"],"propose"`, `rights.write: role "coordinator" reads none`},
		{"remove on a single value", `"policy":"addWins"`, `"policy":"lastWriter"`, `fields.aids.remove: only items of addWins`},
		{"unknown compartment", `/health/{municipality}"],`, `/helth/{municipality}"],`, `scopes: unknown compartment in "citizen/{citizen}/helth/{municipality}"`},
		{"unknown placeholder", `"citizen/{citizen}/health/{municipality}"`, `"citizen/{citizen}/health/{town}"`, `scopes: unknown placeholder`},
		{"part that does not exist", `"citizen/{citizen}/health/{municipality}"`, `"citizen/{citizen}/case-{team}-9/{municipality}"`, `scopes: unknown compartment in`},
		{"wrong subject", `"citizen/{citizen}/`, `"citizen/{team}/`, `scopes: the subject in`},
		{"wrong controller", `"citizen/{citizen}/health/{municipality}"`, `"citizen/{citizen}/health/{provider}"`, `must end with {municipality}`},
		{"required field unknown", `"required":["need"]`, `"required":["needs"]`, `required: unknown field "needs"`},
		{"owner unknown", `"owner":"ownerId"`, `"owner":"owner"`, `owner: unknown field "owner"`},
		{"hot field unknown", `"at":"start"`, `"at":"begin"`, `hot.at: unknown field "begin"`},
		{"safeSide without safe", `"safe":"highest","order":["low","high"],`, ``, `fields.urgency: safeSide and safe go together`},
		{"safe without safeSide", `"policy":"lastWriter"`, `"policy":"lastWriter","safe":"true"`, `fields.ownerId: safeSide and safe go together`},
		{"order differs from the enum", `"order":["low","high"]`, `"order":["low","highest"]`, `fields.urgency.order: does not name the same`},
		{"order on earliest", `"safe":"highest"`, `"safe":"earliest"`, `fields.urgency.order: only highest and lowest`},
		{"bundle of two policies", `"policy":"lastWriter"`, `"policy":"lastWriter","bundle":"time"`, `fields.ownerId: a bundle has fields of the policy strictBundle only`},
		{"strictBundle without a bundle", `"policy":"strictBundle","bundle":"time","schema"`, `"policy":"strictBundle","schema"`, `fields.start: a bundle has fields`},
		{"bundle with two kinds of writers", `"bundle":"time","schema"`, `"bundle":"time","write":["nurse"],"schema"`, `fields.start.write: the fields of bundle "time" change together`},
		{"two sequences", `"bundle":"time","schema"`, `"bundle":"time","sequence":true,"schema"`, `fields.start: bundle "time" has a sequence already: count`},
		{"sequence outside a bundle", `"policy":"lastWriter"`, `"policy":"lastWriter","sequence":true`, `fields.ownerId: a sequence counts`},
		{"projection of an unknown type", `"project":[{"type":"question"`, `"project":[{"type":"answer"`, `project: unknown type "answer"`},
		{"projection of an unknown field", `"fields":["need"]}]`, `"fields":["needs"]}]`, `project: unknown field "needs"`},
		{"projection of cards from elsewhere", `"fields":["need"]}]`, `"fields":["need"],"cards":{"of":"need","reach":"need","says":"need"}}]`, `project: cards of "need": it is not copied, or not from the directory alone`},
		{"projection of cards into an unknown field", `"fields":["need"]}]`, `"fields":["need"],"cards":{"of":"need","reach":"way","says":"need"}}]`, `project: unknown field "way"`},
		{"projection into a strange scope", `"citizen/{id}/health/`, `"team/{id}/health/`, `project: "team/{id}/health/{municipality}" is no scope of question`},
		{"projection from a citizen nobody named", `"fields":["need"]}]`, `"fields":["need"],"with":{"need":"{staff}"}}]`, `project: unknown placeholder in "{staff}"`},
		{"projection with an unknown field", `"fields":["need"]}]`, `"fields":["need"],"with":{"whose":"{citizen}"}}]`, `project: unknown field "whose"`},
		{"notice of an unknown class", `"class":"sync"`, `"class":"loud"`, `notices: unknown class "loud"`},
		{"notice to an unknown recipient", `"role:nurse"`, `"everybody"`, `notices: unknown recipient "everybody"`},
		{"notice to an unknown field", `"role:nurse"`, `"field:nobody"`, `notices: unknown recipient "field:nobody"`},
		{"notice to an unknown alternative", `"role:nurse"`, `"role:nurse|field:nobody"`, `notices: unknown recipient "field:nobody"`},
		{"notice to whom a single value names anew", `"role:nurse"`, `"new:ownerId"`, `notices: unknown recipient "new:ownerId"`},
		{"notice that is urgent twice", `"class":"sync"`, `"class":"urgent","urgentWithinMinutes":180`, `notices: "state:open" cannot become urgent`},
		{"notice of an unknown state", `"state:open"`, `"state:opened"`, `notices: unknown state in "state:opened"`},
		{"notice of an unknown field", `"state:open"`, `"field:opened"`, `notices: unknown field in "field:opened"`},
		{"notice of an unknown occasion", `"state:open"`, `"removed"`, `notices: unknown occasion "removed"`},
		{"notice with a value of nothing", `"when":"state:open"`, `"when":"created","is":[true]`, `notices: "created" has no values`},
		{"file named otherwise", `"type":"question","label"`, `"type":"query","label"`, `type: is "query", but the file is named otherwise`},
		{"proposal nobody agrees on", `"agree":["nurse"],`, ``, `fields.need: nobody may propose it, or agree on it`},
		{"machine without a field", `"state":{"label":{"sv":"Status","en":"State"},"policy":"stateMachine"},`, ``, `states: the type has no field "state"`},
		{"machine on another field", `"policy":"lastWriter"`, `"policy":"stateMachine"`, `fields.ownerId: the field "state" and no other`},
		{"alerts without a reason", `"reason":"reasons",`, ``, `fields.alerts: restrictive and reason go together`},
		{"reason of a list that is not restrictive", `"policy":"addWins"`, `"policy":"addWins","reason":"reasons"`, `fields.aids: restrictive and reason go together`},
		{"reason in no field", `"reason":"reasons"`, `"reason":"why"`, `fields.alerts: the reason of a restrictive list is a journal`},
		{"reason in a field that can be overwritten", `"reason":"reasons"`, `"reason":"summary"`, `fields.alerts: the reason of a restrictive list is a journal`},
		{"alerts that nobody lifts", `"policy":"restrictive","remove":["nurse"]`, `"policy":"restrictive"`, `fields.alerts: a restrictive list says who may remove`},
		{"lifts an alert and may not say why", `"policy":"journal","schema"`, `"policy":"journal","write":["server"],"schema"`, `fields.alerts.remove: role "nurse" must give "reasons" a value`},
		{"answers of a single value", `"policy":"lastWriter"`, `"policy":"lastWriter","others":["nurse"]`, `fields.ownerId: only ownKey lists have others`},
		{"unknown role answers for others", `"others":["nurse"]`, `"others":["nurs"]`, `fields.answers.others: unknown role "nurs"`},
		{"who reads nothing answers for others", `"others":["nurse"]`, `"others":["coordinator"]`, `fields.answers.others: role "coordinator" reads none`},
		{"answers to no sequence", `"answers":"count"`, `"answers":"start"`, `fields.answers: answers names a sequence`},
		{"answers to an unknown field", `"answers":"count"`, `"answers":"counts"`, `fields.answers: answers names a sequence`},
		{"answers that do not say to what", `{"respondedToSequence":`, `{"respondedTo":`, `fields.answers: an item that answers a sequence has`},
		{"counter of texts", `"policy":"counter","schema":{"type":"integer"`, `"policy":"counter","schema":{"type":"number"`, `fields.tries: a counter counts integers from 0`},
		{"counter below zero", `"minimum":0}}`, `"minimum":-1}}`, `fields.tries: a counter counts integers from 0`},
		{"keyed by staff", `"policy":"citizenOwned"`, `"policy":"lastWriter"`, `fields.stance: only citizenOwned fields are keyed`},
		{"the server's, and nobody writes it", `"policy":"serverAuthoritative","write":["nurse"]`, `"policy":"serverAuthoritative"`, `fields.access: a serverAuthoritative field says`},
		{"derived from nothing", `,"derive":"someFunction"`, ``, `fields.status: derived and derive go together`},
		{"derive of what is written", `"policy":"lastWriter"`, `"policy":"lastWriter","derive":"someFunction"`, `fields.ownerId: derived and derive go together`},
		{"derived and written", `"policy":"derived"`, `"policy":"derived","write":["nurse"]`, `fields.status: nobody writes a derived field`},
		{"derived and required", `"required":["need"]`, `"required":["need","status"]`, `fields.status: nobody can be required`},
		{"derived and frozen", `"policy":"derived"`, `"policy":"derived","frozenIn":["closed"]`, `fields.status: a derived field is not stored`},
		{"frozen in an unknown state", `"frozenIn":["closed"]`, `"frozenIn":["shut"]`, `fields.summary.frozenIn: unknown state "shut"`},
		{"unknown urgency", `"urgency":"clinical"`, `"urgency":"soon"`, `fields.summary.urgency: value must be one of`},
		{"deadline without a time", `"at":"due"`, `"at":"need"`, `deadlines: "need" is no field with a time`},
		{"deadline of an unknown field", `"at":"due"`, `"at":"dues"`, `deadlines: "dues" is no field with a time`},
		{"deadline in an unknown state", `"in":["open"]`, `"in":["opened"]`, `deadlines: unknown state "opened"`},
		{"deadline without a rule", `"in":["open"],"rule":"someRule"`, `"in":["open"]`, `deadlines.0: missing property 'rule'`},
		{"unknown role decides", `"ownerRole":"nurse"`, `"ownerRole":"nurs"`, `ownerRole: unknown role "nurs"`},
		{"who reads nothing decides", `"ownerRole":"nurse"`, `"ownerRole":"coordinator"`, `ownerRole: role "coordinator" reads none`},
		{"nobody decides", `"ownerRole":"nurse",`, ``, `ownerRole: nobody decides about "due" when people disagree`},
		{"who may not write decides", `"ownerRole":"nurse"`, `"ownerRole":"coordinator"`, `ownerRole: role "coordinator" decides about "due", but may not write it`},
		{"move that needs an unknown field", `"needs":["summary"]`, `"needs":["why"]`, `states.transitions: needs an unknown field "why"`},
		{"move that needs what its role may not write", `"policy":"lastWriterNotice"`, `"policy":"lastWriterNotice","write":["server"]`, `states.transitions: role "nurse" must give "summary" a value`},
		{"people decide about an unknown state", `"states":["closed","open"],"inForce"`, `"states":["closed","opened"],"inForce"`, `states.human: unknown state "opened"`},
		{"people decide about one state", `"states":["closed","open"],"inForce"`, `"states":["closed"],"inForce"`, `states.human.0.states: minItems`},
		{"no state in force meanwhile", `,"inForce":"weakest"`, ``, `states.human.0: missing property 'inForce'`},
		{"unknown shared value", `../values.json#/line`, `../values.json#/lien`, `fields.need.schema: $ref "../values.json#/lien" is not in values.json`},
		{"field without a schema", `"policy":"lastWriter","write":["nurse"],"schema":{"type":"string"}`, `"policy":"lastWriter"`, `fields.ownerId: has no schema`},
		{"wrong pattern", `"schema":{"type":"integer"}`, `"schema":{"type":"string","pattern":"("}`, `fields.count.schema`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			broken, times := small(smallType), 0
			for _, file := range broken {
				text := string(file.Data)
				times += strings.Count(text, c.replace)
				file.Data = []byte(strings.Replace(text, c.replace, c.by, 1))
			}
			if times == 0 {
				t.Fatalf("the small set holds no %s", c.replace)
			}
			_, err := Load(broken)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestLoad_MissingFilesAreNamed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"roles.json", "compartments.json"} {
		fsys := small(smallType)
		delete(fsys, name)
		if _, err := Load(fs.FS(fsys)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: got %v", name, err)
		}
	}
}
