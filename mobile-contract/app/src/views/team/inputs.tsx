import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Field } from "../../ui/kit.js";
import { locks, phone, status } from "../../lib/phone.js";
import { staffName } from "../../lib/people.js";
import { say } from "../../words/index.js";
import { fromLocal, toLocal } from "./time.js";

/** Place is the document that somebody writes in: others see that, as long as it lasts. */
export interface Place {
  readonly scope: string;
  readonly doc: string;
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: string;
  readonly error?: string;
  /** Where one writes, so that others see "Petra skriver här". */
  readonly at?: Place;
}

/** usePolite says to others that somebody writes there, from the first word until the form is left. */
function usePolite(at: Place | undefined): () => void {
  useEffect(
    () => () => {
      if (at) void phone().unlock(at.scope, at.doc);
    },
    [at?.scope, at?.doc],
  );
  return () => {
    if (at) void phone().lock(at.scope, at.doc);
  };
}

/** Area takes a few sentences. */
export function Area(p: TextProps): JSX.Element {
  const begin = usePolite(p.at);
  return (
    <Field label={p.label} {...notes(p)}>
      {(id, by) => (
        <textarea
          id={id}
          aria-describedby={by}
          value={p.value}
          maxLength={8000}
          onInput={(e) => {
            begin();
            p.onText(e.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** Line takes a line of text. */
export function Line(p: TextProps): JSX.Element {
  const begin = usePolite(p.at);
  return (
    <Field label={p.label} {...notes(p)}>
      {(id, by) => (
        <input
          id={id}
          aria-describedby={by}
          value={p.value}
          maxLength={200}
          autocomplete="off"
          onInput={(e) => {
            begin();
            p.onText(e.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** Moment takes a day and a time; what it gives is UTC. */
export function Moment(p: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly onTime: (time: string) => void;
}): JSX.Element {
  return (
    <Field label={p.label} {...notes(p)}>
      {(id, by) => (
        <input
          id={id}
          aria-describedby={by}
          type="datetime-local"
          value={toLocal(p.value)}
          onInput={(e) => {
            p.onTime(fromLocal(e.currentTarget.value));
          }}
        />
      )}
    </Field>
  );
}

/** Pick takes one of many; nothing is picked before the person does. */
export function Pick(p: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (value: string) => void;
}): JSX.Element {
  return (
    <Field label={p.label} {...notes(p)}>
      {(id, by) => (
        <select
          id={id}
          aria-describedby={by}
          value={p.value}
          onChange={(e) => {
            p.onPick(e.currentTarget.value);
          }}
        >
          <option value="">{say("tmChoose")}</option>
          {p.options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Checks lets somebody tick any of a few. */
export function Checks(p: {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: ComponentChildren }[];
  readonly onChange: (value: readonly string[]) => void;
}): JSX.Element {
  return (
    <fieldset class="choice checks">
      <legend>{p.label}</legend>
      {p.options.map((o) => {
        const isOn = p.value.includes(o.value);
        return (
          <label key={o.value} class={isOn ? "picked" : ""}>
            <input
              type="checkbox"
              checked={isOn}
              onChange={() => {
                p.onChange(isOn ? p.value.filter((one) => one !== o.value) : [...p.value, o.value]);
              }}
            />
            <span>{o.label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Form hands in by its main button, and by Enter. */
export function Form(p: { readonly onSubmit: () => unknown; readonly children: ComponentChildren }): JSX.Element {
  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void p.onSubmit();
      }}
    >
      {p.children}
    </form>
  );
}

/** Folded is opened by a tap, when there is something else to see first. */
export function Folded(p: {
  readonly title: string;
  readonly isFolded?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  if (p.isFolded === false) return <>{p.children}</>;
  return (
    <details class="more">
      <summary>{p.title}</summary>
      {p.children}
    </details>
  );
}

/** Lacks says what is still missing before a form can be handed in. */
export function Lacks(p: { readonly all: readonly (readonly [boolean, string])[] }): JSX.Element | null {
  const missing = p.all.filter(([isMissing]) => isMissing).map(([, name]) => name.replace(/\?$/, ""));
  return missing.length === 0 ? null : (
    <p class="note">
      {say("tmLacks")} {missing.join(", ").toLowerCase()}
    </p>
  );
}

/** Writing tells who else writes there just now. It is politeness: nobody is kept from writing. */
export function Writing(p: Place): JSX.Element | null {
  const here = locks.value.get(p.scope);
  const others = (here?.unknown ? [] : (here?.locks ?? [])).filter(
    (l) => l.doc === p.doc && l.replica !== status.value.replica,
  );
  if (others.length === 0) return null;
  const names = [...new Set(others.map((l) => staffName(l.staffId)))].join(", ");
  return (
    <p class="writing" role="status">
      ✎ {names} {say("tmWritesHere")}
    </p>
  );
}

function notes(p: { readonly hint?: string; readonly error?: string }): { hint?: string; error?: string } {
  return { ...(p.hint ? { hint: p.hint } : {}), ...(p.error ? { error: p.error } : {}) };
}
