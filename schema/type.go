package schema

import "github.com/go-json-experiment/json/jsontext"

// Set is all that the schema files say. It is read once at start and never changed.
type Set struct {
	Types        map[string]*Type
	Roles        map[string]Labels
	Compartments map[string]map[string]*Compartment // subject kind → compartment → who reads it
	Words        *Words                             // for people; nil when the files have no words.json
}

// Labels is a text for people, Swedish first.
type Labels struct {
	Swedish string `json:"sv"`
	English string `json:"en"`
}

// Compartment is a room inside a subject (architecture section 3).
type Compartment struct {
	Label Labels `json:"label"`
	// Controller is "provider" (the record belongs to the citizen's provider) or "municipality"; "" for tenant scopes.
	Controller string   `json:"controller,omitzero"`
	Read       []string `json:"read"` // roles
}

// Type is one document type: what it may look like, where it lives, who may do what and how its fields merge.
type Type struct {
	Name   string            `json:"type"`
	Label  Labels            `json:"label"`
	Scopes []string          `json:"scopes"` // templates such as citizen/{citizen}/health/{municipality}; "*" for conflict
	Rights Rights            `json:"rights"`
	Fields map[string]*Field `json:"fields"`
	States *Machine          `json:"states,omitzero"` // the machine of the field "state"
	// Required fields must be set, or given an item, by the edit that creates the document.
	Required []string `json:"required,omitzero"`
	Notices  []Notice `json:"notices,omitzero"`
	Hot      Hot      `json:"hot"`
	// Project names a readable copy that an effect keeps in another scope.
	Project []Projection `json:"project,omitzero"`
	// Owner is the field that holds the staff id of the person who answers for a conflict in this document, if any;
	// OwnerRole is who decides where there is none.
	Owner     string `json:"owner,omitzero"`
	OwnerRole string `json:"ownerRole,omitzero"`
	// Rules are names of rules in sync/care that span more than a field.
	Rules     []string   `json:"rules,omitzero"`
	Deadlines []Deadline `json:"deadlines,omitzero"`

	scopes []template // Scopes, parsed
}

// Rights lists roles. "server" is the server itself.
type Rights struct {
	Create  []string `json:"create"`
	Write   []string `json:"write"`            // set, add, remove on fields without rights of their own; state changes
	Propose []string `json:"propose,omitzero"` // set on fields of policy proposal
	Agree   []string `json:"agree,omitzero"`   // agree on fields of policy proposal; for others OnBehalfOf is needed
	Void    []string `json:"void,omitzero"`
}

// Policy says how a field merges (domain.md 3.1).
type Policy string

// The policies of domain.md 3.1.
const (
	Immutable           Policy = "immutable"           // IMM
	Journal             Policy = "journal"             // JRN
	AddWins             Policy = "addWins"             // AWS
	Restrictive         Policy = "restrictive"         // RST
	LastWriter          Policy = "lastWriter"          // LWW
	LastWriterNotice    Policy = "lastWriterNotice"    // LWW+
	SafeSide            Policy = "safeSide"            // SAFE
	CitizenOwned        Policy = "citizenOwned"        // CTZ
	Proposal            Policy = "proposal"            // PRP
	StateMachine        Policy = "stateMachine"        // STM
	OwnKey              Policy = "ownKey"              // OWN
	StrictBundle        Policy = "strictBundle"        // BND
	ServerAuthoritative Policy = "serverAuthoritative" // SRV
	Counter             Policy = "counter"             // CNT
	Human               Policy = "human"               // HUM
	Derived             Policy = "derived"             // DRV
)

// IsList reports whether the field's value is a set of items with ids (Op.Add, Op.Remove) instead of one value (Op.Set).
func (f *Field) IsList() bool {
	switch f.Policy {
	case Journal, AddWins, Restrictive, OwnKey, Counter:
		return true
	}
	return f.Keyed
}

// Field is the rule of one field.
type Field struct {
	Name   string `json:"-"`
	Label  Labels `json:"label"`
	Policy Policy `json:"policy"`
	// Safe is the safer side of a safeSide field: "earliest" and "latest" (RFC 3339 texts, or milliseconds), "highest" and
	// "lowest" (numbers, or places in Order), "true", "false".
	Safe  string   `json:"safe,omitzero"`
	Order []string `json:"order,omitzero"` // safeSide: the values from lowest to highest
	// Bundle is the name of the strict bundle the field belongs to; its fields change together.
	Bundle string `json:"bundle,omitzero"`
	// Sequence marks the field that counts a bundle's changes; the server sets it.
	Sequence bool     `json:"sequence,omitzero"`
	Write    []string `json:"write,omitzero"` // roles that may write it, instead of Rights.Write
	// Remove narrows who may take items out of an addWins or restrictive list; empty means whoever may write. Restrictions
	// and alerts take effect at once for everyone, but not everyone may lift them.
	Remove []string `json:"remove,omitzero"`
	// Reason, of a restrictive list, is the journal field in which the edit that removes an item says why.
	Reason string `json:"reason,omitzero"`
	// Others, of an ownKey list, are the roles that may write other people's items too.
	Others []string `json:"others,omitzero"`
	// Answers, of an ownKey list, is the sequence that an item's respondedToSequence answers to.
	Answers string `json:"answers,omitzero"`
	// Keyed makes a citizenOwned field a list whose items are each the citizen's.
	Keyed bool `json:"keyed,omitzero"`
	// FrozenIn are the states in which the field no longer changes.
	FrozenIn []string `json:"frozenIn,omitzero"`
	// Derive is the function of sync/care that computes a derived field.
	Derive string `json:"derive,omitzero"`
	// Urgency is how soon people must have decided a conflict here: urgent (1 hour), clinical (1 working day) or text
	// (5 working days), which is meant when empty (domain.md 3.3).
	Urgency string `json:"urgency,omitzero"`
	Private bool   `json:"private,omitzero"`
	// Schema is the JSON Schema of the value, or of one item of a list. Load puts the shared values of values.json in
	// the place of references, and for the field "state" the list of states, so that it stands alone.
	Schema any `json:"schema,omitzero"`

	check *checker // nil in a Type that Load did not make: any value passes
}

