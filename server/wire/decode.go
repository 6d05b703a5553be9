package wire

import (
	"bytes"
	"errors"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// Decode reads a frame from a phone: *Hello, *Submit, *CatchUp, *Purged, *Renew, *End, *Sealed, *Reads, *Presence, *Lock,
// *Unlock or *PushToken. The error is always a *fault.Error:
// frame-too-large, bad-frame, unknown-frame or batch-too-large.
func Decode(raw []byte, limits Limits) (Frame, error) {
	limits = limits.orDefaults()
	if err := limits.checkSize(raw); err != nil {
		return nil, err
	}
	f := frameReader{raw: raw, limits: limits}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f.frame()
}

// DecodeSync reads the body of POST /v1/sync. The error is always a *fault.Error, as for Decode.
func DecodeSync(raw []byte, limits Limits) (*Sync, error) {
	limits = limits.orDefaults()
	if err := limits.checkSize(raw); err != nil {
		return nil, err
	}
	f := frameReader{raw: raw, limits: limits, isSync: true}
	if err := f.read(); err != nil {
		return nil, err
	}
	if f.kind != KindHello {
		return nil, fault.Newf(fault.HelloFirst, "the body is not a hello")
	}
	if err := f.need("contract", "replica", "key", "device", "clock", "cursors", "edits", "proof", "readsAt", "reads", "purged", "sealed", "end", "pushToken"); err != nil {
		return nil, err
	}
	if err := f.checkHello(); err != nil {
		return nil, err
	}
	if f.batch != nil {
		if _, err := f.batch.End(); err != nil {
			return nil, fault.New(fault.BadFrame, err)
		}
	}
	return &Sync{Hello: f.hello, Submit: f.submit, Reads: f.batch, Purged: f.purged, Sealed: f.boxes, End: f.end, Push: f.push}, nil
}

// frameReader reads the members of every kind in one pass, because "frame" may come last; a member that is wrong matters only
// if the kind turns out to have it.
type frameReader struct {
	raw    []byte
	limits Limits
	isSync bool // the body of POST /v1/sync

	kind     string
	hello    Hello // with the token of a renew
	submit   Submit
	scope    document.Scope
	cursor   *document.Cursor
	box      sign.Box // without its replica
	reads    reads.Batch
	around   around
	batch    *reads.Batch // of a sync
	purged   []document.Scope
	boxes    []*Sealed
	end      bool
	platform string     // of a push token
	push     *PushToken // of a sync
	expect   int        // how many edits there seem to be
	over     bool       // more edits than the limit
	wrong    []string   // members of the wrong type or form
}

func (f *frameReader) read() error {
	edits, heavy := scan(f.raw, maxMembers)
	if heavy {
		return f.salvage(errHeavy)
	}
	f.expect = min(edits, f.limits.BatchEdits)
	r := openReader(f.raw)
	defer r.close()
	err := r.object(func(name []byte) error { return f.member(r, name) })
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return f.salvage(err)
	}
	return nil
}

func (f *frameReader) member(r *reader, name []byte) (err error) {
	var n int64
	switch string(name) {
	case "frame":
		f.kind, err = r.text(64)
	case "contract":
		n, err = r.integer(0)
		f.hello.Contract = int(n)
	case "token":
		f.hello.Token, err = r.text(MaxTokenBytes)
	case "replica":
		f.hello.Replica, err = r.text(64)
	case "key":
		err = r.into(&f.hello.Key)
	case "device":
		f.hello.Device, err = r.text(64)
	case "clock":
		f.hello.Clock, err = r.integer(-MaxSafeInt)
	case "cursors":
		err = f.cursors(r)
	case "edits":
		err = f.edits(r)
	case "proof":
		f.submit.Proof, err = readProof(r)
	case "author":
		f.box.Author, err = r.text(64)
	case "kind":
		f.box.Kind, err = r.text(64)
	case "enc":
		f.box.Enc, err = r.bytes(64)
	case "box":
		f.box.Box, err = r.bytes(f.limits.FrameBytes)
	case "scope":
		var text string
		if text, err = r.text(document.MaxScopeBytes); err == nil {
			f.scope, err = parseScope(text)
		}
	case "cursor":
		f.cursor, err = readCursor(r)
	case "readsAt":
		f.hello.ReadsAt, err = r.counted()
	case "reads":
		f.batch, err = readBatch(r)
	case "purged":
		f.purged, err = purgedScopes(r)
	case "sealed":
		if !f.isSync { // only there is it a list of boxes, which are frames themselves
			return r.SkipValue()
		}
		f.boxes, err = readBoxes(r, f.limits)
	case "end":
		f.end, err = r.truth()
	case "platform":
		f.platform, err = r.text(64)
	case "pushToken":
		f.push, err = readPushToken(r)
	default:
		known, of := f.around.member(r, string(name))
		if !known {
			known, of = batchMember(r, string(name), &f.reads)
		}
		if err = of; !known {
			return r.SkipValue()
		}
	}
	if errors.Is(err, errKind) {
		f.wrong = append(f.wrong, string(name))
		return nil
	}
	return err
}

