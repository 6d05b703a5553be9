package published

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/wire"
)

// The files of what a phone must know of the types to merge, to show and to ask before it writes, and their form.
const (
	typesFile       = "types.json"
	typesSchemaFile = "types.schema.json"
)

// fieldRules is a field as phones get it: schema.Field, with the values' schema where documents.schema.json has it.
type fieldRules struct {
	schema.Field `json:",inline"`
	List         bool   `json:"list,omitzero"`
	Values       string `json:"values"`
}

// typeRules is a schema.Type without what only the server does: copies in other scopes, deadlines, the hot window.
type typeRules struct {
	Label     schema.Labels         `json:"label"`
	Scopes    []string              `json:"scopes"`
	Rights    schema.Rights         `json:"rights"`
	Required  []string              `json:"required,omitzero"`
	Owner     string                `json:"owner,omitzero"`
	OwnerRole string                `json:"ownerRole,omitzero"`
	States    *schema.Machine       `json:"states,omitzero"`
	Rules     []string              `json:"rules,omitzero"`
	Fields    map[string]fieldRules `json:"fields"`
	Notices   []noticeRule          `json:"notices,omitzero"`
}

type noticeRule struct {
	Code          string `json:"code"`
	schema.Notice `json:",inline"`
}

// typesFileOf is types.json: what the schema says of each type, but for the form of values.
func typesFileOf(set *schema.Set) any {
	out := struct {
		Contract     int                            `json:"contract"`
		Policies     map[schema.Policy]obj          `json:"policies"`
		Roles        map[string]schema.Labels       `json:"roles"`
		Compartments map[string]*schema.Compartment `json:"compartments"`
		Types        map[string]typeRules           `json:"types"`
		Words        *schema.Words                  `json:"words"`
	}{wire.Contract, map[schema.Policy]obj{}, set.Roles, map[string]*schema.Compartment{}, map[string]typeRules{}, set.Words}
	for _, p := range allPolicies {
		out.Policies[p] = obj{"list": (&schema.Field{Policy: p}).IsList()}
	}
	for kind, rooms := range set.Compartments {
		for name, c := range rooms {
			out.Compartments[kind+"/"+name] = c
		}
	}
	for name, t := range set.Types {
		out.Types[name] = rulesOf(t)
	}
	return out
}

func rulesOf(t *schema.Type) typeRules {
	r := typeRules{
		Label: t.Label, Scopes: t.Scopes, Rights: t.Rights, Required: t.Required, Owner: t.Owner, OwnerRole: t.OwnerRole,
		States: t.States, Rules: t.Rules, Fields: map[string]fieldRules{},
	}
	for name, f := range t.Fields {
		one := fieldRules{Field: *f, List: f.IsList(), Values: documentsFile + "#/$defs/" + title(t.Name) + "Fields/properties/" + name}
		one.Schema = nil
		r.Fields[name] = one
	}
	for _, n := range t.Notices {
		r.Notices = append(r.Notices, noticeRule{n.Code(t.Name), n})
	}
	return r
}

// typesSchema is the form of types.json.
func typesSchema() Schema {
	defs := Schema{}
	for _, p := range typesParts() {
		defs[p.name] = p.schema
	}
	return Schema{
		"$schema": dialect, "title": "Samsyn types", "$defs": defs, "$ref": "#/$defs/TypesFile",
		"description": "Made by scripts/gen. The form of types.json; what its members mean for a phone stands in protocol.md, Types.",
	}
}

