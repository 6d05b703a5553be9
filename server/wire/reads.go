package wire

import (
	"errors"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// The kinds of frames with which a phone hands in what was read on it.
const (
	KindReads       = "reads"
	KindReadsWanted = "readsWanted"
	KindReadsTaken  = "readsTaken"
)

// Reads hands in what was read on the phone, in the order of its chain.
type Reads struct{ reads.Batch }

// ReadsWanted says that the phone is given nothing new before it has handed in its reads from this number on.
type ReadsWanted struct {
	From uint64 `json:"from"`
}

// ReadsTaken says that the server has the phone's reads up to this number.
type ReadsTaken struct {
	UpTo uint64 `json:"upTo"`
}

// Kind is "reads".
func (*Reads) Kind() string { return KindReads }

// Kind is "readsWanted".
func (*ReadsWanted) Kind() string { return KindReadsWanted }

// Kind is "readsTaken".
func (*ReadsTaken) Kind() string { return KindReadsTaken }

// AppendReads appends a reads frame.
func AppendReads(b []byte, r reads.Batch) []byte { return appendFrame(b, KindReads, r) }

// AppendReadsWanted appends a readsWanted frame.
func AppendReadsWanted(b []byte, from uint64) []byte {
	return appendFrame(b, KindReadsWanted, ReadsWanted{From: from})
}

// AppendReadsTaken appends a readsTaken frame.
func AppendReadsTaken(b []byte, upTo uint64) []byte {
	return appendFrame(b, KindReadsTaken, ReadsTaken{UpTo: upTo})
}

// batchMember reads a member of a batch; known is false for another member, which is left to be read.
func batchMember(r *reader, name string, b *reads.Batch) (known bool, err error) {
	switch name {
	case "from":
		b.From, err = r.counted()
	case "prev":
		b.Prev, err = r.text(64)
	case "events":
		b.Events, err = readEvents(r)
	case "sig":
		err = r.into(&b.Sig)
	default:
		return false, nil
	}
	return true, err
}

// readBatch reads a batch that is a member of a larger frame; nil for null.
func readBatch(r *reader) (*reads.Batch, error) {
	if r.PeekKind() == 'n' {
		return nil, r.SkipValue()
	}
	b := new(reads.Batch)
	err := r.object(func(name []byte) error {
		known, err := batchMember(r, string(name), b)
		if !known {
			return r.SkipValue()
		}
		return err
	})
	return b, err
}

func (r *reader) counted() (uint64, error) {
	n, err := r.integer(0)
	return uint64(n), err //nolint:gosec // not below 0
}

// readEvents reads the reads of a batch. One that says what no phone may say spoils the batch: taken out, it would break the
// chain, and kept, it would stand in somebody's log.
func readEvents(r *reader) ([]reads.Read, error) {
	var out []reads.Read
	wrong := false
	err := r.array(func(i int) error {
		if i >= reads.MaxBatch {
			wrong = true
			return r.SkipValue()
		}
		one, err := readEvent(r)
		if errors.Is(err, errKind) {
			wrong, err = true, nil
		}
		out = append(out, one)
		return err
	})
	if err == nil && wrong {
		err = errKind
	}
	return out, err
}

func readEvent(r *reader) (e reads.Read, err error) {
	wrong := false
	err = r.object(func(name []byte) (err error) {
		switch string(name) {
		case "n":
			e.N, err = r.counted()
		case "at":
			e.At, err = r.integer(-MaxSafeInt)
		case "scope":
			var text string
			if text, err = r.text(document.MaxScopeBytes); err == nil {
				e.Scope, err = parseScope(text)
			}
		case "doc":
			e.Doc, err = r.text(64)
		case "action":
			e.Action, err = r.text(64)
		case "online":
			e.Online, err = r.truth()
		default:
			return r.SkipValue()
		}
		if errors.Is(err, errKind) {
			wrong, err = true, nil
		}
		return err
	})
	if err == nil && (wrong || e.Scope == "" || !document.IsID(e.Action) || e.Doc != "" && !document.IsID(e.Doc)) {
		err = errKind
	}
	return e, err
}

func (f *frameReader) readsFrame() (Frame, error) {
	if _, err := f.reads.End(); err != nil {
		return nil, fault.New(fault.BadFrame, err)
	}
	return &Reads{f.reads}, nil
}

// purgedScopes reads the scopes that a phone without a socket says it has purged.
func purgedScopes(r *reader) ([]document.Scope, error) {
	var out []document.Scope
	wrong := false
	err := r.array(func(int) error {
		text, err := r.text(document.MaxScopeBytes)
		if err != nil && !errors.Is(err, errKind) {
			return err
		}
		scope, is := document.ParseScope(text)
		wrong = wrong || err != nil || is != nil
		if len(out) < MaxCursors {
			out = append(out, scope)
		}
		return nil
	})
	if err == nil && wrong {
		err = errKind
	}
	return out, err
}
