package deploy_test

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

func TestDockerfile_IsPinnedAndNotRoot(t *testing.T) {
	t.Parallel()
	text := read(t, "server/Dockerfile")
	from := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(text, -1)
	if len(from) != 3 || !regexp.MustCompile(`^node:\d+\.\d+\.\d+-bookworm-slim$`).MatchString(from[0][1]) ||
		!regexp.MustCompile(`^golang:\d+\.\d+\.\d+-bookworm$`).MatchString(from[1][1]) || from[2][1] != "scratch" {
		t.Fatalf("images: %v", from)
	}
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "go.mod"))
	if len(version) != 2 || !strings.HasPrefix(from[1][1], "golang:"+version[1]+".") {
		t.Errorf("built with %s, go.mod wants %v", from[1][1], version)
	}
	_, last, _ := strings.Cut(text, "FROM scratch")
	if !regexp.MustCompile(`(?m)^USER [1-9]\d+:[1-9]\d+$`).MatchString(last) || !strings.Contains(last, `CMD ["/samsyn", "health"]`) {
		t.Errorf("the last stage runs as root, or has no healthcheck:\n%s", last)
	}
	if regexp.MustCompile(`(?i)(ENV|ARG)\b.*(KEY|PASSWORD|URI|TOKEN)`).MatchString(text) {
		t.Error("a secret in the image")
	}
}

// What the Dockerfile copies is what .dockerignore lets through, and all that its build needs: the build is run, in a folder with
// nothing else.
func TestDockerfile_BuildsAStaticServer(t *testing.T) {
	t.Parallel()
	text := read(t, "server/Dockerfile")
	_, build, _ := strings.Cut(text, "FROM golang")
	build, _, _ = strings.Cut(build, "FROM scratch")
	folder := t.TempDir()
	for _, m := range regexp.MustCompile(`(?m)^COPY (.+) (\S+)$`).FindAllStringSubmatch(build, -1) {
		if strings.HasPrefix(m[1], "--from=app ") { // as it was built here, or was not
			copyIn(t, folder, m[2])
			continue
		}
		for name := range strings.FieldsSeq(m[1]) {
			if !isLetThrough(t, name) {
				t.Errorf(".dockerignore keeps %s from the builder", name)
			}
			copyIn(t, folder, name)
		}
	}
	command := regexp.MustCompile(`(?m)^RUN (CGO_ENABLED=0) (go build .+)$`).FindStringSubmatch(text)
	if command == nil {
		t.Fatal("no build without CGO in server/Dockerfile")
	}
	binary := filepath.Join(folder, "samsyn")
	line := strings.Replace(command[2], "/out/samsyn", binary, 1)
	run := exec.CommandContext(t.Context(), "sh", "-c", line)
	run.Dir, run.Env = folder, append(os.Environ(), command[1], "GOFLAGS=")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	wantStatic(t, binary)
	if out, err := exec.CommandContext(t.Context(), binary, "help").Output(); err != nil || !strings.Contains(string(out), "samsyn restore") {
		t.Errorf("help: %v\n%s", err, out)
	}
}

// isLetThrough reports whether .dockerignore names a file or a folder that it is in.
func isLetThrough(t *testing.T, name string) bool {
	t.Helper()
	for ; name != "."; name = filepath.Dir(name) {
		if strings.Contains(read(t, ".dockerignore"), "\n!"+name+"\n") {
			return true
		}
	}
	return false
}

// copyIn links a file or folder of the repository, without its tests, as .dockerignore lets it through.
func copyIn(t *testing.T, folder, name string) {
	t.Helper()
	from, err := filepath.Abs(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(folder, name, below)
		switch {
		case d.IsDir() && d.Name() == "testdata":
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o750)
		case strings.HasSuffix(path, "_test.go"), strings.HasSuffix(path, ".md"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantStatic(t *testing.T, binary string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return // built for here, not for a container
	}
	f, err := elf.Open(binary)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("the server needs a dynamic linker")
		}
	}
}

// Both nodes are behind the balancer, whose websockets outlive the server's ping, and what is for operators stays inside.
func TestBalancer_KeepsWebSocketsAndHidesTheInside(t *testing.T) {
	t.Parallel()
	text := read(t, "scripts/deploy/haproxy.cfg")
	for _, want := range []string{
		"server node1 node1:8080", "server node2 node2:8080", "timeout tunnel 2m", "GET /healthz", "/run/secrets/tls",
		"deny deny_status 404 unless { path / /v1/socket /v1/sync } or { path_reg ^/app/(assets/)?[A-Za-z0-9._-]*$ }",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("haproxy.cfg lacks %q", want)
		}
	}
}
