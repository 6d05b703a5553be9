// Package load upserts a municipality's own data, row by row, from newline-delimited JSON: staff, teams, assignments,
// citizens, visit plans and whatever else the schema knows. A row names its document by the municipality's own (external)
// id; loading the same file again changes nothing.
//
// It sits beside the phones: a row becomes an edit by the server and takes the same way through schema, merge and log, so
// that open phones see it at once. Only fields that differ are written, list items are added and never removed, and the
// citizen's own words and what is agreed are loaded once and then left alone.
//
// Rows are judged one by one: a rejected row is reported with its line and reason, and the rest goes in.
//
// The package starts no goroutine.
package load
