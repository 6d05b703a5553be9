import type { JSX } from "preact";
import { alarms } from "../lib/alarms.js";
import { language, say } from "../words/index.js";
import { Button } from "./kit.js";

/** Alarms say what is wrong with this device, wherever one is in the app, until they are waved away. */
export function Alarms(): JSX.Element {
  return (
    <div role="alert">
      {alarms.value.map((e) => (
        <div key={e.code} class="card urgent alarm">
          <p>{e.text[language.value]}</p>
          <Button
            onClick={() => {
              alarms.value = alarms.value.filter((a) => a.code !== e.code);
            }}
          >
            {say("close")}
          </Button>
        </div>
      ))}
    </div>
  );
}
