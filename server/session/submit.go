package session

import (
	"context"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// submit hands edits to the flow; its verdicts are queued when they are durable. Nothing is taken of a frame that is not
// signed by the replica's key, if it has one.
func (s *Session) submit(ctx context.Context, f *wire.Submit, bytes int) <-chan struct{} {
	err := s.pay(s.actor, spend{edits: len(f.Entries), bytes: bytes})
	if err == nil {
		err = s.update(ctx)
	}
	switch key := s.signer(); {
	case err != nil:
	case s.isUnproven():
		err = fault.New(fault.TokenExpired, nil)
	case key.IsZero() && s.desk.o.MustSign:
		err = fault.Newf(fault.Unsigned, "a login without a key")
	default:
		err = prove(key, f)
	}
	if err != nil {
		s.fail(err)
		return nil
	}
	for _, place := range f.Nameless {
		s.push("", wire.AppendNameless(nil, place))
	}
	if s.inTime(f) {
		s.fail(fault.New(fault.TokenExpired, nil))
		if len(f.Entries) == 0 {
			return nil
		}
	}
	done, began := make(chan struct{}), s.desk.o.Now()
	s.desk.o.Flow.Submit(s.author, incoming(f), func(verdicts []document.Verdict, err error) {
		if len(verdicts) > 0 {
			s.push("", wire.AppendVerdicts(nil, verdicts))
		}
		if err != nil {
			s.fail(fault.New(fault.Internal, err))
		}
		s.desk.refusals(s.known, f, verdicts)
		if s.desk.o.Observe.Submit != nil {
			s.desk.o.Observe.Submit(s.desk.o.Now().Sub(began))
		}
		close(done)
	})
	return done
}

// signer is the key that must have signed what comes; the zero key when nothing has to be signed.
func (s *Session) signer() sign.Public {
	if s.login != nil {
		return s.login.Key
	}
	return s.key // of a login that is still to begin
}

// prove checks a submit's proof. An edit that cannot be read breaks the chain: alone it goes on, to be refused and kept;
// among others it makes the phone send them one by one.
func prove(key sign.Public, f *wire.Submit) error {
	if key.IsZero() {
		return nil
	}
	unreadable := len(f.Nameless)
	for i := range f.Entries {
		if f.Entries[i].Err != nil {
			unreadable++
		}
	}
	switch all := len(f.Entries) + len(f.Nameless); {
	case unreadable == all:
		return nil
	case f.Proof == nil:
		return fault.Newf(fault.Unsigned, "%d edits", all)
	case unreadable > 0:
		return fault.Newf(fault.BadSignature, "%d of %d edits cannot be read", unreadable, all)
	}
	if !fits(key, f) {
		return fault.Newf(fault.BadSignature, "%d edits", len(f.Entries))
	}
	return nil
}

// fits reports whether the proof is over just these edits.
func fits(key sign.Public, f *wire.Submit) bool {
	link := f.Proof.Link
	for i := range f.Entries {
		link = link.Next(f.Entries[i].Edit)
	}
	return f.Proof.FitsUpTo(key, link)
}

func incoming(f *wire.Submit) []flow.Incoming {
	batch := make([]flow.Incoming, len(f.Entries))
	for i, e := range f.Entries {
		batch[i] = flow.Incoming{Edit: e.Edit}
		if e.Err != nil {
			batch[i].Code, batch[i].Raw = e.Err.Code, e.Raw
		}
	}
	return batch
}
