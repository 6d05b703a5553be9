package wire

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// errKind says that a member has another JSON type, form or size than the contract says. The value was consumed: the rest of
// the frame can still be read.
var errKind = errors.New("a member of the wrong type, form or size")

// reader walks a frame's JSON with jsontext, which checks syntax, UTF-8 and duplicate names as it goes. Its methods return
// errKind when a value has the wrong type, and another error when the frame is not JSON from there on.
type reader struct {
	jsontext.Decoder
	buf   bytes.Buffer
	short [256]string // short texts read lately: the edits of a batch share scope, type, epoch and fields
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// openReader must be followed by close. The raw bytes are not changed.
func openReader(raw []byte, opts ...jsontext.Options) *reader {
	r := readers.Get().(*reader)
	r.buf = *bytes.NewBuffer(raw)
	r.Reset(&r.buf, opts...)
	return r
}

func (r *reader) close() {
	r.buf = bytes.Buffer{}
	r.Reset(&r.buf)
	readers.Put(r)
}

// object calls member for each member, which must consume its value. The name is only valid until then.
func (r *reader) object(member func(name []byte) error) error {
	if r.PeekKind() != '{' {
		return r.skipAs(errKind)
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	var scratch [64]byte
	for r.PeekKind() != '}' {
		quoted, err := r.ReadValue()
		if err != nil {
			return err
		}
		name := quoted[1 : len(quoted)-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			if name, err = jsontext.AppendUnquote(scratch[:0], quoted); err != nil {
				return err
			}
		}
		if err := member(name); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// array calls element for each element, which must consume it.
func (r *reader) array(element func(i int) error) error {
	if r.PeekKind() != '[' {
		return r.skipAs(errKind)
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	for i := 0; r.PeekKind() != ']'; i++ {
		if err := element(i); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// skipAs consumes a value and returns err, unless the value is not JSON.
func (r *reader) skipAs(err error) error {
	if skip := r.SkipValue(); skip != nil {
		return skip
	}
	return err
}

// text reads a string of at most limit bytes; null is "".
func (r *reader) text(limit int) (string, error) {
	v, err := r.ReadValue()
	if err != nil {
		return "", err
	}
	switch {
	case v.Kind() == 'n':
		return "", nil
	case v.Kind() != '"' || len(v) > 6*limit+2: // an escaped byte takes six
		return "", errKind
	}
	if bytes.IndexByte(v, '\\') >= 0 {
		if v, err = jsontext.AppendUnquote(nil, v); err != nil {
			return "", err
		}
	} else {
		v = v[1 : len(v)-1]
	}
	if len(v) > limit {
		return "", errKind
	}
	return r.intern(v), nil
}

// into reads a short string into something that reads itself from text; null leaves it as it is.
func (r *reader) into(v encoding.TextUnmarshaler) error {
	text, err := r.text(128)
	if err != nil || text == "" {
		return err
	}
	if v.UnmarshalText([]byte(text)) != nil {
		return errKind
	}
	return nil
}

// bytes reads at most limit bytes in standard base64.
func (r *reader) bytes(limit int) ([]byte, error) {
	text, err := r.text(base64.StdEncoding.EncodedLen(limit))
	if err != nil {
		return nil, err
	}
	b, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil, errKind
	}
	return b, nil
}

// intern makes a string, the same one if the text was read lately.
func (r *reader) intern(text []byte) string {
	if len(text) == 0 || len(text) > 64 {
		return string(text)
	}
	hash := uint32(len(text))
	for _, c := range text {
		hash = hash*31 + uint32(c)
	}
	place := &r.short[hash%uint32(len(r.short))]
	if *place != string(text) {
		*place = string(text)
	}
	return *place
}

// integer reads a whole number from low to 2^53.
func (r *reader) integer(low int64) (int64, error) {
	v, err := r.ReadValue()
	if err != nil {
		return 0, err
	}
	if v.Kind() != '0' || len(v) > 20 {
		return 0, errKind
	}
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil || n < low || n > MaxSafeInt {
		return 0, errKind
	}
	return n, nil
}

// truth reads true or false.
func (r *reader) truth() (bool, error) {
	v, err := r.ReadValue()
	if err != nil {
		return false, err
	}
	switch v.Kind() {
	case 't':
		return true, nil
	case 'f', 'n':
		return false, nil
	}
	return false, errKind
}

// value reads any JSON value into canonical member order and string form (RFC 8785). Numbers stay as written: rounding one
// would change what a person wrote before schema can refuse it.
func (r *reader) value() (jsontext.Value, error) {
	v, err := r.ReadValue()
	if err != nil {
		return nil, err
	}
	v = bytes.Clone(v)
	switch {
	case v.Kind() == '{' || v.Kind() == '[', v.Kind() == '"' && bytes.IndexByte(v, '\\') >= 0:
		if err := v.Format(jsontext.ReorderRawObjects(true), jsontext.CanonicalizeRawInts(false),
			jsontext.CanonicalizeRawFloats(false), jsontext.PreserveRawStrings(false), jsontext.Multiline(false),
			jsontext.SpaceAfterColon(false), jsontext.SpaceAfterComma(false)); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// end checks that nothing follows the frame.
func (r *reader) end() error {
	if _, err := r.ReadToken(); !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // PeekKind tells no end from garbage
		return errKind
	}
	return nil
}
