import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { memo } from "preact/compat";
import type { BoardEntry } from "@samsyn/sdk";
import { boards, schema } from "../../lib/phone.js";
import { membersOf, teams, type Member } from "../../lib/people.js";
import { Card, Empty, Tag } from "../../ui/kit.js";
import { language, say, shortly } from "../../words/index.js";
import { word } from "../../words/schema.js";

/** Where is one row: a colleague and what the board knows of them. */
export interface Where {
  readonly who: Member;
  readonly entry?: BoardEntry;
}

/** people are a team's members with what the board says of each: those without contact first, who never said anything last. */
export function people(members: readonly Member[], entries: readonly BoardEntry[]): readonly Where[] {
  const said = new Map(entries.map((e) => [e.staffId, e]));
  const rank = (w: Where): number => (w.entry ? (w.entry.offlineSince === undefined ? 1 : 0) : 2);
  return members
    .map((who) => {
      const entry = said.get(who.id);
      return entry ? { who, entry } : { who };
    })
    .sort((a, b) => rank(a) - rank(b) || a.who.name.localeCompare(b.who.name, "sv"));
}

const rooms = computed(() =>
  teams().map((t) => {
    const board = boards.value.get(t.id);
    const isUnknown = board === undefined || board.unknown === true;
    return { ...t, isUnknown, rows: people(membersOf(t.id), isUnknown ? [] : (board.entries ?? [])) };
  }),
);

/** People is who is where, in five states and without positions. */
export function People(): JSX.Element {
  return (
    <Card title={say("boardPeople")}>
      {rooms.value.map((t) => (
        <section key={t.id} aria-label={t.name}>
          <h3>{t.name}</h3>
          {t.isUnknown && <Empty>{say("boardUnknown")}</Empty>}
          {!t.isUnknown && (
            <ul class="people">
              {t.rows.map((w) => (
                <Row key={w.who.id} name={w.who.name} role={w.who.role} entry={w.entry} lang={language.value} />
              ))}
            </ul>
          )}
        </section>
      ))}
    </Card>
  );
}

interface RowProps {
  readonly name: string;
  readonly role: string;
  readonly entry: BoardEntry | undefined;
  readonly lang: string;
}

const Row = memo(function Row({ name, role, entry }: RowProps): JSX.Element {
  const isOff = entry?.offlineSince !== undefined;
  return (
    <li class={"person" + (isOff ? " off" : "") + (entry ? "" : " silent")}>
      <span class="person-name">
        {name} <small>{word(schema.value, "kinds", role, language.value) === role ? roleWord(role) : ""}</small>
      </span>
      <span class="person-state">
        {!entry && <small>{say("boardNobody")}</small>}
        {entry && !isOff && <Tag tone="good">{word(schema.value, "presence", entry.state, language.value)}</Tag>}
        {isOff && (
          <Tag tone="warn">
            {say("boardSince")} {shortly(new Date(entry.offlineSince ?? 0).toISOString())}
          </Tag>
        )}
        {entry && (entry.pendingCount ?? 0) > 0 && (
          <Tag tone="bad">
            {entry.pendingCount} {say("boardUnsent")}
          </Tag>
        )}
      </span>
    </li>
  );
}, same);

const roleWord = (role: string): string => schema.value.words?.values[role]?.[language.value] ?? role;

/** same keeps a row as it is when nothing that it shows has changed, as happens to most when one phone says something. */
function same(a: RowProps, b: RowProps): boolean {
  const [x, y] = [a.entry, b.entry];
  return (
    a.name === b.name &&
    a.role === b.role &&
    a.lang === b.lang &&
    x?.state === y?.state &&
    x?.pendingCount === y?.pendingCount &&
    x?.offlineSince === y?.offlineSince &&
    (x === undefined) === (y === undefined)
  );
}
