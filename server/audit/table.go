package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samsyn/samsyn/server/store"
)

// log answers with the log of a citizen or of a staff member.
func (d *desk) log(ctx context.Context) error {
	p, whom, lines, err := d.logOf(ctx)
	if err != nil {
		return err
	}
	if d.q.JSON {
		return listAsJSON(d, lines)
	}
	d.print("Logg: %s\nTid: %s\n\n", whom, d.span())
	if len(lines) == 0 {
		d.print("Inget finns i loggen för den tiden.\n")
		return d.failed
	}
	rows := [][]string{{"När", "Vem", "Roll", "Enhet", "Vad", "Hur"}}
	for _, g := range gather(lines, d.q.Staff != "") {
		row, err := d.row(ctx, p, g)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	d.table(rows)
	d.sumUp(lines)
	if d.q.Citizen != "" {
		if err := d.warn(ctx, p, lines); err != nil {
			return err
		}
	}
	d.print("\nSkrivet finns också i varje dokuments egen historik. Att loggen är obruten kontrolleras med: samsyn audit -verify\n")
	return d.failed
}

// logOf gathers the log of the question, and says whose it is.
func (d *desk) logOf(ctx context.Context) (p *people, whom string, lines []Line, err error) {
	if d.q.Citizen != "" {
		var name string
		if p, name, err = d.aboutWhom(ctx); err != nil {
			return nil, "", nil, err
		}
		lines, err = d.about(ctx, p, d.q.Citizen)
		return p, "vem som haft del av uppgifter om " + cmp.Or(name, "en medborgare") + " (" + d.q.Citizen + ")", lines, err
	}
	if p, err = d.meet(ctx); err != nil {
		return nil, "", nil, err
	}
	known, err := d.isActor(ctx, p)
	if err == nil && !known {
		err = nobody("Ingen i personalen har id " + d.q.Staff + ", och inget finns i loggen om det id:t.")
	}
	if err == nil {
		lines, err = d.by(ctx, p, d.q.Staff)
	}
	return p, "vad " + p.named(d.q.Staff) + " har gjort", lines, err
}

func (d *desk) span() string {
	return d.clock(d.q.From) + " till " + d.clock(d.q.To-1) + " (svensk tid)"
}

// group is lines that read as one: the same person did the same thing with the same sort of document in the same minute.
type group struct {
	*Line
	n        int
	citizens int // of a delivery or a purge, which is of all that a login holds
}

func gather(lines []Line, byStaff bool) (out []group) {
	for i := range lines {
		l := &lines[i]
		if n := len(out); n > 0 {
			if g := &out[n-1]; byStaff && g.isOneDelivery(l) {
				g.citizens++
				continue
			} else if g.isSame(l) {
				g.n++
				continue
			}
		}
		out = append(out, group{l, 1, 1})
	}
	return out
}

func (g group) isOneDelivery(l *Line) bool {
	switch l.Action {
	case store.ActionDelivered, store.ActionPurgeAsked, store.ActionPurged:
		return g.Action == l.Action && g.At/minute == l.At/minute && g.Replica == l.Replica
	}
	return false
}

const minute = 60_000

func (g group) isSame(l *Line) bool {
	return g.When()/minute == l.When()/minute && g.At/minute == l.At/minute && g.Actor == l.Actor && g.Replica == l.Replica && g.Action == l.Action &&
		g.Type == l.Type && g.Verdict == l.Verdict && g.Code == l.Code && g.Citizen == l.Citizen && g.Count == 0 && l.Count == 0 &&
		g.Scope == l.Scope && (g.Kind == "server" || slices.Equal(g.Fields, l.Fields)) && g.Note == l.Note && g.Carrier == l.Carrier
}

func (d *desk) row(ctx context.Context, p *people, g group) ([]string, error) {
	what, err := d.what(ctx, p, g)
	who := cmp.Or(d.kindName(g.Line), p.named(g.Actor))
	return []string{d.clock(g.When()), who, d.roleName(g.staffRole()), p.unit(g.Unit, d.Municipality), what, d.how(p, g.Line)}, err
}

func (g group) staffRole() string {
	if g.Kind == "staff" {
		return g.Role
	}
	return ""
}

// what is the verb and what it was done to.
func (d *desk) what(ctx context.Context, p *people, g group) (string, error) {
	b := d.verb(g.Line)
	if name := d.thing(g.Line); name != "" {
		b += ": " + name
	}
	if fields := d.fieldNames(g.Line); fields != "" && g.Kind != "server" {
		b += " (" + fields + ")"
	}
	switch {
	case g.n > 1:
		b += fmt.Sprintf(", %d st", g.n)
	case g.Count > 0 && g.citizens == 1:
		b += ", " + count(g.Count, "del", "delar")
	}
	switch {
	case g.citizens > 1:
		b += " – " + count(g.citizens, "medborgare", "medborgare")
	case d.q.Citizen == "" && g.Citizen != "":
		one, err := d.citizen(ctx, p, g.Citizen)
		if err != nil {
			return "", err
		}
		b += " – " + cmp.Or(one.name+" ("+g.Citizen+")", g.Citizen)
	}
	if g.Action == store.ActionMissingLink {
		b += missed(g.Note)
	}
	return b, nil
}

func missed(note string) string {
	if note == "other" {
		return " (telefonen visade en annan historik än förut)"
	}
	from, to, _ := strings.Cut(note, "-")
	if from == to {
		return " (nummer " + from + ")"
	}
	return " (nummer " + from + " till " + to + ")"
}

// how is the device, whether it had network, and who sent it.
func (d *desk) how(p *people, l *Line) string {
	var parts []string
	if l.Device != "" {
		parts = append(parts, "enhet "+l.Device)
	}
	if l.Carrier != "" {
		parts = append(parts, "sänt under inloggningen "+p.named(l.Carrier))
	}
	if l.SeenAt != 0 {
		came := d.local(l.At).Format("15:04")
		if d.local(l.SeenAt).YearDay() != d.local(l.At).YearDay() {
			came = d.clock(l.At)
		}
		parts = append(parts, "kom in "+came)
	}
	if l.Offline {
		parts = append(parts, "utan nät")
	}
	if isSight(l.Action) && l.Note == store.ActionNotHeld {
		parts = append(parts, "telefonen fick aldrig uppgifterna")
	}
	code := l.Code
	if l.Action == store.ActionRefused {
		code = l.Note
	}
	if l.N == 0 && l.Note != "" {
		parts = append(parts, "skäl: "+l.Note) // an opening, which is no event
	}
	if code != "" {
		parts = append(parts, cmp.Or(because[code], "kod "+code))
	}
	return strings.Join(parts, ", ")
}

// table prints rows with the columns under each other.
func (d *desk) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			if widths[i] > 0 {
				line += cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
			}
		}
		d.print("%s\n", strings.TrimRight(line, " "))
	}
}

