package simtest

import (
	"errors"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// receive does what a phone owes for one frame.
func (p *phone) receive(raw []byte) {
	frame, err := wire.Receive(raw)
	if errors.Is(err, wire.ErrUnknownFrame) {
		return
	}
	if err != nil {
		p.w.fail("%s cannot read a frame: %v: %s", p.name, err, raw)
		return
	}
	p.dirty = true
	switch f := frame.(type) {
	case *wire.Welcome:
		p.r.Welcome(f.Scopes, f.KeepDays)
		p.greeted = true
	case *wire.Documents:
		if f.Done {
			p.w.oracle.heard(p, f.Scope, f.Cursor)
		}
		p.ask(p.r.Documents(replica.Page{
			Scope: f.Scope, Reset: f.Reset, Documents: f.Documents, Done: f.Done, Cursor: f.Cursor, Checksum: f.Checksum,
			SafeSeq: f.SafeSeq, Parent: f.Parent,
		}))
		p.w.registered(p, f.Scope)
	case *wire.Commit:
		p.w.oracle.heard(p, f.Scope, f.Cursor)
		p.ask(p.r.Commit(replica.CommitFrame{
			Scope: f.Scope, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Changes: f.Changes,
		}))
		p.w.registered(p, f.Scope)
	case *wire.Verdicts:
		p.verdicts(f.Verdicts)
	case *wire.Grant:
		p.r.Grant(f.Scopes)
	case *wire.Revoke:
		p.r.Revoke(f.Scopes)
	case *wire.CaughtUp:
		p.caughtUp = true
	case *wire.Error:
		p.duty(f)
	case *wire.Bye:
		p.hangUp()
	}
}

func (p *phone) verdicts(list []document.Verdict) {
	for _, v := range list {
		p.w.oracle.told(p, v)
		delete(p.sent, v.Edit) // it may wait again: another history, another id
	}
	p.r.Verdicts(p.now(), list)
	if p.w.chance(50) {
		for _, a := range p.r.SetAside() {
			p.r.Handled(a.Edit.ID)
		}
	}
}

func (p *phone) ask(a *replica.Ask) {
	if a != nil {
		p.w.note("%s asks for %s from %v", p.name, a.Scope, a.Cursor)
		p.conn.sendUp(wire.AppendCatchUp(nil, a.Scope, a.Cursor))
	}
}

// duty follows an error frame.
func (p *phone) duty(e *wire.Error) {
	p.w.note("%s is told %s, duty %s", p.name, e.Code, e.Duty)
	switch e.Duty {
	case fault.Refresh:
		p.renewToken()
		clear(p.sent) // what was written after the old token ended has no verdict
		if e.Code == fault.TokenExpired {
			p.conn.sendUp(wire.AppendRenew(nil, p.token))
		} else {
			p.hello()
		}
	case fault.Retry:
		p.wait = p.w.now + max(e.RetryMillis, 500)
		if e.Code == fault.RateLimited {
			clear(p.sent) // some batch was not taken
			return
		}
		p.hangUp() // something did not happen, and only a new hello says what
	case fault.Resync:
		p.hangUp()
	case fault.Fix:
		if e.Code == fault.HelloFirst {
			clear(p.sent)
			p.hello()
		}
	case fault.Upgrade:
	}
}
