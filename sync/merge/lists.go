package merge

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// list makes the edit's op on a list field. Each item is a cell of its own; nothing is addressed by index.
func (s *step) list(name string, rule *schema.Field, op document.Op) string {
	if op.Set != nil || op.Agree != nil || len(op.Add)+len(op.Remove) == 0 {
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
		one, code := s.addItem(name, id, rule, items, op)
		if code != "" {
			return code
		}
		put = min(put, one)
	}
	for _, id := range op.Remove {
		if rule.Policy != schema.AddWins || !document.IsID(id) {
			return document.CodeBadEdit
		}
		put = min(put, s.removeItem(name, id, rule, items))
	}
	if countItems(items) > MaxItems {
		return document.CodeTooLarge
	}
	dropTombstones(items)
	s.took(name, document.Field{Items: items}, put)
	return ""
}

func (s *step) addItem(name, id string, rule *schema.Field, items map[string]document.Cell, op document.Op) (placed, string) {
	cell, cand := items[id], &document.Candidate{Edit: s.e.ID, Value: op.Add[id]}
	choose, spares := lastWriter, spare(spareNone)
	if rule.Policy == schema.Journal {
		choose, spares = firstWriter, spareAll
		if !s.isBehind(cell, cand, spares) {
			if code := guardImmutable(s, s.set(rule, cell), op); code != "" {
				return hidden, code
			}
		}
	}
	if s.in.Late && len(cell.Candidates) > 0 && !s.isBehind(cell, cand, spares) {
		return hidden, document.CodeTooLate // a late entry may add, and change nothing that is there
	}
	after, put := s.put(cell, cand, spares)
	items[id] = after
	s.tell(name, id, rule, after, choose, put)
	return put, ""
}

// removeItem (AWS): a removal takes away only what its author had seen. An item added or changed meanwhile stays.
func (s *step) removeItem(name, id string, rule *schema.Field, items map[string]document.Cell) placed {
	after, put := s.put(items[id], nil, spareNone)
	items[id] = after
	if put == entered && len(after.Candidates) > 0 {
		n := document.Note{Field: name, Item: id, Policy: string(rule.Policy), Overruled: []string{s.e.ID}}
		n.Shown = after.Candidates[lastWriter(s.set(rule, after))].Edit
		s.note(n, document.Merged)
	}
	return put
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
