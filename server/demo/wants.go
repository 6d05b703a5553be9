package demo

// want is what somebody wants to be able to do, and how others help.
type want struct {
	words, wording, target, area, direction string
	steps                                   [2]doing
	seen, said                              [2]string // when it was followed up: by staff, by the citizen
}

// doing is one thing that is done for it.
type doing struct{ title, how, self, staff, support, often string }

var wants = []want{
	{
		"Jag vill kunna gå ut till brevlådan själv varje morgon.", "Går till brevlådan varje morgon med rollator", "Till brevlådan och tillbaka utan sällskap", "mobility", "strengthen",
		[2]doing{
			{"Gå till brevlådan", "Efter frukosten. Skor med bra sula, rollator, vila på bänken vid porten.", "Går själv hela vägen och tar posten.", "Går bredvid vid halka. Annars på avstånd.", "encouragement", "Varje morgon"},
			{"Klä på sig till promenaden", "Kläderna läggs fram kvällen innan.", "Klär på överkroppen och väljer jacka.", "Hjälper med skor och dragkedja.", "little", "Varje morgon"},
		},
		[2]string{"Gick till grinden och vände. Tung rollator uppför.", "Gick hela vägen. Vilade en gång på bänken."},
		[2]string{"Det är backen som är jobbig.", "Jag hämtade posten själv!"},
	},
	{
		"Jag vill laga min egen middag igen.", "Lagar middag två dagar i veckan med stöd", "Lagar en middag från recept till dukat bord", "domesticLife", "strengthen",
		[2]doing{
			{"Laga middag", "Receptet ligger på kylskåpet. En sak i taget.", "Skalar, rör och smakar av. Bestämmer vad det blir.", "Lyfter grytan och håller reda på spisen.", "little", "Tisdag och torsdag"},
			{"Duka och duka av", "Porslinet står i nedre skåpet.", "Dukar och diskar det lätta.", "Bär det tunga.", "encouragement", "Efter varje måltid"},
		},
		[2]string{"Skalade potatis sittande. Blev trött när såsen skulle göras.", "Lagade fiskgratäng nästan själv. Mycket nöjd."},
		[2]string{"Jag vill inte sitta hela tiden.", "Det smakade som hemma."},
	},
	{
		"Jag vill orka gå på sångstunden.", "Deltar i sångstunden varje onsdag", "En timme på sångstunden utan att bli uttröttad", "community", "maintain",
		[2]doing{
			{"Resa sig och stå", "Fem gånger vid köksbänken, före kaffet.", "Reser sig själv med stöd av händerna.", "Står bredvid och räknar högt.", "encouragement", "Två gånger om dagen"},
			{"Gå till sångstunden", "Buss 3 från hållplatsen. Åk 13.10.", "Går till bussen med käpp.", "Ringer kvällen innan och påminner.", "none", "Onsdagar"},
		},
		[2]string{"Orkade halva stunden.", "Satt kvar hela stunden och sjöng alla verser."},
		[2]string{"Det var roligt men jag blev trött.", "Nu kan jag alla verserna igen."},
	},
	{
		"Jag vill sova hela natten.", "Lugn kvällsrutin före klockan 22", "Somnar före klockan 23 fem nätter av sju", "selfCare", "maintain",
		[2]doing{
			{"Kvällsrutin", "Dämpa ljuset klockan 21. Te utan koffein. Radion på låg ton.", "Tvättar sig och byter om själv.", "Ställer fram och håller sällskap en stund.", "little", "Varje kväll"},
			{"Ut i dagsljus", "En stund på bänken på förmiddagen.", "Går till bänken med rollator.", "Följer med och sitter bredvid.", "much", "Varje dag"},
		},
		[2]string{"Vaken tre gånger. Oroade sig för att inte höra klockan.", "Sov till klockan 5. Sa att det gick för att radion stod på."},
		[2]string{"Jag ligger och lyssnar efter klockan.", "Radion hjälper."},
	},
}
