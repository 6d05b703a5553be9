package merge_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// noon is the server's time in these tests; it stands still, phones' clocks do not.
const noon int64 = 1_795_000_000_000

const scope = document.Scope("citizen/c17/health/ekby")

// failer is what both *testing.T and *rapid.T offer.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// world is one document on a server and the phones that write in it. It keeps by itself, without asking merge, who had seen
// what: the laws are checked against that.
type world struct {
	t       failer
	server  *document.Document
	seq     uint64
	phones  []*phone
	letters []*letter // in the order of writing
	n       int
	doc     string
	only    string // the one field that is drawn; "" draws from all
	story   []line // for failures
}

// phone is one replica: what the server sent it, its unconfirmed letters, and the edits its person has seen.
type phone struct {
	w                     *world
	replica, author, role string
	clock                 *hlc.Clock
	now                   int64
	last                  hlc.Stamp
	base                  uint64
	confirmed             *document.Document
	outbox                []*letter
	shown                 *document.Document // confirmed, with the first few of the outbox on top
	few                   int
	knows                 map[string]bool
}

// letter is an edit on its way, and what its author had seen when writing it.
type letter struct {
	by        *phone
	edit      document.Edit
	in        merge.Arrival
	saw       map[string]bool
	delivered bool
	refused   bool
	outcomes  []merge.Outcome
}

func newWorld(t failer) *world { return &world{t: t, doc: "d1"} }

// join adds a phone whose clock is wrong by skew milliseconds.
func (w *world) join(author, role string, skew int64) *phone {
	p := &phone{w: w, replica: fmt.Sprintf("%s%d", author, len(w.phones)), author: author, role: role, now: noon + skew}
	p.clock, p.knows = hlc.NewClock(p.replica, ""), map[string]bool{}
	w.phones = append(w.phones, p)
	return p
}

// compose makes an edit and its arrival, without any check of what the phone would say to it.
func (p *phone) compose(changes map[string]document.Op) *letter {
	p.w.n++
	p.now += 1000
	l := &letter{by: p, saw: maps.Clone(p.knows)}
	l.edit = document.Edit{
		ID: fmt.Sprintf("%c%04d", 'A'+(p.w.n*7)%23, p.w.n), Scope: scope, Doc: p.w.doc, Type: plan.Name,
		Base: document.Base{Seq: p.base}, Stamp: p.clock.Tick(p.now), After: p.last, Changes: changes,
	}
	l.in = merge.Arrival{
		Author: p.author, Role: p.role, Replica: p.replica, Base: p.base, At: noon, Ahead: l.edit.Stamp.IsAhead(noon),
	}
	return l
}

// keep puts a letter in the outbox.
func (p *phone) keep(l *letter) *letter {
	p.last = l.edit.Stamp
	p.knows[l.edit.ID] = true
	p.outbox = append(p.outbox, l)
	p.w.letters = append(p.w.letters, l)
	p.w.tell("%s writes %s base %d stamp %s after %s: %s", p.replica, l.edit.ID, p.base, l.edit.Stamp, l.edit.After, summary(l.edit))
	return l
}

// line is one sentence of the story. It is put into words only when a test fails; what it is about never changes.
type line struct {
	format string
	args   []any
}

func (w *world) tell(format string, args ...any) {
	w.story = append(w.story, line{format, args})
}

// fail ends the test with the story so far.
func (w *world) fail(format string, args ...any) {
	w.t.Helper()
	var story strings.Builder
	for _, l := range w.story {
		fmt.Fprintf(&story, l.format+"\n", l.args...)
	}
	w.t.Fatalf("%s\n\nwhat happened:\n%s", fmt.Sprintf(format, args...), &story)
}

// summary words an edit for the story.
type summary document.Edit

func (e summary) String() string {
	var b strings.Builder
	for _, field := range slices.Sorted(maps.Keys(e.Changes)) {
		op := e.Changes[field]
		fmt.Fprintf(&b, "%s set %s agree %s add %s remove %v; ", field, op.Set, op.Agree, op.Add, op.Remove)
	}
	return fmt.Sprintf("%screate %t void %q behalf %q", b.String(), e.Create, e.Void, e.OnBehalfOf)
}

// write makes an edit, offline.
func (p *phone) write(changes map[string]document.Op) *letter { return p.keep(p.compose(changes)) }

