import { canonical } from "../../src/core/index.js";
import { indexedDBStorage } from "../../src/storage/indexeddb.js";
import { safeTests } from "../../src/storage/testing/safe.js";
import { storageTests, type Tests } from "../../src/storage/testing/suite.js";
import { open, type Draft, type Samsyn, type Schema, type Status } from "../../src/index.js";
import { Net } from "../net.js";

/** What a test says to a page. All of it can be sent to the page and back as it is. */
export interface Page {
  /** Opens the phone of this tab; nobody is logged in. */
  open(url: string): Promise<void>;
  login(token: string, role: string): Promise<void>;
  edit(draft: Draft): Promise<string>;
  /** All that is shown of a scope, as text. */
  shown(scope: string): Promise<string>;
  status(): Promise<Status>;
  errors(): string[];
  network(isUp: boolean): Promise<void>;
  logout(): Promise<void>;
  /** What the suites of the storage say in this browser: names of tests, with why they failed. */
  suites(): Promise<Record<string, string>>;
}

const net = new Net();
const errors: string[] = [];
let samsyn: Samsyn | undefined;

function phone(): Samsyn {
  if (!samsyn) throw new Error("not opened");
  return samsyn;
}

const page: Page = {
  async open(url) {
    const schema = (await (await fetch("/sdk/schema.json")).json()) as Schema;
    samsyn = await open({ url, schema, openWire: net.open });
    samsyn.on("error", (e) => errors.push(e.code));
  },
  login: (token, role) => phone().login(token, role),
  edit: async (draft) => (await phone().edit(draft)).id,
  shown: async (scope) => canonical(await phone().list(scope)),
  status: () => phone().status(),
  errors: () => errors,
  async network(isUp) {
    if (isUp) net.on();
    else net.off();
    if (isUp) await phone().nudge();
  },
  logout: () => phone().logout(),
  async suites() {
    const said: Record<string, string> = {};
    const all: Tests = { ...storageTests(indexedDBStorage), ...safeTests(indexedDBStorage) };
    for (const [name, run] of Object.entries(all)) {
      said[name] = await run().then(
        () => "",
        (e: unknown) => String(e),
      );
    }
    return said;
  },
};
Object.assign(globalThis, { page });
