import type { Word } from "../../words/index.js";

/** Asked is what differs between the kinds of questions: which words, and what is written. */
export interface Asked {
  readonly type: string;
  /** The view that shows one. */
  readonly view: string;
  readonly title: Word;
  readonly send: Word;
  /** The first is the most urgent, and shown as such. */
  readonly urgencies: readonly string[];
  /** What the question says: its first field it cannot be without. */
  readonly fields: readonly AskedField[];
  /** Who has taken it. */
  readonly owner: string;
}

export interface AskedField {
  readonly name: string;
  readonly isLong: boolean;
  readonly hint?: Word;
  /** The field is a list, and what is typed its first item. */
  readonly isList?: boolean;
}

export const medicine: Asked = {
  type: "medicationQuestion",
  view: "medicine",
  title: "tmMedicineQuestion",
  send: "tmSendToNurse",
  urgencies: ["now", "today", "beforeNextMeeting"],
  fields: [
    { name: "observation", isLong: true, hint: "tmOnlyWhatYouSaw" },
    { name: "question", isLong: true },
  ],
  owner: "nurseId",
};

export const aid: Asked = {
  type: "aidQuestion",
  view: "aid",
  title: "tmAidQuestion",
  send: "tmSendToTherapist",
  urgencies: ["urgent", "soon", "canWait"],
  fields: [
    { name: "need", isLong: true },
    { name: "activity", isLong: false },
    { name: "currentAids", isLong: false, isList: true },
  ],
  owner: "ownerId",
};
