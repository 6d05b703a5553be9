package demo

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
