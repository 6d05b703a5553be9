package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const here = "../../../.."

// What is committed is what the code says. After a change of frames, codes or document types, run scripts/gen.
func TestGen_PublishedIsWhatTheCodeSays(t *testing.T) {
	t.Parallel()
	if err := run(here, true); err != nil {
		t.Error(err)
	}
}

// copied is a repository with nothing but what gen reads and writes.
func copied(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{folder + "/published", folder + "/vectors", folder + "/sdk/src/advise", tools} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	files := []string{filepath.Join(here, folder, "sdk/src/schema.json"), filepath.Join(here, folder, "sdk/src/advise/texts.json")}
	for _, dir := range []string{"published", "vectors"} {
		some, err := filepath.Glob(filepath.Join(here, folder, dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	for _, maker := range makers {
		files = append(files, filepath.Join(here, tools, maker))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, err := filepath.Rel(here, file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func change(t *testing.T, file, was, is string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), was) {
		t.Fatalf("no %s in %s", was, file)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), was, is, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Each published file that is not what the code says is named, and written anew.
func TestGen_NamesWhatIsStale(t *testing.T) {
	t.Parallel()
	for file, c := range map[string]struct{ was, is, says string }{
		"published/frames.schema.json":    {`"Samsyn frames"`, `"Frames"`, "frames.schema.json"},
		"published/documents.schema.json": {`"Samsyn documents"`, `"Documents"`, "documents.schema.json"},
		"published/openapi.json":          {`"3.1.0"`, `"3.0.0"`, "openapi.json"},
		"published/asyncapi.json":         {`"3.0.0"`, `"2.0.0"`, "asyncapi.json"},
		"published/errors.json":           {`"bad-frame"`, `"worse-frame"`, "errors.json"},
		"published/types.ts":              {"export", "exports", "types.ts"},
		"vectors/stamps.json":             {`"now"`, `"then"`, "stamps.json"},
		"sdk/src/schema.json":             {`"goal"`, `"aim"`, "schema.json"},
		"published/sums.txt":              {"what", "which", "types.ts"},
	} {
		root := copied(t)
		change(t, filepath.Join(root, folder, file), c.was, c.is)
		if err := run(root, true); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", file, err)
		}
		if file == "published/types.ts" || file == "published/sums.txt" { // made by npm packages
			continue
		}
		if err := run(root, false); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if err := run(root, true); err != nil {
			t.Errorf("%s, made anew: %v", file, err)
		}
	}
}

// A lock that promises something else stops everything, and nothing is written.
func TestGen_RefusesWhatBreaksPhones(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ was, is string }{
		"a member means something else": {`"frames/hello/token": "`, `"frames/hello/token": "0`},
		"a code is gone":                {`"codes/bad-frame"`, `"codes/good-frame"`},
		"a field is gone":               {`"types/goal/fields/`, `"types/goal/fields/no`},
		"the version went back":         {`"contract": 1`, `"contract": 9`},
	} {
		root := copied(t)
		change(t, filepath.Join(root, folder, lockFile), c.was, c.is)
		change(t, filepath.Join(root, folder, "published/errors.json"), `"bad-frame"`, `"worse-frame"`)
		for _, check := range []bool{true, false} {
			if err := run(root, check); err == nil || !strings.Contains(err.Error(), "would trip over") {
				t.Errorf("%s, check %t: %v", name, check, err)
			}
		}
		if text, err := os.ReadFile(filepath.Join(root, folder, "published/errors.json")); err != nil || !strings.Contains(string(text), "worse-frame") {
			t.Errorf("%s: something was written, %v", name, err)
		}
	}
	root := copied(t)
	if err := os.Remove(filepath.Join(root, folder, lockFile)); err != nil {
		t.Fatal(err)
	}
	if err := run(root, false); err == nil {
		t.Error("a lock that is gone is made anew")
	}
}

// What older phones may ignore has to be written down, and is by scripts/gen; so is all that changed with a new version.
func TestGen_TakesAdditionsAndNewVersions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ was, is string }{
		"a code":        {`"codes/bad-frame": "`, `"codes-bad-frame": "`},
		"a field":       {`"types/goal/fields/`, `"types-goal-fields/`},
		"a new version": {`"contract": 1`, `"contract": 0`},
	} {
		root := copied(t)
		file := filepath.Join(root, folder, lockFile)
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if name != "a new version" { // a point that the lock does not know yet
			line := before[strings.Index(string(before), c.was):]
			change(t, file, string(line[:strings.Index(string(line), "\n")+1]), "")
		} else {
			change(t, file, c.was, c.is)
		}
		if err := run(root, true); err == nil || !strings.Contains(err.Error(), lockFile) {
			t.Errorf("%s: %v", name, err)
		}
		if err := run(root, false); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
			t.Errorf("%s: the lock is another, %v", name, err)
		}
	}
}
