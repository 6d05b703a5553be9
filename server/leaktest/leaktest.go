// Package leaktest finds goroutines that a test has left behind. It is used by tests only.
package leaktest

import (
	"time"

	"go.uber.org/goleak"
)

// patience is how long goroutines may take to end: a client that dials looks only after a second whether it was closed.
const patience = 30 * time.Second

// Others are goroutines of libraries that live as long as the process.
func Others() []goleak.Option {
	return []goleak.Option{
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"), // fasthttp's clock
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/samsyn/samsyn/server/mongotest.start.func1"), // the database ends with this program
		// toxiproxy forgets the pipe of a connection that ends while its toxics are taken away.
		goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2/toxics.(*NoopToxic).Pipe"),
	}
}

// Find waits until nothing is left but others' and what options name, and says what is left after half a minute.
func Find(options ...goleak.Option) (err error) {
	options = append(Others(), options...)
	for until := time.Now().Add(patience); ; {
		if err = goleak.Find(options...); err == nil || time.Now().After(until) {
			return err
		}
	}
}
