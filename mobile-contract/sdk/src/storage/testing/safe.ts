import { contentsOf } from "../memory.js";
import { loginSlip, logins, newLogin, type Login } from "../logins.js";
import { Safe } from "../safe.js";
import type { OpenStorage, Storage } from "../storage.js";
import { faulty, type Faults } from "./faulty.js";
import { fails, must, same, type Tests } from "./suite.js";

const edit = (id: string, text = "Åt gott"): { key: string; value: string } => ({
  key: "edit/" + id,
  value: JSON.stringify({ text }),
});
const doc = (id: string, text = "Gunnar"): { key: string; value: string } => ({
  key: "doc/c/0/" + id,
  value: JSON.stringify({ text }),
});
const gone = (key: string): { key: string; value: undefined } => ({ key, value: undefined });
const keysOf = (m: ReadonlyMap<string, string>): string[] => [...m.keys()].sort();

/** stored is the login as it is written down now. */
async function stored(s: Storage): Promise<Login> {
  const [login] = await logins(s);
  if (!login) throw new Error("no login is there");
  return login;
}

let names = 0;

/** safeTests is what a login's encrypted store keeps of its promises, in any storage. */
export function safeTests(open: OpenStorage): Tests {
  const begin = async (faults: Faults = {}): Promise<{ s: Storage; login: Login; name: string }> => {
    const name = `safe-${++names}-${Math.random().toString(36).slice(2)}`;
    const s = await faulty(open, faults)(name, () => undefined);
    const login = await newLogin(
      { tenant: "ekby", actor: "s9", kind: "staff" },
      "r" + name.replaceAll("-", ""),
      undefined,
    );
    await s.write([loginSlip(login)]);
    return { s, login, name };
  };
  return {
    "gives back what was saved, deletions too": async () => {
      const { s, login } = await begin();
      const { safe } = await Safe.open(s, login);
      same(await safe.save([edit("1"), edit("2"), doc("a"), doc("b")]), "all", "saved");
      await safe.save([edit("2", "Åt inget"), gone("edit/1"), gone("doc/c/0/a")]);
      const again = await Safe.open(s, login);
      same(
        [...again.entries],
        [
          ["edit/2", '{"text":"Åt inget"}'],
          ["doc/c/0/b", '{"text":"Gunnar"}'],
        ],
        "entries",
      );
      must(!again.damaged, "nothing is damaged");
    },
    "goes on where nothing was written yet, whichever comes first": async () => {
      for (const [first, then] of [
        [edit("1"), doc("a")],
        [doc("a"), edit("1")],
      ] as const) {
        const { s, login } = await begin();
        await (await Safe.open(s, login)).safe.save([first]);
        await (await Safe.open(s, login)).safe.save([then]);
        const again = await Safe.open(s, login);
        must(!again.damaged, "nothing is damaged");
        same(keysOf(again.entries), ["doc/c/0/a", "edit/1"], "entries");
      }
    },
    "shows no text, no key and no id to who reads the storage": async () => {
      const { s, login } = await begin();
      const { safe } = await Safe.open(s, login);
      await safe.save([edit("01JD"), doc("v-8")]);
      let seen = 0;
      for (const { drawer, key, value } of await contentsOf(s)) {
        const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
        for (const secret of ["Åt gott", "Gunnar", "01JD", "v-8", "edit/", "doc/"])
          must(!(key + text).includes(secret), secret + " shows");
        if (drawer === "own" || drawer === "copy") seen++;
      }
      same(seen, 2, "segments looked at");
      for (const k of [login.own, login.copy]) {
        must(k !== undefined && !k.extractable, "no script reads the key");
        await fails(crypto.subtle.exportKey("raw", k), "the key is exported");
      }
    },
    "sweeps what is overruled, and loses nothing by it": async () => {
      const { s, login } = await begin();
      const { safe } = await Safe.open(s, login);
      const long = "x".repeat(3000);
      await safe.save([edit("old"), doc("cold")]);
      for (let i = 0; i < 150; i++)
        await safe.save([edit(String(i % 7), `${long}${i}`), ...(i % 2 ? [doc(String(i % 5), `${long}${i}`)] : [])]);
      await safe.save([gone("edit/0")]);
      const stored = (await s.read("own", "")).length;
      must(stored < 60, `few segments stay, of 152: ${stored}`);
      const again = await Safe.open(s, login);
      must(!again.damaged, "nothing is damaged");
      same(
        keysOf(again.entries).filter((k) => k.startsWith("edit")),
        ["edit/1", "edit/2", "edit/3", "edit/4", "edit/5", "edit/6", "edit/old"],
        "edits",
      );
      same(again.entries.get("edit/6")?.includes(long + "150"), false, "no value that never was");
      same(again.entries.get("edit/5"), JSON.stringify({ text: long + "145" }), "the latest");
      same(keysOf(again.entries).filter((k) => k.startsWith("doc")).length, 6, "documents");
    },
    "forgets documents with their key, and keeps what the person wrote": async () => {
      const { s, login } = await begin();
      const { safe } = await Safe.open(s, login);
      await safe.save([edit("1"), doc("a")]);
      await safe.dropCopies();
      same((await s.read("copy", "")).length, 0, "segments of documents");
      await safe.save([doc("b")]);
      const again = await Safe.open(s, await stored(s));
      same([...again.entries.keys()], ["edit/1", "doc/c/0/b"], "entries");
    },
    "a login without the documents' key begins without documents": async () => {
      const { s, login } = await begin();
      const first = await Safe.open(s, login);
      await first.safe.save([edit("1"), doc("a")]);
      const { tenant, actor, kind, replica, own } = login;
      const again = await Safe.open(s, { tenant, actor, kind, replica, own });
      same([...again.entries.keys()], ["edit/1"], "entries");
      must(!again.damaged, "that is no damage");
    },
    "wipes keys and texts": async () => {
      const { s, login } = await begin();
      const { safe } = await Safe.open(s, login);
      await safe.save([edit("1"), doc("a")]);
      await safe.wipe();
      same((await contentsOf(s)).length, 0, "slips left");
    },
    "a full phone keeps what the person wrote, and lets documents go": async () => {
      const faults: Faults = {};
      const { s, login } = await begin(faults);
      const { safe } = await Safe.open(s, login);
      await safe.save([doc("a")]);
      faults.full = (x) => x.drawer === "copy";
      same(await safe.save([edit("1"), doc("b")]), "own", "said");
      faults.full = undefined;
      same(await safe.save([edit("2"), doc("c")]), "own", "until it is opened again");
      const again = await Safe.open(s, await stored(s));
      same([...again.entries.keys()], ["edit/1", "edit/2"], "entries");
      must(!again.damaged, "that is no damage");
    },
    "a phone too full for an edit says so": async () => {
      const faults: Faults = {};
      const { s, login } = await begin(faults);
      const { safe } = await Safe.open(s, login);
      faults.full = (x) => x.drawer === "own";
      same(Reflect.get(Object(await fails(safe.save([edit("1")]), "no room")), "code"), "storage-full", "code");
      faults.full = undefined;
      same(await safe.save([edit("1")]), "own", "later");
      same([...(await Safe.open(s, login)).entries.keys()], ["edit/1"], "entries");
    },
    ...damageTests(begin),
  };
}

