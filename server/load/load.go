package load

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// maxLineBytes bounds a row. batchRows is how many are handed in at once: enough that the fsyncs of their scopes are shared.
const (
	maxLineBytes = 1 << 20
	batchRows    = 256
)

// Report says what became of a load.
type Report struct {
	Rows      int `json:"rows"`
	Written   int `json:"written"`
	Unchanged int `json:"unchanged"`
	Rejected  int `json:"rejected"`
}

// Options of a load.
type Options struct {
	Flow   *flow.Flow
	Schema *schema.Set
	Tenant flow.Tenant
	// Documents reads what is stored, to write only what differs.
	Document func(ctx context.Context, scope document.Scope, id string) (*document.Document, error)
	After    int // lines of the file that came before these
	// Line is called for every rejected row, and Progress now and then; both may be nil.
	Line     func(line int, id string, reason string)
	Progress func(Report)
}

// Load reads rows to the end. An error is about reading or storing; rejected rows are in the report.
func Load(ctx context.Context, rows io.Reader, o Options) (Report, error) {
	l := &loader{Options: o, line: o.After, replica: "load" + ulid.Make().String()}
	l.clock = hlc.NewClock(l.replica, "")
	in := bufio.NewScanner(rows)
	in.Buffer(make([]byte, 64<<10), maxLineBytes)
	for in.Scan() {
		l.line++
		if len(in.Bytes()) == 0 {
			continue
		}
		if err := l.take(ctx, in.Bytes()); err != nil {
			return l.report, err
		}
	}
	if err := in.Err(); err != nil { // the good rows before it go in
		return l.report, errors.Join(fmt.Errorf("line %d: %w", l.line+1, err), l.flush(ctx))
	}
	return l.report, l.flush(ctx)
}

type loader struct {
	Options
	replica string
	clock   *hlc.Clock
	last    hlc.Stamp
	line    int
	report  Report
	waiting []pendingRow
}

type pendingRow struct {
	line   int
	id     string
	author string
	edits  []document.Edit
}

func (l *loader) take(ctx context.Context, text []byte) error {
	l.report.Rows++
	row, err := ParseRow(text)
	if err != nil {
		l.reject(l.line, row.ID, err.Error())
		return nil
	}
	t := l.Schema.Types[row.Type]
	if t == nil {
		l.reject(l.line, row.ID, fmt.Sprintf("no type %q", row.Type))
		return nil
	}
	scope, err := row.Scope(t, l.Tenant.Municipality)
	if err != nil {
		l.reject(l.line, row.ID, err.Error())
		return nil
	}
	if slices.ContainsFunc(l.waiting, func(p pendingRow) bool { return p.goesBefore(row, scope) }) {
		if err := l.flush(ctx); err != nil {
			return err
		}
	}
	stored, err := l.Document(ctx, scope, DocumentID(row.ID))
	if err != nil {
		return err
	}
	edits := l.edits(t, row, scope, stored)
	if len(edits) == 0 {
		l.report.Unchanged++
		return nil
	}
	l.waiting = append(l.waiting, pendingRow{l.line, row.ID, row.By, edits})
	if len(l.waiting) >= batchRows {
		return l.flush(ctx)
	}
	return nil
}

// goesBefore reports whether a row must be in before the next: one about the same document, which that must see, and one about a
// member of staff, whose name the visits say.
func (p pendingRow) goesBefore(row Row, scope document.Scope) bool {
	one := p.edits[0]
	return one.Doc == DocumentID(row.ID) && one.Scope == scope || one.Type == "staffMember" && scope != document.Directory
}

