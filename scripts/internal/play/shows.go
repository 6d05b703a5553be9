package play

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// WriteShows prints which file shows which row of the domain. It prints nothing when no file says.
func WriteShows(out io.Writer, s *Summary) error {
	if len(s.Shows) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "row of the domain\tshown by\t") // Flush tells
	for _, row := range slices.SortedFunc(maps.Keys(s.Shows), byRow) {
		var files []string
		for _, name := range slices.SortedFunc(slices.Values(s.Shows[row]), byRow) {
			stem, _, _ := strings.Cut(strings.TrimSuffix(name, ".txt"), "-")
			files = append(files, stem)
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t\n", row, strings.Join(files, " "))
	}
	return w.Flush()
}

// byRow orders as people count: W2 before W10, days before traps before rules before sections.
func byRow(a, b string) int {
	return cmp.Or(cmp.Compare(dayGroup(a), dayGroup(b)), cmp.Compare(dayNumber(a), dayNumber(b)), cmp.Compare(a, b))
}

func dayGroup(row string) int {
	if at := strings.IndexByte("WwTtRr", row[0]); at >= 0 {
		return at / 2
	}
	return len("WTR")
}

func dayNumber(row string) int {
	digits := strings.TrimLeft(row, "WwTtRr")
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(digits)
	}
	n, _ := strconv.Atoi(digits[:end]) // 0 for what has no number
	return n
}
