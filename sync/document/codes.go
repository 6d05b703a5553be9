package document

// Codes of refused edits and of notes. server/fault gives each its duty; errors.md tells people what it means.
const (
	CodeUnknownType    = "unknown-type"
	CodeUnknownField   = "unknown-field"
	CodeBadValue       = "bad-value"
	CodeBadScope       = "bad-scope"
	CodeBadEdit        = "bad-edit"       // an id, stamp or op that cannot be read, or no change at all
	CodeTooLarge       = "too-large"      // the document would be over 256 KB, or a list over 500 items
	CodeNotAllowed     = "not-allowed"    // no such scope for this author, or not this author's to do
	CodeNoDocument     = "no-document"    // an edit without create of a document that is not there
	CodeDocumentTaken  = "document-taken" // a create of a document that is there
	CodeIDTaken        = "id-taken"       // a known edit id with other content
	CodeImmutable      = "immutable"
	CodeStale          = "stale" // a strict bundle or an agreement whose author had not seen the latest
	CodeNoTransition   = "no-transition"
	CodeVoided         = "voided"          // the author had seen that the document was voided
	CodeVoidedMeantime = "voided-meantime" // not a refusal: kept on the voided document
	CodeTooLate        = "too-late"        // written after access ended, or more than 14 days ago
	CodeCitizenOwned   = "citizen-owned"   // staff may only record the citizen's own statement here
	CodeCreateAwaited  = "create-awaited"  // not a refusal: the edit that creates the document has not come yet
	CodeReasonMissing  = "reason-missing"  // the edit must also fill in the field that says why; Field names it
	CodeMustBeOnline   = "must-be-online"  // a restriction is lifted only by somebody who is online
	CodeNotYours       = "not-yours"       // another person's answer, or another phone's count
	CodeStaleAnswer    = "stale-answer"    // not a refusal: kept, but it answers an earlier sequence and does not count
	CodeDerived        = "derived"         // the field is computed and never written
	CodeFrozen         = "frozen"          // the document has reached a state in which the field no longer changes
	CodeWrongAudience  = "wrong-audience"  // somebody in the room is outside the audience of the part that is opened
	CodeNoQuorum       = "no-quorum"       // not a refusal: the part is open, but the profession it needs is not there

	CodeNeedsAssessment      = "needs-assessment"      // part 3 holds no question that needs a new assessment
	CodeVoiceMissing         = "voice-missing"         // what the citizen wants has to stand there before others discuss it
	CodeCitizenNotAsked      = "citizen-not-asked"     // the citizen has not said yes to everybody who would come
	CodeCitizenSaidNo        = "citizen-said-no"       // the citizen has said no to somebody who would come
	CodeConfirmationsMissing = "confirmations-missing" // closing needs an answer that those concerned have confirmed
	// CodeReplicaRevoked is not a refusal: the login was revoked for cause, and what was written on it waits for a manager.
	CodeReplicaRevoked = "replica-revoked"
)
