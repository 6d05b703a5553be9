// Package oracle is the test that nothing reaches anybody who may not have it: it starts a whole server, lets people with every kind of
// access write, move, disclose, block and reconnect while others change what they may, puts a canary into every room, and asks a
// naive oracle of its own what each of them may ever have received. One canary outside that in any byte sent, logged or counted fails.
//
// It stands apart from package access because it links all of the server; the rules' own tests do not.
package oracle
