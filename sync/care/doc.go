// Package care holds the rules of home care that are more than a field: what may be decided only when others have had their
// say, what one document brings with it in another, what time brings, and what a screen computes from several documents.
//
// Where: after merge.Apply the flow asks Guard, before the edit counts; after a commit is woven it asks Follow; when a
// deadline's time has come it asks Due. Phones ask Guard when an edit is made, so that a tired nurse is told at once, and
// Derive when a screen is drawn. The SDK has Derive as derive of @samsyn/sdk/advise; mobile-contract/vectors/derived.json, which
// scripts/gen writes from here, proves both equal.
//
// Promises: pure. Time and the world enter as Facts; the same arguments give the same answer on every machine. Documents
// are never changed. Each rule lives in a file of its name and quotes its source (domain.md). A type is judged by the rules
// its schema names and by nothing else; a type that names none costs nothing.
//
// Callers owe: documents with the marks of merge.Apply, Facts whose functions are nil where they cannot tell.
//
// Test: a table for each rule, one case for each "must never" it serves.
package care
