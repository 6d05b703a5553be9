package play

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// check gives "" when the claim holds now, or why not.
func (d *day) check(ctx context.Context, c *scenario.Claim) string {
	switch c.Kind {
	case scenario.VerdictIs, scenario.AnsweredAgain, scenario.Unanswered:
		return d.checkVerdict(c)
	case scenario.NothingUnsent:
		return d.crew.unsent()
	case scenario.PhonesEqual:
		return strings.Join(d.crew.compare(ctx).why, "; ")
	}
	var asked, yes []string
	why := "no phone that is online may hold it"
	for _, m := range d.crew.mates {
		if !d.isAsked(m, c) {
			continue
		}
		asked = append(asked, m.name)
		if no := d.sees(m, c); no != "" {
			why = m.name + " " + no
		} else {
			yes = append(yes, m.name)
		}
	}
	switch {
	case c.Who.Anyone && len(yes) > 0, !c.Who.Anyone && len(asked) > 0 && len(yes) == len(asked):
		return ""
	}
	return why
}

// isAsked reports whether a claim is about this phone.
func (d *day) isAsked(m *mate, c *scenario.Claim) bool {
	if len(c.Who.Names) > 0 {
		return slices.Contains(c.Who.Names, m.name)
	}
	if c.Who.Everyone && !m.phone.IsOnline() {
		return false
	}
	holds := false
	m.phone.Look(func(r *replica.Replica) {
		for _, scope := range d.scopes(c) {
			s, held := r.Status(scope)
			holds = holds || held && !s.Revoked
		}
	})
	return holds
}

// scopes are where a claim looks.
func (d *day) scopes(c *scenario.Claim) []document.Scope {
	if c.Document != nil {
		return []document.Scope{d.homes[c.Document]}
	}
	t := d.crew.o.Schema.Types[c.Type]
	if t == nil {
		return nil
	}
	team := ""
	for _, citizen := range d.s.Citizens {
		if citizen.ID == c.About.ID {
			team = citizen.Team
		}
	}
	return scopesOf(t, c.About, providerOf(d.s, c.About.ID), d.s.Municipality, team)
}

func (d *day) checkVerdict(c *scenario.Claim) string {
	id, written := d.edits[editKey{c.Person, c.EditAt}]
	if !written {
		return "the edit was not written"
	}
	heard := d.mate(c.Person).phone.Diary(id)
	known := slices.DeleteFunc(slices.Clone(heard), func(h phone.Heard) bool { return h.Lost })
	if c.Kind == scenario.Unanswered {
		if len(known) > 0 {
			return "it is answered: " + tell(known[0].Verdict)
		}
		return ""
	}
	if len(known) == 0 {
		return "it has no verdict"
	}
	v := known[0].Verdict
	if c.Kind == scenario.AnsweredAgain {
		return answeredAgain(heard)
	}
	if !slices.Contains(c.Kinds, string(v.Kind)) || c.Code != "" && v.Code != c.Code {
		return "it is " + tell(v)
	}
	return ""
}

// answeredAgain says why a list of answers is not one answer and the same answer marked again.
func answeredAgain(heard []phone.Heard) string {
	if len(heard) < 2 {
		return fmt.Sprintf("it was answered %d times", len(heard))
	}
	first := heard[0].Verdict
	for _, h := range heard[1:] {
		v := h.Verdict
		if !v.Again {
			return "a later answer is not marked again: " + tell(v)
		}
		if v.Kind != first.Kind || v.Code != first.Code || v.Scope != first.Scope || v.Seq != first.Seq {
			return "first " + tell(first) + ", then " + tell(v)
		}
	}
	return ""
}

func tell(v document.Verdict) string {
	out := string(v.Kind)
	if v.Code != "" {
		out += " (" + v.Code + ")"
	}
	if v.Field != "" {
		out += " in " + v.Field
	}
	return fmt.Sprintf("%s at %s %d", out, v.Scope, v.Seq)
}
