package model

import (
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// Op is a command that a client is about to send.
type Op struct {
	Node       string
	Collection string
	Write      bool
	Surely     bool // a linearizable read
}

// Fate is what becomes of a command. The zero Fate is that all goes well.
type Fate struct {
	Never  bool // it does not arrive
	Late   bool // it arrives when Land says so, and the client has long had its time-out; reads: as Never
	Twice  bool // the driver sends it again: the first reply was lost
	Unsafe bool // carried out on the primary, not yet by the majority
	Cut    int  // of a bulk, carry out this many only; 0: all
	Silent bool // the reply is lost
	Dies   bool // the client is gone when the reply comes: the command panics with Died
}

// Died is what a command panics with when its node dies.
type Died struct{ Node string }

// errReset is a connection that broke, errTimeout a reply that did not come in time.
var (
	errReset   = driver.CommandError{Message: "connection reset by peer", Labels: []string{"NetworkError", "RetryableWriteError"}}
	errTimeout = driver.CommandError{Code: 50, Name: "MaxTimeMSExpired", Message: "operation exceeded time limit"}
	notPrimary = driver.CommandError{Code: 10107, Name: "NotWritablePrimary", Message: "not primary", Labels: []string{"RetryableWriteError"}}
	unsafely   = driver.WriteConcernError{Code: 64, Name: "WriteConcernTimeout", Message: "waiting for replication timed out"}
	duplicate  = driver.WriteError{Code: 11000, Message: "E11000 duplicate key error"}
	emptyName  = driver.WriteError{Code: 56, Message: "an empty update path is not valid"}
)
