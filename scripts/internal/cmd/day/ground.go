package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/play"
)

// own says what server is started here.
type own struct {
	nodes      int
	store, bus string
}

func (o own) check() error {
	switch {
	case o.nodes == 0:
		return nil
	case o.store != "mongo" && o.store != "pebble", o.bus != "redis" && o.bus != "none" && o.bus != "":
		return errors.New("-store is mongo or pebble, -bus is redis or none")
	case o.nodes < 0, o.nodes > 1 && o.store == "pebble":
		return errors.New("the embedded store is for one node")
	}
	return nil
}

// What an expectation may take on nodes of one's own, where FerretDB reads whole collections, and a node until it is there.
const (
	ownGrace    = 2 * time.Minute
	startWithin = 5 * time.Minute
)

// ground is what nodes stand on: a folder with the programs, a database and a Redis. They end with this program.
type ground struct {
	own
	folder  string
	mongo   string // address without a database
	redis   string
	started []*program
}

// newGround builds what is needed and starts what nodes share.
func newGround(ctx context.Context, o own) (*ground, error) {
	folder, err := os.MkdirTemp("", "samsyn-day")
	if err != nil {
		return nil, err
	}
	g := &ground{own: o, folder: folder, mongo: os.Getenv("SAMSYN_TEST_MONGODB_URI")}
	if err := g.begin(ctx); err != nil {
		g.close()
		return nil, err
	}
	return g, nil
}

func (g *ground) begin(ctx context.Context) error {
	if err := build(ctx, ".", "./server", filepath.Join(g.folder, "samsyn")); err != nil {
		return err
	}
	if g.store == "mongo" && g.mongo == "" {
		if err := g.startFerret(ctx); err != nil {
			return err
		}
	}
	if g.bus == "redis" || g.bus == "" && g.nodes > 1 {
		return g.startRedis()
	}
	return nil
}

func build(ctx context.Context, in, what, to string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", to, what)
	cmd.Dir = in
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", what, err, out)
	}
	return nil
}

func (g *ground) startFerret(ctx context.Context) error {
	file := filepath.Join(g.folder, "ferretdb")
	if err := build(ctx, "scripts/ferretdb", ".", file); err != nil {
		return err
	}
	p, address, err := start(exec.Command(file), "mongodb://") //nolint:noctx // ended by close
	if err != nil {
		return err
	}
	g.started, g.mongo = append(g.started, p), "mongodb://"+address
	return nil
}

func (g *ground) startRedis() error {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return errors.New("redis-server is needed: apt-get install redis-server")
	}
	socket := filepath.Join(g.folder, "redis")
	cmd := exec.Command(path, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", g.folder) //nolint:noctx // ended by close
	p, _, err := start(cmd, "")
	if err != nil {
		return err
	}
	g.started, g.redis = append(g.started, p), "unix://"+socket
	return nil
}

// close ends everything, what began last first.
func (g *ground) close() {
	for i := len(g.started) - 1; i >= 0; i-- {
		_ = g.started[i].end() // nothing of it is kept
	}
	_ = os.RemoveAll(g.folder) // the system's temporary folder is emptied anyway
}

// stage plays each day on nodes and a database of its own.
func (g *ground) stage(o play.Options) stage {
	return func(_ context.Context, play func(play.Options) error) error {
		nodes, urls, err := g.startNodes()
		if err == nil {
			o.Server.URL, o.Server.Others = urls[0], urls[1:]
			o.Restart = nodes[0].restart
			err = play(o)
		}
		for _, p := range nodes {
			early := len(p.done) > 0
			switch failed := p.end(); {
			case early:
				err = errors.Join(err, failed, fmt.Errorf("a node ended by itself\n%s", p.said()))
			case failed != nil:
				err = errors.Join(err, fmt.Errorf("a node did not stop well: %w\n%s", failed, p.said()))
			}
		}
		return err
	}
}

