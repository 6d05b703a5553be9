import type { Policy } from "../schema.js";
import { decided, isAsked, spareDecided } from "./authoritative.js";
import { guardStale } from "./bundle.js";
import { spareAll, spareNone } from "./cell.js";
import { citizenOwned, guardCitizenOwned, spareCitizens } from "./citizenowned.js";
import { guardCounter, highestCount } from "./counter.js";
import { doAuthorsDiffer, human } from "./human.js";
import { guardImmutable } from "./immutable.js";
import { guardOwnKey, latestAnswer } from "./ownkey.js";
import { guardAgreement, haveTwoProposers, isProposed, proposal, spareAgreed } from "./proposal.js";
import { guardRestriction, spareRestrictions } from "./restrictive.js";
import { safeSide } from "./safeside.js";
import { isHumanChoice, strongestState } from "./statemachine.js";
import type { PolicyRule } from "./step.js";
import { firstWriter, lastWriter } from "./ties.js";
import { guardTransition } from "./transition.js";

/** Each in a file of its own. A derived field has none: nothing is ever written there. */
const policies = new Map<Policy, PolicyRule>([
  ["immutable", { read: firstWriter, guard: guardImmutable, spares: spareAll }],
  ["journal", { read: firstWriter, guard: guardImmutable, spares: spareAll }],
  ["addWins", { read: lastWriter, spares: spareNone, removes: true }],
  ["restrictive", { read: firstWriter, guard: guardRestriction, spares: spareRestrictions, removes: true }],
  ["lastWriter", { read: lastWriter, spares: spareNone }],
  ["lastWriterNotice", { read: lastWriter, spares: spareNone }],
  ["safeSide", { read: safeSide, spares: spareNone }],
  ["citizenOwned", { read: citizenOwned, guard: guardCitizenOwned, spares: spareCitizens }],
  [
    "proposal",
    { read: proposal, guard: guardAgreement, spares: spareAgreed, waits: isProposed, disputed: haveTwoProposers },
  ],
  ["stateMachine", { read: strongestState, guard: guardTransition, spares: spareNone, disputed: isHumanChoice }],
  ["ownKey", { read: latestAnswer, guard: guardOwnKey, spares: spareNone }],
  ["strictBundle", { read: lastWriter, guard: guardStale, spares: spareNone }],
  ["serverAuthoritative", { read: decided, guard: guardStale, spares: spareDecided, waits: isAsked }],
  ["counter", { read: highestCount, guard: guardCounter, spares: spareNone }],
  ["human", { read: human, spares: spareNone, disputed: doAuthorsDiffer }],
]);

/** How a policy merges; undefined for derived fields, and for a policy that this phone does not know. */
export function policyOf(name: Policy): PolicyRule | undefined {
  return policies.get(name);
}
