package vectors_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/scripts/internal/vectors"
)

// told is as much of a merge case as this test needs.
type told struct {
	Steps []struct {
		Hidden  bool `json:"hidden"`
		Verdict struct {
			Kind  string `json:"verdict"`
			Code  string `json:"code"`
			Notes []struct {
				Policy string `json:"policy"`
			} `json:"notes"`
		} `json:"verdict"`
	} `json:"steps"`
}

// TestFiles_TellEveryAnswerOfMerging: vectors prove of a phone only what they hold. A code or a policy that no case tells may be
// wrong in every phone.
func TestFiles_TellEveryAnswerOfMerging(t *testing.T) {
	t.Parallel()
	files, err := vectors.Files()
	if err != nil {
		t.Fatal(err)
	}
	kinds, codes, policies, hidden := map[string]int{}, map[string]int{}, map[string]int{}, 0
	for _, name := range []string{"merge-rules", "merge-policies", "merge-random"} {
		var cases []told
		if err := json.Unmarshal(files["vectors/"+name+".json"], &cases); err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			for _, s := range c.Steps {
				kinds[s.Verdict.Kind]++
				codes[s.Verdict.Code]++
				for _, n := range s.Verdict.Notes {
					policies[n.Policy]++
				}
				if s.Hidden {
					hidden++
				}
			}
		}
	}
	for _, c := range []struct {
		what string
		is   map[string]int
		want []string
	}{
		{"verdicts", kinds, []string{"applied", "merged", "parked", "proposed", "refused"}},
		{"codes", codes, []string{
			"", "bad-edit", "bad-value", "citizen-owned", "citizen-said-no", "create-awaited", "derived", "document-taken", "frozen", "immutable",
			"must-be-online", "no-transition", "not-allowed", "not-yours", "reason-missing", "stale", "stale-answer", "too-large", "too-late",
			"unknown-field", "voided", "voided-meantime",
		}},
		{"policies with a note", policies, []string{
			"addWins", "citizenOwned", "counter", "human", "immutable", "journal", "lastWriter", "lastWriterNotice", "ownKey", "proposal",
			"restrictive", "safeSide", "serverAuthoritative", "stateMachine", "strictBundle",
		}},
	} {
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(c.is))); diff != "" {
			t.Errorf("%s (-want +told):\n%s", c.what, diff)
		}
	}
	if hidden < 10 {
		t.Errorf("only %d edits are hidden", hidden)
	}
}
