package flow

import (
	"context"
	"strconv"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

const noticeType = "notice"

// burst is how long changes of one kind in one document are one notice, from the first of them.
const burst = 60_000

// noticeID names the n-th notice that begins in a minute about one kind of change in a document. It is the same in every inbox.
func noticeID(scope document.Scope, tell document.Tell, at int64, n int) string {
	return hashID(noticeType, string(scope), tell.Doc, tell.Code, strconv.FormatInt(at/burst, 10), strconv.Itoa(n))
}

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

// soon is how near a meeting or visit is whose changes wake phones at once (domain.md 1.5).
const soon = 3 * 60 * 60_000

// ring wakes the phones of whoever a notice was written for. What is committed is told at least once, however often that fails.
func (f *Flow) ring(tenant string, p *part, failed error) error {
	it := p.items[0]
	if failed != nil || f.o.Ring == nil || it.told.forIt != nil {
		return nil
	}
	one := it.told
	until := one.until()
	return f.o.Ring(context.Background(), tenant, p.key.Scope.Subject(), News{
		Class: one.Class, At: one.at, Until: until, Soon: until != 0 && until-one.at < soon, Notice: it.Edit.ID,
	})
}

// until is when nobody need be woken any more: news of a visit or a meeting are rung until it begins (domain.md 1.5). 0 leaves it
// to the class: what is urgent, what is neither, and what is about something that has begun.
func (one *told) until() int64 {
	if one.Start <= one.at || one.Class != "visit" && one.Class != "meeting" {
		return 0
	}
	return one.Start
}

// isOvertaken reports whether the team has been told of a later change of the same document: this one was held up by a failure.
func (g *Group) isOvertaken(ctx context.Context, one *told) (bool, error) {
	w, err := g.document(ctx, one.forIt.Doc)
	if err != nil || w.now == nil {
		return false, err
	}
	since, _ := document.TimeMillis(shownText(g.f.o.Schema.Types[w.now.Type], w.now, "since"))
	return since > one.at, nil
}

// fill says what a notice says.
func (g *Group) fill(ctx context.Context, wr *care.Write, one *told) (err error) {
	if wr.Doc, wr.Create, err = g.placeOf(ctx, one); err != nil {
		return err
	}
	at := setText(document.TimeText(one.at))
	wr.Changes = map[string]document.Op{"changedAt": at, "causeSeq": {Set: strconv.AppendUint(nil, one.seq, 10)}}
	if !wr.Create {
		return nil
	}
	wr.Changes["createdAt"] = at
	for name, text := range map[string]string{
		"state": "new", "causeScope": string(one.cause.Scope), "causeDoc": one.Doc, "causeType": one.Type, "class": one.Class, "code": one.Code,
		"ack": one.Ack, "teamId": one.team,
	} {
		if text != "" {
			wr.Changes[name] = setText(text)
		}
	}
	return nil
}

// placeOf finds the notice to write into, or the id of a new one.
func (g *Group) placeOf(ctx context.Context, one *told) (id string, create bool, err error) {
	t := g.f.o.Schema.Types[noticeType]
	for _, from := range []int64{one.at - burst, one.at} {
		for n := 0; ; n++ {
			id = noticeID(one.cause.Scope, one.Tell, from, n)
			w, err := g.document(ctx, id)
			if err != nil {
				return "", false, err
			}
			if w.now == nil {
				break
			}
			began, _ := document.TimeMillis(shownText(t, w.now, "createdAt"))
			if care.StateOf(t, w.now) == "new" && one.at-began < burst {
				return id, false, nil
			}
		}
	}
	return id, true, nil
}
