package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
)

// sockets measures what an idle, authenticated socket that holds 100 scopes adds to the server's resident memory.
func sockets(w io.Writer, quick bool) error {
	n := 3000
	if quick {
		n = 300
	}
	s, err := startServer()
	if err != nil {
		return err
	}
	token, err := s.tenant()
	if err != nil {
		return errors.Join(err, s.stop())
	}
	warm, _, err := s.idle(token, 0, 50) // the first sockets pay for buffers that all share
	if err != nil {
		return errors.Join(err, s.stop())
	}
	for range 2 { // written, and then read
		if err := s.meet(token, 50, n); err != nil {
			return errors.Join(err, s.stop())
		}
	}
	before, err := s.resident()
	if err != nil {
		return errors.Join(err, s.stop())
	}
	open, scopes, err := s.idle(token, 50, n)
	if err != nil {
		return errors.Join(err, s.stop())
	}
	time.Sleep(3 * time.Second) // writers and buffers of the hello are gone
	after, err := s.resident()
	if err == nil {
		fmt.Fprintf(w, "  an idle socket that holds %d scopes: %.1f KB of the server's resident memory (aim: at most 24), over %d sockets\n",
			scopes, float64(after-before)/1024/float64(n), n)
	}
	for _, p := range append(warm, open...) {
		err = errors.Join(err, p.Cut())
	}
	return errors.Join(err, s.stop())
}

type server struct {
	cmd *exec.Cmd
	url string
	dir string
}

// startServer builds the server as it is shipped and starts it with demo data, on a free port.
func startServer() (*server, error) {
	dir, err := os.MkdirTemp("", "samsyn-bench")
	if err != nil {
		return nil, err
	}
	binary := filepath.Join(dir, "samsyn")
	if out, err := exec.Command("go", "build", "-o", binary, "./server").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the server: %w: %s", err, out)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, err
	}
	s := &server{url: "http://" + address, dir: dir, cmd: exec.Command(binary)}
	s.cmd.Env = append(os.Environ(), "SAMSYN_DEMO=1", "SAMSYN_LISTEN="+address, "SAMSYN_DATA="+filepath.Join(dir, "data"), "SAMSYN_LOG=error", "SAMSYN_READS_PER_MINUTE=1000000")
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if answer, err := http.Get(s.url + "/healthz"); err == nil {
			return s, answer.Body.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, errors.Join(errors.New("the server did not start"), s.stop())
}

func (s *server) stop() error {
	err := s.cmd.Process.Kill()
	_ = s.cmd.Wait() // killed
	return errors.Join(err, os.RemoveAll(s.dir))
}

// tenant makes a tenant in which amina, through her team, holds a little over 100 scopes, and gives her token.
func (s *server) tenant() (string, error) {
	rows := []string{
		`{"type":"staffMember","id":"amina","values":{"name":"Amina","roles":["assistantNurse"],"employerOrgId":"ekby","state":"active"}}`,
		`{"type":"careTeam","id":"norra","values":{"name":"Norra","providerOrgId":"ekby","members":[{"staffId":"amina","parts":[1,2,3]}],"state":"active"}}`,
	}
	for i := range 11 {
		rows = append(rows, fmt.Sprintf(`{"type":"careAssignment","id":"as%d","values":{"teamId":"norra","citizenId":"c%d","providerOrgId":"ekby","reason":"teamMember","validFrom":"2026-01-01T00:00:00Z","state":"active"}}`, i, i))
	}
	body := fmt.Sprintf(`{"tenant":"bench","municipality":"ekby","now":%d,"rows":[%s]}`, time.Now().UnixMilli(), strings.Join(rows, ","))
	answer, err := http.Post(s.url+"/demo/tenants", "application/json", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil || answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("make a tenant: %w %s", err, text)
	}
	if answer, err = http.Get(s.url + "/demo/token?tenant=bench&actor=amina"); err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var got struct {
		Token string `json:"token"`
	}
	return got.Token, json.UnmarshalRead(answer.Body, &got)
}

// meet has each of n logins say hello once, one after the other: what the register of holdings writes and reads of a
// login is in the store's memory, which all share, and not the socket's.
func (s *server) meet(token string, first, n int) error {
	for i := range n {
		open, _, err := s.idle(token, first+i, 1)
		for _, p := range open {
			err = errors.Join(err, p.Cut())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// idle opens n sockets that say hello and are caught up, and counts the scopes they hold.
func (s *server) idle(token string, first, n int) (open []*socket.Phone, scopes int, err error) {
	for i := range n {
		p, err := socket.Dial(context.Background(), s.url+"/v1/socket")
		if err != nil {
			return open, 0, err
		}
		open = append(open, p)
		hello := wire.AppendHello(nil, wire.Hello{Contract: 1, Token: token, Replica: "r" + strconv.Itoa(first+i)})
		if err := p.Send(hello); err != nil {
			return open, 0, err
		}
		for caughtUp := false; !caughtUp; {
			raw, err := p.Receive()
			if err != nil {
				return open, 0, err
			}
			frame, err := wire.Receive(raw)
			if err != nil {
				return open, 0, err
			}
			switch f := frame.(type) {
			case *wire.Welcome:
				scopes = len(f.Scopes)
			case *wire.CaughtUp:
				caughtUp = true
			case *wire.Error:
				return open, 0, errors.New(f.Code)
			}
		}
	}
	return open, scopes, nil
}

// resident is the server's resident memory in bytes.
func (s *server) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	fields := strings.Fields(string(rest))
	if len(fields) == 0 {
		return 0, errors.New("no VmRSS: this part needs Linux")
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	return kilobytes * 1024, err
}
