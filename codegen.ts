import fs from 'node:fs'
import path from 'node:path'

import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { parse } from 'graphql'

// Resolver types from each subgraph's schema, committed beside its resolvers.
//   node codegen.ts            all subgraphs
//   node codegen.ts hotels     one of them
//   node codegen.ts --check    writes nothing, fails when a committed file differs from what its schema says
//
// `subgraphs/<name>/src/graphql/mappers.json` (optional) says which of our own types a resolver of a GraphQL type gets
// as its parent: { "Hotel": "../database/hotels.ts#HotelRow" }, the path seen from the generated file.

const root = import.meta.dirname

/** TypeScript's types of the scalars of packages/subgraph-kit/src/scalars.ts, and GraphQL's own. */
const scalars = {
  ID: 'string',
  Date: 'string',
  DateTime: { input: 'string', output: 'Date | string' },
  CurrencyCode: 'string',
  MinorUnits: 'number',
}

const banner = '// Made by codegen.ts from schema.graphql: do not edit, run `npm run generate`.\n'

/** The text of `types.generated.ts` for one subgraph. */
export const generateTypes = async (subgraph: string): Promise<{ file: string; text: string }> => {
  const folder = path.join(root, 'subgraphs', subgraph)
  const file = path.join(folder, 'src/graphql/types.generated.ts')
  const mappersFile = path.join(folder, 'src/graphql/mappers.json')
  const mappers: unknown = fs.existsSync(mappersFile) ? JSON.parse(fs.readFileSync(mappersFile, 'utf8')) : {}
  const text = await codegen({
    filename: file,
    schema: parse(fs.readFileSync(path.join(folder, 'schema.graphql'), 'utf8')),
    documents: [],
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
    config: {
      federation: true,
      disableFederationDirectiveAndScalarInjection: true,
      enumsAsTypes: true,
      useTypeImports: true,
      strictScalars: true,
      scalars,
      mappers,
      contextType: '../context.ts#Context',
      importExtension: '.ts',
      inputMaybeValue: 'T | null | undefined',
      // A union's member says which one it is: resolvers need no __resolveType guessing by shape.
      resolversNonOptionalTypename: { unionMember: true, interfaceImplementingType: true },
      optionalResolveType: true,
    },
  })
  return { file, text: `${banner}${text}` }
}

if (import.meta.main) {
  const args = process.argv.slice(2)
  const check = args.includes('--check')
  const named = args.filter((argument) => !argument.startsWith('--'))
  const withSchema = fs
    .readdirSync(path.join(root, 'subgraphs'))
    .filter((name) => fs.existsSync(path.join(root, 'subgraphs', name, 'schema.graphql')))
  for (const subgraph of named.length > 0 ? named : withSchema) {
    const { file, text } = await generateTypes(subgraph)
    const shown = path.relative(root, file)
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue
    if (check) {
      console.error(`${shown} is not what schema.graphql says: run \`npm run generate\` and commit it`)
      process.exitCode = 1
      continue
    }
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
    console.log(`wrote ${shown}`)
  }
}