func (p *phone) create(changes map[string]document.Op) *letter {
	l := p.compose(changes)
	l.edit.Create = true
	return p.keep(l)
}

func (p *phone) void(reason string) *letter {
	l := p.compose(nil)
	l.edit.Void = reason
	return p.keep(l)
}

// forCitizen makes an edit that records the citizen's own statement.
func (p *phone) forCitizen(changes map[string]document.Op) *letter {
	l := p.compose(changes)
	l.edit.OnBehalfOf = "citizen"
	return p.keep(l)
}

// screen is the document as the phone holds it: confirmed, with the outbox on top.
func (p *phone) screen() *document.Document {
	for ; p.few < len(p.outbox); p.few++ {
		l := p.outbox[p.few]
		p.shown = merge.Apply(plan, p.shown, l.edit, l.in).Doc
	}
	return p.shown
}

// hold makes a document, or nil, what the phone has from the server.
func (p *phone) hold(doc *document.Document, base uint64) {
	p.confirmed, p.base = doc, base
	p.shown, p.few = doc, 0
}

// wouldRefuse says whether the phone itself refuses the letter, so that its person never gets to send it.
func (p *phone) wouldRefuse(l *letter) bool {
	return merge.Apply(plan, p.screen(), l.edit, l.in).Verdict.Kind == document.Refused
}

// deliver hands a letter to the server, for the first time or again.
func (w *world) deliver(l *letter) merge.Outcome {
	w.t.Helper()
	w.seq++
	in := l.in
	in.Seq = w.seq
	out := merge.Apply(plan, w.server, l.edit, in)
	l.outcomes = append(l.outcomes, out)
	if out.Verdict.Kind == document.Refused && out.Doc != w.server {
		w.t.Fatalf("a refused edit changed the document: %+v", out.Verdict)
	}
	w.server = out.Doc
	l.refused = out.Verdict.Kind == document.Refused
	l.delivered = true
	w.tell("seq %d: %s → %s %s %+v", w.seq, l.edit.ID, out.Verdict.Kind, out.Verdict.Code, out.Verdict.Notes)
	return out
}

// accepted are the letters that come again to the merge: a refused one is answered from the log.
func (w *world) accepted() (out []*letter) {
	for _, l := range w.letters {
		if l.delivered && !l.refused {
			out = append(out, l)
		}
	}
	return out
}

// sync delivers the phone's outbox in order and catches up.
func (p *phone) sync() {
	p.w.t.Helper()
	for _, l := range slices.Clone(p.outbox) {
		p.w.deliver(l)
	}
	p.catchUp()
}

// catchUp gives the phone what the server has. Its own letters that are not there stay in the outbox.
func (p *phone) catchUp() {
	p.w.tell("%s catches up to %d", p.replica, p.w.seq)
	p.hold(p.w.server, p.w.seq)
	p.outbox = slices.DeleteFunc(p.outbox, func(l *letter) bool { return l.delivered })
	for _, l := range p.w.letters {
		if l.delivered && !l.refused {
			p.knows[l.edit.ID] = true
		}
	}
}

func (w *world) view() merge.View { return merge.Read(plan, w.server) }

func set(field, value string) map[string]document.Op {
	return map[string]document.Op{field: {Set: text(value)}}
}

func agree(field, value string) map[string]document.Op {
	return map[string]document.Op{field: {Agree: text(value)}}
}

func add(field, id, value string) map[string]document.Op {
	return map[string]document.Op{field: {Add: map[string]jsontext.Value{id: text(value)}}}
}

func remove(field string, ids ...string) map[string]document.Op {
	return map[string]document.Op{field: {Remove: ids}}
}

func both(ops ...map[string]document.Op) map[string]document.Op {
	out := map[string]document.Op{}
	for _, o := range ops {
		maps.Copy(out, o)
	}
	return out
}

// text makes a JSON value: what already is JSON (a number, true, an object) stays, the rest becomes a string.
func text(value string) jsontext.Value {
	if value == "true" || value == "false" || value == "null" || strings.HasPrefix(value, "{") {
		return jsontext.Value(value)
	}
	if _, err := strconv.ParseUint(value, 10, 64); err == nil {
		return jsontext.Value(value)
	}
	return document.Quote(value)
}
