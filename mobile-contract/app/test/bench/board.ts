import type { Site } from "./site.js";
import type { Tab } from "./tab.js";
import { crew } from "./village.js";
import { Wire } from "./wire.js";

/** Watched is what the board cost while people moved. */
export interface Watched {
  /** Percent of one core that the page's main thread took. */
  readonly core: number;
  /** Of it, in scripts. */
  readonly script: number;
  /** Changes that were said a second. */
  readonly rate: number;
}

const states = ["travelling", "atVisit", "online", "inMeeting", "offDuty"] as const;

/** watching has sixty phones say where they are, together so many changes a second, while the board is open. */
export async function watching(tab: Tab, site: Site, seconds: number, perSecond: number): Promise<Watched> {
  const phones: Wire[] = [];
  for (const id of crew) phones.push(await Wire.open(site, id));
  for (const one of phones) one.presence("online", 0);
  await tab.page.waitForFunction(
    (count) => document.querySelectorAll(".person:not(.silent)").length >= count,
    phones.length,
  );
  const before = await tab.cpu();
  const start = performance.now();
  const said = await move(phones, seconds, perSecond);
  const after = await tab.cpu();
  const wall = performance.now() - start;
  for (const one of phones) one.close();
  return {
    core: (100 * (after.task - before.task)) / wall,
    script: (100 * (after.script - before.script)) / wall,
    rate: (1000 * said) / wall,
  };
}

/** move has one phone after the other say something new, at an even pace; what is late is said at once. It gives how often. */
async function move(phones: readonly Wire[], seconds: number, perSecond: number): Promise<number> {
  const start = performance.now();
  let said = 0;
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const due = Math.min(seconds, (performance.now() - start) / 1000) * perSecond;
      for (; said < due; said++) {
        const round = Math.floor(said / phones.length);
        phones[said % phones.length]?.presence(states[round % states.length] ?? "online", (said % 4) * (round % 2));
      }
      if (due < seconds * perSecond) return;
      clearInterval(timer);
      done();
    }, 1000 / perSecond);
  });
  return said;
}
