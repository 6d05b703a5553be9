// Package faulttest holds tests of whole servers on real connections that fail: two nodes of the app over one MongoDB and one
// Redis, with package badnet between, and phones that write all the while; and nodes that are killed. It has no code of its own.
//
// Afterwards the promises of architecture section 1 are counted, in the logs and on the phones: every edit is answered once and
// everywhere the same, nothing is lost or doubled, what commits owe and what was due is done once, and all phones hold the bytes
// that both nodes give.
//
// A phone here writes the next edit when it has the verdict of the one before, sends again what was not answered, and comes back
// with its cursors at whichever node answers. Each phone, and whoever loads, is one goroutine that ends with its test.
package faulttest
