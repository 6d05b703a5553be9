import type { JSX } from "preact";
import { find, text, type Doc } from "../lib/docs.js";
import { schema } from "../lib/phone.js";
import { staffName } from "../lib/people.js";
import { href } from "../lib/route.js";
import "../styles/team.css";
import { Card, Link, Page, Tag } from "../ui/kit.js";
import { language, say, when } from "../words/index.js";
import { placeLabel } from "../words/schema.js";
import { Answer, Answers, Time } from "./team/answer.js";
import { CanMove, Go, WithReason } from "./team/lead.js";
import { inRoom, itemsOf, myParts, phaseOf, seats, teamName, whole } from "./team/meeting.js";
import { leads, stateOf } from "./team/rights.js";
import { Room } from "./team/room.js";
import { allParts, partScope, type Part } from "./team/scopes.js";
import { roleName, State } from "./team/show.js";
import { Checklist } from "./team/steps.js";

/** Meeting is a team meeting, #/meeting/scope/id, or one of its rooms, #/meeting/scope/id/2. */
export function Meeting(p: { readonly at: readonly string[] }): JSX.Element {
  const [scope = "", id = "", room = ""] = p.at;
  const d = find(scope, id);
  if (!d) return <Page title={say("notHere")} back={href("team")} children={null} />;
  const part = myParts(scope).find((one) => String(one) === room);
  return part ? <Room meeting={d} part={part} /> : <Overview of={d} />;
}

function Overview(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const parts = myParts(d.scope);
  const isAsked = ["called", "prepared"].includes(stateOf(d));
  const people = seats(d.scope).map((s) => ({ ...s, role: roleName(s.role) }));
  const reason = text(d, "stateReason");
  return (
    <Page title={say("tmTeamMeeting")} lead={teamName(d.scope)} back={href("team")}>
      <Time of={d} />
      <p class="tags">
        <State of={d} />
      </p>
      {reason !== "" && stateOf(d) === "cancelled" && <p class="warning">{reason}</p>}
      <OpenNow of={d} />
      {isAsked && <Answer of={d} field="attendance" parts={parts} />}
      <Parts of={d} />
      {phaseOf(d) === "before" && text(d, "cutoffAt") !== "" && (
        <p class="note">
          {say("tmCutOff")} {when(text(d, "cutoffAt"))}
        </p>
      )}
      <Checklist meeting={d} />
      {leads() && <Leading of={d} />}
      <Card title={say("tmWhoComes")}>
        <Answers of={d} field="attendance" who={people} />
        <p class="note">
          {text(d, "chairId") !== "" && say("tmChair") + ": " + staffName(text(d, "chairId")) + ". "}
          {text(d, "secretaryId") !== "" && say("tmSecretary") + ": " + staffName(text(d, "secretaryId")) + "."}
        </p>
      </Card>
    </Page>
  );
}

/** OpenNow says which part goes on; of somebody else's part nothing more. */
function OpenNow(p: { readonly of: Doc }): JSX.Element | null {
  const open = whole(p.of, "openPart");
  if (stateOf(p.of) !== "running") return null;
  const isMine = myParts(p.of.scope).some((part) => part === open);
  return (
    <section class="card calm" role="status">
      <h2>
        {open === 0
          ? say("tmNoPartOpen")
          : say("tmPart") + " " + String(open) + " " + say(isMine ? "tmIsGoingOn" : "tmIsGoingOnWithoutYou")}
      </h2>
      {isMine && <p>{inRoom(p.of).map(staffName).join(", ")}</p>}
    </section>
  );
}

/** Parts leads into the rooms that are the person's own; the others are not shown. */
function Parts(p: { readonly of: Doc }): JSX.Element {
  const parts: readonly Part[] = allParts.filter((part) => myParts(p.of.scope).includes(part));
  return (
    <section>
      <h2>{say("tmYourParts")}</h2>
      {parts.map((part) => {
        const count = itemsOf(p.of, part).length;
        return (
          <Link
            key={part}
            class={"row room-row room-" + String(part)}
            href={href("meeting", p.of.scope, p.of.doc, String(part))}
          >
            <span class="row-main">
              <b>
                {say("tmPart")} {part}
              </b>
              <span>
                {placeLabel(schema.value, partScope(p.of.scope, part), language.value).replace(/^(Del|Part) \d: /, "")}
              </span>
            </span>
            <span class="row-tags">
              {whole(p.of, "openPart") === part && <Tag tone="good">{say("tmGoingOn")}</Tag>}
              <span>
                {count} {say(count === 1 ? "tmOneItem" : "tmManyItems")}
              </span>
            </span>
          </Link>
        );
      })}
      <Link class="button main" href={href("new-item", p.of.scope, p.of.doc)}>
        + {say("tmRaiseItem")}
      </Link>
    </section>
  );
}

/** Leading is what the chair and the coordinator do. */
function Leading(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const isToCome = ["draft", "called", "prepared"].includes(stateOf(d));
  const isOpen = whole(d, "openPart") !== 0;
  return (
    <Card title={say("tmForTheChair")}>
      <Go of={d} to="called" button={say("tmCallTeam")} kind="main" />
      <Go of={d} to="running" button={say("tmStartMeeting")} kind="main" />
      {isOpen ? (
        <p class="note">{say("tmClosePartFirst")}</p>
      ) : (
        <Go of={d} to="closed" button={say("tmCloseMeeting")} kind="main" />
      )}
      <Go of={d} to="confirmed" button={say("tmConfirmMinutes")} kind="main" />
      {isToCome && <CanMove of={d} />}
      <WithReason of={d} to="cancelled" button={say("tmCancelMeeting")} ask={say("tmWhyCancelled")} />
      {stateOf(d) === "closed" && text(d, "confirmBy") !== "" && (
        <p class="note">
          {say("tmConfirmBy")} {when(text(d, "confirmBy"))}
        </p>
      )}
    </Card>
  );
}
