package wire

import (
	"bytes"
	"errors"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

var errHeavy = errors.New("nested too deep, or too many members")

// lenient reads what strict JSON refuses, as long as it is clear where a value ends.
var lenient = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// salvage reads a submit that is not strict JSON, or heavy, edit by edit: one edit with a name twice, broken UTF-8 or nested too
// deep must not dam the five hundred behind it. Any other frame is refused for what is wrong with it.
func (f *frameReader) salvage(cause error) error {
	bad := badFrame(cause)
	first := *f
	*f = frameReader{raw: f.raw, limits: f.limits}
	r := openReader(f.raw, lenient...)
	defer r.close()
	var edits, proof jsontext.Value
	seen := map[string]int{}
	err := r.object(func(name []byte) (err error) {
		switch m := string(name); m {
		case "frame":
			seen[m]++
			f.kind, err = r.text(64)
		case "edits":
			seen[m]++
			edits, err = r.ReadValue()
			edits = bytes.Clone(edits)
		case "proof":
			seen[m]++
			proof, err = r.ReadValue()
			proof = bytes.Clone(proof)
		default:
			return r.SkipValue()
		}
		return err
	})
	if err == nil {
		err = r.end()
	}
	if err != nil || f.kind != KindSubmit || seen["frame"] != 1 || seen["edits"] != 1 || seen["proof"] > 1 {
		*f = first
		return bad
	}
	if f.salvageEdits(edits) != nil || f.salvageProof(proof) != nil {
		return bad
	}
	return nil
}

func (f *frameReader) salvageProof(proof jsontext.Value) (err error) {
	if proof == nil {
		return nil
	}
	r := openReader(proof)
	defer r.close()
	f.submit.Proof, err = readProof(r)
	return err
}

func (f *frameReader) salvageEdits(edits jsontext.Value) error {
	r := openReader(edits, lenient...)
	defer r.close()
	return r.array(func(i int) error {
		if i == f.limits.BatchEdits {
			f.over = true
		}
		if f.over {
			return r.SkipValue()
		}
		raw, err := r.ReadValue()
		if err != nil {
			return err
		}
		edit, wrong := decodeEdit(raw)
		f.add(i, edit, wrong, raw)
		return nil
	})
}

// decodeEdit reads one edit on its own, strictly; of an edit that is not strict JSON it reads the id.
func decodeEdit(raw jsontext.Value) (document.Edit, error) {
	// The frame around an edit takes two levels.
	if isHeavy(append([]byte("[["), raw...), maxEditMembers) {
		return document.Edit{ID: findID(raw)}, errHeavy
	}
	r := openReader(raw)
	defer r.close()
	edit, wrong, err := readEdit(r)
	if err != nil {
		return document.Edit{ID: findID(raw)}, errors.New("not strict JSON")
	}
	return edit, wrong
}

// findID gives the id of an edit, or "" when it has none or two different ones.
func findID(raw jsontext.Value) string {
	r := openReader(raw, lenient...)
	defer r.close()
	var found string
	var twice bool
	if err := r.object(func(name []byte) error {
		if string(name) != "id" {
			return r.SkipValue()
		}
		id, err := r.text(ulidLen)
		twice = twice || found != "" && found != id
		found = id
		return err
	}); err != nil || twice {
		return ""
	}
	return found
}

// keep gives an unreadable edit a form that can be stored: itself when it is strict JSON of reasonable depth and breadth, otherwise its
// text as a JSON string.
func keep(raw []byte) jsontext.Value {
	v := jsontext.Value(bytes.Clone(raw))
	if !isHeavy(v, maxEditMembers) && v.IsValid() && v.Compact() == nil {
		return v
	}
	quoted, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(string(raw), "\uFFFD"))
	if err != nil {
		return jsontext.Value(`""`)
	}
	return quoted
}

// badFrame says where the frame stops being JSON. jsontext's own texts may quote the frame, so only the place is taken.
func badFrame(err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.As(err, &syntax) && errors.Is(syntax.Err, jsontext.ErrDuplicateName):
		return fault.Newf(fault.BadFrame, "a name twice at byte %d", syntax.ByteOffset)
	case errors.As(err, &syntax):
		return fault.Newf(fault.BadFrame, "not JSON at byte %d", syntax.ByteOffset)
	case errors.Is(err, errHeavy), errors.Is(err, errKind):
		return fault.New(fault.BadFrame, err)
	}
	return fault.Newf(fault.BadFrame, "not JSON")
}
