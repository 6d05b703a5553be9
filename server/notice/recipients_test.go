package notice_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/sync/document"
)

func TestRecipients_WhoIsTold(t *testing.T) {
	t.Parallel()
	d := norra(t)
	for _, one := range []struct {
		why      string
		to       []string
		named    []string
		visitors []string
		by       []string
		want     []string
		known    bool
	}{
		{why: "a role is those of it who may read it", to: []string{"role:nurse"}, want: []string{"nils", "petra"}},
		{why: "a document may ask for a profession", named: []string{"nurse"}, want: []string{"nils", "petra"}},
		{why: "nobody is told what they did themselves", to: []string{"role:nurse"}, by: []string{"petra"}, want: []string{"nils"}, known: true},
		{why: "nobody is told of what they may not read", named: []string{"eva"}},
		{why: "the team is its members who may read it", to: []string{"team"}, want: []string{"amina", "nils", "petra"}},
		{why: "of alternatives the first that there is", to: []string{"role:physiotherapist|role:nurse|team"}, want: []string{"nils", "petra"}},
		{why: "visitors like those who are named", visitors: []string{"amina", "eva"}, want: []string{"amina"}},
		{why: "once", to: []string{"role:nurse", "team"}, named: []string{"petra"}, visitors: []string{"petra"}, want: []string{"amina", "nils", "petra"}},
	} {
		c := &notice.Cause{Tell: document.Tell{To: one.to, Staff: one.named, By: one.by}, Scope: health}
		teams, names, known := notice.Recipients(d, schema.Embedded(), c, one.visitors, 5)
		if !slices.Equal(names, one.want) || known != one.known {
			t.Errorf("%s: %q %t", one.why, names, known)
		}
		if !slices.Equal(teams, []string{"norra"}) {
			t.Errorf("%s: teams %q", one.why, teams)
		}
	}
}

// Of several notices of one commit the most urgent counts.
func TestByClass_WhatCountsMostFirst(t *testing.T) {
	t.Parallel()
	var tells []document.Tell
	for _, class := range []string{"sync", "meeting", "urgent", "visit", "sync"} {
		tells = append(tells, document.Tell{Class: class, Code: string(rune('a' + len(tells)))})
	}
	got := ""
	for _, tell := range notice.ByClass(tells) {
		got += tell.Code
	}
	if got != "cdbae" {
		t.Errorf("in the order %s", got)
	}
}
