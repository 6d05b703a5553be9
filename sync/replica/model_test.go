package replica

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// model is a server small enough to be seen through: a log and documents per scope, verdicts by edit, one backup.
type model struct {
	state
	backup state
	epochs int
}

type state struct {
	scopes map[document.Scope]history
	known  map[string]document.Verdict
}

// history is one scope. Slices and maps are copied before they change, so that a backup is a copy of the struct.
type history struct {
	epoch   string
	parent  *document.Base
	commits []CommitFrame
	docs    map[string]*document.Document
	sum     uint64
}

const noteType = "note"

// testSchema has one type with a field of each kind of merge that matters to a phone. Values are not checked.
func testSchema() *schema.Set {
	fields := map[string]*schema.Field{
		"title": {Policy: schema.LastWriter}, "notes": {Policy: schema.Journal}, "tags": {Policy: schema.AddWins},
		"where": {Policy: schema.Immutable},
	}
	for name, f := range fields {
		f.Name = name
	}
	t := &schema.Type{Name: noteType, Scopes: []string{"*"}, Fields: fields}
	return &schema.Set{Types: map[string]*schema.Type{noteType: t}}
}

var rules = testSchema()

func newModel() *model {
	return &model{state: state{scopes: map[document.Scope]history{}, known: map[string]document.Verdict{}}}
}

func (h history) head() document.Cursor {
	if len(h.commits) == 0 {
		return document.Cursor{}
	}
	c := h.commits[len(h.commits)-1].Cursor
	c.Epoch = h.epoch
	return c
}

func (m *model) safe(name document.Scope) uint64 { return m.backup.scopes[name].head().Seq }

// submit answers one edit, once.
func (m *model) submit(author, replica string, e document.Edit) (document.Verdict, *CommitFrame) {
	if v, again := m.known[e.ID]; again {
		v.Again = true
		return v, nil
	}
	h := m.scopes[e.Scope]
	if h.epoch == "" {
		m.epochs++
		h.epoch = fmt.Sprintf("epoch%d", m.epochs)
	}
	seq := h.head().Seq + 1
	prev := h.docs[e.Doc]
	s := &shelf{cursor: h.head(), parent: h.parent}
	s.cursor.Epoch = h.epoch
	out := merge.Apply(rules.Types[e.Type], prev, e, merge.Arrival{
		Author: author, Role: "nurse", Replica: replica, Base: s.resolve(e.Base), Seq: seq, At: int64(seq),
	})
	v := out.Verdict
	v.Scope, v.Seq = e.Scope, seq
	if v.Kind == document.Refused {
		v.Scope = document.OwnScope("staff", author, "ekby")
		m.known[e.ID] = v
		return v, nil
	}
	m.known[e.ID] = v
	var changes []document.Change
	if out.Doc != prev {
		out.Doc.Cold = false // written again, it returns to the hot set
		changes = append(changes, document.Delta(prev, out.Doc, out.Fields))
	}
	return v, m.commit(e.Scope, h, changes)
}

// cool takes a document out of the hot set.
func (m *model) cool(name document.Scope, id string) *CommitFrame {
	h := m.scopes[name]
	d := h.docs[id]
	if d == nil || d.Cold {
		return nil
	}
	next := d.Clone()
	next.Seq, next.Cold = h.head().Seq+1, true
	return m.commit(name, h, []document.Change{document.Delta(d, next, nil)})
}

