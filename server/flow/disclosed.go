package flow

import (
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// link is what a disclosed copy says about where it comes from.
type link struct {
	Scope        document.Scope `json:"scope"`
	DisclosureID string         `json:"disclosureId"`
	Basis        string         `json:"basis"`
}

func linkOf(e document.Edit) (l link, is bool) {
	op, is := e.Changes["linkedFrom"]
	return l, is && json.Unmarshal(op.Set, &l) == nil
}

// judgeEffect asks again, when an effect arrives, what was asked when it was caused: that its type lives here, and of a
// disclosed copy that it may still be disclosed. Between the two somebody may have set a block.
func (g *Group) judgeEffect(e document.Edit) (code string) {
	t := g.f.o.Schema.Types[e.Type]
	switch {
	case t == nil:
		return document.CodeUnknownType
	case !t.ScopeFits(string(e.Scope)):
		return document.CodeBadScope
	}
	from, is := linkOf(e)
	if !is {
		return ""
	}
	g.dir.mu.RLock()
	defer g.dir.mu.RUnlock()
	return g.dir.dir.Discloses(from.Scope, e.Scope, from.Basis, g.now)
}

// sendBack tells the cause of an effect that it was refused: a disclosure says so in its state. Nil when nobody is to be told.
// Its id follows from the effect's, so that telling again changes nothing.
func (f *Flow) sendBack(key store.Key, it *item) *part {
	from, is := linkOf(it.Edit)
	if !is {
		return nil
	}
	w, replica := care.RefusedDisclosure(from.DisclosureID, it.code), "fb"+hashID(string(it.Edit.Scope))
	e := document.Edit{
		ID: hashID(it.Edit.ID, "refused"), Scope: key.Scope, Doc: w.Doc, Type: w.Type, Changes: w.Changes,
		Stamp: hlc.New(it.Edit.Stamp.WallMillis(), 0, replica),
	}
	author := Author{Actor: access.Actor{Tenant: key.Tenant, Kind: access.Server, ID: serverReplica}, Replica: replica}
	return &part{key: key, author: author, items: []*item{{Incoming: Incoming{Edit: e}, digest: e.Digest(), effect: true}}}
}