// sumUp says how many people it was.
func (d *desk) sumUp(lines []Line) {
	readers, writers := map[string]bool{}, map[string]bool{}
	for i := range lines {
		l := &lines[i]
		switch {
		case l.Kind != "staff":
		case l.Action == wrote && l.Verdict != "refused":
			writers[l.Actor] = true
		case l.Action == store.ActionRead, l.Action == store.ActionOpenedOutside, l.Action == store.ActionEmergency:
			readers[l.Actor] = true
		}
	}
	if d.q.Citizen != "" {
		d.print("\n%s har läst och %s har skrivit.\n", count(len(readers), "medarbetare", "medarbetare"), count(len(writers), "medarbetare", "medarbetare"))
	}
}

// warn tells of reads that are missing from people who had to do with the citizen: some of them may be of this citizen.
func (d *desk) warn(ctx context.Context, p *people, lines []Line) error {
	seen := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		if l.Kind != "staff" || seen[l.Actor] {
			continue
		}
		seen[l.Actor] = true
		for e, err := range d.o.Store.Events(ctx, d.ID, store.Subject{Actor: l.Actor}, d.q.From, d.q.To) {
			if err != nil {
				return err
			}
			if e.Action == store.ActionMissingLink {
				c, err := d.login(ctx, p, e.Replica)
				if err != nil {
					return err
				}
				d.print("\nVARNING: %s: läsningar saknas från %s%s, upptäckt %s. De kan ha gällt den här medborgaren.\n",
					p.named(e.Actor), phoneName(cmp.Or(e.Device, c.Device)), missed(e.Note), d.clock(e.At))
			}
		}
	}
	return nil
}

func phoneName(device string) string {
	if device == "" {
		return "en telefon"
	}
	return "enhet " + device
}
