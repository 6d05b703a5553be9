import {
  appointments,
  beforeOpening,
  beforeSaving,
  judge,
  type AdviceCode,
  type Demand,
  type Held,
  label,
  type Known,
  suggests,
} from "../../src/advise/index.js";
import { own, type Schema } from "../../src/core/index.js";
import { check, Invalid } from "../../src/replica/check.js";
import type { Draft, Replica } from "../../src/replica/index.js";

/** What a phone is asked of what it says by itself. The Go end has the same, with comments. */
export interface Question {
  readonly ask: string;
  readonly now: number;
  readonly known?: readonly Known[];
  readonly draft?: Draft;
  readonly visit?: string;
  readonly type?: string;
}

/** answer asks src/advise, of all that the phone shows. */
export function answer(replica: Replica, schema: Schema, actor: string, role: string, q: Question): object {
  const me = { actor, role };
  const { draft } = q;
  if (q.ask === "appointments") {
    const plan = appointments(q.now, me, shown(replica), q.known);
    return { plan, words: words(plan.moved) };
  }
  if (q.ask === "opening") return demanded(beforeOpening(me, shown(replica), q.visit ?? ""));
  if (q.ask === "suggests") {
    const type = own(schema.types, q.type ?? "");
    return { suggests: type ? suggests(type) : [] };
  }
  if (q.ask === "saving" && draft) return demanded(beforeSaving(me, draft, replica.show(draft.scope, draft.doc)));
  if (q.ask === "judge" && draft) return { said: judged(replica, schema, me, q.now, draft) };
  throw new Error("no such question: " + q.ask);
}

const demanded = (demands: readonly Demand[]): object => ({ demands, words: words(demands) });

/** words are the Swedish words of codes. */
const words = (all: readonly { readonly code: AdviceCode }[]): object =>
  Object.fromEntries(all.map(({ code }) => [code, label(code).sv]));

function shown(replica: Replica): Held[] {
  const all = replica.scopes().map((scope) => replica.showAll(scope).map((s) => ({ scope, ...s })));
  return all.flat().filter((s) => !s.unknown);
}

/** judged is what a form shows of a draft: what its values are refused for, or else what judge says. */
function judged(
  replica: Replica,
  schema: Schema,
  me: { readonly actor: string; readonly role: string },
  now: number,
  draft: Draft,
): object {
  try {
    const { code, field } = judge(now, me, schema, replica.showAll(draft.scope), {
      ...draft,
      changes: check(schema, draft),
    });
    return { ...(code && { code }), ...(field && { field }) };
  } catch (e) {
    if (e instanceof Invalid) return { code: e.code, ...(e.field !== "" && { field: e.field }) };
    throw e;
  }
}
