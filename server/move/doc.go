// Package move carries a whole tenant from one store to another, as lines of JSON: to move a pilot from the embedded store to
// MongoDB with its history, to back up, and to restore.
//
// It sits beside the flow, on the store's port: the commands of main call it. Export reads a store, Import fills an empty one
// by appending the very same commits, so that documents, known edits, authors and deadlines follow from them as they did the
// first time.
//
// # The lines
//
// Each is {"KIND":…,"sum":"16 hex digits"}. The sum is the beginning of a SHA-256 over the line before it and this one, so a line
// that was changed, lost, doubled or moved is named by its number. In this order:
//
//	samsyn   the version of the form, and the tenant
//	mark     how far a replica has handed in its reads
//	commit   as sealed: header and body, salt included; whether it is open; which of its deadlines are still to come
//	scope    after its commits: the head they must have led to
//	event    of the audit log, with its hash
//	login    a login on a device and what it holds
//	end      counts, and one hash over all heads
//
// # Promises
//
// A store that is written meanwhile may be exported: what is missing was committed after Export began, and every effect and
// deadline of what is there is either done in the lines or still to be done in them. For that, a commit that came after Export
// began, or was open then, is marked open, and its deadlines are kept: what was done is known by its edit ids, and is not done
// twice.
//
// Import verifies: every commit's hash and the chain of each scope, the checksum against the documents as the new store holds
// them, the audit log's chain, and at the end all counts. It refuses a tenant that is there. After a crash, or a cut file, it
// goes on where it stopped when it is given the whole file again; until it has ended, Unfinished says so, and no server may
// serve the tenant.
//
// Memory holds the names of the scopes and the deadlines to come (about 100 bytes each), never the history.
//
// Where phones can be rung (store.Push) is left out: push tokens are personal data that must not outlive a logout, and a phone
// brings its own at its next hello. What was still to be rung is lost with it; the notices are not.
//
// A file holds care data and is not encrypted. The package starts no goroutine. To test it, connect Export and Import by a
// buffer or an io.Pipe, on stores of pebble.Small.
package move
