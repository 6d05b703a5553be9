package published

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/server/wire"
)

// obj is a piece of an OpenAPI or AsyncAPI document.
type obj = map[string]any

func component(name string) obj { return obj{"$ref": "#/components/schemas/" + name} }

// components are the named schemas of frames and all that they refer to: generators for phones follow no references into other
// files.
func components(names ...string) obj {
	defs, out := framesSchema()["$defs"].(Schema), obj{}
	var take func(v any) any
	need := func(name string) {
		if _, has := out[name]; !has {
			out[name] = nil // so that it is not taken twice
			out[name] = take(defs[name])
		}
	}
	take = func(v any) any {
		switch v := v.(type) {
		case Schema:
			c := Schema{}
			for keyword, inner := range v {
				c[keyword] = take(inner)
			}
			if to, is := v["$ref"].(string); is {
				name := strings.TrimPrefix(to, "#/$defs/")
				need(name)
				c["$ref"] = "#/components/schemas/" + name
			}
			return c
		case []Schema:
			c := make([]any, len(v))
			for i := range v {
				c[i] = take(v[i])
			}
			return c
		}
		return v
	}
	for _, name := range names {
		need(name)
	}
	return out
}

// openAPI is openapi.json: the routes that phones use, and those with which a demo server makes tokens and tenants to try a phone
// on. What operators use is in server/README.md.
func openAPI() any {
	return obj{
		"openapi": "3.1.0",
		"info": obj{
			"title": "Samsyn for phones", "version": strconv.Itoa(wire.Contract), "license": obj{"name": "Apache 2.0", "identifier": "Apache-2.0"},
			"description": "What protocol.md says of HTTP. The version is that of the contract. Made by scripts/gen.",
		},
		"servers": []any{obj{"url": "/"}},
		"tags": []any{
			obj{"name": "phones", "description": "What phones use."},
			obj{"name": "demo", "description": "Only on servers with demo data: to try a phone on."},
		},
		"paths": obj{
			"/v1/socket": obj{"get": socketRoute()}, "/v1/sync": obj{"post": syncRoute()}, "/healthz": obj{"get": healthRoute()},
			"/demo/people": obj{"get": demoRoute("demoPeople", "Who there is in the demo's first tenant, and the tenant's id. Citizens are found in the scopes that staff are granted.", demoPeople)},
			"/demo/phones": obj{"get": demoRoute("demoPhones", "The demo's phones that can be rung, and what their lock screens show; JSON for who asks for application/json.", object(must("phones", listOf(Schema{"type": "object"}))))},
			"/demo/token": obj{"get": demoRoute("demoToken", "A token for anybody of a demo tenant.", object(must("token", jwt)),
				query("tenant", true), query("kind", false), query("actor", true))},
			"/demo/tenants": obj{"post": withBody(demoRoute("demoTenant", "A tenant of one's own with its own clock, filled with rows.", okay), object(
				must("tenant", pattern(idForm)), must("municipality", pattern(idForm)), must("now", millis), must("rows", listOf(demoRow))))},
			"/demo/tenants/{tenant}/clock": obj{"post": withBody(demoRoute("demoClock", "Sets a demo tenant's clock.", okay,
				obj{"name": "tenant", "in": "path", "required": true, "schema": pattern(idForm)}), object(must("now", millis)))},
		},
		"components": obj{"schemas": components("SyncRequest", "SyncAnswer", "ErrorFrame"), "securitySchemes": obj{"token": obj{"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "Signed with Ed25519; protocol.md, Opening."}}},
	}
}

var okay = object(must("ok", flag))

var demoPeople = object(must("tenant", pattern(idForm)), must("people", listOf(object(
	must("id", pattern(idForm)), must("name", Schema{"type": "string"}), must("role", pattern(nameForm)),
	must("team", Schema{"type": "string"}), must("kind", Schema{"type": "string"}.about("As in a token.")),
))))

// demoRow is a load.Row: a document as another system has it.
var demoRow = object(
	must("type", pattern(nameForm).about("A type of types.json.")), must("id", Schema{"type": "string", "minLength": 1}.about("The document's id.")),
	may("citizen", pattern(idForm).about("For scopes of a citizen; the id itself for citizen and citizenIdentity.")), may("team", pattern(idForm)), may("staff", pattern(idForm)),
	may("part", oneOf("1", "2", "3")), may("provider", pattern(idForm).about("Whose record it is; left out: the municipality's.")),
	may("values", byName(nameForm, anyOne).about("Field → value.")), may("items", byName(nameForm, byName(idForm, anyOne)).about("List field → item id → item.")),
	may("by", pattern(idForm).about("The staff id of the author; left out: the server.")),
).with("additionalProperties", false)

func socketRoute() obj {
	return obj{
		"operationId": "openSocket", "tags": []string{"phones"}, "summary": "The socket: one frame in each text message. See asyncapi.json.", "security": []any{},
		"responses": failures(obj{"101": obj{"description": "A websocket (RFC 6455, version 13)."}}, 400, 503),
	}
}

func syncRoute() obj {
	var all []int
	for status := range byStatus() {
		all = append(all, status)
	}
	return obj{
		"operationId": "sync", "tags": []string{"phones"}, "summary": "A whole visit in one round trip.", "security": []any{obj{"token": []string{}}},
		"requestBody": obj{"required": true, "content": asJSON(component("SyncRequest"))},
		"responses":   failures(obj{"200": obj{"description": "The frames a socket would have sent.", "content": asJSON(component("SyncAnswer"))}}, all...),
	}
}

func healthRoute() obj {
	return obj{
		"operationId": "health", "tags": []string{"phones"}, "summary": "Whether the server can take edits.", "security": []any{},
		"responses": obj{
			"200": obj{"description": "It can.", "content": asJSON(okay)}, "503": obj{"description": "It cannot just now.", "content": asJSON(okay)},
		},
	}
}

func demoRoute(id, summary string, answer any, parameters ...any) obj {
	route := obj{
		"operationId": id, "tags": []string{"demo"}, "summary": summary, "security": []any{},
		"responses": failures(obj{"200": obj{"description": "Done.", "content": asJSON(answer)}}, 400, 404),
	}
	if len(parameters) > 0 {
		route["parameters"] = parameters
	}
	return route
}

func withBody(route obj, body Schema) obj {
	route["requestBody"] = obj{"required": true, "content": asJSON(body)}
	return route
}

func query(name string, required bool) obj {
	return obj{"name": name, "in": "query", "required": required, "schema": pattern(idForm)}
}

func asJSON(schema any) obj { return obj{"application/json": obj{"schema": schema}} }

// failures adds an answer for each status with which a request as a whole is refused.
func failures(responses obj, statuses ...int) obj {
	for _, status := range statuses {
		responses[strconv.Itoa(status)] = obj{
			"description": fmt.Sprintf("An error frame: %s.", strings.Join(byStatus()[status], ", ")), "content": asJSON(component("ErrorFrame")),
		}
	}
	return responses
}
