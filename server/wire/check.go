package wire

import (
	"errors"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const ulidLen = 26

// isULID reports whether a text is a ULID in its one form: 26 upper-case Crockford characters that fit 128 bits.
func isULID(text string) bool {
	if len(text) != ulidLen || text[0] > '7' {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U':
		default:
			return false
		}
	}
	return true
}

// isFieldName takes what schema files may name a field; '.' and '$' are refused by stores.
func isFieldName(name []byte) bool { return document.IsID(string(name)) }

func isReplica(text string) bool {
	_, err := hlc.Parse("0000000000000000-" + text)
	return err == nil
}

// isOneOp: exactly one of set, agree, and add with or without remove.
func isOneOp(op document.Op) bool {
	n := 0
	if op.Set != nil {
		n++
	}
	if op.Agree != nil {
		n++
	}
	if len(op.Add) > 0 || len(op.Remove) > 0 {
		n++
	}
	return n == 1
}

// checkEdit says what keeps an edit from being understood. Whether it may be done is for access, schema and merge.
func checkEdit(e *document.Edit) error {
	if !isULID(e.ID) {
		return errors.New("id is not a ULID")
	}
	if _, err := document.ParseScope(string(e.Scope)); err != nil {
		return err
	}
	if _, err := hlc.Parse(string(e.Stamp)); err != nil {
		return err
	}
	if _, err := hlc.Parse(string(e.After)); e.After != "" && err != nil {
		return err
	}
	switch {
	case !document.IsID(e.Doc):
		return errors.New("doc is not an id")
	case !document.IsID(e.Type):
		return errors.New("type is not a name")
	case e.Base.Epoch != "" && !document.IsID(e.Base.Epoch):
		return errors.New("base is not an epoch")
	case e.OnBehalfOf != "" && e.OnBehalfOf != "citizen":
		return errors.New("onBehalfOf is not citizen")
	case !e.Create && e.Void == "" && len(e.Changes) == 0:
		return errors.New("no change at all")
	}
	return nil
}

func isCursor(c document.Cursor) bool {
	if !document.IsID(c.Epoch) || c.Seq == 0 || len(c.Chain) != 16 {
		return false
	}
	for i := range len(c.Chain) {
		if h := c.Chain[i]; (h < '0' || h > '9') && (h < 'a' || h > 'f') {
			return false
		}
	}
	return true
}
