package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
)

// Row describes one setting to people.
type Row struct {
	Name    string
	Default string
	Means   string
	Secret  bool
}

type setting struct {
	Row
	set func(text string) error
	get func() string
}

// settings binds every name to its place in c. The order is that of README and .env.example.
func (c *Config) settings() []setting {
	return []setting{
		text(&c.API.Listen, "SAMSYN_LISTEN", "127.0.0.1:8080", "where the server listens, host:port"),
		text(&c.Store.Kind, "SAMSYN_STORE", "pebble", "where the log is kept: `pebble`, embedded, for one process; `mongo` for MongoDB 6.0 or later and any number of nodes"),
		text(&c.Store.Data, "SAMSYN_DATA", "./data", "the folder of the embedded store"),
		secret(text((*string)(&c.Store.MongoURI), "SAMSYN_MONGODB_URI", "", "MongoDB's address for `SAMSYN_STORE=mongo`, as mongodb://host:27017/samsyn?replicaSet=rs0; its path is the database (samsyn)")),
		secret(text((*string)(&c.Redis.URL), "SAMSYN_REDIS_URL", "", "Redis' address, as redis://host:6379/0: presence, locks and hints between nodes; without it each node has its own, and hears of the others' commits once a second")),
		truth(&c.Demo, "SAMSYN_DEMO", "0", "1 fills the server with a fictional municipality and lets anybody in as its people; never with real data"),
		truth(&c.Empty, "SAMSYN_DEMO_EMPTY", "0", "1 leaves the fictional municipality out of a demo; days that are played bring their own"),
		secret(text(&c.Auth.Key, "SAMSYN_KEY", "", "key of the tokens: base64 of a 32-byte Ed25519 seed, or `public:` and base64 of a public key; without it nobody gets in")),
		choice(&c.Auth.Signed, "SAMSYN_SIGNED", "1 takes edits only from logins that sign them, 0 from any with a token; left out, it is 1, and 0 with demo data", "0", "1"),
		text(&c.Tenant.Municipality, "SAMSYN_MUNICIPALITY", "", "organisation id of a real municipality"),
		text(&c.Tenant.Default, "SAMSYN_TENANT", "main", "the tenant that `samsyn load` and `samsyn token` work on"),
		level(&c.Log.Level, "SAMSYN_LOG", "info", "debug, info, warn or error; care data is logged at no level"),
		number(&c.Wire.FrameBytes, "SAMSYN_FRAME_BYTES", "1048576", "largest frame from a phone, bytes"),
		number(&c.Wire.BatchEdits, "SAMSYN_BATCH_EDITS", "256", "most edits in one frame"),
		number(&c.Flow.EditsPerMinute, "SAMSYN_EDITS_PER_MINUTE", "3000", "edits an actor may hand in per minute, over all connections; above it the phone is told how long to wait"),
		number(&c.Flow.EditsBurst, "SAMSYN_EDITS_BURST", "2000", "edits an actor may hand in at once, as after a long outage"),
		number(&c.Flow.KilobytesPerMinute, "SAMSYN_KILOBYTES_PER_MINUTE", "16384", "kilobytes an actor may hand in per minute, four times as much at once"),
		number(&c.Flow.ReadsPerMinute, "SAMSYN_READS_PER_MINUTE", "240", "connections and reloads of a scope an actor may ask for per minute, twice as many at once"),
		list(&c.Socket.Origins, "SAMSYN_ORIGINS", "", "hosts, with commas, whose web pages may connect besides the server's own"),
		number(&c.Socket.QueueBytes, "SAMSYN_QUEUE_BYTES", "1048576", "bytes that may wait for one socket before it is closed as slow"),
		number(&c.Socket.Sockets, "SAMSYN_SOCKETS", "15000", "most open sockets; each takes an open file"),
		choice(&c.Push.Kind, "SAMSYN_PUSH", "how phones are rung while the app is closed: `off`, `fcm` by Firebase Cloud Messaging, `local` by a service in the process that shows what it is told, with demo data only; left out, it is fcm with credentials, local with demo data, and else off", PushOff, PushFCM, PushLocal),
		text(&c.Push.Local, "SAMSYN_PUSH_LOCAL", "", "with SAMSYN_PUSH=local: the address of another node, such as http://127.0.0.1:8080, whose service takes what this node sends; left out, this node has its own"),
		text(&c.Push.Credentials, "SAMSYN_FCM_CREDENTIALS", "", "path of the key of a Google service account that may send by Firebase Cloud Messaging, JSON; read when it is needed, and again until it does"),
		webPush(&c.Push.Web, "SAMSYN_FCM_WEB", "what Firebase's console shows of a web app, as JSON or as the path of a file with it: apiKey, projectId, appId, messagingSenderId, and vapidKey, the public key of the Web Push certificate; with it browsers can be rung. Every browser gets it; nothing in it is secret"),
		number(&c.Audit.LeaseHours, "SAMSYN_LEASE_HOURS", "24", "hours after its last contact that a phone may show what it holds"),
	}
}

