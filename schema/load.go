package schema

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed meta.json values.json roles.json compartments.json words.json types/*.json
var files embed.FS

// Files are the schema files as they were written, for programs that publish them: Load has put shared values in the place of
// references.
func Files() fs.FS { return files }

// Embedded is the set the program was built with. It is parsed once; it panics only if the program's own files are broken,
// which the tests of this package rule out.
var Embedded = sync.OnceValue(func() *Set {
	set, err := Load(files)
	if err != nil {
		panic("schema: embedded files: " + err.Error())
	}
	return set
})

// Load reads roles.json, compartments.json, types/*.json, and values.json and words.json, which may be missing. The error joins all that is
// wrong, a line each, with file and field. Nothing is loaded unless everything is right.
func Load(fsys fs.FS) (*Set, error) {
	l := loader{fsys: fsys, set: &Set{Types: map[string]*Type{}}}
	if err := l.compileMeta(); err != nil {
		return nil, err
	}
	shared := map[string]any{}
	l.read("roles.json", "roles", &l.set.Roles)
	l.read("compartments.json", "compartments", &l.set.Compartments)
	if _, err := fs.Stat(fsys, "values.json"); err == nil {
		l.read("values.json", "values", &shared)
	}
	names, err := fs.Glob(fsys, "types/*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		t := new(Type)
		if !l.read(file, "type", t) {
			continue
		}
		if t.Name != strings.TrimSuffix(path.Base(file), ".json") {
			l.faultf(file, "type", "is %q, but the file is named otherwise", t.Name)
		}
		l.finish(file, t, shared)
		l.set.Types[t.Name] = t
	}
	if len(l.faults) == 0 { // or each role of a broken roles.json would be unknown everywhere
		l.cross()
	}
	if len(l.faults) == 0 {
		l.words()
	}
	if err := errors.Join(l.faults...); err != nil {
		return nil, err
	}
	return l.set, nil
}

// loader gathers the faults of a set of files.
type loader struct {
	fsys   fs.FS
	set    *Set
	meta   map[string]*jsonschema.Schema // by the name of the definition in meta.json
	faults []error
}

// faultf notes a fault: "types/goal.json: fields.target: …".
func (l *loader) faultf(file, field, format string, args ...any) {
	l.faults = append(l.faults, fmt.Errorf("%s: %s: %s", file, field, fmt.Sprintf(format, args...)))
}

// compileMeta compiles our own meta.json: it is the language of the files, so it is never taken from fsys.
func (l *loader) compileMeta() error {
	text, err := files.ReadFile("meta.json")
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("meta.json: %w", err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema:meta", doc); err != nil {
		return fmt.Errorf("meta.json: %w", err)
	}
	l.meta = map[string]*jsonschema.Schema{}
	for _, name := range []string{"type", "roles", "compartments", "values", "words"} {
		if l.meta[name], err = c.Compile("schema:meta#/$defs/" + name); err != nil {
			return fmt.Errorf("meta.json: %w", err)
		}
	}
	return nil
}

// read checks a file against its part of the meta-schema and decodes it. It is false when the file cannot be used.
func (l *loader) read(file, kind string, into any) bool {
	text, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.faults = append(l.faults, err)
		return false
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		l.faultf(file, "(all)", "%v", err)
		return false
	}
	if err := l.meta[kind].Validate(doc); err != nil {
		l.metaFaults(file, err)
		return false
	}
	if err := json.Unmarshal(text, into, json.RejectUnknownMembers(true)); err != nil { // also finds members named twice
		l.faultf(file, "(all)", "%v", err)
		return false
	}
	return true
}

func (l *loader) metaFaults(file string, err error) {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		l.faultf(file, "(all)", "%v", err)
		return
	}
	for len(invalid.Causes) == 1 {
		invalid = invalid.Causes[0]
	}
	if len(invalid.Causes) > 0 {
		for _, cause := range invalid.Causes {
			l.metaFaults(file, cause)
		}
		return
	}
	where := "(all)"
	if len(invalid.InstanceLocation) > 0 {
		where = strings.Join(invalid.InstanceLocation, ".")
	}
	l.faultf(file, where, "%s", invalid.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
}

// finish fills in what a type's file leaves out: names, the values of "state", parsed scopes and compiled schemas.
func (l *loader) finish(file string, t *Type, shared map[string]any) {
	for _, scope := range t.Scopes {
		t.scopes = append(t.scopes, parseTemplate(scope))
	}
	for name, f := range t.Fields {
		f.Name = name
		if f.Policy == StateMachine && t.States != nil {
			f.Schema = map[string]any{"type": "string", "enum": asAny(t.States.Precedence)}
		}
		if f.Schema == nil {
			l.faultf(file, "fields."+name, "has no schema")
			continue
		}
		whole, err := inline(f.Schema, shared)
		if err == nil {
			f.Schema = whole
			f.check, err = compileValue(whole)
		}
		if err != nil {
			l.faultf(file, "fields."+name+".schema", "%v", err)
		}
	}
}

func asAny(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}
