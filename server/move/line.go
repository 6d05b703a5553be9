package move

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

const (
	// version is the form of the lines.
	version = 1
	// maxLine bounds a line: a commit is about 1 MB at most, and the documents in it at most 256 KB each.
	maxLine = 256 << 20

	sumStart  = `,"sum":"`
	sumDigits = 16
	sumEnd    = `"}`
)

// LineError says what is wrong with a line, and what to do.
type LineError struct {
	Line  int // from 1
	Cause error
	Do    string
}

// Error is one line of text without care data.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v; %s", e.Line, e.Cause, e.Do) }

// Unwrap gives the cause.
func (e *LineError) Unwrap() error { return e.Cause }

// What may be wrong with a line.
var (
	ErrCut     = errors.New("the file is cut off here")
	ErrChanged = errors.New("this line was changed, or one before it is missing")
	ErrOrder   = errors.New("this line does not belong here")
	ErrVersion = errors.New("the file is not of this version of Samsyn's")
)

const (
	doFetch   = "fetch or make the file again and import it: what is in already is not taken in twice"
	doVersion = "use the version of Samsyn that wrote it"
)

// chain runs over the lines: each sum covers all lines before it.
type chain [sha256.Size]byte

func (c *chain) next(text []byte) string {
	h := sha256.New()
	h.Write(c[:])
	h.Write(text)
	h.Sum(c[:0])
	return hex.EncodeToString(c[:sumDigits/2])
}

// writer writes lines.
type writer struct {
	out   *bufio.Writer
	chain chain
	buf   []byte
}

func newWriter(w io.Writer) *writer { return &writer{out: bufio.NewWriterSize(w, 1<<20)} }

// line writes one; build appends its content, which is JSON on one line.
func (w *writer) line(kind string, build func([]byte) ([]byte, error)) error {
	b := append(append(append(w.buf[:0], `{"`...), kind...), `":`...)
	b, err := build(b)
	if err != nil {
		return err
	}
	sum := w.chain.next(b)
	w.buf = append(append(append(append(b, sumStart...), sum...), sumEnd...), '\n')
	_, err = w.out.Write(w.buf)
	return err
}

// reader reads lines and checks their sums.
type reader struct {
	in    *bufio.Reader
	chain chain
	n     int
	buf   []byte
}

func newReader(r io.Reader) *reader { return &reader{in: bufio.NewReaderSize(r, 1<<20)} }

func (r *reader) fail(cause error, do string) error { return &LineError{r.n, cause, do} }

// next gives a line's kind and content, valid until the next call; io.EOF after the last.
func (r *reader) next() (kind string, content []byte, err error) {
	text, err := r.read()
	if err != nil {
		return "", nil, err
	}
	cut := len(text) - len(sumStart) - sumDigits - len(sumEnd)
	if cut < len(`{"k":`) || !bytes.HasPrefix(text[cut:], []byte(sumStart)) || !bytes.HasSuffix(text, []byte(sumEnd)) {
		return "", nil, r.fail(ErrChanged, doFetch)
	}
	sum := string(text[cut+len(sumStart) : len(text)-len(sumEnd)])
	if r.chain.next(text[:cut]) != sum {
		return "", nil, r.fail(ErrChanged, doFetch)
	}
	name, content, ok := bytes.Cut(text[2:cut], []byte(`":`))
	if !ok {
		return "", nil, r.fail(ErrChanged, doFetch)
	}
	return string(name), content, nil
}

// read gives a line without its end.
func (r *reader) read() ([]byte, error) {
	r.buf = r.buf[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		r.buf = append(r.buf, part...)
		if len(r.buf) == 0 && errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		switch {
		case err == nil:
			r.n++
			return r.buf[:len(r.buf)-1], nil
		case errors.Is(err, io.EOF):
			r.n++
			return nil, r.fail(ErrCut, doFetch)
		case !errors.Is(err, bufio.ErrBufferFull):
			r.n++
			return nil, r.fail(err, doFetch)
		case len(r.buf) > maxLine:
			r.n++
			return nil, r.fail(ErrChanged, doFetch)
		}
	}
}
