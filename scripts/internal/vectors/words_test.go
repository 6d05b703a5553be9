package vectors_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/vectors"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/sync/document"
)

// phoneWords gives the words as phones get them.
func phoneWords(t *testing.T, set *schema.Set) map[string]map[string]schema.Labels {
	t.Helper()
	text, err := json.Marshal(vectors.Schema(set))
	if err != nil {
		t.Fatal(err)
	}
	var phone struct {
		Words map[string]map[string]schema.Labels `json:"words"`
	}
	if err := json.Unmarshal(text, &phone); err != nil {
		t.Fatal(err)
	}
	return phone.Words
}

// The schema does not know what the server and the core say of edits, disclosures and staff, so those words are held to the code here.
func TestSchema_HasWordsForWhatTheCodeSays(t *testing.T) {
	t.Parallel()
	words := phoneWords(t, schema.Embedded())
	var codes []string
	for _, c := range fault.Codes() {
		codes = append(codes, c.Code)
	}
	slices.Sort(codes)
	for _, c := range []struct {
		of   string
		want []string
	}{
		{"verdicts", texts(document.Applied, document.Merged, document.Parked, document.Proposed, document.Refused)},
		{"refusals", []string{access.Blocked, access.NoConsent, access.NoReaders}},
		{"presence", texts(presence.AtVisit, presence.InMeeting, presence.OffDuty, presence.Online, presence.Travelling)},
		{"codes", codes},
	} {
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(words[c.of]))); diff != "" {
			t.Errorf("%s (-the code +words):\n%s", c.of, diff)
		}
	}
	if got := words["codes"][document.CodeStale]; got != fault.Lookup(document.CodeStale).Meaning {
		t.Errorf("stale is explained as %v", got)
	}
}

// Phones get every word of the schema, and what compartments are called beside it.
func TestSchema_HandsOnTheWords(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	words := phoneWords(t, set)
	for name, want := range map[string]map[string]schema.Labels{
		"values": set.Words.Values, "members": set.Words.Members, "notices": set.Words.Notices, "kinds": set.Words.Kinds,
	} {
		if diff := cmp.Diff(want, words[name]); diff != "" || len(want) == 0 {
			t.Errorf("%s (-schema +phone):\n%s", name, diff)
		}
	}
	for _, name := range []string{"citizen/social", "citizen/case-*-2", "team/part1", "staff/inbox", "tenant/directory"} {
		if words["compartments"][name].Swedish == "" {
			t.Errorf("%s has no word", name)
		}
	}
	if got := phoneWords(t, &schema.Set{}); got != nil {
		t.Errorf("a set without words has %v", got)
	}
}

func texts[T ~string](names ...T) (out []string) {
	for _, name := range names {
		out = append(out, string(name))
	}
	return out
}
