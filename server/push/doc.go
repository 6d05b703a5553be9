// Package push rings phones: from "an inbox has news of class X" to "the push service was told".
//
// It sits behind the follow-up of a commit: whoever writes notices calls Ring for each recipient, a Ringer keeps that in the
// store (store.Push) and tells a Sender, such as push/fcm. A push is a bell, not a letter: it says that there is news of a class,
// and the phone fetches its inbox. Message is all that ever leaves, and is built here alone.
//
// Promises:
//
//   - What was rung is told at least once, and at most once per login and class in 10 seconds; the last push comes after the last
//     news, or Until has passed. A crash may tell twice what the service had taken and nobody had written down yet; that shows
//     once: the class is the collapse key.
//   - One node tells each; a node that died loses its turn after 30 seconds.
//   - Before each message it is asked again whether the device is the login's, and the login still one. After a logout, or another
//     login's hello on the device, nothing more is told; after a revocation one thing, without a word: that there is something
//     to purge. What the service has taken cannot be called back: it
//     stays on the lock screen, without a word about anybody, until its time to live ends.
//   - What fails is tried again after what the service asks for, or after 1 s, 2 s, 4 s … 5 min, half more or less; it is given up
//     when Until has passed. Nobody waits for another's dead or slow token, only for one of the Workers.
//   - No token, name or actor is logged.
//
// Callers owe Run, or All after each change of a tenant's clock. All times are the tenant's clock, so that a played day rings
// when it would have.
//
// Run starts one goroutine for each bell that is rung, up to Workers, and returns when all have ended. The steps (Claim, Send,
// Settle) start none: tests stop between them.
package push
