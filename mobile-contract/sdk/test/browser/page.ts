import { canonical } from "../../src/core/index.js";
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
};
Object.assign(globalThis, { page });
