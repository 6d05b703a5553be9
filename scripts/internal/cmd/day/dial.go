package main

import (
	"context"

	"github.com/gorilla/websocket"

	"github.com/samsyn/samsyn/scripts/internal/phone"
)

func dial(ctx context.Context, url string) (phone.Conn, error) {
	c, _, err := websocket.DefaultDialer.DialContext(ctx, "ws"+url[len("http"):]+"/v1/socket", nil)
	if err != nil {
		return nil, err
	}
	return conn{c}, nil
}

type conn struct{ c *websocket.Conn }

func (c conn) Send(text []byte) error { return c.c.WriteMessage(websocket.TextMessage, text) }
func (c conn) Receive() ([]byte, error) {
	_, text, err := c.c.ReadMessage()
	return text, err
}
func (c conn) Close() error { return c.c.Close() }
