package wire

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// editReader reads one edit. What is wrong in it is remembered, not returned: the rest is still read, to find its id and the
// edits behind it.
type editReader struct {
	*reader
	edit  document.Edit
	wrong error // the first thing that is wrong; names members, never content
}

// note remembers a wrong member; any other error ends the frame.
func (e *editReader) note(member string, err error) error {
	if err == nil || !errors.Is(err, errKind) {
		return err
	}
	if e.wrong == nil {
		e.wrong = fmt.Errorf("%s: %w", member, errKind)
	}
	return nil
}

// readEdit gives the edit and what is wrong with it; the error is for a frame that is not JSON.
func readEdit(r *reader) (edit document.Edit, wrong, err error) {
	e := editReader{reader: r}
	if err := e.note("edit", r.object(e.member)); err != nil {
		return e.edit, nil, err
	}
	if e.wrong == nil {
		e.wrong = checkEdit(&e.edit)
	}
	return e.edit, e.wrong, nil
}

func (e *editReader) member(name []byte) (err error) {
	d := &e.edit
	var text string
	switch string(name) {
	case "id":
		d.ID, err = e.text(ulidLen)
	case "scope":
		text, err = e.text(document.MaxScopeBytes)
		d.Scope = document.Scope(text)
	case "doc":
		d.Doc, err = e.text(64)
	case "type":
		d.Type, err = e.text(64)
	case "base":
		err = e.base()
	case "stamp":
		text, err = e.text(100)
		d.Stamp = hlc.Stamp(text)
	case "after":
		text, err = e.text(100)
		d.After = hlc.Stamp(text)
	case "create":
		d.Create, err = e.truth()
	case "onBehalfOf":
		d.OnBehalfOf, err = e.text(64)
	case "void":
		d.Void, err = e.text(MaxVoidBytes)
	case "changes":
		err = e.changes()
	default:
		return e.SkipValue()
	}
	return e.note(string(name), err)
}

func (e *editReader) base() error {
	return e.object(func(name []byte) (err error) {
		switch string(name) {
		case "epoch":
			e.edit.Base.Epoch, err = e.text(64)
		case "seq":
			var seq int64
			seq, err = e.integer(0)
			e.edit.Base.Seq = uint64(seq)
		default:
			return e.SkipValue()
		}
		return e.note("base", err)
	})
}

func (e *editReader) changes() error {
	if e.PeekKind() == 'n' {
		return e.SkipValue()
	}
	return e.object(func(name []byte) error {
		if len(e.edit.Changes) == MaxFields || !isFieldName(name) {
			return e.note("changes", e.skipAs(errKind))
		}
		if e.edit.Changes == nil {
			e.edit.Changes = make(map[string]document.Op, 4)
		}
		field := e.intern(name)
		op, err := e.op()
		e.edit.Changes[field] = op
		return e.note("changes", err)
	})
}

// op reads what is done to one field. A verb we do not know alone is no op at all.
func (e *editReader) op() (op document.Op, err error) {
	err = e.object(func(name []byte) (err error) {
		switch string(name) {
		case document.VerbSet:
			op.Set, err = e.value()
		case document.VerbAgree:
			op.Agree, err = e.value()
		case document.VerbAdd:
			op.Add, err = e.items()
		case document.VerbRemove:
			op.Remove, err = e.ids()
		default:
			return e.SkipValue()
		}
		return e.note("changes", err)
	})
	if err == nil && !isOneOp(op) {
		err = errKind
	}
	return op, err
}

func (e *editReader) items() (map[string]jsontext.Value, error) {
	items := map[string]jsontext.Value{}
	err := e.object(func(name []byte) error {
		if len(items) == MaxItems || !document.IsID(string(name)) {
			return e.note("changes", e.skipAs(errKind))
		}
		id := e.intern(name)
		v, err := e.value()
		items[id] = v
		return err
	})
	return items, err
}

func (e *editReader) ids() ([]string, error) {
	var ids []string
	err := e.array(func(i int) error {
		if i >= MaxItems {
			return e.note("changes", e.skipAs(errKind))
		}
		id, err := e.text(64)
		if err == nil && !document.IsID(id) {
			err = errKind
		}
		ids = append(ids, id)
		return e.note("changes", err)
	})
	return ids, err
}
