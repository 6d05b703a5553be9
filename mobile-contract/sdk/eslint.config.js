import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist", "node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/advise/**/*.ts", "src/core/**/*.ts", "src/replica/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: pure(),
  },
  {
    files: ["scripts/**/*.mjs"],
    languageOptions: { globals: { URL: "readonly", console: "readonly", process: "readonly" } },
    rules: { "no-console": "off" },
  },
);

/** What takes time, ids and randomness as arguments reaches for none of them by itself. */
function pure() {
  const message = "pure code is given what it needs";
  const names = [
    "performance",
    "crypto",
    "window",
    "document",
    "localStorage",
    "indexedDB",
    "fetch",
    "setTimeout",
    "setInterval",
  ];
  return {
    "no-restricted-globals": ["error", ...names.map((name) => ({ name, message }))],
    "no-restricted-syntax": ["error", { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message }],
    "no-restricted-properties": [
      "error",
      { object: "Date", property: "now", message },
      { object: "Math", property: "random", message },
    ],
  };
}
