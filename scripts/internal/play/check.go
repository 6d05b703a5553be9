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
	case scenario.Stopped:
		code, stopped := d.stopped[editKey{c.Person, c.EditAt}]
		return unless(stopped && (c.Code == "" || c.Code == code), "it was taken, or stopped because "+or(code, "of nothing"))
	case scenario.SavedAfter, scenario.WarnedOf, scenario.NotWarnedOf:
		return d.foretold(c)
	case scenario.LogSays, scenario.HoldersSay, scenario.ReviewsSay:
		return d.officeSays(ctx, c)
	case scenario.PushNames, scenario.BoardNames:
		return d.names(ctx, c)
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
		if no := d.ask(ctx, m, c); no != "" {
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
	switch c.Kind {
	case scenario.MayHold, scenario.MayNotHold, scenario.Carried, scenario.Offline:
		return true
	case scenario.Told, scenario.Rung, scenario.NotRung, scenario.NotReached, scenario.Reached, scenario.ToCall,
		scenario.HasAlarm, scenario.NoAlarm, scenario.HearsAlarm, scenario.AskedAnew, scenario.NotAskedAnew, scenario.Offered,
		scenario.LockedOut, scenario.NotLockedOut:
		return m.kind == ""
	}
	if c.Who.Everyone && !m.phone.IsOnline() {
		return false
	}
	holds := false
	m.phone.Look(func(r *replica.Replica) { holds = len(d.scopes(r, c)) > 0 })
	return holds
}

// ask gives "" when the claim holds of one phone, or why not.
func (d *day) ask(ctx context.Context, m *mate, c *scenario.Claim) string {
	switch c.Kind {
	case scenario.MayHold, scenario.MayNotHold:
		return d.mayHold(ctx, m, c)
	case scenario.Rung, scenario.NotRung:
		return d.rung(ctx, m, c)
	case scenario.Told:
		return d.told(m, c)
	case scenario.HasAlarm, scenario.NoAlarm, scenario.HearsAlarm, scenario.AskedAnew, scenario.NotAskedAnew, scenario.MayOpen,
		scenario.MayNotOpen, scenario.Offered:
		return d.advised(m, c)
	case scenario.LockedOut, scenario.NotLockedOut:
		return d.lockedOut(m, c)
	case scenario.NotReached, scenario.Reached, scenario.ToCall:
		return d.reachedOne(m, c)
	case scenario.Offline:
		return d.offline(m, c)
	case scenario.Carried:
		n := len(m.device.Heard())
		return unless(n == c.N, fmt.Sprintf("carried %d", n))
	}
	return d.sees(m, c)
}

// mayHold looks at what the server gives this person.
func (d *day) mayHold(ctx context.Context, m *mate, c *scenario.Claim) string {
	given, err := d.given(ctx, m)
	if err != nil {
		return "cannot be asked: " + err.Error()
	}
	scope := d.homes[c.Document]
	_, granted := given[scope]
	switch {
	case c.Kind == scenario.MayHold:
		return unless(granted, "is not given "+string(scope))
	case granted:
		return "is given " + string(scope)
	}
	for other, h := range given { // nor a copy of it anywhere else
		if doc := h.docs[d.id(c.Document)]; doc != nil && doc.Type == c.Document.Type {
			return "is given it in " + string(other)
		}
	}
	return ""
}

// scopes are those that a phone holds and the claim is about.
func (d *day) scopes(r *replica.Replica, c *scenario.Claim) []document.Scope {
	isMeant := func(scope document.Scope) bool { return scope == d.homes[c.Document] }
	if c.Document == nil {
		t := d.crew.o.Schema.Types[c.Type] // nil for conflicts of somebody, which live anywhere
		isMeant = func(scope document.Scope) bool {
			kind := scope.Kind()
			if kind == "unit" {
				kind = "team" // a team is a unit, too
			}
			return kind == c.About.Kind && scope.Subject() == c.About.ID && (t == nil || t.ScopeFits(string(scope)))
		}
	}
	return slices.DeleteFunc(r.Scopes(), func(scope document.Scope) bool {
		s, held := r.Status(scope)
		return !held || s.Revoked || !isMeant(scope)
	})
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
	if !slices.Contains(c.Kinds, string(v.Kind)) || c.Code != "" && v.Code != c.Code || c.Late && !v.Late {
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
	if v.Late {
		out += " as a late entry"
	}
	return fmt.Sprintf("%s at %s %d", out, v.Scope, v.Seq)
}
