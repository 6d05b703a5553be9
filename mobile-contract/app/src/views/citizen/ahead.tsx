import type { JSX } from "preact";
import { all, list, text, value, type Doc } from "../../lib/docs.js";
import { staffName } from "../../lib/people.js";
import { href } from "../../lib/route.js";
import { Card, Empty, Link, Tag } from "../../ui/kit.js";
import { clock, day, say } from "../../words/index.js";
import { byTime, fieldName, isOpen, mayCreate, named, typeName } from "../care/data.js";
import { Decides, Unsent } from "../care/parts.js";

// What lies ahead of somebody: what is to be decided, the next visits, the goals.

/** Conflicts is what people are to decide about her. */
export function Conflicts(p: { readonly citizen: string }): JSX.Element | null {
  const open = all("conflict", p.citizen).filter((c) => text(c, "state") !== "resolved");
  if (open.length === 0) return null;
  return (
    <Card tone="warn" title={say("openMatters")}>
      {open.map((c) => {
        const type = text(c, "docType");
        const what =
          text(c, "kind") === "disputed" ? fieldName(type, text(c, "field")) : named(c.type, "kind", value(c, "kind"));
        return (
          <Link key={c.doc} class="row" href={href("conflict", c.scope, c.doc)}>
            <span class="grow">
              <b>
                {typeName(type)}: {what}
              </b>
              <br />
              <Decides of={c} />
            </span>
          </Link>
        );
      })}
    </Card>
  );
}

/** Next are the three visits that come first. */
export function Next(p: { readonly citizen: string }): JSX.Element {
  const now = new Date().toISOString();
  const next = [...all("visitPlan", p.citizen)]
    .filter((d) => text(d, "end") > now && text(d, "state") !== "cancelled")
    .sort(byTime("start"))
    .slice(0, 3);
  return (
    <Card title={say("nextVisits")}>
      {next.length === 0 && <Empty>{say("noneplanned")}</Empty>}
      {next.map((d) => (
        <Link key={d.doc} class="row" href={href("visit", d.scope, d.doc)}>
          <span class="grow">
            <b>
              {day(text(d, "start"))} {clock(text(d, "start"))}
            </b>
            <br />
            {list(d, "staffIds").map(staffName).join(", ")}
          </span>
        </Link>
      ))}
    </Card>
  );
}

/** Goals are hers, those that are going on first. */
export function Goals(p: { readonly citizen: string }): JSX.Element {
  const goals = all("goal", p.citizen).filter((g) => text(g, "state") !== "enteredInError");
  const newest = goals.filter(isOpen).concat(goals.filter((g) => !isOpen(g)));
  const waits = (g: Doc): boolean => Object.values(g.view.fields).some((f) => (f.waiting?.length ?? 0) > 0);
  return (
    <Card title={say("goals")}>
      {newest.length === 0 && <Empty>{say("noGoalYet")}</Empty>}
      {newest.map((g) => (
        <Link key={g.doc} class="row" href={href("goal", g.scope, g.doc)}>
          <span class="grow big">{text(g, "citizenWords") || text(g, "professionalWording")}</span>
          {waits(g) && <Tag tone="warn">{say("waitsHere")}</Tag>}
          {text(g, "state") !== "" && <Tag>{named("goal", "state", text(g, "state"))}</Tag>}
          <Unsent of={g} />
        </Link>
      ))}
      {mayCreate("goal") && (
        <Link class="button" href={href("new-goal", p.citizen)}>
          {say("newGoal")}
        </Link>
      )}
    </Card>
  );
}
