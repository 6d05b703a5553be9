import type { Route } from "playwright-core";
import type { Device } from "./device.js";

/** The web app that the operator of a test's server has set up. */
export const webApp = {
  apiKey: "AIzaSyA-made-up-key-of-no-project_000000",
  projectId: "ekby-samsyn",
  appId: "1:1234567890:web:0123456789abcdef",
  messagingSenderId: "1234567890",
  vapidKey: Buffer.from([4, ...Array.from({ length: 64 }, (_, i) => i + 1)]).toString("base64url"),
};

/** Call is what was asked of Firebase. */
interface Call {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const installations = `https://firebaseinstallations.googleapis.com/v1/projects/${webApp.projectId}/installations`;
const registrations = `https://fcmregistrations.googleapis.com/v1/projects/${webApp.projectId}/registrations`;

/**
 * Firebase answers a device's registration as Google's two services do, by their public reference. The browser's own push service, which
 * a test's Chromium has no account with, is a list of addresses in the page.
 */
export class Firebase {
  readonly calls: Call[] = [];
  private readonly fids = new Map<string, string>();
  readonly tokens = new Set<string>();
  private made = 0;
  isDown = false;

  static async on(device: Device): Promise<Firebase> {
    const f = new Firebase();
    await device.context.addInitScript(pushService);
    for (const host of [installations, registrations])
      await device.context.route(host + "**", (route) => f.answer(route));
    return f;
  }

  get lines(): readonly string[] {
    return this.calls.map((c) => c.line);
  }

  /** forgets: the service knows no installation any more. */
  forgets(): void {
    this.fids.clear();
    this.tokens.clear();
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const cors = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*",
      "access-control-allow-methods": "*",
    };
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    if (this.isDown) return route.abort("connectionfailed");
    const headers = await request.allHeaders();
    const body: unknown = request.postDataJSON();
    const url = request.url();
    const path = url.replace(installations, "I").replace(registrations, "R");
    this.calls.push({ line: request.method() + " " + path, headers, body });
    const said = this.judge(request.method(), path, headers, body);
    await route.fulfill({ status: said.status, headers: cors, json: said.json });
  }

  private judge(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): { status: number; json: object } {
    const no = (status: number) => ({ status, json: { error: { code: status } } });
    if (headers["x-goog-api-key"] !== webApp.apiKey) return no(403);
    const [, where, id = "", verb] = /^([IR])(?:\/(.*?))?(?::(generate))?$/.exec(path) ?? [];
    if (where === "I") return this.installation(method, id.replace("/authTokens", ""), verb, headers, body) ?? no(400);
    return this.registration(method, id, headers, body) ?? no(400);
  }

  private installation(
    method: string,
    fid: string,
    verb: string | undefined,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): { status: number; json: object } | undefined {
    if (method === "POST" && fid === "") {
      const { fid: wanted, appId, authVersion, sdkVersion } = body as Record<string, string>;
      if (!/^[c-f][\w-]{21}$/.test(wanted ?? "") || appId !== webApp.appId || authVersion !== "FIS_v2")
        return undefined;
      if (!/^w:\d/.test(sdkVersion ?? "")) return undefined;
      const refreshToken = "refresh-" + String(++this.made);
      this.fids.set(wanted ?? "", refreshToken);
      return {
        status: 200,
        json: { fid: wanted, refreshToken, authToken: { token: "auth-" + (wanted ?? ""), expiresIn: "604800s" } },
      };
    }
    const refresh = this.fids.get(fid);
    if (refresh === undefined) return { status: 404, json: {} };
    if (headers["authorization"] !== "FIS_v2 " + refresh) return { status: 401, json: {} };
    if (method === "DELETE") {
      this.fids.delete(fid);
      return { status: 200, json: {} };
    }
    if (method !== "POST" || verb !== "generate") return undefined;
    return { status: 200, json: { token: "auth-" + fid, expiresIn: "604800s" } };
  }

  private registration(
    method: string,
    token: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): { status: number; json: object } | undefined {
    const fid = (headers["x-goog-firebase-installations-auth"] ?? "").replace(/^FIS auth-/, "");
    if (!this.fids.has(fid)) return { status: 401, json: {} };
    if (method === "DELETE") return { status: this.tokens.delete(token) ? 200 : 404, json: {} };
    if (method === "PATCH" && !this.tokens.has(token)) return { status: 404, json: {} };
    const { web } = body as { web?: Record<string, string> };
    if (!web?.["endpoint"]?.startsWith("https://") || web["applicationPubKey"] !== webApp.vapidKey) return undefined;
    if (!web["p256dh"] || !web["auth"]) return undefined;
    const given = method === "PATCH" ? token : fid + ":APA91b" + String(++this.made);
    this.tokens.add(given);
    return { status: 200, json: { name: `projects/1/registrations/${given}`, token: given, web } };
  }
}

/** pushService gives the page push addresses that outlive a reload, as a browser's do. */
function pushService(): void {
  const key = "test/push-address";
  const subscription = (at: string): object => ({
    endpoint: at,
    toJSON: () => ({ endpoint: at, keys: { p256dh: "cDI1NmRo", auth: "YXV0aA" } }),
    unsubscribe: () => {
      localStorage.removeItem(key);
      return Promise.resolve(true);
    },
  });
  if (!("PushManager" in globalThis)) return;
  Object.assign(PushManager.prototype, {
    getSubscription: () => {
      const at = localStorage.getItem(key);
      return Promise.resolve(at === null ? null : subscription(at));
    },
    subscribe: (how: { userVisibleOnly?: boolean; applicationServerKey?: string }) => {
      if (!how.userVisibleOnly || !how.applicationServerKey) return Promise.reject(new Error("AbortError"));
      const at = "https://push.example/" + crypto.randomUUID();
      localStorage.setItem(key, at);
      return Promise.resolve(subscription(at));
    },
  });
}
