import {
  apply,
  applyChange,
  type Arrival,
  canonical,
  canonicalDocument,
  type Change,
  checksumText,
  type Document,
  documentSum,
  type Edit,
  editDigest,
  isScope,
  isStamp,
  nextStamp,
  read,
  type Schema,
  timeMillis,
  type Type,
  type View,
} from "../../src/core/index.js";

/** Files are the vectors' texts by name, and schema.json. */
export type Files = Readonly<Record<string, string>>;

interface Step {
  edit: Edit;
  arrival: Arrival;
  verdict: object;
  sum?: string;
  view?: View;
}

/** Plays the vectors in whatever engine this is, and names what came out otherwise: nothing, most of all. */
export function play(files: Files): string[] {
  const wrong: string[] = [];
  let played = 0;
  const same = (name: string, is: unknown, want: unknown): void => {
    played++;
    if (canonical(is) !== canonical(want)) wrong.push(`${name}: ${canonical(is)}, not ${canonical(want)}`);
  };
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- each file has a form of its own
  const load = <T>(name: string): T => JSON.parse(files[name] ?? "[]") as T;

  const { types } = load<Schema>("schema.json");
  const all: Record<string, Type> = { ...types, plan: load<Type>("plan.json") };
  for (const file of ["merge-rules.json", "merge-policies.json", "merge-random.json"]) {
    for (const c of load<{ name: string; type: string; steps: Step[] }[]>(file)) {
      const type = all[c.type];
      if (type)
        playSteps(type, c.steps, (is, want) => {
          same(`${file} ${c.name}`, is, want);
        });
      else wrong.push(`${file}: no type ${c.type}`);
    }
  }
  for (const c of load<{ text: string; canonical?: string }[]>("canonical.json")) {
    if (c.canonical !== undefined) same(`canonical ${c.text}`, canonical(JSON.parse(c.text)), c.canonical);
  }
  for (const c of load<{ doc: string; sum: string }[]>("checksums.json")) {
    same("checksum", checksumText(documentSum(JSON.parse(c.doc) as Document)), c.sum);
  }
  for (const c of load<{ held: string; change: Change; fits: boolean; next: string }[]>("changes.json")) {
    const next = applyChange(c.change, c.held === "" ? undefined : (JSON.parse(c.held) as Document));
    same("change", next ? canonicalDocument(next) : "", c.fits ? c.next : "");
  }
  for (const c of load<{ edit: Edit; digest: string }[]>("edits.json")) same(c.edit.id, editDigest(c.edit), c.digest);
  for (const c of load<{ text: string; is: boolean; millis: number }[]>("times.json")) {
    same(`time ${c.text}`, timeMillis(c.text), c.is ? c.millis : undefined);
  }
  for (const c of load<{ text: string; is: boolean }[]>("scopes.json")) same(c.text, isScope(c.text), c.is);
  for (const c of load<{ last?: string; now: number; next: string; text: string; is: boolean }[]>("stamps.json")) {
    if (c.last === undefined) same(c.text, isStamp(c.text), c.is);
    else same(c.last, nextStamp("r1", c.last, c.now), c.next);
  }
  if (played < 5000) wrong.push(`only ${played} comparisons`);
  return wrong;
}

function playSteps(type: Type, steps: readonly Step[], same: (is: unknown, want: unknown) => void): void {
  let doc: Document | undefined;
  for (const step of steps) {
    const out = apply(type, doc, step.edit, step.arrival);
    doc = out.doc;
    same({ ...out.verdict, scope: undefined, seq: undefined }, step.verdict);
    same(doc && checksumText(documentSum(doc)), step.sum);
    if (step.view && doc) same(read(type, doc), step.view);
  }
}

declare global {
  var playVectors: typeof play;
}
globalThis.playVectors = play;