// edits are what the row changes: what the citizen owns is recorded as the citizen's, in an edit of its own.
func (l *loader) edits(t *schema.Type, row Row, scope document.Scope, stored *document.Document) []document.Edit {
	plain, owned := map[string]document.Op{}, map[string]document.Op{}
	view := merge.View{}
	if stored != nil {
		view = merge.Read(t, stored)
	}
	for name, v := range row.Values {
		rule, shown := t.Fields[name], view.Fields[name].Value
		if canonical, err := document.Canonical(v); err == nil && string(canonical) == string(shown) {
			continue
		}
		switch {
		case rule != nil && shown != nil && rule.Policy == schema.StateMachine && t.States.Move(document.Unquote(shown), document.Unquote(v)) == nil:
			// An old file does not make a revoked assignment active again: a state moves only as its machine says.
		case rule != nil && shown != nil && isPeoples(rule):
			// The citizen's words, what is agreed and what people decide are loaded once; a file does not change them behind
			// people's backs.
		case rule != nil && rule.Policy == schema.CitizenOwned:
			owned[name] = document.Op{Set: v}
		case rule != nil && rule.Policy == schema.Proposal && stored != nil:
			plain[name] = document.Op{Agree: v}
		default:
			plain[name] = document.Op{Set: v}
		}
	}
	for name, items := range row.Items {
		rule, into := t.Fields[name], plain
		add := newItems(view.Fields[name].Items, items)
		if rule != nil && isPeoples(rule) {
			into = owned
			for _, it := range view.Fields[name].Items {
				delete(add, it.ID)
			}
		}
		if len(add) > 0 {
			into[name] = document.Op{Add: add}
		}
	}
	var out []document.Edit
	if len(plain) > 0 || stored == nil && len(owned) == 0 {
		out = append(out, l.edit(t, row, scope, stored == nil, plain, ""))
	}
	if len(owned) > 0 {
		out = append(out, l.edit(t, row, scope, stored == nil && len(out) == 0, owned, "citizen"))
	}
	return out
}

func isPeoples(rule *schema.Field) bool {
	return slices.Contains([]schema.Policy{schema.CitizenOwned, schema.Proposal, schema.Human}, rule.Policy)
}

func newItems(have []merge.Item, want map[string]jsontext.Value) map[string]jsontext.Value {
	add := maps.Clone(want)
	for _, it := range have {
		if v, ok := want[it.ID]; ok {
			if canonical, err := document.Canonical(v); err == nil && string(canonical) == string(it.Value) {
				delete(add, it.ID)
			}
		}
	}
	return add
}

func (l *loader) edit(t *schema.Type, row Row, scope document.Scope, create bool, changes map[string]document.Op, onBehalfOf string) document.Edit {
	e := document.Edit{
		ID: ulid.Make().String(), Scope: scope, Doc: DocumentID(row.ID), Type: t.Name, Create: create, OnBehalfOf: onBehalfOf,
		Stamp: l.clock.Tick(l.Tenant.Now()), After: l.last, Changes: changes,
	}
	l.last = e.Stamp
	return e
}

// flush hands in what waits, one submission for each author in a row, in order.
func (l *loader) flush(ctx context.Context) error {
	for len(l.waiting) > 0 {
		n := 1
		for n < len(l.waiting) && l.waiting[n].author == l.waiting[0].author {
			n++
		}
		if err := l.submit(ctx, l.waiting[:n]); err != nil {
			return err
		}
		l.waiting = l.waiting[n:]
	}
	if l.Progress != nil {
		l.Progress(l.report)
	}
	return nil
}

func (l *loader) submit(ctx context.Context, rows []pendingRow) error {
	author := flow.Author{Actor: access.Actor{Tenant: l.Tenant.ID, Kind: access.Server, ID: rows[0].author}, Replica: l.replica}
	if author.ID == "" {
		author.ID = access.Server
	}
	var batch []flow.Incoming
	for _, r := range rows {
		for _, e := range r.edits {
			batch = append(batch, flow.Incoming{Edit: e})
		}
	}
	verdicts, err := l.Flow.SubmitWait(ctx, author, batch)
	if err != nil {
		return err
	}
	refused := map[string]document.Verdict{}
	for _, v := range verdicts {
		if v.Kind == document.Refused {
			refused[v.Edit] = v
		}
	}
	for _, r := range rows {
		reason := ""
		for _, e := range r.edits {
			if v, bad := refused[e.ID]; bad {
				reason = v.Code
				if v.Field != "" {
					reason += " in " + v.Field
				}
			}
		}
		if reason != "" {
			l.reject(r.line, r.id, reason)
			continue
		}
		l.report.Written++
	}
	return nil
}

func (l *loader) reject(line int, id, reason string) {
	l.report.Rejected++
	if l.Line != nil {
		l.Line(line, id, reason)
	}
}
