// Package flow is what happens to an edit: it is looked up, judged, merged, committed, told and followed up; and how a
// phone that was away catches up. The rules live elsewhere (schema, access, merge); the order lives here.
//
//	Submit ─▶ lane of the scope ─▶ Group: lookUp ▶ load ▶ weave ▶ append ▶ tell ▶ finish ▶ settle
//	                                         ▲ seq taken: again ◀──┘          │
//	                                                    Publish, verdicts ◀───┘   (refused: the author's own scope, first)
//
// Promises: a verdict leaves after the durable commit; the same edit gets the same verdict again; one bad edit never holds
// up the next; nobody is told before it is true; a crash between any two steps loses nothing (Sweep goes on from there).
//
// What time brings takes the same way: Fire hands deadlines that are due to the lanes of their scopes.
//
// Everything is step functions. With Options.Spawn set, each scope that has work gets one goroutine for as long as it has,
// and Wait waits for them. Without it nothing runs by itself: Ready names the scopes with work, Take gives the next Group,
// and whoever calls Group.Step decides when, which is how the simulation runs it all from a seed.
//
// Callers owe a Publish that neither blocks nor calls back into the flow.
package flow
