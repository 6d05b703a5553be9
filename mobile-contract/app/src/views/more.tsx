import { useSignal } from "@preact/signals";
import { SamsynError } from "@samsyn/sdk";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { version } from "../../package.json";
import { inWords } from "../forms/say.js";
import { all } from "../lib/docs.js";
import { begun } from "../lib/drafts.js";
import { citizens } from "../lib/people.js";
import { status } from "../lib/phone.js";
import { href } from "../lib/route.js";
import { handOver, leave, person } from "../lib/session.js";
import { toast, words } from "../lib/write.js";
import { BellSetting } from "../ui/bell.js";
import { Button, Card, Choice, Link, Page, Tag } from "../ui/kit.js";
import { language, say, type Language } from "../words/index.js";
import { toChoose } from "./desk/conflicts.js";
import { theme, type Theme } from "./desk/theme.js";
import { wasId } from "./desk/was.js";
import "../styles/desk.css";
import "../styles/team.css";

/** More is who is here, what else there is, how it looks, and the way out. */
export function More(): JSX.Element {
  const who = person.value;
  const choices = status.value.aside + toChoose();
  const isStaff = who?.kind === "staff";
  return (
    <Page title={say("more")}>
      {who && (
        <Card title={say("whoAmI")}>
          <p class="desk-big">{who.name}</p>
          <p>{roleWords(isStaff ? who.role : who.kind)}</p>
        </Card>
      )}
      {isStaff && <OwnCard />}
      <Link class="row" href={href("choices")}>
        <b>{say("choices")}</b>
        {choices > 0 && <Tag tone="bad">{choices}</Tag>}
      </Link>
      <Link class="row" href={href("outbox")}>
        <b>{say("outbox")}</b>
        {status.value.waiting > 0 && <Tag tone="warn">{status.value.waiting}</Tag>}
      </Link>
      {isStaff && (
        <Link class="row" href={href("search")}>
          <b>{say("search")}</b>
        </Link>
      )}
      <Link class="row" href={href("kinds")}>
        <b>{say("allKinds")}</b>
      </Link>
      <Choice<Language>
        label={say("language")}
        value={language.value}
        options={[
          { value: "sv", label: say("swedish") },
          { value: "en", label: say("english") },
        ]}
        onPick={(next) => {
          language.value = next;
        }}
      />
      <Choice<Theme>
        label={say("appearance")}
        value={theme.value}
        options={[
          { value: "auto", label: say("themeAuto") },
          { value: "day", label: say("themeDay") },
          { value: "dark", label: say("themeDark") },
        ]}
        onPick={(next) => {
          theme.value = next;
        }}
      />
      <BellSetting />
      <Leaving />
      <Stored />
    </Page>
  );
}

/** OwnCard is the way to what somebody says of their part in the team, or to the form for it. Two phones may each have begun one. */
function OwnCard(): JSX.Element {
  const own = all("roleCard");
  const card = own[0];
  return (
    <Link
      class="row"
      href={
        card === undefined
          ? href("new", "roleCard")
          : own.length > 1
            ? href("list", "roleCard")
            : href("doc", card.scope, card.doc)
      }
    >
      <span class="row-main">
        <b>{say("myCard")}</b>
        <span>{say("myCardWhy")}</span>
      </span>
    </Link>
  );
}

const roleWords = (role: string): string => (role === "" ? "" : inWords("conflict", "ownerRole", role));

/** Leaving hands the phone to somebody else, or ends the login. Nothing that was written is lost by either. */
function Leaving(): JSX.Element {
  const [asked, setAsked] = useState<"over" | "out" | undefined>();
  const [stuck, setStuck] = useState("");
  const drafts = useSignal(0);
  useEffect(() => {
    void begun().then((ids) => (drafts.value = ids.filter((id) => id !== wasId).length));
  }, []);

  async function go(): Promise<void> {
    try {
      await (asked === "over" ? handOver() : leave());
    } catch (cause) {
      const text = cause instanceof SamsynError && cause.code === "not-sealed" ? say("logoutStuck") : words(cause);
      setStuck(text);
      toast.value = { text, kind: "bad" };
    }
  }

  if (asked === undefined) {
    return (
      <>
        <Button
          onClick={() => {
            setAsked("over");
          }}
        >
          {say("handOver")}
        </Button>
        <Button
          onClick={() => {
            setAsked("out");
          }}
        >
          {say("logout")}
        </Button>
      </>
    );
  }
  return (
    <Card title={asked === "over" ? say("handOver") : say("logout")} tone="warn">
      <p>{asked === "over" ? say("handOverHelp") : say("logoutHelp")}</p>
      {drafts.value > 0 && <p>{say("draftsStay")}</p>}
      {stuck !== "" && (
        <p class="desk-wrong" role="alert">
          {stuck}
        </p>
      )}
      <Button kind="main" onClick={go}>
        {asked === "over" ? say("handOver") : say("logout")}
      </Button>
      <Button
        onClick={() => {
          setAsked(undefined);
          setStuck("");
        }}
      >
        {say("cancel")}
      </Button>
    </Card>
  );
}

/** Stored is what is on this phone. */
function Stored(): JSX.Element {
  const bytes = useSignal(0);
  useEffect(() => {
    void navigator.storage.estimate().then((e) => (bytes.value = e.usage ?? 0));
  }, []);
  return (
    <Card title={say("storedHere")}>
      <p>
        {person.value?.kind === "staff" && `${String(citizens().length)} ${say("storedPlaces")}, `}
        {status.value.waiting} {say("storedUnsent")}
        {bytes.value > 0 &&
          ", " + (bytes.value / 1e6).toFixed(1).replace(".", language.value === "sv" ? "," : ".") + " MB"}
      </p>
      <p>{say("storedHow")}</p>
      <p class="note">
        {say("version")} {version}
      </p>
    </Card>
  );
}
