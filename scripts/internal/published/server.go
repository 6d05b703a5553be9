package published

import "github.com/samsyn/samsyn/server/wire"

func head() []member {
	return []member{must("scope", ref("Scope")), must("cursor", ref("Cursor")), must("checksum", ref("Checksum")), must("safeSeq", count.about("What no restore loses any more."))}
}

func scopes(about string) []member {
	return []member{must("scopes", listOf(ref("Scope")).about(about))}
}

var retryMillis = may("retryMillis", whole(1).about("How long to wait."))

func serverFrames() []frame {
	return []frame{
		{wire.KindWelcome, false, "Answers a hello.", []member{
			must("contract", whole(1).about("The server's; it may be one more than the phone's.")),
			must("now", millis.about("The server's time.")), must("actor", ref("Id")),
			must("roles", listOf(pattern(nameForm))), must("scopes", listOf(ref("Scope")).about("All that the actor may hold now, sorted.")),
			must("limits", ref("PhoneLimits")), must("keepDays", count.about("How long acknowledged edits are kept, at least.")),
			may("leaseHours", count.about("How long the phone may show what it holds without contact.")),
			may("push", oneOf("on", "renew").about("Whether this device can be rung; left out: this server rings nobody.")),
			may("sealKey", ref("PublicKey").about("What outboxes are sealed to.")),
		}},
		{wire.KindDocuments, false, "A page of a scope's documents, by ascending seq.", append(head(),
			must("reset", flag.about("Forget what you hold of the scope first.")), must("documents", listOf(ref("Document"))),
			must("done", flag.about("Cursor, checksum and safeSeq count.")), may("parent", ref("Base").about("The epoch before, and where this one forked from it.")),
		)},
		{wire.KindCommit, false, "The changes of one commit, live.", append(head(), must("changes", listOf(ref("Change"))))},
		{wire.KindVerdicts, false, "Answers edits.", []member{must("verdicts", listOf(ref("Verdict")))}},
		{wire.KindCarried, false, "Answers a sealed box to whoever carried it.", []member{
			must("replica", ref("ReplicaId").about("Whose box it was.")), may("code", ref("Code").about("About the box as a whole; without it the box may be deleted.")),
			may("duty", ref("Duty")), must("verdicts", listOf(ref("CarriedVerdict"))),
		}},
		{wire.KindCaughtUp, false, "Every granted scope has been sent.", nil},
		{wire.KindGrant, false, "The phone may hold these from now.", scopes("Their pages follow.")},
		{wire.KindRevoke, false, "The phone may hold these no longer.", scopes("Outbox first, then purge.")},
		{wire.KindReadsWanted, false, "Nothing new comes before these reads are handed in.", []member{must("from", whole(1))}},
		{wire.KindReadsTaken, false, "The server has the reads up to this number.", []member{must("upTo", count)}},
		{wire.KindBoard, false, "Who of a team is there.", []member{must("team", ref("Id")), may("unknown", yes), may("entries", listOf(ref("Present")))}},
		{wire.KindLocks, false, "Who writes in a scope.", []member{must("scope", ref("Scope")), may("unknown", yes), may("locks", listOf(ref("Held")))}},
		{wire.KindError, false, "Something went wrong; the socket stays open.", []member{
			must("code", ref("Code")), must("duty", ref("Duty")), must("message", ref("Labels")), retryMillis,
			may("about", pattern(`^[A-Za-z]{1,64}$`).about("The kind of the phone's frame that it answers; left out: it answers none, and is about the login or the connection.")),
			may("index", count.about("The place in the submit of an edit without a readable id.")),
		}},
		{wire.KindBye, false, "The last frame before the server closes the socket.", []member{must("code", ref("Code")), must("duty", ref("Duty")), retryMillis}},
	}
}
