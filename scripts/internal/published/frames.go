package published

import (
	"strings"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// dialect names JSON Schema 2020-12.
const dialect = "https://json-schema.org/draft/2020-12/schema"

// framesFile is where the schemas of frames are.
const framesFile = "frames.schema.json"

func frames() []frame { return append(phoneFrames(), serverFrames()...) }

// bodies are what frames travel in, and what comes with a push.
func bodies() []part {
	request := append([]member{must("frame", Schema{"type": "string", "const": wire.KindHello})}, helloMembers()...)
	request = append(request,
		may("edits", list(ref("Edit"), document.MaxCommitEdits)), may("proof", ref("Proof")), may("reads", ref("Reads")),
		may("purged", list(ref("Scope"), wire.MaxCursors)), may("pushToken", ref("PushToken")),
		may("sealed", list(ref("SealedFrame"), wire.MaxBoxes)), may("end", flag.about("The person logged out: all the rest is taken first.")),
	)
	return []part{
		{"PresenceState", true, presenceState},
		{"Reads", true, object(readsMembers()...).about("What was read on the phone, in the order of its chain.")},
		{"PushToken", true, pushToken(object(pushTokenMembers()...)).about("Where a push service finds the device.")},
		{"SyncRequest", true, object(request...).about("The body of POST /v1/sync: a hello without its token, which goes into the header, and what there is to hand in.")},
		{"AnyFrame", false, object(must("frame", Schema{"type": "string"})).about("A frame; one of an unknown kind is ignored.")},
		{"SyncAnswer", false, object(must("frames", listOf(ref("AnyFrame")))).about("The answer of POST /v1/sync: the frames that a socket would have sent.")},
		{"SealedText", true, object(
			must("frames", list(ref("SubmitFrame"), wire.MaxSealedFrames)), may("reads", list(ref("Reads"), wire.MaxSealedFrames)),
		).about("The text of a sealed box.")},
		{"PushData", false, object(
			must("class", oneOf("urgent", "visit", "meeting", "sync")), must("inboxCursor", Schema{"type": "string"}.about("Opaque: equal to that of the push before, it is the same news.")),
			must("tenant", pattern(sumForm)), must("v", Schema{"type": "string", "const": "1"}),
		).about("What comes with a push.")},
	}
}

// framesSchema is frames.schema.json: FromPhone and FromServer are any frame, and each kind has a schema of its own.
func framesSchema() Schema {
	defs := Schema{}
	var phone, server []Schema
	for _, p := range append(parts(), bodies()...) {
		defs[p.name] = p.schema
	}
	for _, f := range frames() {
		defs[f.name()] = f.schema()
		if f.sent {
			phone = append(phone, ref(f.name()))
		} else {
			server = append(server, ref(f.name()))
		}
	}
	defs["FromPhone"] = Schema{"oneOf": phone}.about("Any frame that a phone sends.")
	defs["FromServer"] = Schema{"oneOf": server}.about("Any frame that the server sends.")
	return Schema{
		"$schema": dialect, "title": "Samsyn frames", "$defs": defs, "oneOf": []Schema{ref("FromPhone"), ref("FromServer")},
		"description": "Made by scripts/gen from server/wire. What a schema cannot say (order, signatures, sizes in bytes) stands in protocol.md.",
	}
}

// title is a name with a capital first.
func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
