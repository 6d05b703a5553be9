import type { JSX } from "preact";
import { find, items, list, text, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone, schema } from "../../lib/phone.js";
import { citizenName, membersOf, staffName, teams, type Member } from "../../lib/people.js";
import { person } from "../../lib/session.js";
import { saidOf, type Planned } from "../../lib/visits.js";
import { lastClock } from "../../lib/time.js";
import { now, set, write } from "../../lib/write.js";
import { Button, Field, Tag } from "../../ui/kit.js";
import { say, shortly, type Word, when } from "../../words/index.js";
import { Judged } from "../care/became.js";

/** Missed is a visit that nobody has heard of: what was said of it, and what a coordinator may do (domain.md W8). */
export function Missed({ visit: v }: { readonly visit: Planned }): JSX.Element {
  const said = saidOf(v.plan);
  const judge = (kind: string, basis: string, word: Word): JSX.Element => (
    <Button onClick={() => assert(v.plan, kind, basis).then(() => undefined)}>{say(word)}</Button>
  );
  const hasCalled = said.some((s) => s.kind === "suspectedMissed" && s.basis === "noAnswer");
  return (
    <li>
      <details>
        <summary>
          <Tag tone="bad">{v.status === "late" ? say("boardLate") : say("boardMissed")}</Tag>{" "}
          <b>
            {shortly(v.start)} {citizenName(v.citizen)}
          </b>{" "}
          {v.staff.map(staffName).join(", ")} {v.cannotFail && <Tag tone="warn">{say("boardCannotFail")}</Tag>}
        </summary>
        <ul class="plain">
          {said.map((s) => (
            <Judged key={s.id} of={v.plan} said={s} />
          ))}
        </ul>
        <div class="acts">
          {!hasCalled && judge("suspectedMissed", "noAnswer", "boardSuspect")}
          {judge("allWell", "callWithCitizen", "boardAllWell")}
          {judge("confirmedMissed", "callWithStaff", "boardConfirmMissed")}
        </div>
        <Replace of={v.plan} />
      </details>
    </li>
  );
}

/** assert says what a coordinator judges of a visit; facts that come later are kept beside it. */
async function assert(plan: Doc, kind: string, basis: string, more: Instead = {}): Promise<boolean> {
  const done = await write({
    scope: plan.scope,
    doc: more.id ?? phone().newId(),
    type: "visitAssertion",
    create: true,
    changes: {
      visitPlanId: set(plan.doc),
      kind: set(kind),
      basis: set(basis),
      at: set(now()),
      by: set(person.value?.actor ?? ""),
      ...(more.plan === undefined ? {} : { replacementPlanId: set(more.plan) }),
    },
  });
  return done !== undefined;
}

interface Instead {
  readonly id?: string;
  readonly plan?: string;
}

/** plan and said are the documents it becomes, from when it was begun: a second try makes no second visit. */
const blank = { plan: "", said: "", who: "", at: "" };

/** Replace sends somebody else: a visit of its own, as long as the one it replaces, and the word that it was sent. */
function Replace(p: { readonly of: Doc }): JSX.Element {
  const { of: plan } = p;
  const typed = useTyped("replace/" + plan.doc, blank);
  const t = typed.value.value;
  const change = (next: Partial<typeof blank>): void => {
    const ids = typed.value.peek().plan === "" ? { plan: phone().newId(), said: phone().newId() } : {};
    typed.change({ ...ids, ...next });
  };
  async function send(): Promise<void> {
    if (!find(plan.scope, t.plan) && !(await planInstead(plan, t))) return;
    const basis = saidOf(plan).at(-1)?.basis || "noSignal";
    if (await assert(plan, "replacementSent", basis, { id: t.said, plan: t.plan })) await typed.done();
  }
  return (
    <details open={t.plan !== ""}>
      <summary>{say("boardReplacement")}</summary>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void send();
        }}
      >
        <Field label={say("boardReplacementWho")}>
          {(id) => (
            <select
              id={id}
              value={t.who}
              onChange={(e) => {
                change({ who: e.currentTarget.value });
              }}
            >
              <option value="" />
              {whoMayGo(plan).map((m) => (
                <option key={m.id} value={m.id}>
                  {m.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say("boardReplacementWhen")}>
          {(id) => (
            <input
              id={id}
              type="time"
              value={t.at}
              onInput={(e) => {
                change({ at: e.currentTarget.value });
              }}
            />
          )}
        </Field>
        {t.at !== "" && <p>{when(insteadAt(plan, t.at))}</p>}
        <Button kind="main" type="submit" disabled={t.who === "" || t.at === ""}>
          {say("boardReplacementSend")}
        </Button>
      </form>
    </details>
  );
}

const dayMillis = 86_400_000;

/** insteadAt is when a clock shows a time first after the visit that is replaced was to begin. */
function insteadAt(plan: Doc, clock: string): string {
  const start = Date.parse(text(plan, "start"));
  return lastClock(start + dayMillis - 1, clock, start);
}

/** planInstead plans the other visit. */
async function planInstead(plan: Doc, t: typeof blank): Promise<boolean> {
  const start = insteadAt(plan, t.at);
  const length = Date.parse(text(plan, "end")) - Date.parse(text(plan, "start"));
  const end = new Date(Date.parse(start) + length).toISOString().replace(/\.\d+Z$/, "Z");
  const acts = items(plan, "activityIds").map((i) => [phone().newId(), i.value] as const);
  const criticality = text(plan, "criticality");
  const done = await write({
    scope: plan.scope,
    doc: t.plan,
    type: "visitPlan",
    create: true,
    changes: {
      state: set("planned"),
      start: set(start),
      end: set(end),
      staffIds: set([t.who]),
      replacesPlanId: set(plan.doc),
      ...(criticality === "" ? {} : { criticality: set(criticality) }),
      ...(acts.length === 0 ? {} : { activityIds: { add: Object.fromEntries(acts) } }),
    },
  });
  return done !== undefined;
}

/** whoMayGo are those of the teams who do daily visits, but for whoever was to come. */
function whoMayGo(plan: Doc): readonly Member[] {
  const roles = schema.value.types["visitNote"]?.rights.create ?? [];
  const all = new Map(teams().flatMap((t) => membersOf(t.id).map((m) => [m.id, m])));
  return [...all.values()]
    .filter((m) => roles.includes(m.role) && !list(plan, "staffIds").includes(m.id))
    .sort((a, b) => a.name.localeCompare(b.name, "sv"));
}
