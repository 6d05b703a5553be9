package play

import (
	"context"
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// ending is what became of a day's edits.
type ending struct {
	why       []string
	lost      int
	divergent int
	verdicts  map[document.Kind]int
	codes     map[string]int
}

// promises asks at the end of a day what architecture section 1 promises: every edit has a verdict, every phone ends equal,
// and what was acknowledged is there, or was replaced by somebody who had seen it, or is named.
// calm is a day on which nobody said hello while time passed.
func (c *crew) promises(ctx context.Context, calm bool) ending {
	end := ending{verdicts: map[document.Kind]int{}, codes: map[string]int{}}
	if why := c.unsent(); why != "" {
		end.why = append(end.why, "unsent: "+why)
	}
	same := c.compare(ctx)
	end.why, end.divergent = append(end.why, same.why...), same.divergent
	all := c.written()
	named := c.named(all)
	nameAlternatives(named, same.truth)
	for _, w := range all {
		if w.verdict.Kind != "" {
			end.verdicts[w.verdict.Kind]++
		}
		if w.verdict.Code != "" {
			end.codes[w.verdict.Code]++
		}
		if why := w.lost(c, all, same.truth, named); why != "" {
			end.lost++
			end.why = append(end.why, fmt.Sprintf("%s's edit %s of %s %s: %s", w.by.name, w.edit.ID, w.edit.Type, w.edit.Doc, why))
		}
	}
	end.why = append(end.why, c.unruly(all, same.truth)...)
	end.why = append(end.why, c.clocks(same.truth, calm)...)
	for _, m := range c.mates {
		if own, is := m.phone.(doubter); is {
			for _, fault := range own.Faults() {
				end.why = append(end.why, m.name+"'s phone: "+fault)
			}
		}
	}
	return end
}

// written is an edit with who wrote it and its verdict, the zero Verdict when it has none.
type written struct {
	by      *mate
	edit    document.Edit
	verdict document.Verdict
}

func (c *crew) written() []written {
	var all []written
	for _, m := range c.mates {
		for _, e := range m.edits {
			w := written{by: m, edit: e}
			if heard := m.phone.Diary(e.ID); len(heard) > 0 {
				w.verdict = heard[0].Verdict
			}
			all = append(all, w)
		}
	}
	return all
}

// named collects the edits that some verdict names as overruled or waiting.
func (c *crew) named(all []written) map[string]bool {
	out := map[string]bool{}
	for _, w := range all {
		for _, h := range w.by.phone.Diary(w.edit.ID) {
			for _, n := range h.Verdict.Notes {
				for _, id := range slices.Concat(n.Overruled, n.Waiting) {
					out[id] = true
				}
			}
		}
	}
	return out
}

func (w written) isRefused() bool { return w.verdict.Kind == document.Refused }

// lost says why an edit counts as lost, or "".
func (w written) lost(c *crew, all []written, truth map[document.Scope]held, named map[string]bool) string {
	switch {
	case w.verdict.Kind == "" && !w.by.phone.IsOnline():
		return "" // still in its outbox
	case w.verdict.Kind == "":
		return "it has no verdict"
	case w.isRefused():
		return w.notSetAside()
	}
	scope, read := truth[w.edit.Scope]
	if !read {
		return "" // nobody online may read it
	}
	doc := scope.docs[w.edit.Doc]
	if doc == nil {
		return "its document is not there"
	}
	if w.edit.Create && doc.Created != w.edit.ID {
		return "it made the document, which says it was made by " + doc.Created
	}
	if w.edit.Void != "" && !hasCandidate(doc.Fields[document.VoidField].Cell, w.edit.ID) {
		return "the document does not say that it was voided"
	}
	t := c.o.Schema.Types[w.edit.Type]
	for name, op := range w.edit.Changes {
		if w.isServers(doc, name) {
			continue
		}
		if why := w.lostField(t.Fields[name], name, op, doc.Fields[name], all, named); why != "" {
			return name + " " + why
		}
	}
	return ""
}

func (w written) lostField(rule *schema.Field, name string, op document.Op, f document.Field, all []written, named map[string]bool) string {
	if rule.IsList() {
		for item := range op.Add {
			gone := !hasCandidate(f.Items[item], w.edit.ID) && !named[w.edit.ID]
			if gone && (rule.Policy == schema.Journal || !w.isReplaced(all, name, item)) {
				return "lost item " + item
			}
		}
		return ""
	}
	if hasCandidate(f.Cell, w.edit.ID) || named[w.edit.ID] || w.isReplaced(all, name, "") {
		return ""
	}
	return "is neither shown nor named"
}

// isServers reports whether the server wrote the field after the edit came, as a deadline or a rule asks it to: it knows all
// that had come.
func (w written) isServers(doc *document.Document, field string) bool {
	return slices.ContainsFunc(doc.Fields[field].Candidates, func(c document.Candidate) bool {
		o := doc.Origins[c.Edit]
		return o.Role == "server" && o.Seq >= w.verdict.Seq // in the same commit it comes after
	})
}

func hasCandidate(cell document.Cell, edit string) bool {
	return slices.ContainsFunc(cell.Candidates, func(c document.Candidate) bool { return c.Edit == edit })
}

// isReplaced reports whether somebody who had seen the edit wrote the same field, or the same item of the list.
func (w written) isReplaced(all []written, field, item string) bool {
	return slices.ContainsFunc(all, func(o written) bool {
		op, touches := o.edit.Changes[field]
		if _, adds := op.Add[item]; item != "" && !adds && !slices.Contains(op.Remove, item) {
			touches = false
		}
		return touches && o.verdict.Kind != "" && !o.isRefused() && o.edit.Doc == w.edit.Doc && o.edit.Scope == w.edit.Scope && o.knew(w)
	})
}

// knew reports whether an edit stands on another one.
func (w written) knew(o written) bool {
	if w.edit.Stamp.Replica() == o.edit.Stamp.Replica() {
		return w.edit.After >= o.edit.Stamp
	}
	return w.edit.Base.Seq >= o.verdict.Seq
}

// notSetAside says that a refused text is not kept on the phone. A store that was emptied kept nothing.
func (w written) notSetAside() string {
	if w.by.installs > 0 {
		return ""
	}
	kept := false
	w.by.phone.Look(func(r *replica.Replica) {
		kept = slices.ContainsFunc(r.SetAside(), func(a replica.SetAside) bool { return a.Edit.ID == w.edit.ID })
	})
	if !kept {
		return "it was refused and its text is not set aside"
	}
	return ""
}
