package fault_test

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fault"
)

var update = flag.Bool("update", false, "write mobile-contract/errors.md anew")

const errorsFile = "../../mobile-contract/errors.md"

const intro = `# Error codes

What each code means, what the phone does about it (its duty), and how it travels. A phone that meets a code it does not know
follows the duty in the frame. In a **verdict** there is no duty to follow: the verdict says what becomes of the edit (protocol.md,
Verdicts), also with a code that is unknown. In an **error** the duty is about the frame that ` + "`about`" + ` names, or, without it, the login;
only an error about a ` + "`submit`" + ` ever sets an edit aside.

| duty | the phone |
|---|---|
| fix | shows the person, sets the edit aside, does not send it again unchanged |
| retry | keeps everything, waits ` + "`retryMillis`" + ` (or backs off with jitter), tries again |
| refresh | gets a new token, then goes on; it keeps everything. When that token is refused as well, it asks the person to log in, and tries by itself once a minute at most |
| resync | connects again and catches up from its cursors |
| upgrade | keeps everything until the app is updated. After ` + "`unknown-frame`" + ` it sends no more frames of the kind that ` + "`about`" + ` names, and all else goes on |

The HTTP status is that of a whole request; verdicts on edits travel inside a 200. A close code's hundreds say its duty:
40xx fix, 41xx upgrade, 42xx refresh, 43xx retry, 44xx resync; 1012 is the standard's "service restart". A code without a close
code never closes a socket.

` + "`contract-too-old`" + ` is about reading only: what was written on that phone can be handed in on the same connection, or in the same
request, and is answered as always (protocol.md, Changing this contract).

` + "`bad-value`" + ` also says that a new document lacks a field that its type requires; ` + "`field`" + ` names it. ` + "`must-be-online`" + `: written more than
5 minutes before it reached the server (protocol.md, Types, Taking away a restriction). ` + "`replica-revoked`" + `
as an error is about the login and answers no frame: the phone hands in, and purges; what it hands in gets verdicts. ` + "`replica-taken`" + `:
log in again under a new replica id, and write anew what waits (protocol.md, Signing). ` + "`token-invalid`" + `: no welcome comes; say hello
with a token that the server knows.

To a pushToken frame: ` + "`bad-frame`" + ` means that it is no token of a push service, or that the hello named no device; ` + "`not-found`" + `,
that another login has said hello on the device since. What no code can say: a push that the service had taken before a logout or
hand-over may still show on that phone, as "Samsyn: ny händelse" and nothing else (protocol.md, Being rung).

| code | duty | HTTP | close | svenska | English |
|---|---|---|---|---|---|
`

func rows() string {
	var b strings.Builder
	b.WriteString(intro)
	for _, c := range fault.Codes() {
		closing := "–"
		if c.Close != 0 {
			closing = strconv.Itoa(c.Close)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %d | %s | %s | %s |\n", c.Code, c.Duty, c.HTTP, closing, c.Meaning.Swedish, c.Meaning.English)
	}
	return b.String()
}

func TestCodes_AreTheRowsOfErrorsFile(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile(errorsFile, []byte(rows()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(errorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows(), string(got)); diff != "" {
		t.Errorf("errors.md (-want +got); run this test with -update:\n%s", diff)
	}
}

func TestCodes_CloseCodeSaysTheDuty(t *testing.T) {
	t.Parallel()
	hundreds := map[fault.Duty]int{fault.Fix: 40, fault.Upgrade: 41, fault.Refresh: 42, fault.Retry: 43, fault.Resync: 44}
	closes := map[int]string{}
	for _, c := range fault.Codes() {
		if _, ok := hundreds[c.Duty]; !ok {
			t.Errorf("%s: duty %q", c.Code, c.Duty)
		}
		if c.HTTP < 400 || c.HTTP > 599 || c.Meaning.Swedish == "" || c.Meaning.English == "" || c.Meaning.Swedish == c.Meaning.English {
			t.Errorf("%s: incomplete row %+v", c.Code, c)
		}
		if c.Close == 0 {
			continue
		}
		if c.Code != fault.Stopping && c.Close/100 != hundreds[c.Duty] {
			t.Errorf("%s: close code %d does not say %s", c.Code, c.Close, c.Duty)
		}
		if other := closes[c.Close]; other != "" {
			t.Errorf("%s and %s share close code %d", other, c.Code, c.Close)
		}
		closes[c.Close] = c.Code
	}
}

// Every constant that names a code, here and in sync/document, has a row, and every row a constant.
func TestCodes_EveryConstantHasOneRow(t *testing.T) {
	t.Parallel()
	constants := map[string]bool{}
	for file, prefix := range map[string]string{"codes.go": "", "../../sync/document/codes.go": "Code"} {
		for name, value := range stringConstants(t, file) {
			if strings.HasPrefix(name, prefix) {
				constants[value] = true
			}
		}
	}
	for _, duty := range []fault.Duty{fault.Fix, fault.Retry, fault.Refresh, fault.Resync, fault.Upgrade} {
		delete(constants, string(duty))
	}
	table := map[string]bool{}
	for _, c := range fault.Codes() {
		if table[c.Code] {
			t.Errorf("%s has two rows", c.Code)
		}
		table[c.Code] = true
	}
	if diff := cmp.Diff(constants, table); diff != "" {
		t.Errorf("codes (-constants +table):\n%s", diff)
	}
}

func stringConstants(t *testing.T, file string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, v := range spec.Values {
			if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				found[spec.Names[i].Name], _ = strconv.Unquote(lit.Value)
			}
		}
		return true
	})
	return found
}

func TestFrom_FindsTheCodeOrIsInternal(t *testing.T) {
	t.Parallel()
	cause := errors.New("disk gone")
	cases := map[string]struct {
		err  error
		want string
	}{
		"nil":     {nil, ""},
		"own":     {fault.New(fault.Slow, nil), fault.Slow},
		"wrapped": {fmt.Errorf("submit: %w", fault.New(fault.RateLimited, cause)), fault.RateLimited},
		"foreign": {cause, fault.Internal},
	}
	for name, c := range cases {
		if got := fault.CodeOf(c.err); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if fault.From(nil) != nil {
		t.Error("From(nil) is not nil")
	}
	if e := fault.From(cause); !errors.Is(e, cause) {
		t.Error("the cause is lost")
	}
}

func TestWait_SaysAtLeastAMillisecond(t *testing.T) {
	t.Parallel()
	if got := fault.Wait(fault.RateLimited, time.Microsecond).RetryMillis; got != 1 {
		t.Errorf("got %d ms, want 1", got)
	}
}

func TestLookup_UnknownCodeStillHasADuty(t *testing.T) {
	t.Parallel()
	got := fault.Lookup("from-the-future")
	if got.Code != "from-the-future" || got.Duty != fault.Retry || fault.IsKnown(got.Code) {
		t.Errorf("got %+v", got)
	}
}
