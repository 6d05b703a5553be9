package flow

import (
	"context"

	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// notify writes a notice: into the one that the last minute's changes of this kind have made, if nobody has seen it yet, else a
// new one. It holds codes and references, never values (architecture section 7). For a team it writes who is told.
func (g *Group) notify(ctx context.Context, p *part, it *item) (touched []string, err error) {
	one := it.told
	wr, isOld := care.Write{Doc: it.Edit.Doc, Type: it.Edit.Type, Create: true}, false
	if one.forIt != nil {
		wr = *one.forIt
		isOld, err = g.isOvertaken(ctx, one)
	} else {
		err = g.fill(ctx, &wr, one)
	}
	if err == nil && !isOld {
		touched, _, err = g.write(ctx, it.Edit.ID, 0, wr, g.now)
	}
	if err != nil {
		return nil, err
	}
	g.enter(p, it, document.Verdict{Edit: it.Edit.ID, Kind: document.Applied}, nil)
	return touched, nil
}

// ring wakes the phones of whoever a notice was written for. What is committed is told at least once, however often that fails.
func (f *Flow) ring(tenant string, p *part, failed error) error {
	it := p.items[0]
	if failed != nil || f.o.Ring == nil || it.told.forIt != nil {
		return nil
	}
	return f.o.Ring(context.Background(), tenant, p.key.Scope.Subject(), it.told.News(it.Edit.ID))
}

// isOvertaken reports whether the team has been told of a later change of the same document: this one was held up by a failure.
func (g *Group) isOvertaken(ctx context.Context, one *told) (bool, error) {
	w, err := g.document(ctx, one.forIt.Doc)
	if err != nil || w.now == nil {
		return false, err
	}
	since, _ := document.TimeMillis(shownText(g.f.o.Schema.Types[w.now.Type], w.now, "since"))
	return since > one.At, nil
}

// fill says which notice is written, and what it says.
func (g *Group) fill(ctx context.Context, wr *care.Write, one *told) (err error) {
	wr.Doc, wr.Create, err = one.Place(g.f.o.Schema.Types[notice.Type], func(id string) (*document.Document, error) {
		w, err := g.document(ctx, id)
		if err != nil {
			return nil, err
		}
		return w.now, nil
	})
	wr.Changes = one.Says(wr.Create)
	return err
}
