package flow

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

var errNoTenant = errors.New("no such tenant")

// Incoming is one edit of a batch as it came. When it could not be read, Code says so, Edit has only its ID and Raw is the
// text that is kept.
type Incoming struct {
	Edit document.Edit
	Code string
	Raw  jsontext.Value
}

// item is one edit on its way to a verdict.
type item struct {
	Incoming
	index   int // in the batch
	size    int // bytes of its values
	digest  string
	code    string // why it is refused, once it is
	field   string
	due     *timely          // set when it is a deadline, whose Edit has only ID, Scope and Doc
	told    *told            // set when it is a notice to write, whose Edit has only ID, Scope and Doc
	effect  bool             // the server owes it because of a commit in another scope
	judged  bool             // this scope's Group refused it, and would have to judge again after a lost race
	draft   document.Verdict // true once the Group's commit is
	verdict document.Verdict // answered when Kind is set
}

func (it *item) refuse(code, field string) { it.code, it.field = code, field }

func (it *item) isAnswered() bool { return it.verdict.Kind != "" }

// kept is the edit as the log keeps it when it is not in a document.
func (it *item) kept() jsontext.Value {
	if it.Raw != nil {
		return it.Raw
	}
	text, err := json.Marshal(it.Edit, json.Deterministic(true))
	if err != nil {
		return nil
	}
	return text
}

// part is what one batch has for one scope.
type part struct {
	key    store.Key
	author Author
	items  []*item
	bytes  int
	done   func(error)
}

// submission is one batch: its parts, and then its refusals, which are committed in the author's own scope.
type submission struct {
	flow   *Flow
	author Author
	own    store.Key
	answer func([]document.Verdict, error)
	items  []*item
	parts  []*part

	mu   sync.Mutex
	open int   // parts without an answer; guarded by mu
	err  error // guarded by mu
}

// begin hands the parts to their scopes.
func (s *submission) begin() {
	if len(s.parts) == 0 {
		s.refuse(nil)
		return
	}
	for _, p := range s.parts {
		s.flow.enqueue(p)
	}
}

// split checks the batch against the schema and sorts it by scope; a replica's edits keep the order of their stamps.
func (s *submission) split(set *schema.Set, batch []Incoming) []*part {
	var parts []*part
	byScope := map[document.Scope]*part{}
	scopeOf := make(map[string]document.Scope, len(batch))
	for i, in := range batch {
		it := &item{Incoming: in, index: i}
		s.items = append(s.items, it)
		it.check(set, s.author.Replica)
		it.checkLogin(s.author)
		if it.code != "" {
			continue
		}
		if scope, twice := scopeOf[it.Edit.ID]; twice && scope != it.Edit.Scope { // two writers would not see each other's
			it.verdict = document.Verdict{Edit: it.Edit.ID, Kind: document.Refused, Code: document.CodeIDTaken, Scope: it.Edit.Scope}
			continue
		}
		scopeOf[it.Edit.ID] = it.Edit.Scope
		p := byScope[it.Edit.Scope]
		if p == nil {
			p = &part{key: store.Key{Tenant: s.author.Tenant, Scope: it.Edit.Scope}, author: s.author, done: s.partDone}
			byScope[it.Edit.Scope] = p
			parts = append(parts, p)
		}
		p.items = append(p.items, it)
		p.bytes += it.size
	}
	for _, p := range parts {
		slices.SortStableFunc(p.items, func(a, b *item) int { return compareStamps(a.Edit.Stamp, b.Edit.Stamp) })
	}
	return parts
}

func compareStamps(a, b hlc.Stamp) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// check sets the code of an edit that may not look like this, whoever wrote it. Values are brought to canonical form.
func (it *item) check(set *schema.Set, replica string) {
	if it.Code != "" {
		sum := sha256.Sum256(it.Raw)
		it.digest = hex.EncodeToString(sum[:8])
		it.refuse(it.Code, "")
		return
	}
	it.Edit, it.size, it.code, it.field = checkEdit(set, it.Edit)
	if it.code == "" && it.Edit.Stamp.Replica() != replica {
		it.refuse(document.CodeBadEdit, "stamp")
	}
	it.digest = it.Edit.Digest()
}

// partDone counts a part's answer; the last one goes on to the refusals.
func (s *submission) partDone(err error) {
	s.mu.Lock()
	s.open--
	s.err = errors.Join(s.err, err)
	last, failed := s.open == 0, s.err
	s.mu.Unlock()
	if last {
		s.refuse(failed)
	}
}

// refuse commits the refusals in the author's own scope, then answers.
func (s *submission) refuse(failed error) {
	p := &part{key: s.own, author: s.author}
	for _, it := range s.items {
		if it.code != "" && !it.isAnswered() {
			it.judged = false
			p.items = append(p.items, it)
			p.bytes += it.size + len(it.Raw)
		}
	}
	p.done = func(err error) { s.finish(errors.Join(failed, err)) }
	if len(p.items) == 0 {
		p.done(nil)
		return
	}
	s.flow.enqueue(p)
}

func (s *submission) finish(err error) {
	verdicts := make([]document.Verdict, 0, len(s.items))
	for _, it := range s.items {
		if it.isAnswered() {
			verdicts = append(verdicts, it.verdict)
		}
	}
	if s.flow.o.Observe.Verdicts != nil {
		s.flow.o.Observe.Verdicts(verdicts)
	}
	s.answer(verdicts, err)
	for _, next := range s.flow.flying.land(s) {
		next.begin()
	}
}
