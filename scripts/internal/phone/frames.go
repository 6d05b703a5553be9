package phone

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

// The phone's own reading of the contract, so that server/wire is not tested against itself.

const contract = 1

type hello struct {
	Frame    string                             `json:"frame"`
	Contract int                                `json:"contract"`
	Token    string                             `json:"token,omitzero"`
	Replica  string                             `json:"replica"`
	Key      sign.Public                        `json:"key,omitzero"`
	Device   string                             `json:"device,omitzero"`
	Clock    int64                              `json:"clock"`
	ReadsAt  uint64                             `json:"readsAt,omitzero"`
	Cursors  map[document.Scope]document.Cursor `json:"cursors"`
	Edits    []document.Edit                    `json:"edits,omitzero"` // only in POST /v1/sync
	Proof    *sign.Proof                        `json:"proof,omitzero"`
	Reads    *reads.Batch                       `json:"reads,omitzero"`
	Purged   []document.Scope                   `json:"purged,omitzero"`
	Bell     *pushToken                         `json:"pushToken,omitzero"`
}

type submit struct {
	Frame string          `json:"frame"`
	Edits []document.Edit `json:"edits"`
	Proof *sign.Proof     `json:"proof,omitzero"`
}

type end struct {
	Frame string `json:"frame"`
}

type sealed struct {
	Frame    string `json:"frame"`
	sign.Box `json:",inline"`
}

// sealedVerdicts is all that a carrier learns.
type sealedVerdicts struct {
	Replica  string    `json:"replica"`
	Code     string    `json:"code"`
	Duty     string    `json:"duty"`
	Verdicts []Carried `json:"verdicts"`
}

type catchup struct {
	Frame  string           `json:"frame"`
	Scope  document.Scope   `json:"scope"`
	Cursor *document.Cursor `json:"cursor,omitzero"`
}

type purged struct {
	Frame string         `json:"frame"`
	Scope document.Scope `json:"scope"`
}

type welcome struct {
	Contract int              `json:"contract"`
	Now      int64            `json:"now"`
	Actor    string           `json:"actor"`
	Roles    []string         `json:"roles"`
	Scopes   []document.Scope `json:"scopes"`
	Limits   struct {
		FrameBytes     int `json:"frameBytes"`
		BatchEdits     int `json:"batchEdits"`
		EditsPerMinute int `json:"editsPerMinute"`
	} `json:"limits"`
	KeepDays int          `json:"keepDays"`
	Lease    int          `json:"leaseHours"`
	SealKey  sign.SealKey `json:"sealKey"`
	Push     string       `json:"push"`
}

type verdicts struct {
	Verdicts []document.Verdict `json:"verdicts"`
}

type scopes struct {
	Scopes []document.Scope `json:"scopes"`
}

// Trouble is an error or bye frame.
type Trouble struct {
	Code        string `json:"code"`
	Duty        string `json:"duty"`
	RetryMillis int64  `json:"retryMillis"`
	About       string `json:"about"` // the kind of the frame that it answers; "": none
}

// Error is the code.
func (t *Trouble) Error() string { return "the server says " + t.Code + " (" + t.Duty + ")" }

// take hands one frame from the server to whom it concerns. The caller holds mu.
func (p *Phone) takeLocked(text []byte) error {
	var kind struct {
		Frame string `json:"frame"`
	}
	if err := json.Unmarshal(text, &kind); err != nil {
		return fmt.Errorf("read a frame: %w", err)
	}
	p.noteLocked(text)
	p.replica.Heard(p.o.Now())
	defer p.mistakenLocked(p.replica.Mismatches())
	switch kind.Frame {
	case "welcome":
		return read(text, p.welcomedLocked)
	case "documents":
		return read(text, func(f *replica.Page) { p.askLocked(p.replica.Documents(*f)) })
	case "commit":
		return read(text, func(f *replica.CommitFrame) { p.askLocked(p.replica.Commit(*f)) })
	case "verdicts":
		return read(text, func(f *verdicts) { p.answeredLocked(f.Verdicts) })
	case "readsTaken":
		return read(text, p.readsTakenLocked)
	case "sealedVerdicts":
		return read(text, p.carriedLocked)
	case "board":
		return read(text, p.board.shown)
	case "caughtUp":
		p.caughtUp = true
		return nil
	case "grant":
		return read(text, func(f *scopes) { p.replica.Grant(f.Scopes) })
	case "revoke":
		return read(text, func(f *scopes) { p.replica.Revoke(f.Scopes); p.purgeLocked() })
	case "error", "bye":
		return read(text, p.troubledLocked)
	}
	return nil // frames of a later contract may be ignored
}

func read[F any](text []byte, take func(*F)) error {
	f := new(F)
	if err := json.Unmarshal(text, f); err != nil {
		return fmt.Errorf("read a %T: %w", f, err)
	}
	take(f)
	return nil
}

func encode(frame any) jsontext.Value {
	text, err := json.Marshal(frame)
	if err != nil { // only our own broken types get here
		panic("phone: encode: " + err.Error())
	}
	return text
}
