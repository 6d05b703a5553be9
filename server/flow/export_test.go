package flow

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// SetDue puts a rule of the test's in the place of care's.
func (f *Flow) SetDue(due func(rule string, t *schema.Type, doc *document.Document, f care.Facts) ([]care.Write, error)) {
	f.due = due
}

// Asks is asks, as a list.
func Asks(t *schema.Type, before, after *document.Document) (out []document.Deadline) {
	asks(t, before, after, func(due int64, rule string) { out = append(out, document.Deadline{Due: due, Rule: rule}) })
	return out
}

// LoginEdit is the id of the edit that creates a replica's login.
func LoginEdit(tenant, replica string) string { return loginEdit(tenant, replica) }
