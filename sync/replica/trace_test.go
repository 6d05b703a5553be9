package replica

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// Phones in other languages are compared with this one: vectors/replica.json holds what was done to some phones, and what they
// said, saved and showed after it. The SDK plays it.

var update = flag.Bool("update", false, "write mobile-contract/vectors/replica.json")

// traced is a phone whose days are written down.
type traced struct {
	Replica string      `json:"replica"`
	Author  string      `json:"author"`
	Seed    int         `json:"seed"` // of its key, 32 times this byte; 0 does not sign
	Steps   []traceStep `json:"steps"`

	r    *Replica
	ids  []string // drawn in this step
	disk map[string]jsontext.Value
	down []any
	up   bool
}

// traceStep is one thing that was done, with all that it needs, and what came of it.
type traceStep struct {
	Do       string             `json:"do"`
	Now      int64              `json:"now,omitzero"`
	Draft    *traceDraft        `json:"draft,omitzero"`
	Page     *Page              `json:"page,omitzero"`
	Commit   *CommitFrame       `json:"commit,omitzero"`
	Verdicts []document.Verdict `json:"verdicts,omitzero"`
	Scopes   []document.Scope   `json:"scopes,omitzero"`
	Count    int                `json:"count,omitzero"`
	IDs      []string           `json:"ids,omitzero"`
	Doc      string             `json:"doc,omitzero"`
	Up       bool               `json:"up,omitzero"`

	Ask      *Ask                               `json:"ask,omitzero"`
	Unsaved  []string                           `json:"unsaved"`
	Outbox   []string                           `json:"outbox"`
	Aside    []string                           `json:"aside"`
	Purge    []document.Scope                   `json:"purge"`
	Cursors  map[document.Scope]document.Cursor `json:"cursors"`
	Shown    map[string]jsontext.Value          `json:"shown"` // titles, by scope and document
	Snapshot jsontext.Value                     `json:"snapshot,omitzero"`
}

type traceDraft struct {
	Scope   document.Scope         `json:"scope"`
	Doc     string                 `json:"doc"`
	Type    string                 `json:"type"`
	Create  bool                   `json:"create"`
	Void    string                 `json:"void,omitzero"`
	Changes map[string]document.Op `json:"changes,omitzero"`
}

// tracer is two phones, the model server and a fixed chance.
type tracer struct {
	t       *testing.T
	m       *model
	dice    *rand.Rand
	phones  []*traced
	granted []map[document.Scope]bool
	ids     int
	now     int64
}

func newTracer(t *testing.T, seed uint64) *tracer {
	w := &tracer{t: t, m: newModel(), dice: rand.New(rand.NewPCG(seed, 7)), now: 1_795_000_000_000} //nolint:gosec // not for secrets
	for i, name := range []string{"ana", "bo"} {
		p := &traced{Replica: "r" + name, Author: name, Seed: 9 * i, disk: map[string]jsontext.Value{}}
		p.r = New(w.options(p))
		w.phones = append(w.phones, p)
		w.granted = append(w.granted, map[document.Scope]bool{worldScopes[0]: true, worldScopes[1]: true})
	}
	return w
}

func (w *tracer) options(p *traced) Options {
	o := Options{Replica: p.Replica, Author: p.Author, Role: "nurse", Schema: rules, NewID: func() string {
		w.ids++
		id := fmt.Sprintf("01%024d", w.ids)
		p.ids = append(p.ids, id)
		return id
	}}
	if p.Seed > 0 {
		key, err := sign.NewKey(bytes.Repeat([]byte{byte(p.Seed)}, 32)) //nolint:gosec // 9
		if err != nil {
			w.t.Fatal(err)
		}
		o.Key = key
	}
	return o
}

// did writes down a step and what the phone says after it; every tenth time also all that it holds.
func (w *tracer) did(p *traced, s traceStep) {
	s.IDs, p.ids = p.ids, nil
	s.Unsaved, s.Aside = []string{}, []string{}
	for _, put := range p.r.Unsaved() {
		s.Unsaved = append(s.Unsaved, put.Key)
	}
	for _, a := range p.r.SetAside() {
		s.Aside = append(s.Aside, a.Edit.ID)
	}
	s.Outbox, s.Purge, s.Cursors = ids(p.r.Outbox(0, 0)), p.r.Purgeable(), p.r.Cursors()
	s.Shown = map[string]jsontext.Value{}
	for _, name := range worldScopes {
		for _, one := range p.r.ShowAll(name) {
			s.Shown[string(name)+"/"+one.Doc] = encode([]any{one.Seq, one.Waiting, one.View.Fields["title"].Value, len(one.View.Fields["tags"].Items)})
		}
	}
	if len(p.Steps)%20 == 19 || s.Do == "restart" {
		s.Snapshot = p.r.Snapshot()
	}
	p.Steps = append(p.Steps, s)
}

