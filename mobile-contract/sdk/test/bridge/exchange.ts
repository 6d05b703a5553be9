import type { Edit } from "../../src/core/index.js";
import type { Draft } from "../../src/replica/index.js";
import type { Question } from "./advise.js";
import type { Owner } from "./app.js";
import type { Host } from "./body.js";
import { Handset } from "./handset.js";
import { failure, say, sayText, type Command } from "./lines.js";
import { Shelf } from "./shelf.js";

/** exchange connects lines to phones, which it makes as it is told. It gives what takes a line. */
export function exchange(host: Host): (line: string) => void {
  const phones = new Map<number, Handset>();
  const shelves = new Map<number, Shelf>();

  /** make gives somebody a phone on a device. */
  function make(n: number, owner: Owner & { readonly device: number }): void {
    const shelf = shelves.get(owner.device) ?? new Shelf(owner.device, host.kind);
    shelves.set(owner.device, shelf);
    const nodes = owner.nodes.map((node) => host.address(node));
    phones.set(n, new Handset(n, { ...owner, nodes }, shelf, host));
  }

  async function answer(c: Command): Promise<void> {
    const n = c.phone ?? 0;
    if (c.do === "make") make(n, c.with as Owner & { device: number });
    const p = phones.get(n);
    if (!p) return;
    if (c.now !== undefined) p.now = c.now;
    if (c.do === "token") {
      const { ask, token, error } = c.with as { ask: number; token?: string; error?: string };
      p.tokens.gives(ask, token, error);
      return;
    }
    if (c.do === "look") {
      const text = await p.look(Number(c.with));
      p.news.flush();
      sayText(`{"id":${c.id},"result":${text ?? '{"same":true}'}}`);
      return;
    }
    const result = c.do === "make" ? undefined : await run(p, c);
    p.news.flush();
    say({ id: c.id, ...(result !== undefined && { result }) });
    if (c.do === "close") phones.delete(n);
  }

  return (line) => {
    const c = JSON.parse(line) as Command; // Go wrote it
    answer(c).catch((e: unknown) => {
      phones.get(c.phone ?? 0)?.news.flush();
      say({ id: c.id, error: failure(e) });
    });
  };
}

/** What each command's "with" is stands at the Go end; both ends are ours. */
async function run(p: Handset, c: Command): Promise<unknown> {
  switch (c.do) {
    case "online":
      return p.online();
    case "offline":
      p.offline();
      return;
    case "cut":
      p.cut();
      return;
    case "tick":
      return p.tick();
    case "lose":
      p.lose(c.with === true);
      return;
    case "hold":
      p.hold(c.with === true);
      return;
    case "edit":
      return p.edit(c.with as Draft);
    case "kill": {
      const { draft, moment } = c.with as { draft: Draft; moment: number };
      return p.kill(draft, moment);
    }
    case "echo":
      p.echo(Number(c.with));
      return;
    case "advise":
      return p.advise(c.with as Question);
    case "sync":
      return p.sync();
    case "resend":
      return p.resend();
    case "submit":
      return p.submit(c.with as Edit[][]);
    case "lock":
      return p.lock();
    case "logout":
      return p.logout();
    case "install":
      return p.install(String(c.with));
    case "close":
      return p.close();
  }
  throw new Error("no such command: " + c.do);
}
