package play

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/merge"
)

// items: of each item the right candidate is shown, and what was removed or replaced by somebody who had seen it does not
// come back. Journals are append-only, and staff replace nothing of the citizen's.
func (j judge) items(r merge.Reading) string {
	for item, cell := range j.doc.Fields[j.name].Items {
		j.cands = cell.Candidates
		for _, c := range cell.Candidates {
			w := j.ours(c.Edit)
			if w == nil || j.rule.Policy == schema.Journal || j.rule.Keyed {
				continue
			}
			if w.isReplaced(j.all, j.name, item) {
				return "still has item " + item + ", which somebody took away who had seen it"
			}
		}
		at := slices.IndexFunc(r.Items, func(i merge.Item) bool { return i.ID == item })
		switch {
		case at < 0 && len(cell.Candidates) > 0:
			return "does not show item " + item
		case at < 0:
			continue
		case !hasCandidate(cell, r.Items[at].Edit):
			return "shows item " + item + ", which nobody wrote"
		}
		for _, c := range cell.Candidates {
			if c.Edit != r.Items[at].Edit {
				continue
			}
			if why := j.best(c); why != "" {
				return "item " + item + " " + why
			}
		}
		if j.rule.Answers != "" && r.Items[at].Stale != (sequenceOf(r.Items[at].Value) < int(number(j.sequence))) {
			return fmt.Sprintf("counts item %s, %s, against sequence %s: %t", item, r.Items[at].Value, j.sequence, !r.Items[at].Stale)
		}
	}
	return j.sum(r)
}

// sum says of a counter that it shows what all replicas counted together.
func (j judge) sum(r merge.Reading) string {
	if j.rule.Policy != schema.Counter {
		return ""
	}
	all := 0.0
	for _, cell := range j.doc.Fields[j.name].Items {
		most := 0.0
		for _, c := range cell.Candidates {
			most = max(most, number(c.Value))
		}
		all += most
	}
	return unless(number(r.Value) == all, fmt.Sprintf("shows %s, but together they counted %v", r.Value, all))
}

func number(v jsontext.Value) float64 {
	n, err := strconv.ParseFloat(string(v), 64)
	if err != nil {
		return 0
	}
	return n
}

func sequenceOf(v jsontext.Value) int {
	var answer struct {
		RespondedToSequence int `json:"respondedToSequence"`
	}
	if json.Unmarshal(v, &answer) != nil {
		return 0
	}
	return answer.RespondedToSequence
}
