import type { Json } from "@samsyn/sdk";
import type { JSX } from "preact";
import { all } from "../lib/docs.js";
import { citizens, membersOf, teams } from "../lib/people.js";
import { schema } from "../lib/phone.js";
import { language, say } from "../words/index.js";
import { label as wordFor } from "../words/schema.js";
import { Button, Choice, Field } from "../ui/kit.js";
import { fieldLabel, nameOf, titleOf } from "./say.js";
import { blank, type Typed } from "./typed.js";
import { lineLength, type Widget } from "./widget.js";

/** Control is what a value is written with. */
export interface ControlProps {
  readonly type: string;
  /** The field, or on to a member. */
  readonly place: string;
  readonly label: string;
  readonly widget: Widget;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Whose documents a reference may name. */
  readonly citizen: string;
  /** Members that are filled in by themselves. */
  readonly hidden?: ReadonlySet<string>;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const fewOptions = 6;

export function Control(p: ControlProps): JSX.Element {
  const w = p.widget;
  if (w.kind === "object") return <Members {...p} of={w} />;
  if (w.kind === "rows") return <Rows {...p} of={w} />;
  const options = optionsOf(p, w);
  const typed = typeof p.typed === "string" ? p.typed : "";
  if (options) return <Pick {...p} options={options} value={typed} />;
  return <Line {...p} value={typed} />;
}

/** optionsOf are what can be chosen; undefined where one writes. */
function optionsOf(p: ControlProps, w: Widget): readonly Option[] | undefined {
  switch (w.kind) {
    case "choice":
      return w.options.map((one) => ({ value: JSON.stringify(one), label: choiceLabel(p, one) }));
    case "person":
      return people();
    case "citizen":
      return citizens().map((c) => ({ value: c.id, label: c.name }));
    case "team":
      return teams().map((t) => ({ value: t.id, label: t.name }));
    case "party":
      return [...teams().map((t) => ({ value: t.id, label: t.name })), ...people()];
    case "ref":
      return all(w.type, p.citizen).map((d) => ({ value: d.doc, label: titleOf(d) }));
    default:
      return undefined;
  }
}

const choiceLabel = (p: ControlProps, one: Json): string => wordFor(schema.value, p.type, p.place, one, language.value);

/** people are all colleagues of the teams held, by name. */
export function people(): readonly Option[] {
  const out = new Map<string, string>();
  for (const t of teams()) for (const m of membersOf(t.id)) out.set(m.id, nameOf(m.id));
  return [...out].map(([value, name]) => ({ value, label: name })).sort((a, b) => a.label.localeCompare(b.label, "sv"));
}

/** known keeps what was chosen before among the choices, also when it is not there to choose any more. */
const known = (options: readonly Option[], values: readonly string[]): readonly Option[] => [
  ...options,
  ...values.filter((v) => v !== "" && !options.some((o) => o.value === v)).map((v) => ({ value: v, label: nameOf(v) })),
];

function Pick(p: ControlProps & { readonly options: readonly Option[]; readonly value: string }): JSX.Element {
  const options = known(p.options, [p.value]);
  if (p.widget.kind === "choice" && options.length <= fewOptions) {
    return (
      <div class={p.error ? "desk-choice wrong" : "desk-choice"}>
        <Choice label={p.label} value={p.value} options={options} onPick={p.onType} />
        <Note {...p} />
      </div>
    );
  }
  return (
    <Field label={p.label} {...noteOf(p)}>
      {(id, by) => (
        <select
          id={id}
          aria-describedby={by}
          aria-invalid={p.error ? true : undefined}
          value={p.value}
          onChange={(e) => {
            p.onType(e.currentTarget.value);
          }}
        >
          <option value="">{options.length === 0 ? say("noCandidates") : say("chooseOne")}</option>
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const noteOf = (p: ControlProps): { hint?: string; error?: string } => ({
  ...(p.hint ? { hint: p.hint } : {}),
  ...(p.error ? { error: p.error } : {}),
});

function Note(p: ControlProps): JSX.Element | null {
  const note = p.error ?? p.hint;
  return note ? <p class="note">{note}</p> : null;
}

function Line(p: ControlProps & { readonly value: string }): JSX.Element {
  const w = p.widget;
  const onInput = (e: { readonly currentTarget: { readonly value: string } }): void => {
    p.onType(e.currentTarget.value);
  };
  return (
    <Field label={p.label} {...noteOf(p)}>
      {(id, by) => {
        const same = {
          id,
          value: p.value,
          onInput,
          ...(by ? { "aria-describedby": by } : {}),
          ...(p.error ? { "aria-invalid": true } : {}),
        };
        if (w.kind === "date") return <input type="date" {...same} />;
        if (w.kind === "moment") return <input type="datetime-local" step="any" {...same} />;
        if (w.kind === "number") return <input type="text" inputMode="numeric" {...same} />;
        if (w.kind === "text" && w.max > lineLength) return <textarea {...same} />;
        return <input type="text" {...same} />;
      }}
    </Field>
  );
}

function Members(p: ControlProps & { readonly of: Extract<Widget, { kind: "object" }> }): JSX.Element {
  const typed = isTexts(p.typed) ? p.typed : {};
  const shown = Object.entries(p.of.members).filter(([name]) => !p.hidden?.has(name));
  const one = shown.length === 1;
  const controls = shown.map(([name, m]) => (
    <Control
      key={name}
      type={p.type}
      place={p.place + "." + name}
      label={
        (one ? p.label : fieldLabel(p.type, p.place + "." + name)) +
        (m.required || one ? "" : " (" + say("optional") + ")")
      }
      widget={m.widget}
      typed={typed[name] ?? blank(m.widget)}
      citizen={p.citizen}
      onType={(next) => {
        p.onType({ ...typed, [name]: next });
      }}
      {...(one ? { hint: p.hint, error: p.error } : {})}
    />
  ));
  if (one) return <>{controls}</>;
  return (
    <fieldset class="desk-group">
      <legend>{p.label}</legend>
      {controls}
      <Note {...p} />
    </fieldset>
  );
}

const isTexts = (t: Typed): t is { readonly [member: string]: Typed } => typeof t === "object" && !Array.isArray(t);

function Rows(p: ControlProps & { readonly of: Extract<Widget, { kind: "rows" }> }): JSX.Element {
  const w = p.of;
  const rows: readonly Typed[] = Array.isArray(p.typed) ? (p.typed as readonly Typed[]) : [];
  const options = optionsOf(p, w.of);
  if (options) return <Several {...p} options={options} values={rows.filter((one) => typeof one === "string")} />;
  const put = (i: number, one: Typed): void => {
    p.onType(rows.map((old, at) => (at === i ? one : old)));
  };
  return (
    <fieldset class="desk-group">
      <legend>{p.label}</legend>
      {rows.map((row, i) => (
        <div class="desk-row" key={i}>
          <Control
            type={p.type}
            place={p.place}
            label={String(i + 1)}
            widget={w.of}
            typed={row}
            citizen={p.citizen}
            onType={(next) => {
              put(i, next);
            }}
            {...(p.hidden ? { hidden: p.hidden } : {})}
          />
          <Button
            label={say("takeAway") + " " + String(i + 1)}
            onClick={() => {
              p.onType(rows.filter((_, at) => at !== i));
            }}
          >
            {say("takeAway")}
          </Button>
        </div>
      ))}
      <Note {...p} />
      {rows.length < w.max && (
        <Button
          label={say("addOne") + ": " + p.label}
          onClick={() => {
            p.onType([...rows, blank(w.of)]);
          }}
        >
          {say("addOne")}
        </Button>
      )}
    </fieldset>
  );
}

function Several(
  p: ControlProps & { readonly options: readonly Option[]; readonly values: readonly string[] },
): JSX.Element {
  const options = known(p.options, p.values);
  return (
    <div class={p.error ? "desk-choice wrong" : "desk-choice"}>
      <fieldset class="choice">
        <legend>{p.label}</legend>
        {options.length === 0 && <p class="note">{say("noCandidates")}</p>}
        {options.map((o) => {
          const picked = p.values.includes(o.value);
          return (
            <label key={o.value} class={picked ? "picked" : ""}>
              <input
                type="checkbox"
                checked={picked}
                onChange={() => {
                  p.onType(picked ? p.values.filter((v) => v !== o.value) : [...p.values, o.value]);
                }}
              />
              <span>{o.label}</span>
            </label>
          );
        })}
      </fieldset>
      <Note {...p} />
    </div>
  );
}