func (g *ground) startNodes() (nodes []*node, urls []string, err error) {
	name := "day" + strings.ToLower(rand.Text())
	key := make([]byte, 32)
	rand.Read(key) // never fails
	for i := range g.nodes {
		env := append(os.Environ(), "SAMSYN_URL=", "SAMSYN_DEMO=1", "SAMSYN_DEMO_EMPTY=1", "SAMSYN_LOG=warn",
			"SAMSYN_KEY="+base64.StdEncoding.EncodeToString(key), "SAMSYN_DATA="+filepath.Join(g.folder, fmt.Sprint(name, "-", i)), "SAMSYN_STORE="+g.store,
			"SAMSYN_MONGODB_URI=", "SAMSYN_REDIS_URL="+g.redis)
		if g.store == "mongo" {
			env = append(env, "SAMSYN_MONGODB_URI="+withDatabase(g.mongo, name))
		}
		if i > 0 { // phones have one push service, whichever node rings
			env = append(env, "SAMSYN_PUSH_LOCAL="+urls[0])
		}
		n := &node{file: filepath.Join(g.folder, "samsyn"), env: env, listen: "127.0.0.1:0"}
		if err := n.start(); err != nil {
			return nodes, nil, err
		}
		nodes, urls = append(nodes, n), append(urls, n.url)
	}
	return nodes, urls, nil
}

// withDatabase puts a database's name into an address.
func withDatabase(uri, name string) string {
	scheme, rest, _ := strings.Cut(uri, "://")
	hosts, query, _ := strings.Cut(rest, "?")
	hosts, _, _ = strings.Cut(hosts, "/")
	if query != "" {
		query = "?" + query
	}
	return scheme + "://" + hosts + "/" + name + query
}

// program is one that runs beside this one.
type program struct {
	cmd  *exec.Cmd
	in   io.Closer // FerretDB ends with its input
	last chan string
	done chan error
}

// maxSaid is how many of a program's last lines are kept.
const maxSaid = 20

// start starts a program and waits for the line that begins so, whose rest it gives; "" waits for nothing.
func start(cmd *exec.Cmd, ready string) (*program, string, error) {
	out, to, err := os.Pipe()
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = to.Close() }() // the program has its own
	cmd.Stdout, cmd.Stderr = to, to
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, "", errors.Join(err, out.Close())
	}
	p := &program{cmd: cmd, in: in, last: make(chan string, maxSaid), done: make(chan error, 1)}
	found := make(chan string, 1)
	go p.listen(out, ready, found)
	if ready == "" {
		return p, "", nil
	}
	select {
	case rest, is := <-found:
		if is {
			return p, rest, nil
		}
		return nil, "", fmt.Errorf("%s did not start: %w\n%s", filepath.Base(cmd.Path), <-p.done, p.said())
	case <-time.After(startWithin):
		return nil, "", errors.Join(fmt.Errorf("%s does not start", filepath.Base(cmd.Path)), p.end())
	}
}

// listen reads what a program says until it ends, so that it never waits for a reader.
func (p *program) listen(out io.ReadCloser, ready string, found chan<- string) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if rest, is := strings.CutPrefix(lines.Text(), ready); is && ready != "" {
			select {
			case found <- rest:
			default:
			}
		}
		if len(p.last) == maxSaid {
			<-p.last
		}
		p.last <- lines.Text()
	}
	close(found)
	close(p.last)
	_ = out.Close() // it was read to the end
	p.done <- p.cmd.Wait()
}

// said is what an ended program said last.
func (p *program) said() string {
	var text strings.Builder
	for line := range p.last {
		text.WriteString("  " + line + "\n")
	}
	return text.String()
}

// end asks a program to stop, and waits.
func (p *program) end() error {
	_ = p.in.Close()                          // FerretDB's way; the others do not read it
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case err := <-p.done:
		return err
	case <-time.After(startWithin):
		return errors.Join(errors.New("it does not stop"), p.cmd.Process.Kill())
	}
}
