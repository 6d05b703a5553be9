package phone

import (
	"context"

	"github.com/samsyn/samsyn/server/socket"
)

// DialSocket opens a real socket to a server; it is the Dial of every phone outside of tests of this package.
func DialSocket(ctx context.Context, url string) (Conn, error) {
	c, err := socket.Dial(ctx, url+"/v1/socket")
	if err != nil {
		return nil, err
	}
	return conn{c}, nil
}

// conn closes without a word, as a phone does that loses its network.
type conn struct{ *socket.Phone }

func (c conn) Close() error { return c.Cut() }
