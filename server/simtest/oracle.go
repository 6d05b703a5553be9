package simtest

import (
	"bytes"
	"slices"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// oracle remembers what was written, what became durable and what was told, and objects as soon as they do not fit.
type oracle struct {
	w         *World
	edits     map[string]written
	order     []string // ids of written edits, as they came
	told0     map[string]document.Verdict
	logs      map[document.Scope][]*document.Commit
	docs      map[document.Scope]map[string]*document.Document // what follows from the logs
	entries   map[string]place
	effects   map[string]document.Edit
	deadlines map[string]store.Due
	owed      []owedTell
	ringing   []owedRing
	looked    int64                     // when owed and ringing were looked at last
	mayTell   map[string]document.Scope // by edit: the inbox, or the team's scope, where a change may be told
	rung      map[string]bool           // by edit of a notice: phones were woken for it
	rings     int                       // how often somebody was to be
	made      map[string]made           // what the server wrote by itself
	durable   *access.Directory         // as the log of tenant/directory says
	lost      map[string]document.Kind  // answers that a restore lost
	split     map[string]bool           // edits that two nodes judged at once; see isSplit
}

// written is an edit whose author was promised that it is kept.
type written struct {
	document.Edit
	phone *phone // nil for loading and effects
}

// place is where an edit was answered.
type place struct {
	scope document.Scope
	seq   uint64
	entry document.Entry
}

func newOracle(w *World) *oracle {
	return &oracle{
		w: w, edits: map[string]written{}, told0: map[string]document.Verdict{}, logs: map[document.Scope][]*document.Commit{},
		docs: map[document.Scope]map[string]*document.Document{}, entries: map[string]place{}, effects: map[string]document.Edit{}, deadlines: map[string]store.Due{}, mayTell: map[string]document.Scope{}, rung: map[string]bool{}, made: map[string]made{}, lost: map[string]document.Kind{}, split: map[string]bool{},
		durable: access.New(w.rules, municipality),
	}
}

// write notes an edit that is on its author's disk.
func (o *oracle) write(e document.Edit, p *phone) {
	if _, twice := o.edits[e.ID]; twice {
		return
	}
	o.edits[e.ID] = written{e, p}
	o.order = append(o.order, e.ID)
}

// anAnswered draws an edit that another phone wrote and that was answered.
func (o *oracle) anAnswered(w *World, but *phone) (document.Edit, bool) {
	if len(o.order) == 0 {
		return document.Edit{}, false
	}
	e := o.edits[pick(w, o.order)]
	_, answered := o.entries[e.ID]
	return e.Edit, answered && e.phone != but
}

// committed takes in a commit at the moment it became durable.
func (o *oracle) committed(c *document.Commit) {
	o.w.stats.Commits++
	o.w.note("durable %s %d: %d edits, %d changes, %d effects, %d deadlines", c.Scope, c.Seq, len(c.Edits), len(c.Changes), len(c.Effects), len(c.Deadlines))
	if uint64(len(o.logs[c.Scope]))+1 != c.Seq {
		o.w.fail("log of %s goes from %d to %d", c.Scope, len(o.logs[c.Scope]), c.Seq)
	}
	o.logs[c.Scope] = append(o.logs[c.Scope], c)
	o.logins(c)
	for _, e := range c.Edits {
		o.enter(c, e)
	}
	for _, e := range c.Effects {
		if _, twice := o.effects[e.ID]; twice {
			o.w.fail("effect %s is owed twice", e.ID)
		}
		o.effects[e.ID] = e
		o.edits[e.ID] = written{e, nil}
	}
	o.tells(c)
	o.asked(c)
	o.follow(c)
	if c.Scope == document.Directory {
		o.look()
		feed(o.durable, c)
		o.look()
	}
	o.owe(c)
}

// enter notes an answer: every edit has exactly one, over all logs.
func (o *oracle) enter(c *document.Commit, e document.Entry) {
	id := e.Verdict.Edit
	if first, twice := o.entries[id]; twice && o.isSplit(first, c, e) {
		o.split[id] = true
		o.w.stats.Split++
		if e.Verdict.Kind != document.Refused {
			o.entries[id] = place{c.Scope, c.Seq, e}
		}
		return
	} else if twice {
		o.w.fail("edit %s is answered in %s %d and in %s %d", id, first.scope, first.seq, c.Scope, c.Seq)
		return
	}
	v := e.Verdict
	if v.Again || v.Code == document.CodeIDTaken || v.Scope != c.Scope || v.Seq != c.Seq && !v.Late || v.Late && v.Seq != 0 {
		o.w.fail("the log of %s %d holds the answer %+v", c.Scope, c.Seq, v)
	}
	if v.Kind == document.Refused && (len(e.Kept) == 0 || c.Scope != o.ownScope(e.Author)) {
		o.w.fail("refused edit %s of %s is in %s, kept %d bytes", id, e.Author, c.Scope, len(e.Kept))
	}
	o.entries[id] = place{c.Scope, c.Seq, e}
	o.mayHave(c, e)
	o.isOld(c, e)
	o.entered(c, e)
	kind := string(v.Kind)
	if v.Code != "" {
		kind += " " + v.Code
	}
	o.w.stats.Verdicts[kind]++
}

func (o *oracle) ownScope(author string) document.Scope {
	kind := access.Staff
	if slices.ContainsFunc(people, func(p person) bool { return p.ID == author && p.Kind == access.Citizen }) {
		kind = access.Citizen
	}
	return document.OwnScope(kind, author, municipality)
}

func sameValue(a, b []byte) bool { return bytes.Equal(a, b) }
