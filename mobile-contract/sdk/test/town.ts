import { createPrivateKey, sign } from "node:crypto";
import type { OpenOptions } from "../src/index.js";
import { TestPhone } from "./phone.js";
import { seed, type Server } from "./server.js";

const hour = 3_600_000;

/** The morning of the visit: 24 November 2026, 10:00 in Sweden. */
export const morning = Date.UTC(2026, 10, 24, 9);

/** Where what is told about Gunvor is, and the plan of her meetings. */
export const social = "citizen/gunvor/social/ekby";

const time = (millis: number): string => new Date(millis).toISOString().replace(".000Z", "Z");

let towns = 0;

/** Town is a municipality of a test's own, with a clock that the server and all its phones go by. */
export class Town {
  now = morning;

  private constructor(
    readonly server: Server,
    readonly tenant: string,
  ) {}

  /** build makes a tenant in which Amina and Jonas visit Gunvor, who has a goal. Amina's assignment ends at noon if told so. */
  static async build(server: Server, o: { now?: number; aminaUntil?: number } = {}): Promise<Town> {
    const now = o.now ?? morning;
    const town = new Town(server, `sdk${++towns}x${Date.now().toString(36)}`);
    const staff = (id: string, role: string): object => ({
      type: "staffMember",
      id,
      values: { name: id, roles: [role], employerOrgId: "ekby" },
    });
    const assigned = (id: string, until?: number): object => ({
      type: "careAssignment",
      id: "a-" + id,
      values: {
        staffId: id,
        citizenId: "gunvor",
        providerOrgId: "ekby",
        reason: "teamMember",
        validFrom: time(now - 1000 * hour),
        ...(until !== undefined && { validTo: time(until) }),
      },
    });
    const rows = [
      staff("amina", "assistantNurse"),
      staff("jonas", "occupationalTherapist"),
      { type: "careTeam", id: "norra", values: { name: "Norra", providerOrgId: "ekby", members: [] } },
      assigned("amina", o.aminaUntil),
      assigned("jonas"),
      {
        type: "goal",
        id: "G-17",
        citizen: "gunvor",
        provider: "ekby",
        by: "jonas",
        values: {
          citizenWords: "Jag vill kunna gå ut till brevlådan själv varje morgon.",
          professionalWording: "Går till brevlådan varje morgon med rollator",
          nextReview: "2026-12-15",
          agreedVersion: 3,
        },
      },
    ];
    town.now = now;
    await town.post("/demo/tenants", { tenant: town.tenant, municipality: "ekby", now, rows });
    return town;
  }

  /** demo is the fictional municipality of a server that has it; its clock is the real one. */
  static demo(server: Server): Town {
    const town = new Town(server, "ekby");
    town.now = Date.now();
    return town;
  }

  /** at moves the clock. */
  async at(millis: number): Promise<void> {
    this.now = millis;
    await this.post(`/demo/tenants/${this.tenant}/clock`, { now: millis });
  }

  /** phone opens a phone that goes by the town's clock; nobody is logged in on it. */
  phone(o: Partial<OpenOptions> = {}): Promise<TestPhone> {
    return TestPhone.open(this.server, { now: () => this.now, ...o });
  }

  /** token is of somebody, good for so many milliseconds of real time; tokens are the server's own clock's. */
  token(actor: string, millis = hour): string {
    const part = (v: object): string => Buffer.from(JSON.stringify(v)).toString("base64url");
    const issued = Math.floor(Date.now() / 1000) - 60;
    const exp = Math.floor((Date.now() + millis) / 1000);
    const body = { iss: "samsyn", sub: actor, tenant: this.tenant, kind: "staff", iat: issued, exp };
    const text = part({ alg: "EdDSA", typ: "JWT" }) + "." + part(body);
    return text + "." + sign(null, Buffer.from(text), privateKey).toString("base64url");
  }

  private async post(path: string, body: object): Promise<void> {
    const answer = await fetch(this.server.url + path, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}

// A private key in PKCS #8 is these bytes and the seed.
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
  format: "der",
  type: "pkcs8",
});
