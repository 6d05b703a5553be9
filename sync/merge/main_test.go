package merge_test

import (
	"os"
	"runtime/debug"
	"testing"
)

// TestMain lets rubbish lie a little longer: the laws hold next to nothing and throw away a lot, so that collecting took a
// fifth of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
