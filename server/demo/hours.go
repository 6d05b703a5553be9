package demo

import (
	"time"
	_ "time/tzdata" // visits are at Swedish times, wherever the server runs
)

// hours are the part of a date in which visits are made: minutes after midnight, in Swedish time.
type hours struct {
	date     time.Time // midnight
	from, to int
}

// An ordinary day's first visit and the end of its last. Somebody who starts the demo early or late finds visits that many
// minutes before and after nonetheless, as far as the date goes.
const (
	opens, closes   = 7*60 + 15, 20*60 + 45
	beside          = 165
	first, lastEver = 5, 24*60 - 5
)

var sweden = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("demo: the time zone that is built in: " + err.Error())
	}
	return zone
}()

func ordinary(date time.Time) hours { return hours{date, opens, closes} }

func around(now time.Time) hours {
	local := now.In(sweden)
	at := local.Hour()*60 + local.Minute()
	return hours{midnight(now), max(first, min(opens, at-beside)), min(lastEver, max(closes, at+beside))}
}

func midnight(t time.Time) time.Time {
	y, m, d := t.In(sweden).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, sweden)
}

// later is the date so many days after another.
func later(date time.Time, days int) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, sweden)
}

// at is a time of a date by the clock on the wall.
func at(date time.Time, minutes int) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, minutes, 0, 0, sweden)
}

// perTour is how many visits somebody makes in a day.
const perTour = 8

// slots say how far into the day each visit of a tour begins, in hundredths: many in the morning, a pause after lunch.
var slots = [perTour]int{0, 8, 17, 29, 40, 56, 74, 93}

// slot is when the visit of a tour begins, some minutes late, on the five minutes.
func (h hours) slot(n, late int) time.Time {
	minutes := h.from + slots[n]*(h.to-h.from-45)/100 + late
	return at(h.date, minutes/5*5)
}

// number counts dates, so that tours are not the same every day.
func (h hours) number() int {
	y, m, d := h.date.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86_400)
}
