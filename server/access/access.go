// Package access says who may do what: from the directory of a tenant and an actor to scopes, and from an edit to yes or no.
//
// It sits before merge in the flow and before every delivery. It promises: deny by default; unknown and forbidden answer
// alike; nothing is finer than a scope, so there is no filter inside one to forget.
//
// The Directory is built from the log of tenant/directory, commit by commit, so it also knows what was true at an earlier
// time: a late entry is judged by the access its author had when writing. Callers owe order (Put in the order of the log)
// and one writer at a time. Time is an argument. The package has no goroutine and does no input or output.
//
// rules.go says what each document of the directory lets in or keeps out, grant.go in which order they count, reach.go and
// scopes.go ask them about one scope or for all of an actor's (a property test holds the two, and a naive model, together),
// affected.go says whose access a change may touch, disclose.go judges copies from one scope to another.
//
// To test code that uses it, Put documents made with merge.Apply.
package access

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Kinds of actors.
const (
	Staff   = "staff"
	Citizen = "citizen"
	// Representative acts for citizens as far as a mandate goes.
	Representative = "representative"
	Server         = "server" // effects and loading
)

// Actor is somebody who writes or reads.
type Actor struct {
	Tenant string
	Kind   string
	ID     string
}

// Masked names the actor in log lines: staff by their id, citizens and representatives by a short hash.
func (a Actor) Masked() string {
	if a.Kind != Citizen && a.Kind != Representative {
		return a.ID
	}
	sum := sha256.Sum256([]byte(a.ID))
	return "~" + hex.EncodeToString(sum[:4])
}

// Decision is the answer to "may this author do this here?". Code is "" for yes.
type Decision struct {
	Role string // the role it was decided for
	Late bool   // access had ended, but was there when it was written
	Code string
	// Field is the field the author may not write, when it is one.
	Field string
}

// Request is what somebody wants to do, and when.
type Request struct {
	Actor   Actor
	Edit    document.Edit
	Type    *schema.Type
	Exists  bool  // the document is there
	Written int64 // when it was written by the phone's corrected clock, milliseconds
	Began   int64 // when the author's login began on that phone, by the server's clock; 0 if nobody knows
	Now     int64
}

// Allows decides one edit.
func (d *Directory) Allows(q Request) Decision {
	if q.Actor.Kind == Server {
		return Decision{Role: d.roleOfLoaded(q.Actor.ID)}
	}
	if roles := d.rolesIn(q.Actor, q.Edit.Scope, q.Now); len(roles) > 0 {
		if field := d.forOneself(q); field != "" {
			return Decision{Role: roles[0], Code: document.CodeNotAllowed, Field: field}
		}
		return decide(q, roles)
	}
	return d.allowsLate(q)
}

// roleOfLoaded is the role under which the server writes for somebody: a loaded row may name its author.
func (d *Directory) roleOfLoaded(id string) string {
	if roles := d.Roles(Actor{Kind: Staff, ID: id}); len(roles) > 0 {
		return roles[0]
	}
	return Server
}

// decide picks the first role that may do all of the edit. The refusal is that of the first role.
func decide(q Request, roles []string) Decision {
	var first Decision
	for i, role := range roles {
		got := decideAs(q, role)
		if got.Code == "" {
			return got
		}
		if i == 0 {
			first = got
		}
	}
	return first
}

func decideAs(q Request, role string) Decision {
	no := Decision{Role: role, Code: document.CodeNotAllowed}
	t, e := q.Type, q.Edit
	if e.OnBehalfOf != "" && (e.OnBehalfOf != "citizen" || isCitizen(role)) {
		return no
	}
	mayCreate := slices.Contains(t.Rights.Create, role)
	if (e.Create || !q.Exists) && !mayCreate {
		if !e.Create {
			no.Code = document.CodeNoDocument
		}
		return no
	}
	if e.Void != "" && !slices.Contains(t.Rights.Void, role) {
		return no
	}
	var few [16]string
	for _, name := range document.Keys(few[:0], e.Changes) {
		rule := t.Fields[name]
		if rule == nil {
			return Decision{Role: role, Code: document.CodeUnknownField, Field: name}
		}
		if code := fieldCode(q, role, rule, e.Changes[name]); code != "" {
			return Decision{Role: role, Code: code, Field: name}
		}
	}
	return Decision{Role: role}
}

// fieldCode decides one field. Whose an item is decides after what the role may do: who may not answer at all is not told
// to ask somebody else.
func fieldCode(q Request, role string, rule *schema.Field, op document.Op) string {
	switch {
	case rule.Policy == schema.Derived:
		return document.CodeDerived
	case !mayWrite(q, role, rule, op):
		return document.CodeNotAllowed
	case rule.Policy == schema.OwnKey:
		for item := range op.Add {
			if !merge.IsOwnKey(rule, q.Edit, q.Actor.ID, role, item) {
				return document.CodeNotYours
			}
		}
	}
	return ""
}

// mayWrite decides one field. Recording the citizen's own statement counts as the citizen's right, for those who may
// write, propose or create at all.
func mayWrite(q Request, role string, rule *schema.Field, op document.Op) bool {
	r := q.Type.Rights
	has := func(list []string) bool {
		if slices.Contains(list, role) {
			return true
		}
		takesPart := slices.Contains(r.Write, role) || slices.Contains(r.Propose, role) || slices.Contains(r.Create, role)
		return q.Edit.OnBehalfOf == "citizen" && takesPart && slices.Contains(list, "citizen")
	}
	switch {
	case rule.Sequence, len(op.Remove) > 0 && len(rule.Remove) > 0 && !has(rule.Remove):
		return false
	case len(rule.Write) > 0:
		return has(rule.Write) || has(rule.Others)
	case rule.Policy == schema.ServerAuthoritative:
		return false // nobody, also not who creates the document
	case op.Agree != nil:
		return has(r.Agree)
	case q.Edit.Create:
		return true
	case rule.Policy == schema.Proposal:
		return has(r.Propose) || has(r.Agree)
	}
	if rule.Policy == schema.StateMachine && movesBy(q.Type.States, role, q.Edit.OnBehalfOf) {
		return true // merge decides the move itself
	}
	return has(r.Write)
}

// movesBy reports whether some transition names this role.
func movesBy(m *schema.Machine, role, onBehalfOf string) bool {
	if m == nil {
		return false
	}
	return slices.ContainsFunc(m.Transitions, func(t schema.Transition) bool {
		return slices.Contains(t.By, role) || onBehalfOf == "citizen" && slices.Contains(t.By, "citizen")
	})
}

func isCitizen(role string) bool { return role == "citizen" || role == "representative" }
