// Checks what is published with the tools that others will read it with: the compiler of TypeScript, and validators of OpenAPI and
// AsyncAPI.
//   node check.mjs FOLDER
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Parser, fromFile } from '@asyncapi/parser'
import ts from 'typescript'

const folder = process.argv[2]
const faults = []

const openapi = JSON.parse(readFileSync(join(folder, 'openapi.json'), 'utf8'))
const answer = await new Validator().validate(openapi)
if (!answer.valid) faults.push(`openapi.json: ${JSON.stringify(answer.errors)}`)

const { document, diagnostics } = await fromFile(new Parser(), join(folder, 'asyncapi.json')).parse()
const severe = diagnostics.filter((d) => d.severity <= 1)
if (!document || severe.length > 0) faults.push(`asyncapi.json: ${JSON.stringify(severe)}`)

const program = ts.createProgram([join(folder, 'types.ts')], {
  strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true,
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [],
})
for (const d of ts.getPreEmitDiagnostics(program)) faults.push(`types.ts: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`)

for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'published: all well' : `published: ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
