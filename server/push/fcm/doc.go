// Package fcm tells Firebase Cloud Messaging, by its HTTP v1 API and the Firebase SDK. It implements push.Sender; what may be told
// is push.Message, and format.go writes it as Android, Apple and browsers want it.
//
// The SDK tries again by itself, with waits of its own, where the network fails or the service is full. A Ringer does that better:
// it knows how long news are worth ringing for, and nobody waits meanwhile. So single.go lets the SDK make one attempt.
//
// Credentials are a file, read when the first message is sent and, while it does not do, at most every 30 seconds again: whoever
// mends it need not restart anything.
//
// The package starts no goroutine but net/http's. To test code that sends, see push/fcmtest.
package fcm
