// Package advise is what a phone says and does by itself, without a server and without anybody asking: which appointments it rings
// for, who is asked to answer again because a time moved, what must be confirmed before a draft is saved or a visit is opened, and
// what the server would refuse.
//
// Where: beside replica.Replica. The screen gives it what the phone shows (Held), who holds it (Me) and the time; it draws what comes
// back. The SDK has the same as @samsyn/sdk/advise, and vectors/advise.json proves both equal.
//
// Promises: pure; the same arguments give the same answer on every machine, in the same order. An answer holds codes, references and
// times, never a value for a field: a phone suggests no dose (Suggests says so of the schema). Texts for people stand in one table
// (Label); codes of refusals are those of document/codes.go, whose words are published in errors.json.
//
// Callers owe: everything the phone shows of the scopes the question is about, with its own unsent edits on top; and to keep Known from
// one Appointments to the next, encrypted as what is shown is: scopes name citizens.
//
// Test: a table for each question, with a case for each "must never" it serves.
package advise
