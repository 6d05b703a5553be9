package wire

import (
	"errors"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/reads"
)

// Sealing is what a box holds: submits, and what was read on the phone.
type Sealing struct {
	Submits []*Submit
	Reads   []*reads.Batch
}

// DecodeSealed reads the text of a box: an object whose member "frames" is a list of submits, and "reads", if it is there, one of
// what was read. The error is always a *fault.Error, as for Decode.
func DecodeSealed(text []byte, limits Limits) (*Sealing, error) {
	limits = limits.orDefaults()
	r := openReader(text, lenient...) // each submit is read strictly by itself
	defer r.close()
	out := new(Sealing)
	err := r.object(func(name []byte) (err error) {
		switch string(name) {
		case "frames":
			return out.readSubmits(r, limits)
		case "reads":
			return out.readReads(r)
		}
		return r.SkipValue()
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

func (s *Sealing) readSubmits(r *reader, limits Limits) error {
	return r.array(func(int) error {
		raw, err := r.ReadValue()
		if err != nil {
			return err
		}
		one, err := decodeSubmit(raw, limits)
		if s.Submits = append(s.Submits, one); len(s.Submits) > MaxSealedFrames {
			return fault.Newf(fault.BatchTooLarge, "more than %d submits in a box", MaxSealedFrames)
		}
		return err
	})
}

func (s *Sealing) readReads(r *reader) error {
	return r.array(func(int) error {
		one, err := readBatch(r)
		if err == nil && one == nil {
			err = errKind
		}
		if s.Reads = append(s.Reads, one); len(s.Reads) > MaxSealedFrames {
			return fault.Newf(fault.BatchTooLarge, "more than %d batches of reads in a box", MaxSealedFrames)
		}
		return err
	})
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
