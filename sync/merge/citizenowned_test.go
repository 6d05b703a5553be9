package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "CTZ: Citizen's (or recorded citizen statement) beats staff; two citizen statements → later."

func TestCitizenOwned_TheCitizensWordsAreShown(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.gunvor.now, v.jonas.now = noon, noon+60_000
		return []*letter{v.gunvor.write(set("citizenWords", "hers")), v.jonas.write(set("citizenWords", "staff's, later"))}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.shows(t, "citizenWords", "hers")
		v.beside(t, "citizenWords", "staff's, later")
	})
}

func TestCitizenOwned_RecordedByStaffIsHers(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.amina.now, v.jonas.now = noon, noon+60_000
		return []*letter{v.amina.forCitizen(set("citizenWords", "hers")), v.jonas.write(set("citizenWords", "staff's"))}
	}, func(t *testing.T, v *visit, _ []*letter) { v.shows(t, "citizenWords", "hers") })
}

func TestCitizenOwned_OfTwoStatementsTheLater(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.gunvor.now, v.amina.now = noon, noon+60_000
		return []*letter{v.gunvor.write(set("citizenWords", "first")), v.amina.forCitizen(set("citizenWords", "second thoughts"))}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.shows(t, "citizenWords", "second thoughts")
		v.beside(t, "citizenWords", "first")
	})
}

func TestCitizenOwned_StaffWhoSawThemMayNotReplaceThem(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("citizenWords", "staff's draft"))
	wantVerdict(t, v.deliver(v.gunvor.write(set("citizenWords", "hers"))), document.Applied, "")
	v.amina.catchUp()
	wantVerdict(t, v.deliver(v.amina.write(set("citizenWords", "better said"))), document.Refused, document.CodeCitizenOwned)
	wantVerdict(t, v.deliver(v.amina.forCitizen(set("citizenWords", "hers, said anew"))), document.Applied, "")
	v.shows(t, "citizenWords", "hers, said anew")
}

// A phone that lost the order of its own edits must not bury her words under staff's.
func TestCitizenOwned_StaffsOwnLaterEditDoesNotHideThem(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	hers, staffs := v.amina.forCitizen(set("citizenWords", "hers")), v.amina.write(set("citizenWords", "staff's"))
	v.deliver(staffs)
	v.deliver(hers)
	v.shows(t, "citizenWords", "hers")
}
