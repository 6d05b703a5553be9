package merge_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// The rules above all policies, domain.md 3.1, R1 to R8: one test each, named after the rule. The laws show most of them of
// every policy; here each stands as a nurse would tell it.

// R1: "Concurrency test = baseRev (trunk) versus every server change to that field since. Field-level, not document-level."
func TestR1_ConcurrencyIsPerFieldAndAgainstWhatTheAuthorHadSeen(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("icfCode", "d450"), when("10:00", "hemma"))
	// Amina changes other fields many times; Jonas, who saw none of it, meets none of it.
	for _, state := range []string{"d451", "d452", "d453"} {
		v.deliver(v.amina.write(set("icfCode", state)))
	}
	wantVerdict(t, v.deliver(v.jonas.write(both(set("start", "11:00"), set("homeAccess", "Kod 1")))), document.Applied, "")
	// In the same field the whole span since what he saw counts, not only the last change.
	out := v.deliver(v.jonas.write(set("icfCode", "d460")))
	wantVerdict(t, out, document.Merged, "")
	// And his own earlier edit in between is no excuse for what he had not seen.
	wantVerdict(t, v.deliver(v.jonas.write(set("icfCode", "d461"))), document.Merged, "")
	if got := v.reading("icfCode"); len(got.Beside) != 1 {
		t.Errorf("beside: %v", got.Beside)
	}
}

// R2: "Nothing is physically deleted by sync."
func TestR2_NothingIsDeleted(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("icfCode", "d450"), add("notes", "n1", "Åt hela frukosten."), add("activities", "x", "walk"))
	v.deliver(v.amina.void("Skrivet på fel person"))
	if got := v.view(); got.Voided == "" || len(got.Fields["notes"].Items) != 1 || got.Fields["icfCode"].Value == nil {
		t.Errorf("voiding took something away: %+v", got)
	}
	// "Deletes always win" is forbidden: what was changed meanwhile stays.
	w := newVisit(t, add("activities", "x", "walk"))
	w.deliver(w.amina.write(add("activities", "x", "walk far")))
	w.deliver(w.jonas.write(remove("activities", "x")))
	w.items(t, "activities", `x="walk far"`)
	for name, rule := range plan.Fields {
		if rule.IsList() && !slices.Contains([]string{"activities", "restrictions", "safetyAlerts"}, name) {
			wantVerdict(t, w.deliver(w.amina.write(remove(name, "a"))), document.Refused, document.CodeBadEdit)
		}
	}
}

// R3: "No automatic text merging of free text about a person."
func TestR3_NoTextIsMadeByAMachine(t *testing.T) {
	t.Parallel()
	const a, b = "Till brevlådan med rollator, på egen hand", "Till brevlådan med rollator, personal går bredvid"
	for _, field := range []string{"icfCode", "homeAccess", "citizenWords", wording, "outcome", "decision", "summary"} {
		inEveryOrder(t, nil, func(v *visit) []*letter {
			return []*letter{v.amina.write(set(field, a)), v.jonas.write(set(field, b))}
		}, func(t *testing.T, v *visit, _ []*letter) {
			r := v.reading(field)
			texts := []string{document.Unquote(r.Value)}
			for _, c := range slices.Concat(r.Beside, r.Waiting) {
				texts = append(texts, document.Unquote(c.Value))
			}
			for _, text := range texts {
				if text != "" && text != a && text != b {
					t.Errorf("%s holds %q, which nobody wrote", field, text)
				}
			}
			if !slices.Contains(texts, a) || !slices.Contains(texts, b) {
				t.Errorf("%s lost a text: %q", field, texts)
			}
		})
	}
}

// R4: "A rejected op is still stored (with reason) and shown to its author until handled." The log stores it (server/flow);
// merge gives the reason, says which field it is about, and leaves the document as it was.
func TestR4_ARefusalHasAReasonAndChangesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		changes     map[string]document.Op
		code, field string
	}{
		"another's answer":      {answer("amina", "yes", 0), document.CodeNotYours, "attendance"},
		"another phone's count": {add("trialUse", "tablet", "1"), document.CodeNotYours, "trialUse"},
		"a restriction lifted":  {remove("restrictions", "r"), document.CodeReasonMissing, "reasons"},
		"a derived field":       {set("visitStatus", "performed"), document.CodeDerived, "visitStatus"},
		"a decision changed":    {set("decision", "no"), document.CodeImmutable, "decision"},
		"no such step":          {set("state", "achieved"), document.CodeNoTransition, "state"},
		"her words":             {set("citizenWords", "mine"), document.CodeCitizenOwned, "citizenWords"},
	} {
		v := newVisit(t, set("decision", "yes"), set("state", "voiced"), add("restrictions", "r", "Ej ut vid halka"))
		v.deliver(v.gunvor.write(set("citizenWords", "hers")))
		v.jonas.catchUp()
		before := string(v.server.AppendCanonical(nil))
		out := v.deliver(v.jonas.write(both(c.changes, set("icfCode", "typed in the same edit"))))
		if out.Verdict.Kind != document.Refused || out.Verdict.Code != c.code || out.Verdict.Field != c.field {
			t.Errorf("%s: %+v", name, out.Verdict)
		}
		if string(v.server.AppendCanonical(nil)) != before {
			t.Errorf("%s: refused, and something changed", name)
		}
	}
}

