import type { Dict, Json } from "./json.js";

/** A text for people, Swedish first. */
export interface Labels {
  readonly sv: string;
  readonly en: string;
}

/** What schema.json holds: what a phone knows of the types. */
export interface Schema {
  readonly types: Dict<Type>;
  readonly words?: Words;
}

/**
 * What people read in the place of code names. Values and members have a word for everywhere, under their name, and some another at a
 * place, under place and name: "conflict.kind.onlyWith" before "onlyWith". A place is type, field and members down to it, with
 * dots; list items add nothing. Numbers have words only at a place, or none.
 */
export interface Words {
  /** Texts of enums, roles, "true", "false", "null". Not states: those are Machine.labels. */
  readonly values: Dict<Labels>;
  /** Members of objects. */
  readonly members: Dict<Labels>;
  /** What a notice says, by its field "code": "visitPlan.cancelled". */
  readonly notices: Dict<Labels>;
  /** Subjects of scopes: citizen, team, staff, representative, unit, tenant. */
  readonly kinds: Dict<Labels>;
  /** By kind and name: "citizen/social", "tenant/directory"; that of case-<team>-2 is "citizen/case-*-2". */
  readonly compartments: Dict<Labels>;
  /** What became of an edit, in a few words: applied, merged, proposed, parked, refused. */
  readonly verdicts: Dict<Labels>;
  /** Why a disclosure came to nothing: no-readers, no-consent, blocked; else it is one of codes. */
  readonly refusals: Dict<Labels>;
  /** What to do about a code of a verdict or an error (errors.md). */
  readonly codes: Dict<Labels>;
  /** What staff do: online, atVisit, travelling, inMeeting, offDuty. */
  readonly presence: Dict<Labels>;
}

/** One document type: where it lives, how its fields merge, which values they take. */
export interface Type {
  readonly type: string;
  readonly label: Labels;
  /** Templates such as "citizen/{citizen}/health/{municipality}"; "*" is anywhere. */
  readonly scopes: readonly string[];
  readonly rights: Rights;
  readonly fields: Dict<FieldRule>;
  /** The machine of the field "state". */
  readonly states?: Machine;
  /** Fields that the creating edit must set. */
  readonly required?: readonly string[];
  /** Rules that span more than a field (src/care). */
  readonly rules?: readonly string[];
}

/** Who may; "server" is the server itself. For what a screen offers: the server judges. */
export interface Rights {
  readonly create: readonly string[];
  readonly write: readonly string[];
  readonly propose?: readonly string[];
  readonly agree?: readonly string[];
  readonly void?: readonly string[];
}

export type Policy =
  | "immutable"
  | "journal"
  | "addWins"
  | "restrictive"
  | "lastWriter"
  | "lastWriterNotice"
  | "safeSide"
  | "citizenOwned"
  | "proposal"
  | "stateMachine"
  | "ownKey"
  | "strictBundle"
  | "serverAuthoritative"
  | "counter"
  | "human"
  | "derived";

/** The rule of one field. */
export interface FieldRule {
  readonly label: Labels;
  readonly policy: Policy;
  /** Of safeSide: earliest, latest, highest, lowest, true or false. */
  readonly safe?: string;
  /** Of safeSide: the values from lowest to highest. */
  readonly order?: readonly string[];
  /** The strict bundle it belongs to: its fields change together. */
  readonly bundle?: string;
  /** It counts a bundle's changes. */
  readonly sequence?: boolean;
  readonly write?: readonly string[];
  readonly remove?: readonly string[];
  /** Of a restrictive list: the journal in which whoever removes an item says why, in the same edit. */
  readonly reason?: string;
  /** Of an ownKey list: roles that may write other people's items. */
  readonly others?: readonly string[];
  /** Of an ownKey list: the sequence that an item's respondedToSequence answers. */
  readonly answers?: string;
  /** Makes a citizenOwned field a list. */
  readonly keyed?: boolean;
  /** The states in which it no longer changes. */
  readonly frozenIn?: readonly string[];
  /** What computes a derived field. */
  readonly derive?: string;
  readonly urgency?: string;
  readonly private?: boolean;
  /** Of the value, or of one item of a list. */
  readonly schema?: ValueSchema;
}

/** The part of JSON Schema 2020-12 that the types are written in. Say tells people what to write. */
export interface ValueSchema {
  readonly type?: string;
  readonly enum?: readonly Json[];
  readonly oneOf?: readonly ValueSchema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ValueSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Dict<ValueSchema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly say?: Labels;
}

/** Which moves exist, who may make them, and which state wins. */
export interface Machine {
  readonly initial: readonly string[];
  readonly transitions: readonly Transition[];
  /** Strongest first; every state once. */
  readonly precedence: readonly string[];
  readonly labels: Dict<Labels>;
  /** Groups of states that a machine must not choose between. */
  readonly human?: readonly HumanChoice[];
}

export interface Transition {
  readonly from: readonly string[];
  readonly to: string;
  readonly by?: readonly string[];
  /** Fields that the same edit must set. */
  readonly needs?: readonly string[];
}

export interface HumanChoice {
  readonly states: readonly string[];
  /** strongest or weakest */
  readonly inForce: string;
}

const lists: ReadonlySet<string> = new Set<Policy>(["journal", "addWins", "restrictive", "ownKey", "counter"]);

/** Whether the value is a set of items with ids (add, remove) instead of one value (set). */
export function isList(rule: FieldRule): boolean {
  return rule.keyed === true || lists.has(rule.policy);
}
