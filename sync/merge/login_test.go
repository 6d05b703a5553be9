package merge_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Lisa says that her edit stands on Jonas', as if his phone were hers. What he wrote she has not seen for that.
func TestLogin_AnotherAuthorsChainIsNotOnesOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	jonas := w.join("jonas", "nurse", 0)
	jonas.create(set("icfCode", "common"))
	jonas.sync()
	lisa := w.join("lisa", "nurse", 0)
	lisa.base = jonas.base
	w.deliver(jonas.write(set("icfCode", "his")))
	lisa.replica, lisa.last = jonas.replica, jonas.last
	w.deliver(lisa.write(set("icfCode", "hers")))
	if diff := cmp.Diff([]string{"hers", "his"}, values(w, "icfCode")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
