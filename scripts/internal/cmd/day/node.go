package main

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"
)

// node is one process of the server, which may die and come back at the same address.
type node struct {
	*program
	file   string
	env    []string
	listen string // host:0 before it was started
	url    string
}

// start starts it on what it had stored, and waits until it listens.
func (n *node) start() error {
	cmd := exec.Command(n.file) //nolint:noctx // ended by the day
	cmd.Env = append(n.env, "SAMSYN_LISTEN="+n.listen)
	p, url, err := start(cmd, "Samsyn listens on ")
	if err != nil {
		return err
	}
	n.program, n.url, n.listen = p, url, strings.TrimPrefix(url, "http://")
	return nil
}

// restart kills the process, as a power cut does, and starts it again; dead is called between.
func (n *node) restart(_ context.Context, dead func()) error {
	if err := n.cmd.Process.Kill(); err != nil {
		return err
	}
	select {
	case <-n.done: // it says that it was killed
	case <-time.After(startWithin):
		return errors.New("a node that was killed does not end")
	}
	dead()
	return n.start()
}
