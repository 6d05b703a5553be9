package config_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/config"
)

var update = flag.Bool("update", false, "write .env.example anew")

const exampleFile = "../../.env.example"

func TestLoad_Defaults(t *testing.T) {
	t.Parallel()
	got, err := config.Load([]string{"HOME=/x", "PATH=/bin"})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		API:    config.API{Listen: "127.0.0.1:8080"},
		Store:  config.Store{Kind: config.Pebble, Data: "./data"},
		Tenant: config.Tenant{Default: "main"},
		Wire:   config.Wire{FrameBytes: 1 << 20, BatchEdits: 256},
		Flow:   config.Flow{EditsPerMinute: 3000, EditsBurst: 2000, KilobytesPerMinute: 16384, ReadsPerMinute: 240},
		Socket: config.Socket{QueueBytes: 1 << 20, Sockets: 15000},
		Audit:  config.Audit{LeaseHours: 24},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}
}

func TestLoad_ReadsEveryName(t *testing.T) {
	t.Parallel()
	environ := []string{"SAMSYN_LISTEN=:0", "SAMSYN_DATA=/var/samsyn", "SAMSYN_DEMO=1", "SAMSYN_DEMO_EMPTY=1", "SAMSYN_KEY=nyckel",
		"SAMSYN_MUNICIPALITY=ekby", "SAMSYN_TENANT=pilot", "SAMSYN_LOG=debug", "SAMSYN_FRAME_BYTES=65536", "SAMSYN_BATCH_EDITS=20",
		"SAMSYN_EDITS_PER_MINUTE=60", "SAMSYN_EDITS_BURST=40", "SAMSYN_ORIGINS=a.example, b.example", "SAMSYN_QUEUE_BYTES=524288",
		"SAMSYN_SOCKETS=10", "SAMSYN_KILOBYTES_PER_MINUTE=64", "SAMSYN_READS_PER_MINUTE=10", "SAMSYN_LEASE_HOURS=72", "SAMSYN_STORE=mongo", "SAMSYN_MONGODB_URI=mongodb://db/samsyn", "SAMSYN_REDIS_URL=redis://r", "SAMSYN_SIGNED=1",
		"SAMSYN_PUSH=local", "SAMSYN_PUSH_LOCAL=http://n1:8080", "SAMSYN_FCM_CREDENTIALS=/run/secrets/fcm",
		"SAMSYN_FCM_WEB=" + webApp}
	got, err := config.Load(environ)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		API:    config.API{Listen: ":0"},
		Store:  config.Store{Kind: config.Mongo, Data: "/var/samsyn", MongoURI: "mongodb://db/samsyn"},
		Redis:  config.Redis{URL: "redis://r"},
		Demo:   true,
		Empty:  true,
		Auth:   config.Auth{Key: "nyckel", Signed: "1"},
		Tenant: config.Tenant{Municipality: "ekby", Default: "pilot"},
		Log:    config.Log{Level: slog.LevelDebug},
		Wire:   config.Wire{FrameBytes: 65536, BatchEdits: 20},
		Flow:   config.Flow{EditsPerMinute: 60, EditsBurst: 40, KilobytesPerMinute: 64, ReadsPerMinute: 10},
		Socket: config.Socket{Origins: []string{"a.example", "b.example"}, QueueBytes: 524288, Sockets: 10},
		Audit:  config.Audit{LeaseHours: 72},
		Push:   config.Push{Kind: config.PushLocal, Local: "http://n1:8080", Credentials: "/run/secrets/fcm", Web: ekby},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
	if len(environ) != len(config.Rows()) {
		t.Errorf("%d names set, %d exist", len(environ), len(config.Rows()))
	}
}

