import fs from 'node:fs'
import path from 'node:path'

import { minifyIntrospection, outputIntrospectionFile } from 'gql.tada/internal'
import { buildSchema, introspectionFromSchema } from 'graphql'

import { siteManifest } from './build/registered-operations.ts'

// The types of the one graph the site knows, made from gateway/schema.graphql and committed; and the site's operations,
// made from its pages, which the gateway knows by hash.
//   node codegen.ts           writes src/graph/schema.generated.ts and gateway/operations/site.json
//   node codegen.ts --check   writes nothing, fails when a committed file differs from what would be written

const schemaFile = path.join(import.meta.dirname, '../gateway/schema.graphql')
const typesFile = path.join(import.meta.dirname, 'src/graph/schema.generated.ts')

const schema = buildSchema(fs.readFileSync(schemaFile, 'utf8'))
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }))
const text = outputIntrospectionFile(introspection, {
  fileType: '.d.ts',
  shouldPreprocess: true,
  preamble: '/* Made by codegen.ts from gateway/schema.graphql: do not edit, run `npm run generate`. */',
})
// As a module of types instead of an ambient declaration, so that nothing has to be included for its side effect.
const types = text.slice(0, text.indexOf('import * as gqlTada')).trimEnd() + '\n'

// Apollo's cache must know which types a union or an interface can be, to match fragments on them.
const possible = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => 'getTypes' in type || type.astNode?.kind === 'InterfaceTypeDefinition')
    .map((type) => [type.name, schema.getPossibleTypes(type as never).map(({ name }) => name)]),
)
const whole = `${types}\nexport const possibleTypes = ${JSON.stringify(possible, null, 2)}\n`

const made = new Map([
  [typesFile, whole],
  [path.join(import.meta.dirname, '../gateway/operations/site.json'), siteManifest()],
])
for (const [file, content] of made) {
  if (!process.argv.includes('--check')) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  } else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== content) {
    console.error(`${path.relative(path.join(import.meta.dirname, '..'), file)} is stale: run \`npm run generate\`.`)
    process.exitCode = 1
  }
}
