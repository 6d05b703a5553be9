package mongo_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Two nodes judged one edit at once: one accepted it in its scope, the other refused it in its author's own. Whichever came
// first, whoever asks again hears of the acceptance.
func TestKnown_OfTwoAnswersTheAcceptedOneCounts(t *testing.T) {
	t.Parallel()
	s := open(t)
	const own, scope = document.Scope("staff/amina/own/ekby"), document.Scope("citizen/c1/social/ekby")
	seqs := map[document.Scope]uint64{}
	for edit, order := range map[string][]document.Scope{"refused first": {own, scope}, "accepted first": {scope, own}} {
		for _, name := range order {
			seqs[name]++
			c := &document.Commit{Tenant: "ekby"}
			c.Scope, c.Seq, c.Epoch = name, seqs[name], "first"
			c.Edits = []document.Entry{{Digest: "d", Verdict: document.Verdict{Edit: edit, Scope: name, Seq: c.Seq}}}
			if err := s.Append(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Known(t.Context(), "ekby", []string{edit})
		if want := (store.Known{Scope: scope, Seq: seqs[scope], Digest: "d"}); err != nil || got[edit] != want {
			t.Errorf("%s: known as %+v, %v", edit, got[edit], err)
		}
	}
}
