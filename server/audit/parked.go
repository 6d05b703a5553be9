package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// This file is about what came from a login that was revoked for cause. It waits in its author's own scope until a manager has
// read it, and releases or drops it; what is dropped stays where it is, and nobody is shown it again.

// What is done with a parked edit.
const (
	DoShow    = "show"
	DoRelease = "release"
	DoDrop    = "drop"
)

// Parked is an edit that waits for a manager: what -json prints. It has no content.
type Parked struct {
	Edit    string         `json:"edit"`
	At      int64          `json:"at"`      // when it came in, milliseconds
	Written int64          `json:"written"` // by the phone's own clock
	Actor   string         `json:"actor"`
	Replica string         `json:"replica"`
	Type    string         `json:"type"`
	Scope   document.Scope `json:"scope"`
	Doc     string         `json:"doc"`

	author store.Who
	kept   document.Edit
}

// parked lists what waits, or does something with one of them.
func (d *desk) parked(ctx context.Context) error {
	p, err := d.meet(ctx)
	if err != nil {
		return err
	}
	waiting, err := d.waiting(ctx)
	if err != nil {
		return err
	}
	if d.q.Do == "" {
		return d.listParked(ctx, p, waiting)
	}
	at := slices.IndexFunc(waiting, func(one Parked) bool { return one.Edit == d.q.Edit })
	if at < 0 {
		return fault.New(fault.NotFound, Sentence("Ingen text med id "+d.q.Edit+" väntar. samsyn parked visar dem som gör det."))
	}
	one := waiting[at]
	if by := p.staff[d.q.By]; !slices.Contains(by.roles, "unitManager") || one.author.Kind == "staff" && by.employer != p.staff[one.Actor].employer {
		return fault.New(fault.BadFrame, Sentence("Bara en enhetschef hos den som skrev får läsa och besluta: -by ID."))
	}
	switch {
	case d.q.Do == DoShow:
		return d.showParked(ctx, p, one)
	case d.q.By == one.Actor:
		return fault.New(fault.BadFrame, Sentence("Ingen beslutar om det som kom från den egna inloggningen: låt en annan enhetschef göra det."))
	case d.q.Do == DoRelease:
		return d.release(ctx, p, one)
	}
	if err := d.noteParked(ctx, store.ActionDropped, one); err != nil {
		return err
	}
	d.print("Släpps inte fram. Texten finns kvar hos den som skrev.\n")
	return d.failed
}

// waiting finds what is parked and not decided, the first one first.
func (d *desk) waiting(ctx context.Context) (found []Parked, err error) {
	decided := map[string]bool{}
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, 0) {
		if err != nil {
			return nil, err
		}
		e, err := store.OpenEvent(stored)
		if err != nil {
			return nil, err
		}
		if e.Action == store.ActionReleased || e.Action == store.ActionDropped {
			decided[e.Purpose] = true
		}
	}
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return nil, err
		}
		if scope != document.OwnScope(scope.Kind(), scope.Subject(), d.Municipality) {
			continue
		}
		for c, err := range d.o.Store.Commits(ctx, d.key(scope), 1, 0) {
			if err != nil {
				return nil, err
			}
			found = append(found, parkedIn(c, decided)...)
		}
	}
	slices.SortStableFunc(found, func(a, b Parked) int { return int(a.At - b.At) })
	return found, nil
}

func parkedIn(c *document.Commit, decided map[string]bool) (found []Parked) {
	for i := range c.Edits {
		e := &c.Edits[i]
		if e.Verdict.Kind != document.Parked || e.Verdict.Code != document.CodeReplicaRevoked || decided[e.Verdict.Edit] {
			continue
		}
		one := Parked{Edit: e.Verdict.Edit, At: c.At, Actor: e.Author, Replica: e.Replica, author: store.Who{Actor: e.Author, Kind: c.Scope.Kind(), Replica: e.Replica}}
		if json.Unmarshal(e.Kept, &one.kept) == nil { // one that could not be read has no type, and cannot be released
			one.Type, one.Scope, one.Doc, one.Written = one.kept.Type, one.kept.Scope, one.kept.Doc, one.kept.Stamp.WallMillis()
		}
		found = append(found, one)
	}
	return found
}

