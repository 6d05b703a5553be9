// Package document is the vocabulary of Samsyn: scopes, documents, edits, verdicts, commits and cursors, with the one
// canonical form of their bytes.
//
// It sits under everything else in sync/ and server/: phones write edits, merge turns them into documents, the log keeps
// commits of changes, replicas hold documents and prove with a checksum that they hold the same bytes.
//
// The package is pure and starts no goroutine. Values are JSON texts in canonical form (RFC 8785); whoever builds a
// Candidate owes that form (Canonical makes it). Documents are shared between readers: nobody changes one in place, a
// change makes a new Document (Change.ApplyTo, merge.Apply).
//
// To test code that uses it, build documents by merge.Apply from edits rather than by hand.
package document
