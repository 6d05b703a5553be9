package app

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// write hands in what was written together, through the flow as anybody's. A refusal that is not meant is logged as an error.
func (p *demoPhone) write(list []demo.Wrote) error {
	var batch []flow.Incoming
	var of []demo.Wrote
	for _, w := range list {
		edits, err := p.edits(w)
		if err != nil {
			return err
		}
		for _, e := range edits {
			batch, of = append(batch, flow.Incoming{Edit: e}), append(of, w)
		}
	}
	verdicts, err := p.a.flow.SubmitWait(p.ctx, flow.Author{Actor: p.actor(), Replica: p.replica}, batch)
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		n := slices.IndexFunc(batch, func(in flow.Incoming) bool { return in.Edit.ID == v.Edit })
		if v.Code != of[n].Refused && (v.Kind == document.Refused || of[n].Refused != "") {
			p.a.log.Error("demo edit", "staff", p.shift.Staff, "type", of[n].Type, "doc", of[n].Doc, "verdict", v.Kind, "code", v.Code, "field", v.Field)
		}
		if v.Kind == document.Refused && p.login != nil {
			p.a.book.Refused(p.ctx, p.login, batch[n].Edit.Scope, batch[n].Edit.Doc, v.Code)
		}
	}
	p.a.flow.Wait()
	return p.granted()
}

// edits are what somebody wrote, as their phone would hand it in.
func (p *demoPhone) edits(w demo.Wrote) ([]document.Edit, error) {
	if w.Notice != "" {
		return p.heard(w)
	}
	e := document.Edit{Scope: document.Scope(w.Scope), Doc: w.Doc, Type: w.Type, Create: w.Create, Changes: map[string]document.Op{}}
	if w.ForCitizen {
		e.OnBehalfOf = "citizen"
	}
	for field, value := range w.Set {
		e.Changes[field] = document.Op{Set: value}
	}
	for field, item := range w.Add {
		e.Changes[field] = document.Op{Add: map[string]jsontext.Value{ulid.Make().String(): item}}
	}
	for field, items := range w.Items {
		e.Changes[field] = document.Op{Add: items}
	}
	if err := p.sign(&e, w); err != nil {
		return nil, err
	}
	return []document.Edit{e}, nil
}

// sign gives an edit its place in what the phone wrote, and says what its author had seen.
func (p *demoPhone) sign(e *document.Edit, w demo.Wrote) error {
	head, err := p.a.flow.Head(p.ctx, demoKey(e.Scope))
	if err != nil {
		return err
	}
	e.Base = document.Base{Epoch: head.Epoch, Seq: head.Seq}
	if w.Saw > 0 {
		e.Base.Seq = 0
		for c, err := range p.a.store.Commits(p.ctx, demoKey(e.Scope), 1, head.Seq) {
			if err != nil {
				return err
			}
			if c.At <= p.now-w.Saw*perMinute {
				e.Base.Seq = c.Seq
			}
		}
	}
	e.ID, e.After, e.Stamp = ulid.Make().String(), p.last, p.clock.Tick(p.now-w.MinutesAgo*perMinute)
	p.last = e.Stamp
	return nil
}

// heard are the edits by which a phone says that notices about a document were fetched, and acknowledged.
func (p *demoPhone) heard(w demo.Wrote) (out []document.Edit, err error) {
	inbox := document.Scope("staff/" + p.shift.Staff + "/inbox/" + demo.Municipality)
	for doc, err := range documentsOf(p.a.flow)(p.ctx, demoKey(inbox)) {
		if err != nil {
			return nil, err
		}
		if doc.Type != "notice" {
			continue
		}
		fields := merge.Read(schema.Embedded().Types[doc.Type], doc).Fields
		isMeant := document.Unquote(fields["causeDoc"].Value) == w.Notice
		if w.Notice == "*" {
			isMeant = fields["ack"].Value == nil && fields["acknowledgedSeq"].Value == nil
		}
		if !isMeant {
			continue
		}
		seq, at := document.Op{Set: bytes.Clone(fields["causeSeq"].Value)}, document.Op{Set: document.Quote(document.TimeText(p.now - w.MinutesAgo*perMinute))}
		e := document.Edit{Scope: inbox, Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{"fetchedSeq": seq, "fetchedAt": at}}
		if w.Acknowledged {
			e.Changes["acknowledgedSeq"], e.Changes["acknowledgedAt"] = seq, at
			e.Changes["state"] = document.Op{Set: document.Quote("acknowledged")}
		}
		if err := p.sign(&e, w); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
