package fcmtest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// maxKeys is how many collapse keys the service keeps for a phone that is away.
const maxKeys = 4

// Shown is one message as it reached a phone.
type Shown struct {
	Key  string // its collapse key
	Text string // what the lock screen says; "" for one that only wakes the phone
	High bool   // it woke the phone at once; of Android
	At   time.Time
	Data map[string]string
}

// Screen is what a phone's lock screen shows, the latest last, and how often the phone was woken.
type Screen struct {
	Token string
	Shows []Shown
	Woken int // messages that reached the phone, shown or not
	Away  int // messages that wait for it
}

type phone struct {
	gone, away bool
	waits      []waiting // the oldest first
	shows      []Shown   // one for each key
	woken      int
	log        []Shown  // all that reached it
	sent       []string // all that was taken for it, as it came; with Options.Keep
}

type waiting struct {
	Shown
	until time.Time
}

func (s *Server) phoneLocked(token string) *phone {
	p := s.phones[token]
	if p == nil {
		p = &phone{}
		s.phones[token] = p
	}
	return p
}

func (p *phone) receive(m *message, now time.Time) {
	high := m.Android != nil && strings.EqualFold(m.Android.Priority, "high")
	one := Shown{Key: m.collapse(), Text: m.shows, High: high, At: now, Data: maps.Clone(m.Data)}
	if !p.away {
		p.show(one)
		return
	}
	if one.Key != "" {
		p.waits = slices.DeleteFunc(p.waits, func(w waiting) bool { return w.Key == one.Key })
	}
	if p.waits = append(p.waits, waiting{one, m.expires(now)}); len(p.waits) > maxKeys {
		p.waits = p.waits[1:] // which one goes the service does not say
	}
}

func (p *phone) show(one Shown) {
	p.woken++
	if p.log = append(p.log, one); len(p.log) > 100 {
		p.log = p.log[1:]
	}
	if one.Text == "" {
		return
	}
	if one.Key != "" {
		p.shows = slices.DeleteFunc(p.shows, func(old Shown) bool { return old.Key == one.Key })
	}
	if p.shows = append(p.shows, one); len(p.shows) > 20 {
		p.shows = p.shows[1:]
	}
}

// Register makes a token known, and one that was unregistered valid again.
func (s *Server) Register(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phoneLocked(token).gone = false
}

// Unregister makes a token nobody's: the app was taken off the phone.
func (s *Server) Unregister(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phones[token] = &phone{gone: true}
}

// Away takes a phone out of reach.
func (s *Server) Away(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phoneLocked(token).away = true
}

// Back gives a phone what waited for it and has not ended.
func (s *Server) Back(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.phoneLocked(token)
	waits := p.waits
	p.away, p.waits = false, nil
	for _, w := range waits {
		if now := s.o.Clock(w.Data["tenant"]); w.until.After(now) {
			w.At = now
			p.show(w.Shown)
		}
	}
}

// Unlock clears a lock screen, as somebody does who looks at the phone.
func (s *Server) Unlock(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phoneLocked(token).shows = nil
}

// Screen gives a phone's lock screen.
func (s *Server) Screen(token string) Screen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phoneLocked(token).screen(token)
}

func (p *phone) screen(token string) Screen {
	return Screen{Token: token, Shows: slices.Clone(p.shows), Woken: p.woken, Away: len(p.waits)}
}

// Screens gives those of all phones that were ever reached, by token.
func (s *Server) Screens() []Screen {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Screen
	for token, p := range s.phones {
		if !p.gone {
			list = append(list, p.screen(token))
		}
	}
	slices.SortFunc(list, func(a, b Screen) int { return cmp.Compare(a.Token, b.Token) })
	return list
}

// Log gives the last hundred messages that reached a phone, in order.
func (s *Server) Log(token string) []Shown {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.phoneLocked(token).log)
}

// Sent gives the messages that were taken for a phone, each as it came, also those that others took the place of; with Options.Keep.
func (s *Server) Sent(token string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.phoneLocked(token).sent)
}
