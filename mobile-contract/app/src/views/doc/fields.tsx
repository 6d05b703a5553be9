import type { JSX } from "preact";
import { isTechnical } from "../../forms/plan.js";
import { reading, type Doc } from "../../lib/docs.js";
import { schema } from "../../lib/phone.js";
import { say } from "../../words/index.js";
import { FieldGroup } from "../desk/field.js";
import { groupsOf, isNothing, partsOf } from "../desk/parts.js";

type Names = readonly string[];

/** Fields are those of a document: what stands there, then folded what is empty and what is seldom asked for. */
export function Fields(p: { readonly d: Doc; readonly opened: Names }): JSX.Element {
  const { d } = p;
  const isOpened = (names: Names): boolean => names.some((name) => p.opened.includes(name));
  const rules = schema.value.types[d.type]?.fields;
  const isQuiet = (names: Names): boolean =>
    names.every((name) => {
      const rule = rules?.[name];
      return rule !== undefined && (isTechnical(name, rule) || /OrgId$/.test(name)); // the phone knows no name of it
    });
  const has = (names: Names): boolean => names.some((name) => !isNothing(reading(d, name)));
  const all = groupsOf(d);
  const group = (names: Names, all = names): JSX.Element => (
    <FieldGroup key={all.join("+")} d={d} names={names} isOpened={isOpened(all)} />
  );
  const shown = all.filter((names) => has(names) && !isQuiet(names));
  const empty = all.filter((names) => !has(names) && !isQuiet(names) && partsOf(d, names).length > 0);
  const quiet = all.filter((names) => has(names) && isQuiet(names));
  return (
    <>
      {shown.map((names) =>
        group(
          names.filter((name) => has([name]) || partsOf(d, [name]).length > 0),
          names,
        ),
      )}
      {empty.length > 0 && (
        <details class="desk-more" open={empty.some(isOpened)}>
          <summary>{say("moreFields")}</summary>
          {empty.map((names) => group(names))}
        </details>
      )}
      {quiet.length > 0 && (
        <details class="desk-more">
          <summary>{say("technical")}</summary>
          {quiet.map((names) => group(names))}
        </details>
      )}
    </>
  );
}
