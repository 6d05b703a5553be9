package demo

import "time"

// agenda are the items of tomorrow's meeting: in part 1 between the needs assessor and home care, in part 2 with all, in part 3 with
// home health care. Of two nobody has written yet what the person wants: they cannot be discussed without.
func agenda(now time.Time) []Shift {
	early := early(now)
	item := func(ago int64, citizen, part, id, question, background string, more ...any) Wrote {
		scope := inPart(part)
		if citizen != "" {
			scope = inCase(citizen, part)
		}
		return made(ago, scope, "agendaItem", id, append([]any{
			"question", question, "background", background, "part", int(part[0] - '0'), "meetingId", theMeeting, "state", "proposed"}, more...)...)
	}
	voice := func(ago int64, citizen, part, id, words string) Wrote {
		return changed(ago, inCase(citizen, part), "agendaItem", id, "citizenVoice", words).said()
	}
	informed := []any{"citizenInformed", true, "disclosureBasis", "consent", "requiresNewAssessment", false}
	return []Shift{
		{Staff: "mats", Writes: []Wrote{
			item(early-2, "c04", "1", "ai-1", "Inga-Britts beslut går ut nästa månad. Hur har stödet fungerat?", "Beslutet gäller hjälp morgon och kväll.", "citizenInformed", true, "disclosureBasis", "sameBranch", "priority", "high"),
		}},
		{Staff: "amina", Writes: []Wrote{
			item(early-3, "c01", "2", "ai-2", "Gunvor vill gå till brevlådan själv, även när det är halt. Hur gör vi?", "Hon gick hela vägen i förra veckan. Backen vid porten är brant.", informed...).
				with("preparations", "f1", map[string]any{"role": "occupationalTherapist", "staffId": "jonas", "task": "Titta på rollatorn och backen", "done": false}),
			voice(early-3, "c01", "2", "ai-2", "Jag vill hämta posten själv. Ni behöver inte gå med, men ring om jag inte svarar."),
		}},
		{Staff: "li", Writes: []Wrote{
			item(early-4, "c05", "2", "ai-3", "Samira är ostadig på morgonen. Kan fler av oss träna med henne?", "Två steg åt sidan när hon vänder sig, men stadig efter frukost.", informed...),
			voice(early-4, "c05", "2", "ai-3", "Gärna. Men inte före kaffet."),
		}},
		{Staff: "petra", Writes: []Wrote{
			item(early-5, "c08", "3", "ai-4", "Tiden för Svens kvällsmedicin: kan besöket komma senare?", "Han somnar om den ges före klockan 19.", informed...),
			voice(early-5, "c08", "3", "ai-4", "Jag vill se nyheterna först."),
		}},
		{Staff: "jonas", Writes: []Wrote{
			item(early-6, "c10", "3", "ai-5", "Karl-Eriks duschpall glider. Ny pall eller halkmatta?", "", informed...),
		}},
		{Staff: "kerstin", Writes: []Wrote{
			item(early-7, "", "1", "ai-6", "Hur säger vi till varandra när någon inte öppnar?", "Tre gånger förra veckan fick nästa person veta det för sent.", "anonymous", true),
			changed(early-10, inCase("c04", "1"), "agendaItem", "ai-1", "state", "accepted"),
			changed(early-10, inCase("c01", "2"), "agendaItem", "ai-2", "state", "accepted"),
			changed(early-10, inCase("c08", "3"), "agendaItem", "ai-4", "state", "accepted"),
		}},
		{Staff: "jonas", Writes: []Wrote{
			changed(150, inCase("c01", "2"), "agendaItem", "ai-2").with("prepared", "jonas", map[string]any{"done": []string{"f1"}, "at": clock(now.Add(-150 * time.Minute))}),
		}},
		{Staff: "rosa", Writes: []Wrote{
			made(160, inMeeting, "routineCheck", "rc-norra-2", "meetingId", theMeeting, "stepId", stepID(1), "routineVersion", 1).
				with("done", "rosa", map[string]any{"done": true, "at": clock(now.Add(-160 * time.Minute)), "note": "Frågade Inga-Britt i går."}),
		}},
	}
}

// tasks are what people have to do after the last meeting. One is late.
func tasks(now time.Time) Shift {
	early, date := early(now)-15, midnight(now)
	task := func(scope, id, title, who string, due time.Time) Wrote {
		return made(early, scope, "followUpTask", id, "title", title, "responsibleId", who, "due", clock(due), "state", "open")
	}
	return Shift{Staff: "kerstin", Writes: []Wrote{
		task(inCase("c01", "2"), "ft-1", "Fråga Gunvor vilken dag hembesöket passar", "amina", at(later(date, 1), 16*60)),
		task(inCase("c04", "1"), "ft-2", "Ring Inga-Britt om beslutet som går ut", "mats", at(later(date, 3), 16*60)),
		task(inCase("c05", "2"), "ft-3", "Visa morgonens övningar för kvällspersonalen", "li", at(later(date, 4), 12*60)),
		task(inPart("3"), "ft-4", "Gå igenom var halkmattorna finns", "jonas", at(later(date, -1), 16*60)),
		changed(early-5, inPart("3"), "followUpTask", "ft-4", "state", "inProgress"),
	}}
}
