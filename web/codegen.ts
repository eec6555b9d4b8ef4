import fs from 'node:fs'
import path from 'node:path'

import { minifyIntrospection, outputIntrospectionFile } from 'gql.tada/internal'
import { buildSchema, introspectionFromSchema } from 'graphql'

// The types of the one graph the site knows, made from gateway/schema.graphql and committed.
//   node codegen.ts           writes src/graph/schema.generated.ts
//   node codegen.ts --check   writes nothing, fails when the committed file differs from what the schema says

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

if (!process.argv.includes('--check')) fs.writeFileSync(typesFile, whole)
else if (!fs.existsSync(typesFile) || fs.readFileSync(typesFile, 'utf8') !== whole) {
  console.error('web/src/graph/schema.generated.ts is not what gateway/schema.graphql says: run `npm run generate`.')
  process.exitCode = 1
}
