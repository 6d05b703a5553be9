import type { JSX } from "preact";
import { citizenOf, scopesOf, type Doc } from "../../lib/docs.js";
import { useTyped } from "../../lib/drafts.js";
import { phone } from "../../lib/phone.js";
import { add, now, set, write } from "../../lib/write.js";
import { Area, Form, Pick } from "../../ui/inputs.js";
import { Button, Card, Choice } from "../../ui/kit.js";
import { say } from "../../words/index.js";
import { role } from "../team/rights.js";
import { fieldName, named } from "../team/show.js";

export const type = "jointVisitFinding";
const health: ReadonlySet<string> = new Set(["nurse", "occupationalTherapist", "physiotherapist"]);

/** findingScope is where the person's profession writes: health care of its own, social care of its own. */
export function findingScope(citizen: string): { readonly scope: string; readonly law: string } | undefined {
  const room = health.has(role()) ? "/health/" : "/social/";
  const scope = scopesOf(type, citizen).find((one) => one.includes(room));
  const law = room === "/health/" ? "hsl" : role() === "housingSupportWorker" ? "" : "sol";
  return scope === undefined ? undefined : { scope, law };
}

const areas = [
  "mobility",
  "selfCare",
  "domesticLife",
  "safety",
  "communication",
  "relations",
  "community",
  "generalTasks",
  "learning",
];
const blank = { observation: "", suggestion: "", words: "", area: "", law: "" };

/** found writes a finding, tells the visit of it, and adds the citizen's words. */
async function found(visit: Doc, scope: string, v: typeof blank): Promise<boolean> {
  const [seen, suggestion, words] = [v.observation.trim(), v.suggestion.trim(), v.words.trim()];
  const at = { scope, doc: phone().newId(), type };
  const made = await write({
    ...at,
    create: true,
    changes: {
      jointVisitId: set(visit.doc),
      legalDomain: set(v.law),
      byRole: set(role()),
      occurredAt: set(now()),
      observation: add({ text: seen, at: now() }),
      ...(suggestion !== "" && { suggestion: add({ text: suggestion, at: now() }) }),
      ...(v.area !== "" && { lifeArea: set(v.area) }),
    },
  });
  if (!made) return false;
  await write({ scope: visit.scope, doc: visit.doc, type: visit.type, changes: { findingIds: add(at.doc) } });
  if (words !== "") await write({ ...at, onBehalfOf: "citizen", changes: { citizenWords: set(words) } });
  return true;
}

/** NewFinding is the form of what somebody saw; the citizen's words about it are written as hers. */
export function NewFinding(p: { readonly of: Doc }): JSX.Element {
  const d = p.of;
  const place = findingScope(citizenOf(d.scope));
  const t = useTyped("finding/" + d.doc, blank);
  const v = t.value.value;
  const law = place?.law || v.law;

  async function hand(): Promise<void> {
    if (!place || v.observation.trim() === "" || law === "") return;
    if (await found(d, place.scope, { ...v, law })) await t.done();
  }

  return (
    <Card title={say("tmYourFinding")}>
      <Form onSubmit={hand}>
        <Area
          label={fieldName(type, "observation")}
          value={v.observation}
          onText={(observation) => {
            t.change({ observation });
          }}
        />
        <Area
          label={fieldName(type, "citizenWords")}
          value={v.words}
          onText={(words) => {
            t.change({ words });
          }}
        />
        <Area
          label={fieldName(type, "suggestion")}
          value={v.suggestion}
          onText={(suggestion) => {
            t.change({ suggestion });
          }}
        />
        <Pick
          label={fieldName(type, "lifeArea")}
          value={v.area}
          options={areas.map((value) => ({ value, label: named(type, "lifeArea", value) }))}
          onPick={(area) => {
            t.change({ area });
          }}
        />
        {place?.law === "" && (
          <Choice
            label={fieldName(type, "legalDomain")}
            value={v.law}
            options={["sol", "lss"].map((value) => ({ value, label: named(type, "legalDomain", value) }))}
            onPick={(next) => {
              t.change({ law: next });
            }}
          />
        )}
        <Button kind="main" type="submit" disabled={v.observation.trim() === "" || law === ""}>
          {say("tmSaveFinding")}
        </Button>
      </Form>
    </Card>
  );
}
