package access

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// LateLimitMillis is how far back an edit may have been written that comes after its author's access ended: 14 days
// (architecture section 5).
const LateLimitMillis = 14 * 24 * 60 * 60 * 1000

// beganLeeway is how long before a login began something may have been written on its phone: clocks differ.
const beganLeeway = 60 * 1000

// discloseRule is the rule of the types whose documents carry something to other readers.
const discloseRule = "discloseCopy"

// allowsLate decides an edit whose author reads the scope no more. Who read it when writing may still tell what they did; the
// phone chose the time, so nothing follows from it for what others may read. Of what is there now the answer tells nothing:
// whatever does not create is too late in the same words, whether there is such a document or not.
func (d *Directory) allowsLate(q Request) Decision {
	roles, at := d.rolesBefore(q)
	if len(roles) == 0 {
		return Decision{Code: document.CodeNotAllowed}
	}
	late := Decision{Code: document.CodeTooLate}
	switch adds := q.Edit.Void == "" && (q.Edit.Create || onlyAdds(q)); {
	case q.Now-at > LateLimitMillis, at < q.Began-beganLeeway, !adds, !mayBeLate(q):
		return late
	}
	got := decide(q, roles)
	switch {
	case q.Edit.Create && got.Code != "":
		return got // it does not depend on what is there
	case got.Code != "", q.Edit.Create && q.Exists && !onlyAdds(q), !q.Edit.Create && !q.Exists:
		return late
	}
	got.Late = true
	return got
}

// rolesBefore are the roles the author had when writing or, for a new document that tells of something that occurred, at that
// time: who helped somebody until ten o'clock documents it at eleven, too (domain.md W5).
func (d *Directory) rolesBefore(q Request) (roles []string, at int64) {
	if q.Written < q.Now {
		if roles = d.rolesIn(q.Actor, q.Edit.Scope, q.Written); len(roles) > 0 {
			return roles, q.Written
		}
	}
	at, told := document.TimeMillis(document.Unquote(q.Edit.Changes["occurredAt"].Set))
	if !told || at >= min(q.Written, q.Now) || !q.Edit.Create || q.Exists {
		return nil, 0
	}
	return d.rolesIn(q.Actor, q.Edit.Scope, at), at
}

// mayBeLate reports whether a document may come from somebody who has no access now: one that decides who reads what may not,
// neither in the directory, nor by the copy of it that lands there, nor by carrying something elsewhere. A block that staff
// wrote down for the citizen may: it only shuts, and the citizen believes that it was heard.
func mayBeLate(q Request) bool {
	if q.Edit.Scope == document.Directory || slices.Contains(q.Type.Rules, discloseRule) {
		return false
	}
	decides := slices.ContainsFunc(q.Type.Project, func(p schema.Projection) bool { return p.Scope == string(document.Directory) })
	return !decides || q.Type.Name == "accessBlock" && q.Actor.Kind == Staff
}

// onlyAdds reports whether an edit appends or proposes, and changes nothing that is in force.
func onlyAdds(q Request) bool {
	for name, op := range q.Edit.Changes {
		rule := q.Type.Fields[name]
		switch {
		case rule == nil, op.Agree != nil, len(op.Remove) > 0:
			return false
		case op.Set != nil && rule.Policy != schema.Proposal:
			return false
		}
	}
	return true
}
