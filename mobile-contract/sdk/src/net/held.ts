import { boxSlips, type Login } from "../storage/logins.js";
import type { Storage } from "../storage/storage.js";
import { Around } from "./around.js";
import { Carrier } from "./carrier.js";
import type { Happening } from "./events.js";
import { Keeper } from "./keeper.js";
import { Line } from "./line.js";
import { openLogin, parseText, type Opened } from "./login.js";
import type { PhoneOptions } from "./options.js";
import { Session } from "./session.js";

/** Held is the login that is open. */
export interface Held extends Opened {
  readonly keeper: Keeper;
  readonly session: Session;
  readonly line: Line;
  readonly carrier: Carrier;
  readonly around: Around;
  /** The note "empty". */
  readonly nobodyWrote: { text: string };
}

/** What a login asks of the phone it is open on. */
export interface Holder {
  readonly role: string;
  readonly newId: () => string;
  readonly tell: (h: Happening) => void;
  readonly tellStatus: () => void;
  /** See LineOptions. */
  readonly token: (again: boolean) => Promise<string | undefined>;
}

/** hold opens a login, and puts together what works for it. Nothing of it has begun. */
export async function hold(o: PhoneOptions, storage: Storage, login: Login, by: Holder): Promise<Held> {
  const { schema, now, random, setTimer, device, url, openWire } = o;
  const { role, newId, tell, tellStatus, token } = by;
  await storage.write(await boxSlips(storage, login.replica, [])); // its author is back
  const opened = await openLogin(storage, login, { role, schema, newId, now: now() });
  const { replica, safe, notes } = opened;
  const { key } = login;
  const say: Line["send"] = (frame) => line.send(frame);
  const keep = (name: string, text: string): void => {
    keeper.note(name, JSON.stringify(text));
  };
  const around = new Around(
    say,
    setTimer,
    parseText(notes.get("rung")),
    (t) => {
      keep("rung", t);
    },
    tellStatus,
  );
  const carrier = await Carrier.open(storage, login.replica, say);
  const session: Session = new Session({
    replica,
    key,
    device,
    now,
    random,
    setTimer,
    tell,
    say,
    keeper: () => keeper,
    carrier,
    around,
  });
  const keeper: Keeper = new Keeper(replica, key, safe, session, setTimer);
  const line: Line = new Line({ url, open: openWire, token, random, setTimer }, session);
  session.recall([...notes.keys()].filter((n) => n.startsWith("purged/")).map((n) => n.slice(7)));
  if (role !== "") keep("role", role);
  return { ...opened, keeper, session, line, carrier, around, nobodyWrote: { text: notes.get("empty") ?? '""' } };
}
