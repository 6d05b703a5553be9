// Package schema says what documents may look like, where they live, who may do what with them and how their fields
// merge. All of that is data: one JSON file per type under types/, checked when the program starts.
//
// In the flow it is asked three times for each edit: access reads Rights and Field.Write, the flow calls CheckLimits and
// CheckValue on every value, merge reads Policy, Machine and bundles. Phones get the same files, published.
//
// Promises. Load refuses a set of files with any fault it can find and names file and field of each. A Set is never changed
// after Load, so any number of goroutines may read it. CheckLimits and CheckValue never panic, whatever the bytes.
// A Violation never quotes the value it is about, because values are care data and violations are logged.
//
// Callers owe CheckLimits before CheckValue, and go on with the canonical value it returns.
//
// The package is pure, imports nothing else of Samsyn and starts no goroutine. To test code that uses it take Embedded(),
// or Load a testing/fstest.MapFS with the one type the test needs.
package schema
