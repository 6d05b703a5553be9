package scenario

import "github.com/go-json-experiment/json/jsontext"

// Kind says what a claim is about.
type Kind int

// The kinds of claims, in the order of the README's table.
const (
	Exists Kind = iota + 1
	Absent
	Voided
	NotVoided
	CreatedBy
	Shows
	ShowsOther
	HasItem
	LacksItem
	Entries
	Waiting
	WaitingOnly
	NotWaiting
	Beside
	Count
	OpenConflict
	NoConflict
	VerdictIs
	AnsweredAgain
	Unanswered
	NothingUnsent
	PhonesEqual
	MayHold
	MayNotHold
	Counting
	NotCounting
	Stopped
	Carried
	LogSays
	HoldersSay
	ReviewsSay
	Told
	Rung
	NotRung
	PushNames
	BoardNames
	NotReached
	Reached
	ToCall
	Offline
	HasAlarm
	NoAlarm
	HearsAlarm
	AskedAnew
	NotAskedAnew
	MayOpen
	MayNotOpen
	SavedAfter
	WarnedOf
	NotWarnedOf
	Offered
	LockedOut
	NotLockedOut
)

// Claim is one thing that may be true of the phones. Which members are used depends on Kind.
type Claim struct {
	Line     int
	Text     string // as written, for people
	Kind     Kind
	Who      Who
	Document *Document
	Field    string
	Item     string
	Values   []Attributed // Shows and HasItem: at most one; ShowsOther: the allowed ones; Waiting…, Beside
	By       string       // actor id, or ""; of CreatedBy and Count
	N        int          // of Entries, Count and Carried
	Type     string       // of Count and Offered
	About    Subject      // of Count, LogSays and HoldersSay
	Where    []Change     // of Count: only those that show these values
	Conflict *ConflictClaim
	Class    string    // of Told, Rung and NotRung: a push class, or ""
	High     bool      // of Rung: at once
	Times    int       // of Rung: so many messages, or 0
	Whom     Subject   // of NotReached, Reached, ToCall and Offline: who; no ID is nobody
	Heard    int64     // of Offline: when the server heard of the phone last, milliseconds since Midnight, or -1
	Unsent   int       // of Offline: how many, or -1
	Names    []string  // of PushNames and BoardNames: what stands in none of them
	Clock    int64     // of HasAlarm, NoAlarm, HearsAlarm and AskedAnew: milliseconds since Midnight, or -1 (any); of AskedAnew the new time
	Was      int64     // of AskedAnew: the old time, milliseconds since Midnight, or -1: the phone does not know
	Words    string    // of MayNotOpen and SavedAfter: what the phone shows, in Swedish
	Cause    *Document // of MayNotOpen: what is to be confirmed; nil says nothing of it

	Reason string // of Voided, or ""
	Person string // name, of claims about verdicts
	EditAt int64  // milliseconds since Midnight: which of the person's edits
	Kinds  []string
	Code   string
	Late   bool
}

// ConflictClaim is what OpenConflict and NoConflict say beside which conflict they mean. Empty members say nothing.
type ConflictClaim struct {
	Conflict
	State              string // open (which overdue is, too), overdue or resolved
	OwnerID, OwnerRole string
	Due                string // UTC
	InForce            jsontext.Value
	Candidates         []Attributed
}

// Who says whose phones a claim is about: all that may hold the document and are online, any, or those named.
type Who struct {
	Everyone, Anyone bool
	Names            []string
}

// Attributed is a value with the actor id of its author. JSON is nil for "nothing"; By is "" when the author is not said.
type Attributed struct {
	JSON jsontext.Value
	By   string
}
