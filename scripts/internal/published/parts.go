package published

import (
	"fmt"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// The forms of protocol.md, "Ids, scopes and stamps".
const (
	idForm      = `^[0-9A-Za-z_-]{1,64}$`
	replicaForm = `^[0-9A-Za-z_]{1,64}$`
	editForm    = `^[0-7][0-9A-HJKMNP-TV-Z]{25}$`
	scopeForm   = `^(tenant/[0-9A-Za-z_-]{1,64}|(citizen|team|staff|representative|unit)(/[0-9A-Za-z_-]{1,64}){3})$`
	stampForm   = `^[0-9a-f]{16}-[0-9A-Za-z_]{1,64}$`
	seenForm    = `^[0-9A-Za-z_-]{1,64}/[0-9A-Za-z_]{1,64}$`
	chainForm   = `^([0-9a-f]{16})?$`
	sumForm     = `^[0-9a-f]{16}$`
	linkForm    = `^[0-9a-f]{64}$`
	keyForm     = `^[0-9A-Za-z+/]{42}[AEIMQUYcgkosw048]=$`
	sigForm     = `^[0-9A-Za-z+/]{85}[AQgw]==$`
	base64Form  = `^([0-9A-Za-z+/]{4})*([0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$`
	codeForm    = `^[a-z]+(-[a-z]+)*$`
	nameForm    = `^[a-z][A-Za-z0-9]{0,40}$`
	fieldForm   = `^(_void|[0-9A-Za-z_-]{1,64})$`
)

var (
	count  = whole(0)
	millis = whole(-wire.MaxSafeInt)
	anyOne = Schema{} // any JSON value within the limits of protocol.md
)

// part is a piece that several frames share. It is sent by phones, too, or by the server only: a new required member breaks
// older phones only where they send it.
type part struct {
	name   string
	sent   bool // by phones
	schema Schema
}

func parts() []part {
	return append(append(simpleParts(), editParts()...), append(documentParts(), answerParts()...)...)
}

func simpleParts() []part {
	return []part{
		{"Id", true, pattern(idForm).about("Names a document, an item, an actor, a tenant, a device.")},
		{"ReplicaId", true, pattern(replicaForm).about("One login's store on one device. Never used again.")},
		{"EditId", true, pattern(editForm).about("A ULID. Made by the phone, once, for ever.")},
		{"Scope", true, pattern(scopeForm).with("maxLength", document.MaxScopeBytes).about("kind/id/compartment/controller, or tenant/compartment.")},
		{"Stamp", true, pattern(stampForm).about("12 hex digits of milliseconds, 4 of a counter, a dash, the replica. Stamps compare as texts.")},
		{"Link", true, pattern(linkForm).about("A place in a chain: SHA-256 in hex.")},
		{"PublicKey", true, pattern(keyForm).about("32 bytes in standard base64.")},
		{"Signature", true, pattern(sigForm).about("An Ed25519 signature, 64 bytes in standard base64.")},
		{"Checksum", false, pattern(sumForm).about("A sum mod 2^64, in hex.")},
		{"Cursor", true, object(
			must("epoch", pattern(`^[0-9A-Za-z_-]{0,64}$`)), must("seq", count), must("chain", pattern(chainForm)),
		).about("How far a replica has read a scope. Epoch and chain are empty only for a scope that a restored server does not have.")},
		{"Base", true, object(may("epoch", ref("Id")), must("seq", count)).about("How much of a scope's log an author had seen, or where a history forked.")},
		{"Duty", false, oneOf(string(fault.Fix), string(fault.Retry), string(fault.Refresh), string(fault.Resync), string(fault.Upgrade)).
			about("What the phone does about a code, also about one it does not know.")},
		{"Code", false, pattern(codeForm).with("examples", codes()).about("A code of errors.json. There will be others: follow the duty.")},
		{"Labels", false, object(must("sv", Schema{"type": "string"}), must("en", Schema{"type": "string"})).about("A text for the person.")},
	}
}

func codes() (out []string) {
	for _, c := range fault.Codes() {
		out = append(out, c.Code)
	}
	return out
}

func editParts() []part {
	items := byName(idForm, anyOne).with("maxProperties", wire.MaxItems).with("minProperties", 1)
	op := object(
		may("set", anyOne), may("agree", anyOne), may("add", items.about("Item id → item.")),
		may("remove", list(ref("Id"), wire.MaxItems).with("minItems", 1).about("Item ids.")),
	).with("oneOf", []Schema{has("set"), has("agree"), {"anyOf": []Schema{has("add"), has("remove")}}})
	edit := object(
		must("id", ref("EditId")), must("scope", ref("Scope")), must("doc", ref("Id")), must("type", ref("Id")), must("base", ref("Base")),
		must("stamp", ref("Stamp")), may("after", ref("Stamp").about("The stamp of the replica's previous edit of any document; absent for its first.")),
		may("create", yes.about("The document is new.")),
		may("onBehalfOf", oneOf("citizen").about("Staff record the citizen's own statement.")),
		may("void", text(2000).with("minLength", 1).about("The reason to void the document; at most 2000 bytes.")),
		may("changes", byName(idForm, ref("Op")).with("maxProperties", wire.MaxFields).with("minProperties", 1).about("By field.")),
	).with("anyOf", []Schema{has("create"), has("void"), has("changes")})
	return []part{
		{"Op", true, op.about("What an edit does to one field: set, agree, or add with or without remove.")},
		{"Edit", true, edit.about("What one replica did to one document.")},
		{"Proof", true, object(must("link", ref("Link")), must("sig", ref("Signature"))).about("The link before the first edit, and the signature of the last.")},
		{"Read", true, object(
			must("n", whole(0)), must("at", millis.about("The phone's clock.")), must("scope", ref("Scope")), may("doc", ref("Id")),
			must("action", ref("Id").with("examples", []string{"read", "search", "openedOutside", "emergency"})), may("online", flag),
		).about("Something a person saw on the phone.")},
	}
}

// has is an object that has a member.
func has(name string) Schema { return Schema{"required": []string{name}} }

func documentParts() []part {
	cell := []member{
		may("c", listOf(ref("Candidate")).about("Candidates that nobody has overruled, sorted by edit id.")),
		may("s", listOf(ref("Seen")).about("What is remembered of overruled edits, sorted by replica.")),
	}
	return []part{
		{"Document", false, object(
			must("id", ref("Id")), must("type", ref("Id")), must("scope", ref("Scope")), must("seq", count.about("The commit that changed it last.")),
			must("created", Schema{"type": "string", "pattern": fmt.Sprintf("^$|%s", editForm)}.about("The edit that created it; empty while that edit is still to come.")),
			may("cold", yes), may("origins", byName(editForm, ref("Origin")).about("Where the candidates came from, by edit id.")),
			may("fields", byName(fieldForm, ref("Field"))),
		).about("A document as it comes: by field, the candidates that nobody has overruled. What people see is read from it by each field's policy.")},
		{"Field", false, object(append(cell, may("i", byName(idForm, ref("Cell")).about("Of lists: by item id.")))...).about("A field's candidates; of lists, by item.")},
		{"Cell", false, object(cell...).about("One item's candidates.")},
		{"Candidate", false, object(
			must("e", ref("EditId")), must("v", anyOne), may("a", yes.about("Agreed.")),
		).about("A value somebody wrote.")},
		{"Seen", false, object(
			must("replica", pattern(seenForm).about("author/replica")), must("stamp", ref("Stamp")), may("after", ref("Stamp")),
		).about("A replica's latest overruled edit of a cell.")},
		{"Origin", false, object(
			must("author", ref("Id")), must("role", pattern(nameForm).about("The author's role then.")), may("onBehalfOf", oneOf("citizen")),
			must("replica", ref("ReplicaId")), must("stamp", ref("Stamp")), may("after", ref("Stamp")), must("seq", count),
			must("at", millis.about("When the server got it.")), may("late", yes), may("ahead", yes),
		).about("Where a value came from.")},
		{"Change", false, object(
			must("prev", count.about("The document's seq before; 0 when it was not there.")), may("whole", yes), must("doc", ref("Document")),
		).about("What a commit does to one document: whole, or the fields that changed.")},
	}
}

func answerParts() []part {
	kinds := oneOf(string(document.Applied), string(document.Merged), string(document.Proposed), string(document.Parked), string(document.Refused))
	return []part{
		{"VerdictKind", false, kinds.about("What became of an edit. There is no sixth.")},
		{"Note", false, object(
			must("field", Schema{"type": "string", "pattern": fieldForm}), may("item", ref("Id")), must("policy", ref("Policy")), may("shown", ref("EditId")),
			may("overruled", listOf(ref("EditId"))), may("waiting", listOf(ref("EditId"))),
		).about("A field was merged: which edit is shown and which are not.")},
		{"Policy", false, pattern(nameForm).with("examples", policies()).about("How a field merges.")},
		{"Verdict", false, object(
			must("edit", ref("EditId")), must("verdict", ref("VerdictKind")), may("code", ref("Code")), may("field", Schema{"type": "string"}),
			must("scope", ref("Scope")), must("seq", count), may("again", yes), may("late", yes), may("notes", listOf(ref("Note"))),
		).about("The answer to one edit: codes and references, never values.")},
		{"CarriedVerdict", false, object(must("edit", ref("EditId")), must("verdict", ref("VerdictKind")), may("code", ref("Code"))).
			about("What a carrier learns of a verdict.")},
		{"PhoneLimits", false, object(
			must("frameBytes", whole(1)), must("batchEdits", whole(1)), must("editsPerMinute", count),
		).about("What a phone should keep within.")},
		{"Present", false, object(
			must("staffId", ref("Id")), must("state", ref("PresenceState")), may("offlineSince", millis), may("lastSyncAt", millis), may("pendingCount", count),
		).about("One member of staff on a board.")},
		{"Held", false, object(
			must("doc", ref("Id")), must("staffId", ref("Id")), must("replica", ref("ReplicaId")), must("until", millis.about("The server's time; show no lock after it.")),
		).about("One lock.")},
	}
}

func policies() []string {
	var out []string
	for _, p := range allPolicies {
		out = append(out, string(p))
	}
	return out
}

var allPolicies = []schema.Policy{
	schema.Immutable, schema.Journal, schema.AddWins, schema.Restrictive, schema.LastWriter, schema.LastWriterNotice, schema.SafeSide, schema.CitizenOwned,
	schema.Proposal, schema.StateMachine, schema.OwnKey, schema.StrictBundle, schema.ServerAuthoritative, schema.Counter, schema.Human, schema.Derived,
}
