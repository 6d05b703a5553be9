package wire

import "errors"

// maxKindBytes bounds a kind that is said back.
const maxKindBytes = 64

var errFound = errors.New("found")

// KindOf is what a frame calls itself, for the answer to one that Decode refused; "" when that cannot be read, or is not 1 to 64
// letters.
func KindOf(raw []byte) (kind string) {
	r := openReader(raw, lenient...)
	defer r.close()
	_ = r.object(func(name []byte) (err error) { // where it breaks off does not matter
		if string(name) != "frame" {
			return r.SkipValue()
		}
		if kind, err = r.text(maxKindBytes); err == nil {
			err = errFound
		}
		return err
	})
	for _, c := range []byte(kind) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return ""
		}
	}
	return kind
}
