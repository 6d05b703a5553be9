package document

import "slices"

// Keys gives a map's keys, sorted: map order must never reach bytes, commits or verdicts. Into may be a short array of the
// caller's, so that the usual few keys cost no allocation.
func Keys[K ~string, V any](into []K, m map[K]V) []K {
	for k := range m {
		into = append(into, k)
	}
	if len(into) > 1 {
		slices.Sort(into)
	}
	return into
}

// few is how many keys most maps of the core have at most.
const few = 16
