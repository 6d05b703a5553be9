// Command bench prints what an edit costs next to the aims. See scripts/bench.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/samsyn/samsyn/scripts/internal/bench"
)

func main() {
	only := flag.String("run", "", "only the parts whose name matches this regular expression: core, submit, scale, rights, sockets, push, nodes")
	quick := flag.Bool("quick", false, "a tenth of the work, to see that it runs")
	service := flag.Bool("fcm", false, "be the push service that the part push sends to")
	flag.Parse()
	if *service {
		if err := bench.ServeFCM(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if flag.NArg() == 1 {
		*only = flag.Arg(0)
	}
	if err := bench.Run(os.Stdout, *only, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
