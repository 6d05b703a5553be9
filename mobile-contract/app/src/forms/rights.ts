import type { FieldRule, Type, Verb } from "@samsyn/sdk";

// What a screen offers, by role. It is the server's rule (server/access) as far as roles go; the server judges.

/** Me is who writes. */
export interface Me {
  readonly actor: string;
  readonly role: string;
  readonly replica: string;
}

/** Voice is in whose name something is written: one's own, or the citizen's, whose words one writes down. */
export type Voice = "own" | "citizen";

export const isCitizens = (role: string): boolean => role === "citizen" || role === "representative";

interface Ask {
  readonly role: string;
  readonly verb: Verb;
  readonly create: boolean;
  readonly voice: Voice;
}

const takesPart = (t: Type, role: string): boolean =>
  t.rights.write.includes(role) || t.rights.propose?.includes(role) === true || t.rights.create.includes(role);

/** mayCreate: this role may make documents of the type. */
export const mayCreate = (t: Type, role: string): boolean => t.rights.create.includes(role);

export const mayVoid = (t: Type, role: string): boolean => t.rights.void?.includes(role) === true;

/** mayWrite: this role may do this to a field of a type. */
export function mayWrite(t: Type, rule: FieldRule, ask: Ask): boolean {
  const has = (list: readonly string[] | undefined): boolean =>
    list?.includes(ask.role) === true ||
    (ask.voice === "citizen" && takesPart(t, ask.role) && list?.includes("citizen") === true);
  if (rule.policy === "derived" || rule.sequence) return false;
  if (ask.verb === "remove" && rule.remove && !has(rule.remove)) return false;
  if (rule.write) return has(rule.write) || has(rule.others);
  if (rule.policy === "serverAuthoritative") return false;
  if (ask.verb === "agree") return has(t.rights.agree);
  if (ask.create) return true;
  if (rule.policy === "proposal") return has(t.rights.propose) || has(t.rights.agree);
  return has(t.rights.write);
}

/**
 * voiceFor is in whose name somebody may do this to a field, or undefined. The citizen's own words are never written by staff in their
 * own name; what only the citizen may do staff write down as what she said.
 */
export function voiceFor(
  t: Type,
  rule: FieldRule,
  verb: Verb,
  me: Me,
  at: { readonly create: boolean; readonly scope: string },
): Voice | undefined {
  const ask = { role: me.role, verb, create: at.create };
  const aboutCitizen = at.scope.startsWith("citizen/") && !isCitizens(me.role);
  if (rule.policy === "citizenOwned" && aboutCitizen)
    return mayWrite(t, rule, { ...ask, voice: "citizen" }) ? "citizen" : undefined;
  if (mayWrite(t, rule, { ...ask, voice: "own" })) return "own";
  return aboutCitizen && mayWrite(t, rule, { ...ask, voice: "citizen" }) ? "citizen" : undefined;
}

/** Move is a step of the machine that somebody may take now. */
export interface Move {
  readonly to: string;
  /** Fields that must be set with it. */
  readonly needs: readonly string[];
  readonly voice: Voice;
}

/** movesOf are the steps from a state that this role may take; "" is a document that has none yet. */
export function movesOf(t: Type, state: string, me: Me, scope: string): readonly Move[] {
  const machine = t.states;
  const rule = t.fields["state"];
  if (!machine || !rule) return [];
  const from = state === "" ? (machine.initial[0] ?? "") : state;
  const out = new Map<string, Move>();
  for (const move of machine.transitions) {
    if (!move.from.includes(from) || out.has(move.to)) continue;
    const voice = voiceOfMove(t, rule, move.by, me, scope);
    if (voice) out.set(move.to, { to: move.to, needs: move.needs ?? [], voice });
  }
  return [...out.values()];
}

function voiceOfMove(
  t: Type,
  rule: FieldRule,
  by: readonly string[] | undefined,
  me: Me,
  scope: string,
): Voice | undefined {
  if (!by) return voiceFor(t, rule, "set", me, { create: false, scope });
  if (by.includes(me.role)) return "own";
  const aboutCitizen = scope.startsWith("citizen/") && !isCitizens(me.role);
  return aboutCitizen && by.includes("citizen") && takesPart(t, me.role) ? "citizen" : undefined;
}

/** isNamedIn: the step is this role's in particular, as to agree is the citizen's. */
export const isNamedIn = (t: Type, to: string, role: string): boolean =>
  t.states?.transitions.some((move) => move.to === to && move.by?.includes(role) === true) === true;
