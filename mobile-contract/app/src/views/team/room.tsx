import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Json } from "@samsyn/sdk";
import { citizenOf, items, text, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { schema } from "../../lib/phone.js";
import { citizenName, staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import { derivedText } from "../../lib/status.js";
import { add, now, set, write } from "../../lib/write.js";
import { Button, Card, Empty, Link, Page, Tag } from "../../ui/kit.js";
import { language, say } from "../../words/index.js";
import { placeLabel } from "../../words/schema.js";
import { Area, Checks, Form, Line } from "../../ui/inputs.js";
import { Writing } from "./parts.js";
import { inRoom, itemsOf, leftOver, missingRoles, outsiders, partDoc, seats, whole } from "./meeting.js";
import { put } from "./put.js";
import { leads, mayWrite, stateOf } from "./rights.js";
import { partScope, type Part } from "./scopes.js";
import { Journal, roleName, State, titleOf } from "./show.js";

/** Room is one part of a meeting, on a screen of its own: nothing of another part is on it. */
export function Room(p: { readonly meeting: Doc; readonly part: Part }): JSX.Element {
  const { meeting, part } = p;
  const scope = partScope(meeting.scope, part);
  const isOpen = whole(meeting, "openPart") === part;
  return (
    <Page
      title={say("tmPart") + " " + String(part)}
      lead={placeLabel(schema.value, scope, language.value).replace(/^(Del|Part) \d: /, "")}
      back={href("meeting", meeting.scope, meeting.doc)}
    >
      <div class={"room room-" + String(part)}>
        {isOpen ? <Tag tone="good">{say("tmGoingOn")}</Tag> : <Tag>{say("tmNotOpen")}</Tag>}
        <Presence meeting={meeting} part={part} />
        <Items meeting={meeting} part={part} />
        <Minutes meeting={meeting} part={part} />
      </div>
    </Page>
  );
}

/** Presence is who is in the room. Whoever leads opens the part, and says who is there. */
function Presence(p: { readonly meeting: Doc; readonly part: Part }): JSX.Element | null {
  const { meeting, part } = p;
  const there = inRoom(meeting);
  const [chosen, setChosen] = useState<readonly string[] | undefined>();
  const isOpen = whole(meeting, "openPart") === part;
  const mayOpen = leads() && mayWrite("teamMeeting", "openPart") && stateOf(meeting) === "running";
  if (!isOpen && !mayOpen) return null;
  const audience = seats(meeting.scope).filter((s) => s.parts.includes(part));
  const present = chosen ?? there.filter((id) => audience.some((s) => s.id === id));
  const out = outsiders(meeting, part, there);
  const missing = missingRoles(meeting, part, mayOpen ? present : there);

  async function save(openPart: number): Promise<void> {
    const done = await write({
      scope: meeting.scope,
      doc: meeting.doc,
      type: meeting.type,
      changes: { openPart: set(openPart), presentIds: set(openPart === 0 ? [] : [...present]) },
    });
    if (done) setChosen(undefined);
  }

  return (
    <Card title={say("tmInTheRoom")}>
      {!mayOpen && <p>{there.map(staffName).join(", ") || say("tmNobodyYet")}</p>}
      {mayOpen && (
        <>
          {out.length > 0 && !isOpen && (
            <p class="warning">
              {out.map((s) => s.name).join(", ")} {say("tmMustLeave")}
            </p>
          )}
          <Checks
            label={say("tmWhoIsHere")}
            value={present}
            options={audience.map((s) => ({
              value: s.id,
              label: (
                <>
                  {s.name} <small>{roleName(s.role)}</small>
                </>
              ),
            }))}
            onChange={setChosen}
          />
        </>
      )}
      {missing.length > 0 && (
        <p class="warning" role="status">
          {say("tmMissingInRoom")} {missing.map((role) => roleName(role).toLowerCase()).join(", ")}
        </p>
      )}
      {mayOpen && !isOpen && (
        <Button kind="main" disabled={present.length === 0} onClick={() => save(part)}>
          {say("tmOpenPart")} {part}
        </Button>
      )}
      {mayOpen && isOpen && chosen && (
        <Button kind="main" onClick={() => save(part)}>
          {say("tmSavePresent")}
        </Button>
      )}
      {mayOpen && isOpen && <Button onClick={() => save(0)}>{say("tmClosePart")}</Button>}
    </Card>
  );
}

function Items(p: { readonly meeting: Doc; readonly part: Part }): JSX.Element {
  const { meeting, part } = p;
  const all = itemsOf(meeting, part);
  const left = leftOver(meeting, part);
  const doc = partDoc(meeting, part);
  const maySort = doc !== undefined && leads() && all.length > 1;

  async function up(d: Doc): Promise<void> {
    if (!doc) return;
    const ids = all.map((one) => one.doc);
    const at = ids.indexOf(d.doc);
    ids.splice(at, 1);
    ids.splice(at - 1, 0, d.doc);
    await write({ scope: doc.scope, doc: doc.doc, type: doc.type, changes: { itemOrder: set(ids) } });
  }

  return (
    <section>
      <h2>{say("tmItems")}</h2>
      {all.length === 0 && <Empty>{say("tmNoItems")}</Empty>}
      <ol class="items">
        {all.map((d, i) => (
          <li key={d.doc}>
            <ItemRow of={d} />
            {maySort && i > 0 && (
              <Button label={say("tmMoveUp") + ": " + titleOf(d, "question")} onClick={() => up(d)}>
                ↑ {say("tmMoveUp")}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Link class="button main" href={href("new-item", meeting.scope, meeting.doc, String(part))}>
        + {say("tmRaiseItem")}
      </Link>
      {left.length > 0 && (
        <>
          <h2>{say("tmFromBefore")}</h2>
          {left.map((d) => (
            <div key={d.doc}>
              <ItemRow of={d} />
              <Button onClick={() => takeUp(d, meeting)}>{say("tmTakeUp")}</Button>
            </div>
          ))}
        </>
      )}
    </section>
  );
}

/** takeUp puts an item on a meeting. */
const takeUp = (d: Doc, meeting: Doc): Promise<void> =>
  put(d, {
    meetingId: set(meeting.doc),
    ...(["postponed", "parked"].includes(stateOf(d)) && { state: set("accepted") }),
  });

/** ItemRow is an item in a list: about whom, what, and where it stands. */
export function ItemRow(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const about = citizenOf(d.scope);
  return (
    <Link class="row item-row" href={href("item", d.scope, d.doc)}>
      <span class="row-main">
        <b>{about === "" ? say("tmAboutNobody") : citizenName(about)}</b>
        <span>{titleOf(d, "question")}</span>
      </span>
      <span class="row-tags">
        <State of={d} />
        {["high", "urgent"].includes(text(d, "priority")) && <Tag tone="bad">{say("tmImportant")}</Tag>}
        {derivedText(d, "inTime") === "late" && <Tag tone="warn">{say("tmCameLate")}</Tag>}
        {derivedText(d, "inTime") === "lateByOffline" && <Tag>{say("tmCameLateOffline")}</Tag>}
      </span>
    </Link>
  );
}

/** Minutes are what was said, and what is left for another time. */
function Minutes(p: { readonly meeting: Doc; readonly part: Part }): JSX.Element {
  const { meeting, part } = p;
  const doc = partDoc(meeting, part);
  const t = useTyped("minutes/" + meeting.doc + "/" + String(part), { note: "", parked: "" });
  const v = t.value.value;
  if (!doc) return <Empty>{say("tmNoMinutes")}</Empty>;
  const at = { scope: doc.scope, doc: doc.doc };
  const parked = items(doc, "parkingLot");

  async function hand(field: "notes" | "parkingLot", item: Json): Promise<void> {
    if (!doc) return;
    const done = await write({ scope: doc.scope, doc: doc.doc, type: doc.type, changes: { [field]: add(item) } });
    if (done) t.change(field === "notes" ? { note: "" } : { parked: "" });
  }

  return (
    <>
      <Card title={say("tmMinutes")}>
        <Journal of={doc} field="notes" title="" />
        <Writing {...at} />
        <Form onSubmit={() => v.note.trim() !== "" && hand("notes", { text: v.note.trim(), at: now() })}>
          <Area
            label={say("tmWriteMinutes")}
            value={v.note}
            at={at}
            onText={(note) => {
              t.change({ note });
            }}
          />
          <Button kind="main" type="submit" disabled={v.note.trim() === ""}>
            {say("tmAddNote")}
          </Button>
        </Form>
      </Card>
      <Card title={say("tmParkingLot")}>
        {parked.length > 0 && (
          <ul class="journal">
            {parked.map((i) => (
              <li key={i.id}>{typeof i.value === "string" ? i.value : ""}</li>
            ))}
          </ul>
        )}
        <Form onSubmit={() => v.parked.trim() !== "" && hand("parkingLot", v.parked.trim())}>
          <Line
            label={say("tmParkQuestion")}
            value={v.parked}
            onText={(parked) => {
              t.change({ parked });
            }}
          />
          <Button type="submit" disabled={v.parked.trim() === ""}>
            {say("tmPark")}
          </Button>
        </Form>
      </Card>
    </>
  );
}
