package oracle_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// world is one municipality with its phones, beside what the oracle knows of it. It goes by steps: what is done in one step is
// done at once, then everything comes to rest and all that was received is searched. What a step changes may be seen before
// and after; so a step holds one change of access at most.
type world struct {
	t      *rapid.T
	s      *server
	tenant string
	n      *naive
	phones []*phone
	actors []actor
	scopes []string
	docs   []written
	inside map[written][]string        // the canaries of a document
	places map[string][]place          // canary → where it is, and since which step
	said   map[actor]map[string]bool   // what somebody wrote, or asked by name
	held   []map[actor]map[string]bool // after each step: who may hold what
	times  []int64                     // and when that was
	now    int64
	ids    int
	story  []string
	seen   *tally
}

// tally counts what happened over all checks, so that a run that searches nothing is noticed.
type tally struct {
	frames, bytes, canaries, applied, refused, late, copied, revoked, granted, checks int
	types                                                                             map[string]int
}

// place says where a canary is, and since which step.
type place struct {
	scope string
	since int
}

// written is a document that the oracle knows of.
type written struct{ scope, typ, id string }

// job is something done in a step.
type job struct {
	what  string
	phone *phone          // who hands in edits
	edits []document.Edit // with it
	run   func() error    // beside the other jobs; nil: hands in the edits
	after func(ok bool)   // what the oracle learns; ok says that no edit was refused
}

// A canary looks like the id of a document, an edit or an item, so that those can be canaries, too.
var canary = regexp.MustCompile(`0KANAR1E[0-9]{18}`)

var scopeName = regexp.MustCompile(`(?:citizen|staff|representative|team|unit)/[0-9A-Za-z_-]+/[0-9A-Za-z_-]+/[0-9A-Za-z_-]+|tenant/(?:directory|register)`)

// mint makes a new canary.
func (w *world) mint() string {
	w.ids++
	return fmt.Sprintf("0KANAR1E%018d", w.ids)
}

func (w *world) fatal(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(w.story, "\n"))
}

// put notes that all canaries of a text are in a scope from this step on.
func (w *world) put(text, scope string) {
	for _, c := range canary.FindAllString(text, -1) {
		w.places[c] = append(w.places[c], place{scope, len(w.held)})
	}
}

// tell notes that a scope is named in another.
func (w *world) tell(name, scope string) {
	w.places["in "+name] = append(w.places["in "+name], place{scope, len(w.held)})
}

func (w *world) says(a actor, text string) {
	if w.said[a] == nil {
		w.said[a] = map[string]bool{}
	}
	for _, name := range append(canary.FindAllString(text, -1), scopeName.FindAllString(text, -1)...) {
		w.said[a][name] = true
	}
}

// step does some things at once and then looks at everything.
func (w *world) step(jobs ...*job) {
	w.t.Helper()
	errs := make([]error, len(jobs))
	var group sync.WaitGroup
	for i, j := range jobs {
		w.story = append(w.story, fmt.Sprintf("%d. %s", len(w.held), j.what))
		if j.run == nil {
			for _, e := range j.edits {
				w.says(j.phone.actor, string(toJSON(e)))
			}
			now := w.now
			j.run = func() error { return j.phone.submit(now, j.edits) }
		}
		group.Go(func() { errs[i] = j.run() })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			w.fatal("%v", err)
		}
	}
	for _, j := range jobs {
		if j.phone != nil && j.phone.conn != nil {
			if err := j.phone.answered(j.edits); err != nil {
				w.fatal("%v", err)
			}
		}
	}
	if text, err := w.s.rest(); err != nil || canary.MatchString(text) {
		w.fatal("the metrics: %v %s", err, text)
	}
	for _, p := range w.phones {
		if p.conn != nil {
			if err := p.settle(); err != nil {
				w.fatal("%v", err)
			}
		}
	}
	w.learn(jobs)
	for _, p := range w.phones {
		w.search(p)
		w.compare(p)
		p.unread = nil
	}
	if text := w.s.logged.take(); canary.Match(text) {
		w.fatal("the log: %s", text)
	}
}

// learn tells the oracle what came of the jobs, and asks it who may hold what now.
func (w *world) learn(jobs []*job) {
	for _, j := range jobs {
		ok := true
		for _, e := range j.edits {
			v := j.phone.answers[e.ID]
			ok = ok && v.Kind != document.Refused
			w.story = append(w.story, fmt.Sprintf("   %s %s %s %s: %s %s", j.phone.id, e.Type, e.Doc, e.Scope, v.Kind, v.Code))
		}
		if j.after != nil {
			j.after(ok)
		}
	}
	now := map[actor]map[string]bool{}
	for _, a := range w.actors {
		now[a] = map[string]bool{}
		for _, scope := range w.scopes {
			if w.n.may(a, scope) {
				now[a][scope] = true
			}
		}
	}
	for _, j := range jobs {
		for _, e := range j.edits {
			w.judge(j.phone, e, now)
		}
	}
	w.held, w.times = append(w.held, now), append(w.times, w.now)
}

