import { Choices, ConflictView } from "../choices.js";
import { DocView } from "../doc.js";
import { Kinds } from "../kinds.js";
import { List } from "../list.js";
import { More } from "../more.js";
import { New } from "../new.js";
import { Notices } from "../notices.js";
import { Outbox } from "../outbox.js";
import { Own } from "../own.js";

/** deskViews are the views of whatever has no view of its own, and of the person's own desk. */
export const deskViews = {
  choices: Choices,
  conflict: ConflictView,
  doc: DocView,
  kinds: Kinds,
  list: List,
  more: More,
  new: New,
  notices: Notices,
  outbox: Outbox,
  own: Own,
};
