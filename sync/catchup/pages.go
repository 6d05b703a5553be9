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

// Pages splits items, in order, into pages of at most maxCount items and maxBytes by size. Items of one seq, which one commit
// changed, stay together even if that is too much: nobody sees half a commit, and catching up can go on after any page. There
// is always a last page, empty when there is nothing: the replica waits for its cursor. An error ends the pages; what came
// before it on an unfinished page is not given, since the replica resumes after the last document it got.
func Pages[T any](
	items iter.Seq2[T, error], seq func(T) uint64, size func(T) int, maxCount, maxBytes int,
) iter.Seq2[Page[T], error] {
	return func(yield func(Page[T], error) bool) {
		var page Page[T]
		total, last := 0, uint64(0)
		for item, err := range items {
			if err != nil {
				yield(Page[T]{}, err)
				return
			}
			n := size(item)
			if len(page.Items) > 0 && seq(item) != last && (len(page.Items) >= maxCount || total+n > maxBytes) {
				if !yield(page, nil) {
					return
				}
				page, total = Page[T]{}, 0
			}
			page.Items = append(page.Items, item)
			total, last = total+n, seq(item)
		}
		page.Done = true
		yield(page, nil)
	}
}
