// Package socket carries frames over websockets: gorilla/websocket on connections that Fiber hands over. Nothing else in
// Samsyn knows gorilla.
//
// In the flow it is the outermost joint: bytes from the phone go to a Handler (a session), and what the session puts into the
// socket's fanout.Queue goes out. It knows nothing of frames' content.
//
// Promises: one reader and at most one writer at a time per socket; frames leave in the order they were queued; Handler.Frame
// is called one frame at a time, and Handler.Closed once, last; a socket never holds more than the queue's limit, one frame
// in and one frame out; a phone that is gone, dribbles bytes, or never says anything is closed.
//
// Callers owe: Tune on the Fiber app before it listens, Run while sockets are open, and StopAll at the end. A Handler owes not
// to keep the bytes of a frame after Frame has returned.
//
// Goroutines: a reader per open socket, started in Handle; a writer per socket while something waits in its queue; and the
// heartbeat, which is Run's own. StopAll waits for all readers and writers.
//
// To test code that uses it, dial a server on port 0 with Dial, or leave the socket out: a session needs only a fanout.Queue.
package socket
