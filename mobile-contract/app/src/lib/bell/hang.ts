import { bellKept, forgetBell, keepBell, type Login } from "../kept.js";
import { register, withdraw, type Registration, type WebApp } from "./fcm.js";

/**
 * The bell of this browser, as page and worker know it: one at most, of one person. Firebase's registration is renewed every week, and
 * when the browser's push service gives another address.
 */
export interface Hung {
  /** Whose it is: tenant/actor. */
  readonly of: string;
  /** Left out where the server rings no browsers: then only what the phone knows by itself is told. */
  readonly registration?: Registration;
}

const week = 7 * 86_400_000;

export const ownerOf = (who: Pick<Login, "tenant" | "actor">): string => who.tenant + "/" + who.actor;

/** hung is the bell that hangs here, whosever it is. */
export async function hung(): Promise<Hung | undefined> {
  const text = await bellKept();
  return text === undefined ? undefined : (JSON.parse(text) as Hung);
}

/** hang registers this browser, or renews it when that is due. It rejects without contact, and keeps what there was. */
export async function hang(of: string, app: WebApp, worker: ServiceWorkerRegistration): Promise<Hung> {
  const before = await hung();
  const old = before?.of === of ? before.registration : undefined;
  const { endpoint, keys = {} } = (await subscribe(worker, app, old)).toJSON();
  if (!endpoint) throw new Error("the browser has no push address");
  const isGood = old && isSame(old.app, app) && old.endpoint === endpoint && Date.now() - old.at < week;
  const registration = isGood ? old : await register(app, { endpoint, keys }, old);
  const now = { of, registration };
  await keepBell(JSON.stringify(now));
  return now;
}

/** hangLocal notes that somebody wants to be told, where no push comes. */
export async function hangLocal(of: string): Promise<void> {
  await keepBell(JSON.stringify({ of }));
}

/** takeDown: nobody is rung here. The browser gives its address up, which needs no contact; Google is told when there is. */
export async function takeDown(worker: ServiceWorkerRegistration | undefined): Promise<void> {
  const old = await hung();
  if (!old) return;
  await forgetBell();
  const address = worker && "pushManager" in worker ? await worker.pushManager.getSubscription() : null;
  await address?.unsubscribe().catch(() => false);
  if (old.registration) void withdraw(old.registration).catch(() => undefined);
}

const isSame = (a: WebApp, b: WebApp): boolean =>
  a.appId === b.appId && a.projectId === b.projectId && a.vapidKey === b.vapidKey;

/** subscribe gives the browser's push address; one that another server's key holds is given up first. */
async function subscribe(
  worker: ServiceWorkerRegistration,
  app: WebApp,
  old: Registration | undefined,
): Promise<PushSubscription> {
  const now = await worker.pushManager.getSubscription();
  if (now && old?.app.vapidKey === app.vapidKey) return now;
  await now?.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: app.vapidKey });
}
