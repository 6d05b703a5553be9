import { isVoided, own, scopeParts } from "../../core/index.js";
import { scopeFits } from "../../replica/scopefits.js";
import { fine, type Guard, textOf } from "./world.js";

/**
 * What is disclosed is there, and stays with the same citizen or team; an assistant nurse moves agenda items and nothing else. Whether
 * the other room may be told is the directory's to say.
 */
export const mayBeDisclosed: Guard = (t, before, after, _, { me, schema, documents }) => {
  if (!after.created || before?.created) return fine;
  const of = own(schema.types, textOf(t, after, "sourceType"));
  if (!of || !own(of.fields, "linkedFrom")) return { code: "bad-value", field: "sourceType" };
  const id = textOf(t, after, "sourceId");
  const source = documents.find((d) => d.id === id);
  if (!source?.created || source.type !== of.type || isVoided(source))
    return { code: "no-document", field: "sourceId" };
  const to = textOf(t, after, "toScope");
  const [a, b] = [scopeParts(after.scope), scopeParts(to)];
  const stays = a.kind === b.kind && a.subject === b.subject && to !== after.scope;
  if (!stays || !scopeFits(of, to)) return { code: "bad-scope", field: "toScope" };
  const isHers = me.role !== "assistantNurse" || of.type === "agendaItem";
  return isHers ? fine : { code: "not-allowed", field: "sourceType" };
};
