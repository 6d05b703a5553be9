package merge_test

import (
	"reflect"
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// place is a cell: a field, or an item of a list field.
type place struct{ field, item string }

// part is what one letter does in one place. A removal has no candidate.
type part struct {
	l         *letter
	candidate bool
	agreed    bool
	value     string
}

// parts sorts all delivered letters by the places they write in.
func (w *world) parts() map[place][]part {
	out := map[place][]part{}
	for _, l := range w.letters {
		if !l.delivered || l.refused {
			continue
		}
		for field, op := range l.edit.Changes {
			switch {
			case op.Agree != nil:
				out[place{field, ""}] = append(out[place{field, ""}], part{l, true, true, string(op.Agree)})
			case op.Set != nil:
				out[place{field, ""}] = append(out[place{field, ""}], part{l, true, l.edit.Create, string(op.Set)})
			}
			for id, v := range op.Add {
				out[place{field, id}] = append(out[place{field, id}], part{l, true, false, string(v)})
			}
			for _, id := range op.Remove {
				out[place{field, id}] = append(out[place{field, id}], part{l: l})
			}
		}
		if l.edit.Void != "" {
			out[place{document.VoidField, ""}] = append(out[place{document.VoidField, ""}], part{l, true, false, string(document.Quote(l.edit.Void))})
		}
	}
	return out
}

// spares says, in the words of domain.md 3.1, what an author leaves though they had seen it.
func spares(field string, by, old part) bool {
	if field == document.VoidField {
		return true
	}
	switch plan.Fields[field].Policy {
	case schema.Immutable, schema.Journal:
		return true // the first writing stands
	case schema.Restrictive:
		return by.candidate // what is added replaces nothing
	case schema.Proposal: // a proposal replaces only its author's own
		return !by.agreed && (old.agreed || by.l.by.author != old.l.by.author)
	case schema.CitizenOwned:
		return !isCitizens(by.l) && isCitizens(old.l)
	}
	return false
}

func isCitizens(l *letter) bool { return merge.IsCitizens(l.by.role, l.edit.OnBehalfOf) }

// isReplaced reports whether an author who had seen the part replaced it.
func isReplaced(field string, old part, all []part) bool {
	return slices.ContainsFunc(all, func(by part) bool {
		return by.l != old.l && by.l.saw[old.l.edit.ID] && !spares(field, by, old)
	})
}

// standing is what ancestry alone says must be in each place: edit id → value.
func (w *world) standing() map[place]map[string]string {
	out := map[place]map[string]string{}
	for at, all := range w.parts() {
		for _, p := range all {
			if p.candidate && !isReplaced(at.field, p, all) {
				if out[at] == nil {
					out[at] = map[string]string{}
				}
				out[at][p.l.edit.ID] = p.value
			}
		}
	}
	return out
}

// held is what the document has in each place.
func held(d *document.Document) map[place]map[string]string {
	out := map[place]map[string]string{}
	put := func(at place, cell document.Cell) {
		for _, c := range cell.Candidates {
			if out[at] == nil {
				out[at] = map[string]string{}
			}
			out[at][c.Edit] = string(c.Value)
		}
	}
	for field, f := range d.Fields {
		if rule := plan.Fields[field]; rule != nil && rule.Sequence {
			continue // the server's own count
		}
		put(place{field, ""}, f.Cell)
		for id, cell := range f.Items {
			put(place{field, id}, cell)
		}
	}
	return out
}

// checkStanding compares the document with what ancestry says.
func (w *world) checkStanding() {
	w.t.Helper()
	if want, got := w.standing(), held(w.server); !reflect.DeepEqual(want, got) { // to say the difference is dear
		w.fail("candidates are not those that nobody who saw them replaced (-want +got):\n%s", diffHeld(want, got))
	}
}

func diffHeld(a, b map[place]map[string]string) string {
	return cmp.Diff(a, b, cmp.AllowUnexported(place{}))
}

// seenIn lists the edits that a view shows, lets wait or holds beside, per place.
func seenIn(v merge.View, d *document.Document) map[place][]string {
	out := map[place][]string{}
	for field, r := range v.Fields {
		at := place{field, ""}
		if r.Edit != "" {
			out[at] = append(out[at], r.Edit)
		}
		for _, c := range slices.Concat(r.Waiting, r.Beside) {
			out[at] = append(out[at], c.Edit)
		}
		for _, item := range r.Items {
			at := place{field, item.ID}
			out[at] = append(out[at], item.Edit)
			for _, c := range item.Beside {
				out[at] = append(out[at], c.Edit)
			}
		}
	}
	if v.Voided != "" {
		at := place{document.VoidField, ""}
		for _, c := range d.Fields[document.VoidField].Candidates {
			if document.Unquote(c.Value) == v.Voided {
				out[at] = append(out[at], c.Edit)
			}
		}
	}
	return out
}

// shownIn is the one edit a view shows in a place, or "".
func shownIn(v merge.View, d *document.Document, at place) string {
	if at.field == document.VoidField {
		if ids := seenIn(v, d)[at]; len(ids) > 0 {
			return ids[0]
		}
		return ""
	}
	r := v.Fields[at.field]
	if at.item == "" {
		return r.Edit
	}
	for _, item := range r.Items {
		if item.ID == at.item {
			return item.Edit
		}
	}
	return ""
}
