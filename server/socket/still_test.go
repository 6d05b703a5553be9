package socket

import (
	"testing"
	"time"
)

// A server that stood still takes nobody for dead who answered meanwhile: what they said is there and not read yet.
func TestPulse_NobodyIsLateWhileTheServerStandsStill(t *testing.T) {
	t.Parallel()
	const every = time.Second
	began := time.Unix(1_800_000_000, 0)
	for _, c := range []struct{ since, want time.Duration }{
		{every, 0}, {2 * every, 0}, {2*every + 1, every + 1}, {11 * every, 10 * every},
	} {
		if got := stoodStill(began, began.Add(c.since), every); got != c.want {
			t.Errorf("%v after the last beat: stood still for %v, want %v", c.since, got, c.want)
		}
	}
	if got := stoodStill(time.Time{}, began, every); got != 0 {
		t.Errorf("before the first beat: %v", got)
	}
	var p pulse
	p.later(time.Minute)
	if p.asked.Load() != 0 {
		t.Error("nobody was asked, and somebody is waited for")
	}
	p.pinged(began)
	p.later(time.Minute)
	if got := time.Unix(0, p.asked.Load()); !got.Equal(began.Add(time.Minute)) {
		t.Errorf("asked at %v", got)
	}
}
