package faulttest

import (
	"fmt"
	"math"
	"time"

	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// shared is how many notes all phones write in.
const shared = 8

// write puts an edit in the outbox: a line in a note that all write in, a note of one's own, or a wording to be agreed
// on. The caller holds mu.
func (p *phone) write() {
	line := fmt.Sprintf("%s-%d", p.id, len(p.wrote))
	note := fmt.Sprint("shared", len(p.wrote)%shared)
	_, here := p.r.Show(social, note)
	d := replica.Draft{Scope: social, Type: "visitNote", Doc: note, Changes: map[string]document.Op{
		"text": {Add: values(line, map[string]string{"text": "Rad " + line + ".", "at": document.TimeText(time.Now().UnixMilli())})},
	}}
	switch what := p.rng.IntN(4); {
	case p.who == "jonas": // an occupational therapist writes no notes
		d = replica.Draft{Scope: social, Type: "goal", Doc: "g1", Changes: map[string]document.Op{"professionalWording": {Set: toJSON(line)}}}
	case !here && p == p.w.phones[0]: // it begins what all share
		d.Create = true
	case !here || what == 0:
		d.Doc, d.Create = line, true
	}
	e, err := p.r.Edit(time.Now().UnixMilli(), d)
	if err != nil {
		p.w.t.Errorf("%s: %v", p.id, err)
		return
	}
	p.wrote = append(p.wrote, e)
}

// allDay is more than anybody writes in a test.
const allDay = math.MaxInt

// writes gives the people of all phones so many edits to write from now, whatever they had in mind before.
func (w *town) writes(edits int) {
	for _, p := range w.phones {
		p.mu.Lock()
		p.toWrite = edits
		p.mu.Unlock()
	}
}

// wait waits until a claim holds of the phone, looking anew at everything that comes.
func (p *phone) wait(what string, claim func() bool) {
	p.w.t.Helper()
	deadline := time.After(patience)
	for {
		p.mu.Lock()
		holds, changed := claim(), p.changed
		state := fmt.Sprintf("%d written, %d unsent, caught up %t, %d connections", len(p.wrote), p.r.Pending(), p.caughtUp, p.dials)
		p.mu.Unlock()
		if holds {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			p.w.t.Fatalf("%s: %s: not %s after %v (%s)", p.w.doing, p.id, what, patience, state)
		}
	}
}

// goesOn waits until every phone has so many answers more, and then holds what all others wrote until then.
func (w *town) goesOn(answers int) {
	w.t.Helper()
	from := make([]int, len(w.phones))
	for i, p := range w.phones {
		p.mu.Lock()
		from[i] = p.answers
		p.mu.Unlock()
	}
	head := uint64(0)
	for i, p := range w.phones {
		p.wait("answered", func() bool { head = max(head, p.latest); return p.answers >= from[i]+answers })
	}
	for _, p := range w.phones {
		p.wait(fmt.Sprintf("at %d", head), func() bool { return p.seq(social) >= head })
	}
}

// seq is how far the phone is in a scope. The caller holds mu.
func (p *phone) seq(scope document.Scope) uint64 {
	s, _ := p.r.Status(scope)
	return s.Cursor.Seq
}

// says has a phone say what its person does, now and whenever it is connected again.
func (p *phone) says(state presence.State) {
	p.mu.Lock()
	p.state = state
	p.mu.Unlock()
	p.say <- wire.AppendPresence(nil, wire.Presence{State: string(state)})
}

// drops has a phone lose its connection.
func (p *phone) drops() { p.say <- nil }

// dialled is how often the phones have connected.
func (w *town) dialled() (n int) {
	for _, p := range w.phones {
		p.mu.Lock()
		n += p.dials
		p.mu.Unlock()
	}
	return n
}
