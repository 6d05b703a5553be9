package wire

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// Welcome answers a hello.
type Welcome struct {
	Contract int              `json:"contract"`
	Now      int64            `json:"now"` // server time, milliseconds
	Actor    string           `json:"actor"`
	Roles    []string         `json:"roles"`
	Scopes   []document.Scope `json:"scopes"` // granted, sorted
	Limits   PhoneLimits      `json:"limits"`
	KeepDays int              `json:"keepDays"` // how long acknowledged edits are kept, at least
	// LeaseHours is how long the phone may show what it holds after the server heard of it; 0: the server does not say.
	LeaseHours int          `json:"leaseHours,omitzero"`
	Push       string       `json:"push,omitzero"`    // the device's bell: on, or renew when its token is missing or old; "" rings nobody
	SealKey    sign.SealKey `json:"sealKey,omitzero"` // what outboxes are sealed to; none when the server opens no boxes
}

// PhoneLimits are the limits a phone should keep within.
type PhoneLimits struct {
	FrameBytes     int `json:"frameBytes"`
	BatchEdits     int `json:"batchEdits"`
	EditsPerMinute int `json:"editsPerMinute"`
}

// Page is a documents frame without its documents. Cursor, Checksum and SafeSeq count only when Done.
type Page struct {
	Scope    document.Scope    `json:"scope"`
	Reset    bool              `json:"reset"` // forget what is held of the scope first
	Done     bool              `json:"done"`
	Cursor   document.Cursor   `json:"cursor"`
	Checksum document.Checksum `json:"checksum"`
	SafeSeq  uint64            `json:"safeSeq"`
	Parent   *document.Base    `json:"parent,omitzero"` // the epoch before, and where this one forked from it
}

// Documents is a page of a scope's documents as a phone receives it, by ascending seq.
type Documents struct {
	Page
	Documents []*document.Document `json:"documents"`
}

// Commit brings the changes of one commit, live.
type Commit struct {
	Scope    document.Scope    `json:"scope"`
	Cursor   document.Cursor   `json:"cursor"`
	Checksum document.Checksum `json:"checksum"`
	SafeSeq  uint64            `json:"safeSeq"`
	Changes  []document.Change `json:"changes"`
}

// Verdicts answers edits.
type Verdicts struct {
	Verdicts []document.Verdict `json:"verdicts"`
}

// Carried answers a sealed box to whoever carried it: codes, and nothing of what it held. Code is about the box as a whole, and
// is "" when every edit in it has its verdict.
type Carried struct {
	Replica  string           `json:"replica"` // whose box it was
	Code     string           `json:"code,omitzero"`
	Duty     fault.Duty       `json:"duty,omitzero"`
	Verdicts []CarriedVerdict `json:"verdicts"`
}

// CarriedVerdict is what a carrier learns of a verdict.
type CarriedVerdict struct {
	Edit string        `json:"edit"`
	Kind document.Kind `json:"verdict"`
	Code string        `json:"code,omitzero"`
}

// CaughtUp says that every granted scope has been sent.
type CaughtUp struct{}

// Grant tells of scopes the phone may hold from now; their documents follow.
type Grant struct {
	Scopes []document.Scope `json:"scopes"`
}

// Revoke tells of scopes the phone must purge, after it has handed in what it wrote in them.
type Revoke struct {
	Scopes []document.Scope `json:"scopes"`
}

// Error tells of something that went wrong and leaves the socket open.
type Error struct {
	Code        string        `json:"code"`
	Duty        fault.Duty    `json:"duty"`
	Message     schema.Labels `json:"message"`
	RetryMillis int64         `json:"retryMillis,omitzero"`
	// About is the kind of the frame that it answers; "" when it answers none: it is about the login.
	About string `json:"about,omitzero"`
	Index *int   `json:"index,omitzero"` // the place in the submit of an edit without a readable id
}

// Bye is the last frame before the server closes the socket.
type Bye struct {
	Code        string     `json:"code"`
	Duty        fault.Duty `json:"duty"`
	RetryMillis int64      `json:"retryMillis,omitzero"`
}

// Kind is "welcome".
func (*Welcome) Kind() string { return KindWelcome }

// Kind is "documents".
func (*Documents) Kind() string { return KindDocuments }

// Kind is "commit".
func (*Commit) Kind() string { return KindCommit }

// Kind is "verdicts".
func (*Verdicts) Kind() string { return KindVerdicts }

// Kind is "sealedVerdicts".
func (*Carried) Kind() string { return KindCarried }

// Kind is "caughtUp".
func (*CaughtUp) Kind() string { return KindCaughtUp }

// Kind is "grant".
func (*Grant) Kind() string { return KindGrant }

// Kind is "revoke".
func (*Revoke) Kind() string { return KindRevoke }

// Kind is "error".
func (*Error) Kind() string { return KindError }

// Kind is "bye".
func (*Bye) Kind() string { return KindBye }
