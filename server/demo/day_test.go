package demo_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/load"
)

// plan is what the test reads of a visitPlan.
type plan struct {
	id               string
	start, end       time.Time
	staff            []string
	cannotFail, both bool
}

func plans(t *testing.T, now time.Time) (out []plan) {
	t.Helper()
	for line := range bytes.Lines(demo.Rows(now)) {
		row, err := load.ParseRow(bytes.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		if row.Type != "visitPlan" {
			continue
		}
		p := plan{id: row.ID, cannotFail: string(row.Values["criticality"]) == `"cannotFail"`, both: string(row.Values["doubleStaffing"]) == "true"}
		var start, end string
		for field, into := range map[string]any{"start": &start, "end": &end, "staffIds": &p.staff} {
			if err := json.Unmarshal(row.Values[field], into); err != nil {
				t.Fatal(err)
			}
		}
		if p.start, err = time.Parse(time.RFC3339, start); err == nil {
			p.end, err = time.Parse(time.RFC3339, end)
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// Whenever somebody starts the demo from morning to late evening, also on days when the clock is changed: each carer has about eight visits today, none at the same
// time as another, some are over and some to come; one takes two, and of one that must not fail nobody wrote that they were there.
func TestToday_LiesAroundNow(t *testing.T) {
	t.Parallel()
	sweden, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for _, date := range []time.Time{time.Date(2026, 11, 24, 0, 0, 0, 0, sweden), time.Date(2027, 3, 28, 0, 0, 0, 0, sweden), time.Date(2026, 10, 25, 0, 0, 0, 0, sweden)} {
		for hour := 6; hour < 22; hour++ {
			now := time.Date(date.Year(), date.Month(), date.Day(), hour, 20, 0, 0, sweden)
			t.Run(now.Format(time.DateTime), func(t *testing.T) {
				t.Parallel()
				isToday(t, now, plans(t, now))
			})
		}
	}
}

func isToday(t *testing.T, now time.Time, list []plan) {
	t.Helper()
	written := map[string]bool{}
	for _, s := range demo.Morning(now) {
		for _, w := range s.Writes {
			if w.Type == "visitRecord" {
				var of string
				if err := json.Unmarshal(w.Set["visitPlanId"], &of); err != nil {
					t.Errorf("a record of no plan: %s", w.Doc)
				}
				written[of] = true
			}
		}
	}
	both, missed := 0, 0
	for _, carer := range []string{"amina", "marek", "rosa", "noor", "sofia"} {
		var mine []plan
		over, toCome := 0, 0
		for _, p := range list {
			if !slices.Contains(p.staff, carer) || p.start.In(now.Location()).Format(time.DateOnly) != now.Format(time.DateOnly) {
				continue
			}
			mine = append(mine, p)
			switch {
			case written[p.id]:
				over++
			case p.start.After(now):
				toCome++
			case p.cannotFail && now.Sub(p.end) > 15*time.Minute:
				missed++
			}
			if p.both && carer == "marek" {
				both++
			}
		}
		if len(mine) < 6 || len(mine) > 9 || over == 0 || toCome == 0 {
			t.Errorf("%s has %d visits, %d over and %d to come", carer, len(mine), over, toCome)
		}
		slices.SortFunc(mine, func(a, b plan) int { return a.start.Compare(b.start) })
		for i := 1; i < len(mine); i++ {
			if mine[i].start.Before(mine[i-1].end) {
				t.Errorf("%s is in two places: %s", carer, fmt.Sprint(mine[i-1:i+1]))
			}
		}
	}
	if both != 1 || missed != 1 {
		t.Errorf("%d visits take two, %d went by unnoticed", both, missed)
	}
}