// judge looks at one verdict: nobody writes where they may not read, and what is refused lies with its author.
func (w *world) judge(p *phone, e document.Edit, now map[actor]map[string]bool) {
	v, scope := p.answers[e.ID], string(e.Scope)
	before := w.held[len(w.held)-1]
	if v.Kind == document.Refused {
		w.seen.refused++
		w.seen.types[e.Type+" "+v.Code]++
		if v.Scope != document.OwnScope(p.kind, p.actor.id, "ekby") {
			w.fatal("%s is told of a refusal in %s", p.id, v.Scope)
		}
		return
	}
	w.seen.applied++
	w.seen.types[e.Type]++
	if v.Late {
		w.seen.late++
	}
	ever := slices.ContainsFunc(w.held, func(h map[actor]map[string]bool) bool { return h[p.actor][scope] })
	if v.Scope != e.Scope || !before[p.actor][scope] && !now[p.actor][scope] && (!v.Late || !ever) {
		w.fatal("%s wrote in %s and may not: %+v", p.id, scope, v)
	}
	if v.Late && (v.Seq != 0 || len(v.Notes) > 0 || !mayBeLate(p.actor, e)) || isForOneself(p.actor, e) {
		w.fatal("%s wrote %s in %s, which nobody may: %+v", p.id, e.Type, scope, v)
	}
	w.placed(e)
}

// placed notes what an edit that was accepted brought into its scope.
func (w *world) placed(e document.Edit) {
	scope, text := string(e.Scope), string(toJSON(e))
	w.put(text, scope)
	for _, name := range scopeName.FindAllString(string(toJSON(e.Changes)), -1) {
		w.tell(name, scope)
	}
	doc := written{scope, e.Type, e.Doc}
	w.inside[doc] = append(w.inside[doc], canary.FindAllString(text, -1)...)
	if e.Create {
		w.docs = append(w.docs, doc)
	}
}

// search looks for canaries and names of scopes in everything that reached a phone in this step.
func (w *world) search(p *phone) {
	for _, h := range p.unread {
		w.seen.frames++
		w.seen.bytes += len(h.raw)
		own := isOwn(p.actor, scopeOf(h.frame))
		for _, c := range canary.FindAllString(string(h.raw), -1) {
			w.seen.canaries++
			if !w.mayReceive(p.actor, c, own) {
				w.fatal("LEAK: %s received %s, which is in %v: %s", p.id, c, w.places[c], h.raw)
			}
		}
		for _, name := range scopeName.FindAllString(string(h.raw), -1) {
			if name != string(document.OwnScope(p.kind, p.actor.id, "ekby")) && !w.said[p.actor][name] && !w.may(p.actor, name, 0) && !w.mayReceive(p.actor, "in "+name, own) {
				w.fatal("LEAK: %s was told of %s: %s", p.id, name, h.raw)
			}
		}
		switch f := h.frame.(type) {
		case *wire.Grant:
			w.seen.granted += len(f.Scopes)
		case *wire.Revoke:
			w.seen.revoked += len(f.Scopes)
		}
	}
}

// mayReceive says whether a canary may reach somebody in this step, or has a right to have reached them by a notice of it.
func (w *world) mayReceive(a actor, c string, ever bool) bool {
	last := len(w.held) - 1
	return w.said[a][c] || slices.ContainsFunc(w.places[c], func(p place) bool {
		from := last - 1
		if ever {
			from = p.since - 1
		}
		return p.since <= last && w.may(a, p.scope, from)
	})
}

// may says whether somebody could hold a scope after one of the steps from one on.
func (w *world) may(a actor, scope string, from int) bool {
	return slices.ContainsFunc(w.held[max(from, 0):], func(h map[actor]map[string]bool) bool { return h[a][scope] })
}

// compare holds what a phone was granted against the oracle, both ways.
func (w *world) compare(p *phone) {
	if p.conn == nil && (!p.http || len(p.unread) == 0) {
		return
	}
	may, was := w.held[len(w.held)-1][p.actor], w.held[len(w.held)-1][p.actor]
	if p.http { // its answer was made somewhere in the step
		was = w.held[max(len(w.held)-2, 0)][p.actor]
	}
	for scope := range p.held {
		if !may[string(scope)] && !was[string(scope)] {
			w.fatal("%s holds %s and may not", p.id, scope)
		}
	}
	for _, scope := range slices.Sorted(maps.Keys(may)) {
		if was[scope] && !p.held[document.Scope(scope)] {
			w.fatal("%s may hold %s and does not", p.id, scope)
		}
	}
}

// isOwn reports whether a scope is somebody's own: what a notice told stays told.
func isOwn(a actor, scope string) bool {
	p := strings.Split(scope, "/")
	return p[0] == a.kind && p[0] != "citizen" && p[1] == a.id
}

func scopeOf(f wire.Frame) string {
	switch f := f.(type) {
	case *wire.Documents:
		return string(f.Scope)
	case *wire.Commit:
		return string(f.Scope)
	}
	return ""
}