// Machine is a state machine: which moves exist, who may make them, and which state wins when two were written without
// knowing of each other.
type Machine struct {
	Initial     []string          `json:"initial"`
	Transitions []Transition      `json:"transitions"`
	Precedence  []string          `json:"precedence"` // strongest first; every state once
	Labels      map[string]Labels `json:"labels"`
	// Human are groups of states between which people decide when two of them were written without knowing of each other.
	Human []HumanChoice `json:"human,omitzero"`
}

// HumanChoice is a group of states that a machine must not choose between. Until somebody has, the strongest or the weakest
// of those written, in the order of precedence, is in force.
type HumanChoice struct {
	States  []string `json:"states"`
	InForce string   `json:"inForce"` // strongest or weakest
}

// Transition is one move. By lists the roles that may make it; empty means the type's Rights.Write. Needs are fields that
// the same edit must set, or give an item: a reason, most often.
type Transition struct {
	From  []string `json:"from"`
	To    string   `json:"to"`
	By    []string `json:"by,omitzero"`
	Needs []string `json:"needs,omitzero"`
}

// Deadline asks for a rule of sync/care to look at the document some minutes after the time in the field At, if the
// document then shows one of the states In (any, when empty).
type Deadline struct {
	At          string   `json:"at"`
	PlusMinutes int      `json:"plusMinutes,omitzero"`
	In          []string `json:"in,omitzero"`
	Rule        string   `json:"rule"`
}

// Notice says which change is told to whom, in which push class (domain.md 1.5).
type Notice struct {
	When string `json:"when"` // created, voided, conflict, field:<name>, state:<state>, beside:<name>
	// To are role:<role>, field:<name>, new:<name> (whom a list names since this change), visitors48h, author, team, writers;
	// alternatives stand between |, and the first that names anybody counts.
	To    []string `json:"to"`
	Class string   `json:"class"`
	// UrgentWithinMinutes makes it urgent when what begins at the field "start" begins so soon, or goes on (domain.md 1.5:
	// "decline/cancel < 3 h"); 0 never does.
	UrgentWithinMinutes int `json:"urgentWithinMinutes,omitzero"`
	// Ack asks for an acknowledgement: of each who is told, or of any one of them; "" asks for none (domain.md 1.5).
	Ack string `json:"ack,omitzero"`
	// After narrows it to documents in which this field has a value already.
	After string `json:"after,omitzero"`
	// Is narrows field:<name> to these new values; empty means any.
	Is []jsontext.Value `json:"is,omitzero"`
}

// Hot is the window in which phones hold a document: Back and Forward days around the time in field At; At "" means the
// document stays hot while it exists. A document without a value in At is hot.
type Hot struct {
	At          string `json:"at,omitzero"`
	BackDays    int    `json:"backDays,omitzero"`
	ForwardDays int    `json:"forwardDays,omitzero"`
}

// Projection is a copy of some fields, kept in another scope by an effect, for readers who may not read the original.
type Projection struct {
	Type   string   `json:"type"`
	Scope  string   `json:"scope"` // template over {id} (the source's), {citizen}, {staff}, {provider} (of its scope), {municipality}
	Fields []string `json:"fields"`
	// With are fields of the copy that say where it comes from: texts, by the same templates. {at+60m} is the time of the
	// commit plus an hour.
	With  map[string]string `json:"with,omitzero"`
	Cards Cards             `json:"cards,omitzero"`
}

// Cards are what the staffMember and the shownCard of each of a copied list of staff say of them. The zero Cards are none.
type Cards struct {
	Of    string `json:"of"`    // one of Fields, a list of objects with staffId: the copy gives each a name and a role
	Reach string `json:"reach"` // a field of the copy, how they are reached: a list of objects with staffId and reachMe
	Says  string `json:"says"`  // a field of the copy, their role cards: a list of objects with staffId and the card's texts
}

// PriorityState is the place of a state in the precedence, 0 the strongest, or -1.
func (m *Machine) PriorityState(state string) int {
	for i, s := range m.Precedence {
		if s == state {
			return i
		}
	}
	return -1
}

// Move finds the transition between two states, or nil.
func (m *Machine) Move(from, to string) *Transition {
	for i := range m.Transitions {
		t := &m.Transitions[i]
		if t.To != to {
			continue
		}
		for _, f := range t.From {
			if f == from {
				return t
			}
		}
	}
	return nil
}
