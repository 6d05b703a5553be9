package deploy_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/samsyn/samsyn/server/config"
)

const top = "../.."

// compose is the part of docker-compose.yml that the tests look at.
type compose struct {
	Services map[string]service `yaml:"services"`
	Volumes  map[string]any     `yaml:"volumes"`
	Networks map[string]struct {
		Internal bool `yaml:"internal"`
	} `yaml:"networks"`
	Secrets map[string]map[string]string `yaml:"secrets"`
}

type service struct {
	Image string `yaml:"image"`
	Build struct {
		Context    string `yaml:"context"`
		Dockerfile string `yaml:"dockerfile"`
	} `yaml:"build"`
	User        string            `yaml:"user"`
	Restart     string            `yaml:"restart"`
	CapDrop     []string          `yaml:"cap_drop"`
	SecurityOpt []string          `yaml:"security_opt"`
	ReadOnly    bool              `yaml:"read_only"`
	Privileged  bool              `yaml:"privileged"`
	Networks    []string          `yaml:"networks"`
	Ports       []string          `yaml:"ports"`
	Volumes     []string          `yaml:"volumes"`
	Environment map[string]string `yaml:"environment"`
	Secrets     []string          `yaml:"secrets"`
	Healthcheck struct {
		Test []string `yaml:"test"`
	} `yaml:"healthcheck"`
	Deploy struct {
		Resources struct {
			Limits map[string]any `yaml:"limits"`
		} `yaml:"resources"`
	} `yaml:"deploy"`
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(t *testing.T) compose {
	t.Helper()
	var c compose
	if err := yaml.Unmarshal([]byte(read(t, "docker-compose.yml")), &c); err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(c.Services)); strings.Join(got, " ") != "balancer mongodb node1 node2 redis" {
		t.Fatalf("services: %v", got)
	}
	return c
}

func TestCompose_EveryServiceIsPinnedConfinedAndWatched(t *testing.T) {
	t.Parallel()
	pinned := regexp.MustCompile(`^[a-z]+:\d+\.\d+\.\d+(-alpine)?$`)
	for name, s := range parse(t).Services {
		if s.Build.Dockerfile == "" && !pinned.MatchString(s.Image) {
			t.Errorf("%s: image %q is not pinned", name, s.Image)
		}
		if uid, _, _ := strings.Cut(s.User, ":"); uid == "" || uid == "0" || uid == "root" {
			t.Errorf("%s runs as %q", name, s.User)
		}
		if s.Privileged || !s.ReadOnly || !slices.Contains(s.CapDrop, "ALL") || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s is not confined: %+v", name, s)
		}
		for _, limit := range []string{"memory", "cpus", "pids"} {
			if s.Deploy.Resources.Limits[limit] == nil {
				t.Errorf("%s has no limit of %s", name, limit)
			}
		}
		if len(s.Healthcheck.Test) < 2 || s.Restart == "" {
			t.Errorf("%s: healthcheck %q, restart %q", name, s.Healthcheck.Test, s.Restart)
		}
		if len(s.Ports) > 0 != (name == "balancer") {
			t.Errorf("%s has ports %v: only the balancer is reached from outside", name, s.Ports)
		}
	}
}

// What a service names is there: secrets, volumes, networks, files.
func TestCompose_NothingIsMissing(t *testing.T) {
	t.Parallel()
	c := parse(t)
	if !c.Networks["inside"].Internal {
		t.Error("the inner network reaches the world")
	}
	for name, s := range c.Services {
		for _, secret := range s.Secrets {
			if _, ok := c.Secrets[secret]; !ok {
				t.Errorf("%s: no secret %q", name, secret)
			}
		}
		for _, network := range s.Networks {
			if _, ok := c.Networks[network]; !ok {
				t.Errorf("%s: no network %q", name, network)
			}
		}
		for _, volume := range s.Volumes {
			from, _, _ := strings.Cut(volume, ":")
			if _, named := c.Volumes[from]; named {
				continue
			}
			if _, err := os.Stat(filepath.Join(top, from)); err != nil || !strings.HasSuffix(volume, ":ro") {
				t.Errorf("%s: volume %q: %v", name, volume, err)
			}
		}
		for variable, value := range s.Environment {
			file, is := strings.CutPrefix(value, "/run/secrets/")
			if is != strings.HasSuffix(variable, "_FILE") || is && !slices.Contains(s.Secrets, file) {
				t.Errorf("%s: %s is %q, which the service does not get", name, variable, value)
			}
		}
	}
	for name, volume := range c.Volumes {
		if volume == nil {
			t.Errorf("volume %s", name)
		}
	}
}