func (w *tracer) ask(p *traced, i int, a *Ask) {
	if a == nil || !w.granted[i][a.Scope] {
		return
	}
	cursors := map[document.Scope]document.Cursor{}
	if a.Cursor != nil {
		cursors[a.Scope] = *a.Cursor
	}
	p.down = append(p.down, w.m.catchUp([]document.Scope{a.Scope}, cursors, 2, w.dice.IntN(3))...)
}

func (w *tracer) scopes(i int) []document.Scope { return slices.Sorted(maps.Keys(w.granted[i])) }

func (w *tracer) connect(i int) {
	p := w.phones[i]
	p.up, p.down = true, nil
	cursors := p.r.Cursors()
	p.r.Heard(w.now)
	p.r.Lease(24)
	p.r.Welcome(w.scopes(i), 7)
	w.did(p, traceStep{Do: "welcome", Now: w.now, Scopes: w.scopes(i)})
	p.down = append(p.down, w.m.catchUp(w.scopes(i), cursors, 2, w.dice.IntN(3))...)
}

func (w *tracer) write(i int) {
	p := w.phones[i]
	d := traceDraft{Scope: worldScopes[w.dice.IntN(2)], Doc: fmt.Sprint("d", w.dice.IntN(4)), Type: noteType, Changes: map[string]document.Op{}}
	if s, held := p.r.Status(d.Scope); held && s.Revoked {
		return
	}
	_, here := p.r.Show(d.Scope, d.Doc)
	d.Create = !here
	value := jsontext.Value(fmt.Sprintf("%q", fmt.Sprint("åäö ", w.ids)))
	switch min(5, w.dice.IntN(12)*5/11) {
	case 0, 1:
		d.Changes["title"] = document.Op{Set: value}
	case 2:
		d.Changes["notes"] = document.Op{Add: map[string]jsontext.Value{fmt.Sprint("n", w.ids): value}}
	case 3:
		d.Changes["tags"] = document.Op{Add: map[string]jsontext.Value{"t1": value}}
	case 4:
		d.Changes["tags"], d.Changes["title"] = document.Op{Remove: []string{"t1"}}, document.Op{Set: jsontext.Value(`{"10":1,"2":[2,null]}`)}
	case 5:
		d.Void, d.Changes = "fel medborgare", nil
	}
	w.now += w.dice.Int64N(3000) - 500
	p.r.write(w.now, Draft{Scope: d.Scope, Doc: d.Doc, Type: d.Type, Create: d.Create, Void: d.Void, Changes: d.Changes}, d.Changes)
	w.did(p, traceStep{Do: "edit", Now: w.now, Draft: &d})
}

// save writes the first puts to the phone's storage.
func (w *tracer) save(p *traced, n int) {
	puts := p.r.Unsaved()
	if len(puts) == 0 {
		return
	}
	n = min(n, len(puts))
	for _, put := range puts[:n] {
		if p.disk[put.Key] = put.Value; put.Value == nil {
			delete(p.disk, put.Key)
		}
	}
	p.r.Saved(puts[:n])
	w.did(p, traceStep{Do: "save", Count: n})
}

func (w *tracer) submit(i int) {
	p := w.phones[i]
	if !p.up {
		return
	}
	w.save(p, everything)
	for _, e := range p.r.Outbox(1+w.dice.IntN(3), 0) {
		v, f := w.m.submit(p.Author, p.Replica, e)
		if w.dice.IntN(12) == 0 {
			v = document.Verdict{Edit: e.ID, Kind: document.Refused, Code: []string{document.CodeIDTaken, document.CodeNotAllowed}[w.dice.IntN(2)]}
		}
		if w.dice.IntN(8) > 0 {
			p.down = append(p.down, []document.Verdict{v})
		}
		for j, other := range w.phones {
			if f != nil && other.up && w.granted[j][f.Scope] {
				other.down = append(other.down, *f)
			}
		}
	}
}

func (w *tracer) hear(i int) {
	p := w.phones[i]
	for range min(len(p.down), 1+w.dice.IntN(6)) {
		f := p.down[0]
		p.down = p.down[1:]
		if w.dice.IntN(16) > 0 { // or lost
			w.hand(i, f)
		}
	}
}

