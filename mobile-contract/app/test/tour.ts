import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { TestPhone } from "../../sdk/test/phone.js";
import type { Server } from "../../sdk/test/server.js";
import { Device, patience } from "./device.js";
import { Town } from "./town.js";

/** viewNames are all views the app has, as src/views/index.ts and what it gathers from say. */
export function viewNames(): readonly string[] {
  const at = new URL("../src/views/", import.meta.url);
  const index = readFileSync(new URL("index.ts", at), "utf8");
  const gathered = [...index.matchAll(/from "(\.\/[a-z]+\/views)\.js"/g)].map(([, path]) => path ?? "");
  const texts = [index, ...gathered.map((path) => readFileSync(new URL(path + ".ts", at), "utf8"))];
  return texts.flatMap((text) => [...text.matchAll(/^ {2}"?([a-z-]+)"?: [A-Z]\w+,$/gm)].map(([, name]) => name ?? ""));
}

/** Stop is a view as somebody of the demo municipality sees it. */
export interface Stop {
  readonly view: string;
  readonly who: string;
  /** A document of this type that she holds is what the view is about. */
  readonly of?: string;
  /** Only the scope of it is in the address. */
  readonly isScope?: boolean;
  /** What else is in the address. */
  readonly more?: readonly string[];
  readonly wide?: boolean;
}

const amina = "Amina Warsame";
const jonas = "Jonas Lilja";
const petra = "Petra Nyholm";
const kerstin = "Kerstin Vång";
const bodil = "Bodil Rask";

/** stops are one for each view at least. */
export const stops: readonly Stop[] = [
  { view: "today", who: amina },
  { view: "visit", who: amina, of: "visitPlan" },
  { view: "search", who: amina },
  { view: "citizens", who: amina },
  { view: "citizen", who: amina, more: ["c01"] },
  { view: "note", who: amina, more: ["c01"] },
  { view: "goal", who: amina, of: "goal" },
  { view: "new-goal", who: amina, more: ["c01"] },
  { view: "kinds", who: amina },
  { view: "list", who: amina, more: ["goal"] },
  { view: "new", who: amina, more: ["goal", "c01"] },
  { view: "doc", who: amina, of: "citizen" },
  { view: "notices", who: amina },
  { view: "outbox", who: amina },
  { view: "more", who: amina },
  { view: "tasks", who: amina },
  { view: "aid", who: jonas, of: "aidQuestion" },
  { view: "new-aid", who: jonas, more: ["c01"] },
  { view: "joint", who: jonas, of: "jointVisit" },
  { view: "medicine", who: petra, of: "medicationQuestion" },
  { view: "new-medicine", who: petra, more: ["c01"] },
  { view: "choices", who: jonas },
  { view: "conflict", who: jonas, of: "conflict" },
  { view: "team", who: kerstin },
  { view: "meeting", who: kerstin, of: "teamMeeting" },
  { view: "new-item", who: kerstin, of: "teamMeeting" },
  { view: "item", who: kerstin, of: "agendaItem" },
  { view: "decide", who: kerstin, of: "agendaItem" },
  { view: "new-meeting", who: kerstin, of: "teamMeeting", isScope: true },
  { view: "task", who: kerstin, of: "followUpTask" },
  { view: "routine", who: bodil, of: "routine" },
  { view: "new-routine", who: bodil, more: ["norra"] },
  { view: "board", who: kerstin, wide: true },
  { view: "board", who: bodil },
  { view: "own", who: "Gunvor Ekdahl" },
  { view: "today", who: "Gunvor Ekdahl" },
];

/** Sight is how a tour sees the app: as most do, in Swedish on a phone of 390 pixels, unless it says otherwise. */
export interface Sight {
  readonly english?: boolean;
  /** A phone of this many pixels. */
  readonly width?: number;
}

/** Tour goes to every view, with a device for each person. */
export class Tour {
  private readonly devices = new Map<string, Device>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly sight: Sight = {},
  ) {}

  /** visit shows a stop, and waits until it has its heading. */
  async visit(stop: Stop): Promise<Device> {
    const d = await this.device(stop.who, stop.wide === true);
    const found = stop.of === undefined ? [] : await this.find(stop.who, stop.of);
    await d.go(stop.view, ...(stop.isScope ? found.slice(0, 1) : found), ...(stop.more ?? []));
    await expect
      .poll(() => d.page.locator("h1").first().innerText(), patience)
      .not.toMatch(/^(Det finns inte här längre.*|Öppnar …|It is no longer here.*|Opening …)?$/);
    return d;
  }

  async end(): Promise<void> {
    await Promise.all([...this.devices.values()].map((d) => d.close()));
  }

  private async device(who: string, wide: boolean): Promise<Device> {
    const name = who + (wide ? " wide" : "");
    const old = this.devices.get(name);
    if (old) return old;
    const d = await Device.open(this.browser, this.server.url, { wide });
    this.devices.set(name, d);
    await d.login(who);
    if (this.sight.width !== undefined && !wide) await d.page.setViewportSize({ width: this.sight.width, height: 844 });
    if (this.sight.english) await d.english();
    return d;
  }

  /** find gives where somebody holds a document of a type: one that is alive, and about the first citizen if there is a choice. */
  private async find(name: string, type: string): Promise<readonly string[]> {
    if (this.ids.size === 0) {
      const answer = await fetch(this.server.url + "/demo/people");
      const { people } = (await answer.json()) as { people: readonly { id: string; name: string }[] };
      for (const p of people) this.ids.set(p.name, p.id);
    }
    const actor = this.ids.get(name) ?? "";
    const phone = await TestPhone.open(this.server);
    await phone.samsyn.login(Town.demo(this.server).token(actor));
    await phone.settled();
    try {
      for (const scope of phone.status?.scopes ?? []) {
        const one = (await phone.samsyn.list(scope)).find(
          (d) => d.type === type && !d.view.voided && (type !== "visitPlan" || isWith(d.view.fields, actor)),
        );
        if (one) return [scope, one.doc];
      }
    } finally {
      await phone.samsyn.close();
    }
    throw new Error(`${name} holds no ${type}`);
  }
}

function isWith(fields: Readonly<Record<string, { readonly value?: unknown }>>, actor: string): boolean {
  const staff = fields["staffIds"]?.value;
  return Array.isArray(staff) && staff.includes(actor);
}
