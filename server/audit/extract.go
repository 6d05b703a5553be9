package audit

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

var (
	weekdays = []string{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"}
	months   = []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
)

func day(t time.Time) string { return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year()) }

// extract answers with the log as the citizen gets it: when, which unit, role and what, in plain words and without ids or
// names of staff.
func (d *desk) extract(ctx context.Context) error {
	p, name, err := d.aboutWhom(ctx)
	if err != nil {
		return err
	}
	lines, err := d.about(ctx, p, d.q.Citizen)
	if err != nil {
		return err
	}
	d.print("Vem har läst och skrivit om dig?\n\nUtdrag ur loggen för %s, från %s till och med %s.\nFramtaget %s klockan %s.\n",
		cmp.Or(name, "dig"), day(d.local(d.q.From)), day(d.local(d.q.To-1)), day(d.local(d.Now)), d.local(d.Now).Format("15.04"))
	today := ""
	said := 0
	for _, g := range gather(forCitizen(lines), false) {
		at := d.local(g.When())
		if date := weekdays[at.Weekday()] + " " + day(at); date != today {
			today = date
			d.print("\n%s\n", capital(date))
		}
		d.print("  %s  %s\n", at.Format("15.04"), d.sentence(p, g))
		said++
	}
	if said == 0 {
		d.print("\nIngen har läst eller skrivit om dig under den tiden.\n")
	}
	d.print(`
Så här läser du utdraget
  "Läste" betyder att uppgiften var öppen på en skärm.
  "Fick dina uppgifter till sin telefon" betyder att de fanns där för arbetet, inte att någon läste dem.
  "Utan nät" betyder att telefonen saknade uppkoppling och berättade om det efteråt.
Undrar du över något, eller tycker du att något inte stämmer: prata med din fasta omsorgskontakt,
enhetschefen eller kommunens dataskyddsombud. De kan ta reda på vem det var.
`)
	return d.failed
}

// forCitizen leaves out what is about the phone's part of a delivery and not about anybody who saw something.
func forCitizen(lines []Line) (out []Line) {
	for _, l := range lines {
		switch l.Action {
		case store.ActionPurgeAsked, store.ActionMissingLink, store.ActionNotHeld, store.ActionReviewDrawn:
			continue
		}
		l.Replica, l.Fields = "", nil // so that what reads the same is one line
		if l.Action == store.ActionLogRead {
			l.Note = ""
		}
		l.Count = 0
		out = append(out, l)
	}
	return out
}

// sentence is one line of the extract.
func (d *desk) sentence(p *people, g group) string {
	s := d.someone(p, g.Line) + " " + d.plainly(g)
	if g.n > 1 && g.Type != "" {
		s += fmt.Sprintf(" (%d stycken)", g.n)
	}
	if g.Offline {
		s += ", utan nät"
	}
	if g.N != 0 && g.Note == store.ActionNotHeld {
		s += " (enligt en telefon som aldrig fick uppgifterna; kommunen ska utreda det)"
	}
	return s + "."
}

// someone is who it was, without a name.
func (d *desk) someone(p *people, l *Line) string {
	switch l.Kind {
	case "citizen":
		return "Du"
	case "representative":
		return "Den som företräder dig"
	case "server":
		return "Systemet"
	case "system":
		return "Kommunen"
	}
	who := "Någon i personalen"
	if role := d.roleName(l.Role); role != "" {
		article := "En "
		if strings.HasSuffix(role, "biträde") {
			article = "Ett "
		}
		if l.Role == "regionClinician" {
			article = "Någon av "
		}
		who = article + small(role)
	}
	switch unit := p.unit(l.Unit, d.Municipality); unit {
	case "":
		return who
	case "kommunen":
		return who + " i kommunen"
	default:
		return who + " hos " + unit
	}
}

// plainly is what was done.
func (d *desk) plainly(g group) string {
	of := ""
	if name := d.thing(g.Line); name != "" {
		of = ": " + name
	}
	switch g.Action {
	case wrote:
		switch {
		case g.Verdict == "refused":
			return "försökte skriva men fick inte" + of
		case g.Verdict == "proposed":
			return "föreslog en ändring" + of
		case g.Kind == "server":
			return "uppdaterade" + of
		}
		return "skrev" + of
	case store.ActionRead:
		return "läste" + of
	case store.ActionSearch:
		return "sökte efter dig"
	case store.ActionOpenedOutside:
		return "öppnade dina uppgifter utanför sitt vanliga uppdrag och angav varför" + of
	case store.ActionEmergency:
		return "öppnade dina uppgifter i en nödsituation och angav varför" + of
	case store.ActionDelivered:
		return "fick dina uppgifter till sin telefon"
	case store.ActionPurged:
		return "har inte kvar dina uppgifter i sin telefon"
	case store.ActionRefused:
		return "försökte nå dina uppgifter men fick inte"
	case store.ActionCarried:
		return "sände in det en kollega hade skrivit"
	case store.ActionLogRead:
		return "tog fram den här loggen"
	case store.ActionReviewDone:
		return "granskade loggen"
	case store.ActionReleased:
		return "släppte fram det en annan hade skrivit" + of
	case store.ActionDropped:
		return "lät bli att släppa fram det en annan hade skrivit" + of
	}
	return g.Action
}
