//go:build race

package flow_test

// underRace: the race detector makes a test five to ten times as slow, so tests that are about something else take a part of their cases.
const underRace = true