/** damageTests: half a database is known at open, and what can be read of the person's own is given. */
function damageTests(begin: () => Promise<{ s: Storage; login: Login }>): Tests {
  const spoilt = async (
    spoil: (s: Storage, replica: string) => Promise<void>,
  ): Promise<{ keys: string[]; damaged: boolean; later: boolean }> => {
    const { s, login } = await begin();
    const { safe } = await Safe.open(s, login);
    for (const n of ["1", "2", "3"]) await safe.save([edit(n), doc(n)]);
    await spoil(s, login.replica);
    const again = await Safe.open(s, login);
    await again.safe.save([edit("4")]);
    const later = await Safe.open(s, await stored(s));
    same(keysOf(later.entries), [...keysOf(again.entries), "edit/4"].sort(), "what is read later");
    return { keys: keysOf(again.entries), damaged: again.damaged, later: later.damaged };
  };
  const cases: Record<string, [spoil: (s: Storage, replica: string) => Promise<void>, left: string[]]> = {
    "an edit's segment is gone": [
      (s, r) => s.write([{ drawer: "own", key: r + "/000000000002", value: undefined }]),
      ["1", "3"],
    ],
    "the latest is gone": [
      (s, r) => s.write([{ drawer: "own", key: r + "/000000000003", value: undefined }]),
      ["1", "2"],
    ],
    "a bit is another": [(s, r) => flip(s, r + "/000000000001"), ["2", "3"]],
    "two are in each other's place": [(s, r) => swap(s, r), ["3"]],
    "all are gone": [async (s, r) => s.write((await s.read("own", r)).map((x) => ({ ...x, value: undefined }))), []],
    "the mark is gone": [
      (s, r) => s.write([{ drawer: "logins", key: r + "/mark", value: undefined }]),
      ["1", "2", "3"],
    ],
  };
  const tests: Record<string, () => Promise<void>> = {};
  for (const [name, [spoil, left]] of Object.entries(cases)) {
    tests["damaged: " + name] = async () => {
      const got = await spoilt(spoil);
      same(
        got.keys.filter((k) => k.startsWith("edit")),
        left.map((n) => "edit/" + n),
        "edits that are left",
      );
      same([got.damaged, got.later], [true, false], "told once");
    };
  }
  tests["damaged: a document's segment is gone"] = async () => {
    const got = await spoilt((s, r) => s.write([{ drawer: "copy", key: r + "/000000000002", value: undefined }]));
    same([got.keys, got.damaged, got.later], [["edit/1", "edit/2", "edit/3"], true, false], "no half a card");
  };
  return tests;
}

async function flip(s: Storage, key: string): Promise<void> {
  const [slip] = await s.read("own", key);
  if (!(slip?.value instanceof Uint8Array)) throw new Error("nothing to flip");
  slip.value[20] = (slip.value[20] ?? 0) ^ 1;
  await s.write([slip]);
}

async function swap(s: Storage, replica: string): Promise<void> {
  const [a, b] = await s.read("own", replica);
  if (!a || !b) throw new Error("nothing to swap");
  await s.write([
    { ...a, value: b.value },
    { ...b, value: a.value },
  ]);
}
