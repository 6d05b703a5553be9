package published

import (
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// frame is a kind of frame. Its schema is the object with "frame" and these members.
type frame struct {
	kind    string
	sent    bool // by phones
	about   string
	members []member
}

// name is what its schema and types are called.
func (f frame) name() string { return title(f.kind) + "Frame" }

func (f frame) schema() Schema {
	kind := must("frame", Schema{"type": "string", "const": f.kind})
	s := object(append([]member{kind}, f.members...)...).about(f.about)
	if f.kind == wire.KindPushToken {
		return pushToken(s)
	}
	return s
}

var jwt = Schema{"type": "string", "minLength": 1, "maxLength": wire.MaxTokenBytes}

func helloMembers() []member {
	return []member{
		must("contract", whole(1).about("The version of the contract that the phone speaks.")),
		must("replica", ref("ReplicaId")),
		may("key", ref("PublicKey").about("The login's; left out by a phone that does not sign.")),
		may("device", ref("Id")),
		may("clock", millis.about("The phone's time.")),
		may("readsAt", count.about("The number of the last read on the phone, when some wait to be handed in.")),
		may("cursors", byName(scopeForm, ref("Cursor")).with("maxProperties", wire.MaxCursors).about("How far the phone has each scope.")),
	}
}

func submitMembers() []member {
	return []member{must("edits", list(ref("Edit"), document.MaxCommitEdits)), may("proof", ref("Proof"))}
}

func readsMembers() []member {
	return []member{
		must("from", whole(1).about("The number of the first event; the first of all is 1.")),
		must("prev", ref("Link").about("The link before it.")),
		must("events", list(ref("Read"), reads.MaxBatch).with("minItems", 1)),
		may("sig", ref("Signature").about("Of the last link; a replica without a key leaves it out.")),
	}
}

// pushToken needs a platform, unless the token is empty.
func pushToken(s Schema) Schema {
	return s.with("anyOf", []Schema{{"properties": Schema{"token": Schema{"maxLength": 0}}}, has("platform")})
}

func pushTokenMembers() []member {
	return []member{
		must("token", Schema{"type": "string", "pattern": "^[!-~]*$", "maxLength": wire.MaxPushTokenBytes}.about("The push service's own; empty: this login is not to be rung.")),
		may("platform", oneOf(push.Android, push.IOS, push.Web)),
	}
}

var presenceState = oneOf(
	string(presence.Online), string(presence.AtVisit), string(presence.Travelling), string(presence.InMeeting), string(presence.OffDuty),
).about("What staff do, as they say themselves. There is no sixth.")

func phoneFrames() []frame {
	place := []member{must("scope", ref("Scope")), must("doc", ref("Id"))}
	return []frame{
		{wire.KindHello, true, "A phone's first frame.", append([]member{must("token", jwt)}, helloMembers()...)},
		{wire.KindSubmit, true, "Edits, in the order they were written.", submitMembers()},
		{wire.KindCatchUp, true, "Asks for a scope again; without a cursor, from nothing.", []member{must("scope", ref("Scope")), may("cursor", ref("Cursor"))}},
		{wire.KindPurged, true, "The phone holds nothing of the scope any more.", []member{must("scope", ref("Scope"))}},
		{wire.KindRenew, true, "A new token of the same actor.", []member{must("token", jwt)}},
		{wire.KindEnd, true, "The person logged out.", nil},
		{wire.KindSealed, true, "Another login's outbox, which this one carries and cannot read.", []member{
			must("author", ref("Id")), must("kind", oneOf("staff", "citizen", "representative")), must("replica", ref("ReplicaId")),
			must("enc", ref("PublicKey").about("HPKE's encapsulated key.")),
			must("box", Schema{"type": "string", "pattern": base64Form, "minLength": 4, "contentEncoding": "base64"}),
		}},
		{wire.KindReads, true, "What was read on the phone, in the order of its chain.", readsMembers()},
		{wire.KindPresence, true, "What a member of staff's phone says of itself.", []member{must("state", ref("PresenceState")), must("pending", count.about("Edits without verdict."))}},
		{wire.KindLock, true, "Somebody begins to write, or still writes, in a document.", place},
		{wire.KindUnlock, true, "Somebody stopped writing.", place},
		{wire.KindPushToken, true, "Where a push service finds the device.", pushTokenMembers()},
	}
}
