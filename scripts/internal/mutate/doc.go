// Package mutate breaks Samsyn on purpose, one thing at a time, and asks whether a test sees it.
//
// The tables (tables/*.txt) list the mutants: a policy replaced by last writer, an access check by "allow", a recovery step
// by nothing. Each says what is wrong with it, which text of which file becomes which, and which tests should notice,
// cheapest first. A mutant is killed when one of its tests fails. One that no test can see survives, and that is a mistake in
// the tests, unless the table calls it equivalent and says why; one that is called equivalent and is killed is a mistake too.
//
// It promises: the tree is not touched (mutants are laid over it for the compiler only), so several run at once; a text
// that is not found exactly once, and a mutant that does not compile, are errors in the table and never count as kills.
//
// Callers owe a tree whose tests pass; Run looks first. Goroutines: as many as Options.Workers, until Run returns.
//
// To test code that uses it, parse a table of your own over a small module.
package mutate
