package merge

import "slices"

// LastWriterNotice (LWW+) shows what lastWriter shows. But who wrote without knowing of each other must all hear of it: the
// wrong door costs a visit. The value that is not shown stays beside the other, one tap away, until somebody who saw both
// writes.

// told lists the authors of a set in which more than one wrote, sorted; nil when one did.
func told(set Set) []string {
	if len(set.Candidates) < 2 {
		return nil
	}
	out := make([]string, 0, len(set.Candidates))
	for _, c := range set.Candidates {
		out = append(out, set.Origins[c.Edit].Author)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) < 2 {
		return nil
	}
	return out
}
