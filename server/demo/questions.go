package demo

import "time"

// questions are those about medicines and aids: one that is answered and read, one that waits since this morning, one that is
// urgent; and about an aid, one that somebody has taken on and one that nobody has.
func questions(now time.Time) []Shift {
	const medicine, aid = "medicationQuestion", "aidQuestion"
	ago := func(minutes int64) string { return clock(now.Add(-time.Duration(minutes) * time.Minute)) }
	return []Shift{
		{Staff: "rosa", Writes: []Wrote{
			made(250, inHealth("c10"), medicine, "mq-c10", "observation", "Klådan på armarna är tillbaka sedan i går.", "question", "Ska vi smörja morgon och kväll igen?", "occurredAt", ago(255), "urgency", "today", "state", "raised"),
			changed(215, inHealth("c10"), medicine, "mq-c10").with("confirmations", "rosa", map[string]string{"at": ago(215), "answerId": "an-1"}),
			told(214, "mq-c10", true),
			told(204, question, true),
			made(205, inHealth("c01"), aid, "aq-c01", "need", "Lättare rollator. Den hon har är tung uppför backen.", "activity", "Gå till brevlådan", "urgency", "soon", "occurredAt", ago(210), "state", "raised").
				with("currentAids", "h1", "Rollator från 2019"),
			made(72, inHealth("c08"), medicine, "mq-c08", "observation", "Svullen om fötterna, mer på vänster sida.", "question", "Ska han ha stödstrumpor i dag ändå?", "occurredAt", ago(80), "urgency", "today", "state", "raised"),
		}},
		{Staff: "petra", Writes: []Wrote{
			changed(230, inHealth("c10"), medicine, "mq-c10", "nurseId", "petra", "state", "answered").
				with("answer", "an-1", entry(now, 230, "Ja, samma salva som förra gången, morgon och kväll i en vecka. Jag tittar på torsdag.")).
				with("mustConfirmIds", "m1", "rosa"),
			told(70, "mq-c08", true),
		}},
		{Staff: "jonas", Writes: []Wrote{
			changed(152, inHealth("c01"), aid, "aq-c01", "ownerId", "jonas", "state", "acknowledged"),
			told(96, "aq-c10", true),
		}},
		{Staff: "marek", Writes: []Wrote{
			told(212, "mq-c10", true),
			made(98, inHealth("c10"), aid, "aq-c10", "need", "Duschpallen glider på golvet.", "activity", "Duscha", "urgency", "urgent", "occurredAt", ago(110), "state", "raised"),
		}},
		{Staff: "noor", Writes: []Wrote{
			told(203, question, true),
			made(12, inHealth("c05"), medicine, "mq-c05", "observation", "Två dospåsar för i kväll ligger i asken. Den ena är öppnad.", "question", "Vilken ska hon ha? Jag har inte gett någon.", "occurredAt", ago(14), "urgency", "now", "state", "raised"),
		}},
	}
}

// choices are two who want to change the same goal, and two who gave the same task to somebody else, and did not know of each
// other: people are to choose.
func choices() []Shift {
	const scope = "citizen/" + principal + "/social/" + Municipality
	propose := func(who string, ago int64, text string) Shift {
		w := changed(ago, scope, "goal", goalID(principal), "professionalWording", text)
		w.Saw = 135
		return Shift{Staff: who, Writes: []Wrote{w}}
	}
	give := func(by string, ago int64, to string) Shift {
		w := changed(ago, inCase("c05", "2"), "followUpTask", "ft-3", "responsibleId", to)
		w.Saw = 125
		return Shift{Staff: by, Writes: []Wrote{w}}
	}
	return []Shift{
		give("jonas", 121, "jonas"), give("mats", 119, "amina"),
		propose("amina", 131, "Till brevlådan med rollator, på egen hand"),
		propose("jonas", 127, "Till brevlådan med rollator, personal går bredvid vid halka"),
	}
}
