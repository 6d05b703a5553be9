import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { text, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { set, write } from "../../lib/write.js";
import { Button } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { put, toState } from "./put.js";
import { useBase } from "./base.js";
import { Area, Form, Line, Moment } from "../../ui/inputs.js";
import { mayMove, mayWrite, stateOf } from "./rights.js";

/** Move gives a meeting or a joint visit another time or place; all three change together, and everybody is asked again. */
export function Move(p: { readonly of: Doc; readonly onDone: () => void }): JSX.Element {
  const d = p.of;
  const t = useTyped("move/" + d.doc, { start: text(d, "start"), end: text(d, "end"), place: text(d, "place") });
  const v = t.value.value;
  const seen = useBase(d.scope, d.doc);
  const isRight = v.start !== "" && v.end > v.start;

  async function move(): Promise<void> {
    if (!isRight) return;
    const done = await write({
      scope: d.scope,
      doc: d.doc,
      type: d.type,
      ...seen(),
      changes: { start: set(v.start), end: set(v.end), ...(v.place === "" ? {} : { place: set(v.place) }) },
    });
    if (!done) return;
    await t.done();
    p.onDone();
  }

  return (
    <Form onSubmit={move}>
      <Moment
        label={say("tmBegins")}
        value={v.start}
        onTime={(start) => {
          t.change({ start, end: later(v, start) });
        }}
      />
      <Moment
        label={say("tmEnds")}
        value={v.end}
        {...(v.end !== "" && v.end <= v.start ? { hint: say("tmEndsTooEarly") } : {})}
        onTime={(end) => {
          t.change({ end });
        }}
      />
      <Line
        label={say("tmPlace")}
        value={v.place}
        onText={(place) => {
          t.change({ place });
        }}
      />
      <p class="note">{say("tmAllAskedAgain")}</p>
      <Button kind="main" type="submit" disabled={!isRight}>
        {say("tmSaveTime")}
      </Button>
    </Form>
  );
}

/** later keeps how long it lasts. */
function later(v: { readonly start: string; readonly end: string }, start: string): string {
  if (v.start === "" || v.end === "" || start === "") return v.end;
  const end = Date.parse(start) + Date.parse(v.end) - Date.parse(v.start);
  return new Date(end).toISOString().replace(/\.\d+Z$/, "Z");
}

/** CanMove is a button that opens the form for another time. */
export function CanMove(p: { readonly of: Doc }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  if (!mayWrite(p.of.type, "start")) return null;
  if (!isOpen)
    return (
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {say(text(p.of, "start") === "" ? "tmSetTime" : "tmMoveTime")}
      </Button>
    );
  return (
    <Move
      of={p.of}
      onDone={() => {
        setOpen(false);
      }}
    />
  );
}

/** WithReason brings a document into a state that wants a reason. */
export function WithReason(p: {
  readonly of: Doc;
  readonly to: string;
  readonly button: string;
  readonly ask: string;
  readonly forCitizen?: boolean;
  readonly isOptional?: boolean;
}): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  const t = useTyped("reason/" + p.to + "/" + p.of.doc, { reason: "" });
  if (!mayMove(p.of, p.to, p.forCitizen)) return null;
  if (!isOpen)
    return (
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {p.button}
      </Button>
    );
  const reason = t.value.value.reason.trim();
  return (
    <Form
      onSubmit={async () => {
        if (reason === "" && !p.isOptional) return;
        if (!(await toState(p.of, p.to, reason, p.forCitizen ? "citizen" : ""))) return;
        await t.done();
        setOpen(false);
      }}
    >
      <Area
        label={p.ask}
        value={t.value.value.reason}
        onText={(text) => {
          t.change({ reason: text });
        }}
      />
      <Button kind="main" type="submit" disabled={reason === "" && !p.isOptional}>
        {p.button}
      </Button>
      <Button
        onClick={() => {
          setOpen(false);
        }}
      >
        {say("cancel")}
      </Button>
    </Form>
  );
}

/** Go is a button that brings a document into a state, when the person may; what cannot be undone asks once more. */
export function Go(p: {
  readonly of: Doc;
  readonly to: string;
  readonly button: string;
  readonly kind?: "main" | "plain" | "danger";
  readonly forCitizen?: boolean;
}): JSX.Element | null {
  const [isSure, setSure] = useState(p.kind !== "danger");
  if (!mayMove(p.of, p.to, p.forCitizen) || stateOf(p.of) === p.to) return null;
  const move = (): Promise<void> => put(p.of, { state: set(p.to) }, p.forCitizen ? "citizen" : "");
  if (isSure && p.kind !== "danger")
    return (
      <Button kind={p.kind ?? "plain"} onClick={move}>
        {p.button}
      </Button>
    );
  if (!isSure)
    return (
      <Button
        kind="danger"
        onClick={() => {
          setSure(true);
        }}
      >
        {p.button}
      </Button>
    );
  return (
    <fieldset class="choice sure">
      <legend>{p.button}?</legend>
      <Button kind="danger" onClick={move}>
        {say("tmYesSure")}
      </Button>
      <Button
        onClick={() => {
          setSure(false);
        }}
      >
        {say("cancel")}
      </Button>
    </fieldset>
  );
}