func typesParts() []part {
	names := func(of string) Schema { return listOf(Schema{"type": "string"}).about(of) }
	name, labels := Schema{"type": "string"}, byName(`^.+$`, ref("Labels"))
	return []part{
		{"TypesFile", false, object(
			must("contract", whole(1)), must("policies", byName(nameForm, object(must("list", flag)))),
			must("roles", labels.about("Every role; server is the server itself.")),
			must("compartments", byName(`^[a-z]+/[A-Za-z0-9*-]+$`, ref("CompartmentRules")).about("By kind of subject and compartment; case-*-2 is case-<team>-2 of any team.")),
			must("types", byName(nameForm, ref("TypeRules"))), must("words", ref("Words")),
		)},
		{"Labels", false, object(must("sv", name), must("en", name)).about("A text for the person.")},
		{"CompartmentRules", false, object(
			must("label", ref("Labels")), must("read", names("Roles.")),
			may("controller", oneOf("provider", "municipality").about("Who stands at the end of the scope; left out: the scope is tenant/compartment.")),
		)},
		{"TypeRules", false, object(
			must("label", ref("Labels")),
			must("scopes", names("Templates. {citizen}, {team} … are one id each, {part} is 1, 2 or 3. The first is where one is made when nothing says otherwise; * is any scope.")),
			must("rights", ref("Rights")), may("required", names("Fields that the creating edit sets, or gives an item.")),
			may("owner", name.about("The field with the staff id of who decides a conflict.")), may("ownerRole", name.about("Who decides one where that is empty.")),
			may("states", ref("Machine")), may("rules", names("What the server judges besides; a phone learns of it by verdicts.")),
			must("fields", byName(nameForm, ref("FieldRules"))), may("notices", listOf(ref("NoticeRule"))),
		)},
		{"Rights", false, object(
			must("create", names("Roles.")), must("write", names("Roles: set, add, remove, and changes of state.")), may("propose", names("Roles: set in proposal fields.")),
			may("agree", names("Roles: agree in proposal fields.")), may("void", names("Roles.")),
		)},
		{"FieldRules", false, object(
			must("label", ref("Labels")), must("policy", pattern(nameForm)), may("list", flag.about("Its values are items with ids.")),
			must("values", name.about("Where documents.schema.json has the form of its values.")),
			may("safe", oneOf("earliest", "latest", "highest", "lowest", "true", "false").about("safeSide: the safer side.")),
			may("order", names("safeSide: the values from lowest to highest.")), may("bundle", name.about("strictBundle: fields of one name change together.")),
			may("sequence", flag.about("The server counts the bundle's changes here; nobody writes it.")),
			may("write", names("Roles that write it, instead of the type's.")), may("remove", names("Roles that take items out; others only add.")),
			may("reason", name.about("restrictive: the journal in which the edit that takes an item out says why.")),
			may("others", names("ownKey: roles that write other people's items, too.")), may("answers", name.about("ownKey: the sequence that an item's respondedToSequence answers.")),
			may("keyed", flag.about("citizenOwned: a list whose items are each the citizen's.")), may("frozenIn", names("States in which it no longer changes.")),
			may("derive", name.about("derived: what the screen works out.")), may("urgency", oneOf("urgent", "clinical", "text").about("How soon a conflict here is to be decided; left out: text.")),
			may("private", flag.about("It can hold care data or names: never in logs.")),
		)},
		{"Machine", false, object(
			must("initial", names("States a new document may have.")), must("transitions", listOf(ref("Transition"))),
			must("precedence", names("Every state, the strongest first.")), must("labels", labels), may("human", listOf(ref("HumanChoice"))),
		)},
		{"Transition", false, object(
			must("from", names("States.")), must("to", name), may("by", names("Roles; left out: rights.write.")),
			may("needs", names("Fields that the same edit must give a value.")),
		).about("A move. The same move may stand there for several roles: one that fits is enough.")},
		{"HumanChoice", false, object(must("states", names("States that people choose between.")), must("inForce", oneOf("strongest", "weakest").about("Which of those written is shown meanwhile.")))},
		{"NoticeRule", false, object(
			must("code", pattern(`^[A-Za-z]+\.[A-Za-z0-9]+$`)), must("when", name), must("to", names("Whom.")), must("class", oneOf("urgent", "visit", "meeting", "sync")),
			may("urgentWithinMinutes", count), may("ack", oneOf("each", "any")), may("after", name), may("is", Schema{"type": "array"}),
		)},
		{"Words", false, object(
			must("values", labels.about("Of values; a key with dots is for one place: type, field, members.")), must("members", labels.about("Of members of objects.")),
			must("notices", labels.about("By the notice's code.")), must("kinds", labels), must("verdicts", labels), must("refusals", labels), must("presence", labels),
		)},
	}
}
