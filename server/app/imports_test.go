package app_test

import (
	"bytes"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const module = "github.com/samsyn/samsyn/"

// rule forbids an import. From and to are path patterns below the module ("sync/*") or, with a dot in the first part, of
// another module; a trailing "..." covers everything below.
type rule struct {
	from, to string
	except   []string // packages that may, after all
	why      string
}

var rules = []rule{
	{"schema/...", "sync/...", nil, "the schema is data that everything reads; it knows no merging (server → sync → schema)"},
	{"schema/...", "server/...", nil, "server → sync → schema, never back"},
	{"sync/...", "server/...", nil, "the core is pure and runs on phones too; what touches the world is in server"},
	{"sync/document", "schema/...", nil, "the words of the core do not depend on what a municipality keeps"},
	{"sync/hlc", "sync/document", nil, "a stamp is part of an edit, not the other way round"},
	{"sync/merge", "sync/replica", nil, "the replica replays by merge; merge knows no phone"},
	{"sync/...", "std:os", nil, "pure: no files and no environment"},
	{"sync/...", "std:net", nil, "pure: no network"},
	{"sync/...", "std:net/http", nil, "pure: no network"},
	{"sync/...", "std:context", nil, "what needs a context is not pure"},
	{"sync/...", "std:log/slog", nil, "pure: returns values, and the caller logs"},
	{"sync/...", "std:math/rand/v2", nil, "pure: chance is an argument"},
	{"schema/...", "std:context", nil, "what needs a context is not pure"},
	{"scripts/...", "server/flow", []string{"scripts/internal/bench"}, "scripts are phones: they use what phones rely on"},
	{"scripts/...", "server/store/...", []string{"scripts/internal/bench"}, "scripts are phones; only the benchmark measures the store"},
	{"server/...", "server/app", []string{"server", "server/app"}, "app introduces everybody; nobody else knows everybody"},
	{"server/access", "server/...", []string{"server/access"}, "access is a pure function of the directory"},
	{"server/fault", "server/...", []string{"server/fault"}, "everybody names codes; the list knows nobody"},
	{"server/audit", "server/...", []string{"server/audit", "server/store", "server/fault"}, "the book and the office know the store and codes; app gives them the rest"},
	{"server/move", "server/...", []string{"server/move", "server/store"}, "what moves between stores goes through the port, and app opens them"},
	{"server/store", "server/...", []string{"server/store"}, "the port is what adapters and flow meet at"},
	{"server/store/pebble", "server/flow", nil, "an adapter knows its port, not who calls it"},
	{"server/flow", "server/store/pebble", nil, "the flow knows the port; app chooses the store"},
	{"server/flow", "server/wire", nil, "the flow works on edits, not on bytes"},
	{"server/flow", "server/session", nil, "the flow tells by Publish and knows no connection"},
	{"server/flow", "server/fanout", nil, "the flow tells by Publish and knows no connection"},
	{"server/notice", "server/...", []string{"server/notice", "server/access"}, "who is told is a pure function of the directory"},
	{"server/push", "server/...", []string{"server/push", "server/store"}, "what is rung knows the store and a Sender; app introduces them"},
	{"server/push/...", "server/session", nil, "adapters never import each other; app introduces them"},
	{"server/...", "firebase.google.com/...", []string{"server/push/fcm"}, "one adapter knows Firebase"},
	{"server/...", "google.golang.org/api/...", []string{"server/push/fcm"}, "one adapter knows Google"},
	{"server/wire", "server/...", []string{"server/fault"}, "wire turns bytes into frames; it decides nothing"},
	{"server/socket", "server/session", nil, "adapters never import each other; app introduces them"},
	{"server/session", "server/socket", nil, "a session is the same over a socket, a request and in the simulation"},
	{"server/session", "server/api", nil, "adapters never import each other; app introduces them"},
	{"server/api", "server/socket", nil, "adapters never import each other; app introduces them"},
	{"server/api", "server/flow", nil, "routes call functions that app wires"},
	{"server/...", "server/config", []string{"server", "server/app", "server/config"}, "app copies settings into each package's own Options"},
	{"server/...", "github.com/gorilla/websocket", []string{"server/socket"}, "one join of Fiber and gorilla, in one place"},
	{"scripts/...", "github.com/gorilla/websocket", nil, "phones dial through server/socket"},
	{"server/...", "github.com/gofiber/fiber/...", []string{"server/api", "server/app", "server/socket"}, "routes are on one screen, in api"},
	{"server/...", "github.com/cockroachdb/pebble/...", []string{"server/store/pebble", "server/store/suite", "server/simtest"}, "one adapter knows Pebble; tests use its file systems"},
	{"server/...", "std:testing", testOnly, "test code is not shipped; suites and test servers are only imported by tests"},
	{"server/app", "server/redistest", nil, "test code is not shipped"},
	{"server/app", "server/mongotest", nil, "test code is not shipped"},
	{"server/...", "github.com/redis/...", []string{"server/presence", "server/lock", "server/bus", "server/watch", "server/app", "server/redistest"}, "three ports know Redis and listen to it alike, and app opens it"},
	{"server/...", "go.mongodb.org/...", []string{"server/store/mongo", "server/store/mongo/model", "server/simtest"}, "one adapter knows MongoDB, and what imitates it"},
}

// testOnly are packages that tests share.
var testOnly = []string{
	"server/store/suite", "server/presence/suite", "server/lock/suite", "server/bus/suite", "server/redistest", "server/mongotest", "server/badnet",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImports_RunOneWay(t *testing.T) {
	t.Parallel()
	packages := list(t)
	if len(packages) < 15 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	for _, p := range packages {
		from := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, module)
			if !ours && !strings.Contains(to, ".") {
				to = "std:" + to // so that the standard library's sync is not taken for ours
			}
			for _, r := range rules {
				if from != to && matches(r.from, from) && matches(r.to, to) && !excepted(r.except, from, to) {
					t.Errorf("%s imports %s: %s", from, to, r.why)
				}
			}
		}
	}
}

// TestImports_EveryRuleNamesSomethingThatExists keeps a renamed package from switching its rule off.
func TestImports_EveryRuleNamesSomethingThatExists(t *testing.T) {
	t.Parallel()
	packages := list(t)
	for _, r := range rules {
		found := false
		for _, p := range packages {
			found = found || matches(r.from, strings.TrimPrefix(p.ImportPath, module))
		}
		if !found {
			t.Errorf("no package is %s", r.from)
		}
	}
}

func matches(pattern, name string) bool {
	if below, all := strings.CutSuffix(pattern, "/..."); all {
		return name == below || strings.HasPrefix(name, below+"/")
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}

func excepted(list []string, from, to string) bool {
	for _, e := range list {
		if e == from || e == to {
			return true
		}
	}
	return false
}

func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listed
	for in := jsontext.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := json.UnmarshalDecode(in, &p); err == io.EOF { //nolint:errorlint // documented as bare
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		packages = append(packages, p)
	}
	return packages
}
