import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { Net } from "../net.js";
import { watching } from "./board.js";
import { editing } from "./editing.js";
import { opening, type Opened } from "./opening.js";
import { Site } from "./site.js";
import { Tab } from "./tab.js";
import { coordinator, me } from "./village.js";
import { Wire } from "./wire.js";

/** main measures, and prints each figure beside its aim. Processor time is what counts: the machine may have other work. */
export async function main(isQuick: boolean): Promise<void> {
  line("app: all scripts that a phone loads, brotli", `${await weigh("dist")} B`, "at most 122880 B");
  const site = await Site.build();
  const net = await Net.to(site.url);
  const folder = await mkdtemp(join(tmpdir(), "samsyn-app-"));
  try {
    const count = await holds(site);
    await edits(join(folder, "phone"), net, isQuick ? 4 : 20);
    await opens(join(folder, "phone"), net, count, isQuick ? 1 : 5);
    await board(join(folder, "board"), net, site, isQuick ? 5 : 20);
  } finally {
    net.close();
    await site.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** weigh adds up a folder's scripts, each as it would be sent. plain.js is for browsers that do not take sw.js; both count. */
async function weigh(folder: string): Promise<number> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
  const sizes = await Promise.all(names.map(async (n) => brotliCompressSync(await readFile(join(folder, n))).length));
  return sizes.reduce((a, b) => a + b, 0);
}

async function holds(site: Site): Promise<number> {
  const wire = await Wire.open(site, me);
  wire.close();
  return wire.documents;
}

async function edits(folder: string, net: Net, times: number): Promise<void> {
  const tab = await Tab.open(folder, net);
  await tab.login(me, "assistantNurse");
  const all = await editing(tab, times);
  await tab.close();
  const late = all.map((e) => e.late);
  line(
    "app: frames between a tap and the one that shows it",
    `${middle(late)}, most ${Math.max(...late)}`,
    "0: the next frame",
  );
  line("app: the same, by the clock", both(all.map((e) => e.wall)), "");
  line("app: the same, with saving and sending, processor", both(all.map((e) => e.task)), "");
}

async function opens(folder: string, net: Net, count: number, times: number): Promise<void> {
  net.off();
  const all: Opened[] = [];
  for (let n = 0; n < times; n++) all.push(await opening(folder, net));
  net.on();
  const what = `app: opening ${count} documents without network`;
  line(what + ", processor", both(all.map((o) => o.task)), "under 300 ms");
  line(what + ", by the clock", both(all.map((o) => o.wall)), "");
}

async function board(folder: string, net: Net, site: Site, seconds: number): Promise<void> {
  const tab = await Tab.open(folder, net, { width: 1600, height: 1000 });
  await tab.login(coordinator, "coordinator");
  const { core, script, rate } = await watching(tab, site, seconds, 5);
  await tab.close();
  const what = `app: the board, 60 phones, ${rate.toFixed(1)} changes a second`;
  line(what, core.toFixed(1) + " % of a core", "under 10 %");
  line("app: the same, scripts only", script.toFixed(1) + " % of a core", "");
}

const middle = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;

const both = (all: readonly number[]): string => `${middle(all).toFixed(0)} ms, most ${Math.max(...all).toFixed(0)}`;

function line(what: string, value: string, aim: string): void {
  process.stdout.write(`${what.padEnd(66)} ${value.padStart(18)}   ${aim}\n`);
}
