package demo

// Person is somebody one can log in as in the demo. Team is "" for those who sit in none; of a citizen it is the team that visits.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
	Team string `json:"team"`
	Kind string `json:"kind"` // staff, citizen or representative, as in a token
}

// Staff lists the demo's staff.
func Staff() []Person {
	out := make([]Person, len(staff))
	for i, p := range staff {
		out[i] = Person{p.id, p.name, p.role, p.team, "staff"}
	}
	return out
}

// People lists everybody one can log in as: the staff, some citizens and a representative.
func People() []Person {
	out := Staff()
	for _, i := range asThemselves {
		team := "norra"
		if isLindgardens(i) {
			team = "lindgarden"
		}
		out = append(out, Person{citizenID(i), citizens[i], "citizen", team, "citizen"})
	}
	return append(out, representative)
}

// asThemselves are the citizens one can log in as: Gunvor Ekdahl, Tage Holm, Rolf Malm, Samira Aziz and Ingrid Palm.
var asThemselves = []int{0, 1, 2, 4, 16}

// representative is the daughter of the principal, Gunvor Ekdahl.
var representative = Person{"karin", "Karin Ekdahl", "representative", "", "representative"}

const principal = "c01"

func nameOf(id string) string {
	for _, p := range staff {
		if p.id == id {
			return p.name
		}
	}
	return id
}

// missions are what each role says it is there for.
var missions = map[string]string{
	"assistantNurse":        "Jag stöttar hemma, varje dag, så att den enskilde gör det hen kan själv.",
	"careAssistant":         "Jag hjälper till hemma med det som behövs i vardagen.",
	"nurse":                 "Jag svarar för hälso- och sjukvården hemma och för läkemedlen.",
	"occupationalTherapist": "Jag hjälper till att vardagen fungerar, med träning och hjälpmedel.",
	"physiotherapist":       "Jag tränar rörelse, styrka och balans.",
	"needsAssessor":         "Jag utreder och beslutar om stöd enligt socialtjänstlagen.",
	"coordinator":           "Jag planerar besöken och ser till att ingen blir utan.",
	"unitManager":           "Jag har ansvar för enheten och för att arbetet blir bättre.",
	"housingSupportWorker":  "Jag ger stöd i vardagen enligt LSS och socialtjänstlagen.",
	"systemAdmin":           "Jag sköter systemet och katalogen.",
	"auditReviewer":         "Jag granskar vem som har läst vad.",
}

// person is a fictional staff member. team "" sits in no team.
type person struct {
	id, name, role, employer, team string
	parts                          []int
}

// staff of Ekby kommun and of the external provider Lindgården Omsorg AB. All are made up.
var staff = []person{
	{"amina", "Amina Warsame", "assistantNurse", "ekby", "norra", []int{1, 2, 3}},
	{"marek", "Marek Zielinski", "assistantNurse", "ekby", "norra", []int{1, 2, 3}},
	{"rosa", "Rosa Lind", "assistantNurse", "ekby", "norra", []int{1, 2, 3}},
	{"noor", "Noor Haddad", "careAssistant", "ekby", "norra", []int{1, 2, 3}},
	{"petra", "Petra Nyholm", "nurse", "ekby", "norra", []int{2, 3}},
	{"jonas", "Jonas Lilja", "occupationalTherapist", "ekby", "norra", []int{2, 3}},
	{"li", "Li Sandström", "physiotherapist", "ekby", "norra", []int{2, 3}},
	{"mats", "Mats Örn", "needsAssessor", "ekby", "norra", []int{1, 2}},
	{"kerstin", "Kerstin Vång", "coordinator", "ekby", "norra", []int{1, 2, 3}},
	{"bodil", "Bodil Rask", "unitManager", "ekby", "norra", []int{1, 2, 3}},
	{"erik", "Erik Tapper", "housingSupportWorker", "ekby", "norra", []int{2}},
	{"sofia", "Sofia Almgren", "assistantNurse", "lindgarden", "lindgarden", []int{1, 2, 3}},
	{"olle", "Olle Frisk", "coordinator", "lindgarden", "lindgarden", []int{1, 2, 3}},
	{"ylva", "Ylva Modig", "systemAdmin", "ekby", "", nil},
	{"loa", "Loa Granath", "auditReviewer", "ekby", "", nil},
	// The patrol that takes alarms has citizens of its own nowhere: it opens outside its assignment, and says why.
	{"greta", "Greta Sund", "nurse", "ekby", "", nil},
	{"farid", "Farid Noori", "assistantNurse", "ekby", "", nil},
}

// visitors of the health care that both teams share.
var shared = []string{"petra", "jonas", "li", "mats"}

// citizens, all made up; the first seven are those of the worked days.
var citizens = []string{
	"Gunvor Ekdahl", "Tage Holm", "Rolf Malm", "Inga-Britt Sjöö", "Samira Aziz", "Ove Brandt", "Elsa Frid", "Sven Åkerlund",
	"Maj-Lis Dahl", "Karl-Erik Nord", "Birgit Hedman", "Arne Storm", "Ulla Ståhl", "Gösta Vik", "Margit Öberg", "Allan Fors",
	"Ingrid Palm", "Nils Hörnfeldt", "Siv Granlund", "Rune Ask", "Aino Korhonen", "Yusuf Demir", "Kerstin Bohlin", "Harry Lund",
	"Solveig Ek", "Bengt Wiklund", "Dagny Moberg", "Tore Frisk", "Vera Sandell", "Einar Blom",
}
