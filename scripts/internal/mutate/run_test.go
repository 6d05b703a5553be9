package mutate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const small = `test .

mutant wrong sum: nobody is paid right
in sum.go
- a + b
+ a - b
mutant unseen: nobody looks
in sum.go
- return "kr"
+ return "öre"
mutant same: it is the same
in sum.go
- a + b
+ b + a
equivalent addition does not care
mutant seen: called equivalent, and is not
in sum.go
- a + b
+ a
equivalent nobody adds anything but nothing
mutant broken: does not compile
in sum.go
- a + b
+ a + c
mutant falls: it does not come back
in sum.go
- a + b
+ a + b + Sum(a, b)
`

// module makes a module with one function that is tested and one that is not.
func module(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module small\n\ngo 1.26\n",
		"sum.go":      "package small\n\nfunc Sum(a, b int) int { return a + b }\n\nfunc Unit() string { return \"kr\" }\n",
		"sum_test.go": "package small\n\nimport \"testing\"\n\nfunc TestSum(t *testing.T) {\n\tif Sum(2, 1) != 3 {\n\t\tt.Error(\"wrong\")\n\t}\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRun_SaysWhatBecameOfEach(t *testing.T) {
	t.Parallel()
	dir := module(t)
	mutants, err := Parse("small", small)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "sum.go"))
	if err != nil {
		t.Fatal(err)
	}
	type fate struct{ Killed, Right, Wrong bool }
	got := map[string]fate{}
	_, err = Run(t.Context(), mutants, Options{Root: dir, Workers: 2, Timeout: 20 * time.Second, Tell: func(r Result) {
		got[r.Name] = fate{r.Killed, r.IsRight(), r.Err != nil}
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fate{
		"wrong sum": {Killed: true, Right: true}, "unseen": {}, "same": {Right: true}, "seen": {Killed: true}, "broken": {Wrong: true},
		"falls": {Killed: true, Right: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	after, err := os.ReadFile(filepath.Join(dir, "sum.go"))
	if err != nil || string(after) != string(before) {
		t.Errorf("the tree was changed: %v\n%s", err, after)
	}
}

func TestRun_LooksFirst(t *testing.T) {
	t.Parallel()
	dir := module(t)
	test := filepath.Join(dir, "sum_test.go")
	text, err := os.ReadFile(test)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(test, []byte(strings.Replace(string(text), "!= 3", "!= 4", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	mutants, err := Parse("small", "test .\nmutant one: x\nin sum.go\n- a + b\n+ a - b\n")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Run(t.Context(), mutants, Options{Root: dir, Workers: 1, Timeout: 20 * time.Second, Tell: func(r Result) { t.Errorf("tried %s", r.Name) }})
	if err == nil || !strings.Contains(err.Error(), "does not pass with nothing broken") {
		t.Errorf("got %v", err)
	}
}
