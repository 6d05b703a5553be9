import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { phone, quietly } from "../lib/phone.js";
import { fromLocal, toLocal } from "../lib/time.js";
import { say } from "../words/index.js";
import { Field } from "./kit.js";

// The labelled controls of forms. Each gives what is in it now; whoever shows it keeps that (useTyped).

/** Place is the document that somebody writes in: others see that, as long as it lasts. */
export interface Place {
  readonly scope: string;
  readonly doc: string;
}

interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface TextProps extends Labelled {
  readonly onText: (text: string) => void;
  /** Where one writes, so that others see "Petra skriver här". */
  readonly at?: Place;
  /** How many characters at most. */
  readonly most?: number;
}

/** usePolite says to others that somebody writes there, from the first word until the form is left. */
function usePolite(at: Place | undefined): () => void {
  useEffect(
    () => () => {
      if (at) quietly(phone().unlock(at.scope, at.doc));
    },
    [at?.scope, at?.doc],
  );
  return () => {
    if (at) quietly(phone().lock(at.scope, at.doc));
  };
}

interface Value {
  readonly currentTarget: { readonly value: string };
}

/** same is what every control has: its name for the label, its note, what is in it, and whether that is wrong. */
const same = (p: Labelled, id: string, by: string | undefined) => ({
  id,
  value: p.value,
  "aria-describedby": by,
  "aria-invalid": p.error ? true : undefined,
});

function Text(p: TextProps & { readonly as: "textarea" | "input" }): JSX.Element {
  const begin = usePolite(p.at);
  const onInput = (e: Value): void => {
    begin();
    p.onText(e.currentTarget.value);
  };
  return (
    <Field {...p}>
      {(id, by) =>
        p.as === "textarea" ? (
          <textarea {...same(p, id, by)} maxLength={p.most ?? 8000} onInput={onInput} />
        ) : (
          <input {...same(p, id, by)} maxLength={p.most ?? 200} autocomplete="off" onInput={onInput} />
        )
      }
    </Field>
  );
}

/** Area takes a few sentences. */
export const Area = (p: TextProps): JSX.Element => <Text {...p} as="textarea" />;

/** Line takes a line of text. */
export const Line = (p: TextProps): JSX.Element => <Text {...p} as="input" />;

/** Moment takes a day and a time; what it gives is UTC. */
export function Moment(p: Labelled & { readonly onTime: (time: string) => void }): JSX.Element {
  const onInput = (e: Value): void => {
    p.onTime(fromLocal(e.currentTarget.value));
  };
  return (
    <Field {...p}>
      {(id, by) => <input {...same(p, id, by)} type="datetime-local" value={toLocal(p.value)} onInput={onInput} />}
    </Field>
  );
}

interface Option<Label = string> {
  readonly value: string;
  readonly label: Label;
}

interface PickProps extends Labelled {
  readonly options: readonly Option[];
  readonly onPick: (value: string) => void;
  /** What stands there before anything is picked. */
  readonly none?: string;
}

/** Pick takes one of many; nothing is picked before the person does. */
export function Pick(p: PickProps): JSX.Element {
  const onChange = (e: Value): void => {
    p.onPick(e.currentTarget.value);
  };
  return (
    <Field {...p}>
      {(id, by) => (
        <select {...same(p, id, by)} onChange={onChange}>
          <option value="">{p.none ?? say("tmChoose")}</option>
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
  readonly options: readonly Option<ComponentChildren>[];
  readonly onChange: (value: readonly string[]) => void;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const turn = (one: string): void => {
    p.onChange(p.value.includes(one) ? p.value.filter((other) => other !== one) : [...p.value, one]);
  };
  return (
    <fieldset class="choice checks">
      <legend>{p.label}</legend>
      {p.children}
      {p.options.map((o) => (
        <label key={o.value} class={p.value.includes(o.value) ? "picked" : ""}>
          <input
            type="checkbox"
            checked={p.value.includes(o.value)}
            onChange={() => {
              turn(o.value);
            }}
          />
          <span>{o.label}</span>
        </label>
      ))}
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