func (w *tracer) hand(i int, f any) {
	p, s := w.phones[i], traceStep{}
	p.r.Heard(w.now)
	switch f := f.(type) {
	case Page:
		s = traceStep{Do: "documents", Now: w.now, Page: &f, Ask: p.r.Documents(f)}
	case CommitFrame:
		if w.dice.IntN(40) == 0 {
			f.Checksum++
		}
		s = traceStep{Do: "commit", Now: w.now, Commit: &f, Ask: p.r.Commit(f)}
	case []document.Verdict:
		s = traceStep{Do: "verdicts", Verdicts: f, Now: w.now}
		p.r.Verdicts(w.now, f)
	}
	w.did(p, s)
	w.ask(p, i, s.Ask)
}

func (w *tracer) crash(i int) {
	p := w.phones[i]
	w.save(p, w.dice.IntN(20))
	r, err := Restore(w.options(p), encode(p.disk))
	if err != nil {
		w.t.Fatal(err)
	}
	p.r, p.up, p.down = r, false, nil
	w.did(p, traceStep{Do: "restart"})
}

func (w *tracer) assign() {
	p, name := w.phones[1], worldScopes[1]
	one := []document.Scope{name}
	if w.granted[1][name] {
		delete(w.granted[1], name)
		p.r.Revoke(one)
		w.did(p, traceStep{Do: "revoke", Scopes: one})
		return
	}
	w.granted[1][name] = true
	if p.up {
		p.r.Grant(one)
		w.did(p, traceStep{Do: "grant", Scopes: one})
		w.ask(p, 1, &Ask{Scope: name})
	}
}

func (w *tracer) purge() {
	for _, p := range w.phones {
		for _, name := range p.r.Purgeable() {
			p.r.Purged(name)
			w.did(p, traceStep{Do: "purged", Scopes: []document.Scope{name}})
		}
	}
}

// handle has the person look at what was set aside.
func (w *tracer) handle(i int) {
	p := w.phones[i]
	for _, a := range p.r.SetAside() {
		p.r.Handled(a.Edit.ID)
		w.did(p, traceStep{Do: "handled", Doc: a.Edit.ID})
	}
}

// open has the person open a document, and now and then the server take what was read.
func (w *tracer) open(i int) {
	p, name, doc := w.phones[i], worldScopes[w.dice.IntN(2)], fmt.Sprint("d", w.dice.IntN(4))
	p.r.Opened(w.now, name, doc, "read", p.up)
	w.did(p, traceStep{Do: "opened", Now: w.now, Scopes: []document.Scope{name}, Doc: doc, Up: p.up})
	if n := int(p.r.ReadsAt()); p.up && w.dice.IntN(3) == 0 { //nolint:gosec // a few
		p.r.ReadsTaken(uint64(n)) //nolint:gosec // a few
		w.did(p, traceStep{Do: "readsTaken", Count: n})
	}
}

func (w *tracer) step() {
	i := w.dice.IntN(2)
	switch n := w.dice.IntN(64); {
	case n < 10:
		w.write(i)
	case n < 12:
		w.open(i)
	case n < 28:
		w.submit(i)
	case n < 50:
		w.hear(i)
	case n < 54:
		if !w.phones[i].up || w.dice.IntN(6) == 0 {
			w.connect(i)
		}
	case n == 54:
		w.now += days(3)
		w.phones[i].r.Tidy(w.now)
		w.did(w.phones[i], traceStep{Do: "tidy", Now: w.now})
	case n < 57:
		w.crash(i)
	case n == 57:
		w.assign()
	case n == 58:
		w.purge()
	case n == 59:
		w.handle(i)
	case n == 60:
		w.m.cool(worldScopes[w.dice.IntN(2)], fmt.Sprint("d", w.dice.IntN(4))) // nobody hears of it
	case n == 61:
		w.m.save()
	case w.dice.IntN(2) == 0:
		for _, p := range w.phones {
			p.up, p.down = false, nil
		}
		w.m.restore()
	}
}

func traces(t *testing.T) []byte {
	out := []byte("[")
	for seed := range uint64(6) {
		w := newTracer(t, seed)
		w.connect(0)
		w.connect(1)
		for range 200 {
			w.step()
		}
		for i, p := range w.phones {
			w.crash(i)
			if len(out) > 1 {
				out = append(out, ',')
			}
			out = append(append(out, '\n'), encode(p)...)
		}
	}
	return append(out, "\n]\n"...)
}

func TestTraces_AreInTheContract(t *testing.T) {
	t.Parallel()
	path, want := filepath.Join("..", "..", "mobile-contract", "vectors", "replica.json"), traces(t)
	if *update {
		if err := os.WriteFile(path, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path) //nolint:gosec // a file of the tree
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("vectors/replica.json is not what the code does; if that is meant: go test ./sync/replica -run Traces -update")
	}
}