// R5: "The result is the same whichever order phones sync in (property test: all permutations)." The property is
// TestLaw_OrderAllInterleavings; this is one joint visit.
func TestR5_WhoComesBackFirstDoesNotMatter(t *testing.T) {
	t.Parallel()
	var want merge.View
	inEveryOrder(t, []map[string]document.Op{set(wording, "v3"), set("nextReview", "2026-12-15"), set("state", "voiced")}, func(v *visit) []*letter {
		return []*letter{
			v.amina.write(both(set(wording, "A"), set("nextReview", "2026-12-08"), add("safetyAlerts", "a", "Halka"))),
			v.jonas.write(both(set(wording, "B"), set("nextReview", "2026-12-01"), set("outcome", "done"), tries(v.jonas, 2))),
			v.gunvor.write(both(set("state", "withdrawnByCitizen"), set("outcome", "not done"), answer("gunvor", "no", 0))),
			v.amina.forCitizen(set("citizenWords", "Onsdag och lördag räcker.")),
		}
	}, func(t *testing.T, v *visit, _ []*letter) {
		if want.Fields == nil {
			want = v.view()
		}
		if got := v.view(); string(mustJSON(t, got)) != string(mustJSON(t, want)) {
			t.Errorf("people see\n%s\nin another order\n%s", mustJSON(t, got), mustJSON(t, want))
		}
	})
}

// R6: "Every merge that drops a value from view writes a mergeNote: field, both values, authors, policy." The note names the
// edits; the log has their values, and the document their authors.
func TestR6_WhatIsDroppedFromViewIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ field, first, second string }{
		{"icfCode", "d450", "d455"}, {"homeAccess", "Kod 1", "Kod 2"}, {"nextReview", "2026-12-01", "2026-12-08"}, {"decision", "yes", "no"},
		{"citizenWords", "a", "b"}, {"outcome", "done", "not done"}, {"urgency", "low", "acute"},
	} {
		inEveryOrder(t, nil, func(v *visit) []*letter {
			return []*letter{v.amina.write(set(c.field, c.first)), v.jonas.write(set(c.field, c.second))}
		}, func(t *testing.T, v *visit, letters []*letter) {
			last := letters[0].outcomes[0]
			if letters[1].outcomes[0].Doc == v.server {
				last = letters[1].outcomes[0]
			}
			notes := last.Verdict.Notes
			if len(notes) != 1 || notes[0].Field != c.field || notes[0].Policy != string(plan.Fields[c.field].Policy) {
				t.Fatalf("%s: notes %+v", c.field, notes)
			}
			for _, l := range letters {
				edits := append(slices.Concat(notes[0].Overruled, notes[0].Waiting), notes[0].Shown)
				if !slices.Contains(edits, l.edit.ID) || v.server.Origins[l.edit.ID].Author != l.by.author {
					t.Errorf("%s: %s by %s is not named: %+v", c.field, l.edit.ID, l.by.author, notes[0])
				}
			}
		})
	}
}

// R7: "A stamp more than 5 minutes ahead of the server's clock loses every tie. The raw value is kept."
func TestR7_AFastClockLosesEveryTie(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ field, right, fast string }{
		{"icfCode", "d450", "d455"}, {"homeAccess", "Kod 1", "Kod 2"}, {"decision", "yes", "no"}, {"outcome", "done", "not done"},
		{"citizenWords", "a", "b"},
	} {
		for _, skew := range []int64{hlc.SkewLimitMillis + 60_000, 40 * 86_400_000} {
			inEveryOrder(t, nil, func(v *visit) []*letter {
				v.amina.now, v.jonas.now = noon+skew, noon
				return []*letter{v.amina.write(set(c.field, c.fast)), v.jonas.write(set(c.field, c.right))}
			}, func(t *testing.T, v *visit, letters []*letter) {
				v.shows(t, c.field, c.right)
				if o := v.server.Origins[letters[0].edit.ID]; !o.Ahead || o.Stamp != letters[0].edit.Stamp {
					t.Errorf("%s: the stamp is not kept as it was, marked: %+v", c.field, o)
				}
			})
		}
	}
}

// R8: "Locks are politeness. A write without a lock is valid; a lost lock never discards text." Merge knows of none: nothing
// that it is given says whether somebody held one.
func TestR8_AWriteNeedsNoLock(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("homeAccess", "Kod 1")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(set("homeAccess", "Petra skriver här")), v.jonas.write(set("homeAccess", "och Jonas också"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		for _, l := range letters {
			if l.refused || !slices.Contains(seenIn(v.view(), v.server)[place{"homeAccess", ""}], l.edit.ID) {
				t.Errorf("%s is lost", l.edit.ID)
			}
		}
	})
}