func parseScope(text string) (document.Scope, error) {
	scope, err := document.ParseScope(text)
	if err != nil {
		return "", errKind
	}
	return scope, nil
}

func (f *frameReader) edits(r *reader) error {
	f.submit.Entries = make([]Entry, 0, f.expect)
	return r.array(func(i int) error {
		if i == f.limits.BatchEdits {
			f.over = true
		}
		if f.over { // "frame" may still come behind them
			return r.SkipValue()
		}
		start := r.InputOffset()
		edit, wrong, err := readEdit(r)
		if err != nil {
			return err
		}
		f.add(i, edit, wrong, f.raw[start:r.InputOffset()])
		return nil
	})
}

// add takes one edit of the frame. Raw is its text, perhaps with what stands between it and the edit before.
func (f *frameReader) add(i int, edit document.Edit, wrong error, raw []byte) {
	switch {
	case wrong == nil:
		f.submit.Entries = append(f.submit.Entries, Entry{Edit: edit})
	case isULID(edit.ID):
		f.submit.Entries = append(f.submit.Entries, Entry{
			Edit: document.Edit{ID: edit.ID},
			Err:  fault.New(document.CodeBadEdit, wrong),
			Raw:  keep(bytes.TrimLeft(raw, " \t\r\n,")),
		})
	default:
		f.submit.Nameless = append(f.submit.Nameless, i)
	}
}

func (f *frameReader) cursors(r *reader) error {
	if r.PeekKind() == 'n' {
		return r.SkipValue()
	}
	f.hello.Cursors = map[document.Scope]document.Cursor{}
	return r.object(func(name []byte) error {
		scope, err := document.ParseScope(string(name))
		if err != nil { // nothing we could send: the phone's welcome does not list it, so it purges it
			return r.SkipValue()
		}
		if len(f.hello.Cursors) == MaxCursors {
			return r.skipAs(errKind)
		}
		c, err := readCursor(r)
		if err != nil && !errors.Is(err, errKind) {
			return err
		}
		if c == nil {
			c = new(document.Cursor)
		}
		f.hello.Cursors[scope] = *c
		return nil
	})
}

// readCursor gives nil for a cursor that cannot be read: it is worth as much as none.
func readCursor(r *reader) (*document.Cursor, error) {
	var c document.Cursor
	err := r.object(func(name []byte) (err error) {
		switch string(name) {
		case "epoch":
			c.Epoch, err = r.text(64)
		case "seq":
			var seq int64
			seq, err = r.integer(0)
			c.Seq = uint64(seq)
		case "chain":
			c.Chain, err = r.text(16)
		default:
			return r.SkipValue()
		}
		if errors.Is(err, errKind) {
			return nil // the value is consumed and the member empty, so isCursor says no
		}
		return err
	})
	if errors.Is(err, errKind) || err == nil && !isCursor(c) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &c, nil
}

// readProof gives nil for null. A proof that cannot be read is errKind: it must not pass for none.
func readProof(r *reader) (*sign.Proof, error) {
	if r.PeekKind() == 'n' {
		return nil, r.SkipValue()
	}
	var p sign.Proof
	link, sig := false, false
	err := r.object(func(name []byte) error {
		switch string(name) {
		case "link":
			link = true
			return r.into(&p.Link)
		case "sig":
			sig = true
			return r.into(&p.Sig)
		}
		return r.SkipValue()
	})
	if err == nil && (!link || !sig) {
		err = errKind
	}
	return &p, err
}
