package care_test

import (
	"strconv"
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

const rolfsOwn = document.Scope("citizen/c1/own/ekby")

// invited is a joint visit that Rolf is asked about, and the id of what he is told of it.
func invited(t *testing.T, scope document.Scope) (w *world, id string) {
	t.Helper()
	w = newWorld(t)
	w.follow(w.load(scope, "jointVisit", "jv", ops("purpose", "Badrummet", "state", "suggested", "participants", []m{{"staffId": "jonas"}, {"staffId": "mats"}})))
	id = care.InvitationID(w.docs["jv"])
	if w.docs[id] != nil {
		t.Fatal("he is told before he is asked")
	}
	w.follow(w.write("kerstin", "coordinator", scope, "jointVisit", "jv", ops("state", "citizenAsked")))
	return w, id
}

func (w *world) answers(id string, about, answer string, sequence int) (s step, note string) {
	w.t.Helper()
	op := document.Op{}
	for key, v := range add(about, m{"answer": answer, "respondedToSequence": sequence, "words": "Gärna."}).Add {
		op = add(key, v)
	}
	s = w.write("c1", "citizen", rolfsOwn, "visitInvitation", id, map[string]document.Op{"citizenStance": op})
	code, _, note := w.judge(s)
	if code != "" {
		w.t.Fatalf("refused: %s", code)
	}
	return s, note
}

// 1.4, "R W stance": Rolf answers from his own phone, and the visit may be booked.
func TestInvitation_TheCitizensAnswerIsTheStance(t *testing.T) {
	t.Parallel()
	w, id := invited(t, part2)
	if got := document.Unquote(w.shown(id, "purpose")); got != "Badrummet" || document.Unquote(w.shown(id, "teamId")) == "" {
		t.Fatalf("he is told %q", got)
	}
	asked, err := strconv.Atoi(string(w.shown(id, "sequence")))
	if err != nil {
		t.Fatal(err)
	}
	s, note := w.answers(id, "all", "yes", asked)
	writes, err := care.Follow(types.Types["visitInvitation"], s.before, s.after, w.facts())
	if err != nil || note != "" || len(writes) != 1 || writes[0].OnBehalfOf != "citizen" || writes[0].Scope != part2 {
		t.Fatalf("%+v %v", writes, err)
	}
	w.follow(s)
	w.write("c1", "citizen", part2, "jointVisit", "jv", ops("state", "accepted"))
	if code, _ := w.state("kerstin", "coordinator", "scheduled"); code != "" {
		t.Errorf("after his yes: %s", code)
	}
}

// W3: a yes to a time that was moved meanwhile does not count for the new one; a no is a no (0.3).
func TestInvitation_AnAnswerBelongsToASequence(t *testing.T) {
	t.Parallel()
	for answer, counts := range map[string]bool{"yes": false, "laterDate": false, "no": true} {
		w, id := invited(t, part2)
		w.follow(w.load(rolfsOwn, "visitInvitation", id, ops("sequence", 3)))
		s, note := w.answers(id, "jonas", answer, 1)
		if w.follow(s); note != document.CodeStaleAnswer {
			t.Errorf("%s: he is told %q", answer, note)
		}
		if got := len(w.docs["jv"].Fields["citizenStance"].Items) > 0; got != counts {
			t.Errorf("%s to the first time, moved twice: counts %t", answer, got)
		}
	}
}

// A visit that another part decided stays there.
func TestInvitation_OnlyOfWhatPart2Decided(t *testing.T) {
	t.Parallel()
	w, id := invited(t, part3)
	if w.docs[id] != nil {
		t.Error("he is told what part 3 decided")
	}
}

// A visit that is called off, moved or entered in error says so where he was asked; what does not concern him is not sent.
func TestInvitation_FollowsTheVisit(t *testing.T) {
	t.Parallel()
	w, id := invited(t, part2)
	seq := w.docs[id].Seq
	w.follow(w.write("amina", "assistantNurse", part2, "jointVisit", "jv", map[string]document.Op{"preparations": add("p1", m{"task": "Ta med rollator"})}))
	if w.docs[id].Seq != seq {
		t.Error("told of preparations")
	}
	w.follow(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("state", "cancelled", "stateReason", "Jonas är sjuk.")))
	if got := document.Unquote(w.shown(id, "visitState")); got != "cancelled" {
		t.Errorf("it says %s", got)
	}
	w, id = invited(t, part2)
	before := w.docs["jv"]
	w.follow(step{before: before, after: voided(w, before)})
	if got := document.Unquote(w.shown(id, "visitState")); got != "cancelled" {
		t.Errorf("entered in error, it says %s", got)
	}
}
