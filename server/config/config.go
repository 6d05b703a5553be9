// Package config reads the server's configuration from the environment, and nothing else does.
//
// main loads a Config; app copies its values into each package's own Options, so no other package imports this one. It also
// makes the server's logger, because what may be logged is a setting that nobody can turn off (log.go).
//
// Promises: an unknown SAMSYN_ name is an error, so that a misspelt limit is not silently the default; secrets are masked
// wherever the configuration is shown; README and .env.example are checked against this package by a test.
//
// The package starts no goroutine. To test code that uses it, call Load with a list of NAME=value texts.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// Config is every setting, nested by the package it is for. It is plain data.
type Config struct {
	API    API
	Store  Store
	Demo   bool // fictional people and an issuer of tokens for them
	Empty  bool // the demo begins without the fictional municipality
	Auth   Auth
	Tenant Tenant
	Log    Log
	Wire   Wire
	Flow   Flow
	Socket Socket
	Audit  Audit
	Redis  Redis
	Push   Push
}

// API is where the server listens.
type API struct {
	Listen string // host:port; port 0 takes a free one
}

// The stores there are.
const (
	Pebble = "pebble" // embedded: one process, a folder
	Mongo  = "mongo"  // MongoDB: any number of nodes
)

// Store is where the log and the documents are kept.
type Store struct {
	Kind     string // Pebble or Mongo
	Data     string // the embedded store's folder
	MongoURI Secret // of MongoDB, with the database; it may hold a password
}

// Redis carries presence, locks and hints between nodes.
type Redis struct {
	URL Secret // "" for none; it may hold a password
}

// How phones are rung.
const (
	PushOff   = "off"   // not at all
	PushFCM   = "fcm"   // by Firebase Cloud Messaging
	PushLocal = "local" // by a service in the process, which shows what it is told; with demo data only
)

// Push is how phones are rung while the app is closed.
type Push struct {
	Kind        string // PushOff, PushFCM or PushLocal; "" leaves it to PushKind
	Credentials string // path of a service account's key for FCM
	Local       string // of PushLocal: another node's address, whose service this node's pushes go to; "": one of its own
	Web         WebPush
}

// PushKind is how phones are rung: by FCM if there are credentials, in the process with demo data, else not at all.
func (c *Config) PushKind() string {
	switch {
	case c.Push.Kind != "":
		return c.Push.Kind
	case c.Push.Credentials != "":
		return PushFCM
	case c.Demo:
		return PushLocal
	}
	return PushOff
}

// Secret is a text that is never shown: not in logs, not in errors.
type Secret string

// LogValue masks it in logs.
func (Secret) LogValue() slog.Value { return slog.StringValue("·") }

// String masks it in texts.
func (Secret) String() string { return "·" }

// GoString masks it in texts.
func (Secret) GoString() string { return "·" }

// MarshalText masks it in JSON.
func (Secret) MarshalText() ([]byte, error) { return []byte("·"), nil }

// Auth is how somebody proves who they are: a key that tokens are checked with, and a key of each login that edits are signed with.
type Auth struct {
	Key    string // secret: the form of auth.ParseKey; "" lets nobody in, except where Demo makes a key of its own
	Signed string // "1" takes only edits that are signed, "0" also others; "" leaves it to MustSign
}

// MustSign reports whether a login without a key may hand in nothing. It is so unless somebody says otherwise, but not with demo
// data, where anybody is anybody.
func (c *Config) MustSign() bool { return c.Auth.Signed == "1" || c.Auth.Signed == "" && !c.Demo }

// Tenant says whose server this is.
type Tenant struct {
	Municipality string // the municipality's organisation id in scopes; "" without a real tenant
	Default      string // the tenant that load and token work on
}

// Log is how much is logged.
type Log struct {
	Level slog.Level
}

// Wire limits frames.
type Wire struct {
	FrameBytes int
	BatchEdits int
}

// Flow limits submits, per actor.
type Flow struct {
	EditsPerMinute int
	EditsBurst     int
	// KilobytesPerMinute and ReadsPerMinute bound what an actor sends and asks for.
	KilobytesPerMinute int
	ReadsPerMinute     int
}

// Socket limits connections.
type Socket struct {
	Origins    []string // hosts whose pages may connect besides the server's own
	QueueBytes int      // waiting for one socket before it is closed as slow
	Sockets    int      // open at the same time
}

// Audit is about what is on which phone.
type Audit struct {
	LeaseHours int // how long a phone may show what it holds after its last contact
}

// ErrUnknownName says that the environment has a SAMSYN_ name that nothing reads.
var ErrUnknownName = errors.New("no such setting; see .env.example")