func TestLoad_Errors(t *testing.T) {
	t.Parallel()
	for _, entry := range []string{"SAMSYN_LISTEN=8080", "SAMSYN_LISTEN=host:http!", "SAMSYN_PUSH_LOCAL=http://n1:8080", "SAMSYN_DEMO=yes", "SAMSYN_LOG=loud",
		"SAMSYN_LOG=info+3", "SAMSYN_FRAME_BYTES=1MB", "SAMSYN_FRAME_BYTES=1", "SAMSYN_BATCH_EDITS=257", "SAMSYN_BATCH_EDITS=-1",
		"SAMSYN_EDITS_PER_MINUTE=0", "SAMSYN_EDITS_BURST=255", "SAMSYN_QUEUE_BYTES=1000", "SAMSYN_SOCKETS=0", "SAMSYN_LEASE_HOURS=73", "SAMSYN_KILOBYTES_PER_MINUTE=1", "SAMSYN_READS_PER_MINUTE=0", "SAMSYN_TENANT=a/b",
		"SAMSYN_MUNICIPALITY=Örebro kommun", "SAMSYN_STORE=postgres", "SAMSYN_MONGODB_URI=mongodb://db", "SAMSYN_REDIS_URL=localhost:6379"} {
		name, _, _ := strings.Cut(entry, "=")
		if _, err := config.Load([]string{entry}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", entry, err)
		}
	}
}

// A mongo store without an address, or with a mistyped one, is an error that does not show it.
func TestLoad_MongoNeedsItsAddress(t *testing.T) {
	t.Parallel()
	for _, more := range []string{"SAMSYN_MONGODB_URI=", "SAMSYN_MONGODB_URI=mongo://a:planterad@db"} {
		_, err := config.Load([]string{"SAMSYN_STORE=mongo", more})
		if err == nil || !strings.Contains(err.Error(), "SAMSYN_MONGODB_URI") || strings.Contains(err.Error(), "planterad") {
			t.Errorf("%s: got %v", more, err)
		}
	}
}

func TestLoad_UnknownNameIsAnError(t *testing.T) {
	t.Parallel()
	_, err := config.Load([]string{"SAMSYN_LISTN=:1", "SAMSYN_FRAMEBYTES=2"})
	if !errors.Is(err, config.ErrUnknownName) || !strings.Contains(err.Error(), "SAMSYN_LISTN") || !strings.Contains(err.Error(), "SAMSYN_FRAMEBYTES") {
		t.Errorf("got %v", err)
	}
	if _, err := config.Load([]string{"SAMSYN_URL=http://x", "SAMSYN_TEST_MONGODB_URI=mongodb://x", "SAMSYN_KEY="}); err != nil {
		t.Errorf("names of scripts: %v", err)
	}
}

func TestSecrets_AreMasked(t *testing.T) {
	t.Parallel()
	c, err := config.Load([]string{
		"SAMSYN_KEY=planterad", "SAMSYN_STORE=mongo", "SAMSYN_MONGODB_URI=mongodb://a:planterad@db", "SAMSYN_REDIS_URL=redis://:planterad@r",
	})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := c.Print(&out); err != nil {
		t.Fatal(err)
	}
	config.NewLogger(&out, slog.LevelDebug).Info("start", "config", c, "auth", c.Auth, "pointer", &c, "store", c.Store, "redis", c.Redis, "secret", c.Redis.URL)
	fmt.Fprintf(&out, "%v %+v %#v", c, c, c)
	if strings.Contains(out.String(), "planterad") || strings.Count(out.String(), "=(set)") != 3 {
		t.Errorf("got %s", out.String())
	}
}

func TestEnvExample_IsCurrent(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile(exampleFile, []byte(config.EnvExample()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.EnvExample(), string(got)); diff != "" {
		t.Errorf(".env.example (-want +got); run this test with -update:\n%s", diff)
	}
}

// README.md, once it is written, shows every setting with its default.
func TestReadme_HasTheTable(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), config.Markdown()) {
		t.Errorf("README.md lacks this table, to the letter:\n%s", config.Markdown())
	}
}

// Whoever says nothing is safe: only demo data makes a server believe what nobody signed.
func TestMustSign_UnlessSomebodySaysOtherwise(t *testing.T) {
	t.Parallel()
	for environ, want := range map[string]bool{
		"": true, "SAMSYN_SIGNED=": true, "SAMSYN_SIGNED=1": true, "SAMSYN_SIGNED=0": false, "SAMSYN_DEMO=1": false, "SAMSYN_DEMO=1 SAMSYN_SIGNED=1": true,
	} {
		c, err := config.Load(strings.Fields(environ))
		if err != nil || c.MustSign() != want {
			t.Errorf("%q: %v, %v", environ, c.MustSign(), err)
		}
	}
	if _, err := config.Load([]string{"SAMSYN_SIGNED=yes"}); err == nil {
		t.Error("yes is neither 0 nor 1")
	}
}
