//go:build !race

package play

const underRace = false
