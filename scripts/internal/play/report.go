package play

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
)

// Summary is the last line of -json.
type Summary struct {
	Scenarios         int                   `json:"scenarios"`
	Expectations      int                   `json:"expectations"`
	Broken            int                   `json:"broken"`
	Later             int                   `json:"later"`
	Edits             int                   `json:"edits"`
	Verdicts          map[document.Kind]int `json:"verdicts"`
	LostEdits         int                   `json:"lostEdits"`
	DivergentReplicas int                   `json:"divergentReplicas"`
	// Shows says which files show a row of the domain, by row.
	Shows map[string][]string `json:"shows,omitzero"`

	codes map[string]int // for people only
}

// Add counts one day.
func (s *Summary) Add(r Result) {
	if s.Verdicts == nil {
		s.Verdicts, s.codes = map[document.Kind]int{}, map[string]int{}
		for _, kind := range kinds {
			s.Verdicts[kind] = 0
		}
	}
	s.Scenarios++
	for _, row := range r.Shows {
		if s.Shows == nil {
			s.Shows = map[string][]string{}
		}
		s.Shows[row] = append(s.Shows[row], r.Name)
	}
	s.Expectations += r.Expectations
	s.Broken += len(r.Broken)
	s.Later += r.Later
	s.Edits += r.Edits
	s.LostEdits += r.Lost
	s.DivergentReplicas += r.Divergent
	for kind, n := range r.Verdicts {
		s.Verdicts[kind] += n
	}
	for code, n := range r.Codes {
		s.codes[code] += n
	}
}

// Holds reports whether every expectation held, nothing was lost and nobody differs.
func (s *Summary) Holds() bool { return s.Broken == 0 && s.LostEdits == 0 && s.DivergentReplicas == 0 }

// Line is the summary as one line of JSON, with the members in the order of the struct.
func (s *Summary) Line() string {
	text, err := json.Marshal(s, json.Deterministic(true))
	if err != nil { // numbers and names only
		panic("play: encode summary: " + err.Error())
	}
	return string(text)
}

var kinds = []document.Kind{document.Applied, document.Merged, document.Proposed, document.Parked, document.Refused}

// WriteTable prints a day's phones.
func WriteTable(out io.Writer, r Result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "  phone\tedits\tapplied\tmerged\tproposed\tparked\trefused\tscopes\tseq\tchecksum\t") // Flush tells
	for _, p := range r.Phones {
		name := p.Name
		if !p.Online {
			name += " (offline)"
		}
		_, _ = fmt.Fprintf(w, "  %s\t%d\t", name, p.Edits)
		for _, kind := range kinds {
			_, _ = fmt.Fprintf(w, "%d\t", p.Verdicts[kind])
		}
		_, _ = fmt.Fprintf(w, "%d\t%d\t%016x\t\n", p.Scopes, p.Seq, uint64(p.Checksum))
	}
	return w.Flush()
}

// WriteBroken prints a line for each broken expectation.
func WriteBroken(out io.Writer, r Result) error {
	for _, b := range r.Broken {
		if _, err := fmt.Fprintf(out, "  BROKEN %s  %s\n         %s\n", b.Where, b.Text, b.Why); err != nil {
			return err
		}
	}
	return nil
}

// WriteSummary prints the totals for people.
func WriteSummary(out io.Writer, s *Summary) error {
	_, err := fmt.Fprintf(out, "%d days, %d expectations, %d broken, %d later\n%d edits (%s), with codes (%s); %d lost, %d divergent\n",
		s.Scenarios, s.Expectations, s.Broken, s.Later, s.Edits, counts(s.Verdicts), counts(s.codes), s.LostEdits, s.DivergentReplicas)
	return err
}

func counts[K ~string](of map[K]int) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%d %s", of[k], k))
	}
	return strings.Join(parts, ", ")
}
