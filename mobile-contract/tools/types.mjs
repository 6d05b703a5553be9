// Makes the types of TypeScript, Kotlin and Swift in published/ from the JSON Schemas there.
//   node types.mjs FOLDER
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core'

const folder = process.argv[2]
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).$defs
const banner = 'Made by scripts/gen from frames.schema.json and documents.schema.json. Change those, or rather what they are made from.'

/** Documents of one type are only told apart by validators; to a program they are all Document. */
function definitions() {
  const documents = read('documents.schema.json')
  const frames = read('frames.schema.json')
  const kept = Object.entries(documents).filter(([name]) => /(Fields|Value)$/.test(name))
  frames.AnyFrame.additionalProperties = true
  return lift({ ...Object.fromEntries(kept), ...frames })
}

/** Gives what has a title of its own a definition, and leaves references bare: generators name types by those. */
function lift(defs) {
  const out = {}
  const walk = (schema) => {
    if (Array.isArray(schema)) return schema.map(walk)
    if (schema === null || typeof schema !== 'object') return schema
    if (schema.$ref) return { $ref: schema.$ref }
    const { title, ...rest } = schema
    const copy = {}
    for (const [keyword, value] of Object.entries(rest)) {
      if (keyword === 'properties') {
        copy.properties = Object.fromEntries(Object.entries(value).map(([name, s]) => [name, walk(s)]))
      } else {
        copy[keyword] = ['enum', 'const', 'examples', 'required'].includes(keyword) ? value : walk(value)
      }
    }
    delete copy.format // a time is a text on the wire
    delete copy.propertyNames
    if (copy.properties) {
      copy.additionalProperties ??= false // unknown members are ignored, not typed
      delete copy.oneOf // which members go together
      delete copy.anyOf
    }
    if (typeof title !== 'string') return copy
    out[title] = { ...copy, title }
    return { $ref: `#/$defs/${title}` }
  }
  for (const [name, schema] of Object.entries(defs)) out[name] = { ...walk(schema), title: name }
  return out
}

/** One object that has them all, since generators begin at one. */
function whole(defs, names = Object.keys(defs)) {
  const properties = Object.fromEntries(names.sort().map((name) => [name, { $ref: `#/$defs/${name}` }]))
  return { $defs: defs, title: 'Contract', type: 'object', additionalProperties: false, properties }
}

async function typescript(defs) {
  const text = await compile(whole(defs), 'Contract', {
    additionalProperties: false, bannerComment: `// ${banner}`, unknownAny: true, unreachableDefinitions: false,
    ignoreMinAndMaxItems: true, style: { printWidth: 120 },
  })
  writeFileSync(join(folder, 'types.ts'), text)
}

/** Other languages have no unions of frames, no texts that are always the same, and no names for plain texts. */
async function other(defs, lang, file, rendererOptions) {
  const { FromPhone, FromServer, ...plain } = defs
  const bare = JSON.parse(JSON.stringify(plain), (key, value) => (value && value.type === 'string' && 'const' in value ? { type: 'string' } : value))
  bare.AnyFrame = {} // or all but its kind would be lost
  const input = new JSONSchemaInput(new FetchingJSONSchemaStore())
  const begin = Object.keys(bare).filter((name) => /(Frame|Fields|SyncRequest|SyncAnswer|SealedText|PushData)$/.test(name))
  await input.addSource({ name: 'Contract', schema: JSON.stringify(whole(bare, begin)) })
  const inputData = new InputData()
  inputData.addInput(input)
  const { lines } = await quicktype({ inputData, lang, rendererOptions, inferMaps: false, combineClasses: false, leadingComments: [banner] })
  writeFileSync(join(folder, file), lines.join('\n'))
}

const defs = definitions()
await typescript(defs)
await other(defs, 'kotlin', 'Types.kt', { framework: 'kotlinx', package: 'se.samsyn.contract' })
await other(defs, 'swift', 'Types.swift', { initializers: false, 'explicit-coding-keys': false })
