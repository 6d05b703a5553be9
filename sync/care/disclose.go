package care

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// linkedFrom is the field of a copy that says where it comes from, and on what basis.
const linkedFrom = "linkedFrom"

// mayBeDisclosed refuses a disclosure that can never be: "changing part = disclose command that makes a linked copy with
// basis and author" (domain.md 1.3.5). What is disclosed is there, and stays with the same citizen or team; an assistant nurse
// moves agenda items and nothing else.
func mayBeDisclosed(t *schema.Type, before, after *document.Document, _ document.Edit, f Facts) (code, field, note string) {
	if !isNew(before, after) || f.Schema == nil || f.Document == nil {
		return "", "", ""
	}
	of, to := f.Schema.Types[text(t, after, "sourceType")], document.Scope(text(t, after, "toScope"))
	switch source, err := f.Document(text(t, after, "sourceId")); {
	case of == nil || of.Fields[linkedFrom] == nil:
		return document.CodeBadValue, "sourceType", ""
	case err != nil || source == nil || source.Created == "" || source.Type != of.Name || source.IsVoided():
		return document.CodeNoDocument, "sourceId", ""
	case to == after.Scope || to.Kind() != after.Scope.Kind() || to.Subject() != after.Scope.Subject() || !of.ScopeFits(string(to)):
		return document.CodeBadScope, "toScope", ""
	case f.Role == "assistantNurse" && of.Name != "agendaItem":
		return document.CodeNotAllowed, "sourceType", ""
	}
	return "", "", ""
}

// discloseCopy brings the copy, or says in the disclosure why there is none: nobody who could read it, no consent, a block.
// It is decided once, while the disclosure is asked: access may change while a commit is made, and two answers would
// disclose what is said to be refused.
func discloseCopy(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if !isNew(before, after) || StateOf(t, after) != "asked" || after.IsVoided() || f.Document == nil || f.Schema == nil {
		return nil, nil
	}
	to := document.Scope(text(t, after, "toScope"))
	source, err := f.Document(text(t, after, "sourceId"))
	if err != nil || source == nil {
		return nil, err
	}
	if f.Discloses != nil {
		if code := f.Discloses(after.Scope, to, text(t, after, "basis")); code != "" {
			return []Write{RefusedDisclosure(after.ID, code)}, nil
		}
	}
	of := f.Schema.Types[source.Type]
	copied := Write{Scope: to, Doc: HashID("disclosed", string(after.Scope), after.ID), Type: source.Type, Create: true, Changes: shown(of, source)}
	copied.OnBehalfOf = whose(of, source, copied.Changes)
	copied.link(of, source, after, text(t, after, "basis"))
	own := Write{Doc: after.ID, Type: t.Name, Changes: map[string]document.Op{"state": set("copied"), "copyId": set(copied.Doc)}}
	return []Write{own, copied}, nil
}

// RefusedDisclosure says in a disclosure why it came to nothing.
func RefusedDisclosure(id, code string) Write {
	return Write{Doc: id, Type: "disclosure", Changes: map[string]document.Op{"state": set("refused"), "refusedCode": set(code)}}
}

func isNew(before, after *document.Document) bool {
	return after != nil && after.Created != "" && (before == nil || before.Created == "")
}

// shown is a document as people see it, for a copy to begin with. What belongs to the place it was in stays there: its state
// and meeting, answers that are each somebody's own, numbers that the server counts.
func shown(t *schema.Type, d *document.Document) map[string]document.Op {
	ops := map[string]document.Op{}
	for name := range d.Fields {
		rule := t.Fields[name]
		if rule == nil || rule.Sequence || slices.Contains([]string{"state", "meetingId", "outcomeIds", "part", linkedFrom}, name) ||
			slices.Contains([]schema.Policy{schema.OwnKey, schema.Counter, schema.Derived}, rule.Policy) {
			continue
		}
		r := merge.ReadField(t, rule, d, d.Fields[name])
		switch {
		case rule.IsList() && len(r.Items) > 0:
			op := document.Op{Add: make(map[string]jsontext.Value, len(r.Items))}
			for _, item := range r.Items {
				op.Add[item.ID] = item.Value
			}
			ops[name] = op
		case r.Value != nil:
			ops[name] = document.Op{Set: r.Value}
		}
	}
	return ops
}

// whose keeps the citizen's words hers in the copy, where staff cannot overwrite them either (domain.md 0.3): it is written for the
// citizen when it holds a statement of hers. What staff wrote in such a field meanwhile is not told as hers, and left out.
func whose(t *schema.Type, source *document.Document, ops map[string]document.Op) (onBehalfOf string) {
	var staffs []string
	for name := range ops {
		if rule := t.Fields[name]; rule.Policy != schema.CitizenOwned || rule.IsList() {
			continue
		}
		if o := source.Origins[read(t, source, name).Edit]; merge.IsCitizens(o.Role, o.OnBehalfOf) {
			onBehalfOf = "citizen"
		} else {
			staffs = append(staffs, name)
		}
	}
	for _, name := range staffs {
		if onBehalfOf != "" {
			delete(ops, name)
		}
	}
	return onBehalfOf
}

// link says where the copy comes from, and fits it into its place.
func (w *Write) link(t *schema.Type, source, disclosure *document.Document, basis string) {
	w.Changes[linkedFrom] = document.Op{Set: canonical(map[string]string{
		"scope": string(source.Scope), "id": source.ID, "disclosureId": disclosure.ID, "basis": basis,
	})}
	if t.States != nil && len(t.States.Initial) > 0 {
		w.Changes["state"] = set(t.States.Initial[0])
	}
	if t.Fields["disclosureBasis"] != nil {
		w.Changes["disclosureBasis"] = set(basis)
	}
	room := w.Scope.Compartment()
	if part := room[len(room)-1:]; t.Fields["part"] != nil && strings.Contains("123", part) {
		w.Changes["part"] = document.Op{Set: jsontext.Value(part)}
	}
}
