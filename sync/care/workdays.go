package care

import (
	"sync"
	"time"
	_ "time/tzdata" // phones and small containers have no time zones of their own

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/se"
)

// sweden is the time zone of every municipality.
var sweden = sync.OnceValue(func() *time.Location {
	place, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("care: time zones are embedded: " + err.Error())
	}
	return place
})

var workdays = sync.OnceValue(func() *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(se.Holidays...)
	return c
})

// DueBy is when people must have decided a conflict: "urgent 1 h, clinical 1 working day, text 5 working days" (domain.md
// 3.3), counted in Swedish working days at the same time of day.
func DueBy(urgency string, now int64) int64 {
	switch urgency {
	case "urgent":
		return now + 60*minute
	case "clinical":
		return addWorkdays(now, 1)
	}
	return addWorkdays(now, 5)
}

func addWorkdays(now int64, days int) int64 {
	t := time.UnixMilli(now).In(sweden())
	for days > 0 {
		t = t.AddDate(0, 0, 1)
		if workdays().IsWorkday(t) {
			days--
		}
	}
	return t.UnixMilli()
}

// dateOf is the Swedish day of a time.
func dateOf(millis int64) string { return time.UnixMilli(millis).In(sweden()).Format(time.DateOnly) }

// daysAround are the day before a date and the day after it.
func daysAround(date string) []string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil
	}
	return []string{t.AddDate(0, 0, -1).Format(time.DateOnly), t.AddDate(0, 0, 1).Format(time.DateOnly)}
}
