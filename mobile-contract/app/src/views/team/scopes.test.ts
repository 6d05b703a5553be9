import { describe, expect, it } from "vitest";
import { changed } from "./changed.js";
import { caseScope, controllerOf, isOf, meetingScope, partOf, partScope, teamOf } from "./scopes.js";
import { fromLocal, toLocal } from "../../lib/time.js";

const meeting = "team/norra/meeting/ekby";

describe("scopes", () => {
  it.each([
    [meeting, "norra", 0, "ekby"],
    ["team/norra/part3/ekby", "norra", 3, "ekby"],
    ["citizen/c1/case-norra-2/ekby", "norra", 2, "ekby"],
    ["citizen/c1/case-norra-vast-1/ekby", "norra-vast", 1, "ekby"],
    ["citizen/c1/case-norra-4/ekby", "", 0, "ekby"],
    ["citizen/c1/health/ekby", "", 0, "ekby"],
    ["", "", 0, ""],
  ])("%s", (scope, team, part, controller) => {
    expect([teamOf(scope), partOf(scope), controllerOf(scope)]).toEqual([team, part, controller]);
  });

  it("leads from a meeting to its rooms and back", () => {
    expect(partScope(meeting, 3)).toBe("team/norra/part3/ekby");
    expect(caseScope(meeting, 2, "c1")).toBe("citizen/c1/case-norra-2/ekby");
    expect(meetingScope("citizen/c1/case-norra-2/ekby")).toBe(meeting);
    expect(isOf("citizen/c1/case-norra-2/ekby", meeting, 2)).toBe(true);
    expect(isOf("citizen/c1/case-norra-2/ekby", meeting, 3)).toBe(false);
    expect(isOf("citizen/c1/case-sodra-2/ekby", meeting, 2)).toBe(false);
  });
});

describe("times in a form", () => {
  it("come back as they were", () => {
    expect(fromLocal(toLocal("2026-11-24T13:00:00Z"))).toBe("2026-11-24T13:00:00Z");
    expect(fromLocal(toLocal("2026-01-02T03:04:05.678Z"))).toBe("2026-01-02T03:04:00Z");
  });

  it("are nothing when they are none", () => {
    expect([toLocal(""), toLocal("soon"), fromLocal(""), fromLocal("soon")]).toEqual(["", "", "", ""]);
  });
});

describe("what changed in a routine", () => {
  it("is what is new and what is gone, in order", () => {
    expect(changed(["ask", "read", "call"], ["call", "ask", "tell"])).toEqual({ added: ["tell"], gone: ["read"] });
  });

  it("is nothing when only the order is another", () => {
    expect(changed(["ask", "read"], ["read", "ask"])).toEqual({ added: [], gone: [] });
  });
});
