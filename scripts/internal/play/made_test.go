package play

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// plain takes a made day apart into what can be compared.
func plain(m *made) any {
	type step struct {
		At   int64
		Who  int
		Verb madeVerb
		D    replica.Draft
	}
	var steps []step
	for _, s := range m.steps {
		steps = append(steps, step{s.at, s.who, s.verb, s.draft})
	}
	return []any{m.name, m.midnight, m.rows, steps}
}

func TestMakeDay_SameSeedSameDay(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	all := allSamples(set)
	var again map[string]samples
	for n := range 20 {
		if n%5 == 0 {
			again = allSamples(set) // which takes longer than the days
		}
		if diff := cmp.Diff(plain(makeDay(set, all, 7, n)), plain(makeDay(set, again, 7, n))); diff != "" {
			t.Fatalf("day %d: %s", n, diff)
		}
	}
	if cmp.Equal(plain(makeDay(set, all, 7, 1)), plain(makeDay(set, all, 8, 1))) {
		t.Error("another seed made the same day")
	}
}

func TestMakeDay_EveryDraftIsOneThatAPhoneTakes(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	all := allSamples(set)
	types, verbs := map[string]int{}, map[madeVerb]int{}
	for n := range 100 {
		r := replica.New(replica.Options{Replica: "r1", Author: "s-0", Role: "nurse", Schema: set, NewID: newULID})
		for _, s := range makeDay(set, all, 3, n).steps {
			verbs[s.verb]++
			if s.verb != write && s.verb != kill && (s.verb != handOver || s.draft.Type == "") {
				continue
			}
			types[s.draft.Type]++
			if _, err := r.Edit(s.at, s.draft); err != nil {
				t.Fatalf("day %d: %s: %v", n, s.draft.Type, err)
			}
		}
	}
	for _, verb := range []madeVerb{write, goOffline, goOnline, loseAnswer, resend, shuffle, cut, install, kill, handOver, echo, restart} {
		if verbs[verb] == 0 {
			t.Errorf("verb %d is never played", verb)
		}
	}
	t.Logf("edits by type: %v", types)
	if len(types) < 8 {
		t.Errorf("only these types are edited: %v", types)
	}
}

func TestAllSamples_EveryFieldHasOne(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	for name, fields := range allSamples(set) {
		for field := range set.Types[name].Fields {
			if len(fields[field]) == 0 {
				t.Errorf("%s.%s has no sample: add one to pool", name, field)
			}
		}
	}
}

func TestDraft_IsMadeOfEveryPolicy(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	all := allSamples(set)
	seen := map[schema.Policy]bool{}
	for n := range 200 {
		for _, s := range makeDay(set, all, 1, n).steps {
			for field := range s.draft.Changes {
				seen[set.Types[s.draft.Type].Fields[field].Policy] = true
			}
		}
	}
	for _, p := range []schema.Policy{
		schema.Immutable, schema.Journal, schema.AddWins, schema.Restrictive, schema.LastWriter, schema.LastWriterNotice, schema.SafeSide,
		schema.CitizenOwned, schema.Proposal, schema.StateMachine, schema.OwnKey, schema.StrictBundle, schema.ServerAuthoritative,
		schema.Counter, schema.Human,
	} {
		if !seen[p] {
			t.Errorf("no made-up edit of a field of policy %s", p)
		}
	}
}

func TestAnsweredAgain_TellsAnotherAnswer(t *testing.T) {
	t.Parallel()
	first := document.Verdict{Edit: "e", Kind: document.Applied, Scope: "s", Seq: 3}
	again := first
	again.Again = true
	other := again
	other.Seq = 4
	tests := []struct {
		name  string
		heard []document.Verdict
		holds bool
	}{
		{"once", []document.Verdict{first}, false},
		{"again", []document.Verdict{first, again, again}, true},
		{"not marked", []document.Verdict{first, first}, false},
		{"another seq", []document.Verdict{first, other}, false},
	}
	for _, tt := range tests {
		if why := answeredAgain(heardOf(tt.heard)); (why == "") != tt.holds {
			t.Errorf("%s: %q", tt.name, why)
		}
	}
}
