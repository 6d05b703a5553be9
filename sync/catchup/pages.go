package catchup

import "iter"

// Page is a run of items that fit one frame. Done marks the last.
type Page[T any] struct {
	Items []T
	Done  bool
}

// Limits of one page of documents.
const (
	PageDocuments = 500
	PageBytes     = 256 << 10
)

// Pages splits items, in order, into pages of at most maxCount items and maxBytes by size, but at least one item each. There
// is always a last page, empty when there is nothing: the replica waits for its cursor. An error ends the pages; what came
// before it on an unfinished page is not given, since the replica resumes after the last document it got.
func Pages[T any](items iter.Seq2[T, error], size func(T) int, maxCount, maxBytes int) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		var page Page[T]
		total := 0
		for item, err := range items {
			if err != nil {
				yield(Page[T]{}, err)
				return
			}
			n := size(item)
			if len(page.Items) > 0 && (len(page.Items) >= maxCount || total+n > maxBytes) {
				if !yield(page, nil) {
					return
				}
				page, total = Page[T]{}, 0
			}
			page.Items = append(page.Items, item)
			total += n
		}
		page.Done = true
		yield(page, nil)
	}
}
