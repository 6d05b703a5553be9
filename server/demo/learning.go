package demo

import "time"

// learning is how Norra Ekby tries a better way of working: ideas, the way they try now, the test and its first round.
func learning(now time.Time) []Shift {
	early, date := early(now), midnight(now)
	day := func(days int) string { return later(date, days).Format(time.DateOnly) }
	return []Shift{
		{Staff: "amina", Writes: []Wrote{
			made(early-1, inLearning, "improvementIdea", "ii-1", "title", "Fråga först vad hen vill göra själv", "problem", "Vi hinner hjälpa innan någon har försökt.",
				"hypothesis", "Om vi frågar innan vi börjar gör fler mer själva.", "state", "raised").with("supporters", "amina", "amina", "noor", "noor"),
		}},
		{Staff: "rosa", Writes: []Wrote{
			made(early-1, inLearning, "improvementIdea", "ii-2", "title", "En lätt rollator i varje bil", "problem", "Den som vill prova får vänta i veckor.", "hypothesis", "Fler vågar gå ut om de får prova samma dag.", "state", "raised"),
		}},
		{Staff: "bodil", Writes: []Wrote{
			changed(early-2, inLearning, "improvementIdea", "ii-1", "state", "selected"),
			made(early-2, inLearning, "workingMethod", "wm-1", "name", "Fråga, vänta, hjälp", "text", "1. Fråga: vad vill du göra själv i dag?\n2. Vänta tills hen har försökt.\n3. Hjälp med det som är kvar, och säg vad som gick bra.",
				"why", "Det man gör själv håller längre."),
			made(early-2, inLearning, "methodTest", "mt-1", "name", "Fråga, vänta, hjälp på morgonen", "ideaId", "ii-1", "methodId", "wm-1", "area", "Norra Ekby, morgonbesök", "plannedStart", day(-14), "plannedEnd", day(14),
				"supportFloorConfirmed", true, "responsibleManagerId", "bodil", "state", "planned"),
			changed(early-3, inLearning, "methodTest", "mt-1", "unitIds", []string{"norra"}, "participantStaffIds", []string{"amina", "rosa", "noor"}),
			changed(early-3, inLearning, "methodTest", "mt-1", "state", "running"),
			made(early-4, inLearning, "testCycle", "tc-1", "testId", "mt-1", "number", 1, "methodVersion", 1).
				with("whatWeTried", "e1", entry(now, early-4, "Alla morgonbesök hos åtta personer, i två veckor.")),
		}},
		{Staff: "amina", Writes: []Wrote{
			changed(early-6, inLearning, "testCycle", "tc-1").with("howItWent", "e1", entry(now, early-6, "Tar fem minuter mer de första dagarna, sedan lika lång tid.")).
				with("citizenViews", "e1", entry(now, early-6, "Gunvor: Nu hinner jag själv.")),
		}},
		{Staff: "noor", Writes: []Wrote{
			changed(early-8, inLearning, "testCycle", "tc-1").with("staffViews", "e1", entry(now, early-8, "Svårt att vänta när nästa besök ligger tätt.")),
		}},
	}
}
