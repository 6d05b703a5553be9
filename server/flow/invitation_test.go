package flow_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Domain.md 1.4, "jointVisit: MB R W stance": the citizen takes no part in part 2, is asked where she alone reads, and answers there.
func TestInvitation_TheCitizenAnswersFromHerOwnPhone(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	const part2, own = document.Scope("citizen/c1/case-norra-2/ekby"), document.Scope("citizen/c1/own/ekby")
	visit := w.create("petra", part2, "jointVisit", "jv", ops("purpose", "Se hur det går i trappan", "state", "suggested"))
	w.must("petra", visit)
	w.must("petra", w.edit("petra", part2, "jointVisit", "jv", 1, ops("state", "citizenAsked")))
	id := care.InvitationID(w.document(part2, "jv"))
	if got := w.shows(own, id, "purpose"); got != "Se hur det går i trappan" {
		t.Fatalf("she is told %q", got)
	}
	citizen := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: "c1"}, Replica: "rc1"}
	r, err := w.flow.Reach(t.Context(), citizen.Actor)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Scopes {
		if strings.HasPrefix(s.Compartment(), "case-") {
			t.Errorf("she reads %s", s)
		}
	}
	yes := map[string]document.Op{"citizenStance": {Add: oneItem("all", map[string]any{"answer": "yes", "respondedToSequence": 9, "words": "Gärna, efter tio."})}}
	if v := w.submitAs(citizen, w.edit("c1", own, "visitInvitation", id, w.head(own).Seq, yes))[0]; v.Kind != document.Applied {
		t.Fatalf("%+v", v)
	}
	jv := w.document(part2, "jv")
	cell := jv.Fields["citizenStance"].Items["all"].Candidates
	if len(cell) != 1 || !strings.Contains(string(cell[0].Value), "Gärna, efter tio.") || jv.Origins[cell[0].Edit].OnBehalfOf != "citizen" {
		t.Errorf("the joint visit says %+v", cell)
	}
	if v := w.submit("petra", w.edit("petra", own, "visitInvitation", id, w.head(own).Seq, yes))[0]; v.Code != document.CodeNotAllowed {
		t.Errorf("staff answer for her here: %+v", v)
	}
}
