import type { Samsyn } from "@samsyn/sdk";
import type { Held, Known } from "@samsyn/sdk/advise";
import { hung, ownerOf } from "../lib/bell/hang.js";
import { due, isRings, nameOf, ringsId, tell } from "../lib/due.js";
import type { Login } from "../lib/kept.js";
import { seal, unseal } from "../lib/sealed.js";

declare const self: ServiceWorkerGlobalScope;

/** tellDue tells of what has begun since the page was closed, by what this phone holds now: a woken worker can wait for nothing. */
export async function tellDue(samsyn: Samsyn, login: Login): Promise<void> {
  const who = ownerOf(login);
  if (login.kind !== "staff" || (await hung())?.of !== who) return;
  const rings = await unseal(who, ringsId);
  if (!isRings(rings)) return;
  const come = rings.set.filter((a) => a.at <= Date.now() && !rings.rung.includes(nameOf(a)));
  if (come.length === 0) return;
  const held: Held[] = [];
  for (const scope of new Set(come.map((a) => a.scope)))
    for (const d of await samsyn.list(scope)) if (come.some((a) => a.doc === d.doc)) held.push({ ...d, scope });
  const known = (await unseal(who, "appointments")) as { readonly all?: readonly Known[] } | undefined;
  const now = due(
    Date.now(),
    { actor: login.actor, role: login.role },
    { ...rings, set: come },
    held,
    known?.all ?? [],
  );
  if (now.length === 0) return;
  await seal(who, ringsId, { ...rings, rung: [...rings.rung, ...now.map(nameOf)] });
  for (const type of new Set(now.map((a) => a.type))) await tell(self.registration, type);
}
