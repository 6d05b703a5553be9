package flow

import "sync"

// flying keeps an edit in one submission at a time. Ana's phone sends an edit, loses the line and sends it again on a new one.
// The first was refused in its scope and is on its way to the log of her own; meanwhile the manager grants her access. Were
// the second judged now, the same edit would be refused in one log and accepted in another. It waits for the first one's
// answer, and is answered the same.
type flying struct {
	mu      sync.Mutex
	edits   map[flyingEdit]bool // guarded by mu
	waiting []*submission       // in the order they came; guarded by mu
}

type flyingEdit struct{ tenant, id string }

// takeOff reports whether none of the submission's edits is in another one. Otherwise land gives it when its time has come.
func (f *flying) takeOff(s *submission) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.try(s) {
		return true
	}
	f.waiting = append(f.waiting, s)
	return false
}

func (f *flying) try(s *submission) bool {
	for _, it := range s.items {
		if f.edits[flyingEdit{s.author.Tenant, it.Edit.ID}] {
			return false
		}
	}
	if f.edits == nil {
		f.edits = map[flyingEdit]bool{}
	}
	for _, it := range s.items {
		f.edits[flyingEdit{s.author.Tenant, it.Edit.ID}] = true
	}
	return true
}

// land ends a submission's flight and gives those that waited for it and may go now.
func (f *flying) land(s *submission) (next []*submission) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, it := range s.items {
		delete(f.edits, flyingEdit{s.author.Tenant, it.Edit.ID})
	}
	waiting := f.waiting
	f.waiting = nil
	for _, one := range waiting {
		if f.try(one) {
			next = append(next, one)
		} else {
			f.waiting = append(f.waiting, one)
		}
	}
	return next
}