// No secret is in the file, none has a default, and what must be given stops docker compose when it is not.
func TestCompose_HoldsNoSecretAndNoDefaultOfOne(t *testing.T) {
	t.Parallel()
	c := parse(t)
	for name, s := range c.Secrets { // from a file: others cannot be put into a container that is read-only
		if len(s) != 1 || s["file"] != "${SAMSYN_SECRETS:?a folder with the secrets}/"+name {
			t.Errorf("secret %s is %+v", name, s)
		}
		if !strings.Contains(read(t, "README.md"), "secrets/"+name) {
			t.Errorf("README.md does not say how to make secret %s", name)
		}
	}
	for name, s := range c.Services {
		for variable := range s.Environment {
			if regexp.MustCompile(`KEY|PASSWORD|URI|URL|TOKEN`).MatchString(variable) && !strings.HasSuffix(variable, "_FILE") {
				t.Errorf("%s gets %s in its environment instead of a file", name, variable)
			}
		}
	}
	text := read(t, "docker-compose.yml")
	if m := regexp.MustCompile(`://[^/\s]*:[^/\s]*@`).FindString(text); m != "" {
		t.Errorf("docker-compose.yml has an address with a password: %s", m)
	}
	for _, m := range regexp.MustCompile(`\$\{(\w+)(:?[-?])?`).FindAllStringSubmatch(text, -1) {
		optional := m[1] == "SAMSYN_ORIGINS" || m[1] == "SAMSYN_PORT"
		if want := map[bool]string{true: ":-", false: ":?"}[optional]; m[2] != want {
			t.Errorf("${%s%s: want %s", m[1], m[2], want)
		}
	}
	for _, bad := range []string{"latest", "privileged", "docker.sock", "network_mode"} {
		if strings.Contains(text, bad) {
			t.Errorf("docker-compose.yml has %q", bad)
		}
	}
}

// The nodes' environment is one that the server takes.
func TestCompose_TheServerKnowsItsSettings(t *testing.T) {
	t.Parallel()
	secret := map[string]bool{}
	for _, r := range config.Rows() {
		secret[r.Name] = r.Secret
	}
	given := map[string]string{
		"SAMSYN_KEY": "key", "SAMSYN_MONGODB_URI": "mongodb://samsyn:x@mongodb:27017/samsyn?replicaSet=rs0&authSource=admin",
		"SAMSYN_REDIS_URL": "redis://:x@redis:6379/0", "SAMSYN_MUNICIPALITY": "ekby", "SAMSYN_TENANT": "main",
	}
	c := parse(t)
	for _, node := range []string{"node1", "node2"} {
		var environ []string
		for name, value := range c.Services[node].Environment {
			if of, file := strings.CutSuffix(name, "_FILE"); file {
				if source := "samsyn_" + strings.TrimPrefix(value, "/run/secrets/"); !secret[of] || strings.ToUpper(source) != of {
					t.Errorf("%s: %s is of %q, a secret of %q", node, name, of, source)
				}
				name, value = of, given[of]
			}
			if strings.HasPrefix(value, "${") {
				value = given[name]
			}
			if _, known := secret[name]; !known {
				t.Errorf("%s: the server does not know %s", node, name)
			}
			environ = append(environ, name+"="+value)
		}
		got, err := config.Load(environ)
		if err != nil || got.Store.Kind != config.Mongo || got.Redis.URL == "" || got.Auth.Key == "" {
			t.Errorf("%s: %v with %v", node, err, environ)
		}
	}
}
