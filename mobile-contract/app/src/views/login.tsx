import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { demoPeople, demoToken, enter, personOfToken, type Person } from "../lib/session.js";
import { schema } from "../lib/phone.js";
import { toast, words } from "../lib/write.js";
import { language, say } from "../words/index.js";
import { label } from "../words/schema.js";
import { Button, Card, Field, Page } from "../ui/kit.js";

/** How often a server that did not answer is asked again who there is. */
const againMillis = 3000;

/** Login: in a demo one chooses a person; else one pastes the code that the operator handed out. */
export function Login(): JSX.Element {
  const [people, setPeople] = useState<readonly Person[] | undefined>();
  const [token, setToken] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void =>
      void demoPeople().then(setPeople, () => {
        timer = setTimeout(ask, againMillis);
      });
    ask();
    return () => {
      clearTimeout(timer);
    };
  }, []);

  async function choose(get: () => Promise<{ readonly who: Person; readonly token: string }>): Promise<void> {
    try {
      const { who, token: text } = await get();
      await enter(who, text);
    } catch (cause) {
      toast.value = { text: words(cause), kind: "bad" };
    }
  }

  return (
    <Page title={say("who")} {...(people ? { lead: say("whoDemo") } : {})}>
      {people?.map((who) => (
        <Button key={who.actor} onClick={() => choose(async () => ({ who, token: await demoToken(who) }))}>
          {who.name}
          <small>{label(schema.value, "staffMember", "roles", who.role, language.value)}</small>
        </Button>
      ))}
      {!people && (
        <Card>
          <form
            onSubmit={(e) => {
              e.preventDefault();
              void choose(() => Promise.resolve({ who: personOfToken(token.trim()), token: token.trim() }));
            }}
          >
            <Field label={say("token")} hint={say("tokenHelp")}>
              {(id, by) => (
                <textarea
                  id={id}
                  aria-describedby={by}
                  value={token}
                  onInput={(e) => {
                    setToken(e.currentTarget.value);
                  }}
                />
              )}
            </Field>
            <Button kind="main" type="submit">
              {say("login")}
            </Button>
          </form>
        </Card>
      )}
    </Page>
  );
}
