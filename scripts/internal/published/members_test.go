package published

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// Each kind that wire names has a table, and no other.
func TestTables_HaveEveryKindOfFrame(t *testing.T) {
	t.Parallel()
	kinds, tables := map[string]bool{}, map[string]bool{}
	for name, value := range constants(t) {
		if strings.HasPrefix(name, "Kind") {
			kinds[value] = true
		}
	}
	for _, f := range frames() {
		tables[f.kind] = true
	}
	if diff := cmp.Diff(kinds, tables); diff != "" {
		t.Errorf("kinds of wire (-) and tables (+):\n%s", diff)
	}
}

// What the server sends is written from Go structs: their members, and which may be left out, are those of the tables.
func TestTables_AreTheStructsThatTheServerSends(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]any{
		"WelcomeFrame": wire.Welcome{}, "DocumentsFrame": wire.Documents{}, "CommitFrame": wire.Commit{}, "VerdictsFrame": wire.Verdicts{},
		"SealedVerdictsFrame": wire.Carried{}, "CaughtUpFrame": wire.CaughtUp{}, "GrantFrame": wire.Grant{}, "RevokeFrame": wire.Revoke{},
		"ReadsWantedFrame": wire.ReadsWanted{}, "ReadsTakenFrame": wire.ReadsTaken{}, "BoardFrame": wire.Board{}, "LocksFrame": wire.Locks{},
		"ErrorFrame": wire.Error{}, "ByeFrame": wire.Bye{},
		"PhoneLimits": wire.PhoneLimits{}, "CarriedVerdict": wire.CarriedVerdict{}, "Present": wire.Present{}, "Held": wire.Held{},
		"Document": document.Document{}, "Origin": document.Origin{}, "Field": document.Field{}, "Cell": document.Cell{}, "Candidate": document.Candidate{},
		"Seen": document.Seen{}, "Change": document.Change{}, "Verdict": document.Verdict{}, "Note": document.Note{}, "Cursor": document.Cursor{},
		"Base": document.Base{}, "Edit": document.Edit{}, "Op": document.Op{}, "Read": reads.Read{}, "Reads": reads.Batch{}, "Proof": sign.Proof{},
	} {
		want := map[string]string{}
		members(reflect.TypeOf(of), want)
		if strings.HasSuffix(name, "Frame") {
			want["frame"] = "string, required"
		}
		got := map[string]string{}
		s := framesSchema()["$defs"].(Schema)[name].(Schema)
		needed, _ := s["required"].([]string)
		for member, of := range s["properties"].(Schema) {
			got[member] = kindOf(of.(Schema))
			if slices.Contains(needed, member) {
				got[member] += ", required"
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: Go (-) and the table (+):\n%s", name, diff)
		}
	}
}

// members lists a struct's members as JSON has them.
func members(of reflect.Type, into map[string]string) {
	for i := range of.NumField() {
		f := of.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-":
			continue
		case name == "" && f.Type.Kind() == reflect.Struct: // embedded
			members(f.Type, into)
			continue
		}
		into[name] = jsonKind(f.Type)
		if !strings.Contains(options, "omit") {
			into[name] += ", required"
		}
	}
}

func jsonKind(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if _, is := reflect.New(t).Interface().(interface{ MarshalText() ([]byte, error) }); is {
		return "string"
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return "integer"
	case reflect.Map, reflect.Struct:
		return "object"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 && t.Name() == "Value" {
			return "any"
		}
		return "array"
	}
	return t.String()
}

func kindOf(s Schema) string {
	for s["$ref"] != nil {
		s = framesSchema()["$defs"].(Schema)[strings.TrimPrefix(s["$ref"].(string), "#/$defs/")].(Schema)
	}
	if kind, ok := s["type"].(string); ok {
		return kind
	}
	return "any"
}

// A phone's frames are read member by member: a value that no member has is refused just where the table has the member, and ignored
// elsewhere.
func TestTables_HaveTheMembersThatTheServerReads(t *testing.T) {
	t.Parallel()
	lenient := []string{"catchup cursor"} // one that cannot be read is as good as none
	names := memberNames(t)
	for _, f := range phoneFrames() {
		has := map[string]bool{"frame": true}
		for _, m := range f.members {
			has[m.name] = true
			if !slices.Contains(names, m.name) {
				t.Errorf("%s: wire knows no %s", f.kind, m.name)
			}
		}
		for _, name := range names {
			refused := false
			var err error
			for _, value := range []string{"[[]]", "true"} {
				if _, err = wire.Decode(spoiled(f, name, value), wire.Limits{}); fault.CodeOf(err) == fault.BadFrame {
					refused = true
				}
			}
			if refused != has[name] && !slices.Contains(lenient, f.kind+" "+name) {
				t.Errorf("%s: a wrong %s: %v, and in the table: %t", f.kind, name, err, has[name])
			}
		}
	}
}

// spoiled is a frame with all it needs, but for one member, which has a wrong value.
func spoiled(f frame, wrong, value string) []byte {
	values := map[string]string{
		"contract": `1`, "token": `""`, "replica": `"r"`, "scope": `"tenant/directory"`, "doc": `"d"`, "author": `"a"`, "kind": `"staff"`, "enc": `"AAAA"`, "box": `"AAAA"`,
		"state": `"online"`, "pending": `0`, "edits": `[]`, "from": `1`, "prev": `"` + strings.Repeat("0", 64) + `"`, "events": `[{"n":1,"at":0,"scope":"tenant/directory","action":"read"}]`,
	}
	has := map[string]string{"frame": strconv.Quote(f.kind)}
	for _, m := range f.members {
		if m.required {
			has[m.name] = values[m.name]
		}
	}
	has[wrong] = value
	var out []string
	for _, name := range slices.Sorted(maps.Keys(has)) {
		out = append(out, fmt.Sprintf("%q:%s", name, has[name]))
	}
	return []byte("{" + strings.Join(out, ",") + "}")
}

// memberNames are all that package wire compares names of members with.
func memberNames(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			clause, is := n.(*ast.CaseClause)
			if !is {
				return true
			}
			for _, e := range clause.List {
				if lit, is := e.(*ast.BasicLit); is && lit.Kind == token.STRING {
					if name, err := strconv.Unquote(lit.Value); err == nil {
						found[name] = true
					}
				}
			}
			return true
		})
	}
	return slices.Sorted(maps.Keys(found))
}

func constants(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, is := n.(*ast.ValueSpec)
			if !is {
				return true
			}
			for i, v := range spec.Values {
				if lit, is := v.(*ast.BasicLit); is && lit.Kind == token.STRING {
					found[spec.Names[i].Name], _ = strconv.Unquote(lit.Value)
				}
			}
			return true
		})
	}
	return found
}

func sources(t *testing.T) (files []*ast.File) {
	t.Helper()
	paths, err := filepath.Glob("../../../server/wire/*.go")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
