package wire

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// This file is the phone's side, for phones written in Go.

// ErrUnknownFrame says that a frame from the server is of a kind this phone does not know. A phone ignores it: kinds that a
// phone need not know can be added without a new contract.
var ErrUnknownFrame = errors.New("unknown frame kind")

// AppendHello appends a hello frame.
func AppendHello(b []byte, h Hello) []byte {
	return append(appendHello(b, h), '}')
}

// AppendSyncRequest appends the body of POST /v1/sync, not signed.
func AppendSyncRequest(b []byte, h Hello, edits []document.Edit) ([]byte, error) {
	return AppendSyncSigned(b, h, edits, nil)
}

// AppendSyncSigned appends the body of POST /v1/sync with the proof of its edits.
func AppendSyncSigned(b []byte, h Hello, edits []document.Edit, proof *sign.Proof) ([]byte, error) {
	h.Token = ""
	b = append(appendHello(b, h), ',')
	b, err := appendEdits(b, edits)
	return append(appendProof(b, proof), '}'), err
}

// AppendSyncCarried adds sealed outboxes, and that the person logged out, to a body of POST /v1/sync.
func AppendSyncCarried(body []byte, boxes []sign.Box, end bool) []byte {
	b := append(body[:len(body)-1:len(body)-1], `,"sealed":[`...)
	for i, box := range boxes {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendSealed(b, box)
	}
	return append(strconv.AppendBool(append(b, `],"end":`...), end), '}')
}

func appendHello(b []byte, h Hello) []byte {
	b = strconv.AppendInt(append(b, `{"frame":"hello","contract":`...), int64(h.Contract), 10)
	b = appendOptional(b, `,"token":`, h.Token)
	b = appendText(append(b, `,"replica":`...), h.Replica)
	if !h.Key.IsZero() {
		b = append(appendTexter(append(b, `,"key":"`...), h.Key), '"')
	}
	b = appendOptional(b, `,"device":`, h.Device)
	b = strconv.AppendInt(append(b, `,"clock":`...), h.Clock, 10)
	if h.ReadsAt != 0 {
		b = strconv.AppendUint(append(b, `,"readsAt":`...), h.ReadsAt, 10)
	}
	b = append(b, `,"cursors":{`...)
	for i, scope := range slices.Sorted(maps.Keys(h.Cursors)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, string(scope)), ':')
		b = appendCursor(b, h.Cursors[scope])
	}
	return append(b, '}')
}

// AppendSubmit appends a submit frame that is not signed. The error is for values that are not JSON.
func AppendSubmit(b []byte, edits []document.Edit) ([]byte, error) {
	return AppendSigned(b, edits, nil)
}

// AppendSigned appends a submit frame of edits that follow each other in the replica's chain, with their proof.
func AppendSigned(b []byte, edits []document.Edit, proof *sign.Proof) ([]byte, error) {
	b, err := appendEdits(append(b, `{"frame":"submit",`...), edits)
	return append(appendProof(b, proof), '}'), err
}

func appendProof(b []byte, p *sign.Proof) []byte {
	if p == nil {
		return b
	}
	b = appendTexter(append(b, `,"proof":{"link":"`...), p.Link)
	return append(appendTexter(append(b, `","sig":"`...), p.Sig), `"}`...)
}

// appendTexter appends hex or base64, which need no quoting.
func appendTexter(b []byte, v encoding.TextMarshaler) []byte {
	text, err := v.MarshalText()
	if err != nil { // keys and signatures always have a text
		panic("wire: " + err.Error())
	}
	return append(b, text...)
}

// AppendSealed appends a sealed frame.
func AppendSealed(b []byte, box sign.Box) []byte { return appendFrame(b, KindSealed, box) }

// AppendEnd appends an end frame.
func AppendEnd(b []byte) []byte { return append(b, `{"frame":"end"}`...) }

func appendEdits(b []byte, edits []document.Edit) ([]byte, error) {
	b = append(b, `"edits":[`...)
	for i := range edits {
		if i > 0 {
			b = append(b, ',')
		}
		one, err := json.Marshal(&edits[i], json.Deterministic(true))
		if err != nil {
			return b, fmt.Errorf("encode edit %s: %w", edits[i].ID, err)
		}
		b = append(b, one...)
	}
	return append(b, ']'), nil
}

// AppendCatchUp appends a catchup frame; a nil cursor asks for the scope whole.
func AppendCatchUp(b []byte, scope document.Scope, cursor *document.Cursor) []byte {
	b = appendText(append(b, `{"frame":"catchup","scope":`...), string(scope))
	if cursor != nil {
		b = appendCursor(append(b, `,"cursor":`...), *cursor)
	}
	return append(b, '}')
}

// AppendPurged appends a purged frame.
func AppendPurged(b []byte, scope document.Scope) []byte {
	return append(appendText(append(b, `{"frame":"purged","scope":`...), string(scope)), '}')
}

// AppendRenew appends a renew frame.
func AppendRenew(b []byte, token string) []byte {
	return append(appendText(append(b, `{"frame":"renew","token":`...), token), '}')
}

// Receive reads a frame from the server: *Welcome, *Documents, *Commit, *Verdicts, *Carried, *CaughtUp, *Grant, *Revoke, *Error, *Bye, *Board or *Locks.
// A kind it does not know is ErrUnknownFrame.
func Receive(raw []byte) (Frame, error) {
	kind, err := kindOf(raw)
	if err != nil {
		return nil, err
	}
	var f Frame
	switch kind {
	case KindWelcome:
		f = new(Welcome)
	case KindDocuments:
		f = new(Documents)
	case KindCommit:
		f = new(Commit)
	case KindVerdicts:
		f = new(Verdicts)
	case KindCarried:
		f = new(Carried)
	case KindCaughtUp:
		f = new(CaughtUp)
	case KindGrant:
		f = new(Grant)
	case KindRevoke:
		f = new(Revoke)
	case KindError:
		f = new(Error)
	case KindBye:
		f = new(Bye)
	case KindReadsWanted:
		f = new(ReadsWanted)
	case KindReadsTaken:
		f = new(ReadsTaken)
	case KindBoard:
		f = new(Board)
	case KindLocks:
		f = new(Locks)
	default:
		return nil, ErrUnknownFrame
	}
	if err := json.Unmarshal(raw, f); err != nil {
		return nil, fmt.Errorf("receive %s: %w", kind, err)
	}
	return f, nil
}

// ReceiveSync reads the answer of POST /v1/sync. Frames of unknown kinds are left out.
func ReceiveSync(raw []byte) ([]Frame, error) {
	var answer struct {
		Frames []jsontext.Value `json:"frames"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, fmt.Errorf("receive sync: %w", err)
	}
	var frames []Frame
	for _, one := range answer.Frames {
		f, err := Receive(one)
		if errors.Is(err, ErrUnknownFrame) {
			continue
		}
		if err != nil {
			return nil, err
		}
		frames = append(frames, f)
	}
	return frames, nil
}

// kindOf finds the member "frame", which our own frames have first.
func kindOf(raw []byte) (string, error) {
	if rest, ok := bytes.CutPrefix(raw, []byte(`{"frame":"`)); ok {
		if end := bytes.IndexByte(rest, '"'); end >= 0 {
			return string(rest[:end]), nil
		}
	}
	var head struct {
		Frame string `json:"frame"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return "", fmt.Errorf("receive: %w", err)
	}
	return head.Frame, nil
}