func (d *desk) listParked(ctx context.Context, p *people, waiting []Parked) error {
	var failed error
	head := []string{"Id", "Kom in", "Skrivet", "Vem", "Vad", "Om"}
	err := list(d, waiting, "Skrivet från inloggningar som spärrats av en orsak: en enhetschef läser och beslutar", "Inget väntar.", head, func(one Parked) []string {
		about, err := d.citizen(ctx, p, citizenOf(one.Scope))
		if err != nil {
			failed = err
		}
		written := "gick inte att läsa"
		if one.Written > 0 {
			written = d.clock(one.Written)
		}
		return []string{one.Edit, d.clock(one.At), written, p.named(one.Actor), d.typeName(one.Type), about.name}
	})
	if err == nil && failed == nil && len(waiting) > 0 && !d.q.JSON {
		d.print("\nLäs:            samsyn parked -show ID -by DITT-ID\nSläpp fram:     samsyn parked -release ID -by DITT-ID -outcome \"…\"\n" +
			"Släpp inte:     samsyn parked -drop ID -by DITT-ID -outcome \"…\"\n")
	}
	if err == nil {
		err = failed
	}
	return err
}

// showParked prints what was written, and notes that somebody read it.
func (d *desk) showParked(ctx context.Context, p *people, one Parked) error {
	e := store.Event{At: d.Now, Action: store.ActionRead, Who: d.asker(), What: one.what(), Purpose: one.Edit}
	if err := d.o.Store.Record(ctx, d.ID, []store.Event{e}); err != nil {
		return err
	}
	d.print("%s skrev %s: %s\n\n", p.named(one.Actor), d.clock(one.Written), d.typeName(one.Type))
	t := d.o.Schema.Types[one.Type]
	for _, name := range document.Keys(nil, one.kept.Changes) {
		label, op := name, one.kept.Changes[name]
		if t != nil && t.Fields[name] != nil {
			label = t.Fields[name].Label.Swedish
		}
		values := []string{string(op.Set)}
		if op.Set == nil {
			values = []string{string(op.Agree)}
		}
		for _, item := range document.Keys(nil, op.Add) {
			values = append(values, string(op.Add[item]))
		}
		d.print("  %s: %s\n", label, strings.TrimSpace(strings.Join(values, " ")))
	}
	if one.kept.Void != "" {
		d.print("  Makulerar: %s\n", one.kept.Void)
	}
	return d.failed
}

// release hands the edit in once more, in its author's name.
func (d *desk) release(ctx context.Context, p *people, one Parked) error {
	if one.Type == "" {
		return fault.New(fault.BadFrame, Sentence("Texten gick inte att läsa och kan inte släppas fram."))
	}
	v, err := d.o.Release(ctx, d.ID, one.author, one.kept, d.q.By)
	if err != nil {
		return err
	}
	if v.Kind == document.Refused {
		return fault.New(fault.BadFrame, Sentence(fmt.Sprintf("Den kunde inte släppas fram (%s), och väntar fortfarande. Skriv in det på nytt, eller släpp den inte.", v.Code)))
	}
	if err := d.noteParked(ctx, store.ActionReleased, one); err != nil {
		return err
	}
	d.print("Framsläppt: %s, av %s, som %s skrev %s.\n", d.typeName(one.Type), p.named(d.q.By), p.named(one.Actor), d.clock(one.Written))
	return d.failed
}

func (d *desk) noteParked(ctx context.Context, action string, one Parked) error {
	e := store.Event{At: d.Now, Action: action, Who: d.asker(), What: one.what(), Purpose: one.Edit, Note: d.q.Outcome}
	return d.o.Store.Record(ctx, d.ID, []store.Event{e})
}

func (one Parked) what() store.What {
	return store.What{Citizen: citizenOf(one.Scope), Scope: one.Scope, Doc: one.Doc}
}
