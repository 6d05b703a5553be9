package replica

// A phone may show what it holds for some hours after it was last in contact with the server (domain.md L-21): it may be
// lost, and then nobody can ask it to purge.

// lease is what the server said of it, and when the server was heard of.
type lease struct {
	hours int   // 0: the server does not say
	heard int64 // the phone's time, milliseconds
}

const (
	hourMillis = 60 * 60 * 1000
	// slackMillis is how far a clock may be set back before it looks like a trick, and how often contact is written down.
	slackMillis = 5 * 60 * 1000
)

// Heard says that a frame came from the server at the phone's time now, in milliseconds.
func (r *Replica) Heard(now int64) {
	if far := now - r.lease.heard; far >= slackMillis || far < 0 || r.lease.heard == 0 {
		r.lease.heard = now
		r.touch(keySelf)
	}
}

// Lease takes the hours that the welcome says; 0 when it says nothing.
func (r *Replica) Lease(hours int) {
	if r.lease.hours != hours {
		r.lease.hours = hours
		r.touch(keySelf)
	}
}

// Lapsed reports whether the phone must show nothing it holds, at the phone's time now: it has had no contact for too long,
// or its clock was set back. What waits in the outbox stays, and is sent. The next frame from the server ends it.
func (r *Replica) Lapsed(now int64) bool {
	if r.lease.hours == 0 || r.lease.heard == 0 {
		return false
	}
	return now-r.lease.heard >= int64(r.lease.hours)*hourMillis+slackMillis || now < r.lease.heard-slackMillis
}
