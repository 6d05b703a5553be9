package audit

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
)

// candidate is something that may be reviewed, and why.
type candidate struct {
	Line
	reasons []string
	weight  int // the strongest reason; 0 for none
	draw    [sha256.Size]byte
}

// sample draws what somebody is to look at: the same seed and time give the same, whoever asks. It is written down with its
// events, so that a review that was drawn and never done is seen.
func (d *desk) sample(ctx context.Context) error {
	p, err := d.meet(ctx)
	if err != nil {
		return err
	}
	pool, err := d.pool(ctx, p)
	if err != nil {
		return err
	}
	drawn := d.drawFrom(pool)
	name := d.reviewName(drawn)
	if err := d.noteDrawn(ctx, name, drawn); err != nil {
		return err
	}
	kind := map[string]string{"random": "slumpvis", "targeted": "riktat"}[d.q.Sample]
	d.print("Loggkontroll %s: %s urval, %d av %d händelser, %s\n", name, kind, len(drawn), len(pool), d.span())
	d.print("Samma urval dras igen med -seed %d.\n\n", d.q.Seed)
	if len(drawn) == 0 {
		d.print("Det finns inget att granska.\n")
		return d.failed
	}
	rows := [][]string{{"Nr", "När", "Vem", "Roll", "Medborgare", "Vad", "Hur", "Varför i urvalet"}}
	for i, c := range drawn {
		one, err := d.citizen(ctx, p, c.Citizen)
		if err != nil {
			return err
		}
		what := d.verb(&c.Line)
		if n := d.thing(&c.Line); n != "" {
			what += ": " + n
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), d.clock(c.When()), p.named(c.Actor), d.roleName(c.Role), strings.TrimSpace(one.name + " (" + c.Citizen + ")"),
			what, d.how(p, &c.Line), strings.Join(c.reasons, "; ")})
	}
	d.table(rows)
	d.print("\nFråga den som läste varför. Skriv sedan ner vad ni kom fram till, för hela kontrollen eller för ett nummer:\n"+
		"  samsyn review -done %s -by DITT-ID -outcome \"…\"\n  samsyn review -done %s-1 -by DITT-ID -outcome \"…\"\n", name, name)
	return d.failed
}

// pool is what staff saw of citizens in the question's time, or told of in it: a phone whose clock is wrong keeps nothing out of
// the samples of the days that follow.
func (d *desk) pool(ctx context.Context, p *people) (pool []candidate, err error) {
	var lines []Line
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, 0) {
		if err != nil {
			return nil, err
		}
		e, err := store.OpenEvent(stored)
		if err != nil {
			return nil, err
		}
		if e.Citizen != "" && e.Kind == "staff" && isSight(e.Action) && (d.spans(e.When()) || d.spans(e.At)) {
			lines = append(lines, Line{Event: e})
		}
	}
	if lines, err = d.complete(ctx, p, lines); err != nil {
		return nil, err
	}
	visits := map[string][]visit{}
	for _, l := range lines {
		c := candidate{Line: l, draw: d.lot(l.N)}
		if d.q.Sample == "targeted" {
			if err := d.suspect(ctx, p, &c, visits); err != nil {
				return nil, err
			}
			if c.weight == 0 {
				continue
			}
		}
		pool = append(pool, c)
	}
	return pool, nil
}

// spans reports whether a time is in the question's.
func (d *desk) spans(at int64) bool { return d.q.From <= at && at < d.q.To }

func isSight(action string) bool {
	switch action {
	case store.ActionRead, store.ActionSearch, store.ActionOpenedOutside, store.ActionEmergency:
		return true
	}
	return false
}

// lot is an event's lot in the draw: whoever has the seed can draw again, and nobody can draw for somebody.
func (d *desk) lot(n uint64) [sha256.Size]byte {
	b := binary.BigEndian.AppendUint64(nil, d.q.Seed)
	return sha256.Sum256(binary.BigEndian.AppendUint64(b, n))
}

func (d *desk) drawFrom(pool []candidate) []candidate {
	slices.SortFunc(pool, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), bytes.Compare(a.draw[:], b.draw[:]))
	})
	drawn := slices.Clone(pool[:min(d.q.N, len(pool))])
	slices.SortFunc(drawn, func(a, b candidate) int { return cmp.Compare(a.N, b.N) })
	return drawn
}

// reviewName follows from what was drawn.
func (d *desk) reviewName(drawn []candidate) string {
	h := sha256.New()
	fmt.Fprintln(h, d.ID, d.q.Sample, d.q.Seed, len(drawn))
	for _, c := range drawn {
		fmt.Fprintln(h, c.N)
	}
	return fmt.Sprintf("K%X", h.Sum(nil)[:3])
}

// noteDrawn writes that a review was drawn, unless it was before.
func (d *desk) noteDrawn(ctx context.Context, name string, drawn []candidate) error {
	if len(drawn) == 0 {
		return nil
	}
	reviews, err := d.allReviews(ctx)
	if err != nil || reviews[name] != nil {
		return err
	}
	e := store.Event{At: d.Now, Action: store.ActionReviewDrawn, Who: d.asker(), Purpose: name, Note: d.q.Sample}
	for _, c := range drawn {
		e.Links = append(e.Links, c.N)
	}
	return d.o.Store.Record(ctx, d.ID, []store.Event{e})
}

// review is one as the log knows it.
type review struct {
	name  string
	drawn store.Event
	done  []store.Event
}

func (d *desk) allReviews(ctx context.Context) (map[string]*review, error) {
	found, _, err := d.readReviews(ctx)
	return found, err
}

