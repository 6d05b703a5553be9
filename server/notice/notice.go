package notice

import (
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Type is the type of a notice.
const Type = "notice"

// burst is how long changes of one kind in one document are one notice, from the first of them, in milliseconds.
const burst = 60_000

// Cause is a change that people are told of.
type Cause struct {
	document.Tell
	Scope document.Scope // where the document is
	Seq   uint64         // the commit that changed it
	At    int64          // when, milliseconds
	Team  string         // that sees who has been reached; "" when nobody asks
}

// ID names the n-th notice of such changes that begins in the minute of a time. It is the same in every inbox.
func (c *Cause) ID(at int64, n int) string {
	return care.HashID(Type, string(c.Scope), c.Doc, c.Code, strconv.FormatInt(at/burst, 10), strconv.Itoa(n))
}

// Place finds the notice to write into: the one that the last minute's changes of this kind have made, if nobody has seen it yet,
// else a new one, which create says. Find gives a document of the inbox, nil when it is not there; its errors are returned.
func (c *Cause) Place(t *schema.Type, find func(id string) (*document.Document, error)) (id string, create bool, err error) {
	for _, from := range []int64{c.At - burst, c.At} {
		for n := 0; ; n++ {
			id = c.ID(from, n)
			doc, err := find(id)
			if err != nil {
				return "", false, err
			}
			if doc == nil {
				break
			}
			began, _ := document.TimeMillis(document.Unquote(merge.ReadField(t, t.Fields["createdAt"], doc, doc.Fields["createdAt"]).Value))
			if care.StateOf(t, doc) == "new" && c.At-began < burst {
				return id, false, nil
			}
		}
	}
	return id, true, nil
}

// Says is what a notice says: codes and references, never values (architecture section 7). One that is there already says only what
// is later.
func (c *Cause) Says(create bool) map[string]document.Op {
	at := text(document.TimeText(c.At))
	says := map[string]document.Op{"changedAt": at, "causeSeq": {Set: strconv.AppendUint(nil, c.Seq, 10)}}
	if !create {
		return says
	}
	says["createdAt"] = at
	for name, value := range map[string]string{
		"state": "new", "causeScope": string(c.Scope), "causeDoc": c.Doc, "causeType": c.Type, "class": c.Class, "code": c.Code,
		"ack": c.Ack, "teamId": c.Team,
	} {
		if value != "" {
			says[name] = text(value)
		}
	}
	return says
}

func text(value string) document.Op { return document.Op{Set: document.Quote(value)} }
