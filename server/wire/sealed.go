package wire

import (
	"errors"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
)

// DecodeSealed reads the text of a box: an object whose member "frames" is a list of submits. The error is always a
// *fault.Error, as for Decode.
func DecodeSealed(text []byte, limits Limits) ([]*Submit, error) {
	limits = limits.orDefaults()
	r := openReader(text, lenient...) // each submit is read strictly by itself
	defer r.close()
	var out []*Submit
	err := r.object(func(name []byte) error {
		if string(name) != "frames" {
			return r.SkipValue()
		}
		return r.array(func(int) error {
			raw, err := r.ReadValue()
			if err != nil {
				return err
			}
			s, err := decodeSubmit(raw, limits)
			if out = append(out, s); len(out) > MaxSealedFrames {
				return fault.Newf(fault.BatchTooLarge, "more than %d submits in a box", MaxSealedFrames)
			}
			return err
		})
	})
	if err == nil {
		err = r.end()
	}
	var ours *fault.Error
	switch {
	case errors.As(err, &ours):
		return nil, ours
	case err != nil:
		return nil, badFrame(err)
	}
	return out, nil
}

// readBoxes reads the sealed frames of a request. One that is none spoils the request: its phone would take the answer for all.
func readBoxes(r *reader, limits Limits) (out []*Sealed, err error) {
	wrong := false
	err = r.array(func(i int) error {
		raw, err := r.ReadValue()
		if err != nil || wrong {
			return err
		}
		f, err := Decode(raw, limits)
		box, is := f.(*Sealed)
		if wrong = err != nil || !is || i >= MaxBoxes; !wrong {
			out = append(out, box)
		}
		return nil
	})
	if err == nil && wrong {
		err = errKind
	}
	return out, err
}

func decodeSubmit(raw jsontext.Value, limits Limits) (*Submit, error) {
	f, err := Decode(raw, limits)
	if err != nil {
		return nil, err
	}
	s, ok := f.(*Submit)
	if !ok {
		return nil, fault.Newf(fault.BadFrame, "a box holds submits")
	}
	return s, nil
}
