// Package notice says who is told of a change, what the notice says, and how phones are rung for it (domain.md 1.5).
//
// It sits in package flow's last step: a commit carries what people are told of (document.Tell, by the rules of the schema), Recipients
// says who they are now, Place and Says which notice in each inbox is written and what, and News what there is to ring for. Flow
// commits it and keeps asking until it is done; package push rings.
//
// It promises: nobody is told of what they may not read, or did themselves; a notice holds codes and references, never values; what
// is told of a change again, after a crash, has the same names, so that it is there once.
//
// Callers owe the directory as it is now, held still. The package is pure and starts no goroutine. To test code that uses it, use it.
package notice
