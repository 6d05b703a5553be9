package demo

import (
	"time"
)

// round is what the day's carers wrote after each visit that is over: that they were there, how it went, and now and then a
// note. Nobody wrote about the one that was missed. Ingrid Palm's are written in Morning.
func round(now time.Time, list []visit) []Shift {
	by := map[string]*Shift{}
	var order []string
	for i, v := range list {
		if v.isMissed || v.citizen == Shown || v.end.Add(5*time.Minute).After(now) {
			continue
		}
		who := v.staff[0]
		if by[who] == nil {
			by[who] = &Shift{Staff: who}
			order = append(order, who)
		}
		by[who].Writes = append(by[who].Writes, v.written(now, i)...)
	}
	var out []Shift
	for _, who := range order {
		out = append(out, *by[who])
	}
	return out
}

// written is the record of a visit, the nth of the day.
func (v visit) written(now time.Time, nth int) []Wrote {
	arrived := v.start.Add(time.Duration(nth%4) * time.Minute)
	left := v.end.Add(-time.Duration(nth%3) * time.Minute)
	scope, ago := "citizen/"+v.citizen+"/social/"+v.provider, int64(now.Sub(left)/time.Minute)
	outcome, done, help := "performed", "done", supports[nth%len(supports)]
	switch nth {
	case 5:
		outcome, done = "partly", "partly"
	case 9:
		outcome, done = "declinedByCitizen", "declined"
	}
	record := Wrote{
		MinutesAgo: ago, Scope: scope, Type: "visitRecord", Doc: recordID(v.id), Create: true,
		Set: values("visitPlanId", v.id, "arrivedAt", clock(arrived), "leftAt", clock(left), "outcome", outcome, "evidence", evidence[nth%len(evidence)], "citizenToldNext", true),
		Add: values("activityOutcomes", map[string]string{"activityId": activityID(v.citizen, 1), "outcome": done, "supportGiven": help, "at": clock(left)}),
	}
	out := []Wrote{record}
	if nth%4 == 1 {
		out = append(out, Wrote{
			MinutesAgo: ago, Scope: scope, Type: "visitNote", Doc: "n-" + v.id, Create: true,
			Set: values("visitRecordId", record.Doc, "occurredAt", clock(arrived), "legalDomain", "sol", "category", "observation"),
			Add: values("text", map[string]string{"text": noted[nth/4%len(noted)], "at": clock(left)}),
		})
	}
	return out
}

func recordID(plan string) string { return "vr-" + plan }

var (
	supports = []string{"encouragement", "little", "little", "much"}
	evidence = []string{"nfc", "manual", "lock"}
	noted    = []string{
		"Åt hela frukosten och ville gå ut en stund.", "Trött i dag. Vilade efter duschen.", "Dottern har ringt. Mycket gladare än i går.",
		"Klädde sig själv, utom strumporna.", "Ville hellre vänta med promenaden till i morgon.",
	}
)
