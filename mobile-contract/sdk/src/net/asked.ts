import type { Base, Edit, View } from "../core/index.js";
import type { Draft, SetAside, Shown } from "../replica/index.js";
import type { Happening, Status } from "./events.js";
import type { Platform, Presence } from "./frames.js";
import type { Held } from "./held.js";

/** Asked is what a screen asks of the login that is open: see Desk. Everything rejects with no-login when none is. */
export abstract class Asked {
  /** The id of the edit that is made now; "" draws one. */
  protected nextId = "";

  protected abstract mine(): Held;
  /** The login whose documents may be shown. */
  protected abstract visible(): Held | undefined;
  protected abstract now(): number;
  abstract readonly tell: (h: Happening) => void;
  abstract readonly tellStatus: () => void;
  protected abstract statusNow(): Status;

  edit(id: string, draft: Draft): Promise<Edit> {
    return this.saved(({ replica }) => {
      const before = replica.edited(id); // the tab that asked was not answered, and asks again
      if (before) return before;
      this.nextId = id;
      const e = replica.edit(this.now(), draft);
      this.tell({ kind: "changed", scope: e.scope, docs: [e.doc] });
      this.tellStatus();
      return e;
    });
  }

  async view(scope: string, doc: string): Promise<View | undefined> {
    return Promise.resolve(this.visible()?.replica.show(scope, doc));
  }

  async list(scope: string): Promise<readonly Shown[]> {
    return Promise.resolve(this.visible()?.replica.showAll(scope) ?? []);
  }

  base(scope: string, doc: string): Promise<Base> {
    return this.of(({ replica }) => replica.base(scope, doc));
  }

  opened(scope: string, doc: string, action: string): Promise<void> {
    return this.saved(({ replica, line }) => {
      replica.opened(this.now(), scope, doc, action, line.at === "live");
    });
  }

  setAside(): Promise<readonly SetAside[]> {
    return this.of(({ replica }) => replica.setAside());
  }

  handled(edit: string): Promise<boolean> {
    return this.saved(({ replica }) => {
      const was = replica.handled(edit);
      this.tellStatus();
      return was;
    });
  }

  presence(state: Presence): Promise<void> {
    return this.of(({ around, keeper }) => {
      around.presence(state);
      keeper.wake();
    });
  }

  lock(scope: string, doc: string): Promise<void> {
    return this.of(({ around }) => {
      around.lock(scope, doc);
    });
  }

  unlock(scope: string, doc: string): Promise<void> {
    return this.of(({ around }) => {
      around.unlock(scope, doc);
    });
  }

  pushToken(token: string, platform: Platform): Promise<void> {
    return this.of(({ around }) => {
      around.ring(token, platform);
    });
  }

  async status(): Promise<Status> {
    return Promise.resolve(this.statusNow());
  }

  /** of asks the login that is open. */
  private async of<T>(f: (held: Held) => T): Promise<T> {
    return Promise.resolve(f(this.mine()));
  }

  /** saved asks, and answers when what that changed is saved. */
  private async saved<T>(f: (held: Held) => T): Promise<T> {
    const held = this.mine();
    const answer = f(held);
    await held.keeper.saved();
    return answer;
  }
}
