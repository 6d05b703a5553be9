package wire

import (
	"slices"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// frame gives the frame of the kind that was read, if its members are right.
func (f *frameReader) frame() (Frame, error) {
	if err := f.need(membersOf[f.kind]...); err != nil {
		return nil, err
	}
	switch f.kind {
	case KindHello:
		if err := f.checkHello(); err != nil {
			return nil, err
		}
		return &f.hello, nil
	case KindSubmit:
		return &f.submit, nil
	case KindCatchUp:
		return &CatchUp{Scope: f.scope, Cursor: f.cursor}, nil
	case KindPurged:
		return &Purged{Scope: f.scope}, nil
	case KindRenew:
		return &Renew{Token: f.hello.Token}, nil
	case KindEnd:
		return &End{}, nil
	case KindSealed:
		return f.sealed()
	case KindReads:
		return f.readsFrame()
	case KindPresence:
		return f.presence()
	case KindLock, KindUnlock:
		return f.place()
	case KindPushToken:
		return f.pushToken()
	}
	return nil, fault.New(fault.UnknownFrame, nil) // the kind is the phone's text: not in the cause
}

var membersOf = map[string][]string{
	KindHello:   {"contract", "token", "replica", "key", "device", "clock", "cursors", "readsAt"},
	KindSubmit:  {"edits", "proof"},
	KindCatchUp: {"scope", "cursor"},
	KindPurged:  {"scope"},
	KindRenew:   {"token"},
	KindSealed:  {"author", "kind", "replica", "enc", "box"},
	KindReads:   {"from", "prev", "events", "sig"},

	KindPresence: {"state", "pending"},
	KindLock:     {"scope", "doc"},
	KindUnlock:   {"scope", "doc"},

	KindPushToken: {"token", "platform"},
}

// need refuses the frame when "frame" or one of the members it has is wrong.
func (f *frameReader) need(members ...string) error {
	for _, m := range f.wrong {
		if m == "frame" || slices.Contains(members, m) {
			return fault.Newf(fault.BadFrame, "%s: %w", m, errKind)
		}
	}
	if f.over && slices.Contains(members, "edits") {
		return fault.Newf(fault.BatchTooLarge, "more than %d edits", f.limits.BatchEdits)
	}
	if slices.Contains(members, "scope") && f.scope == "" {
		return fault.Newf(fault.BadFrame, "no scope")
	}
	if f.kind == "" {
		return fault.Newf(fault.BadFrame, "no frame kind")
	}
	return nil
}

func (f *frameReader) sealed() (Frame, error) {
	b := f.box
	b.Replica = f.hello.Replica
	kind := b.Kind == "staff" || b.Kind == "citizen" || b.Kind == "representative"
	if !document.IsID(b.Author) || !kind || !isReplica(b.Replica) || len(b.Enc) == 0 || len(b.Box) == 0 {
		return nil, fault.Newf(fault.BadFrame, "not a sealed box")
	}
	return &Sealed{b}, nil
}

func (f *frameReader) checkHello() error {
	switch {
	case !isReplica(f.hello.Replica):
		return fault.Newf(fault.BadFrame, "replica is not an id")
	case f.hello.Device != "" && !document.IsID(f.hello.Device):
		return fault.Newf(fault.BadFrame, "device is not an id")
	}
	return nil
}
