import { Server } from "../../../sdk/test/server.js";
import { village } from "./village.js";

/** Site is a demo server of its own with the village in it. */
export class Site {
  static readonly tenant = "village";

  private constructor(readonly server: Server) {}

  get url(): string {
    return this.server.url;
  }

  static async build(): Promise<Site> {
    const site = new Site(await Server.start());
    const now = Date.now();
    await site.post("/demo/tenants", { tenant: Site.tenant, municipality: "ekby", now, rows: village(now) });
    return site;
  }

  async token(actor: string): Promise<string> {
    const q = new URLSearchParams({ tenant: Site.tenant, kind: "staff", actor });
    const answer = await fetch(`${this.url}/demo/token?${q.toString()}`);
    if (!answer.ok) throw new Error(`no token for ${actor}: ${answer.status}`);
    return ((await answer.json()) as { token: string }).token;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async post(path: string, body: object): Promise<void> {
    const answer = await fetch(this.url + path, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}