// readReviews also gives every outcome that was written down, in order.
func (d *desk) readReviews(ctx context.Context) (found map[string]*review, done []store.Event, err error) {
	found = map[string]*review{}
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, 0) {
		if err != nil {
			return nil, nil, err
		}
		e, err := store.OpenEvent(stored)
		if err != nil {
			return nil, nil, err
		}
		switch e.Action {
		case store.ActionReviewDrawn:
			found[e.Purpose] = &review{name: e.Purpose, drawn: e}
		case store.ActionReviewDone:
			done = append(done, e)
			name, _, _ := strings.Cut(e.Purpose, "-")
			if r := found[name]; r != nil {
				r.done = append(r.done, e)
			}
		}
	}
	return found, done, nil
}

// done writes down what a reviewer found. Nobody reviews what they did themselves.
func (d *desk) done(ctx context.Context) error {
	links, whose, err := d.underReview(ctx)
	if err != nil {
		return err
	}
	if slices.Contains(whose, d.q.By) {
		return noQuestion("Ingen granskar det den själv har gjort. Låt någon annan granska " + d.q.Review + ", eller granska de andras nummer för sig.")
	}
	e := store.Event{At: d.Now, Action: store.ActionReviewDone, Who: d.asker(), Purpose: d.q.Review, Note: d.q.Outcome, Links: links}
	if err := d.o.Store.Record(ctx, d.ID, []store.Event{e}); err != nil {
		return err
	}
	d.print("Antecknat: loggkontroll %s, %s, av %s.\n", d.q.Review, d.clock(d.Now), d.q.By)
	return d.failed
}

// underReview finds what the question's review is about: its events, if it was drawn, and who did it.
func (d *desk) underReview(ctx context.Context) (links []uint64, whose []string, err error) {
	reviews, err := d.allReviews(ctx)
	if err != nil {
		return nil, nil, err
	}
	name, number, one := strings.Cut(d.q.Review, "-")
	r := reviews[name]
	if r == nil {
		whose, err = d.undrawn(ctx)
		return nil, whose, err
	}
	links = r.drawn.Links
	if one {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(links) {
			return nil, nil, fault.New(fault.NotFound, Sentence("Kontroll "+name+" har bara nummer 1 till "+strconv.Itoa(len(links))+"."))
		}
		links = links[n-1 : n]
	}
	whose, err = d.actors(ctx, links)
	return links, whose, err
}

// outcomes prints what came of the review of something that was there since a time, or that nothing did. Phones choose ids: an
// outcome is not of what came later under the same one.
func (d *desk) outcomes(p *people, done []store.Event, id string, since int64) (reviewed bool) {
	for _, e := range done {
		if e.Purpose == id && e.At >= since {
			reviewed = true
			d.print("         %s  %s: %s\n", d.clock(e.At), p.named(e.Actor), e.Note)
		}
	}
	if !reviewed {
		d.print("         INTE GRANSKAD\n")
	}
	return reviewed
}

// undrawn is who did what is to be reviewed without being drawn.
func (d *desk) undrawn(ctx context.Context) (whose []string, err error) {
	p, err := d.meet(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range p.openings {
		if o.id == d.q.Review {
			whose = append(whose, o.staff)
		}
	}
	disclosed, err := d.disclosed(ctx)
	for _, one := range disclosed {
		if one.ID == d.q.Review {
			whose = append(whose, one.Actor)
		}
	}
	if err == nil && len(whose) == 0 {
		err = fault.New(fault.NotFound, Sentence("Ingen kontroll, öppning eller utlämnande heter "+d.q.Review+". samsyn review visar dem som finns."))
	}
	return whose, err
}

// actors are those who did what the events say.
func (d *desk) actors(ctx context.Context, links []uint64) (out []string, err error) {
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, 0) {
		if err != nil {
			return nil, err
		}
		e, err := store.OpenEvent(stored)
		if err != nil {
			return nil, err
		}
		if slices.Contains(links, e.N) {
			out = append(out, e.Actor)
		}
	}
	return out, nil
}

// reviews lists what was drawn, and what came of it.
func (d *desk) reviews(ctx context.Context) error {
	p, err := d.meet(ctx)
	if err != nil {
		return err
	}
	found, done, err := d.readReviews(ctx)
	if err != nil {
		return err
	}
	list := make([]*review, 0, len(found))
	for _, r := range found {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *review) int { return cmp.Compare(a.drawn.N, b.drawn.N) })
	d.print("Loggkontroller\n\n")
	open := 0
	for _, r := range list {
		kind := map[string]string{"random": "slumpvis", "targeted": "riktat"}[r.drawn.Note]
		d.print("%s  %s  %s urval, %s\n", r.name, d.clock(r.drawn.At), kind, count(len(r.drawn.Links), "händelse", "händelser"))
		for _, e := range r.done {
			about := ""
			if _, number, one := strings.Cut(e.Purpose, "-"); one {
				about = "nr " + number + ": "
			}
			d.print("         %s  %s: %s%s\n", d.clock(e.At), p.named(e.Actor), about, e.Note)
		}
		if len(r.done) == 0 {
			open++
			d.print("         INTE GRANSKAD\n")
		}
	}
	if len(list) == 0 {
		d.print("Ingen kontroll har gjorts.\n")
	}
	unseen, err := d.openingReviews(ctx, p, done)
	if err != nil {
		return err
	}
	disclosed, untried, err := d.disclosureReviews(ctx, p, done)
	if err != nil {
		return err
	}
	d.print("\n%s, varav %d inte granskade. %s, varav %d inte granskade. %s, varav %d inte granskade.\n", count(len(list), "kontroll", "kontroller"), open,
		count(len(p.openings), "öppning", "öppningar"), unseen, count(disclosed, "utlämnande", "utlämnanden"), untried)
	return d.failed
}
