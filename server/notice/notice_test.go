package notice_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/sync/document"
)

func cause(at int64) *notice.Cause {
	return &notice.Cause{
		Tell:  document.Tell{Doc: "q1", Type: "medicationQuestion", Code: "medicationQuestion.urgency", Class: "urgent", To: []string{"role:nurse"}, By: []string{"amina"}},
		Scope: health, Seq: 7, At: at,
	}
}

// inbox is somebody's notices.
type inbox struct {
	t    *testing.T
	docs map[string]*document.Document
}

func (in *inbox) tell(c *notice.Cause) (id string) {
	in.t.Helper()
	id, create, err := c.Place(schema.Embedded().Types[notice.Type], func(id string) (*document.Document, error) { return in.docs[id], nil })
	if err != nil {
		in.t.Fatal(err)
	}
	if create != (in.docs[id] == nil) {
		in.t.Errorf("%s: create %t", id, create)
	}
	in.docs[id] = made(in.t, in.docs[id], notice.Type, id, c.Says(create))
	return id
}

// "Five changes in a minute are one notice", from the first of them, whichever minute of the clock they fall in.
func TestPlace_FiveChangesInAMinuteAreOneNotice(t *testing.T) {
	t.Parallel()
	in := &inbox{t, map[string]*document.Document{}}
	first := in.tell(cause(noon + 50_000))
	for _, later := range []int64{51_000, 59_000, 61_000, 109_000} {
		if id := in.tell(cause(noon + later)); id != first {
			t.Errorf("%d ms after the minute began: another notice", later)
		}
	}
	if id := in.tell(cause(noon + 50_000 + minute)); id == first {
		t.Error("a minute later it is the same notice still")
	}
	if n := len(in.docs); n != 2 {
		t.Errorf("%d notices", n)
	}
}

// What somebody has seen says nothing new behind their back.
func TestPlace_WhatWasSeenIsNotWrittenInto(t *testing.T) {
	t.Parallel()
	in := &inbox{t, map[string]*document.Document{}}
	first := in.tell(cause(noon))
	in.docs[first] = made(t, in.docs[first], notice.Type, first, ops(t, "state", "seen", "seenAt", document.TimeText(noon+1)))
	second := in.tell(cause(noon + 2))
	if second == first {
		t.Error("a change was added to a notice that was seen")
	}
	if third := in.tell(cause(noon + 3)); third != second {
		t.Error("the next change does not go into the new notice")
	}
}

// Codes and references only; and what is there already learns what is later.
func TestSays_CodesAndReferences(t *testing.T) {
	t.Parallel()
	c := cause(noon)
	c.Ack, c.Team = "any", "norra"
	members := func(says map[string]document.Op) []string { return document.Keys(nil, says) }
	if got, want := members(c.Says(true)), []string{"ack", "causeDoc", "causeScope", "causeSeq", "causeType", "changedAt", "class", "code", "createdAt", "state", "teamId"}; !slices.Equal(got, want) {
		t.Errorf("a new one says %q", got)
	}
	if got, want := members(c.Says(false)), []string{"causeSeq", "changedAt"}; !slices.Equal(got, want) {
		t.Errorf("one that is there learns %q", got)
	}
	if seq := string(c.Says(false)["causeSeq"].Set); seq != "7" {
		t.Errorf("it is about commit %s", seq)
	}
}

// Domain.md 1.5: until a meeting or visit begins, at once when that is near.
func TestNews_UntilItBegins(t *testing.T) {
	t.Parallel()
	hour := 60 * minute
	for _, one := range []struct {
		class string
		start int64
		until int64
		soon  bool
	}{
		{"meeting", noon + hour, noon + hour, true}, {"visit", noon + 3*hour - 1, noon + 3*hour - 1, true}, {"visit", noon + 3*hour, noon + 3*hour, false},
		{"meeting", noon, 0, false}, {"meeting", 0, 0, false}, {"urgent", noon + hour, 0, false}, {"sync", noon + hour, 0, false},
	} {
		c := cause(noon)
		c.Class, c.Start = one.class, one.start
		want := notice.News{Class: one.class, At: noon, Until: one.until, Soon: one.soon, Notice: "e"}
		if got := c.News("e"); got != want {
			t.Errorf("%+v: %+v", one, got)
		}
	}
}
