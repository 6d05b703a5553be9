import fc from "fast-check";
import { expect, test } from "vitest";

import { canonical, canonicalDocument, checksumText } from "../core/index.js";
import { Replica } from "./replica.js";
import { headOf } from "./testing/model.js";
import { World, worldScopes, type Dice, type Phone } from "./testing/world.js";

/** tapeDice reads a tape, which fast-check can shorten; behind its end it goes on by itself, so that healing has its chances too. */
function tapeDice(tape: readonly number[]): { dice: Dice; left: () => boolean } {
  let at = 0;
  let own = 1;
  const dice = (n: number): number => {
    own = (Math.imul(own, 1_103_515_245) + 12_345) >>> 0;
    return (tape[at++] ?? own >>> 8) % n;
  };
  return { dice, left: () => at < tape.length };
}

/** A phone that was restarted from what it stores holds and shows the same: what is stored is whole, and no cache is stale. */
function checkRestored(w: World, p: Phone): void {
  const again = Replica.restore(w.options(p.name), p.r.snapshot());
  const says = (r: Replica): string => canonical([[...r.snapshot()], worldScopes.map((name) => r.showAll(name))]);
  if (says(again) !== says(p.r)) expect(JSON.parse(says(again))).toEqual(JSON.parse(says(p.r))); // to say the difference is dear
}

/** heal connects everybody and lets everything through. */
function heal(w: World): void {
  for (let round = 0; round < 50; round++) {
    for (const p of w.phones) w.connect(p);
    for (let quiet = false; !quiet;) {
      quiet = true;
      for (const p of w.phones) {
        if (p.r.pending() > 0 && p.down.length === 0) w.handIn(p, 3, () => false);
        for (let f = p.down.shift(); f; f = p.down.shift()) {
          w.hand(p, f);
          quiet = false;
        }
      }
    }
    w.purge();
    if (w.phones.every((p) => isHealed(w, p))) return;
  }
  throw new Error("fifty connections did not heal it");
}

function isHealed(w: World, p: Phone): boolean {
  return (
    p.r.pending() === 0 &&
    [...p.granted].every((name) => {
      const s = p.r.status(name);
      return s && !s.loading && canonical(s.cursor) === canonical(headOf(w.m.history(name)));
    })
  );
}

/** Every phone holds the server's bytes, and nobody is asked to look at a refused text that a document they hold has. */
function compare(w: World): void {
  for (const p of w.phones) {
    const stored = p.r.snapshot();
    for (const name of p.granted) {
      const h = w.m.history(name);
      expect(p.r.status(name)?.checksum).toBe(checksumText(h.sum));
      const mine = [...stored].filter(([key]) => key.startsWith(`doc/${name}/`)).map(([, text]) => text);
      const hot = [...h.docs.values()].filter((d) => !d.cold);
      expect(mine.sort()).toEqual(hot.map(canonicalDocument).sort());
    }
    for (const a of p.r.setAside()) {
      const d = w.m.history(a.edit.scope).docs.get(a.edit.doc);
      if (d && !d.cold && p.granted.has(a.edit.scope) && a.verdict.verdict === "refused") {
        expect(Object.keys(d.origins ?? {})).not.toContain(a.edit.id);
      }
    }
  }
  const asides = new Set(w.phones.flatMap((p) => p.r.setAside().map((a) => a.edit.id)));
  expect([...w.wrote.keys()].filter((id) => !w.m.known.has(id) && !asides.has(id))).toEqual([]);
}

/*
 * Whatever the line, the phones and the server go through, in the end every phone holds the server's bytes, and the server has
 * answered every edit a person was told is saved.
 */
test("every phone ends equal", () => {
  const tapes = fc.array(fc.nat(2 ** 20), { minLength: 200, maxLength: 500, size: "max" });
  fc.assert(
    fc.property(tapes, (tape) => {
      const { dice, left } = tapeDice(tape);
      const w = new World(dice);
      for (let n = 0; left(); n++) {
        w.step();
        if (w.phones.some((p) => p.r.mismatches > 0))
          throw new Error("a mismatch: lost commits make gaps, bytes are never wrong");
        if (n % 8 === 0 && w.missing().length > 0) throw new Error(`gone: ${w.missing().join()}`);
        if (n % 16 === 0) for (const p of w.phones) checkRestored(w, p);
      }
      heal(w);
      compare(w);
    }),
    { numRuns: 12 },
  );
}, 300_000);
