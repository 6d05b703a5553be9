import { computed, effect, signal } from "@preact/signals";
import { phone, status } from "../phone.js";
import { person, type Person } from "../session.js";
import type { WebApp } from "./fcm.js";
import { hang, hangLocal, hung, ownerOf, takeDown, type Hung } from "./hang.js";

/**
 * Whether this browser tells whoever is logged in that something happened. Nobody is asked for permission before a tap on our own
 * button, and whoever comes after somebody on a shared phone begins with a bell that is off.
 *
 * none: there is no way here; home: an iPhone where the app is not on the home screen; denied: the phone lets Samsyn show nothing;
 * off, on; failed: there was no contact just now.
 */
export type Bell = "none" | "home" | "denied" | "off" | "on" | "failed";

export const bell = signal<Bell>("none");
/** rings: pushes come here also when the app is closed; else only what the open app knows by itself is told. */
export const rings = signal(false);

let app: WebApp | undefined;

const actor = computed(() => status.value.actor);
const online = computed(() => status.value.online);
let turn: Promise<unknown> = Promise.resolve();

/** inTurn has one thing happen to the bell at a time. */
function inTurn(f: () => Promise<void>): Promise<void> {
  const mine = turn.then(f);
  turn = mine.catch(() => undefined);
  return mine;
}

effect(() => {
  const who = person.value;
  const hasContact = online.value;
  if (!who || who.kind !== "staff" || actor.value !== who.actor) bell.value = "none";
  else void inTurn(() => look(who, hasContact)).catch(() => undefined); // the next contact tries again
});

/** look hands the server the token that is kept, and with contact learns how browsers are rung and renews what is due. */
async function look(who: Person, hasContact: boolean): Promise<void> {
  const worker = await ours();
  let mine = await hung();
  if (mine && (mine.of !== ownerOf(who) || allowed() !== "granted")) {
    await takeDown(worker);
    mine = undefined;
    await phone().pushToken("", "web"); // not allowed any more, or not to this person
  }
  if (mine?.registration) await phone().pushToken(mine.registration.token, "web");
  if (hasContact && !app) app = await webApp();
  if (person.peek() !== who) return;
  rings.value = worker !== undefined && (app ?? mine?.registration) !== undefined;
  bell.value = mine ? "on" : stateNow(worker);
  if (mine && worker && app && hasContact) await ring(who, app, worker);
}

/** ring registers this browser and tells the server. */
async function ring(who: Person, to: WebApp, worker: ServiceWorkerRegistration): Promise<void> {
  const { registration }: Hung = await hang(ownerOf(who), to, worker);
  if (person.peek() !== who)
    await takeDown(worker); // gone meanwhile
  else if (registration) await phone().pushToken(registration.token, "web");
}

/** turnOn asks for permission, which the browser takes from a tap only, and registers. */
export async function turnOn(): Promise<void> {
  const isAllowed = (await Notification.requestPermission()) === "granted";
  const who = person.peek();
  if (!who) return;
  const worker = await ours();
  if (!isAllowed) {
    bell.value = stateNow(worker);
    return;
  }
  try {
    await inTurn(() => (app && worker ? ring(who, app, worker) : hangLocal(ownerOf(who))));
    bell.value = "on";
  } catch {
    bell.value = "failed";
  }
}

/** turnOff: the server is told, the browser's address is given up. */
export async function turnOff(): Promise<void> {
  await phone().pushToken("", "web");
  await takeDown(await ours());
  bell.value = stateNow(await ours());
}

const allowed = (): NotificationPermission | undefined =>
  typeof Notification === "undefined" ? undefined : Notification.permission;

function stateNow(worker: ServiceWorkerRegistration | undefined): Bell {
  if (allowed() === undefined || !worker) return isPhoneOfApple() ? "home" : "none";
  return allowed() === "denied" ? "denied" : "off";
}

/** Safari gives notifications to web apps on the home screen only. */
const isPhoneOfApple = (): boolean => /iPhone|iPad/.test(navigator.userAgent);

/** ours is the worker that a push wakes; plain.js, of browsers whose workers cannot import, is not. */
async function ours(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return undefined;
  const found = await navigator.serviceWorker.getRegistration("/app/");
  return (found?.active ?? found?.waiting ?? found?.installing)?.scriptURL.endsWith("/sw.js") ? found : undefined;
}

/** webApp is how the server rings browsers, if it does. */
async function webApp(): Promise<WebApp | undefined> {
  const answer = await fetch("/app/push.json").catch(() => undefined);
  const told = answer?.ok ? ((await answer.json()) as Partial<WebApp>) : {};
  return told.vapidKey ? (told as WebApp) : undefined;
}

/** mayTell gives the worker that shows something on the lock screen, if whoever is logged in wants to be told here. */
export async function mayTell(): Promise<ServiceWorkerRegistration | undefined> {
  const who = person.peek();
  if (!who || allowed() !== "granted") return undefined;
  return (await hung())?.of === ownerOf(who) ? ours() : undefined;
}
