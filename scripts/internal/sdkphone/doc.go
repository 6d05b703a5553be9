// Package sdkphone lets days be played by phones of the TypeScript SDK. They run in one Node process, the bridge, which speaks
// JSON lines; here is the other end of it, which does what package phone's Phone does.
//
// It stands beside package phone in the flow: play makes the phones of a day by a Maker, and Bridge is one. What people do goes over
// the bridge as a command, in order, each with the phone's time of the day; the phone's state comes back by itself whenever it has
// changed, and always before the answer to a command.
//
// Look is where this earns its keep. The phone sends all that it would save and all that it shows, of one moment. Go restores a
// replica from the first, shows from it what Go shows, and compares: a difference in one byte of the store, in one value on the
// screen, in the outbox or in what is set aside is a fault. Every claim of every day is thereby a test that both phones are the same.
// Faults break the day. So does every frame of the server's that the SDK cannot read.
//
// Promises: a bridge that dies fails every call that waits, and those to come, with what it said last. Callers owe a Close for each
// Start. Methods may be called from several goroutines.
//
// Goroutines: one reads the bridge until it ends; one for each token a phone asks for, as long as the server takes to give it.
//
// To test code that uses it, answer the lines: New takes any two ends.
package sdkphone
