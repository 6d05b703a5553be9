import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { checksumText, documentSum, type Document, type Edit, type Schema, type Verdict } from "../../core/index.js";
import type { OpenOptions } from "../../host.js";
import { open, type Samsyn } from "../../samsyn.js";
import { memoryStorage } from "../../storage/memory.js";
import type { SamsynError } from "../../trouble.js";
import type { ServerFrame } from "../frames.js";
import { caughtUp, FakeServer, FakeTime, tokenOf, welcome } from "./fake.js";

export const schema = JSON.parse(readFileSync(new URL("../../schema.json", import.meta.url), "utf8")) as Schema;
export const scope = "citizen/c17/social/ekby";

/** Screen is a phone of somebody before a fake server, with what it told. */
export class Screen {
  readonly errors: string[] = [];
  readonly verdicts: Verdict[] = [];

  private constructor(
    readonly samsyn: Samsyn,
    readonly server: FakeServer,
    readonly time: FakeTime,
  ) {
    samsyn.on("error", (e: SamsynError) => void this.errors.push(e.code));
    samsyn.on("verdict", (v) => void this.verdicts.push(v.verdict));
  }

  /** open makes one; nobody is logged in. */
  static async open(o: Partial<OpenOptions> = {}, time = new FakeTime()): Promise<Screen> {
    const server = new FakeServer();
    const samsyn = await open({
      url: "http://x",
      schema,
      tabs: false,
      storage: memoryStorage(),
      openWire: server.open,
      witness: { get: () => "", set: () => undefined },
      now: time.now,
      random: () => 0.5,
      setTimer: time.setTimer,
      ...o,
    });
    return new Screen(samsyn, server, time);
  }

  /** of makes one on which somebody is logged in and has caught up. */
  static async of(actor: string, o: Partial<OpenOptions> = {}, time?: FakeTime): Promise<Screen> {
    const s = await Screen.open(o, time);
    await s.samsyn.login(tokenOf(actor), "assistantNurse");
    await s.greet();
    return s;
  }

  /** greet answers the hello that is on its way. */
  async greet(...more: ServerFrame[]): Promise<void> {
    await this.comes(() => this.server.frames("hello").length === 1);
    this.server.say(welcome(scope, "staff/s9/own/ekby"), ...more, caughtUp);
    await this.comes(async () => (await this.samsyn.status()).online);
  }

  /** write makes an edit that is good in every way. */
  write(doc: string, words: string): Promise<Edit> {
    return this.samsyn.edit({ scope, doc, type: "goal", create: true, changes: { citizenWords: { set: words } } });
  }

  /** submitted gives the ids of each submit, in order. */
  submitted(): string[][] {
    return this.server.frames("submit").map((f) => f.edits.map((e) => e.id));
  }

  async waiting(): Promise<number> {
    return (await this.samsyn.status()).waiting;
  }

  /** comes waits for a claim to hold; what it waits for is WebCrypto and promises, so a moment. */
  async comes(claim: () => boolean | Promise<boolean>): Promise<void> {
    await expect.poll(claim, { timeout: 25_000, interval: 1 }).toBe(true);
  }
}

/** goal is a document that the server has. */
export const goal = (id: string, seq: number, words: string): Document => ({
  id,
  type: "goal",
  scope,
  seq,
  created: "01JD0000000000000000000001",
  origins: {
    "01JD0000000000000000000001": {
      at: 1,
      author: "s1",
      replica: "r9",
      role: "nurse",
      seq,
      stamp: "0193a1b2c3d40000-r9",
    },
  },
  fields: { citizenWords: { c: [{ e: "01JD0000000000000000000001", v: words }] } },
});

/** page is all of the scope. */
export const page = (...documents: Document[]): ServerFrame => ({
  frame: "documents",
  scope,
  reset: true,
  documents,
  done: true,
  cursor: { epoch: "e1", seq: Math.max(0, ...documents.map((d) => d.seq)), chain: "00c0ffee00c0ffee" },
  checksum: checksumText(
    BigInt.asUintN(
      64,
      documents.reduce((sum, d) => sum + documentSum(d), 0n),
    ),
  ),
  safeSeq: 0,
});

/** applied answers an edit. */
export const applied = (...edits: string[]): ServerFrame => ({
  frame: "verdicts",
  verdicts: edits.map((edit) => ({ edit, verdict: "applied", scope, seq: 50 })),
});
