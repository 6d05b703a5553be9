package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/samsyn/samsyn/server/config"
)

// health asks the server that listens at SAMSYN_LISTEN whether it can take edits: for a container's healthcheck, which has no
// other program to ask with.
func health(ctx context.Context, c config.Config) error {
	host, port, err := net.SplitHostPort(c.API.Listen)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server cannot take edits: %s", answer.Status)
	}
	return nil
}
