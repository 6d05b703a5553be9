import { createPrivateKey, sign } from "node:crypto";
import { TestPhone } from "../../sdk/test/phone.js";
import { seed, type Server } from "../../sdk/test/server.js";
import type { Device } from "./device.js";

const hour = 3_600_000;
let towns = 0;

/** time is how values hold one. */
export const time = (millis: number): string => new Date(millis).toISOString().replace(/\.\d+Z$/, "Z");

const second = (millis: number): number => millis - (millis % 1000);

/** Row is a document of a town's beginning. */
export interface Row {
  readonly type: string;
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly items?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly citizen?: string;
  readonly provider?: string;
  readonly team?: string;
  readonly by?: string;
}

/** Who is somebody who logs in: staff, unless it is said. */
export interface Who {
  readonly name?: string;
  readonly kind?: "staff" | "citizen";
}

/**
 * Town is a municipality of a test's own on a demo server. Its clock stands, and begins as the machine's unless it is said, at a whole
 * second: values hold no less, so that what is written half a second later would be from before the town.
 */
export class Town {
  private constructor(
    readonly server: Server,
    readonly tenant: string,
    readonly begin: number,
  ) {}

  static async build(
    server: Server,
    rows: (begin: number) => readonly Row[],
    begin = second(Date.now()),
  ): Promise<Town> {
    const town = new Town(server, `app${++towns}x${Date.now().toString(36)}`, begin);
    const now = town.begin;
    await town.post("/demo/tenants", { tenant: town.tenant, municipality: "ekby", now, rows: rows(now) });
    return town;
  }

  /** demo is the fictional municipality that the login screen has the people of. */
  static demo(server: Server): Town {
    return new Town(server, "ekby", Date.now());
  }

  /** at moves the clock; what is over then is over. */
  async at(millis: number): Promise<void> {
    await this.post(`/demo/tenants/${this.tenant}/clock`, { now: millis });
  }

  /** colleague is somebody whose phone is the SDK's own, without an app. */
  async colleague(actor: string, role: string): Promise<TestPhone> {
    const phone = await TestPhone.open(this.server);
    await phone.samsyn.login(this.token(actor), role);
    await phone.settled();
    return phone;
  }

  /** token is of somebody, good for so many milliseconds from now; or less than none. */
  token(actor: string, millis = hour, kind: Who["kind"] = "staff"): string {
    const part = (v: object): string => Buffer.from(JSON.stringify(v)).toString("base64url");
    const exp = Math.floor((Date.now() + millis) / 1000);
    const body = { iss: "samsyn", sub: actor, tenant: this.tenant, kind, iat: exp - 7200, exp };
    const text = part({ alg: "EdDSA", typ: "JWT" }) + "." + part(body);
    return text + "." + sign(null, Buffer.from(text), privateKey).toString("base64url");
  }

  /** login has somebody of this town on a device. */
  async login(d: Device, actor: string, role: string, who: Who = {}): Promise<void> {
    await this.hold(d, actor, role, this.token(actor, hour, who.kind), who);
    await d.page.reload();
    await d.settled();
  }

  /** hold has a device remember who is logged in, by which token, as the login screen would. */
  async hold(d: Device, actor: string, role: string, token: string, who: Who = {}): Promise<void> {
    const login = { tenant: this.tenant, kind: "staff", actor, name: actor, role, token, ...who };
    await d.page.evaluate(
      (value) =>
        new Promise<void>((done, fail) => {
          const opening = indexedDB.open("samsyn-app-kept");
          opening.onsuccess = () => {
            const put = opening.result.transaction("logins", "readwrite");
            put.objectStore("logins").put(value, "now");
            put.oncomplete = () => {
              opening.result.close();
              done();
            };
          };
          opening.onerror = () => {
            fail(new Error("no database"));
          };
        }),
      login,
    );
  }

  private async post(path: string, body: object): Promise<void> {
    const answer = await fetch(this.server.url + path, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}

/** staff is somebody who works in Ekby. */
export const staff = (id: string, role: string, name = id): Row => ({
  type: "staffMember",
  id,
  values: { name, roles: [role], employerOrgId: "ekby" },
});

/** team is those who meet; who they are their own rows say. */
export const team = (id: string, name: string, members: readonly string[]): Row => ({
  type: "careTeam",
  id,
  values: { name, providerOrgId: "ekby", members: members.map((staffId) => ({ staffId, parts: [1, 2, 3] })) },
});

/** assigned lets somebody into a citizen's documents, until a time if there is one. */
export const assigned = (id: string, citizen: string, begin: number, until?: number): Row => ({
  type: "careAssignment",
  id: "a-" + id + "-" + citizen,
  values: {
    staffId: id,
    citizenId: citizen,
    providerOrgId: "ekby",
    reason: "teamMember",
    validFrom: time(begin - 1000 * hour),
    ...(until !== undefined && { validTo: time(until) }),
  },
});

// A private key in PKCS #8 is these bytes and the seed.
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
  format: "der",
  type: "pkcs8",
});
