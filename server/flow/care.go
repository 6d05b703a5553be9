package flow

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// facts is what the rules of care may know of the world while this commit is made.
func (g *Group) facts(ctx context.Context) care.Facts {
	dir, now := g.dir, g.now
	return care.Facts{
		Now: now, Municipality: g.tenant.Municipality, Schema: g.f.o.Schema,
		InAudience: func(team string, part int, staff string) bool {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return dir.dir.InAudience(team, part, staff, now)
		},
		HasRole: func(staff, role string) bool {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return slices.Contains(dir.dir.Roles(access.Actor{Kind: access.Staff, ID: staff}), role)
		},
		TeamsOf: func(citizen string) []string {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return dir.dir.TeamsOf(citizen, g.key.Scope.Controller(), now)
		},
		MovedFrom: func(citizen string) string {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return dir.dir.MovedFrom(citizen, g.key.Scope.Controller(), now)
		},
		Base: g.baseOf,
		OnCall: func(team string) []string {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return slices.Clone(dir.dir.OnCall(team))
		},
		Staff: g.inDirectory,
		Discloses: func(from, to document.Scope, basis string) string {
			dir.mu.RLock()
			defer dir.mu.RUnlock()
			return dir.dir.Discloses(from, to, basis, now)
		},
		Document: func(id string) (*document.Document, error) {
			w, err := g.document(ctx, id)
			if err != nil {
				return nil, err
			}
			return w.now, nil
		},
	}
}

// guard asks the rules of the type whether an edit may make this of the document. A rule that panics refuses, like merge.
func (g *Group) guard(ctx context.Context, t *schema.Type, before, after *document.Document, e document.Edit, in merge.Arrival) (code, field, note string) {
	if len(t.Rules) == 0 || before == after {
		return "", "", ""
	}
	defer func() {
		if g.recovered(recover(), t) {
			code, field, note = document.CodeBadEdit, "", ""
		}
	}()
	f := g.facts(ctx)
	f.Author, f.Role, f.OnBehalfOf, f.Decides, f.Written = in.Author, in.Role, e.OnBehalfOf, in.Decides, in.Written
	return care.Guard(t, before, after, e, f)
}

// recovered logs a panic of a rule. The value may quote a document: only its type is logged.
func (g *Group) recovered(value any, t *schema.Type) bool {
	if value == nil {
		return false
	}
	g.f.o.Log.Error("rule panicked", "type", t.Name, "cause", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
	return true
}

// maxFollowed bounds what one commit may bring with it; no rule comes near.
const maxFollowed = 2000

// follow lets the rules say what the changed documents bring with them: writes in this scope join the commit, and may bring
// more; those in others become its effects. It gives the documents of the commit in the order they were first changed.
func (g *Group) follow(ctx context.Context, order []string) ([]string, error) {
	var more []string // changed by what follows, and asked again
	for i := 0; i < len(order)+len(more) && i < maxFollowed; i++ {
		id := ""
		if i < len(order) {
			id = order[i]
		} else {
			id = more[i-len(order)]
		}
		w := g.docs[id]
		t := g.f.o.Schema.Types[w.now.Type]
		if t == nil || len(t.Rules) == 0 {
			continue
		}
		writes, err := g.askFollow(ctx, t, w)
		if err != nil {
			return nil, err
		}
		for n, wr := range writes {
			cause := g.cause("follow", strconv.Itoa(i), strconv.Itoa(n))
			if wr.Scope != "" && wr.Scope != g.key.Scope {
				g.owe(cause, 0, wr)
				continue
			}
			_, ok, err := g.write(ctx, cause, 0, wr, g.now)
			if err != nil {
				return nil, err
			}
			if ok {
				more = append(more, wr.Doc)
			}
		}
	}
	for _, id := range more {
		if !slices.Contains(order, id) && g.docs[id].now != g.docs[id].before.Doc {
			order = append(order, id)
		}
	}
	return order, nil
}

func (g *Group) askFollow(ctx context.Context, t *schema.Type, w *work) (writes []care.Write, err error) {
	defer func() {
		if g.recovered(recover(), t) {
			writes, err = nil, nil
		}
	}()
	return care.Follow(t, w.before.Doc, w.now, g.facts(ctx))
}

// cause names an edit of the server's in this commit; no two edits of it have the same parts.
func (g *Group) cause(parts ...string) string {
	own := []string{g.key.Tenant, string(g.key.Scope), strconv.FormatUint(g.commit.Seq, 10), strconv.Itoa(len(g.commit.Edits)), g.commit.Salt}
	return hashID(append(own, parts...)...)
}

// joinOwed adds a write to the effect that the commit owes the same document already: two effects of one commit on one
// document would have one stamp.
func (g *Group) joinOwed(wr care.Write) bool {
	at := slices.IndexFunc(g.owed, func(e document.Edit) bool { return e.Scope == wr.Scope && e.Doc == wr.Doc && e.Type == wr.Type })
	if at < 0 {
		return false
	}
	changes := maps.Clone(g.owed[at].Changes)
	for name, op := range wr.Changes {
		changes[name] = joinOps(changes[name], op)
	}
	g.owed[at].Changes = changes
	return true
}

// joinOps does the second after the first.
func joinOps(a, b document.Op) document.Op {
	if len(b.Add)+len(b.Remove) == 0 {
		return b
	}
	out := document.Op{Add: map[string]jsontext.Value{}}
	maps.Copy(out.Add, a.Add)
	for _, id := range b.Remove {
		delete(out.Add, id)
	}
	maps.Copy(out.Add, b.Add)
	for _, id := range slices.Concat(a.Remove, b.Remove) {
		if out.Add[id] == nil && !slices.Contains(out.Remove, id) {
			out.Remove = append(out.Remove, id)
		}
	}
	return out
}
