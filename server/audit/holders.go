package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Holder is a login that holds, or held, something of a citizen, on its device: what -json prints. Times are milliseconds.
type Holder struct {
	store.Who
	Name         string   `json:"name,omitzero"`
	Scopes       []string `json:"scopes"`
	Since        int64    `json:"since"`
	LastContact  int64    `json:"lastContact"`
	LeaseUntil   int64    `json:"leaseUntil"` // the phone shows nothing after this, unless it was heard of again
	PurgeAskedAt int64    `json:"purgeAskedAt,omitzero"`
	PurgedAt     int64    `json:"purgedAt,omitzero"` // when the last of it was
	Left         int      `json:"left"`              // scopes not purged
	State        string   `json:"state"`             // held, due (to purge, and not heard of since), asked, purged or lapsed

	may []document.Scope // what it may hold now
}

// holdings answers with everybody who has, or had, something of a citizen in a phone.
func (d *desk) holdings(ctx context.Context) error {
	p, name, err := d.aboutWhom(ctx)
	if err != nil {
		return err
	}
	holders, err := d.holders(ctx, p)
	if err != nil {
		return err
	}
	title := fmt.Sprintf("Vem har, eller har haft, uppgifter om %s (%s) i telefonen?\nLäget %s (svensk tid)", cmp.Or(name, "medborgaren"), d.q.Citizen, d.clock(d.Now))
	head := []string{"Enhet", "Vem", "Roll", "Delar", "Sedan", "Senaste kontakt", "Läge"}
	err = list(d, holders, title, "Ingen telefon har eller har haft några uppgifter.", head, func(h *Holder) []string {
		return []string{cmp.Or(h.Device, "okänd"), d.holderName(p, h), d.roleName(h.Role), strconv.Itoa(len(h.Scopes)), d.clock(h.Since), d.clock(h.LastContact), d.state(h)}
	})
	if err == nil && !d.q.JSON && len(holders) > 0 {
		d.sumUpHolders(holders)
	}
	if err == nil {
		err = d.failed
	}
	return err
}

func (d *desk) holderName(p *people, h *Holder) string {
	switch {
	case h.Actor == d.q.Citizen:
		return "Medborgaren själv"
	case h.Kind == "representative":
		return "Ställföreträdare (" + h.Actor + ")"
	}
	return p.named(h.Actor)
}

// holders gathers the holdings of a citizen by login, the first to have it first.
func (d *desk) holders(ctx context.Context, p *people) ([]*Holder, error) {
	found := map[string]*Holder{}
	for one, err := range d.o.Store.Holders(ctx, d.ID, "citizen/"+d.q.Citizen+"/") {
		if err != nil {
			return nil, err
		}
		h := found[one.Replica]
		if h == nil {
			c, err := d.login(ctx, p, one.Replica)
			if err != nil {
				return nil, err
			}
			h = &Holder{Who: c.Who, Name: p.staff[c.Actor].name, Since: one.Since, LastContact: c.Last}
			if h.may, err = d.o.MayHold(ctx, d.ID, c.Who); err != nil {
				return nil, err
			}
			h.LeaseUntil = c.Last + d.o.Lease.Milliseconds() + contactEvery.Milliseconds()
			found[one.Replica] = h
		}
		h.add(one)
	}
	out := make([]*Holder, 0, len(found))
	for _, h := range found {
		h.settle(d.Now)
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b *Holder) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Replica, b.Replica))
	})
	return out, nil
}

func (h *Holder) add(one store.Holding) {
	h.Scopes = append(h.Scopes, string(one.Scope))
	h.Since = min(h.Since, one.Since)
	h.PurgeAskedAt, h.PurgedAt = max(h.PurgeAskedAt, one.PurgeAskedAt), max(h.PurgedAt, one.PurgedAt)
	if one.PurgedAt == 0 {
		h.Left++
	}
	_, may := slices.BinarySearch(h.may, one.Scope)
	switch {
	case one.PurgedAt != 0:
	case one.PurgeAskedAt != 0:
		h.State = "asked"
	case !may && h.State == "":
		h.State = "due"
	}
}

func (h *Holder) settle(now int64) {
	switch {
	case h.Left == 0:
		h.State = "purged"
	case now >= h.LeaseUntil:
		h.State = "lapsed"
	case h.State == "":
		h.State = "held"
	}
}

// state is what became of it, in words.
func (d *desk) state(h *Holder) string {
	part := ""
	if h.Left > 0 && h.Left < len(h.Scopes) {
		part = ", " + count(len(h.Scopes)-h.Left, "del redan raderad", "delar redan raderade")
	}
	switch h.State {
	case "purged":
		return "raderat " + d.clock(h.PurgedAt) + ", bekräftat av telefonen"
	case "lapsed":
		s := "låst sedan " + d.clock(h.LeaseUntil) + " (ingen kontakt)"
		if h.PurgeAskedAt != 0 || h.may == nil {
			s += ", ska radera när den hör av sig"
		}
		return s + part
	case "due":
		return "får inte ha kvar dem; raderar när den hör av sig, låses senast " + d.clock(h.LeaseUntil) + part
	case "asked":
		return "ombedd att radera " + d.clock(h.PurgeAskedAt) + ", inte bekräftat; låses senast " + d.clock(h.LeaseUntil) + part
	}
	return "har uppgifterna; utan kontakt låses de " + d.clock(h.LeaseUntil) + part
}

func (d *desk) sumUpHolders(holders []*Holder) {
	states := map[string]int{}
	for _, h := range holders {
		states[h.State]++
	}
	d.print("\n%s: %d har uppgifterna, %d har raderat, %d ska radera och har inte bekräftat, %d är låsta för att de inte hört av sig.\n",
		count(len(holders), "inloggning", "inloggningar"), states["held"], states["purged"], states["asked"]+states["due"], states["lapsed"])
	d.print("En telefon som inte haft kontakt på %s ska visa inget mer förrän den hört av sig. Det sköter telefonen själv, utan nät.\n",
		count(int(d.o.Lease.Hours()), "timme", "timmar"))
}