// Rows describes every setting, for people.
func Rows() []Row {
	var c Config
	var rows []Row
	for _, s := range c.settings() {
		rows = append(rows, s.Row)
	}
	return rows
}

// Markdown is the table of settings for README.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| setting | default | means |\n|---|---|---|\n")
	for _, r := range Rows() {
		def := ""
		if r.Default != "" {
			def = "`" + r.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, def, r.Means)
	}
	return b.String()
}

// EnvExample is the content of .env.example.
func EnvExample() string {
	var b strings.Builder
	b.WriteString("# Every setting of the server with its default. A name that is not here is an error at start.\n")
	for _, r := range Rows() {
		fmt.Fprintf(&b, "\n# %s\n#%s=%s\n", strings.ReplaceAll(r.Means, "`", ""), r.Name, r.Default)
	}
	return b.String()
}

// Print writes the settings in effect, one NAME=value a line, secrets masked.
func (c *Config) Print(w io.Writer) error {
	for _, s := range c.settings() {
		value := s.get()
		if s.Secret && value != "" {
			value = "(set)"
		}
		if _, err := fmt.Fprintf(w, "%s=%s\n", s.Name, value); err != nil {
			return err
		}
	}
	return nil
}

// LogValue masks secrets in logs.
func (a Auth) LogValue() slog.Value { return slog.StringValue("·") }

// String masks secrets in texts.
func (a Auth) String() string { return "·" }

// GoString masks secrets in texts.
func (a Auth) GoString() string { return "·" }

func text(p *string, name, def, means string) setting {
	return setting{Row{Name: name, Default: def, Means: means},
		func(s string) error { *p = s; return nil },
		func() string { return *p }}
}

func secret(s setting) setting {
	s.Secret = true
	return s
}

func truth(p *bool, name, def, means string) setting {
	return setting{Row{Name: name, Default: def, Means: means},
		func(s string) error {
			if s != "0" && s != "1" {
				return errors.New("needs 0 or 1")
			}
			*p = s == "1"
			return nil
		},
		func() string {
			if *p {
				return "1"
			}
			return "0"
		}}
}

// choice is one of some texts, or "" when it is left out.
func choice(p *string, name, means string, of ...string) setting {
	return setting{Row{Name: name, Means: means},
		func(s string) error {
			if s != "" && !slices.Contains(of, s) {
				return errors.New("needs " + strings.Join(of, " or "))
			}
			*p = s
			return nil
		},
		func() string { return *p }}
}

func number(p *int, name, def, means string) setting {
	return setting{Row{Name: name, Default: def, Means: means},
		func(s string) error {
			n, err := strconv.Atoi(s)
			if err != nil {
				return errors.New("needs a whole number")
			}
			*p = n
			return nil
		},
		func() string { return strconv.Itoa(*p) }}
}

func list(p *[]string, name, def, means string) setting {
	return setting{Row{Name: name, Default: def, Means: means},
		func(s string) error {
			*p = nil
			for part := range strings.SplitSeq(s, ",") {
				if part = strings.TrimSpace(part); part != "" {
					*p = append(*p, part)
				}
			}
			return nil
		},
		func() string { return strings.Join(*p, ",") }}
}

func webPush(p *WebPush, name, means string) setting {
	return setting{Row{Name: name, Means: means},
		func(s string) (err error) {
			if *p = (WebPush{}); s != "" {
				*p, err = parseWebPush(s)
			}
			return err
		},
		func() string {
			if !p.IsSet() {
				return ""
			}
			return string(p.JSON())
		}}
}

func level(p *slog.Level, name, def, means string) setting {
	return setting{Row{Name: name, Default: def, Means: means},
		func(s string) error {
			switch s {
			case "debug", "info", "warn", "error":
				return p.UnmarshalText([]byte(s))
			}
			return errors.New("needs debug, info, warn or error")
		},
		func() string { return strings.ToLower(p.String()) }}
}
