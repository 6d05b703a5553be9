package wire

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// AppendWelcome appends a welcome frame.
func AppendWelcome(b []byte, w *Welcome) []byte { return appendFrame(b, KindWelcome, w) }

// AppendDocuments appends a page with documents given as their canonical bytes, so that nothing is encoded again.
func AppendDocuments(b []byte, p *Page, docs [][]byte) []byte {
	size := 256
	for _, d := range docs {
		size += len(d) + 1
	}
	b = grow(b, size)
	b = appendText(append(b, `{"frame":"documents","scope":`...), string(p.Scope))
	b = strconv.AppendBool(append(b, `,"reset":`...), p.Reset)
	b = append(b, `,"documents":[`...)
	for i, d := range docs {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, d...)
	}
	b = strconv.AppendBool(append(b, `],"done":`...), p.Done)
	b = appendHead(b, p.Cursor, p.Checksum, p.SafeSeq)
	if p.Parent != nil {
		b = appendText(append(b, `,"parent":{"epoch":`...), p.Parent.Epoch)
		b = append(strconv.AppendUint(append(b, `,"seq":`...), p.Parent.Seq, 10), '}')
	}
	return append(b, '}')
}

// AppendCommit appends a commit frame. It is encoded once and shared by all who receive it.
func AppendCommit(b []byte, c Commit) []byte {
	size := 512
	for i := range c.Changes {
		size += c.Changes[i].SizeHint()
	}
	b = grow(b, size)
	b = appendText(append(b, `{"frame":"commit","scope":`...), string(c.Scope))
	b = appendHead(b, c.Cursor, c.Checksum, c.SafeSeq)
	b = append(b, `,"changes":[`...)
	for i := range c.Changes {
		if i > 0 {
			b = append(b, ',')
		}
		b = c.Changes[i].AppendJSON(b)
	}
	return append(b, `]}`...)
}

// AppendVerdicts appends a verdicts frame.
func AppendVerdicts(b []byte, verdicts []document.Verdict) []byte {
	b = append(b, `{"frame":"verdicts","verdicts":[`...)
	for i := range verdicts {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendVerdict(b, &verdicts[i])
	}
	return append(b, `]}`...)
}

// AppendCarried appends a sealedVerdicts frame. The code is "" or about the box as a whole.
func AppendCarried(b []byte, replica, code string, verdicts []document.Verdict) []byte {
	c := Carried{Replica: replica, Code: code, Verdicts: make([]CarriedVerdict, len(verdicts))}
	if code != "" {
		c.Duty = fault.Lookup(code).Duty
	}
	for i, v := range verdicts {
		c.Verdicts[i] = CarriedVerdict{Edit: v.Edit, Kind: v.Kind, Code: v.Code}
	}
	return appendFrame(b, KindCarried, c)
}

// AppendCaughtUp appends a caughtUp frame.
func AppendCaughtUp(b []byte) []byte { return append(b, `{"frame":"caughtUp"}`...) }

// AppendGrant appends a grant frame.
func AppendGrant(b []byte, scopes []document.Scope) []byte {
	return appendFrame(b, KindGrant, Grant{Scopes: scopes})
}

// AppendRevoke appends a revoke frame.
func AppendRevoke(b []byte, scopes []document.Scope) []byte {
	return appendFrame(b, KindRevoke, Revoke{Scopes: scopes})
}

// AppendError appends an error frame: code, duty, message and, where the error says it, when to try again.
func AppendError(b []byte, e *fault.Error) []byte { return appendError(b, "", e, nil) }

// AppendErrorAbout appends an error frame that answers a frame of a kind; "" answers none.
func AppendErrorAbout(b []byte, about string, e *fault.Error) []byte {
	return appendError(b, about, e, nil)
}

// AppendNameless appends the error frame for the edit at the given place of a submit, which has no readable id.
func AppendNameless(b []byte, index int) []byte {
	return appendError(b, KindSubmit, fault.New(document.CodeBadEdit, nil), &index)
}

func appendError(b []byte, about string, e *fault.Error, index *int) []byte {
	row := e.Row()
	return appendFrame(b, KindError, Error{
		Code: row.Code, Duty: row.Duty, Message: row.Meaning, RetryMillis: e.RetryMillis, About: about, Index: index,
	})
}

// AppendBye appends a bye frame.
func AppendBye(b []byte, e *fault.Error) []byte {
	row := e.Row()
	return appendFrame(b, KindBye, Bye{Code: row.Code, Duty: row.Duty, RetryMillis: e.RetryMillis})
}

// AppendSync appends the answer of POST /v1/sync from encoded frames.
func AppendSync(b []byte, frames ...[]byte) []byte {
	b = append(b, `{"frames":[`...)
	for i, f := range frames {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, f...)
	}
	return append(b, `]}`...)
}

// appendHead appends where a scope is: cursor, checksum and safeSeq.
func appendHead(b []byte, c document.Cursor, sum document.Checksum, safeSeq uint64) []byte {
	b = appendCursor(append(b, `,"cursor":`...), c)
	b = appendHex16(append(b, `,"checksum":"`...), uint64(sum))
	return strconv.AppendUint(append(b, `","safeSeq":`...), safeSeq, 10)
}

func appendCursor(b []byte, c document.Cursor) []byte {
	b = appendText(append(b, `{"epoch":`...), c.Epoch)
	b = strconv.AppendUint(append(b, `,"seq":`...), c.Seq, 10)
	return append(appendText(append(b, `,"chain":`...), c.Chain), '}')
}

func appendHex16(b []byte, n uint64) []byte {
	const digits = "0123456789abcdef"
	for shift := 60; shift >= 0; shift -= 4 {
		b = append(b, digits[n>>shift&0xf])
	}
	return b
}

// appendFrame appends a rare frame by reflection.
func appendFrame(b []byte, kind string, v any) []byte {
	b = append(append(append(b, `{"frame":"`...), kind...), `",`...)
	body, err := json.Marshal(v, json.Deterministic(true))
	if err != nil { // only text that is not UTF-8, which Decode lets nobody write
		panic("wire: encode " + kind + ": text is not UTF-8")
	}
	return append(b, body[1:]...)
}

func appendText(b []byte, text string) []byte {
	for i := range len(text) { // ids, scopes and codes: nothing to escape
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendQuoted(b, text)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

func appendQuoted(b []byte, text string) []byte {
	b, err := jsontext.AppendQuote(b, text)
	if err != nil {
		panic("wire: text is not UTF-8")
	}
	return b
}

func grow(b []byte, n int) []byte {
	if cap(b)-len(b) >= n {
		return b
	}
	return append(make([]byte, 0, len(b)+n), b...)
}
