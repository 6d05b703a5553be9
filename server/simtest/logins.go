package simtest

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
)

// logins takes in what the server writes down of logins: one of each replica that signs, in its author's own scope.
func (o *oracle) logins(c *document.Commit) {
	for _, ch := range c.Changes {
		if ch.Doc.Type != flow.LoginType {
			continue
		}
		for name, f := range ch.Doc.Fields {
			for _, one := range f.Candidates {
				o.login(c, ch.Doc, one.Edit).Changes[name] = document.Op{Set: one.Value}
			}
			for _, gone := range f.Seen { // one that another of the same commit replaced
				id, is := strings.CutPrefix(gone.Replica, access.Server+"/s")
				if _, known := o.edits[id]; is && !known {
					o.login(c, ch.Doc, id).Changes[name] = document.Op{Set: jsontext.Value("null")}
				}
			}
			for id, item := range f.Items {
				for _, one := range item.Candidates {
					o.login(c, ch.Doc, one.Edit).Changes[name] = document.Op{Add: map[string]jsontext.Value{id: one.Value}}
				}
			}
		}
	}
}

// login is the server's edit of a login that was just committed.
func (o *oracle) login(c *document.Commit, d *document.Document, id string) document.Edit {
	if known, again := o.edits[id]; again {
		return known.Edit
	}
	e := document.Edit{
		ID: id, Scope: c.Scope, Doc: d.ID, Type: d.Type, Create: d.Created == id, Stamp: d.Origins[id].Stamp, Changes: map[string]document.Op{},
	}
	o.edits[id] = written{e, nil}
	return e
}

// checkLogins: what came from a phone that signs has a login with its key, and nobody else has one.
func (w *World) checkLogins() {
	for _, p := range w.phones {
		l, err := w.nodes[0].flow.Login(background, tenantID, p.o.Replica)
		switch key := p.o.Key.Public(); {
		case err != nil:
			w.fail("login of %s: %v", p.name, err)
		case key.IsZero() && l != nil:
			w.fail("%s does not sign and has a login", p.name)
		case !key.IsZero() && (l == nil || !l.IsOf(access.Actor{Tenant: tenantID, Kind: p.actor.Kind, ID: p.actor.ID}, key)):
			w.fail("%s signs, its login is %+v", p.name, l)
		}
	}
}
