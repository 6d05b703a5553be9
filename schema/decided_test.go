package schema

import (
	"slices"
	"testing"
)

// "Text is kept; write it as an addition" (frozen): a type whose text freezes has somewhere to add it. A meeting's routine is no text.
func TestFrozen_HasSomewhereToAdd(t *testing.T) {
	t.Parallel()
	for name, typ := range Embedded().Types {
		frozen, journal := "", false
		for f, rule := range typ.Fields {
			if len(rule.FrozenIn) > 0 && !rule.IsList() && typ.Name != "teamMeeting" {
				frozen = f
			}
			journal = journal || rule.Policy == Journal
		}
		if frozen != "" && !journal {
			t.Errorf("%s.%s freezes, and the type has no journal to add to", name, frozen)
		}
	}
}

// "Edits of a plan are proposals" (domain.md 0.4, 3.2 rehabPlan): what is agreed holds the goals and activities that were agreed.
func TestFrozen_AnAgreedPlan(t *testing.T) {
	t.Parallel()
	plan := Embedded().Types["rehabPlan"]
	for _, field := range []string{"goalIds", "activityIds"} {
		for _, state := range plan.States.Precedence {
			open := state == "draft" || state == "proposed" || state == "underReview"
			if frozen := slices.Contains(plan.Fields[field].FrozenIn, state); frozen == open {
				t.Errorf("%s in %s: frozen %v", field, state, frozen)
			}
		}
	}
}

// "Only citizen (or recorded citizen statement) can make agreed" (domain.md 1.3.3): nor its number, time and approval.
func TestAgreement_IsTheCitizens(t *testing.T) {
	t.Parallel()
	for _, typ := range []string{"goal", "rehabPlan"} {
		for name, f := range Embedded().Types[typ].Fields {
			if f.Bundle == "agreement" && !slices.Equal(f.Write, []string{"citizen", "representative"}) {
				t.Errorf("%s.%s is written by %v", typ, name, f.Write)
			}
		}
	}
}

// domain.md 3.3: "urgent 1 h, clinical 1 working day, text 5": what is in force while people have not decided about a state is
// no matter of text.
func TestHumanStates_AreNotText(t *testing.T) {
	t.Parallel()
	for name, typ := range Embedded().Types {
		for field, rule := range typ.Fields {
			isState := rule.Policy == StateMachine && len(typ.States.Human) > 0
			if (isState || rule.Policy == Human) && rule.Urgency == "" {
				t.Errorf("%s.%s: people have five working days", name, field)
			}
		}
	}
}

// A held visit stays held, and nobody of staff says no for the citizen (domain.md 3.2; W4: "facts are never hidden").
func TestMoves_ThatAreTheCitizens(t *testing.T) {
	t.Parallel()
	for name, typ := range Embedded().Types {
		if typ.States == nil {
			continue
		}
		for _, move := range typ.States.Transitions {
			no := move.To == "declinedByCitizen" || move.To == "withdrawnByCitizen"
			for _, role := range move.By {
				if no && !slices.Contains([]string{"citizen", "representative", "server"}, role) {
					t.Errorf("%s: %s writes %s", name, role, move.To)
				}
			}
			if no && name == "jointVisit" && slices.ContainsFunc(move.From, func(s string) bool { return s == "held" || s == "summarised" }) {
				t.Errorf("%s: %v is undone", name, move.From)
			}
		}
	}
	for _, move := range Embedded().Types["planActivity"].States.Transitions {
		if move.To == "ended" && (slices.Contains(move.By, "careAssistant") || len(move.By) == 0 || !slices.Contains(move.Needs, "stateReason")) {
			t.Errorf("support is ended by %v", move.By)
		}
	}
}
