/**
 * How a browser registers with Firebase Cloud Messaging: an installation, and a registration in it that says where the browser's own
 * push service delivers. These are two public APIs of Google's, firebaseinstallations v1 and fcmregistrations v1, and all that is said to
 * them is said here: the operator's web app, and the browser's push address with its keys. Nothing of a person or a login.
 */
export interface WebApp {
  readonly apiKey: string;
  readonly projectId: string;
  readonly appId: string;
  readonly messagingSenderId: string;
  readonly vapidKey: string;
}

/** Registration is what a browser keeps of it: the token rings it, the rest renews it or takes it back. */
export interface Registration {
  readonly app: WebApp;
  readonly fid: string;
  readonly refresh: string;
  readonly token: string;
  /** Where the browser's push service delivered when it was registered. */
  readonly endpoint: string;
  /** When it was registered or renewed, milliseconds. */
  readonly at: number;
}

/** Address is a browser's push address: of a PushSubscription. */
export interface Address {
  readonly endpoint: string;
  readonly keys: Readonly<Record<string, string>>;
}

const installations = "https://firebaseinstallations.googleapis.com/v1";
const registrations = "https://fcmregistrations.googleapis.com/v1";
const version = "w:0.6.24"; // of the form of an installation that this is written after

type Ask = (url: string, init: RequestInit) => Promise<Response>;

/** Refused is an answer that is no. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super("Firebase answers " + String(status));
  }
}

const ask0: Ask = (url, init) => fetch(url, init);

/** register registers an address, or renews what was registered for this web app before. It rejects with Refused, or without network. */
export async function register(app: WebApp, to: Address, old?: Registration, ask = ask0): Promise<Registration> {
  if (old?.app.appId === app.appId) {
    try {
      const auth = await access(app, old, ask);
      return { ...old, app, ...(await tell("PATCH", app, to, auth, "/" + old.token, ask)) };
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.status >= 500) throw cause; // else it is known there no more
    }
  }
  const made = await call(ask, "POST", app, base(app), {}, { ...of(app), fid: newFid(), authVersion: "FIS_v2" });
  const [fid, refresh, auth] = [text(made, "fid"), text(made, "refreshToken"), text(made, "authToken", "token")];
  return { app, fid, refresh, ...(await tell("POST", app, to, auth, "", ask)) };
}

/** withdraw takes a registration back, as far as there is contact: the browser has given the address up in any case. */
export async function withdraw(old: Registration, ask = ask0): Promise<void> {
  const { app } = old;
  const auth = await access(app, old, ask);
  await call(ask, "DELETE", app, at(app) + "/" + old.token, { "x-goog-firebase-installations-auth": "FIS " + auth });
  await call(ask, "DELETE", app, base(app) + "/" + old.fid, { Authorization: "FIS_v2 " + old.refresh });
}

const base = (app: WebApp): string => installations + "/projects/" + app.projectId + "/installations";
const at = (app: WebApp): string => registrations + "/projects/" + app.projectId + "/registrations";
const of = (app: WebApp): object => ({ appId: app.appId, sdkVersion: version });

/** access gets what the installation proves itself by, for a week. */
async function access(app: WebApp, { fid, refresh }: Registration, ask: Ask): Promise<string> {
  const where = base(app) + "/" + fid + "/authTokens:generate";
  const got = await call(ask, "POST", app, where, { Authorization: "FIS_v2 " + refresh }, { installation: of(app) });
  return text(got, "token");
}

type Told = Pick<Registration, "token" | "endpoint" | "at">;

async function tell(method: string, app: WebApp, to: Address, auth: string, path: string, ask: Ask): Promise<Told> {
  const proof = { "x-goog-firebase-installations-auth": "FIS " + auth };
  const { p256dh, auth: secret } = to.keys;
  const web = {
    origin: location.host,
    endpoint: to.endpoint,
    p256dh,
    auth: secret,
    applicationPubKey: app.vapidKey,
  };
  const got = await call(ask, method, app, at(app) + path, proof, { web });
  return { token: text(got, "token"), endpoint: to.endpoint, at: Date.now() };
}

async function call(ask: Ask, method: string, app: WebApp, url: string, more: object, body?: object): Promise<unknown> {
  const answer = await ask(url, {
    method,
    headers: { "content-type": "application/json", accept: "application/json", "x-goog-api-key": app.apiKey, ...more },
    ...(body && { body: JSON.stringify(body) }),
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  if (!answer.ok) throw new Refused(answer.status);
  return (await answer.json().catch(() => ({}))) as unknown;
}

/** text is a member of an answer, at a path; an answer without it is none. */
function text(answer: unknown, ...path: readonly string[]): string {
  let here = answer;
  for (const name of path) here = typeof here === "object" && here !== null ? Reflect.get(here, name) : undefined;
  if (typeof here !== "string" || here === "") throw new Refused(200);
  return here;
}

/** newFid makes the id of an installation: 22 characters of base64url, of which the first four bits are 0111. */
export function newFid(random = crypto.getRandomValues(new Uint8Array(17))): string {
  random[0] = 0x70 | ((random[0] ?? 0) & 0x0f);
  return base64url(random).slice(0, 22);
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
