package vectors

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
)

// What the rules of care can say on a phone stands in some told case; so does that they say nothing.
func TestAdviceCases_HaveWhatEachRuleSays(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, c := range judgedCases() {
		said[c.Says.(advise.Said).Code] = true
	}
	for _, code := range []string{
		"", document.CodeWrongAudience, document.CodeNoQuorum, document.CodeStale, document.CodeNoTransition, document.CodeNeedsAssessment,
		document.CodeVoiceMissing, document.CodeCitizenNotAsked, document.CodeCitizenSaidNo, document.CodeConfirmationsMissing,
		document.CodeStaleAnswer, document.CodeBadValue, document.CodeNoDocument, document.CodeBadScope, document.CodeNotAllowed,
		document.CodeReasonMissing, document.CodeNotYours, document.CodeUnknownType,
	} {
		if !said[code] {
			t.Errorf("no case says %q", code)
		}
	}
}

// Drawn cases are of use while they do not all say the same.
func TestAdviceCases_AreNotAllSilent(t *testing.T) {
	t.Parallel()
	silent := 0
	for _, c := range drawnJudged() {
		if c.Says == (advise.Said{}) {
			silent++
		}
	}
	plans, opens := 0, 0
	for _, c := range drawnPlans() {
		if p := c.Says.(advise.Plan); len(p.Alarms) > 0 && len(p.Moved) > 0 {
			plans++
		}
	}
	for _, c := range drawnDemands() {
		if len(c.Says.([]advise.Demand)) > 0 {
			opens++
		}
	}
	if n := len(drawnJudged()); silent < n/10 || silent > n*9/10 || plans < 10 || opens < 10 {
		t.Errorf("of %d drafts %d pass; %d plans have all, %d demand", n, silent, plans, opens)
	}
	names := []string{}
	for _, c := range adviceCases() {
		names = append(names, c.(*adviceCase).Name)
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("two cases have one name")
	}
}
