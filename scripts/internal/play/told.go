package play

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// This file is about who is told of what, and who was reached.

// foundNotice is a notice on a phone.
type foundNotice struct {
	replica.Shown
	scope document.Scope
}

// notices are those on a phone that are about one of some documents, the latest last.
func notices(r *replica.Replica, docs ...string) (out []foundNotice) {
	for _, scope := range r.Scopes() {
		if scope.Kind() != "staff" || scope.Compartment() != "inbox" {
			continue
		}
		for _, s := range r.ShowAll(scope) {
			if s.Type == "notice" && s.View.Voided == "" && slices.Contains(docs, text(s, "causeDoc")) {
				out = append(out, foundNotice{s, scope})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b foundNotice) int {
		return strings.Compare(text(a.Shown, "changedAt"), text(b.Shown, "changedAt"))
	})
	return out
}

// told checks that a phone holds a notice as the claim says.
func (d *day) told(m *mate, c *scenario.Claim) (why string) {
	m.phone.Look(func(r *replica.Replica) {
		docs := []string{d.id(c.Document)}
		if c.Conflict != nil {
			docs = nil
			for _, found := range d.conflictsOf(r, c.Conflict.Conflict) {
				docs = append(docs, found.Doc)
			}
		}
		var seen []string
		for _, n := range notices(r, docs...) {
			code, class := text(n.Shown, "code"), text(n.Shown, "class")
			if (c.Class == "" || class == c.Class) && (c.Code == "" || strings.HasSuffix(code, "."+c.Code)) {
				return
			}
			seen = append(seen, code+" ("+class+")")
		}
		why = "is told " + or(strings.Join(seen, ", "), "nothing of it")
	})
	return why
}

// acknowledge writes that somebody has read her latest notice about a document, and acknowledges it.
func (d *day) acknowledge(m *mate, step scenario.Step) error {
	var draft replica.Draft
	m.phone.Look(func(r *replica.Replica) {
		list := notices(r, d.id(step.Act.Document))
		if len(list) == 0 {
			return
		}
		n := list[len(list)-1]
		draft = replica.Draft{Scope: n.scope, Doc: n.Doc, Type: n.Type, Changes: map[string]document.Op{
			"acknowledgedSeq": {Set: bytes.Clone(n.View.Fields["causeSeq"].Value)},
			"acknowledgedAt":  {Set: document.Quote(document.TimeText(d.s.Midnight + step.At + m.skew))},
		}}
		if text(n.Shown, "state") != "acknowledged" {
			draft.Changes["state"] = document.Op{Set: document.Quote("acknowledged")}
		}
	})
	if draft.Doc == "" {
		return errors.New("is told nothing of it")
	}
	return d.write(m, step.At, draft)
}

// reaching finds what a phone shows of who was reached about a document.
func (d *day) reaching(r *replica.Replica, doc *scenario.Document) (scope document.Scope, s replica.Shown, here bool) {
	id := care.ReachingID(d.homes[doc], d.id(doc))
	for _, scope := range r.Scopes() {
		if scope.Kind() != "team" || scope.Compartment() != "reach" {
			continue
		}
		for _, s := range r.ShowAll(scope) {
			if s.Doc == id && s.Type == "reaching" && s.View.Voided == "" {
				return scope, s, true
			}
		}
	}
	return "", replica.Shown{}, false
}

// reachedOne checks what the team's list says of somebody, or of everybody who was told.
func (d *day) reachedOne(m *mate, c *scenario.Claim) (why string) {
	m.phone.Look(func(r *replica.Replica) {
		_, s, here := d.reaching(r, c.Document)
		if !here {
			why = "does not see who was reached about it"
			return
		}
		var told []string
		_ = json.Unmarshal(s.View.Fields["toldIds"].Value, &told) // schema checked
		state := text(s, "state")
		heard, answered := answerers(s, "fetched", "acknowledged", "oral"), answerers(s, "acknowledged", "oral")
		shows := fmt.Sprintf("sees it %s: told %v, reached %v, answered %v", state, told, heard, answered)
		who := c.Whom.ID
		isTold := slices.Contains(told, who)
		switch {
		case c.Kind == scenario.NotReached && who == "":
			why = unless(state != "unreached", shows)
		case c.Kind == scenario.ToCall && who == "":
			why = unless(state != "call", shows)
		case c.Kind == scenario.NotReached:
			why = unless(isTold && (state == "unreached" || state == "call") && !slices.Contains(heard, who), shows)
		case c.Kind == scenario.Reached:
			why = unless(isTold && slices.Contains(heard, who), shows)
		default:
			why = unless(isTold && state == "call" && !slices.Contains(answered, who), shows)
		}
	})
	return why
}

// answerers are those who have answered in one of the fields about the change that counts now.
func answerers(s replica.Shown, fields ...string) (out []string) {
	for _, field := range fields {
		for _, item := range s.View.Fields[field].Items {
			var a struct {
				StaffID string `json:"staffId"`
				Change  string `json:"change"`
			}
			if json.Unmarshal(item.Value, &a) == nil && a.Change == text(s, "change") {
				out = append(out, a.StaffID)
			}
		}
	}
	return out
}

// noteOral writes that somebody was told by word of mouth.
func (d *day) noteOral(m *mate, step scenario.Step) error {
	a := step.Act
	var draft replica.Draft
	m.phone.Look(func(r *replica.Replica) {
		scope, s, here := d.reaching(r, a.Document)
		if !here {
			return
		}
		said := map[string]string{
			"staffId": d.mate(a.Owner).id, "change": text(s, "change"), "at": document.TimeText(d.s.Midnight + step.At),
		}
		if a.Reason != "" {
			said["words"] = a.Reason
		}
		value, err := json.Marshal(said, json.Deterministic(true))
		if err == nil {
			draft = replica.Draft{Scope: scope, Doc: s.Doc, Type: s.Type, Changes: map[string]document.Op{
				"oral": {Add: map[string]jsontext.Value{newULID(): value}},
			}}
		}
	})
	if draft.Doc == "" {
		return errors.New("does not see who was reached about it")
	}
	return d.write(m, step.At, draft)
}

// offline checks what somebody's board shows of somebody.
func (d *day) offline(m *mate, c *scenario.Claim) string {
	e, there := m.phone.OnBoard(c.Whom.ID)
	switch {
	case !there:
		return fmt.Sprintf("does not see them on a board of %v", m.phone.Boards())
	case e.OfflineSince == 0:
		return "sees them " + e.State
	case e.OfflineSince < d.s.Midnight || e.OfflineSince > d.crew.now.Load():
		return "sees them offline since " + time.UnixMilli(e.OfflineSince).UTC().String()
	case c.Heard >= 0 && e.LastSyncAt != d.s.Midnight+c.Heard:
		return "sees them heard of at " + clock(e.LastSyncAt-d.s.Midnight)
	case c.Unsent >= 0 && e.PendingCount != c.Unsent:
		return fmt.Sprintf("sees that %d were unsent", e.PendingCount)
	}
	return ""
}