// Load reads a Config from environment texts NAME=value (os.Environ), filling in defaults, and validates it. The error joins
// everything that is wrong, not only the first. It never holds a secret's value.
func Load(environ []string) (Config, error) {
	var c Config
	var errs []error
	settings := c.settings()
	known := map[string]setting{}
	for _, s := range settings {
		known[s.Name] = s
		if err := s.set(s.Default); err != nil {
			errs = append(errs, fmt.Errorf("default of %s: %w", s.Name, err))
		}
	}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "SAMSYN_") || belongsToScripts(name) {
			continue
		}
		s, ok := known[name]
		if !ok {
			errs = append(errs, fmt.Errorf("%s: %w", name, ErrUnknownName))
			continue
		}
		if value == "" { // `SAMSYN_KEY=` in a file means "not set"
			continue
		}
		if err := s.set(value); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	if len(errs) == 0 {
		errs = append(errs, c.Validate())
	}
	return c, errors.Join(errs...)
}

// belongsToScripts names what scripts and tests read, not the server.
func belongsToScripts(name string) bool {
	return name == "SAMSYN_URL" || strings.HasPrefix(name, "SAMSYN_TEST_")
}

// Validate checks what one value alone cannot show, and ranges.
func (c *Config) Validate() error {
	var errs []error
	need := func(ok bool, name, want string) {
		if !ok {
			errs = append(errs, fmt.Errorf("%s: %s", name, want))
		}
	}
	need(isListen(c.API.Listen), "SAMSYN_LISTEN", "needs host:port, such as 127.0.0.1:8080")
	need(c.Store.Data != "", "SAMSYN_DATA", "needs a folder")
	need(c.Store.Kind == Pebble || c.Store.Kind == Mongo, "SAMSYN_STORE", "needs pebble or mongo")
	need(c.Store.Kind != Mongo || isMongo(string(c.Store.MongoURI)), "SAMSYN_MONGODB_URI", "needs mongodb://host:27017/database, for SAMSYN_STORE=mongo")
	need(c.Store.Kind == Mongo || c.Store.MongoURI == "", "SAMSYN_MONGODB_URI", "is not used without SAMSYN_STORE=mongo")
	need(c.Redis.URL == "" || isRedis(string(c.Redis.URL)), "SAMSYN_REDIS_URL", "needs redis://host:6379/0")
	need(c.Tenant.Municipality == "" || document.IsID(c.Tenant.Municipality), "SAMSYN_MUNICIPALITY", "needs an id: letters, digits, - or _")
	need(document.IsID(c.Tenant.Default), "SAMSYN_TENANT", "needs an id: letters, digits, - or _")
	need(between(c.Wire.FrameBytes, 64<<10, 16<<20), "SAMSYN_FRAME_BYTES", "needs 64 KB to 16 MB")
	need(between(c.Wire.BatchEdits, 1, document.MaxCommitEdits), "SAMSYN_BATCH_EDITS", "needs 1 to 256, what one commit holds")
	need(between(c.Flow.EditsPerMinute, 1, 1_000_000), "SAMSYN_EDITS_PER_MINUTE", "needs 1 to 1000000")
	need(between(c.Flow.EditsBurst, c.Wire.BatchEdits, 1_000_000), "SAMSYN_EDITS_BURST", "needs at least SAMSYN_BATCH_EDITS, or a full batch never gets in")
	need(between(c.Flow.KilobytesPerMinute, 64, 1<<20), "SAMSYN_KILOBYTES_PER_MINUTE", "needs 64 to 1048576")
	need(between(c.Flow.ReadsPerMinute, 10, 1_000_000), "SAMSYN_READS_PER_MINUTE", "needs 10 to 1000000")
	// A page of documents is up to 256 KB, and one document as large: less than two pages would close every socket as slow.
	need(between(c.Socket.QueueBytes, 512<<10, 64<<20), "SAMSYN_QUEUE_BYTES", "needs 512 KB to 64 MB")
	need(between(c.Socket.Sockets, 1, 1_000_000), "SAMSYN_SOCKETS", "needs 1 to 1000000")
	need(c.Push.Local == "" || c.PushKind() == PushLocal && strings.HasPrefix(c.Push.Local, "http://"), "SAMSYN_PUSH_LOCAL", "needs a demo's http:// address, and SAMSYN_DEMO=1")
	need(c.Push.Kind != PushFCM || c.Push.Credentials != "", "SAMSYN_FCM_CREDENTIALS", "needs the path of a service account's key, for SAMSYN_PUSH=fcm")
	need(!c.Push.Web.IsSet() || c.PushKind() != PushOff, "SAMSYN_FCM_WEB", "needs SAMSYN_FCM_CREDENTIALS: without it nobody rings the browsers that register")
	need(c.Push.Kind != PushLocal || c.Demo, "SAMSYN_PUSH", "local reaches no phone; it is for SAMSYN_DEMO=1")
	need(between(c.Audit.LeaseHours, 1, 72), "SAMSYN_LEASE_HOURS", "needs 1 to 72")
	return errors.Join(errs...)
}

func isListen(text string) bool {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

func isMongo(text string) bool {
	return strings.HasPrefix(text, "mongodb://") || strings.HasPrefix(text, "mongodb+srv://")
}

func isRedis(text string) bool {
	for _, scheme := range []string{"redis://", "rediss://", "unix://"} {
		if strings.HasPrefix(text, scheme) {
			return true
		}
	}
	return false
}

func between(n, low, high int) bool { return n >= low && n <= high }
