import type { Box, Key } from "../sign/index.js";
import { newStoreKey } from "./crypt.js";
import type { Slip, Storage } from "./storage.js";

/** Who a login is of. */
export interface Person {
  readonly tenant: string;
  readonly actor: string;
  /** staff, citizen or representative */
  readonly kind: string;
}

/** A login on this device: its replica, its keys (no script reads them), its device-local life. */
export interface Login extends Person {
  readonly replica: string;
  /** What it signs with; undefined for a login that does not sign. */
  readonly key?: Key;
  /** Opens what the person wrote. */
  readonly own: CryptoKey;
  /** Opens what the server can send again; absent after the lease, when all that was written with it is gone. */
  readonly copy?: CryptoKey;
}

/** FreshBox is a sealed outbox, with how many edits are in it: more nobody who carries it is told. */
export interface FreshBox {
  readonly box: Box;
  readonly edits: number;
}

/** StoredBox is one that waits for a carrier. The server refused a stuck one: it waits for its author. */
export interface StoredBox extends FreshBox {
  readonly slip: string;
  readonly stuck: boolean;
}

/** newLogin is a login that was never here, with store keys of its own. */
export async function newLogin(person: Person, replica: string, key: Key | undefined): Promise<Login> {
  const [own, copy] = await Promise.all([newStoreKey(), newStoreKey()]);
  return { ...person, replica, own, copy, ...(key && { key }) };
}

export const loginSlip = (login: Login): Slip => ({ drawer: "logins", key: login.replica + "/login", value: login });

/** logins lists who has a store on the device. A record that cannot be read opens nothing, and is left alone. */
export async function logins(storage: Storage): Promise<Login[]> {
  return (await storage.read("logins", "")).map((s) => s.value).filter(isLogin);
}

function isLogin(v: unknown): v is Login {
  if (typeof v !== "object" || v === null) return false;
  const at = (name: string): unknown => Reflect.get(v, name);
  const texts = ["tenant", "actor", "kind", "replica"].every((name) => typeof at(name) === "string");
  return texts && at("own") instanceof CryptoKey;
}

/** boxes lists the sealed outboxes on the device, those of one replica in the order they were sealed. */
export async function boxes(storage: Storage): Promise<StoredBox[]> {
  const out: StoredBox[] = [];
  for (const { key, value } of await storage.read("boxes", "")) {
    if (typeof value !== "object" || value === null) continue;
    const box: unknown = Reflect.get(value, "box");
    const edits = Number(Reflect.get(value, "edits")) || 0; // it was sealed before they were counted
    if (isBox(box)) out.push({ slip: key, box, edits, stuck: Reflect.get(value, "stuck") === true });
  }
  return out;
}

function isBox(v: unknown): v is Box {
  if (typeof v !== "object" || v === null) return false;
  return ["author", "kind", "replica", "enc", "box"].every((name) => typeof Reflect.get(v, name) === "string");
}

/** boxSlips replaces what waits sealed of a replica. */
export async function boxSlips(storage: Storage, replica: string, sealed: readonly FreshBox[]): Promise<Slip[]> {
  const old: Slip[] = (await storage.read("boxes", replica + "/")).map((s) => ({ ...s, value: undefined }));
  const fresh = sealed.map((one, i): Slip => ({ drawer: "boxes", key: boxKey(replica, i), value: { ...one } }));
  return [...old, ...fresh];
}

const boxKey = (replica: string, i: number): string => replica + "/" + String(i).padStart(6, "0");

/** stuckSlip says that the server refused a box. */
export const stuckSlip = (b: StoredBox): Slip => ({ drawer: "boxes", key: b.slip, value: { box: b.box, stuck: true } });

/** goneSlip takes a box out that the server has dealt with. */
export const goneSlip = (b: StoredBox): Slip => ({ drawer: "boxes", key: b.slip, value: undefined });
