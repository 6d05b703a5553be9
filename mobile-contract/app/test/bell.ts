import type { CDPSession } from "playwright-core";
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { patience, type Device } from "./device.js";

/** Bell rings a device as a push service would, by the browser's own tools. */
export class Bell {
  /** How many pushes the worker is done with. */
  private answered = 0;
  private rung = 0;

  private constructor(
    private readonly device: Device,
    private readonly cdp: CDPSession,
    private readonly registration: string,
  ) {
    cdp.on("BackgroundService.backgroundServiceEventReceived", ({ backgroundServiceEvent: e }) => {
      if (e.origin.startsWith(device.net.url) && e.eventName === "Push event completed") this.answered++;
    });
  }

  /** of lets the device show notifications, and finds its worker. */
  static async of(device: Device): Promise<Bell> {
    const origin = device.net.url;
    await device.context.grantPermissions(["notifications"], { origin });
    const cdp = await device.context.newCDPSession(device.page);
    const found: string[] = [];
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const r of registrations) if (!r.isDeleted && r.scopeURL.startsWith(origin)) found.push(r.registrationId);
    });
    await cdp.send("ServiceWorker.enable");
    await expect.poll(() => found.length, patience).toBeGreaterThan(0);
    await cdp.send("BackgroundService.startObserving", { service: "pushMessaging" });
    await cdp.send("BackgroundService.setRecording", { service: "pushMessaging", shouldRecord: true });
    return new Bell(device, cdp, found[0] ?? "");
  }

  /**
   * ring delivers a push of a class, and waits until the worker is done with it: a browser that is asked for its notifications between
   * the writing down of one and its showing takes it for one that was put away, and forgets it.
   */
  async ring(data: object | string): Promise<void> {
    const text = typeof data === "string" ? data : JSON.stringify({ data, from: "1", fcmMessageId: "x" });
    await this.cdp.send("ServiceWorker.deliverPushMessage", {
      origin: this.device.net.url,
      registrationId: this.registration,
      data: text,
    });
    this.rung++;
    await expect.poll(() => this.answered, patience).toBe(this.rung);
  }
}

/** payload is what the server sends: server/push/message.go. */
export const payload = (kind: string, tenant: string): object => ({
  class: kind,
  inboxCursor: "0123456789abcdef",
  tenant: createHash("sha256")
    .update("samsyn push tenant\0" + tenant)
    .digest("hex")
    .slice(0, 16),
  v: "1",
});

/** Shown is a notification on the lock screen, with all that could say something. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly data: unknown;
}

/** shown are the notifications of a device, from a page of the same origin that has nothing to do with the app's. */
export function shown(device: Device): Promise<Shown[]> {
  return device.page.evaluate(async () => {
    const worker = await navigator.serviceWorker.getRegistration("/app/");
    const all = (await worker?.getNotifications()) ?? [];
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown }));
  });
}
