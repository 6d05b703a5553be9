// Command samsyn is the server. Without arguments it serves; its other commands load a municipality's data, make keys and
// tokens, and tell who did what. All settings are in the environment (see .env.example).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/config"
)

const usage = `samsyn                      serve (settings: .env.example)
samsyn -print-config        show the settings in effect, secrets masked
samsyn load FILE            upsert staff, teams, assignments, citizens, plans … from newline-delimited JSON
samsyn token ACTOR [KIND]   sign a token for an actor (kind staff, citizen, representative or system; 12 hours)
samsyn restored             begin a new epoch, after the data folder was restored from a backup
samsyn key                  make a new SAMSYN_KEY
samsyn health               ask the server at SAMSYN_LISTEN whether it can take edits
` + app.MoveUsage + app.RevokeUsage + app.AuditUsage

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "samsyn:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	environ, err := withFiles(os.Environ())
	if err != nil {
		return err
	}
	c, err := config.Load(environ)
	if err != nil {
		return err
	}
	switch {
	case len(args) == 0:
		return serve(ctx, c)
	case args[0] == "-print-config" && len(args) == 1:
		return c.Print(os.Stdout)
	case args[0] == "key" && len(args) == 1:
		return app.PrintKey(os.Stdout)
	case args[0] == "health" && len(args) == 1:
		return health(ctx, c)
	case args[0] == "token" && (len(args) == 2 || len(args) == 3):
		return app.PrintToken(os.Stdout, c, args[1:])
	case args[0] == "restored" && len(args) == 1:
		return app.Restored(ctx, c, os.Stdout)
	case args[0] == "audit", args[0] == "extract", args[0] == "review", args[0] == "holdings", args[0] == "disclosures", args[0] == "parked":
		return app.Ask(ctx, c, args[0], args[1:], os.Stdout)
	case args[0] == "export", args[0] == "import", args[0] == "backup", args[0] == "restore":
		return app.Move(ctx, c, args, app.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	case args[0] == "revoke" && len(args) >= 2:
		return app.Revoke(ctx, c, args[1:], os.Stdout)
	case args[0] == "load" && len(args) == 2:
		return app.LoadFile(ctx, c, args[1], os.Stdout)
	case args[0] == "-h", args[0] == "--help", args[0] == "help":
		fmt.Print(usage)
		return nil
	}
	return fmt.Errorf("unknown command; there are:\n\n%s", strings.TrimSpace(usage))
}

func serve(ctx context.Context, c config.Config) error {
	log := config.NewLogger(os.Stderr, c.Log.Level)
	a, err := app.Open(ctx, c, log)
	if err != nil {
		return err
	}
	on, err := a.Listen()
	if err != nil {
		return errors.Join(err, a.Close())
	}
	a.Announce(os.Stderr, on.Addr().String())
	return errors.Join(a.Run(ctx, on), a.Close())
}
