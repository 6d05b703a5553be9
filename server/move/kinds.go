package move

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// commitLine is a commit. Head and Body are the two halves of its sealed bytes, untouched: the hashes are of these bytes.
type commitLine struct {
	Open bool           `json:"open"`
	Due  []int          `json:"due"`
	Head jsontext.Value `json:"head"`
	Body jsontext.Value `json:"body"`
}

func appendCommit(b, sealed []byte, open bool, due []int) []byte {
	head, body, _ := bytes.Cut(sealed, []byte{'\n'})
	b = append(b, '{')
	if open {
		b = append(b, `"open":true,`...)
	}
	for i, n := range due {
		if i == 0 {
			b = append(b, `"due":[`...)
		}
		b = append(strconv.AppendInt(b, int64(n), 10), ',')
	}
	if len(due) > 0 {
		b[len(b)-1] = ']'
		b = append(b, ',')
	}
	b = append(append(b, `"head":`...), head...)
	return append(append(append(b, `,"body":`...), body...), '}')
}

func (l *commitLine) sealed() []byte {
	return append(append(append(make([]byte, 0, len(l.Head)+1+len(l.Body)), l.Head...), '\n'), l.Body...)
}

// headLine is a scope's head after its commits.
type headLine struct {
	Scope    document.Scope    `json:"scope"`
	Epoch    string            `json:"epoch"`
	Seq      uint64            `json:"seq"`
	Hash     string            `json:"hash"`
	Checksum document.Checksum `json:"checksum"`
}

func newHeadLine(scope document.Scope, h document.Head) headLine {
	return headLine{scope, h.Epoch, h.Seq, h.Hash, h.Checksum}
}

// markLine is a read mark with its replica.
type markLine struct {
	Replica string `json:"replica"`
	store.ReadMark
}

// eventLine is an audit event's hash and its JSON, as stored.
type eventLine struct {
	Hash  string         `json:"hash"`
	Event jsontext.Value `json:"event"`
}

// appendEvent takes stored bytes that Follow has looked at.
func appendEvent(b, stored []byte) []byte {
	b = hex.AppendEncode(append(b, `{"hash":"`...), stored[:sha256.Size])
	return append(append(append(b, `","event":`...), stored[sha256.Size:]...), '}')
}

func (l *eventLine) stored() ([]byte, error) {
	b, err := hex.DecodeString(l.Hash)
	return append(b, l.Event...), err
}

// loginLine is a login and what it holds.
type loginLine struct {
	Contact  store.Contact `json:"contact"`
	Holdings []holdingLine `json:"holdings,omitempty"`
}

type holdingLine struct {
	Scope        document.Scope `json:"scope"`
	Since        int64          `json:"since"`
	PurgeAskedAt int64          `json:"purgeAskedAt,omitzero"`
	PurgedAt     int64          `json:"purgedAt,omitzero"`
}

func newLoginLine(c store.Contact, list []store.Holding) loginLine {
	l := loginLine{Contact: c}
	for _, h := range list {
		l.Holdings = append(l.Holdings, holdingLine{h.Scope, h.Since, h.PurgeAskedAt, h.PurgedAt})
	}
	return l
}

func (l *loginLine) holdings() []store.Holding {
	list := make([]store.Holding, len(l.Holdings))
	for i, h := range l.Holdings {
		list[i] = store.Holding{Scope: h.Scope, Replica: l.Contact.Replica, Since: h.Since, PurgeAskedAt: h.PurgeAskedAt, PurgedAt: h.PurgedAt}
	}
	return list
}

// decode reads a line's content. A member that is not known is of a newer version.
func decode[T any](content []byte) (T, error) {
	var v T
	err := json.Unmarshal(content, &v, json.RejectUnknownMembers(true))
	return v, err
}