func (m *model) commit(name document.Scope, h history, changes []document.Change) *CommitFrame {
	h.docs = maps.Clone(h.docs)
	if h.docs == nil {
		h.docs = map[string]*document.Document{}
	}
	for _, c := range changes {
		next, fits := c.ApplyTo(h.docs[c.Doc.ID])
		if !fits {
			panic("model: change does not fit")
		}
		if old := h.docs[c.Doc.ID]; old != nil {
			h.sum -= old.Sum(old.AppendCanonical(nil))
		}
		h.sum += next.Sum(next.AppendCanonical(nil))
		h.docs[c.Doc.ID] = next
	}
	at := h.head()
	hash := sha256.Sum256(fmt.Appendf(nil, "%s %s %d %x", at.Chain, h.epoch, at.Seq, h.sum))
	f := CommitFrame{
		Scope: name, Cursor: document.Cursor{Epoch: h.epoch, Seq: at.Seq + 1, Chain: hex.EncodeToString(hash[:8])},
		Checksum: document.Checksum(h.sum), SafeSeq: m.safe(name), Changes: changes,
	}
	h.commits = append(slices.Clip(h.commits), f)
	m.scopes[name] = h
	return &f
}

// save makes the backup; restore goes back to it, in a new epoch.
func (m *model) save() {
	m.backup = state{scopes: maps.Clone(m.scopes), known: maps.Clone(m.known)}
}

func (m *model) restore() {
	if m.backup.scopes == nil {
		return
	}
	m.state = state{scopes: maps.Clone(m.backup.scopes), known: maps.Clone(m.backup.known)}
	for _, name := range slices.Sorted(maps.Keys(m.scopes)) {
		h := m.scopes[name]
		m.epochs++
		h.parent = &document.Base{Epoch: h.epoch, Seq: h.head().Seq}
		h.epoch = fmt.Sprintf("epoch%d", m.epochs)
		m.scopes[name] = h
	}
	m.save()
}

// before is the history's head late commits ago, in the same epoch, and those commits.
func (h history) before(late int) (document.Head, []CommitFrame) {
	n := len(h.commits)
	for late > 0 && n > 1 && h.commits[n-2].Cursor.Epoch == h.epoch {
		late, n = late-1, n-1
	}
	head := document.Head{Cursor: h.head(), Checksum: document.Checksum(h.sum), Parent: h.parent}
	if n < len(h.commits) {
		head.Cursor, head.Checksum = h.commits[n-1].Cursor, h.commits[n-1].Checksum
	}
	return head, h.commits[n:]
}

// catchUp is what hello is answered with: pages of few documents, so that they can be cut off anywhere. The head was read
// late commits ago: the documents go beyond it, and those commits follow.
func (m *model) catchUp(granted []document.Scope, cursors map[document.Scope]document.Cursor, pageSize, late int) []any {
	heads := map[document.Scope]document.Head{}
	buffered := map[document.Scope][]CommitFrame{}
	for name, h := range m.scopes {
		heads[name], buffered[name] = h.before(late)
		if cursors[name].Epoch == h.epoch && cursors[name].Seq > heads[name].Seq {
			heads[name], buffered[name] = h.before(0) // a head is never read before what was sent
		}
	}
	chainAt := func(name document.Scope, seq uint64) string { return m.scopes[name].commits[seq-1].Cursor.Chain }
	var frames []any
	for _, s := range catchup.Plan(cursors, granted, heads, catchup.Urgent, chainAt) {
		if s.Current {
			continue
		}
		h := m.scopes[s.Scope]
		docs := slices.Collect(maps.Values(h.docs))
		docs = slices.DeleteFunc(docs, func(d *document.Document) bool { return d.Seq <= s.From })
		slices.SortFunc(docs, func(a, b *document.Document) int { return int(a.Seq) - int(b.Seq) })
		all := func(yield func(*document.Document, error) bool) {
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
			}
		}
		reset := s.Reset
		for page := range catchup.Pages(all, seqOf, func(*document.Document) int { return 1 }, pageSize, 1000) {
			frames = append(frames, Page{
				Scope: s.Scope, Reset: reset, Documents: page.Items, Done: page.Done, Cursor: heads[s.Scope].Cursor,
				Checksum: heads[s.Scope].Checksum, SafeSeq: m.safe(s.Scope), Parent: h.parent,
			})
			reset = false
		}
	}
	for _, name := range granted {
		for _, f := range buffered[name] {
			frames = append(frames, f)
		}
	}
	return frames
}

func seqOf(d *document.Document) uint64 { return d.Seq }
