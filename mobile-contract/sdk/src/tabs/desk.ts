import type { Base, Edit, View } from "../core/index.js";
import type { Status } from "../net/events.js";
import type { Platform, Presence } from "../net/frames.js";
import type { Draft, SetAside, Shown } from "../replica/index.js";

/**
 * Desk is what a screen asks of the phone. The phone is in one tab of a browser; the others ask it over a channel, so everything here
 * can be cloned, and may be asked twice: when a tab dies its questions are asked again in the next.
 */
export interface Desk {
  login(token: string, role: string): Promise<void>;
  /** Another token of whoever is logged in. */
  renew(token: string): Promise<void>;
  /** Resolves when the edit is saved. The same id twice is one edit. */
  edit(id: string, draft: Draft): Promise<Edit>;
  view(scope: string, doc: string): Promise<View | undefined>;
  list(scope: string): Promise<readonly Shown[]>;
  base(scope: string, doc: string): Promise<Base>;
  opened(scope: string, doc: string, action: string): Promise<void>;
  setAside(): Promise<readonly SetAside[]>;
  handled(edit: string): Promise<boolean>;
  presence(state: Presence): Promise<void>;
  lock(scope: string, doc: string): Promise<void>;
  unlock(scope: string, doc: string): Promise<void>;
  pushToken(token: string, platform: Platform): Promise<void>;
  /** A whole meeting with the server, without a socket. */
  sync(): Promise<void>;
  /** The network came back, or somebody looks at the page. */
  nudge(): Promise<void>;
  status(): Promise<Status>;
  /** Seals what is unsent for whoever uses the device next. The login stays. */
  handOver(): Promise<void>;
  logout(): Promise<void>;
}

/** What a desk is asked by name. */
export type Question = keyof Desk;
