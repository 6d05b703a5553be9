package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// domain.md 3.1: "SRV: Phone sends a request; server decides; phone shows 'väntar'."
// domain.md 3.2: "citizen providerOrgId, homeTeamId, responsible* | SRV | Legal responsibility, licence rule", "careTeam
// memberIds, part rights | SRV | Opens secrecy rooms", "careAssignment all | SRV | Access".

func TestServerAuthoritative_OnlyOnTheLatest(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("providerOrgId", "ekby")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(set("providerOrgId", "lindgarden")), v.jonas.write(set("providerOrgId", "vardab"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		won, lost := letters[0], letters[1]
		if won.refused {
			won, lost = lost, won
		}
		wantVerdict(t, won.outcomes[0], document.Applied, "")
		wantVerdict(t, lost.outcomes[0], document.Refused, document.CodeStale)
		r := v.reading("providerOrgId")
		if r.Edit != won.edit.ID || len(r.Beside)+len(r.Waiting) > 0 {
			t.Errorf("not the first one's alone: %+v", r)
		}
	})
}

// The phone that asks shows what is in force, and that its own request waits.
func TestServerAuthoritative_ARequestWaitsOnThePhone(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("providerOrgId", "ekby"))
	v.jonas.write(set("providerOrgId", "vardab"))
	v.jonas.write(set("providerOrgId", "lindgarden"))
	r := merge.Read(plan, v.jonas.screen()).Fields["providerOrgId"]
	if document.Unquote(r.Value) != "ekby" || len(r.Waiting) != 1 || document.Unquote(r.Waiting[0].Value) != "lindgarden" || len(r.Beside) > 0 {
		t.Errorf("the phone shows %+v", r)
	}
	v.jonas.sync()
	r = merge.Read(plan, v.jonas.screen()).Fields["providerOrgId"]
	if document.Unquote(r.Value) != "lindgarden" || len(r.Waiting) > 0 {
		t.Errorf("decided, the phone shows %+v", r)
	}
	w := newWorld(t)
	p := w.join("jonas", "nurse", 0)
	p.create(set("providerOrgId", "ekby"))
	if r := merge.Read(plan, p.screen()).Fields["providerOrgId"]; r.Value != nil || len(r.Waiting) != 1 {
		t.Errorf("of a document that only the phone has: %+v", r)
	}
}
