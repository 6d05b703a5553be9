package play

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/replica"
)

// foundConflict is a conflict document on a phone.
type foundConflict struct {
	replica.Shown
	scope document.Scope
}

// conflictsOf finds the live conflicts that are meant: on a document or a field of it, or of a kind about somebody.
func (d *day) conflictsOf(r *replica.Replica, c scenario.Conflict) []foundConflict {
	var out []foundConflict
	for _, scope := range r.Scopes() {
		if c.Document != nil && scope != d.homes[c.Document] ||
			c.Document == nil && (scope.Kind() != c.About.Kind || scope.Subject() != c.About.ID) {
			continue
		}
		for _, s := range r.ShowAll(scope) {
			isMeant := s.Type == "conflict" && s.View.Voided == "" && (c.Document == nil || text(s, "doc") == d.id(c.Document)) &&
				(c.Field == "" || text(s, "field") == c.Field) && (c.Kind == "" || text(s, "kind") == c.Kind)
			if isMeant {
				out = append(out, foundConflict{s, scope})
			}
		}
	}
	return out
}

// conflict gives "" when the phone shows a conflict as the claim says, or none that is open.
func (d *day) conflict(m *mate, r *replica.Replica, c *scenario.Claim) string {
	why := "sees no conflict"
	for _, found := range d.conflictsOf(r, c.Conflict.Conflict) {
		state := text(found.Shown, "state")
		if c.Kind == scenario.NoConflict {
			if state != "resolved" {
				return "sees an open conflict"
			}
			continue
		}
		if c.Conflict.State != state && (c.Conflict.State != "open" || state != "overdue") {
			why = "sees it " + state
			continue
		}
		l := lookup{d: d, r: r, m: m, scope: found.scope, doc: found.Doc, typ: found.Type, view: found.View}
		if why = l.conflictDiffers(found, c.Conflict); why == "" {
			return ""
		}
	}
	return unless(c.Kind == scenario.NoConflict, why)
}

func (l lookup) conflictDiffers(found foundConflict, want *scenario.ConflictClaim) string {
	if who := text(found.Shown, "ownerStaffId"); want.OwnerID != "" && who != want.OwnerID {
		return "sees it owned by " + or(who, "nobody")
	}
	if role := text(found.Shown, "ownerRole"); want.OwnerRole != "" && role != want.OwnerRole {
		return "sees it owned by " + or(role, "no role")
	}
	if due := text(found.Shown, "dueBy"); want.Due != "" && due != want.Due {
		return "sees it due by " + or(due, "no time")
	}
	if want.InForce != nil {
		if why := l.inForce(found, want.InForce); why != "" {
			return why
		}
	}
	for _, w := range want.Candidates {
		if candidateOf(found, w) == "" {
			return "sees it between " + l.candidates(found)
		}
	}
	return ""
}

// inForce compares the value in force: the conflict names its edit, the document shows it.
func (l lookup) inForce(found foundConflict, want jsontext.Value) string {
	view, here := l.r.Show(found.scope, text(found.Shown, "doc"))
	f := view.Fields[text(found.Shown, "field")]
	switch {
	case !here:
		return "does not see what it is about"
	case !bytes.Equal(f.Value, want):
		return "sees " + l.told(f.Value, f.Edit) + " in force"
	case text(found.Shown, "effectiveNow") != f.Edit:
		return "sees a conflict that says that something else is in force"
	}
	return ""
}

// alternative is a candidate as the conflict keeps it.
type alternative struct {
	Edit   string         `json:"edit"`
	Author string         `json:"author"`
	Role   string         `json:"role"`
	At     string         `json:"at"`
	Value  jsontext.Value `json:"value"`
}

func alternatives(found foundConflict) []alternative {
	var out []alternative
	for _, item := range found.View.Fields["candidates"].Items {
		var a alternative
		if json.Unmarshal(item.Value, &a) == nil {
			out = append(out, a)
		}
	}
	return out
}

// nameAlternatives adds the edits that a conflict document keeps, with their values: nobody lost those.
func nameAlternatives(named map[string]bool, truth map[document.Scope]held) {
	for _, h := range truth {
		for _, doc := range h.docs {
			if doc.Type != "conflict" {
				continue
			}
			for edit := range doc.Fields["candidates"].Items {
				named[edit] = true
			}
		}
	}
}

// candidateOf is the edit of an alternative with this value and author, told with role and time; "" is none.
func candidateOf(found foundConflict, want scenario.Attributed) string {
	for _, a := range alternatives(found) {
		value, err := document.Canonical(a.Value)
		if err == nil && bytes.Equal(value, want.JSON) && (want.By == "" || a.Author == want.By) && a.Role != "" && a.At != "" {
			return a.Edit
		}
	}
	return ""
}

func (l lookup) candidates(found foundConflict) string {
	var parts []string
	for _, a := range alternatives(found) {
		parts = append(parts, fmt.Sprintf("%s by %s (%s, %s)", a.Value, a.Author, or(a.Role, "no role"), or(a.At, "no time")))
	}
	return or(strings.Join(parts, " and "), "nothing")
}

// resolve is one edit of the conflict document: which alternative somebody chose, or what people found when they looked.
func (d *day) resolve(m *mate, step scenario.Step) error {
	a := step.Act
	var draft replica.Draft
	m.phone.Look(func(r *replica.Replica) {
		for _, found := range d.conflictsOf(r, *a.Conflict) {
			edit := ""
			if a.Choice.JSON != nil {
				if edit = candidateOf(found, a.Choice); edit == "" {
					continue
				}
			}
			draft = replica.Draft{Scope: found.scope, Doc: found.Doc, Type: found.Type, Changes: map[string]document.Op{
				"resolution": {Set: resolution(edit, a.Reason)},
			}}
		}
	})
	if draft.Doc == "" {
		return fmt.Errorf("%s sees no such conflict, or not that alternative", m.name)
	}
	if a.ForCitizen {
		draft.OnBehalfOf = "citizen"
	}
	return d.write(m, step.At, draft)
}

func resolution(edit, note string) jsontext.Value {
	v := struct {
		Kind string `json:"kind"`
		Edit string `json:"edit,omitzero"`
		Note string `json:"note,omitzero"`
	}{"chosen", edit, note}
	if edit == "" {
		v.Kind = "checked"
	}
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil { // three texts
		panic("play: encode: " + err.Error())
	}
	return text
}

// counting says whether somebody's answer is to the sequence that stands.
func (l lookup) counting(c *scenario.Claim, f merge.Reading) string {
	counts := false
	for _, item := range f.Items {
		counts = counts || item.ID == c.Item && l.isCurrent(c.Field, item)
	}
	if c.Kind == scenario.NotCounting {
		return unless(!counts, "counts the answer of "+c.Item)
	}
	return unless(counts, "does not count an answer of "+c.Item)
}

// isCurrent compares an answer with the sequence that the field's rule names. A list without one counts all that it has.
func (l lookup) isCurrent(field string, item merge.Item) bool {
	rule := l.d.crew.o.Schema.Types[l.typ].Fields[field]
	if rule == nil || rule.Answers == "" {
		return true
	}
	var answer struct {
		To jsontext.Value `json:"respondedToSequence"`
	}
	return json.Unmarshal(item.Value, &answer) == nil && bytes.Equal(answer.To, l.reading(rule.Answers).Value)
}
