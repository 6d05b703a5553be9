package suite

import (
	"testing"

	"github.com/samsyn/samsyn/server/store"
)

// Scale divides how much the long claims do, for servers that are there to be right and not to be fast. Set it before Run.
var Scale = 1

type claim struct {
	name string
	test func(*testing.T, store.Store)
}

// Run tests the store that open gives, empty; open also arranges its end.
func Run(t *testing.T, open func(t testing.TB) store.Store) {
	for _, claims := range [][]claim{logClaims, concurrencyClaims, documentClaims, markClaims, isolationClaims, deadlineClaims, auditClaims, holdingClaims, pushClaims, listClaims, modelClaims} {
		for _, c := range claims {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				s := open(t)
				t.Cleanup(func() { checkLogs(t, s, tenants...) })
				c.test(t, s)
			})
		}
	}
}
