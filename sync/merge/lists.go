package merge

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// list makes the edit's op on a list field. Each item is a cell of its own; nothing is addressed by index.
func (s *step) list(name string, rule *schema.Field, p *policy, op document.Op) string {
	if op.Set != nil || op.Agree != nil || len(op.Add)+len(op.Remove) == 0 || len(op.Remove) > 0 && !p.removes {
		return document.CodeBadEdit
	}
	items := maps.Clone(s.next.Fields[name].Items)
	if items == nil {
		items = make(map[string]document.Cell, len(op.Add))
	}
	put := hidden
	var few [16]string
	for _, id := range document.Keys(few[:0], op.Add) {
		if !document.IsID(id) || slices.Contains(op.Remove, id) {
			return document.CodeBadEdit
		}
		cell, one, code := s.write(spot{name, id, rule, p}, items[id], &document.Candidate{Edit: s.e.ID, Value: op.Add[id]}, op)
		if code != "" {
			return code
		}
		items[id], put = cell, min(put, one)
	}
	for _, id := range op.Remove {
		if !document.IsID(id) {
			return document.CodeBadEdit
		}
		cell, one, code := s.write(spot{name, id, rule, p}, items[id], nil, op)
		if code != "" {
			return code
		}
		items[id], put = cell, min(put, one)
	}
	if countItems(items) > MaxItems {
		return document.CodeTooLarge
	}
	dropTombstones(items)
	s.took(name, document.Field{Items: items}, put)
	return ""
}

func countItems(items map[string]document.Cell) int {
	n := 0
	for _, cell := range items {
		n += boolInt(len(cell.Candidates) > 0)
	}
	return n
}

// dropTombstones keeps the newest removed items only.
func dropTombstones(items map[string]document.Cell) {
	var gone []string
	for id, cell := range items {
		if len(cell.Candidates) == 0 {
			gone = append(gone, id)
		}
	}
	if len(gone) <= maxTombstones {
		return
	}
	latest := func(id string) string {
		last := ""
		for _, h := range items[id].Seen {
			last = max(last, string(h.Stamp))
		}
		return last + id
	}
	slices.SortFunc(gone, func(a, b string) int {
		if latest(a) < latest(b) {
			return -1
		}
		return 1
	})
	for _, id := range gone[:len(gone)-maxTombstones] {
		delete(items, id)
	}
}
