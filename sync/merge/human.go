package merge

// human (HUM): machines must not choose. While two people's different values stand, the one written first is in force; once
// it is one person's word, or all say the same, it is the latest.
func human(set Set) int {
	if doAuthorsDiffer(set) {
		return firstWriter(set)
	}
	return lastWriter(set)
}

// doAuthorsDiffer: two people wrote different values without knowing of each other.
func doAuthorsDiffer(set Set) bool {
	for i, a := range set.Candidates {
		for _, b := range set.Candidates[:i] {
			if string(a.Value) != string(b.Value) && set.Origins[a.Edit].Author != set.Origins[b.Edit].Author {
				return true
			}
		}
	}
	return false
}
