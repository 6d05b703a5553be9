// Package audit keeps and shows who had access to what about whom: the audit log (who read), the log of commits (who wrote) and
// the register of holdings (what is on which phone), for a data protection officer, a reviewer and the citizen (domain.md L-14 to
// L-17, W9).
//
// A Book writes: sessions tell it of logins, of scopes they are about to send or have taken back, and of what people read.
// An Office reads: it joins events and commits into the log of a citizen or a staff member, the citizen's own extract, samples
// for review, and the list of holders. Texts are Swedish, in plain words; whoever asks leaves an event behind.
//
// It promises: nothing is sent that the register does not hold; a read comes into the log once, whatever is lost on the way;
// reads that do not follow what the phone handed in before are taken all the same, and raise an alert; nothing is ever
// taken out. Log lines name staff ids and logins, never a citizen.
//
// Callers owe: a Book before anything of a scope is sent, and a right to ask (the routes take a system's token only).
//
// The package starts no goroutine. All methods may be called from several at once. To test code that uses it, give it a
// store in memory; a nil *Book keeps nothing.
package audit
