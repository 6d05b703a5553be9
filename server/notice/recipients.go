package notice

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/document"
)

// classes are the push classes, the one that counts most first.
var classes = []string{"urgent", "visit", "meeting", "sync"}

// ByClass sorts what counts most first: of several notices of one commit about one document a person gets one.
func ByClass(tells []document.Tell) []document.Tell {
	return slices.SortedStableFunc(slices.Values(tells), func(a, b document.Tell) int {
		return cmp.Compare(slices.Index(classes, a.Class), slices.Index(classes, b.Class))
	})
}

// Recipients are the members of staff whom a change is for, of whom visitors are said beforehand, and the teams whom its document
// concerns, as the directory has it. IsKnown says that one whom it is for did it, who is no recipient, and whom nobody need look for.
func Recipients(dir *access.Directory, set *schema.Set, c *Cause, visitors []string, now int64) (teams, names []string, isKnown bool) {
	named := slices.Concat(c.Staff, visitors)
	names = slices.Clone(named)
	teams = dir.TeamsFor(c.Scope, now)
	for _, one := range slices.Concat(c.To, named) {
		names = append(names, whom(dir, set, c.Scope, teams, one, now)...)
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(id string) bool {
		did := slices.Contains(c.By, id)
		isKnown = isKnown || did
		return did || !dir.MayRead(id, c.Scope, now)
	})
	return teams, names, isKnown
}

// whom are those whom the directory knows a recipient by: of alternatives, the first that names anybody.
func whom(dir *access.Directory, set *schema.Set, scope document.Scope, teams []string, to string, now int64) (names []string) {
	for one := range strings.SplitSeq(to, "|") {
		role, isRole := strings.CutPrefix(one, "role:")
		if _, named := set.Roles[one]; named { // a document may ask for a profession
			role, isRole = one, true
		}
		switch {
		case isRole:
			names = dir.ReadersIn(scope, role, now)
		case one == "team":
			for _, team := range teams {
				names = append(names, dir.Members(team)...)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	return names
}
