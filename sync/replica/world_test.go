package replica

import (
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// phone is a replica with a disk, at the end of a bad line.
type phone struct {
	name    string
	r       *Replica
	disk    map[string]jsontext.Value
	online  bool
	down    []any // Page, CommitFrame or []document.Verdict on their way here
	granted map[document.Scope]bool
	now     int64
}

// world is two phones, the model server and all that was written.
type world struct {
	t      *rapid.T
	m      *model
	phones []*phone
	ids    int
	checks int
	wrote  map[string]string // edit id → the phone that still has to see it through
	purged map[string]bool   // edit ids that were purged with their scope
}

var worldScopes = []document.Scope{"citizen/c1/card/ekby", "citizen/c2/health/ekby"}

func newWorld(t *rapid.T) *world {
	w := &world{t: t, m: newModel(), wrote: map[string]string{}, purged: map[string]bool{}}
	for _, name := range []string{"ana", "bo"} {
		p := &phone{name: name, disk: map[string]jsontext.Value{}, now: 1000, granted: map[document.Scope]bool{}}
		for _, s := range worldScopes {
			p.granted[s] = true
		}
		p.r = New(w.options(name))
		w.phones = append(w.phones, p)
	}
	return w
}

func (w *world) options(name string) Options {
	return Options{Replica: "r" + name, Author: name, Role: "nurse", Schema: rules, NewID: func() string {
		w.ids++
		return fmt.Sprintf("01%024d", w.ids)
	}}
}

func (p *phone) scopes() []document.Scope { return slices.Sorted(maps.Keys(p.granted)) }

func (w *world) phone() *phone { return w.phones[w.dice("phone", 2)] }

func (w *world) edit() {
	p := w.phone()
	p.now += int64(w.dice("time", 100)) - 5
	d := Draft{
		Scope: w.scope(), Type: noteType,
		Doc: w.doc(), Changes: map[string]document.Op{},
	}
	_, here := p.r.Show(d.Scope, d.Doc)
	d.Create = !here
	value := jsontext.Value(fmt.Sprintf("%q", fmt.Sprint(p.name, w.ids)))
	switch w.dice("what", 5) {
	case 0:
		d.Changes["title"] = document.Op{Set: value}
	case 1:
		d.Changes["notes"] = document.Op{Add: map[string]jsontext.Value{fmt.Sprint("n", w.ids): value}}
	case 2:
		d.Changes["tags"] = document.Op{Add: map[string]jsontext.Value{"t1": value}}
	case 3:
		d.Changes["tags"] = document.Op{Remove: []string{"t1"}}
	case 4:
		d.Changes["where"] = document.Op{Set: value}
	}
	if sc := p.r.scopes[d.Scope]; sc != nil && sc.revoked {
		return
	}
	e := p.r.write(p.now, d, d.Changes)
	w.wrote[e.ID] = p.name
	w.t.Logf("%s writes %s %s/%s create=%v base=%v", p.name, e.ID[20:], e.Scope, e.Doc, e.Create, e.Base)
}

// save writes the first n unsaved puts, or all.
func (p *phone) save(n int) {
	puts := p.r.Unsaved()
	puts = puts[:min(n, len(puts))]
	for _, put := range puts {
		if put.Value == nil {
			delete(p.disk, put.Key)
		} else {
			p.disk[put.Key] = put.Value
		}
	}
	p.r.Saved(puts)
}

const everything = 1 << 30

// send hands the outbox in; each edit, and each verdict, may be lost.
func (w *world) send() {
	p := w.phone()
	if p.online {
		w.handIn(p, 1+w.dice("edits", 4), func(what string) bool { return w.dice(what, 8) == 0 })
	}
}

func (w *world) handIn(p *phone, edits int, lost func(string) bool) {
	p.save(everything)
	for _, e := range p.r.Outbox(edits, 0) {
		if lost("edit lost") {
			continue
		}
		v, f := w.m.submit(p.name, p.r.ID(), e)
		if f != nil {
			w.fanOut(*f)
		}
		if f != nil && w.dice("split", 16) == 0 { // another node refused it, and the phone has both answers or only that one
			w.split(p, v)
			continue
		}
		if !lost("verdict lost") {
			p.down = append(p.down, []document.Verdict{v})
		}
	}
}

// split has a phone hear that an edit that was accepted was refused.
func (w *world) split(p *phone, yes document.Verdict) {
	answers := []document.Verdict{{Edit: yes.Edit, Kind: document.Refused, Code: document.CodeNotAllowed}, yes}
	if w.dice("first", 2) == 0 {
		slices.Reverse(answers)
	}
	answers = slices.DeleteFunc(answers, func(v document.Verdict) bool { return v.Kind == yes.Kind && w.dice("only the no", 2) == 0 })
	for _, v := range answers {
		p.down = append(p.down, []document.Verdict{v})
	}
}

func (w *world) fanOut(f CommitFrame) {
	for _, p := range w.phones {
		if p.online && p.granted[f.Scope] {
			p.down = append(p.down, f)
		}
	}
}

// deliver takes a frame from near the front of the line, and may drop or double it. Pages keep their order.
func (w *world) deliver() {
	p := w.phone()
	for range 1 + w.dice("frames", 4) {
		if len(p.down) > 0 {
			w.deliverOne(p)
		}
	}
}

func (w *world) deliverOne(p *phone) {
	i := w.dice("which", min(3, len(p.down)))
	f := p.down[i]
	if _, isPage := f.(Page); isPage {
		i = slices.IndexFunc(p.down, func(f any) bool { _, isPage := f.(Page); return isPage })
		f = p.down[i]
		p.down = slices.Delete(p.down, i, i+1)
		w.hand(p, f)
		return
	}
	switch n := w.dice("fate", 16); {
	case n < 2: // dropped
		p.down = slices.Delete(p.down, i, i+1)
	case n < 5: // doubled
		w.hand(p, f)
	default:
		p.down = slices.Delete(p.down, i, i+1)
		w.hand(p, f)
	}
}

func (w *world) hand(p *phone, f any) {
	w.t.Logf("%s gets %s", p.name, story(f))
	var ask *Ask
	switch f := f.(type) {
	case Page:
		ask = p.r.Documents(f)
	case CommitFrame:
		ask = p.r.Commit(f)
	case []document.Verdict:
		p.r.Verdicts(p.now, f)
	}
	if ask != nil {
		w.t.Logf("%s asks %v %v", p.name, ask.Scope, ask.Cursor)
		cursors := map[document.Scope]document.Cursor{}
		if ask.Cursor != nil {
			cursors[ask.Scope] = *ask.Cursor
		}
		if p.granted[ask.Scope] {
			w.queue(p, []document.Scope{ask.Scope}, cursors)
		}
	}
}

// story tells a frame in a line.
func story(f any) string {
	switch f := f.(type) {
	case Page:
		text := fmt.Sprintf("%s to %s %d reset=%v done=%v", f.Scope, f.Cursor.Epoch, f.Cursor.Seq, f.Reset, f.Done)
		for _, d := range f.Documents {
			text += fmt.Sprintf(" %s@%d", d.ID, d.Seq)
		}
		return text
	case CommitFrame:
		text := fmt.Sprintf("%s commit %s %d", f.Scope, f.Cursor.Epoch, f.Cursor.Seq)
		for _, c := range f.Changes {
			text += fmt.Sprintf(" %s@%d on %d cold=%v", c.Doc.ID, c.Doc.Seq, c.Prev, c.Doc.Cold)
		}
		return text
	case []document.Verdict:
		return fmt.Sprintf("verdict %s %s %d %s", f[0].Edit[20:], f[0].Kind, f[0].Seq, f[0].Code)
	}
	return ""
}

// queue puts a catch-up of some granted scopes in the line.
func (w *world) queue(p *phone, granted []document.Scope, cursors map[document.Scope]document.Cursor) {
	p.down = append(p.down, w.m.catchUp(granted, cursors, 2, w.dice("late", 4))...)
}

func (w *world) connect(p *phone) {
	w.t.Logf("%s connects", p.name)
	p.online, p.down = true, nil
	p.r.Welcome(p.scopes(), 7)
	w.queue(p, p.scopes(), p.r.Cursors())
}

func (w *world) flip() {
	p := w.phone()
	if p.online {
		p.online, p.down = false, nil
		return
	}
	w.connect(p)
}

// crash kills the phone after any part of what was unsaved was written. What the person was not told is saved may be gone.
func (w *world) crash() {
	p := w.phone()
	n := w.dice("written", 24)
	w.t.Logf("%s crashes, %d of %d saved", p.name, n, len(p.r.Unsaved()))
	p.save(n)
	w.restart(p)
	for id, name := range w.wrote {
		if _, answered := w.m.known[id]; name == p.name && !answered && p.r.log.byID[id] == nil && !w.isAside(p, id) {
			delete(w.wrote, id)
		}
	}
}

func (w *world) isAside(p *phone, id string) bool {
	_, here := p.r.aside[id]
	return here
}

func (w *world) restart(p *phone) {
	text, err := json.Marshal(p.disk)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := Restore(w.options(p.name), text)
	if err != nil {
		w.t.Fatal(err)
	}
	p.r, p.online, p.down = r, false, nil
}

func (w *world) scope() document.Scope { return worldScopes[w.dice("scope", 2)] }

func (w *world) doc() string { return []string{"d1", "d2", "d3", "d4"}[w.dice("doc", 4)] }

// cool takes a document out of the hot set.
func (w *world) cool() {
	if f := w.m.cool(w.scope(), w.doc()); f != nil {
		w.fanOut(*f)
	}
}

// assign takes a scope away from Bo, or gives it back.
func (w *world) assign() {
	p, name := w.phones[1], worldScopes[1]
	w.t.Logf("%s is granted %s: %v", p.name, name, !p.granted[name])
	if p.granted[name] {
		delete(p.granted, name)
		if p.online {
			p.down = slices.DeleteFunc(p.down, func(f any) bool {
				page, isPage := f.(Page)
				commit, isCommit := f.(CommitFrame)
				return isPage && page.Scope == name || isCommit && commit.Scope == name
			})
			p.r.Revoke([]document.Scope{name})
		}
		return
	}
	p.granted[name] = true
	if p.online {
		p.r.Grant([]document.Scope{name})
		w.queue(p, []document.Scope{name}, nil)
	}
}

func (w *world) purge() {
	for _, p := range w.phones {
		for _, name := range p.r.Purgeable() {
			for _, e := range p.r.Outbox(0, 0) {
				if e.Scope == name {
					w.t.Fatalf("%s: %s is purgeable, and %s waits", p.name, name, e.ID)
				}
			}
			w.t.Logf("%s purges %s", p.name, name)
			w.excuse(p, name)
			for id, e := range p.r.log.byID {
				if e.Edit.Scope == name {
					w.purged[id] = true
				}
			}
			p.r.Purged(name)
		}
	}
}

// restoreServer goes back to the backup: connections break, and what is not in the backup is gone.
func (w *world) restoreServer() {
	for _, p := range w.phones {
		p.online, p.down = false, nil
	}
	w.m.restore()
	w.t.Logf("the server is restored")
	for _, p := range w.phones {
		for _, name := range worldScopes {
			if p.r.scopes[name] == nil {
				w.excuse(p, name)
			}
		}
	}
	for id := range w.purged {
		if _, answered := w.m.known[id]; !answered {
			delete(w.wrote, id)
		}
	}
}

// excuse: what was acknowledged and then purged is not given back after a restore (Purged says why).
func (w *world) excuse(p *phone, name document.Scope) {
	for id, e := range p.r.log.byID {
		if _, answered := w.m.known[id]; e.Edit.Scope == name && e.Verdict != nil && !answered {
			delete(w.wrote, id)
		}
	}
}

// dice is 0 to n-1, each as likely; rapid's own numbers are mostly small. n is a power of two, or nearly even.
func (w *world) dice(label string, n int) int {
	return rapid.Custom(func(t *rapid.T) int {
		v := 0
		for range 8 {
			v *= 2
			if rapid.Bool().Draw(t, "bit") {
				v++
			}
		}
		return v % n
	}).Draw(w.t, label)
}
