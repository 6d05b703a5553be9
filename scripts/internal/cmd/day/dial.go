package main

import (
	"context"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/server/socket"
)

// dial opens a real socket.
func dial(ctx context.Context, url string) (phone.Conn, error) {
	c, err := socket.Dial(ctx, url+"/v1/socket")
	if err != nil {
		return nil, err
	}
	return conn{c}, nil
}

// conn closes without a word, as a phone does that loses its network.
type conn struct{ *socket.Phone }

func (c conn) Close() error { return c.Cut() }
