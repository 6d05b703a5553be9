package published

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// asyncAPI is asyncapi.json: the socket, from the server's side, as AsyncAPI has it: it receives what phones send.
func asyncAPI() any {
	messages, phone, server := obj{}, []any{}, []any{}
	var names []string
	for _, f := range frames() {
		messages[f.kind] = obj{"name": f.kind, "title": f.kind, "summary": f.about, "contentType": "application/json", "payload": component(f.name())}
		names = append(names, f.name())
		at := obj{"$ref": "#/channels/socket/messages/" + f.kind}
		if f.sent {
			phone = append(phone, at)
		} else {
			server = append(server, at)
		}
	}
	channel := obj{"$ref": "#/channels/socket"}
	return obj{
		"asyncapi": "3.0.0",
		"info": obj{
			"title": "Samsyn's socket", "version": strconv.Itoa(wire.Contract), "license": obj{"name": "Apache 2.0"},
			"description": "The frames of protocol.md. The version is that of the contract. Made by scripts/gen.",
		},
		"defaultContentType": "application/json",
		"channels": obj{"socket": obj{
			"address": "/v1/socket", "title": "The socket", "description": "One frame in each text message. " + closing(),
			"messages": messages, "bindings": obj{"ws": obj{"method": "GET"}},
		}},
		"components": obj{"schemas": components(names...)},
		"operations": obj{
			"fromPhone": obj{"action": "receive", "channel": channel, "summary": "What a phone sends; hello first.", "messages": phone},
			"toPhone":   obj{"action": "send", "channel": channel, "summary": "What the server sends.", "messages": server},
		},
	}
}

// closing says the close codes.
func closing() string {
	var all []string
	for _, c := range fault.Codes() {
		if c.Close != 0 {
			all = append(all, fmt.Sprintf("%d %s", c.Close, c.Code))
		}
	}
	return "Close codes: " + strings.Join(all, ", ") + "."
}
