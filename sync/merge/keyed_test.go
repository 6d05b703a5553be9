package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.2: "jointVisit citizenStance | CTZ; per participant key | Partial no is normal (W4)".

func TestKeyed_APartialNoIsNormal(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.jonas.now = noon + 60_000
		return []*letter{
			v.gunvor.write(add("citizenStance", "jonas", "no")), v.amina.forCitizen(add("citizenStance", "amina", "yes")),
			v.jonas.write(add("citizenStance", "jonas", "yes")),
		}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.items(t, "citizenStance", `amina="yes"`, `jonas="no"`)
		for _, item := range v.reading("citizenStance").Items {
			if want := map[string]int{"jonas": 1}[item.ID]; len(item.Beside) != want {
				t.Errorf("%s: beside it %v", item.ID, item.Beside)
			}
		}
	})
}

func TestKeyed_EachItemIsTheCitizens(t *testing.T) {
	t.Parallel()
	v := newVisit(t, add("citizenStance", "jonas", "asked"))
	v.deliver(v.gunvor.write(add("citizenStance", "jonas", "no")))
	v.amina.catchUp()
	wantVerdict(t, v.deliver(v.amina.write(add("citizenStance", "jonas", "yes"))), document.Refused, document.CodeCitizenOwned)
	wantVerdict(t, v.deliver(v.amina.write(add("citizenStance", "petra", "yes"))), document.Applied, "")
	wantVerdict(t, v.deliver(v.amina.forCitizen(add("citizenStance", "jonas", "yes, after ten"))), document.Applied, "")
	wantVerdict(t, v.deliver(v.amina.write(remove("citizenStance", "petra"))), document.Refused, document.CodeBadEdit)
	wantVerdict(t, v.deliver(v.amina.write(set("citizenStance", "yes"))), document.Refused, document.CodeBadEdit)
	v.items(t, "citizenStance", `jonas="yes, after ten"`, `petra="yes"`)
}
