// Package published makes mobile-contract/published: what a phone may rely on, in forms that other programs read.
//
// It stands at the end of the line Go → published: tables here say each frame's members, with the limits of package wire; the
// files of package schema say the documents; package fault says the codes. Files gives every published file but the types of
// other languages, which mobile-contract/tools makes from these; Meaning gives what the contract lock compares.
//
// Promises: the same code gives the same bytes. The tables are held to the code by tests: whatever a schema accepts, wire.Decode
// accepts; every member that wire reads or writes is in a table; every golden frame is valid; every route for phones is there.
//
// Callers owe nothing. The package is pure but for the schema files it was built with, and starts no goroutine. To see a change,
// run scripts/gen and read the diff.
package published
