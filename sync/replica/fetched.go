package replica

import (
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Fetched writes, of each notice that came and that somebody waits to hear of, that this phone has it: so coordinators see who
// was not reached (domain.md W3). Call it when something came; it writes once for each change, and says how many it wrote.
func (r *Replica) Fetched(now int64) (written int) {
	for _, name := range r.Scopes() {
		if name.Kind() != "staff" || name.Compartment() != "inbox" {
			continue
		}
		for _, s := range r.ShowAll(name) {
			seq, owed := fetchedNow(s)
			if !owed {
				continue
			}
			if _, err := r.Edit(now, Draft{Scope: name, Doc: s.Doc, Type: s.Type, Changes: map[string]document.Op{
				"fetchedSeq": {Set: strconv.AppendUint(nil, seq, 10)}, "fetchedAt": {Set: document.Quote(document.TimeText(now))},
			}}); err == nil { // a scope that was revoked meanwhile is owed nothing
				written++
			}
		}
	}
	return written
}

// fetchedNow gives the change that a notice tells of, if nobody was told yet that it came.
func fetchedNow(s Shown) (seq uint64, owed bool) {
	if s.Type != "notice" || s.View.Voided != "" || s.View.Fields["teamId"].Value == nil {
		return 0, false
	}
	seq = number(s.View.Fields["causeSeq"])
	return seq, seq > number(s.View.Fields["fetchedSeq"])
}

func number(r merge.Reading) (n uint64) {
	if r.Value != nil {
		_ = json.Unmarshal(r.Value, &n) // schema checked
	}
	return n
}
