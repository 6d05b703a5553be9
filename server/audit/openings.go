package audit

import (
	"context"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// opening is somebody's way past their assignments, or past a block, for an hour (L-13, L-17). The directory has it without
// its reason, which stays with whoever opened.
type opening struct {
	id, staff, citizen string
	action             string // store.ActionEmergency or ActionOpenedOutside
	from, until        int64
}

func openingOf(doc *document.Document, v merge.View) opening {
	o := opening{id: text(v, "openingId"), staff: text(v, "staffId"), citizen: text(v, "citizenId"), action: store.ActionOpenedOutside, from: doc.Origins[doc.Created].At}
	if text(v, "kind") == "emergency" {
		o.action = store.ActionEmergency
	}
	o.until, _ = document.TimeMillis(text(v, "until"))
	return o
}

// opened are the lines of the openings of a citizen in the question's time.
func (d *desk) opened(ctx context.Context, p *people, citizen string) (lines []Line, err error) {
	for _, o := range p.openings {
		if o.citizen != citizen || !d.spans(o.from) {
			continue
		}
		l := Line{}
		l.At, l.Action, l.Actor, l.Kind, l.Citizen = o.from, o.action, o.staff, "staff", citizen
		if l.Note, err = d.reason(ctx, o); err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// reason is why somebody opened.
func (d *desk) reason(ctx context.Context, o opening) (string, error) {
	scope := document.OwnScope("staff", o.staff, d.Municipality)
	doc, err := d.o.Document(ctx, d.key(scope), o.id)
	t := d.o.Schema.Types["opening"]
	if err != nil || doc == nil || doc.Type != "opening" || t == nil {
		return "", err
	}
	return text(merge.Read(t, doc), "reason"), nil
}

// through is the opening through which somebody saw a citizen at a time, or nil.
func (p *people) through(staff, citizen string, at int64) *opening {
	for i := range p.openings {
		if o := &p.openings[i]; o.staff == staff && o.citizen == citizen && o.from <= at && at < o.until {
			return o
		}
	}
	return nil
}

// openingReviews lists every opening with what came of its review: all of them are to be reviewed.
func (d *desk) openingReviews(ctx context.Context, p *people, done []store.Event) (open int, err error) {
	d.print("\nÖppningar utanför uppdraget och i nödsituationer (alla ska granskas)\n\n")
	for _, o := range p.openings {
		one, err := d.citizen(ctx, p, o.citizen)
		if err != nil {
			return 0, err
		}
		why, err := d.reason(ctx, o)
		if err != nil {
			return 0, err
		}
		d.print("%s  %s  %s %s %s (%s)\n         Skäl: %s\n", o.id, d.clock(o.from), p.named(o.staff), did[o.action], one.name, o.citizen, why)
		if !d.outcomes(p, done, o.id, o.from) {
			open++
		}
	}
	switch {
	case len(p.openings) == 0:
		d.print("Ingen har öppnat något.\n")
	case open > 0:
		d.print("\nFråga den som öppnade, och skriv ner vad ni kom fram till: samsyn review -done ÖPPNINGENS-ID -by DITT-ID -outcome \"…\"\n")
	}
	return open, nil
}
