// Package wire turns bytes from phones into frames and frames into bytes: JSON texts whose member "frame" names the kind.
//
// In the flow it stands between socket and everything that thinks: socket ▶ wire.Decode ▶ auth ▶ flow, and back through the
// Append functions. The same frames travel over POST /v1/sync. Phones written in Go use the other direction: Receive and
// AppendHello … AppendRenew.
//
// Promises: Decode looks at size and depth before anything is allocated, refuses duplicate names, ignores members it does not
// know, and gives only fault.Errors, whose causes hold positions and never content. One unreadable edit does not fail its
// batch: it becomes an Entry with Err, so that it gets a verdict like every other. Values in edits are put in the member order
// and string form of RFC 8785; numbers stay as written, so that schema can refuse those that would be rounded.
// What is decoded does not hold on to the frame's bytes.
//
// Callers owe valid UTF-8 in what they encode, and canonical bytes where a function asks for them.
//
// The package is pure and starts no goroutine. To test code that uses it, take frames from mobile-contract/frames.
package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// Contract is the version of the contract with phones that this server speaks.
const Contract = 1

// OldestContract is the oldest version of the contract that a server of some version serves: the one before its own. Of what is
// older it takes what people wrote, and no more.
func OldestContract(contract int) int { return max(1, contract-1) }

// The kinds of frames, as in the member "frame".
const (
	KindHello     = "hello"
	KindSubmit    = "submit"
	KindCatchUp   = "catchup"
	KindPurged    = "purged"
	KindRenew     = "renew"
	KindEnd       = "end"
	KindSealed    = "sealed"
	KindWelcome   = "welcome"
	KindDocuments = "documents"
	KindCommit    = "commit"
	KindVerdicts  = "verdicts"
	KindCarried   = "sealedVerdicts"
	KindCaughtUp  = "caughtUp"
	KindGrant     = "grant"
	KindRevoke    = "revoke"
	KindError     = "error"
	KindBye       = "bye"
)

// Frame is one of the frame types of this package, always a pointer.
type Frame interface {
	// Kind is the member "frame".
	Kind() string
}

// Hello is a phone's first frame.
type Hello struct {
	Contract int
	Token    string // "" over HTTP, where the header carries it
	Replica  string
	Key      sign.Public // the login's; the zero key for a phone that does not sign
	Device   string      // which device it is, or ""
	Clock    int64       // the phone's time, milliseconds
	ReadsAt  uint64      // the number of the last read on the phone; 0 when nothing was read, or for a phone that keeps no reads
	// Cursors of what the phone holds. A cursor that cannot be read is the zero Cursor: the scope is sent anew.
	Cursors map[document.Scope]document.Cursor
}

// Submit hands in edits, in the order they were written.
type Submit struct {
	Entries []Entry
	Proof   *sign.Proof // nil when it is not signed; it stands for the edits as they came, so an unreadable one breaks it
	// Nameless lists the places in the frame of edits that cannot be read at all: without an id there is nothing to give a
	// verdict on, so each is answered with an error frame that names its place.
	Nameless []int
}

// Entry is one edit of a Submit. When Err is set only Edit.ID could be read, and Raw is what the phone sent: the edit's JSON,
// or, where that is not fit to be kept, its text as a JSON string.
type Entry struct {
	Edit document.Edit
	Err  *fault.Error // code bad-edit
	Raw  jsontext.Value
}

// CatchUp asks for a scope again. Without a cursor the phone wants it whole.
type CatchUp struct {
	Scope  document.Scope
	Cursor *document.Cursor
}

// Purged says that the phone holds nothing of a scope any more.
type Purged struct{ Scope document.Scope }

// Renew brings a new token.
type Renew struct{ Token string }

// End says that the person logged out: what the replica writes from now on is not the login's any more.
type End struct{}

// Sealed is another login's outbox, which this one carries and cannot read.
type Sealed struct{ sign.Box }

// Sync is a whole visit in one HTTP request: a hello without a token, and the edits to hand in.
type Sync struct {
	Hello  Hello
	Submit Submit
	Reads  *reads.Batch     // nil when there are none to hand in
	Purged []document.Scope // what the phone has purged since its last visit
	Sealed []*Sealed        // other logins' outboxes, which this one carries
	Push   *PushToken       // where the device can be rung; nil leaves it as it is
	End    bool             // the person logged out: everything else comes first
}

// Kind is "hello".
func (*Hello) Kind() string { return KindHello }

// Kind is "submit".
func (*Submit) Kind() string { return KindSubmit }

// Kind is "catchup".
func (*CatchUp) Kind() string { return KindCatchUp }

// Kind is "purged".
func (*Purged) Kind() string { return KindPurged }

// Kind is "renew".
func (*Renew) Kind() string { return KindRenew }

// Kind is "end".
func (*End) Kind() string { return KindEnd }

// Kind is "sealed".
func (*Sealed) Kind() string { return KindSealed }
