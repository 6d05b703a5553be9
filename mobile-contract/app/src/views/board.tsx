import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { followCauses } from "../lib/causes.js";
import { minute } from "../lib/clock.js";
import { Page } from "../ui/kit.js";
import { day, say } from "../words/index.js";
import { Alarms } from "./board/alarms.js";
import { Meetings } from "./board/meetings.js";
import { People } from "./board/people.js";
import { Visits } from "./board/visits.js";
import { Writing } from "./board/writing.js";
import "../styles/board.css";

/**
 * Board is a coordinator's day on one screen: what needs somebody first, who is where, the visits, and the answers to meetings. Each
 * part follows what it shows alone, so that sixty phones that say where they are cost no more than their own rows.
 */
export function Board(): JSX.Element {
  useEffect(() => followCauses(), []);
  return (
    <Page title={say("board")} lead={day(new Date(minute.value).toISOString())} wide>
      <div class="board">
        <div class="board-column">
          <Alarms />
          <Meetings />
        </div>
        <div class="board-column">
          <Visits />
        </div>
        <div class="board-column">
          <People />
          <Writing />
        </div>
      </div>
    </Page>
  );
}
